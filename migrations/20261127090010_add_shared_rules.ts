/** Triggers that many tables share: updated_at, and facts that never change. */
import type { Knex } from 'knex';
import { runSql } from './run-sql.ts';

export const up = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
do $$ declare t text; begin
  foreach t in array array['users','categories','provider_apps','integrations','import_batches','pets','trackers','goal_groups','goals','behavior_events','goal_steps','daily_metrics','habits','problems','tasks'] loop
    execute format('create trigger %I before update on %I for each row execute function touch_updated_at()', t || '_touch', t);
  end loop;
  -- every [F] table
  foreach t in array array['user_calendar_changes','event_raw','events','event_scores','tracker_logs','tracker_log_voids','progress_entries','goal_attempts','goal_attempt_voids','inbox_items','event_log'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function forbid_change(%s)', t || '_frozen', t, case t when 'event_raw' then '''derived_from''' else '' end);
    execute format('create trigger %I before truncate on %I for each statement execute function forbid_change()', t || '_kept', t);
  end loop; end $$;
create trigger habit_completions_frozen before update on habit_completions for each row execute function forbid_change();
create trigger habit_completions_kept before truncate on habit_completions for each statement execute function forbid_change();
`,
  );

export const down = (db: Knex): Promise<void> =>
  runSql(
    db,
    String.raw`
do $$ declare t record; begin
  for t in select tgname, tgrelid::regclass as rel from pg_trigger
           where not tgisinternal and (tgname like '%\_touch' or tgname like '%\_frozen' or tgname like '%\_kept') loop
    execute format('drop trigger %I on %s', t.tgname, t.rel);
  end loop; end $$;
`,
  );
