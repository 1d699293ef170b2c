/** Habits, completions, rest days and computed stats. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
create table habits (                                                       -- [D]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  title varchar(255) not null check (length(btrim(title)) > 0),
  frequency_type frequency_type not null,
  frequency_config jsonb not null,
  starts_on date not null,                                                  -- the API defaults it to the user's logical today; SQL cannot know that day
  freeze_policy text not null default 'off' check (freeze_policy in ('off','auto')),
  category_id uuid,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, user_id),
  foreign key (category_id, user_id) references categories(id, user_id) on delete set null (category_id),
  constraint habits_config_shape check (jsonb_typeof(frequency_config) = 'object' and case frequency_type
    when 'DAILY' then jsonb_typeof(frequency_config->'allowMultiplePerDay') is not distinct from 'boolean'
    when 'WEEKLY' then coalesce((frequency_config->>'timesPerWeek')::int between 1 and 7, false)
    when 'CUSTOM_INTERVAL' then coalesce((frequency_config->>'intervalDays')::int between 1 and 366, false)
    when 'MONTHLY' then coalesce((frequency_config->>'timesPerMonth')::int between 1 and 31, false)
    when 'ADVANCED' then coalesce(frequency_config->>'pattern' in ('WEEKDAYS_ONLY','RRULE','CYCLE'), false) and jsonb_typeof(frequency_config->'rules') is not distinct from 'object' end)
);
create index habits_user_type_idx on habits (user_id, frequency_type);
create index habits_category_idx on habits (category_id);
create table habit_completions (                                            -- [F] local calendar date chosen by the user; may be deleted (undo), never updated
  id uuid primary key default gen_uuid_v7(),
  habit_id uuid not null,
  user_id uuid not null references users(id) on delete cascade,
  completion_date date not null,
  completion_time time,
  event_raw_id uuid,
  client_completion_id text check (length(client_completion_id) between 1 and 100),
  created_at timestamptz not null default now(),
  unique nulls not distinct (habit_id, completion_date, completion_time), unique (user_id, client_completion_id),
  foreign key (habit_id, user_id) references habits(id, user_id) on delete cascade,
  foreign key (event_raw_id, user_id) references event_raw(id, user_id)
);
create index habit_completions_raw_idx on habit_completions (event_raw_id) where event_raw_id is not null;
create table habit_skips (                                                  -- [D] rest days
  habit_id uuid not null,
  user_id uuid not null,
  skip_date date not null,
  reason text,
  created_at timestamptz not null default now(),
  primary key (habit_id, skip_date),
  foreign key (habit_id, user_id) references habits(id, user_id) on delete cascade
);
create table habit_stats (                                                  -- [C]
  habit_id uuid primary key,
  user_id uuid not null,
  current_streak int not null default 0 check (current_streak >= 0),
  longest_streak int not null default 0,
  streak_unit text not null check (streak_unit in ('day','week','month','interval','occurrence')),
  state text not null check (state in ('done','due','rest','not_due')),
  at_risk boolean not null default false,
  freezes_left smallint not null default 0 check (freezes_left between 0 and 2),
  strength numeric(7,6) not null default 0 check (strength between 0 and 1),
  as_of date not null,
  computed_at timestamptz not null default now(),
  foreign key (habit_id, user_id) references habits(id, user_id) on delete cascade,
  check (longest_streak >= current_streak)
);
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
drop table habit_stats;
drop table habit_skips;
drop table habit_completions;
drop table habits;
`,
  );
