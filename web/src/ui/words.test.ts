import { expect, test } from 'vitest';
import { energyWords, tummyWords, whenOf } from './words.ts';

test('every value of a meter has a word, and none blames', () => {
  for (let value = 0; value <= 100; value += 1) {
    expect(energyWords(value)).toMatch(/^[A-Z][a-z -]+$/);
    expect(tummyWords(value)).toMatch(/^[A-Z][a-z -]+$/);
  }
  expect(tummyWords(100)).toBe('Would love a snack');
  expect(energyWords(0)).toBe('Asleep');
});

test('today is told by the time alone', () => {
  const now = new Date(2026, 10, 27, 15, 0);
  expect(whenOf(new Date(2026, 10, 27, 9, 5).toISOString(), now)).toBe('09:05');
  expect(whenOf(new Date(2026, 10, 26, 9, 5).toISOString(), now)).toBe('Thu 26 Nov, 09:05');
});
