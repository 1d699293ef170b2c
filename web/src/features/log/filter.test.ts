import { expect, test } from 'vitest';
import { matches, NO_FILTER, queryOf } from './filter.ts';
import { momentAt } from './test-moments.ts';

test('the server is asked for what is said, spelled as it stores it', () => {
  expect(queryOf(NO_FILTER)).toEqual({});
  expect(queryOf({ valence: 'negative', tag: ' Other-Dog ', text: ' canal ' })).toEqual({
    valence: 'negative',
    tag: 'other_dog',
    q: 'canal',
  });
  expect(queryOf({ valence: 'all', tag: ' - ', text: '  ' })).toEqual({});
});

const moment = momentAt('2026-03-14T12:00:00Z', {
  tags: ['other_dog', 'barking'],
  context: { location_label: 'Canal path', setting_events: ['poor_sleep'], distance_m: 10 },
  notes: 'Windy',
});

test.each([
  [{}, true],
  [{ valence: 'negative' as const }, true],
  [{ valence: 'positive' as const }, false],
  [{ tag: 'Other dog' }, true],
  [{ tag: 'other' }, false],
  [{ text: 'wIND' }, true],
  [{ text: 'canal' }, true],
  [{ text: 'poor_sleep' }, true],
  [{ text: 'barking' }, false],
  [{ tag: 'barking', text: 'squirrel' }, false],
])('%j: %s', (filter, does) => {
  expect(matches(moment, { ...NO_FILTER, ...filter })).toBe(does);
});

test('without a word to look for, a moment without words matches, too', () => {
  expect(matches(momentAt('2026-03-14T12:00:00Z'), NO_FILTER)).toBe(true);
});
