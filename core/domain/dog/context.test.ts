import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../event.ts';
import { HANDLER_RESPONSES, isComplete, LEASH_SETUPS, readContext, triggerOf } from './context.ts';

const RUNS = { numRuns: 1000 };
const faultsOf = (sent: unknown) => readContext(sent).faults.map(({ field, code }) => `${field} ${code}`);

const full = {
  trigger: 'other_dog',
  location_label: 'Mill lane',
  leash_setup: 'front_harness',
  distance_m: 12.5,
  antecedent: 'A dog came round the corner',
  behavior: 'Barked three times',
  consequence: 'We crossed the road',
  handler_response: 'moved_away',
  duration_seconds: 20,
  recovery_seconds: 0,
  setting_events: ['poor_sleep', 'vet_visit'],
};

test('every known key is taken as it is', () => {
  expect(readContext(full)).toEqual({ value: full, faults: [] });
});

test.each([...LEASH_SETUPS])('leash setup %s', (leash_setup) => expect(faultsOf({ leash_setup })).toEqual([]));
test.each([...HANDLER_RESPONSES])('handler response %s', (response) => {
  expect(faultsOf({ handler_response: response })).toEqual([]);
});

test.each<readonly [string, object]>([
  ['trigger', { trigger: 3 }],
  ['trigger', { trigger: 'x'.repeat(51) }],
  ['location_label', { location_label: 'x'.repeat(101) }],
  ['location_label', { location_label: ['home'] }],
  ['leash_setup', { leash_setup: 'chain' }],
  ['leash_setup', { leash_setup: 'Off' }],
  ['leash_setup', { leash_setup: 0 }],
  ['distance_m', { distance_m: -0.1 }],
  ['distance_m', { distance_m: 500.01 }],
  ['distance_m', { distance_m: '20' }],
  ['distance_m', { distance_m: [20] }],
  ['antecedent', { antecedent: 'x'.repeat(501) }],
  ['behavior', { behavior: false }],
  ['consequence', { consequence: 'x'.repeat(501) }],
  ['handler_response', { handler_response: 'shouted' }],
  ['duration_seconds', { duration_seconds: -1 }],
  ['duration_seconds', { duration_seconds: 1.5 }],
  ['recovery_seconds', { recovery_seconds: '60' }],
  ['recovery_seconds', { recovery_seconds: 2 ** 60 }],
  ['setting_events', { setting_events: 'poor_sleep' }],
  ['setting_events', { setting_events: ['poor_sleep', 1] }],
  ['setting_events', { setting_events: { 0: 'poor_sleep' } }],
])('%s is at fault (%#)', (key, sent) => {
  expect(faultsOf(sent)).toEqual([`context.${key} validation_failed`]);
});

test.each<readonly [string, object]>([
  ['distance 0', { distance_m: 0 }],
  ['distance 500', { distance_m: 500 }],
  ['100 emojis', { location_label: '🐶'.repeat(100) }],
  ['500 characters', { antecedent: 'x'.repeat(500), behavior: 'y'.repeat(500), consequence: 'z'.repeat(500) }],
  ['empty text', { behavior: '' }],
  ['no setting events', { setting_events: [] }],
  ['unknown keys', { weather: 'rain', deep: { list: [1, null, { a: true }] }, nothing: null, constructor: 'x' }],
])('%s is kept', (_, sent) => {
  expect(readContext(sent)).toEqual({ value: sent, faults: [] });
});

test('every faulty key is named at once', () => {
  expect(faultsOf({ distance_m: 501, leash_setup: 'x', trigger: 'y'.repeat(60) })).toEqual([
    'context.distance_m validation_failed',
    'context.leash_setup validation_failed',
    'context.trigger validation_failed',
  ]);
});

