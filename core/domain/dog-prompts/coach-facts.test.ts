import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../time/dates.ts';
import { gatherCoachFacts, type CoachMoment } from './coach-facts.ts';

const TODAY = '2026-11-28';

const moment = (daysAgo: number, over: Partial<CoachMoment> = {}): CoachMoment => ({
  ...{ localDate: addDays(TODAY, -daysAgo), valence: 'negative', distanceM: null, recoverySeconds: null },
  ...over,
});
const calm = (daysAgo: number, distanceM: number | null) => moment(daysAgo, { valence: 'positive', distanceM });
const recovered = (daysAgo: number, ...seconds: readonly number[]) =>
  seconds.map((recoverySeconds) => moment(daysAgo, { recoverySeconds }));

test('fourteen days, oldest first, and today is the last', () => {
  const { days } = gatherCoachFacts([moment(0), moment(0), calm(13, null), moment(14), moment(-1)], TODAY, null);
  expect(days.map(({ date }) => date)).toEqual(Array.from({ length: 14 }, (_, index) => addDays(TODAY, index - 13)));
  expect(days[0]).toEqual({ date: '2026-11-15', good: 1, hard: 0 });
  expect(days[13]).toEqual({ date: TODAY, good: 0, hard: 2 });
  expect(days.reduce((sum, { good, hard }) => sum + good + hard, 0)).toBe(3);
});

test('the best calm distance is that of good moments, week by week', () => {
  const moments = [calm(6, 20), calm(0, 15.5), calm(7, 34), calm(8, null), moment(1, { distanceM: 2 }), calm(14, 1)];
  expect(gatherCoachFacts(moments, TODAY, null).bestCalmDistanceM).toEqual({ lastWeek: 15.5, weekBefore: 34 });
  expect(gatherCoachFacts([], TODAY, null).bestCalmDistanceM).toEqual({ lastWeek: null, weekBefore: null });
});

test.each([
  ['too few before', [100, 100], [50, 50, 50], null],
  ['too few now', [100, 100, 100], [50, 50], null],
  ['a fifth less', [100, 100, 100], [80, 80, 80], 'quicker'],
  ['not quite a fifth less', [100, 100, 100], [81, 81, 81], 'steady'],
  ['a quarter more', [100, 100, 100], [125, 125, 125], 'slower'],
  ['not quite a quarter more', [100, 100, 100], [124, 124, 124], 'steady'],
  ['the median of an even number', [60, 100, 120, 900], [50, 80, 90, 700], 'quicker'],
  ['outliers', [100, 100, 100], [100, 100, 9_000], 'steady'],
  ['no time at all', [0, 0, 0], [0, 0, 0], 'steady'],
] as const)('recovery with %s', (_what, before, last, trend) => {
  const moments = [...recovered(9, ...before), ...recovered(2, ...last)];
  expect(gatherCoachFacts(moments, TODAY, null).recovery).toBe(trend);
});

test('good moments say nothing about recovery', () => {
  const good = recovered(2, 1, 1, 1).map((one) => ({ ...one, valence: 'positive' as const }));
  expect(gatherCoachFacts([...recovered(9, 100, 100, 100), ...good], TODAY, null).recovery).toBe(null);
});

test('moments come in any order, and each of the fourteen days counts once', () => {
  const any = fc.record({
    localDate: fc.integer({ min: -2, max: 20 }).map((daysAgo) => addDays(TODAY, -daysAgo)),
    valence: fc.constantFrom('positive' as const, 'negative' as const),
    distanceM: fc.option(fc.integer({ min: 0, max: 500 })),
    recoverySeconds: fc.option(fc.integer({ min: 0, max: 3_600 })),
  });
  const mixed = fc
    .array(any, { maxLength: 40 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
  fc.assert(
    fc.property(mixed, ([all, shuffled]) => {
      const facts = gatherCoachFacts(all, TODAY, null);
      expect(gatherCoachFacts(shuffled, TODAY, null)).toEqual(facts);
      const known = all.filter(({ localDate }) => localDate > addDays(TODAY, -14) && localDate <= TODAY);
      expect(facts.days.reduce((sum, { good, hard }) => sum + good + hard, 0)).toBe(known.length);
    }),
    { numRuns: 1000 },
  );
});
