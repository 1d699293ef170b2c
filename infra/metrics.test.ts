import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

const made = () => createMetrics({ service: 'test', providers: ['github'] });
const lines = async (metrics: ReturnType<typeof made>, name: string): Promise<string[]> =>
  (await metrics.text()).split('\n').filter((line) => line.startsWith(name));

test('counts deliveries by provider and outcome, and strangers together', async () => {
  const metrics = made();
  metrics.intake({ provider: 'github', outcome: 'stored', seconds: 0.004 });
  for (const provider of ['x1', 'x2', 'constructor']) metrics.intake({ provider, outcome: 'refused', seconds: 0.001 });
  expect(await lines(metrics, 'pawgress_intake_requests_total')).toEqual([
    'pawgress_intake_requests_total{provider="github",outcome="stored",service="test"} 1',
    'pawgress_intake_requests_total{provider="unknown",outcome="refused",service="test"} 3',
  ]);
  expect(await lines(metrics, 'pawgress_intake_seconds_count')).toEqual([
    'pawgress_intake_seconds_count{service="test"} 4',
  ]);
});

test('requests are named by template, methods and unmatched routes are bounded', async () => {
  const metrics = made();
  metrics.http({ method: 'GET', route: '/v1/pets/:id', status: 200, seconds: 0.01 });
  metrics.http({ method: 'BREW', route: null, status: 404, seconds: 0.01 });
  expect(await lines(metrics, 'pawgress_http_request_seconds_count')).toEqual([
    'pawgress_http_request_seconds_count{service="test",method="GET",route="/v1/pets/:id",status="200"} 1',
    'pawgress_http_request_seconds_count{service="test",method="OTHER",route="unknown",status="404"} 1',
  ]);
});

test('every reason of failure is there from the start, so that its rate can rise', async () => {
  const metrics = made();
  metrics.failure('delivery', 3);
  const all = await lines(metrics, 'pawgress_failures_total');
  expect(all).toHaveLength(10);
  expect(all).toContain('pawgress_failures_total{reason="delivery",service="test"} 3');
  expect(all).toContain('pawgress_failures_total{reason="ring",service="test"} 0');
});

test('sources are asked once a scrape', async () => {
  const metrics = made();
  let asked = 0;
  metrics.observe({
    backlog: () => {
      asked += 1;
      return Promise.resolve({ rows: 7, oldestSeconds: 1.5 });
    },
  });
  metrics.observe({
    queue: () => Promise.resolve({ waiting: 2, active: 1 }),
    pool: () => ({ used: 3, free: 1, waiting: 0 }),
    live: () => 5,
  });
  const text = await metrics.text();
  expect(asked).toBe(1);
  for (const line of [
    'pawgress_backlog_rows{service="test"} 7',
    'pawgress_backlog_oldest_seconds{service="test"} 1.5',
    'pawgress_queue_up{service="test"} 1',
    'pawgress_queue_jobs{state="waiting",service="test"} 2',
    'pawgress_pool_connections{state="used",service="test"} 3',
    'pawgress_live_connections{service="test"} 5',
  ]) {
    expect(text).toContain(line);
  }
});

test('a source that fails, or is not there, leaves its gauges out and nothing else', async () => {
  const metrics = made();
  metrics.observe({ backlog: () => Promise.reject(new Error('no database')), queue: () => Promise.resolve(null) });
  const text = await metrics.text();
  expect(text).not.toMatch(/^pawgress_(backlog|queue_jobs|live|pool)\w*[{ ]/m);
  expect(text).toContain('pawgress_queue_up{service="test"} 0');
  expect(text).toContain('process_cpu_seconds_total');
});
