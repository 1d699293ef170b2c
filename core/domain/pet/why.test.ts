import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEvent } from './apply.ts';
import { dayXp } from './day-xp.ts';
import { petRules } from './rules.ts';
import { newPet } from './state.ts';
import { arithmetic, describeEvent, explain, ruleBehind } from './why.ts';

const types = Object.keys(petRules.types);
const controls = ['pet.paused', 'pet.resumed', 'pet.customized'];

const why = (type: string, value: number, before: Record<string, number> = {}, late = false): string =>
  explain({ type, value, before, late });

describe('titles', () => {
  test.each([
    ['commit.push', 1, { repository: 'octo/api' }, '1 commit to api'],
    ['commit.push', 3, {}, '3 commits'],
    [
      'pull_request.merged',
      1,
      { repository: 'octo/api', number: 12, title: 'Add login' },
      'Merged pull request #12 in api: Add login',
    ],
    ['pull_request.opened', 1, { title: ' ' }, 'Opened pull request'],
    ['review.submitted', 1, { number: 7, repository: 'octo/api' }, 'Reviewed pull request #7 in api'],
    ['issue.closed', 1, { number: '9' }, 'Closed issue #9'],
    ['release.published', 1, { tag: 'v1.2.0', repository: 'octo/api' }, 'Released v1.2.0 of api'],
    ['release.published', 1, {}, 'Released a version'],
    ['steps.recorded', 12345, {}, '12,345 steps'],
    ['sleep.recorded', 444, {}, '7 h 24 min of sleep'],
    ['sleep.recorded', 45, {}, '45 min of sleep'],
    ['goal.completed', 1, { title: 'Ten commits' }, 'Goal reached: Ten commits'],
    ['constructor', 1, {}, 'constructor'],
    ['__proto__', 1, {}, 'proto'],
    ['weather.changed_twice', 1, {}, 'weather changed twice'],
  ])('%s %d %j: %s', (type, value, meta, title) => expect(describeEvent(type, value, meta)).toBe(title));

  test('of types that earn are words, not names of types', () => {
    for (const type of [...types, ...controls]) expect(describeEvent(type, 1, {})).not.toContain('.');
  });
});

describe('reasons', () => {
  test.each([
    [why('commit.push', 1), '10 XP for each commit, counted in full'],
    [why('commit.push', 1, { 'commit.push': 6 }), '10 XP for each commit, a long day of code: counted half'],
    [why('commit.push', 1, { 'commit.push': 12 }), '10 XP for each commit, a long day of code: counted a quarter'],
    [
      why('commit.push', 2, { 'commit.push': 5 }),
      '10 XP for each commit, a long day of code: 10 points in full, 10 points half',
    ],
    [
      why('commit.push', 30),
      '10 XP for each commit, a long day of code: 60 points in full, 60 points half, 60 points a quarter, and that is plenty for today',
    ],
    [why('commit.push', 1, { 'commit.push': 18 }), 'A full day of code, and that is plenty for today'],
    [why('pull_request.merged', 1), '30 XP for a merged pull request, counted in full'],
    [why('steps.recorded', 4999), '1 XP for 200 steps, counted in full'],
    [why('steps.recorded', 100), '1 XP for 200 steps: it counts towards the next one'],
    [why('steps.recorded', 0), 'Nothing to count this time'],
    [why('sleep.recorded', 900), '1 XP for 15 minutes of sleep, up to 540 a day, counted in full'],
    [
      why('sleep.recorded', 60, { 'sleep.recorded': 540 }),
      '540 minutes of sleep count in a day, and that is plenty for today',
    ],
    [why('habit.completed', 12), '12 XP for a habit kept, counted in full'],
    [why('behavior.negative', 7), '7 XP for a moment noted, good or hard, counted in full'],
    [why('inbox.captured', 1, { 'inbox.captured': 40 }), 'A long day of planning: it counts towards the next XP'],
    [why('commit.push', 1, {}, true), 'Older than 7 days: it is kept and earns no XP'],
    [why('pet.paused', 1), 'Resting is free: the meters stand still'],
    [why('constructor', 1), 'This kind of event is kept and earns no XP'],
    [why('__proto__', 1), 'This kind of event is kept and earns no XP'],
  ])('%s', (said, expected) => expect(said).toBe(expected));

  test('a full day says that it is plenty', () => {
    const full = { 'goal.completed': 10, 'commit.push': 20, 'steps.recorded': 50_000, 'habit.completed': 200 };
    expect(why('task.done', 1, full)).toBe('The day is full at 300 XP, and that is plenty for today');
    const nearly = { 'goal.completed': 10, 'commit.push': 20, 'pull_request.merged': 1 };
    expect(dayXp({ ...nearly, 'habit.completed': 500 })).toBe(300);
    expect(why('habit.completed', 50, nearly)).toBe(
      '50 XP for a habit kept, until the day was full, and that is plenty for today',
    );
  });

  test('a good and a hard moment have the same reason', () => {
    for (const value of [5, 7]) expect(why('behavior.negative', value)).toBe(why('behavior.positive', value));
  });
});

