import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayXp } from './day-xp.ts';
import { petRules } from './rules.ts';
import { arithmeticOf, describeEvent, explain, type WhyInput } from './why.ts';

const why = (type: string, value: number, before: Record<string, number> = {}, late = false): string =>
  explain({
    type,
    value,
    before,
    late,
    xp: late ? 0 : dayXp({ ...before, [type]: (before[type] ?? 0) + value }) - dayXp(before),
  });

describe('titles', () => {
  test.each([
    ['commit.push', 1, { repository: 'octo/api' }, '1 commit to api'],
    ['commit.push', 3, {}, '3 commits'],
    ['pull_request.merged', 1, { number: 12, title: 'Add login' }, 'Merged pull request #12: Add login'],
    ['review.submitted', 1, { number: 7, repository: 'octo/api' }, 'Reviewed pull request #7 in api'],
    ['release.published', 1, { tag: 'v1.2.0', repository: 'octo/api' }, 'Released v1.2.0 of api'],
    ['steps.recorded', 12345, {}, '12,345 steps'],
    ['goal.completed', 1, { title: 'Ten commits' }, 'Goal reached: Ten commits'],
    ['constructor', 1, {}, 'constructor'],
    ['weather.changed_twice', 1, {}, 'weather changed twice'],
  ])('%s %d %j: %s', (type, value, meta, title) => expect(describeEvent(type, value, meta)).toBe(title));
});

describe('reasons', () => {
  test.each([
    [why('commit.push', 1), '10 XP for each commit, counted in full'],
    [why('commit.push', 1, { 'commit.push': 6 }), '10 XP for each commit, a long day of code, counted half'],
    [
      why('commit.push', 1, { 'commit.push': 12 }),
      '10 XP for each commit, a very long day of code, counted by a quarter',
    ],
    [why('commit.push', 2, { 'commit.push': 5 }), '10 XP for each commit, the part beyond 60 counts half'],
    [why('commit.push', 1, { 'commit.push': 18 }), 'A full day of code, and that is plenty for today'],
    [why('pull_request.merged', 1), '30 XP for a merged pull request, counted in full'],
    [why('steps.recorded', 4999), '1 XP for 200 steps, counted in full'],
    [why('steps.recorded', 100), '1 XP for 200 steps: it counts towards the next one'],
    [why('sleep.recorded', 60, { 'sleep.recorded': 540 }), '540 minutes of sleep a day count, and they are counted'],
    [why('habit.completed', 10), '1 XP for each point, counted in full'],
    [why('commit.push', 1, {}, true), 'Older than 7 days: it is kept and earns no XP'],
    [why('pet.paused', 1), 'Resting is free: the meters stand still'],
    [why('constructor', 1), 'This kind of event is kept and earns no XP'],
  ])('%s', (said, expected) => expect(said).toBe(expected));

  test('a full day says that it is plenty', () => {
    const full = { 'goal.completed': 10, 'commit.push': 20, 'steps.recorded': 50_000, 'habit.completed': 200 };
    expect(why('task.done', 1, full)).toBe('The day is full, and that is plenty for today');
  });

  test('every event has a reason, and its arithmetic adds up', () => {
    const types = Object.keys(petRules.types);
    const day = fc.dictionary(fc.constantFrom(...types), fc.integer({ min: 0, max: 500 }), { maxKeys: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.integer({ min: 0, max: 2000 }), day, (type, value, before) => {
        const sums = arithmeticOf({ type, value, before });
        const input: WhyInput = { type, value, before, late: false, xp: sums.xp_after - sums.xp_before };
        expect(explain(input).length).toBeGreaterThan(10);
        expect(sums.units_after - sums.units_before).toBe(value);
        if (input.xp === sums.points_after - sums.points_before && input.xp > 0)
          expect(explain(input)).toMatch(/counted in full$/);
      }),
      { numRuns: 1000 },
    );
  });
});
