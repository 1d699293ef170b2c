import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateChain, nextChainChangeAt, type ChainMember } from './chain.ts';
import { checkInGroup } from './check-rule.ts';
import { answerFrom, runWith } from './log-query.ts';
import { logsIn, momentIn, scene } from './random-goals.ts';
import type { EvaluationRow, GoalRule, Log } from './rule.ts';
import { updateChain, type UpdatedMember } from './update-chain.ts';

const RUNS = { numRuns: 2500 };
const TRACKERS = ['w', 'v'];

interface Story {
  readonly rules: readonly GoalRule[];
  readonly since: string;
  readonly now: string;
  readonly before: ReadonlyMap<string, readonly Log[]>;
  readonly after: ReadonlyMap<string, readonly Log[]>;
  readonly changesByTracker: ReadonlyMap<string, readonly { readonly log: Log; readonly voided: boolean }[]>;
}

const mayJoin = (rule: GoalRule): boolean => {
  try {
    checkInGroup(rule);
    return true;
  } catch {
    return false;
  }
};

const DAY = 86_400_000;

/** Two to four goals of one place. Most of them begin early, so that the chain gets on. */
const story: fc.Arbitrary<Story> = fc
  .tuple(scene, fc.array(scene, { minLength: 2, maxLength: 4 }))
  .chain(([{ middle, rule: first }, scenes]) =>
    fc
      .record({
        starts: fc.array(fc.integer({ min: -30, max: -5 }), { minLength: 4, maxLength: 4 }),
        trackers: fc.array(fc.constantFrom('w', 'w', 'v'), { minLength: 4, maxLength: 4 }),
        logs: fc.record({ w: logsIn(middle), v: logsIn(middle) }),
        fates: fc.array(fc.constantFrom('stays', 'stays', 'stays', 'stays', 'comes', 'goes'), {
          minLength: 25,
          maxLength: 25,
        }),
        moments: fc.tuple(momentIn(middle, -20, 30), momentIn(middle, -20, 30)),
        still: fc.boolean(),
      })
      .map(({ starts, trackers, logs, fates, moments, still }): Story => {
        const [since = '', later = ''] = [...moments].sort();
        const keep = (fate: string) => (tracker: 'w' | 'v') => logs[tracker].filter((_, i) => fates[i] !== fate);
        const byTracker = <T>(of: (tracker: 'w' | 'v') => T) =>
          new Map<string, T>([
            ['w', of('w')],
            ['v', of('v')],
          ]);
        return {
          rules: scenes.map(({ rule }, index) => {
            const startsAt = middle + (starts[index] ?? 0) * DAY;
            const length = rule.endsAt === null ? null : Date.parse(rule.endsAt) - Date.parse(rule.startsAt);
            return {
              ...rule,
              goalId: `c${index}`,
              trackerId: trackers[index] ?? 'w',
              timezone: first.timezone,
              startsAt: new Date(startsAt).toISOString(),
              endsAt: length === null ? null : new Date(startsAt + length).toISOString(),
              pauses: [],
            };
          }),
          since,
          now: still ? since : later,
          before: byTracker(keep('comes')),
          after: byTracker(keep('goes')),
          changesByTracker: byTracker((tracker) =>
            logs[tracker].flatMap((log, index) =>
              fates[index] === 'stays' ? [] : [{ log, voided: fates[index] === 'goes' }],
            ),
          ),
        };
      }),
  )
  .filter(({ rules }) => rules.every(mayJoin));

const rowsAfter = (stored: readonly EvaluationRow[], { rows, replaces }: UpdatedMember): readonly EvaluationRow[] =>
  [...new Map([...(replaces ? [] : stored), ...rows].map((row) => [row.label, row])).values()].sort((a, b) =>
    a.start.localeCompare(b.start),
  );

test('the incremental path gives the chain of a full evaluation', () => {
  let [moved, later, unlocked, kept] = [0, 0, 0, 0];
  fc.assert(
    fc.property(story, ({ rules, since, now, before, after, changesByTracker }) => {
      const old = evaluateChain(rules, before, since);
      const full = evaluateChain(rules, after, now);
      const members = rules.map((rule, index) => ({
        rule,
        activatedAt: old[index]?.activatedAt ?? null,
        rows: old[index]?.rows ?? [],
      }));
      const updated = runWith(updateChain({ members, since, now, changesByTracker }), (query) =>
        answerFrom(after.get(query.trackerId) ?? [], query),
      );
      expect(
        updated.map((member, index): ChainMember => ({
          ...member.progress,
          rows: rowsAfter(old[index]?.rows ?? [], member),
        })),
      ).toEqual(full);
      const differs = full.map((member, index) => JSON.stringify(member) !== JSON.stringify(old[index]));
      moved += Number(differs.some(Boolean));
      later += Number(differs.slice(1).some(Boolean));
      unlocked += Number(full.slice(1).some(({ activatedAt }) => activatedAt !== null));
      kept += Number(updated.some(({ rows }, index) => rows.length === 0 && (old[index]?.rows.length ?? 0) > 0));
    }),
    RUNS,
  );
  expect(moved).toBeGreaterThan(RUNS.numRuns / 3);
  for (const count of [later, unlocked, kept]) expect(count).toBeGreaterThan(RUNS.numRuns / 10);
});

test('without new logs a chain stays as it is up to its next change', () => {
  let [changes, never] = [0, 0];
  fc.assert(
    fc.property(story, ({ rules, now, after }) => {
      const past = new Map(TRACKERS.map((id) => [id, (after.get(id) ?? []).filter(({ at }) => at <= now)]));
      const members = evaluateChain(rules, past, now);
      const next = nextChainChangeAt(rules, members, now);
      if (next === null) {
        never += 1;
        expect(evaluateChain(rules, past, '2099-01-01T00:00:00.000Z')).toEqual(members);
        return;
      }
      expect(next > now).toBe(true);
      expect(evaluateChain(rules, past, new Date(Date.parse(next) - 1).toISOString())).toEqual(members);
      changes += Number(JSON.stringify(evaluateChain(rules, past, next)) !== JSON.stringify(members));
    }),
    RUNS,
  );
  expect(changes).toBeGreaterThan(RUNS.numRuns / 3);
  expect(never).toBeGreaterThan(RUNS.numRuns / 50);
});
