/** Behaviour log of the real dog, training steps and attempts, model runs. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
create table behavior_events (                                              -- [D] newest version of an offline-synced log; every version is in event_raw
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  event_raw_id uuid,
  occurred_at timestamptz not null,
  local_date date not null,
  valence behavior_valence not null,
  intensity smallint not null default 3 check (intensity between 1 and 5),
  context jsonb not null default '{}' check (jsonb_typeof(context) = 'object'),
  notes text,
  source event_source not null default 'manual',
  client_event_id text not null check (length(client_event_id) between 8 and 100),
  client_revision int not null default 1 check (client_revision >= 1),      -- counted by the device: a late retry of an old version loses
  deleted_at timestamptz,                                                   -- undo; the row stays, so that a late retry does not bring it back
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, client_event_id), unique (id, user_id),
  foreign key (event_raw_id, user_id) references event_raw(id, user_id)
);
create index behavior_events_day_idx on behavior_events (user_id, local_date, valence) where deleted_at is null;
create index behavior_events_time_idx on behavior_events (user_id, occurred_at desc) where deleted_at is null;
create index behavior_events_raw_idx on behavior_events (event_raw_id) where event_raw_id is not null;
create table event_tags (                                                   -- [D]
  event_id uuid not null,
  user_id uuid not null,
  tag text not null check (tag = lower(btrim(tag)) and length(tag) between 1 and 50),
  primary key (event_id, tag),
  foreign key (event_id, user_id) references behavior_events(id, user_id) on delete cascade
);
create index event_tags_tag_idx on event_tags (user_id, tag);

create table ai_runs (                                                      -- [O] 000.ai_runs + 002.prompt_runs
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  request_id text,
  goal_id uuid,
  purpose ai_purpose not null,                                              -- 002.operation
  provider text not null, model text not null, prompt_version text not null default '1',
  input_summary text not null default '',
  request_payload jsonb not null, response_payload jsonb,
  status ai_run_status not null default 'queued',
  error_code text, error_message text,
  input_tokens int check (input_tokens >= 0), output_tokens int check (output_tokens >= 0), latency_ms int check (latency_ms >= 0),
  estimated_cost_usd numeric(10,4) check (estimated_cost_usd >= 0),
  started_at timestamptz not null default now(),
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  unique (id, user_id),
  foreign key (goal_id, user_id) references goals(id, user_id) on delete set null (goal_id),
  check ((status = 'queued') = (completed_at is null))
);
create index ai_runs_user_idx on ai_runs (user_id, purpose, created_at desc);
create index ai_runs_goal_idx on ai_runs (goal_id);

create table goal_steps (                                                   -- [D]
  id uuid primary key default gen_uuid_v7(),
  goal_id uuid not null,
  user_id uuid not null,
  parent_step_id uuid,
  title text not null check (length(btrim(title)) > 0),
  details text, success_criteria text,
  step_order int not null check (step_order >= 0),
  status step_status not null default 'pending',
  scheduled_for date,
  estimated_minutes int check (estimated_minutes > 0),
  required_passes smallint not null default 3 check (required_passes between 1 and 20),
  raises text check (raises in ('distance','duration','distraction')),
  levels smallint[] check (levels::text ~ '^\{[0-9],[0-9],[0-9]\}$'),        -- distance, duration, distraction
  ai_generated boolean not null default false,
  ai_run_id uuid,                                                           -- the plan this step came from, so that a run can be undone
  completion_notes text,
  reopened_at timestamptz,                                                  -- the fold of attempts starts here after a reopening (5.3)
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, goal_id), unique (id, user_id),
  foreign key (goal_id, user_id) references goals(id, user_id) on delete cascade,
  foreign key (parent_step_id, goal_id) references goal_steps(id, goal_id) on delete cascade, -- same goal, hence same user
  foreign key (ai_run_id, user_id) references ai_runs(id, user_id) on delete set null (ai_run_id),
  check (parent_step_id is distinct from id),
  check ((status = 'done') = (completed_at is not null)),
  unique nulls not distinct (goal_id, parent_step_id, step_order) deferrable initially deferred
);
create index goal_steps_run_idx on goal_steps (ai_run_id) where ai_run_id is not null;
create table goal_attempts (                                                -- [F]
  id uuid primary key default gen_uuid_v7(),
  goal_step_id uuid not null,
  user_id uuid not null references users(id) on delete cascade,
  outcome text not null check (outcome in ('pass','needs_work','neutral')),
  duration_seconds int not null default 0 check (duration_seconds >= 0),
  note text,
  occurred_at timestamptz not null,                                         -- when it was done; created_at is when it arrived
  client_attempt_id text,
  event_raw_id uuid,
  created_at timestamptz not null default now(),
  unique (user_id, client_attempt_id), unique (id, user_id),
  foreign key (goal_step_id, user_id) references goal_steps(id, user_id) on delete cascade,
  foreign key (event_raw_id, user_id) references event_raw(id, user_id)
);
create index goal_attempts_step_idx on goal_attempts (goal_step_id, occurred_at, id);
create index goal_attempts_raw_idx on goal_attempts (event_raw_id) where event_raw_id is not null;
create table goal_attempt_voids (                                           -- [F] as tracker_log_voids
  attempt_id uuid primary key, user_id uuid not null, reason text,
  voided_at timestamptz not null default now(),
  foreign key (attempt_id, user_id) references goal_attempts(id, user_id) on delete cascade
);
create table step_progress (                                                -- [C] fold of goal_attempts that are not voided
  goal_step_id uuid primary key,
  user_id uuid not null,
  pass_count int not null default 0 check (pass_count >= 0),
  needs_work_count int not null default 0 check (needs_work_count >= 0),
  neutral_count int not null default 0 check (neutral_count >= 0),
  consecutive_passes int not null default 0 check (consecutive_passes between 0 and pass_count),
  needs_work_run int not null default 0 check (needs_work_run between 0 and needs_work_count),
  suggestion text check (suggestion in ('push','stick','drop','split','refresh')),
  computed_at timestamptz not null default now(),
  foreign key (goal_step_id, user_id) references goal_steps(id, user_id) on delete cascade
);
create table goal_step_events (                                             -- [D]
  goal_step_id uuid not null, event_id uuid not null, user_id uuid not null,
  primary key (goal_step_id, event_id),
  foreign key (goal_step_id, user_id) references goal_steps(id, user_id) on delete cascade,
  foreign key (event_id, user_id) references behavior_events(id, user_id) on delete cascade
);
create index goal_step_events_event_idx on goal_step_events (event_id);
create table daily_metrics (                                                -- [C]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  date date not null,
  positive_count int not null default 0 check (positive_count >= 0),
  negative_count int not null default 0 check (negative_count >= 0),
  avg_intensity numeric(4,2) check (avg_intensity between 1 and 5),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, date),
  check ((positive_count + negative_count = 0) = (avg_intensity is null))
);
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
drop table daily_metrics;
drop table goal_step_events;
drop table step_progress;
drop table goal_attempt_voids;
drop table goal_attempts;
drop table goal_steps;
drop table ai_runs;
drop table event_tags;
drop table behavior_events;
`,
  );
