import { pino, type Logger } from 'pino';

export type { Logger };

/** Secrets and free text never reach a log, wherever they stand in the logged object. */
const REDACTED = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'payload',
  'body',
  'notes',
  'message_raw',
  'email',
].flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/** JSON lines on stdout, one per request and per batch. `silent` switches them off. */
export const createLogger = (options: { readonly level: string; readonly service: string }): Logger =>
  pino({
    level: options.level,
    base: { service: options.service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED, censor: '[redacted]' },
  });
