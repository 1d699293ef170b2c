/** One table of goals for all kinds, with rules, targets, entries and computed progress. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
create table goal_groups (                                                  -- [D]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  title text not null, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (id, user_id)
);
create index goal_groups_user_idx on goal_groups (user_id);
create table goals (                                                        -- [D] one table for all five seeds
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  kind goal_kind not null,
  title text not null check (length(btrim(title)) between 1 and 200),
  title_norm text not null,
  description text,
  status goal_status not null default 'active',
  priority smallint check (priority between 1 and 5),
  horizon text,
  target_date date,                                                         -- 000/002 target_date, 004 deadline
  unit varchar(50),
  success_criteria text,
  category_id uuid,
  goal_group_id uuid,
  sequence_index int check (sequence_index >= 0),
  source_inbox_item_id uuid,
  meta jsonb not null default '{}' check (jsonb_typeof(meta) = 'object'),
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  unique (id, user_id), unique (id, kind),
  foreign key (category_id, user_id) references categories(id, user_id) on delete set null (category_id),
  foreign key (goal_group_id, user_id) references goal_groups(id, user_id) on delete set null (goal_group_id),
  foreign key (source_inbox_item_id, user_id) references inbox_items(id, user_id) on delete set null (source_inbox_item_id),
  unique (goal_group_id, sequence_index) deferrable initially deferred,
  check (goal_group_id is null or sequence_index is not null),
  check (status <> 'completed' or completed_at is not null),
  check (status not in ('draft','active','paused') or completed_at is null),
  check (status <> 'archived' or archived_at is not null),
  check (kind <> 'target_based' or (target_date is not null and unit is not null)),
  check (kind <> 'continuous_counter' or (target_date is null and unit is not null)),
  check (kind = 'training' or status <> 'draft')
);
create index goals_user_status_idx on goals (user_id, status);
create index goals_user_kind_idx on goals (user_id, kind);
create index goals_user_title_norm_idx on goals (user_id, title_norm);
create index goals_category_idx on goals (category_id);
create index goals_inbox_idx on goals (source_inbox_item_id) where source_inbox_item_id is not null;

create table goal_rules (                                                   -- [D] seed 001, 1:1 with goals.kind = 'tracker'
  goal_id uuid primary key,
  kind goal_kind not null default 'tracker' check (kind = 'tracker'),
  user_id uuid not null references users(id) on delete cascade,
  tracker_id uuid not null,
  measure_type text not null check (measure_type in ('frequency','delta','target')),
  direction text not null default 'up' check (direction in ('up','down')),
  agg_method text check (agg_method in ('min','max','avg','sum','last')),
  interval_value int check (interval_value > 0),
  interval_unit text check (interval_unit in ('h','d','w','m','y')),
  period_mode text not null default 'calendar' check (period_mode in ('calendar','anchored','rolling')),
  frequency int check (frequency > 0),
  delta_goal numeric check (delta_goal > 0),
  goal_end_point numeric, goal_start_point numeric,
  threshold_type text check (threshold_type in ('gte','lte','between','eq')),
  threshold numeric, threshold_min numeric, threshold_max numeric,
  starts_at timestamptz not null, ends_at timestamptz,
  timezone text not null, week_start smallint not null default 1 check (week_start between 1 and 7),
  day_start_hour smallint not null default 0 check (day_start_hour between 0 and 12),
  unique (goal_id, user_id),
  foreign key (goal_id, kind) references goals(id, kind) on delete cascade,
  foreign key (goal_id, user_id) references goals(id, user_id) on delete cascade,
  foreign key (tracker_id, user_id) references trackers(id, user_id),       -- a tracker with rules is archived, not deleted
  check ((interval_value is null) = (interval_unit is null)),
  check (ends_at is null or ends_at > starts_at),
  check (measure_type <> 'frequency' or (frequency is not null and interval_unit is not null)),
  check (measure_type <> 'delta' or (delta_goal is not null and interval_unit is not null and period_mode <> 'rolling')),
  check (measure_type <> 'target' or goal_end_point is not null),
  check (frequency is null or measure_type = 'frequency'),
  check (delta_goal is null or measure_type = 'delta'),
  check (goal_end_point is null or measure_type = 'target'),
  check (goal_start_point is null or measure_type in ('delta','target')),
  check (threshold_type is not null or num_nonnulls(threshold, threshold_min, threshold_max) = 0),
  check (threshold_type is distinct from 'between' or (threshold_min is not null and threshold_max is not null and threshold_min <= threshold_max and threshold is null)),
  check (threshold_type is null or threshold_type = 'between' or (threshold_min is null and threshold_max is null)),
  -- seed 001 rule "other types require threshold" holds except for targets, whose operand is goal_end_point (seed's own example)
  check (threshold_type is null or threshold_type = 'between' or measure_type = 'target' or threshold is not null),
  check (measure_type <> 'target' or threshold is null or threshold = goal_end_point),
  check (measure_type <> 'target' or threshold_type is distinct from 'between' or goal_end_point between threshold_min and threshold_max),
  check (measure_type <> 'target' or not (direction = 'up' and threshold_type = 'lte')),
  check (measure_type <> 'target' or not (direction = 'down' and threshold_type = 'gte')),
  check (period_mode <> 'rolling' or coalesce(interval_unit in ('d','w','m','y'), false)), -- also a target, whose interval may be null
  check (not (measure_type = 'frequency' and agg_method is not null and interval_unit = 'h')),
  check (not (measure_type = 'frequency' and agg_method is not null and threshold_type is null))
);
create index goal_rules_tracker_idx on goal_rules (user_id, tracker_id);

create table goal_evaluations (                                             -- [C]
  goal_id uuid not null,
  user_id uuid not null,
  period_label text not null,
  period_start timestamptz not null,
  period_end timestamptz,                                                   -- null: open-ended target
  rolling boolean not null default false,
  value numeric check (coalesce(scale(value) <= 6, value is null)),         -- no precision, so a sum cannot overflow; the app rounds. NaN has no scale: refused
  baseline numeric check (coalesce(scale(baseline) <= 6, baseline is null)),
  data_points int not null check (data_points >= 0),
  met boolean not null, final boolean not null, met_at timestamptz,
  progress numeric(5,4) not null check (progress between 0 and 1),
  status text not null check (status in ('open','closed')),
  partial boolean not null default false,
  revision int not null default 1 check (revision >= 1),
  engine_version int not null,
  computed_at timestamptz not null default now(),
  primary key (goal_id, period_label),
  unique (goal_id, period_start, period_end),
  foreign key (goal_id, user_id) references goal_rules(goal_id, user_id) on delete cascade,
  check (period_end is null or period_end > period_start),
  check ((progress = 1) = met),
  check (met_at is null or (met and final)),
  constraint goal_evaluations_no_overlap exclude using gist (goal_id with =, tstzrange(period_start, period_end) with &&) where (not rolling)
);
create index goal_evaluations_open_idx on goal_evaluations (period_end) where status = 'open'; -- the sweep that closes periods

create table goal_targets (                                                 -- [D] seeds 003 and 004
  goal_id uuid primary key,
  user_id uuid not null,
  kind goal_kind not null check (kind in ('target_based','continuous_counter','event_count')),
  target_value numeric(10,2) check (target_value > 0),
  start_date date,
  event_filter jsonb check (event_filter is null or (jsonb_typeof(event_filter) = 'object' and jsonb_typeof(event_filter->'types') is not distinct from 'array')),
  unique (goal_id, user_id),
  foreign key (goal_id, kind) references goals(id, kind) on delete cascade,
  foreign key (goal_id, user_id) references goals(id, user_id) on delete cascade,
  check ((kind = 'continuous_counter') = (target_value is null)),
  check ((kind = 'event_count') = (event_filter is not null))
);
-- a goal and its detail row are one thing (seed 001: the database enforces correctness): checked at commit, so either may be written first
create or replace function goal_has_detail() returns trigger language plpgsql as $$
declare g uuid; k goal_kind;
begin
  if tg_table_name = 'goals' then g := new.id; else g := old.goal_id; end if;
  select kind into k from goals where id = g;                               -- none: the goal has gone too
  if k = 'tracker' and not exists (select 1 from goal_rules where goal_id = g)
    or k in ('target_based','continuous_counter','event_count') and not exists (select 1 from goal_targets where goal_id = g) then
    raise exception 'goal % of kind % has no %', g, k, case k when 'tracker' then 'goal_rules' else 'goal_targets' end
      using errcode = 'check_violation', constraint = 'goals_have_detail';
  end if;
  return null;
end $$;
create constraint trigger goals_have_detail after insert or update of kind on goals deferrable initially deferred
  for each row when (new.kind not in ('plain','training')) execute function goal_has_detail();
create constraint trigger goals_have_detail after delete or update of goal_id on goal_rules deferrable initially deferred for each row execute function goal_has_detail();
create constraint trigger goals_have_detail after delete or update of goal_id on goal_targets deferrable initially deferred for each row execute function goal_has_detail();

create table progress_entries (                                             -- [F]
  id uuid primary key default gen_uuid_v7(),
  goal_id uuid not null,
  user_id uuid not null references users(id) on delete cascade,
  value numeric(10,2) not null check (value <> 0),
  entry_date date not null,
  note text check (length(note) <= 500),
  source_event_id uuid,
  event_raw_id uuid,
  client_entry_id text check (length(client_entry_id) between 1 and 100),
  created_at timestamptz not null default now(),
  unique (goal_id, source_event_id), unique (user_id, client_entry_id),
  foreign key (goal_id, user_id) references goal_targets(goal_id, user_id) on delete cascade,
  foreign key (source_event_id, user_id) references events(id, user_id),
  foreign key (event_raw_id, user_id) references event_raw(id, user_id)
);
create index progress_entries_goal_date_idx on progress_entries (goal_id, entry_date);
create index progress_entries_event_idx on progress_entries (source_event_id) where source_event_id is not null;
create index progress_entries_raw_idx on progress_entries (event_raw_id) where event_raw_id is not null;

create table goal_progress (                                                -- [C] current_value, chain state, pace for every kind of goal
  goal_id uuid primary key,
  user_id uuid not null,
  current_value numeric check (coalesce(scale(current_value) <= 6, current_value is null)),
  progress numeric(5,4) check (progress between 0 and 1),
  chain_state text check (chain_state in ('locked','active','completed','expired')),
  activated_at timestamptz,
  reached_at timestamptz,
  pace jsonb not null default '{}',
  computed_at timestamptz not null default now(),
  foreign key (goal_id, user_id) references goals(id, user_id) on delete cascade
);
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
drop table goal_progress;
drop table progress_entries;
drop table goal_targets;
drop table goal_evaluations;
drop table goal_rules;
drop table goals;
drop table goal_groups;
drop function goal_has_detail();
`,
  );
