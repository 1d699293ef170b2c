import { expect, test } from 'vitest';
import { calendarsSay } from './zone-words.ts';
import { ruleOf } from './test-goals.ts';

const own = { timezone: 'Asia/Tokyo', week_start: 1, day_start_hour: 4 };
const weekly = ruleOf(own);

test('nothing is said of a goal in its owner’s own calendar', () => expect(calendarsSay(weekly, own)).toBeNull());

test('every difference is said, of both sides', () =>
  expect(calendarsSay({ ...weekly, timezone: 'America/New_York', day_start_hour: 0 }, own)).toBe(
    'This goal is judged in America/New York and with days from 00:00, as when it was made. ' +
      'You live in Asia/Tokyo and with days from 04:00 now.',
  ));

test('the first day of a week matters to goals by the week only', () => {
  expect(calendarsSay({ ...weekly, week_start: 7 }, own)).toContain('weeks from Sunday');
  expect(calendarsSay({ ...weekly, week_start: 7, interval_unit: 'm' }, own)).toBeNull();
});

test('a goal without periods lies in no calendar', () =>
  expect(calendarsSay({ ...weekly, timezone: 'UTC', interval_unit: null }, own)).toBeNull());
