import { expect, test } from 'vitest';
import { MOST_DAYS, sumsByDay } from './sums.ts';

test('a sum stays where it is until more comes', () => {
  const entries = [
    { value: '-0.20', entry_date: '2026-03-04' },
    { value: '0.20', entry_date: '2026-03-02' },
    { value: '0.10', entry_date: '2026-03-02' },
  ];
  expect(sumsByDay(entries, '2026-03-05')).toEqual([
    { date: '2026-03-02', value: 0.3, text: '0.30', added: '0.30' },
    { date: '2026-03-03', value: 0.3, text: '0.30', added: null },
    { date: '2026-03-04', value: 0.1, text: '0.10', added: '-0.20' },
    { date: '2026-03-05', value: 0.1, text: '0.10', added: null },
  ]);
});

test('nothing entered is nothing drawn, and a long time is cut', () => {
  expect(sumsByDay([], '2026-03-05')).toEqual([]);
  const days = sumsByDay([{ value: '5', entry_date: '2020-01-01' }], '2026-03-05');
  expect(days).toHaveLength(MOST_DAYS);
  expect(days[0]?.text).toBe('5.00');
});
