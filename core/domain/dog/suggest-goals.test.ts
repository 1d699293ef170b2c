import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../test/vectors/dog.json' with { type: 'json' };
import { addDays, daysBetween } from '../time/dates.ts';
import { triggerOf } from './context.ts';
import { VALENCES, type Valence } from './moment.ts';
import { templateListing, TEMPLATE_KEYS } from './plan/templates.ts';
import { suggestGoals, type LoggedMoment, type SuggestedGoal } from './suggest-goals.ts';
import { normaliseTag } from './tags.ts';

const RUNS = { numRuns: 1000 };

const asVector = ({ templateKey, title, reason, eventIds }: SuggestedGoal) => {
  const { avgIntensity, ...rest } = reason;
  return { template_key: templateKey, title, reason: { ...rest, avg_intensity: avgIntensity }, event_ids: eventIds };
};

interface Vector {
  readonly name: string;
  readonly today: string;
  readonly open: readonly string[];
  readonly events: readonly {
    readonly id: string;
    readonly occurred_at: string;
    readonly local_date: string;
    readonly tags: readonly string[];
    readonly intensity: number;
    readonly valence: string;
    readonly context: { readonly trigger?: string };
  }[];
  readonly expect: readonly unknown[];
}
const cases: readonly Vector[] = vectors.suggested;

const momentOf = ({ occurred_at, local_date, valence, ...rest }: Vector['events'][number]): LoggedMoment => ({
  ...rest,
  occurredAt: occurred_at,
  localDate: local_date,
  valence: valence as Valence,
});

test('the vectors are there', () => {
  expect(cases.length).toBe(10);
});

test.each(cases)('$name', ({ today, open, events, expect: expected }) => {
  expect(suggestGoals(events.map(momentOf), open, today).map(asVector)).toEqual(expected);
});

const TODAY = '2026-03-14';
const WORDS = ['pulling', 'Pulling ', 'barking', 'whining', 'jumping', 'jumping-up', 'recall', 'zoomies', '-'];
const moment = fc.record({
  age: fc.integer({ min: -1, max: 15 }),
  hour: fc.integer({ min: 0, max: 23 }),
  tags: fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }),
  trigger: fc.option(fc.constantFrom('Other dog', 'other-dog', 'crate', 'visitor', ' ')),
  intensity: fc.integer({ min: 1, max: 5 }),
  valence: fc.constantFrom(...VALENCES, 'negative' as const),
});
const moments = fc.array(moment, { maxLength: 30, size: 'max' }).map((all) =>
  all.map(({ age, hour, trigger, ...rest }, index): LoggedMoment => {
    const localDate = addDays(TODAY, -age);
    const occurredAt = `${localDate}T${String(hour).padStart(2, '0')}:00:00.000Z`;
    return { ...rest, id: `m${index}`, localDate, occurredAt, context: trigger === null ? {} : { trigger } };
  }),
);
const open = fc.subarray([...TEMPLATE_KEYS]);

test('each suggestion holds what it says', () => {
  let told = 0;
  fc.assert(
    fc.property(moments, open, (all, taken) => {
      const goals = suggestGoals(all, taken, TODAY);
      told += goals.length;
      expect(goals.length).toBeLessThanOrEqual(3);
      expect(new Set(goals.map(({ templateKey }) => templateKey)).size).toBe(goals.length);
      for (const [index, { templateKey, reason, eventIds }] of goals.entries()) {
        expect(taken).not.toContain(templateKey);
        expect(reason.score).toBeLessThanOrEqual(goals[index - 1]?.reason.score ?? Infinity);
        const { kind, key } = reason;
        const those = all.filter(({ valence, localDate, tags, context }) => {
          const age = daysBetween(localDate, TODAY);
          const has = kind === 'tag' ? tags.map(normaliseTag).includes(key) : triggerOf(context) === key;
          return valence === 'negative' && age >= 0 && age <= 13 && has;
        });
        expect([...eventIds].sort()).toEqual(those.map(({ id }) => id).sort());
        expect([reason.count, reason.days]).toEqual([those.length, new Set(those.map((m) => m.localDate)).size]);
        expect(reason.count >= 3 && reason.days >= 2).toBe(true);
        const score = those.reduce((sum, m) => sum + m.intensity * (14 - daysBetween(m.localDate, TODAY)), 0);
        expect(reason.score).toBe(score);
        if (kind === 'tag') expect(templateListing(key)).toBe(templateKey);
      }
    }),
    RUNS,
  );
  expect(told).toBeGreaterThan(300);
});

test('moments come in any order, and good ones change nothing', () => {
  const mixed = moments.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
  );
  fc.assert(
    fc.property(mixed, open, ([all, shuffled], taken) => {
      const expected = suggestGoals(all, taken, TODAY);
      expect(suggestGoals(shuffled, taken, TODAY)).toEqual(expected);
      expect(
        suggestGoals(
          all.filter(({ valence }) => valence === 'negative'),
          taken,
          TODAY,
        ),
      ).toEqual(expected);
    }),
    RUNS,
  );
});

test('an open goal only makes room: the others stay in their order', () => {
  fc.assert(
    fc.property(moments, fc.constantFrom(...TEMPLATE_KEYS), (all, key) => {
      const before = suggestGoals(all, [], TODAY).filter(({ templateKey }) => templateKey !== key);
      expect(suggestGoals(all, [key], TODAY).slice(0, before.length)).toEqual(before);
    }),
    RUNS,
  );
});

const hard = (
  id: string,
  daysAgo: number,
  intensity: number,
  tags: readonly string[],
  trigger?: string,
): LoggedMoment => {
  const localDate = addDays(TODAY, -daysAgo);
  const context = trigger === undefined ? {} : { trigger };
  return { id, localDate, occurredAt: `${localDate}T12:00:00.000Z`, valence: 'negative', intensity, tags, context };
};

test('the most frequent tag of a trigger wins over one that comes first by name', () => {
  const all = [
    hard('a', 0, 1, ['whining'], 'post'),
    hard('b', 1, 1, ['whining'], 'post'),
    hard('c', 2, 1, ['jumping'], 'post'),
  ];
  expect(suggestGoals(all, [], TODAY).map(({ templateKey, reason }) => [templateKey, reason.key])).toEqual([
    ['settle', 'post'],
  ]);
});

test('of equal scores the one with more moments comes first', () => {
  const all = [
    ...[0, 1, 1].map((age, i) => hard(`j${i}`, age, 2, ['jumping'])),
    ...[0, 0, 1, 1, 1, 1].map((age, i) => hard(`w${i}`, age, 1, ['whining'])),
  ];
  const found = suggestGoals(all, [], TODAY).map(({ reason: { key, score, count } }) => [key, score, count]);
  expect(found).toEqual([
    ['whining', 80, 6],
    ['jumping', 80, 3],
  ]);
});

test('an open key that is no template takes nothing away', () => {
  const { today, events } = cases[0] ?? { today: TODAY, events: [] };
  const all = events.map(momentOf);
  expect(suggestGoals(all, ['constructor', 'my_own'], today)).toEqual(suggestGoals(all, [], today));
});
