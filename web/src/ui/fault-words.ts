/** What is wrong with a field, as a person would say it: the API names its columns, a page does not. Pure. */
import { ApiError } from '../api/call.ts';

const byCode: Readonly<Record<string, string>> = {
  amount_invalid: 'A number looks like 19.90: digits, and a point where it has places.',
  amount_zero: 'Zero changes nothing. Give another amount.',
  amount_out_of_range: 'That is more than can be counted here: 99,999,999.99 at most.',
  deadline_passed: 'This date has passed. Choose today or a later one.',
  deadline_before_start: 'This date lies before the first day. Choose a later one.',
  future_date: 'This day is still to come.',
  timezone_invalid: 'This time zone is not known. Europe/Berlin would be one.',
  place_taken: 'Another goal has this place in the chain. Save once more.',
};

const byField: Readonly<Record<string, string>> = {
  frequency: 'How many times is a whole number from 1 on.',
  interval_value: 'A period is a whole number of units, 100 years at most.',
  delta_goal: 'The change is a number above 0; the direction says which way.',
  goal_end_point: 'The value to reach is a number, such as 90.',
  goal_start_point: 'This is a number, such as 92.4, or empty.',
  threshold: 'The value is a number, such as 5.',
  threshold_min: 'Give both values, the lower one first.',
  threshold_max: 'Give both values, the lower one first.',
  ends_at: 'The last day lies after the first one, and an average needs it.',
  tracker_id: 'Choose a tracker.',
  'event_filter.types': 'Choose at least one.',
  source_key: 'A source looks like github.commit.push.',
};

/** The same fault with words of ours where there are some. */
export const inOurWords = (error: unknown): unknown => {
  if (!(error instanceof ApiError)) return error;
  const words = byCode[error.code] ?? (error.code === 'validation_failed' ? byField[error.field ?? ''] : undefined);
  if (words === undefined) return error;
  return new ApiError(error.status, {
    code: error.code,
    detail: words,
    ...(error.field !== undefined && { field: error.field }),
  });
};
