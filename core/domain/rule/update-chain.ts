/** The incremental path of a chain: a member on a tracker that changed, and later ones whose activation moved (spec 1.8). */
import type { Instant } from '../event.ts';
import { activationForRows, activationOf, chainProgress, type ChainProgress } from './chain.ts';
import { ms } from './instants.ts';
import type { LogReader } from './log-query.ts';
import type { EvaluationRow, GoalRule } from './rule.ts';
import { updateRows, type LogChange } from './update-rows.ts';

export interface StoredMember {
  readonly rule: GoalRule;
  /** As stored at `since`. */
  readonly activatedAt: Instant | null;
  /** All stored rows, in order. */
  readonly rows: readonly EvaluationRow[];
}

export interface ChainUpdate {
  /** In `sequence_index` order. */
  readonly members: readonly StoredMember[];
  /** As of `Update`. */
  readonly since: Instant | null;
  readonly now: Instant;
  readonly changesByTracker: ReadonlyMap<string, readonly LogChange[]>;
}

export interface UpdatedMember {
  readonly progress: ChainProgress;
  /** Rows to store; with `replaces`, they are all the rows there are, and the others have to go. */
  readonly rows: readonly EvaluationRow[];
  readonly replaces: boolean;
}

const inOrder = (a: EvaluationRow, b: EvaluationRow): number => (a.start < b.start ? -1 : Number(a.start > b.start));

const isSame = (a: Instant | null, b: Instant | null): boolean =>
  a === null || b === null ? a === b : ms(a) === ms(b);

/** What is stored with `rows` over it, in order. Rows of chains do not overlap. */
const withRows = (stored: readonly EvaluationRow[], rows: readonly EvaluationRow[]): readonly EvaluationRow[] =>
  [...new Map([...stored, ...rows].map((row) => [row.label, row])).values()].sort(inOrder);

/**
 * What has become of each member: changed rows while its activation stands, all of them when that has moved. Members on
 * trackers without changes, and whose activation stands, ask for nothing more than what time has brought.
 */
export const updateChain = function* ({
  members,
  since,
  now,
  changesByTracker,
}: ChainUpdate): LogReader<readonly UpdatedMember[]> {
  const updated: UpdatedMember[] = [];
  for (const [index, { rule, activatedAt, rows: stored }] of members.entries()) {
    const activation = activationOf(rule, index, updated.at(-1)?.progress.reachedAt ?? null);
    // The activation of the first member does not depend on others.
    const anew = since === null || (index > 0 && !isSame(activatedAt, activation));
    const known = anew ? [] : stored;
    const rows =
      activation === null
        ? []
        : yield* updateRows({
            rule,
            activation: activationForRows(index, activation),
            since: anew ? null : since,
            now,
            changes: changesByTracker.get(rule.trackerId) ?? [],
            known,
          });
    const progress = chainProgress(rule, activation, withRows(known, rows), now);
    updated.push({ progress, rows, replaces: anew });
  }
  return updated;
};
