/**
 * What keeps the cost of one more log from following the years behind it: indexes for what the rule engine asks, and the
 * counts a goal's rate is told from. And a rule that the schema had left out.
 */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    `
create index event_log_entity_idx on event_log (entity_id, created_at) where entity_id is not null;
-- sums are kept exactly by their last value where no log has more than 6 decimals (spec 0.3); these are the ones that have
create index tracker_logs_fine_idx on tracker_logs (tracker_id, logged_at) where scale(value_number) > 6;
create index goal_evaluations_goal_open_idx on goal_evaluations (goal_id) where status = 'open';
create index goal_evaluations_met_idx on goal_evaluations (goal_id, period_end) where status = 'closed' and met;
-- closed periods that are not partial, and those of them that were met (spec 1.7)
alter table goal_progress add column periods_closed int not null default 0 check (periods_closed >= 0),
  add column periods_met int not null default 0 check (periods_met between 0 and periods_closed);
-- spec 1.6: an average is judged at its end
alter table goal_rules add constraint goal_rules_average_ends
  check (measure_type <> 'target' or interval_unit is not null or agg_method is distinct from 'avg' or ends_at is not null);
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    `
alter table goal_progress drop column periods_met, drop column periods_closed;
drop index goal_evaluations_met_idx;
drop index goal_evaluations_goal_open_idx;
alter table goal_rules drop constraint goal_rules_average_ends;
drop index tracker_logs_fine_idx;
drop index event_log_entity_idx;
`,
  );
