/** Problems, tasks, links, memory, the audit trail and idempotency keys. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
create table problems (                                                     -- [D]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  title text not null check (length(btrim(title)) > 0), title_norm text not null, description text,
  status problem_status not null default 'active',
  severity smallint check (severity between 1 and 5),
  horizon text,
  category_id uuid,
  source_inbox_item_id uuid,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
  unique (id, user_id),
  foreign key (category_id, user_id) references categories(id, user_id) on delete set null (category_id),
  foreign key (source_inbox_item_id, user_id) references inbox_items(id, user_id) on delete set null (source_inbox_item_id),
  check (status <> 'archived' or archived_at is not null)
);
create index problems_user_status_idx on problems (user_id, status);
create index problems_user_title_norm_idx on problems (user_id, title_norm);
create index problems_category_idx on problems (category_id);
create index problems_inbox_idx on problems (source_inbox_item_id) where source_inbox_item_id is not null;
create table tasks (                                                        -- [D]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  title text not null check (length(btrim(title)) > 0), title_norm text not null, notes text,
  status task_status not null default 'open',
  priority smallint check (priority between 1 and 4),
  impact_score smallint check (impact_score between 1 and 5),
  due_date date,
  category_id uuid,
  source_inbox_item_id uuid,
  client_task_id text check (length(client_task_id) between 1 and 100),     -- made on the device, like every client_*_id
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  completed_at timestamptz, archived_at timestamptz,
  unique (id, user_id), unique (user_id, client_task_id),
  foreign key (category_id, user_id) references categories(id, user_id) on delete set null (category_id),
  foreign key (source_inbox_item_id, user_id) references inbox_items(id, user_id) on delete set null (source_inbox_item_id),
  check (status <> 'done' or completed_at is not null),
  check (status not in ('open','blocked') or completed_at is null),
  check (status <> 'archived' or archived_at is not null)
);
create index tasks_user_status_due_idx on tasks (user_id, status, due_date);
create index tasks_user_title_norm_idx on tasks (user_id, title_norm);
create index tasks_user_updated_idx on tasks (user_id, updated_at desc);
create index tasks_category_idx on tasks (category_id);
create index tasks_inbox_idx on tasks (source_inbox_item_id) where source_inbox_item_id is not null;
create or replace function task_completion() returns trigger language plpgsql as $$
begin
  if new.status = 'done' then new.completed_at := coalesce(new.completed_at, now());
  elsif new.status in ('open','blocked') then new.completed_at := null; end if;
  if new.status = 'archived' then new.archived_at := coalesce(new.archived_at, now()); end if;
  return new;
end $$;
create trigger tasks_completion before insert or update of status, completed_at on tasks for each row execute function task_completion();

create table entity_links (                                                 -- [D] exclusive arcs: real foreign keys, same owner, seed columns generated
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  from_task_id uuid, from_goal_id uuid, from_problem_id uuid,
  to_task_id uuid, to_goal_id uuid, to_problem_id uuid,
  from_entity_type entity_type not null generated always as (case when from_task_id is not null then 'task'::entity_type when from_goal_id is not null then 'goal'::entity_type else 'problem'::entity_type end) stored,
  from_entity_id uuid not null generated always as (coalesce(from_task_id, from_goal_id, from_problem_id)) stored,
  to_entity_type entity_type not null generated always as (case when to_task_id is not null then 'task'::entity_type when to_goal_id is not null then 'goal'::entity_type else 'problem'::entity_type end) stored,
  to_entity_id uuid not null generated always as (coalesce(to_task_id, to_goal_id, to_problem_id)) stored,
  link_type link_type not null,
  created_at timestamptz not null default now(),
  check (num_nonnulls(from_task_id, from_goal_id, from_problem_id) = 1),
  check (num_nonnulls(to_task_id, to_goal_id, to_problem_id) = 1),
  foreign key (from_task_id, user_id) references tasks(id, user_id) on delete cascade,
  foreign key (from_goal_id, user_id) references goals(id, user_id) on delete cascade,
  foreign key (from_problem_id, user_id) references problems(id, user_id) on delete cascade,
  foreign key (to_task_id, user_id) references tasks(id, user_id) on delete cascade,
  foreign key (to_goal_id, user_id) references goals(id, user_id) on delete cascade,
  foreign key (to_problem_id, user_id) references problems(id, user_id) on delete cascade,
  unique (user_id, from_entity_type, from_entity_id, to_entity_type, to_entity_id, link_type),
  check (from_entity_id <> to_entity_id),
  check (case link_type
    when 'depends_on' then from_entity_type = 'task' and to_entity_type = 'task'
    when 'blocks' then from_entity_type in ('task','problem') and to_entity_type in ('task','goal') and not (from_entity_type = 'task' and to_entity_type = 'goal')
    when 'supports_goal' then from_entity_type in ('task','goal') and to_entity_type = 'goal'
    when 'addresses_problem' then from_entity_type in ('task','goal') and to_entity_type = 'problem'
    when 'related' then (from_entity_type, from_entity_id) < (to_entity_type, to_entity_id) end)
);
-- "A depends_on B" and "B blocks A" are one edge, B -> A: only one of the two spellings may exist
create unique index entity_links_edge_key on entity_links (user_id,
  (case link_type when 'depends_on' then to_entity_id else from_entity_id end),
  (case link_type when 'depends_on' then from_entity_id else to_entity_id end)) where link_type in ('depends_on','blocks');
create index entity_links_to_idx on entity_links (user_id, to_entity_type, to_entity_id);
create index entity_links_from_task_idx on entity_links (from_task_id) where from_task_id is not null;
create index entity_links_from_goal_idx on entity_links (from_goal_id) where from_goal_id is not null;
create index entity_links_from_problem_idx on entity_links (from_problem_id) where from_problem_id is not null;
create index entity_links_to_task_idx on entity_links (to_task_id) where to_task_id is not null;
create index entity_links_to_goal_idx on entity_links (to_goal_id) where to_goal_id is not null;
create index entity_links_to_problem_idx on entity_links (to_problem_id) where to_problem_id is not null;

-- no cycles among precedence edges, nor among goal -> goal for supports_goal. The caller holds the user's lock; taking it again here is the net.
create or replace function entity_links_acyclic() returns trigger language plpgsql as $$
declare a uuid; b uuid; fam text;
begin
  if new.link_type not in ('depends_on','blocks','supports_goal') then return new; end if;
  perform lock_user(new.user_id);
  fam := case when new.link_type = 'supports_goal' then 'goal' else 'prec' end;
  if new.link_type = 'depends_on' then a := coalesce(new.to_task_id, new.to_goal_id, new.to_problem_id); b := coalesce(new.from_task_id, new.from_goal_id, new.from_problem_id);
  else a := coalesce(new.from_task_id, new.from_goal_id, new.from_problem_id); b := coalesce(new.to_task_id, new.to_goal_id, new.to_problem_id); end if;
  if exists (
    with recursive edge(src, dst) as (
      select case link_type when 'depends_on' then to_entity_id else from_entity_id end, case link_type when 'depends_on' then from_entity_id else to_entity_id end
      from entity_links where user_id = new.user_id and id <> new.id
        and ((fam = 'goal' and link_type = 'supports_goal') or (fam = 'prec' and link_type in ('depends_on','blocks')))),
    reach(n) as (select b union select e.dst from edge e join reach r on e.src = r.n)
    select 1 from reach where n = a) then
    raise exception 'link would create a cycle' using errcode = 'check_violation', constraint = 'entity_links_acyclic';
  end if;
  return new;
end $$;
create trigger entity_links_acyclic before insert or update on entity_links for each row execute function entity_links_acyclic();

create table memory_summaries (                                             -- [C]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  chat_id text not null,
  session_id uuid,
  summary_type text not null check (summary_type in ('session','daily','weekly')),
  period_key text not null,                                                 -- session id | 2026-03-02 | 2026-03-02 (week start)
  summary_text text not null,
  facts_json jsonb not null default '{}' check (jsonb_typeof(facts_json) = 'object'),
  source_event_ids jsonb not null default '[]' check (jsonb_typeof(source_event_ids) = 'array'),
  created_at timestamptz not null default now(),
  foreign key (session_id, user_id) references chat_sessions(id, user_id) on delete cascade,
  unique (user_id, chat_id, summary_type, period_key),
  check ((summary_type = 'session') = (session_id is not null))
);
create index memory_summaries_recent_idx on memory_summaries (user_id, chat_id, created_at desc);
create index memory_summaries_session_idx on memory_summaries (session_id) where session_id is not null;
create table recent_context_items (                                         -- [O]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  chat_id text not null,
  task_id uuid, goal_id uuid, problem_id uuid,
  entity_type entity_type not null generated always as (case when task_id is not null then 'task'::entity_type when goal_id is not null then 'goal'::entity_type else 'problem'::entity_type end) stored,
  entity_id uuid not null generated always as (coalesce(task_id, goal_id, problem_id)) stored,
  reason text,
  surfaced_at timestamptz not null, expires_at timestamptz not null,
  check (num_nonnulls(task_id, goal_id, problem_id) = 1), check (expires_at > surfaced_at),
  foreign key (task_id, user_id) references tasks(id, user_id) on delete cascade,
  foreign key (goal_id, user_id) references goals(id, user_id) on delete cascade,
  foreign key (problem_id, user_id) references problems(id, user_id) on delete cascade,
  unique (user_id, chat_id, entity_type, entity_id)
);
create index recent_context_surfaced_idx on recent_context_items (user_id, chat_id, surfaced_at desc);
create index recent_context_expires_idx on recent_context_items (expires_at);
create index recent_context_task_idx on recent_context_items (task_id) where task_id is not null;
create index recent_context_goal_idx on recent_context_items (goal_id) where goal_id is not null;
create index recent_context_problem_idx on recent_context_items (problem_id) where problem_id is not null;

create table event_log (                                                    -- [F] audit trail: 002.event_log + 003.audit_logs
  id uuid primary key default gen_uuid_v7(),
  request_id text not null,
  user_id uuid not null references users(id) on delete cascade,
  event_type text not null,                                                 -- 003.action
  entity_type text,                                                         -- 003.target_type
  entity_id uuid,                                                           -- 003.target_id
  payload_json jsonb not null default '{}',                                 -- 003.metadata
  created_at timestamptz not null default now()
);
create index event_log_request_idx on event_log (request_id);
create index event_log_user_idx on event_log (user_id, created_at desc);

create table idempotency_keys (                                             -- [O]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  idempotency_key text not null check (length(idempotency_key) between 8 and 255),
  request_hash text not null check (request_hash ~ '^[0-9a-f]{64}$'),
  state text not null default 'in_progress' check (state in ('in_progress','completed')),
  response_status int check (response_status between 200 and 499),
  response_body jsonb,                                                      -- null when there was none (204), and where it held a secret shown once: the app never stores that
  created_at timestamptz not null default now(),
  locked_until timestamptz not null default now() + interval '60 seconds',
  lock_token uuid not null default gen_random_uuid(),                       -- changes on takeover: who no longer holds it must not complete the row
  expires_at timestamptz not null default now() + interval '24 hours',
  unique (user_id, idempotency_key),
  check ((state = 'completed') = (response_status is not null)), check (state = 'completed' or response_body is null),
  check (expires_at > created_at)
);
create index idempotency_keys_expires_idx on idempotency_keys (expires_at);
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
drop table idempotency_keys;
drop table event_log;
drop table recent_context_items;
drop table memory_summaries;
drop table entity_links;
drop table tasks;
drop table problems;
drop function entity_links_acyclic();
drop function task_completion();
`,
  );
