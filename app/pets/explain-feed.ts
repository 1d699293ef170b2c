/** Ledger rows → feed lines with their reasons. The sentence of a line needs the units of its day before it. */
import type { LocalDate } from '#core/domain/event.ts';
import type { DayUnits } from '#core/domain/pet/day-xp.ts';
import { petRules, typeRule } from '#core/domain/pet/rules.ts';
import { describeEvent, explain, type ScoredUnits } from '#core/domain/pet/why.ts';
import { daysBetween } from '#core/domain/time/dates.ts';
import type { FeedRow, FeedView } from '#infra/views/feed-view.ts';

export interface ExplainedRow {
  readonly row: FeedRow;
  readonly scored: ScoredUnits;
  readonly title: string;
  readonly why: string;
}

/** Late at most when it was applied more than `lateDays` after its date, and it earned nothing. */
const mayBeLate = ({ xp, type, localDate, appliedAt }: FeedRow): boolean =>
  xp === 0 && typeRule(type) !== null && daysBetween(localDate, appliedAt.slice(0, 10)) + 1 > petRules.lateDays;

const explained = (row: FeedRow, before: DayUnits, late: boolean): ExplainedRow => {
  const scored = { type: row.type, value: Number(row.value), before, late };
  return { row, scored, title: describeEvent(row.type, scored.value, row.meta), why: explain(scored) };
};

/**
 * Explains rows of one pet, newest first and without a gap, and returns them in that order: the units before the oldest
 * are read, the others follow from the rows. Every event dated like a late one is late from then on, so the units of a
 * line that counted never hold one that did not.
 */
export const explainFeed = async (
  view: Pick<FeedView, 'unitsBefore' | 'late'>,
  rows: readonly FeedRow[],
): Promise<readonly ExplainedRow[]> => {
  const oldest = rows.at(-1);
  if (!oldest) return [];
  const earning = rows.filter((row) => typeRule(row.type) !== null);
  const dates = [...new Set(earning.map((row) => row.localDate))];
  const known = dates.length > 0 ? await view.unitsBefore(oldest.petId, dates, oldest.petVersion) : [];
  const late = await view.late(
    oldest.petId,
    earning.filter(mayBeLate).map((row) => row.eventId),
  );

  const days = new Map<LocalDate, DayUnits>();
  for (const { localDate, type, units } of known) days.set(localDate, { ...days.get(localDate), [type]: units });
  return rows
    .toReversed()
    .map((row) => {
      const before = days.get(row.localDate) ?? {};
      const isLate = late.has(row.eventId);
      if (typeRule(row.type) !== null && !isLate) {
        days.set(row.localDate, { ...before, [row.type]: (before[row.type] ?? 0) + Number(row.value) });
      }
      return explained(row, before, isLate);
    })
    .reverse();
};
