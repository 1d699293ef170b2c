/** The fold that makes a streak of judged units, with its freezes (spec 2.3, 2.4). */
import type { PerDay, StreakUnit, Unit, Verdict } from './unit.ts';

export type Outcome = Verdict | 'frozen';

export interface Step {
  readonly unit: Unit;
  readonly outcome: Outcome;
  /** The streak after it. */
  readonly run: number;
}

export interface Streak {
  readonly current: number;
  readonly longest: number;
  readonly freezesLeft: number;
  /** One for each unit, in order. */
  readonly steps: readonly Step[];
}

const BANK_START = 1;
const BANK_CAP = 2;

/** Met units since the last break that earn a freeze. Occurrences earn like days when five or more come a week. */
export const unitsPerFreeze = (kind: StreakUnit, { num, den }: PerDay): number => {
  switch (kind) {
    case 'day':
      return 7;
    case 'week':
    case 'interval':
      return 4;
    case 'month':
      return 3;
    case 'occurrence':
      // 7 · num / den >= 4.5 in whole numbers.
      return 14 * num >= 9 * den ? 7 : 4;
  }
};

/**
 * The streak after `units`, oldest first. `perFreeze` is how many met units earn a freeze, `null` when the policy is off.
 * Missed units wait until a met one or the end decides them together: they are all paid, or the first of them breaks the
 * streak and nothing is spent. So more misses can give a freeze back (vectors H59, H60).
 */
export const foldUnits = (units: readonly Unit[], perFreeze: number | null): Streak => {
  const steps: Step[] = [];
  let [run, longest, bank] = [0, 0, perFreeze === null ? 0 : BANK_START];
  /** Where the undecided misses begin in `steps`. */
  let undecided: number | null = null;
  const decide = () => {
    const waiting = undecided === null ? [] : steps.splice(undecided);
    const missed = waiting.flatMap(({ unit }) => (unit.verdict === 'missed' ? [unit] : []));
    const cost = missed.reduce((sum, unit) => sum + unit.cost, 0);
    const paid = run > 0 && cost <= bank && missed.every(({ payable }) => payable);
    if (paid) bank -= cost;
    else run = 0;
    for (const { unit } of waiting) {
      steps.push({ unit, outcome: paid && unit.verdict === 'missed' ? 'frozen' : unit.verdict, run });
    }
    undecided = null;
  };
  for (const unit of units) {
    if (unit.verdict === 'met') {
      if (undecided !== null) decide();
      run += 1;
      longest = Math.max(longest, run);
      if (perFreeze !== null && run % perFreeze === 0) bank = Math.min(BANK_CAP, bank + 1);
    } else if (unit.verdict === 'missed') undecided ??= steps.length;
    steps.push({ unit, outcome: unit.verdict, run });
  }
  if (undecided !== null) decide();
  return { current: run, longest, freezesLeft: bank, steps };
};
