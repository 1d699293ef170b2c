/**
 * Every environment variable Pawgress reads, parsed once. All faults are reported together, each with its variable.
 * `.env.example` is checked against `configVariables`.
 */
import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((v) => (v === '' ? undefined : v), type.optional()) as z.ZodType<z.output<T> | undefined>;
const urlWith = (...protocols: string[]) =>
  z.string().refine((v) => URL.canParse(v) && protocols.includes(new URL(v).protocol), {
    message: `must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });
const dollars = z.string().regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be dollars, such as 2.50');

/** A variable that says nothing without another one. */
const PAIRS = [
  ['LLM_BASE_URL', 'LLM_MODEL'],
  ['LLM_MODEL', 'LLM_BASE_URL'],
  ['LLM_PRICE_INPUT', 'LLM_PRICE_OUTPUT'],
  ['LLM_PRICE_OUTPUT', 'LLM_PRICE_INPUT'],
  ['LLM_MONTHLY_BUDGET_USD', 'LLM_PRICE_INPUT'],
] as const;

const Variables = z
  .object({
    PORT: optional(port),
    HOST: optional(z.string()),
    PUBLIC_URL: optional(urlWith('http:', 'https:')),
    DATA_DIR: optional(z.string()),
    DATABASE_URL: optional(urlWith('postgres:', 'postgresql:')),
    DATABASE_POOL: optional(z.coerce.number().int().min(2).max(200)),
    REDIS_URL: optional(urlWith('redis:', 'rediss:')),
    REGISTRATION: optional(z.enum(['open', 'first', 'closed'])),
    RATE_LIMIT: optional(z.enum(['on', 'off'])),
    TRUST_PROXY: optional(z.string()),
    PAWGRESS_KEYS: optional(z.string()),
    SMTP_URL: optional(urlWith('smtp:', 'smtps:')),
    MAIL_FROM: optional(z.string()),
    METRICS_TOKEN: optional(z.string().min(16, 'needs at least 16 characters')),
    WORKERS_PORT: optional(port),
    LLM_BASE_URL: optional(urlWith('http:', 'https:')),
    LLM_MODEL: optional(z.string().max(200)),
    LLM_API_KEY: optional(z.string()),
    LLM_TIMEOUT_MS: optional(z.coerce.number().int().min(1000).max(600_000)),
    LLM_MONTHLY_BUDGET_USD: optional(dollars),
    LLM_PRICE_INPUT: optional(dollars),
    LLM_PRICE_OUTPUT: optional(dollars),
    LOG_LEVEL: optional(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])),
  })
  .check(({ value, issues }) => {
    for (const [given, missing] of PAIRS) {
      if (value[given] === undefined || value[missing] !== undefined) continue;
      issues.push({ code: 'custom', path: [missing], message: `is needed with ${given}`, input: value[missing] });
    }
  });

export const configVariables: readonly string[] = Object.keys(Variables.shape);

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Address people and providers reach this server at; no slash at the end. */
  readonly publicUrl: string;
  /** Absolute path: embedded database, keys, records of this installation. */
  readonly dataDir: string;
  /** `null`: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Most connections one process holds. */
  readonly databasePool: number;
  /** `null`: BullMQ's backend on the same PostgreSQL. */
  readonly redisUrl: string | null;
  readonly registration: 'open' | 'first' | 'closed';
  readonly rateLimit: boolean;
  /** Addresses or subnets whose `X-Forwarded-*` headers are believed. */
  readonly trustProxy: readonly string[];
  /** `id:key,id:key`, newest first; `null`: the key file in `dataDir`. */
  readonly keys: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Bearer token for `GET /metrics`; `null`: loopback only. */
  readonly metricsToken: string | null;
  /** Loopback port on which the workers process serves its `/metrics` and `/healthz`; `null`: none. */
  readonly workersPort: number | null;
  /** `null`: no language model, and plans are made by the rules that need none. */
  readonly llm: LlmConfig | null;
  readonly logLevel: string;
}

/** A model behind a server that speaks OpenAI's chat completions. US dollars are decimal strings. */
export interface LlmConfig {
  readonly baseUrl: string;
  readonly model: string;
  /** `null`: the server wants none. */
  readonly apiKey: string | null;
  /** From the question to the last byte of the answer. */
  readonly timeoutMs: number;
  /** For all users together; `null`: no limit. */
  readonly monthlyBudgetUsd: string | null;
  /** For a million tokens; `null`: not known, and counted as nothing. */
  readonly prices: { readonly inputPerMillion: string; readonly outputPerMillion: string } | null;
}

/** Raised when the environment is faulty; `message` lists every fault on its own line. */
export class ConfigError extends Error {}

const ON_THIS_MACHINE = ['127.0.0.1', '0.0.0.0', '::1', '::'];

/** What a browser on this machine calls a listening address. */
const nameOf = (host: string): string => {
  if (ON_THIS_MACHINE.includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
};

const llmOf = (v: z.output<typeof Variables>): LlmConfig | null => {
  if (v.LLM_BASE_URL === undefined || v.LLM_MODEL === undefined) return null;
  const { LLM_PRICE_INPUT: input, LLM_PRICE_OUTPUT: output } = v;
  return {
    baseUrl: v.LLM_BASE_URL,
    model: v.LLM_MODEL,
    apiKey: v.LLM_API_KEY ?? null,
    timeoutMs: v.LLM_TIMEOUT_MS ?? 60_000,
    monthlyBudgetUsd: v.LLM_MONTHLY_BUDGET_USD ?? null,
    prices: input === undefined || output === undefined ? null : { inputPerMillion: input, outputPerMillion: output },
  };
};

/** Reads the environment. @throws {ConfigError} naming every faulty variable. */
export const loadConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const parsed = Variables.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is faulty:\n${faults.join('\n')}`);
  }
  const v = parsed.data;
  const host = v.HOST ?? '127.0.0.1';
  const listenPort = v.PORT ?? 3000;
  return {
    port: listenPort,
    host,
    publicUrl: (v.PUBLIC_URL ?? `http://${nameOf(host)}:${listenPort}`).replace(/\/+$/, ''),
    dataDir: resolve(v.DATA_DIR ?? '.data'),
    databaseUrl: v.DATABASE_URL ?? null,
    databasePool: v.DATABASE_POOL ?? 12,
    redisUrl: v.REDIS_URL ?? null,
    registration: v.REGISTRATION ?? 'first',
    rateLimit: v.RATE_LIMIT !== 'off',
    trustProxy: (v.TRUST_PROXY ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
    keys: v.PAWGRESS_KEYS ?? null,
    smtpUrl: v.SMTP_URL ?? null,
    mailFrom: v.MAIL_FROM ?? 'Pawgress <pawgress@localhost>',
    metricsToken: v.METRICS_TOKEN ?? null,
    workersPort: v.WORKERS_PORT ?? null,
    llm: llmOf(v),
    logLevel: v.LOG_LEVEL ?? 'info',
  };
};
