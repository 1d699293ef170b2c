/** Inbox messages and their chat sessions. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
create table chat_sessions (                                                -- [O]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  chat_id text not null,
  started_at timestamptz not null, last_activity_at timestamptz not null, ended_at timestamptz,
  unique (user_id, chat_id, started_at), unique (id, user_id),
  check (last_activity_at >= started_at), check (ended_at is null or ended_at >= last_activity_at)
);
create unique index chat_sessions_one_open on chat_sessions (user_id, chat_id) where ended_at is null;
create index chat_sessions_recent_idx on chat_sessions (user_id, chat_id, last_activity_at desc);
create table inbox_items (                                                  -- [F]
  id uuid primary key default gen_uuid_v7(),
  user_id uuid not null references users(id) on delete cascade,
  chat_id text not null,
  session_id uuid not null,
  source text not null,
  client_msg_id text,
  message_raw text not null, message_norm text not null,
  event_raw_id uuid,
  received_at timestamptz not null,
  unique (id, user_id),
  foreign key (session_id, user_id) references chat_sessions(id, user_id),  -- a session with messages stays
  foreign key (event_raw_id, user_id) references event_raw(id, user_id)
);
create unique index inbox_items_client_key on inbox_items (user_id, source, client_msg_id) where client_msg_id is not null;
create index inbox_items_user_idx on inbox_items (user_id, received_at desc);
create index inbox_items_session_idx on inbox_items (session_id);
create index inbox_items_raw_idx on inbox_items (event_raw_id) where event_raw_id is not null;
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
drop table inbox_items;
drop table chat_sessions;
`,
  );
