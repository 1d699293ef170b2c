/** Extension, functions and enums that the tables below share. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
create extension if not exists btree_gist;

create or replace function gen_uuid_v7() returns uuid language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid $$;

create or replace function lock_user(owner uuid) returns void language sql volatile as $$
  select pg_advisory_xact_lock(hashtextextended('user:' || owner, 0)) $$;   -- re-entrant, held to the end of the transaction

create or replace function touch_updated_at() returns trigger language plpgsql as $$
begin if new is distinct from old then new.updated_at := now(); end if; return new; end $$;

-- facts: never UPDATE, never TRUNCATE; DELETE only as part of a cascade -- a direct DELETE has trigger depth 1.
-- Columns named as arguments may be set to null, and only by a foreign key (also an UPDATE of depth 2).
create or replace function forbid_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
  if tg_op = 'UPDATE' and pg_trigger_depth() > 1 and tg_nargs > 0 and to_jsonb(new) - tg_argv = to_jsonb(old) - tg_argv
    and not exists (select 1 from unnest(tg_argv) c where to_jsonb(new) ->> c is not null) then return new; end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

-- enums, only where a seed names one
create type behavior_valence as enum ('positive','negative');
create type event_source     as enum ('manual','imported','ai_inferred');
create type goal_kind        as enum ('plain','training','tracker','target_based','continuous_counter','event_count');
create type goal_status      as enum ('draft','active','paused','completed','archived');
create type step_status      as enum ('pending','in_progress','done','skipped');
create type ai_purpose       as enum ('goal_breakdown','step_refinement','daily_coach','capture','summary');
create type ai_run_status    as enum ('queued','success','failed');
create type task_status      as enum ('open','blocked','done','archived');
create type problem_status   as enum ('active','monitoring','resolved','archived');
create type link_type        as enum ('depends_on','blocks','supports_goal','related','addresses_problem');
create type entity_type      as enum ('task','goal','problem');
create type frequency_type   as enum ('DAILY','WEEKLY','CUSTOM_INTERVAL','MONTHLY','ADVANCED');
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
drop function forbid_change();
drop function touch_updated_at();
drop function lock_user(uuid);
drop function gen_uuid_v7();
drop type frequency_type;
drop type entity_type;
drop type link_type;
drop type problem_status;
drop type task_status;
drop type ai_run_status;
drop type ai_purpose;
drop type step_status;
drop type goal_status;
drop type goal_kind;
drop type event_source;
drop type behavior_valence;
drop extension btree_gist;
`,
  );
