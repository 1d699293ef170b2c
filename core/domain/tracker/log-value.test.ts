import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLogValue } from './log-value.ts';

const code = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    const { code: name, field } = error as { code: string; field: string };
    return [name, field];
  }
  return null;
};

describe('numbers', () => {
  test.each([
    ['92.40', '92.4'],
    ['092', '92'],
    [0.5, '0.5'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['-1.50', '-1.5'],
    ['99999999999999.999999999999', '99999999999999.999999999999'],
  ])('%s is %s', (given, stored) => {
    expect(readLogValue({ value_number: given }, 'number')).toEqual({ number: stored, text: null, json: null });
  });

  test.each(['', '1e3', '+1', '.5', '1.', '1,5', 'NaN', 1e-7, 1e21, '123456789012345', '0.1234567890123'])(
    '%s is refused',
    (given) =>
      expect(code(() => readLogValue({ value_number: given }, 'number'))).toEqual(['amount_invalid', 'value_number']),
  );

  test('keep their worth', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 999_999 }), (whole, places) => {
        const given = `${whole}.${String(places).padStart(6, '0')}`;
        const { number } = readLogValue({ value_number: given }, 'number');
        expect(Number(number)).toBe(Number(given));
        expect(readLogValue({ value_number: number ?? '' }, 'number').number).toBe(number);
      }),
      { numRuns: 1000 },
    );
  });
});

test('text and JSON are kept as they are', () => {
  expect(readLogValue({ value_text: ' calm ' }, 'text').text).toBe(' calm ');
  expect(readLogValue({ value_json: { a: [1] } }, 'json').json).toBe('{"a":[1]}');
  expect(readLogValue({ value_json: false }, 'json').json).toBe('false');
});

test('there is exactly one value, of the tracker’s kind', () => {
  expect(code(() => readLogValue({}, 'text'))).toEqual(['validation_failed', 'value_text']);
  expect(code(() => readLogValue({ value_number: 1, value_text: 'a' }, 'number'))).toEqual([
    'validation_failed',
    'value_number',
  ]);
  expect(code(() => readLogValue({ value_text: 'a' }, 'number'))).toEqual(['validation_failed', 'value_text']);
});

test('what the database cannot hold is refused', () => {
  expect(code(() => readLogValue({ value_text: 'a\0' }, 'text'))).toEqual(['validation_failed', 'value_text']);
  expect(code(() => readLogValue({ value_json: { a: '\0' } }, 'json'))).toEqual(['validation_failed', 'value_json']);
  expect(code(() => readLogValue({ value_json: 'x'.repeat(10_001) }, 'json'))).toEqual([
    'validation_failed',
    'value_json',
  ]);
});
