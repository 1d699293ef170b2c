import { expect, test } from 'vitest';
import { monthGrid, monthOf, weekOf } from './calendar-grid.ts';

test.each([
  [1, '2026-02-23', '2026-03-01'],
  [7, '2026-03-01', '2026-03-07'],
])('the week of a Sunday when weeks start on day %i', (weekStart, first, last) => {
  const week = weekOf('2026-03-01', weekStart);
  expect([week.length, week[0], week[6]]).toEqual([7, first, last]);
});

test('months move over the turn of the year', () => {
  expect([
    monthOf('2026-01-31'),
    monthOf('2026-01-31', -1),
    monthOf('2026-12-05', 1),
    monthOf('2026-03-05', -26),
  ]).toEqual(['2026-01-01', '2025-12-01', '2027-01-01', '2024-01-01']);
});

test.each([1, 7])('a month has all its days once, each under its weekday, from day %i', (weekStart) => {
  const grid = monthGrid('2028-02-10', weekStart);
  const days = grid.flat().filter((date) => date !== null);
  expect([days.length, days[0], days.at(-1)]).toEqual([29, '2028-02-01', '2028-02-29']);
  for (const week of grid) {
    expect(week).toHaveLength(7);
    week.forEach((date, place) => {
      if (date === null) return;
      expect(new Date(`${date}T00:00:00Z`).getUTCDay() % 7).toBe((place + weekStart) % 7);
    });
  }
});