describe('for every event', () => {
  const day = fc.dictionary(fc.constantFrom(...types), fc.integer({ min: 0, max: 700 }), { maxKeys: 6 });
  const event = fc.record({
    type: fc.constantFrom(...types, ...controls, 'constructor', '__proto__', 'foo.bar'),
    value: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2000 })),
    before: day,
    late: fc.boolean(),
  });

  test('the sum adds up, and what the sentence says of it is true', () => {
    fc.assert(
      fc.property(event, (given) => {
        const sum = arithmetic(given);
        const said = explain(given);
        const rule = ruleBehind(given.type);
        const counts = rule.category !== null && !given.late;
        expect(sum.units_after - sum.units_before).toBe(counts ? given.value : 0);
        expect(sum.xp).toBe(sum.xp_after - sum.xp_before);
        if (!counts) expect(sum.xp).toBe(0);
        if (/counted in full$/.test(said)) expect(sum.xp).toBe(sum.points_after - sum.points_before);
        if (/counted half$/.test(said)) {
          expect(sum.points_before).toBeGreaterThanOrEqual(rule.taper?.full ?? Infinity);
          expect(sum.points_after).toBeLessThanOrEqual(rule.taper?.half ?? 0);
        }
        if (sum.xp === 0) expect(said).not.toMatch(/counted/);
        else expect(said).toMatch(/^\d+ XP for /);
      }),
      { numRuns: 2000 },
    );
  });

  test('the voice is kind: no blame, no loss, no exclamation mark', () => {
    fc.assert(
      fc.property(event, (given) => {
        const said = `${explain(given)} ${describeEvent(given.type, given.value, {})}`;
        expect(said).not.toMatch(/!|\b(just|only|missed|failed|lost|broke|bad|sorry)\b/i);
        expect(said.length).toBeGreaterThan(10);
      }),
      { numRuns: 1000 },
    );
  });

  test('the sum is what the pet got', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        let state = newPet('2026-03-02T08:00:00.000Z');
        for (const [i, { type, value }] of events.entries()) {
          const before = state.engine.days['2026-03-02'] ?? {};
          const applied = applyEvent(
            state,
            { id: `e${i}`, type, value, localDate: '2026-03-02' },
            '2026-03-02T09:00:00.000Z',
          );
          expect(arithmetic({ type, value, before, late: false }).xp).toBe(applied.xp);
          state = applied.state;
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test('the rule behind a line is the rule of the table', () => {
  expect(ruleBehind('sleep.recorded')).toEqual({
    version: 1,
    type: 'sleep.recorded',
    category: 'health',
    num: 1,
    den: 15,
    cap: 540,
    taper: { full: 60, half: 120, quarter: 180 },
    day_cap: 300,
  });
  expect(ruleBehind('__proto__')).toMatchObject({ category: null, num: null, den: null, cap: null, taper: null });
});
