/** The pet, its ledger, and the daily rollups. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
create table pets (                                                         -- name/species/slug [D], state_json/version [C]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  name varchar(100),
  species varchar(50) not null default 'default',
  is_primary boolean not null default true,
  slug text unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) between 3 and 50), -- /p/:slug
  is_public boolean not null default false,
  state_json jsonb not null default '{}' check (jsonb_typeof(state_json) = 'object'
    and coalesce((state_json->>'energy')::numeric between 0 and 100, true)
    and coalesce((state_json->>'hunger')::numeric between 0 and 100, true)
    and coalesce((state_json->>'xp')::numeric >= 0, true)
    and coalesce((state_json->>'level')::numeric >= 1, true)),
  version int not null default 1 check (version >= 1),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, user_id), check (not is_public or slug is not null)
);
create index pets_user_idx on pets (user_id);
create unique index pets_one_primary on pets (user_id) where is_primary;

create table event_scores (                                                 -- [F] ledger: which event moved which pet, in which order
  pet_id uuid not null,
  event_id uuid not null,
  user_id uuid not null,
  pet_version int not null check (pet_version >= 2),
  xp int not null check (xp >= 0),
  energy_ms bigint not null check (energy_ms >= 0),
  food_ms bigint not null check (food_ms >= 0),
  rules_version int not null,
  applied_at timestamptz not null,
  primary key (pet_id, event_id),
  foreign key (pet_id, user_id) references pets(id, user_id) on delete cascade,
  foreign key (event_id, user_id) references events(id, user_id) on delete cascade
);
create unique index event_scores_feed_key on event_scores (pet_id, pet_version desc); -- one version one event; the feed reads it newest first
create index event_scores_event_idx on event_scores (event_id);

create table daily_activity (                                               -- [C] per day and type: dashboards, feed totals, day caps
  user_id uuid not null references users(id) on delete cascade,
  local_date date not null,
  type varchar(100) not null,
  count int not null check (count > 0),
  value numeric(20,4) not null check (value >= 0),
  xp int not null default 0 check (xp >= 0),
  updated_at timestamptz not null default now(),
  primary key (user_id, local_date, type)
);
create table metrics_cache (                                                -- [C]
  user_id uuid not null references users(id) on delete cascade,
  key varchar(100) not null,
  value numeric,
  updated_at timestamptz not null default now(),
  primary key (user_id, key)
);
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
drop table metrics_cache;
drop table daily_activity;
drop table event_scores;
drop table pets;
`,
  );
