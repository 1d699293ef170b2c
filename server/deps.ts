/** What every feature of the server is made from. Built once in `run-server.ts`; tests pass their own parts. */
import type { Provider } from '#core/providers/provider.ts';
import type { Clock } from '#infra/clock.ts';
import type { Config } from '#infra/config.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Logger } from '#infra/logger.ts';
import type { Mailer } from '#infra/mail.ts';
import type { Metrics } from '#infra/metrics.ts';
import type { Doorbell } from '#infra/queue/doorbell.ts';
import type { Keyring } from '#infra/secrets/keyring.ts';
import type { LiveHub } from './features/stream/hub.ts';

export interface ServerDeps {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly uow: UnitOfWork;
  readonly keyring: Keyring;
  readonly doorbell: Pick<Doorbell, 'ring'>;
  readonly metrics: Metrics;
  readonly providers: Readonly<Record<string, Provider>>;
  /** `null`: no SMTP server is configured. */
  readonly mailer: Mailer | null;
  /** Tells every server process that what it remembers of a connection is out of date. */
  readonly forgetConnection: (pathToken: string) => void;
  /** Pages that are open on this process. */
  readonly live: LiveHub;
  /** Whether the queue answers; it only rings, nothing depends on it. */
  readonly queue: { readonly kind: 'postgres' | 'redis'; counts(): Promise<Readonly<Record<string, number>> | null> };
}