describe('the trigger', () => {
  test.each([
    ['Other dog', 'other_dog'],
    [' OTHER-dog ', 'other_dog'],
    ['x'.repeat(50), 'x'.repeat(50)],
  ])('%j is spelled %j', (trigger, stored) => {
    expect(readContext({ trigger, a: 1 })).toEqual({ value: { a: 1, trigger: stored }, faults: [] });
    expect(triggerOf({ trigger })).toBe(stored);
  });

  test.each(['', ' ', '-', '_ _', null])('%j is none', (trigger) => {
    expect(readContext({ trigger, a: 1 })).toEqual({ value: { a: 1 }, faults: [] });
    expect(triggerOf({ trigger })).toBeNull();
  });
});

test('a known key that is null is left out', () => {
  expect(readContext(Object.fromEntries(Object.keys(full).map((key) => [key, null])))).toEqual({
    value: {},
    faults: [],
  });
});

test.each([null, undefined, 'x', 1, [], [{}]])('%j is no context', (sent) => {
  expect(faultsOf(sent)).toEqual(['context validation_failed']);
});

describe('size', () => {
  const nested = (levels: number): unknown => {
    let value: unknown = 1;
    for (let i = 0; i < levels; i += 1) value = { a: value };
    return value;
  };
  test('20 levels are kept, 21 and 100,000 refused', () => {
    expect(faultsOf(nested(20))).toEqual([]);
    expect(faultsOf(nested(21))).toEqual(['context validation_failed']);
    expect(faultsOf(nested(100_000))).toEqual(['context validation_failed']);
  });
  test('10,000 characters of JSON are kept, one more is refused', () => {
    const around = JSON.stringify({ note: '' }).length;
    expect(faultsOf({ note: 'x'.repeat(10_000 - around) })).toEqual([]);
    expect(faultsOf({ note: 'x'.repeat(10_001 - around) })).toEqual(['context validation_failed']);
  });
});

test('what the database cannot hold is replaced, not refused', () => {
  expect(readContext({ antecedent: 'a\0b', note: '\ud83d', far: Infinity })).toEqual({
    value: { antecedent: 'a\ufffdb', note: '\ufffd', far: null },
    faults: [],
  });
});

test('__proto__ is a key like any other', () => {
  const sent = JSON.parse('{"__proto__":{"trigger":"x","antecedent":"y"}}') as unknown;
  const { value } = readContext(sent);
  expect(JSON.stringify(value)).toBe(JSON.stringify(sent));
  expect([triggerOf(value), isComplete(value)]).toEqual([null, false]);
});

test.each<readonly [boolean, JsonObject]>([
  [false, {}],
  [false, { antecedent: 'a' }],
  [false, { trigger: 'bike' }],
  [false, { consequence: 'c' }],
  [false, { handler_response: 'treated' }],
  [false, { antecedent: ' ', consequence: 'c' }],
  [false, { antecedent: 'a', consequence: '\u3000' }],
  [false, { trigger: '-', consequence: 'c' }],
  [false, { behavior: 'b', location_label: 'l', antecedent: 'a' }],
  [true, { antecedent: 'a', consequence: 'c' }],
  [true, { trigger: 'bike', consequence: 'c' }],
  [true, { antecedent: 'a', handler_response: 'none' }],
  [true, { trigger: 'Bike', handler_response: 'waited', consequence: '' }],
])('complete is %s for %j', (complete, context) => {
  expect(isComplete(context)).toBe(complete);
});

const anyContext = fc.dictionary(
  fc.oneof(fc.constantFrom(...Object.keys(full)), fc.string()),
  fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...Object.values(full))),
  { maxKeys: 6 },
);

test('reading what was read changes nothing, and loses no unknown key', () => {
  let fine = 0;
  fc.assert(
    fc.property(anyContext, (sent) => {
      const { value, faults } = readContext(sent);
      if (faults.length > 0) return;
      fine += 1;
      expect(readContext(value)).toEqual({ value, faults: [] });
      const unknown = Object.keys(sent).filter((key) => !Object.hasOwn(full, key));
      expect(Object.keys(value)).toEqual(expect.arrayContaining(unknown));
    }),
    RUNS,
  );
  expect(fine).toBeGreaterThan(200);
});
