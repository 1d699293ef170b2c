/** Why a period of a tracker goal says what it says, and what a goal would have made of the last ones. Reads only. */
import type { NewTrackerGoal } from '#core/contract/goal-input.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import { explainPeriod, type ExplainedLog } from '#core/domain/rule/explain-period.ts';
import { createGrid } from '#core/domain/rule/grid.ts';
import type { EvaluationRow, GoalRule } from '#core/domain/rule/rule.ts';
import { updateRows } from '#core/domain/rule/update-rows.ts';
import type { StoredRow } from '#infra/stores/evaluation-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import { newRule, type GoalMoment } from './new-goal.ts';
import { runTogether } from './run-together.ts';

/** @throws {DomainError} `not_found` when the goal has no such period */
export const explainEvaluation = async (
  { evaluations, ruleLogs }: Pick<UserStores, 'evaluations' | 'ruleLogs'>,
  goalId: string,
  label: string,
  now: Instant,
): Promise<{ readonly row: StoredRow; readonly logs: readonly ExplainedLog[] }> => {
  const ruled = await evaluations.find(goalId);
  const row = ruled && (await evaluations.row(goalId, label));
  if (!row) throw new DomainError('not_found', { detail: 'This goal has no such period.' });
  const to = row.end !== null && row.end < now ? row.end : new Date(Date.parse(now) + 1).toISOString();
  const [logs = []] = await ruleLogs.answer([
    { trackerId: ruled.rule.trackerId, from: row.start, to, which: 'any', take: 'all' },
  ]);
  return { row, logs: explainPeriod(ruled.rule, row, logs, now) };
};

/** So many periods are looked back at. */
const PERIODS = 6;

/** The rule as if it had begun some periods ago, where its own start gives none of them. */
const begunEarlier = (rule: GoalRule, now: Instant): GoalRule => {
  const grid = createGrid(rule);
  if (grid === null) return rule;
  let at = Math.min(Date.parse(rule.startsAt), Date.parse(now));
  const nowMs = Date.parse(now);
  for (let n = 0; n < PERIODS; n += 1) at = grid.cellAt(at - 1).start;
  return { ...rule, startsAt: new Date(Math.min(at, nowMs)).toISOString(), endsAt: null };
};

/**
 * The last periods as this goal would judge them; a single window as it is. Nothing is written.
 * @throws {DomainError} as the creation of such a goal
 */
export const previewGoal = async (
  { ruleLogs, trackerView }: Pick<UserStores, 'ruleLogs' | 'trackerView'>,
  input: NewTrackerGoal,
  moment: GoalMoment,
): Promise<readonly EvaluationRow[]> => {
  if (!(await trackerView.find(input.tracker_id))) {
    throw new DomainError('tracker_unknown', { field: 'tracker_id', detail: 'You have no such tracker.' });
  }
  const rule = begunEarlier(newRule('preview', input, moment), moment.now);
  const update = { rule, activation: null, since: null, now: moment.now, changes: [], known: [] };
  const [rows = []] = await runTogether([updateRows(update)], (queries) => ruleLogs.answer(queries));
  return rows.slice(-PERIODS);
};
