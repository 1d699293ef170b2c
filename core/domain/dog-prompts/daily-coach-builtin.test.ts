import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { SUGGESTIONS } from '../dog/attempts.ts';
import { forbiddenIn } from '../dog/plan/method-filter.ts';
import { addDays } from '../time/dates.ts';
import type { CoachFacts, CoachStep } from './coach-facts.ts';
import { builtinDailyNote } from './daily-coach-builtin.ts';
import { dailyCoachSchema } from './daily-coach.v1.ts';

type Week = readonly [good: number, hard: number];

const factsOf = (before: Week, last: Week, over: Partial<CoachFacts> = {}): CoachFacts => ({
  days: Array.from({ length: 14 }, (_, index) => {
    const [good, hard] = index === 3 ? before : index === 13 ? last : [0, 0];
    return { date: addDays('2026-11-15', index), good, hard };
  }),
  bestCalmDistanceM: { lastWeek: null, weekBefore: null },
  recovery: null,
  step: null,
  ...over,
});

const STEP: CoachStep = {
  ...{ title: 'Ten steps indoors', successCriteria: null, consecutivePasses: 0, requiredPasses: 3, suggestion: null },
};
const noteOf = (facts: CoachFacts): string => builtinDailyNote(facts).note;
const distance = (weekBefore: number | null, lastWeek: number | null) => ({
  bestCalmDistanceM: { weekBefore, lastWeek },
});

test.each<[string, CoachFacts, string]>([
  ['nothing', factsOf([0, 0], [0, 0]), 'Nothing is logged for the last two weeks, and that is fine.'],
  ['a quiet week', factsOf([3, 3], [0, 0]), 'A quiet week in the log. What the dog learned before stays.'],
  ['good ones', factsOf([4, 0], [4, 0]), '4 good moments in the last seven days.'],
  ['one of each', factsOf([2, 1], [1, 1]), '1 good and 1 hard moment in the last seven days.'],
  [
    'hard ones',
    factsOf([0, 5], [0, 5]),
    '5 hard moments in the last seven days, written down. Hard ones teach the most.',
  ],
  ['a small sample', factsOf([0, 0], [2, 2]), 'That is a small sample, so no trend yet.'],
  ['less hard', factsOf([2, 9], [2, 4]), 'Hard ones went from 9 to 4.'],
  ['more good', factsOf([2, 4], [6, 4]), 'Good ones went from 2 to 6.'],
  [
    'more hard',
    factsOf([2, 4], [2, 9]),
    'Harder than the week before, as weeks are at times. More room makes it easier.',
  ],
  ['closer', factsOf([3, 3], [3, 9], distance(34, 15.04)), 'Calm at 15 m, it was 34 m the week before.'],
  ['quicker', factsOf([3, 3], [3, 9], { recovery: 'quicker' }), 'Hard ones pass sooner than the week before.'],
  ['slower', factsOf([3, 3], [3, 3], { recovery: 'slower' }), 'Calming down takes longer now.'],
  ['no step', factsOf([3, 3], [3, 3]), 'Today: one moment on a walk, whatever it is like.'],
  ['a step', factsOf([3, 3], [3, 3], { step: STEP }), 'Today: “Ten steps indoors”, a few short tries.'],
  [
    'a step on its way',
    factsOf([3, 3], [3, 3], { step: { ...STEP, consecutivePasses: 2 } }),
    'Today: “Ten steps indoors”, 2 of 3 in a row so far.',
  ],
])('%s', (_what, facts, sentence) => expect(noteOf(facts)).toContain(sentence));

test.each([
  ['further away', factsOf([3, 3], [3, 3], distance(15, 34))],
  ['as far away', factsOf([3, 3], [3, 3], distance(15, 15.04))],
  ['no distance before', factsOf([3, 3], [3, 3], distance(null, 15))],
])('calm %s is not told', (_what, facts) => expect(noteOf(facts)).not.toContain('Calm at'));

test('weeks of fewer than three moments are not compared', () => {
  expect(noteOf(factsOf([0, 2], [3, 1]))).not.toContain('went from');
  expect(noteOf(factsOf([1, 8], [1, 1]))).not.toContain('went from');
  expect(noteOf(factsOf([0, 3], [2, 1]))).toContain('Hard ones went from 3 to 1.');
});

test('each suggestion has its own words', () => {
  const notes = SUGGESTIONS.map((suggestion) => noteOf(factsOf([3, 3], [3, 3], { step: { ...STEP, suggestion } })));
  expect(new Set(notes).size).toBe(SUGGESTIONS.length);
  for (const note of notes) expect(note).toContain('“Ten steps indoors”');
});

/** Blame, loss framing and hurry (DESIGN.md, Voice). */
const UNKIND =
  /!|\b(just|only|should|must|miss\w*|fail\w*|bad\w*|wrong|worse|worst|never|unfortunately|lost|lose|blame|fault|sorry|hurry|still)\b|undefined|null|NaN/i;

/** What a model may answer holds for the rules too. */
const answer = z.fromJSONSchema(dailyCoachSchema.schema as Parameters<typeof z.fromJSONSchema>[0]);

test('the note is short, kind and the same for the same facts', () => {
  const count = fc.integer({ min: 0, max: 40 });
  const metres = fc.option(fc.double({ min: 0, max: 500, noNaN: true }));
  const step = fc.option(
    fc.record({
      title: fc.stringMatching(/^[A-Z][a-z]{1,9}( [a-z]{1,9}){0,20}$/).filter((title) => !UNKIND.test(title)),
      successCriteria: fc.constant(null),
      consecutivePasses: fc.integer({ min: 0, max: 20 }),
      requiredPasses: fc.integer({ min: 1, max: 20 }),
      suggestion: fc.option(fc.constantFrom(...SUGGESTIONS)),
    }),
  );
  const week = fc.tuple(count, count);
  const trend = fc.constantFrom('quicker' as const, 'slower' as const, 'steady' as const, null);
  fc.assert(
    fc.property(week, week, metres, metres, trend, step, (before, last, was, is, recovery, stepNow) => {
      const facts = factsOf(before, last, { ...distance(was, is), recovery, step: stepNow });
      const { version, note } = builtinDailyNote(facts);
      expect(version).toBe('rules-1');
      expect(note).not.toMatch(UNKIND);
      expect(note).toMatch(/^[A-Z0-9].*\.$/s);
      expect(answer.safeParse({ note }).success).toBe(true);
      expect(note).not.toMatch(/ {2}|\b1 (good|hard) moments/);
      if (stepNow === null) expect(forbiddenIn(note)).toBeNull();
      expect(builtinDailyNote(structuredClone(facts)).note).toBe(note);
    }),
    { numRuns: 2000 },
  );
});
