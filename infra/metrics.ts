/**
 * What Prometheus reads of a process. Callers say what happened in words of the product; labels stay bounded: a provider
 * or route nobody knows counts as `unknown`, never as itself.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What became of a delivery at the door. */
export type IntakeOutcome = 'stored' | 'duplicate' | 'refused' | 'unavailable';

/** What can go wrong without anybody being told by an answer. */
export type FailureReason =
  | 'batch_transient'
  | 'batch_unexpected'
  | 'delivery'
  | 'live_listener'
  | 'live_notice'
  | 'purge'
  | 'due_work'
  | 'queue'
  | 'ring'
  | 'sweep';

const FAILURE_REASONS: readonly FailureReason[] = [
  'batch_transient',
  'batch_unexpected',
  'delivery',
  'live_listener',
  'live_notice',
  'purge',
  'due_work',
  'queue',
  'ring',
  'sweep',
];

/** Deliveries that are due and not processed. */
export interface Backlog {
  readonly rows: number;
  /** Seconds for which the oldest has been due; 0 when there is none. */
  readonly oldestSeconds: number;
}

/** Connections of a pool. */
export interface PoolUse {
  readonly used: number;
  readonly free: number;
  readonly waiting: number;
}

/** Asked at each scrape; one that throws leaves its gauges out of that scrape. */
export interface MetricSources {
  readonly backlog?: () => Promise<Backlog>;
  /** Jobs by state, `null` when the queue does not answer. */
  readonly queue?: () => Promise<Readonly<Record<string, number>> | null>;
  readonly pool?: () => PoolUse;
  /** Open live connections. */
  readonly live?: () => number;
}

export interface Metrics {
  /** `seconds`: from the first byte to the answer. */
  intake(request: { readonly provider: string; readonly outcome: IntakeOutcome; readonly seconds: number }): void;
  /** Rows that were committed together. */
  flush(rows: number): void;
  batch(batch: { readonly rows: number; readonly events: number; readonly seconds: number }): void;
  failure(reason: FailureReason, count?: number): void;
  /** `route` is the template (`/v1/pets/:id`), `null` when no route matched. */
  http(request: {
    readonly method: string;
    readonly route: string | null;
    readonly status: number;
    readonly seconds: number;
  }): void;
  /** Names what is asked at each scrape; may be called again to add more. */
  observe(sources: MetricSources): void;
  /** All of it in Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const LATENCY = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const ROWS = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** One question for all gauges of a scrape that need its answer. */
const shared = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let asked: Promise<T> | null = null;
  return () => (asked ??= ask().finally(() => (asked = null)));
};

/** One per process. `providers` are the names that may stand in a label. */
export const createMetrics = (options: {
  readonly service: string;
  readonly providers: readonly string[];
}): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  registry.setDefaultLabels({ service: options.service });
  collectDefaultMetrics({ register: registry });
  const providers = new Set(options.providers);
  let sources: MetricSources = {};

  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name: `pawgress_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, buckets: number[], labelNames: readonly L[] = []) =>
    new Histogram({ name: `pawgress_${name}`, help, buckets, labelNames, registers });

  const intakeRequests = counter('intake_requests_total', 'Deliveries by provider and outcome', [
    'provider',
    'outcome',
  ]);
  const intakeSeconds = histogram('intake_seconds', 'From the first byte to the answer', LATENCY);
  const flushRows = histogram('intake_flush_rows', 'Deliveries committed together', ROWS);
  const batchRows = histogram('batch_rows', 'Deliveries processed together', ROWS);
  const batchSeconds = histogram('batch_seconds', 'Time of a batch', LATENCY);
  const events = counter('events_scored_total', 'Events that reached a pet');
  const failures = counter('failures_total', 'Failures by reason', ['reason']);
  const httpSeconds = histogram('http_request_seconds', 'HTTP requests', LATENCY, ['method', 'route', 'status']);
  // A rate needs a first value to rise from.
  for (const reason of FAILURE_REASONS) failures.inc({ reason }, 0);

  /** Absent from a scrape whose `collect` sets nothing or throws. */
  const gauge = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    collect: (gauge: Gauge<L>) => Promise<void> | void,
  ) =>
    new Gauge<L>({
      name: `pawgress_${name}`,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset();
        if (labelNames.length === 0) this.remove();
        try {
          await collect(this);
        } catch {
          this.reset();
          if (labelNames.length === 0) this.remove();
        }
      },
    });

  const askBacklog = shared(() => sources.backlog?.() ?? Promise.resolve(null));
  const askQueue = shared(() => sources.queue?.() ?? Promise.resolve(null));
  gauge('backlog_rows', 'Deliveries that are due and not processed', [], async (self) => {
    const now = await askBacklog();
    if (now) self.set(now.rows);
  });
  gauge('backlog_oldest_seconds', 'For how long the oldest of them has been due', [], async (self) => {
    const now = await askBacklog();
    if (now) self.set(now.oldestSeconds);
  });
  gauge('queue_up', 'Whether the queue answers', [], async (self) => {
    if (sources.queue) self.set((await askQueue()) ? 1 : 0);
  });
  gauge('queue_jobs', 'Jobs by state', ['state'], async (self) => {
    for (const [state, count] of Object.entries((await askQueue()) ?? {})) self.set({ state }, count);
  });
  gauge('pool_connections', 'Connections of the database pool', ['state'], (self) => {
    for (const [state, count] of Object.entries(sources.pool?.() ?? {})) self.set({ state }, Number(count));
  });
  gauge('live_connections', 'Pages that are being told of changes', [], (self) => {
    if (sources.live) self.set(sources.live());
  });

  return {
    intake: ({ provider, outcome, seconds }) => {
      intakeRequests.inc({ provider: providers.has(provider) ? provider : 'unknown', outcome });
      intakeSeconds.observe(seconds);
    },
    flush: (rows) => flushRows.observe(rows),
    batch: (batch) => {
      batchRows.observe(batch.rows);
      batchSeconds.observe(batch.seconds);
      events.inc(batch.events);
    },
    failure: (reason, count = 1) => failures.inc({ reason }, count),
    http: ({ method, route, status, seconds }) =>
      httpSeconds.observe(
        { method: METHODS.has(method) ? method : 'OTHER', route: route ?? 'unknown', status: String(status) },
        seconds,
      ),
    observe: (more) => {
      sources = { ...sources, ...more };
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};
