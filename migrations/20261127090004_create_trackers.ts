/** Trackers and their logs. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
create table trackers (                                                     -- [D] archived, not deleted: rules on it refuse that, and its logs would go with it
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  name varchar(100) not null, name_norm text not null,
  unit varchar(50),
  value_kind text not null default 'number' check (value_kind in ('number','text','json')),
  source_key text,                                                          -- e.g. 'fitbit.steps': fed by an integration
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, user_id)
);
create index trackers_user_idx on trackers (user_id);
create unique index trackers_name_key on trackers (user_id, name_norm) where archived_at is null; -- an archived name or source is free again
create unique index trackers_source_key on trackers (user_id, source_key) where archived_at is null;
create table tracker_logs (                                                 -- [F]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  tracker_id uuid not null,
  logged_at timestamptz not null,
  value_number numeric check (value_number is null or abs(value_number) < 1e14),   -- also refuses NaN and infinity
  value_text text, value_json jsonb,
  event_raw_id uuid,
  client_log_id text,
  created_at timestamptz not null default now(),
  check (num_nonnulls(value_number, value_text, value_json) = 1),
  foreign key (tracker_id, user_id) references trackers(id, user_id) on delete cascade,
  foreign key (event_raw_id, user_id) references event_raw(id, user_id),
  unique (user_id, client_log_id), unique (id, user_id)
);
create index tracker_logs_range_idx on tracker_logs (user_id, tracker_id, logged_at);
create index tracker_logs_raw_idx on tracker_logs (event_raw_id) where event_raw_id is not null;
create table tracker_log_voids (                                            -- [F] a retraction is another fact
  log_id uuid primary key, user_id uuid not null, reason text,
  voided_at timestamptz not null default now(),
  foreign key (log_id, user_id) references tracker_logs(id, user_id) on delete cascade
);
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
drop table tracker_log_voids;
drop table tracker_logs;
drop table trackers;
`,
  );
