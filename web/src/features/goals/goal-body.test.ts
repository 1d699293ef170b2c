import { expect, test } from 'vitest';
import { draftOf, emptyDraft, isRuleWhole, type GoalDraft } from './draft.ts';
import { changesOf, changesRule, newGoalOf, ruleBodyOf } from './goal-body.ts';
import { goalOf, ruleOf } from './test-goals.ts';

const calendar = { timezone: 'Europe/Berlin', week_start: 1, day_start_hour: 0 };
const draft = (given: Partial<GoalDraft>): GoalDraft => ({ ...emptyDraft(calendar), ...given });
const nowhere = { goal_group_id: null, sequence_index: null };

test('an amount by a date', () => {
  const given = draft({
    title: 'Save',
    unit: '€',
    amount: '5000,50',
    deadline: '2026-12-31',
    countsFrom: '2026-01-01',
  });
  expect(newGoalOf(given, null, nowhere)).toEqual({
    kind: 'target_based',
    title: 'Save',
    category_id: null,
    unit: '€',
    target_value: '5000.50',
    target_date: '2026-12-31',
    start_date: '2026-01-01',
  });
});

test('how often, from a day to a day of its own zone', () => {
  const given = draft({
    kind: 'measure',
    tracker: 't',
    passes: 'gte',
    threshold: '5',
    from: '2026-03-01',
    until: '2026-03-31',
  });
  expect(isRuleWhole(given)).toBe(true);
  expect(ruleBodyOf(given, 'km')).toMatchObject({
    kind: 'tracker',
    measure_type: 'frequency',
    frequency: 3,
    unit: 'km',
    interval_value: 1,
    interval_unit: 'w',
    threshold_type: 'gte',
    threshold: '5',
    starts_at: '2026-02-28T23:00:00.000Z',
    ends_at: '2026-03-31T22:00:00.000Z',
  });
});

test('a value between two, reached once', () => {
  const given = draft({ kind: 'measure', measure: 'target', tracker: 't', passes: 'between', low: '70', high: '72' });
  expect(isRuleWhole(given)).toBe(true);
  expect(ruleBodyOf(given, null)).toMatchObject({
    goal_end_point: '70',
    threshold: null,
    threshold_min: '70',
    threshold_max: '72',
    interval_unit: null,
    interval_value: null,
  });
});

test('what is not filled in asks for no preview', () => {
  expect(isRuleWhole(draft({ tracker: '' }))).toBe(false);
  expect(isRuleWhole(draft({ tracker: 't', passes: 'gte' }))).toBe(false);
  expect(isRuleWhole(draft({ tracker: 't', measure: 'delta', change: 'x' }))).toBe(false);
});

test('a change says what changed, and whether it judges anew', () => {
  const goal = goalOf({ kind: 'tracker', rule: ruleOf({}), title: 'Run' });
  const before = draftOf(goal, calendar, '');
  expect(changesOf(before, before)).toEqual({});
  const renamed = changesOf(before, { ...before, title: 'Run more' });
  expect(renamed).toEqual({ title: 'Run more' });
  expect(changesRule(renamed)).toBe(false);
  const harder = changesOf(before, { ...before, times: '4' });
  expect(harder).toEqual({ frequency: 4 });
  expect(changesRule(harder)).toBe(true);
});

test('training, with a plan or without, and what can be changed of it', () => {
  const given = draft({ kind: 'training', title: 'Recall', criterion: 'Comes back, even past dogs', plan: 'recall' });
  expect(newGoalOf(given, null, nowhere)).toEqual({
    kind: 'training',
    title: 'Recall',
    category_id: null,
    success_criteria: 'Comes back, even past dogs',
    template_key: 'recall',
  });
  expect(newGoalOf(draft({ kind: 'training', title: 'Sit', deadline: '2026-12-31' }), null, nowhere)).toEqual({
    kind: 'training',
    title: 'Sit',
    category_id: null,
    target_date: '2026-12-31',
  });
  const before = draftOf(goalOf({ kind: 'training', title: 'Recall', target_date: '2026-12-31' }), calendar, '');
  expect(changesOf(before, { ...before, deadline: '', criterion: 'Other words' })).toEqual({ target_date: null });
});
