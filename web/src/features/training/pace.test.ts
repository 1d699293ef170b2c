import { expect, test } from 'vitest';
import { forecastOf } from './pace.ts';

test('the pace so far says when, as exactly as it is', () => {
  // 3 steps in 18 days: 6 days each, 3 left.
  expect(forecastOf({ done: 3, all: 6 }, '2026-11-02', '2026-11-20')).toBe('early December');
  expect(forecastOf({ done: 2, all: 5 }, '2026-11-02', '2026-11-20')).toBe('mid December');
  expect(forecastOf({ done: 2, all: 7 }, '2026-11-02', '2026-11-20')).toBe('early January 2027');
  expect(forecastOf({ done: 3, all: 4 }, '2026-11-02', '2026-11-20')).toBe('late November');
});

test('too little says nothing', () => {
  expect(forecastOf({ done: 1, all: 6 }, '2026-11-02', '2026-11-20')).toBeNull();
  expect(forecastOf({ done: 2, all: 6 }, '2026-11-14', '2026-11-20')).toBeNull();
  expect(forecastOf({ done: 6, all: 6 }, '2026-11-02', '2026-11-20')).toBeNull();
  expect(forecastOf({ done: 2, all: 20 }, '2025-01-01', '2026-11-20')).toBeNull();
});
