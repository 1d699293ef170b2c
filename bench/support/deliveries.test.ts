import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { provider } from '#core/providers/github/index.ts';
import { BENCH_LOGIN, commitsOf, createPushes, nameDelivery, newRun, signedRequest } from './deliveries.ts';

test('deliveries are what GitHub sends: 2 to 3 KB, 2.2 commits, none twice', () => {
  const pushes = createPushes('2026-03-02T12:00:00Z');
  const keys = new Set<string>();
  let [bytes, commits] = [0, 0];
  for (let n = 0; n < 1000; n += 1) {
    const { text, commits: made } = pushes.body(n);
    bytes += Buffer.byteLength(text);
    commits += made;
    expect(made).toBe(commitsOf(n));
    const outcome = provider.normalise({
      rawId: 'x',
      eventName: 'push',
      payload: JSON.parse(text),
      receivedAt: '2026-03-02T12:00:00.000Z',
      account: { id: null, login: BENCH_LOGIN, verifiedEmails: [] },
    });
    expect(outcome.status === 'processed' ? outcome.events.length : 0).toBe(made);
    if (outcome.status === 'processed') for (const event of outcome.events) keys.add(event.dedupeKey);
  }
  expect(commits / 1000).toBe(2.2);
  expect(keys.size).toBe(commits);
  expect(bytes / 1000).toBeGreaterThan(2_000);
  expect(bytes / 1000).toBeLessThan(3_000);
});

test('a request is signed, and naming its delivery changes nothing else', () => {
  const request = signedRequest({ pathToken: 't'.repeat(43), secret: 's' }, '{"a":1}');
  nameDelivery(request, newRun(), 17);
  const [head = '', body = ''] = request.bytes.toString().split('\r\n\r\n');
  expect(head).toMatch(/\r\nX-GitHub-Delivery: [0-9a-f]{8}-0000-4000-8000-000000000011$/);
  const signature = createHmac('sha256', 's').update(body).digest('hex');
  expect(head).toContain(`X-Hub-Signature-256: sha256=${signature}\r\n`);
});
