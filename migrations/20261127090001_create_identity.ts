/** Users, how they sign in, their calendar, API tokens and categories. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
create table users (                                                        -- [D]
  id uuid primary key default gen_uuid_v7(),
  email varchar(255) not null check (email = btrim(email) and position('@' in email) > 1),
  hashed_password text,                                                     -- null for GitHub-only accounts
  display_name varchar(100),
  avatar_url text,
  timezone text not null default 'UTC' check (timezone ~ '^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$'),
  week_start smallint not null default 1 check (week_start between 1 and 7),
  day_start_hour smallint not null default 0 check (day_start_hour between 0 and 12),
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'), -- preferences nothing joins on (theme, reminders)
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index users_email_key on users (lower(email));

create table user_emails (                                                  -- [D] addresses that make a commit the user's; users.email stays the sign-in address
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  email varchar(255) not null check (email = btrim(email) and position('@' in email) > 1),
  verified_at timestamptz,                                                  -- only a verified address is anybody's: typing one in claims nothing
  created_at timestamptz not null default now()
);
create unique index user_emails_own_key on user_emails (user_id, lower(email));
create unique index user_emails_verified_key on user_emails (lower(email)) where verified_at is not null;
create table user_identities (                                              -- [D] passport-github2 and friends
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  provider text not null check (provider ~ '^[a-z][a-z0-9_-]{0,49}$'),        -- a provider is a folder, not a schema change
  provider_user_id text not null,
  username text,
  created_at timestamptz not null default now(),
  unique (provider, provider_user_id), unique (user_id, provider)
);
create table oauth_states (                                                 -- [O] spent sign-in states: the insert of the jti is the single use
  jti text primary key,
  expires_at timestamptz not null
);
create index oauth_states_expires_idx on oauth_states (expires_at);
create table auth_sessions (                                                -- [D] browser sign-ins; the cookie's token is stored as SHA-256 only
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  user_agent text, ip inet,
  last_used_at timestamptz not null default now(),
  idle_expires_at timestamptz not null, expires_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  check (idle_expires_at <= expires_at)
);
create index auth_sessions_user_idx on auth_sessions (user_id, created_at desc);
create table user_calendar_changes (                                        -- [F] zone, day start and week start in force; logical days never move afterwards
  user_id uuid not null references users(id) on delete cascade,
  effective_at timestamptz not null check (effective_at < 'infinity'),      -- the first row is at -infinity, so that every instant has a calendar
  timezone text not null check (timezone ~ '^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$'),
  day_start_hour smallint not null check (day_start_hour between 0 and 12),
  week_start smallint not null check (week_start between 1 and 7),
  primary key (user_id, effective_at)
);
create or replace function first_calendar() returns trigger language plpgsql as $$
begin
  insert into user_calendar_changes (user_id, effective_at, timezone, day_start_hour, week_start)
    values (new.id, '-infinity', new.timezone, new.day_start_hour, new.week_start);
  return null;
end $$;
create trigger users_first_calendar after insert on users for each row execute function first_calendar();
create table api_tokens (                                                   -- [D] third parties feeding progress
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  name varchar(100) not null,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  scopes text[] not null default '{}',
  last_used_at timestamptz, expires_at timestamptz, revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create index api_tokens_user_idx on api_tokens (user_id, created_at desc);
create table categories (                                                   -- [D]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  name varchar(100) not null check (length(btrim(name)) > 0),
  color char(7) check (color ~ '^#[0-9A-Fa-f]{6}$'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, user_id)
);
create unique index categories_name_key on categories (user_id, lower(name));
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
drop table categories;
drop table api_tokens;
drop table user_calendar_changes;
drop table auth_sessions;
drop table oauth_states;
drop table user_identities;
drop table user_emails;
drop table users;
drop function first_calendar();
`,
  );
