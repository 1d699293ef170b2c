import { expect, test } from 'vitest';
import { freeTime, timeIn } from './day-times.ts';

test('the time is that of the owner’s wall', () => {
  const at = Date.parse('2026-03-06T23:30:05Z');
  expect([timeIn(at, 'UTC'), timeIn(at, 'Asia/Tokyo'), timeIn(at, 'America/New_York')]).toEqual([
    '23:30:05',
    '08:30:05',
    '18:30:05',
  ]);
  expect(timeIn(at, 'Nowhere/Land')).toMatch(/^\d\d:\d\d:\d\d$/);
});

test('two taps in one second are two times', () => {
  expect(freeTime('07:30', [])).toBe('07:30:00');
  expect(freeTime('07:30:00', ['07:30:00', null, '07:30:01'])).toBe('07:30:02');
  expect(freeTime('23:59:59', ['23:59:59'])).toBe('00:00:00');
});
