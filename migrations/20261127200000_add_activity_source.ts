/** Activity by source: where a day's XP came from is read from the rollup, which is computed again from the facts. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

const FROM_FACTS = `
  select e.user_id, e.local_date, e.type, coalesce(r.source, 'system') as source, count(*)::int as count, sum(e.value) as value,
    coalesce(sum((select sum(s.xp) from event_scores s where s.event_id = e.id)), 0)::int as xp
  from events e left join event_raw r on r.id = e.event_raw_id
  where e.type not like 'pet.%' group by 1, 2, 3, 4`;

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    `
delete from daily_activity;
alter table daily_activity add column source text not null default 'system' check (source ~ '^[a-z][a-z0-9_-]{0,49}$');
alter table daily_activity drop constraint daily_activity_pkey, add primary key (user_id, local_date, type, source);
insert into daily_activity (user_id, local_date, type, source, count, value, xp) ${FROM_FACTS};
insert into metrics_cache (user_id, key, value)
  select user_id, 'total.' || type, sum(value) from daily_activity group by 1, 2
  union all select user_id, 'days.active', count(*) from (
    select user_id from daily_activity group by user_id, local_date having sum(xp) > 0) d group by 1
  union all select user_id, 'xp.best_day', max(xp) from (
    select user_id, sum(xp) as xp from daily_activity group by user_id, local_date having sum(xp) > 0) d group by 1;
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    `
create temporary table activity_by_type on commit drop as
  select user_id, local_date, type, sum(count)::int as count, sum(value) as value, sum(xp)::int as xp from daily_activity group by 1, 2, 3;
delete from daily_activity;
delete from metrics_cache;
alter table daily_activity drop constraint daily_activity_pkey, drop column source;
alter table daily_activity add primary key (user_id, local_date, type);
insert into daily_activity (user_id, local_date, type, count, value, xp) select * from activity_by_type;
`,
  );
