import { expect, test } from 'vitest';
import { minutesOf, typedNumber, typedSeconds, withSaid } from './context-change.ts';

test('what is said is added, spelled as it is stored, and what is unknown stays', () => {
  const context = { weather: { wind: 3 }, location_label: 'Park' };
  expect(withSaid(context, { trigger: ' Other-Dog ' })).toEqual({
    context: { ...context, trigger: 'other_dog' },
    fault: null,
  });
});

test('nothing and blank text take a key away', () => {
  expect(withSaid({ trigger: 'bike', distance_m: 3 }, { trigger: '  ' }).context).toEqual({ distance_m: 3 });
  expect(withSaid({ trigger: 'bike', distance_m: 3 }, { distance_m: undefined }).context).toEqual({ trigger: 'bike' });
});

test('what cannot be is refused with a sentence, and everything stays as it was', () => {
  const context = { distance_m: 3 };
  for (const wrong of [501, -1, 'far']) {
    const read = withSaid(context, { distance_m: wrong });
    expect(read.context).toBe(context);
    expect(read.fault).toMatch(/metres/);
  }
});

test('a fault of another field does not stop this one', () => {
  expect(withSaid({ distance_m: 'from elsewhere' }, { location_label: 'Park' }).fault).toBeNull();
});

test.each([
  ['', undefined],
  [' 12,5 ', 12.5],
  ['0', 0],
  ['far', 'far'],
  ['1e999', '1e999'],
])('%j is typed as %j', (text, number) => {
  expect(typedNumber(text)).toBe(number);
});

test('minutes are whole seconds and back', () => {
  expect(typedSeconds('0.5')).toBe(30);
  expect(typedSeconds('soon')).toBe('soon');
  expect(typedSeconds('')).toBeUndefined();
  expect(minutesOf(90)).toBe('1.5');
  expect(minutesOf(undefined)).toBe('');
});
