import { expect, test } from 'vitest';
import { dayIn, farDateOf } from './far-date.ts';

test('another year is named', () => {
  expect(farDateOf('2026-11-27', '2026-01-01')).toBe('Fri 27 Nov');
  expect(farDateOf('2027-02-07', '2026-12-31')).toBe('Sun 7 Feb 2027');
});

test('a day is the zone’s own, and begins when its owner says', () => {
  expect(dayIn('2026-03-01T23:30:00.000Z', 'Europe/Berlin')).toBe('2026-03-02');
  expect(dayIn('2026-03-02T02:30:00.000Z', 'Europe/Berlin', 4)).toBe('2026-03-01');
});
