/** Connections, what arrived raw, its processing, and the normalised events. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
create table provider_apps (                                                -- [D] the operator's apps (Google Health, classic Fitbit, Todoist): one endpoint for all members,
  id uuid primary key default gen_uuid_v7(),                                --     deliveries routed by (provider, external_account_id)
  provider varchar(50) not null,
  name varchar(100) not null check (length(btrim(name)) > 0),
  path_token text not null unique check (length(path_token) between 22 and 64),
  secrets_encrypted bytea,                                                  -- one sealed JSON: client secret, webhook secret and its predecessor
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table integrations (                                                 -- [D] never deleted: 'revoked' wipes the secrets, what arrived stays
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  provider varchar(50) not null,
  name varchar(100) check (length(btrim(name)) > 0),                        -- several connections of one provider are told apart by it
  external_account_id text,                                                 -- GitHub numeric id / Google healthUserId
  access_token_encrypted bytea, refresh_token_encrypted bytea,
  token_expires_at timestamptz, scopes text[] not null default '{}',
  path_token text unique check (length(path_token) between 22 and 64),      -- /webhooks/:provider/:pathToken; identifies, does not authenticate
  webhook_secret_encrypted bytea, webhook_secret_previous_encrypted bytea,  -- two live secrets while rotating
  webhook_secret_rotated_at timestamptz, webhook_secret_previous_expires_at timestamptz,
  verified_at timestamptz, last_event_at timestamptz, last_error text,
  status text not null default 'pending' check (status in ('pending','active','paused','needs_reconnect','revoked','error')),
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, user_id),
  check ((webhook_secret_previous_encrypted is null) = (webhook_secret_previous_expires_at is null)),
  check (status <> 'revoked' or num_nonnulls(access_token_encrypted, refresh_token_encrypted, webhook_secret_encrypted, webhook_secret_previous_encrypted) = 0)
);
create unique index integrations_account_key on integrations (user_id, provider, external_account_id) where external_account_id is not null and status <> 'revoked';
create index integrations_account_idx on integrations (provider, external_account_id) where status in ('active','pending'); -- whose delivery is this
create index integrations_user_idx on integrations (user_id, provider);

create table import_batches (                                               -- [D] one import; undone by voids, opposite entries and deleted_at, never by deleting facts
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  source text not null check (source ~ '^[a-z][a-z0-9_-]{0,49}$'),           -- loop, habitica, beeminder, csv
  status text not null default 'preview' check (status in ('preview','running','done','failed','undone')),
  counts jsonb not null default '{}' check (jsonb_typeof(counts) = 'object'),
  undone_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, user_id), check ((status = 'undone') = (undone_at is not null))
);
create index import_batches_user_idx on import_batches (user_id, created_at desc);

create table event_raw (                                                    -- [F]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid references users(id) on delete cascade,                      -- null: came to an app and names no single member; routing writes derived rows
  integration_id uuid,
  provider_app_id uuid references provider_apps(id),
  import_batch_id uuid,
  derived_from uuid references event_raw(id) on delete set null,            -- this member's copy of a delivery that concerns several
  is_derived boolean not null default false,                                -- stays when the original is erased, so that no row ever changes its delivery key
  source text not null check (source ~ '^[a-z][a-z0-9_-]{0,49}$'),           -- provider id, or manual, api, import, system
  event_name text,                                                          -- X-GitHub-Event, Google dataType, manual kind
  external_event_id varchar(255) not null,
  headers jsonb not null default '{}' check (jsonb_typeof(headers) = 'object'), -- allow-listed only
  payload jsonb not null,
  body bytea,                                                               -- exact bytes, only where jsonb cannot hold them faithfully (NUL, duplicate keys)
  received_at timestamptz not null default now(),
  unique (id, user_id),
  foreign key (integration_id, user_id) references integrations(id, user_id),
  foreign key (import_batch_id, user_id) references import_batches(id, user_id),
  check (user_id is not null or provider_app_id is not null),
  check (user_id is not null or num_nonnulls(integration_id, import_batch_id) = 0), -- a null user_id would switch the two keys above off
  check (is_derived or derived_from is null),
  check (not is_derived or (user_id is not null and provider_app_id is null))
);
-- the delivery keys; a receiver inserts with ON CONFLICT DO NOTHING (no target: any of them)
create unique index event_raw_integration_key on event_raw (integration_id, external_event_id) where integration_id is not null and not is_derived;
create unique index event_raw_app_key on event_raw (provider_app_id, external_event_id) where provider_app_id is not null;
create unique index event_raw_user_key on event_raw (user_id, source, external_event_id) where integration_id is null and provider_app_id is null and not is_derived;
create unique index event_raw_derived_key on event_raw (derived_from, user_id) where derived_from is not null;
create index event_raw_user_idx on event_raw (user_id, received_at desc);
create index event_raw_integration_idx on event_raw (integration_id, id desc) where integration_id is not null; -- deliveries list
create index event_raw_import_idx on event_raw (import_batch_id) where import_batch_id is not null;
do $$ begin alter table event_raw alter column payload set compression lz4; -- a quarter less CPU per row than pglz
exception when feature_not_supported then raise notice 'this server is built without lz4: payload stays on pglz'; end $$;

create table event_processing (                                             -- [O] outbox: what has yet to become events; the queue only rings
  event_raw_id uuid primary key references event_raw(id) on delete cascade,
  user_id uuid,                                                             -- the raw row's, null where that is null
  status text not null default 'pending' check (status in ('pending','processed','ignored','failed','forgotten')),
  attempts int not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz not null default now(),
  reason text,                                                              -- for the user: why it was ignored or failed
  last_error text,                                                          -- for the operator
  normalizer_version int,
  processed_at timestamptz,
  foreign key (event_raw_id, user_id) references event_raw(id, user_id) on delete cascade,
  check ((status in ('processed','ignored')) = (processed_at is not null)),
  check (status <> 'failed' or reason is not null)
);
create index event_processing_todo on event_processing (next_attempt_at, event_raw_id) where status = 'pending';
create index event_processing_failed on event_processing (user_id, event_raw_id desc) where status = 'failed';

create table due_work (                                                     -- [O] all that is to happen later (fetches, period and session closes, summaries, outbound sends); done = deleted
  id uuid primary key default gen_uuid_v7(),
  kind text not null check (kind ~ '^[a-z][a-z0-9_.-]{0,49}$'),
  dedupe_key text not null unique,                                          -- planned twice is planned once
  user_id uuid references users(id) on delete cascade,                      -- null: work of the system
  payload jsonb not null default '{}' check (jsonb_typeof(payload) = 'object'), -- ids only
  run_at timestamptz not null,
  attempts int not null default 0 check (attempts >= 0),
  locked_until timestamptz,                                                 -- a lease: a worker that died gives the row back
  last_error text,
  created_at timestamptz not null default now()
);
create index due_work_run_idx on due_work (run_at);
create index due_work_user_idx on due_work (user_id) where user_id is not null;

create table events (                                                       -- [F] normalised log; the pet's only input. Written only together with its event_scores, so nothing is left to score
  id uuid primary key default gen_uuid_v7(),
  seq bigint generated always as identity unique,
  event_raw_id uuid,
  user_id uuid not null references users(id) on delete cascade,
  type varchar(100) not null check (type ~ '^[a-z_]+(\.[a-z_]+)+$'),
  value numeric(14,4) not null default 1 check (value >= 0),
  scorable boolean not null default true,                                   -- false: imported history, which counts for goals and never pays
  meta jsonb not null default '{}' check (jsonb_typeof(meta) = 'object'),
  occurred_at timestamptz not null,
  local_date date not null,
  dedupe_key text not null,
  created_at timestamptz not null default now(),
  unique (user_id, dedupe_key), unique (id, user_id),
  foreign key (event_raw_id, user_id) references event_raw(id, user_id)
);
create index events_user_created_idx on events (user_id, created_at desc);
create index events_user_type_day_idx on events (user_id, type, local_date);
create index events_raw_idx on events (event_raw_id);
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
drop table events;
drop table due_work;
drop table event_processing;
drop table event_raw;
drop table import_batches;
drop table integrations;
drop table provider_apps;
`,
  );
