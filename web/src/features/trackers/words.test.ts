import { expect, test } from 'vitest';
import { fedWords, logValue, newsSays } from './words.ts';

test('a source is called by its name', () => {
  expect(fedWords('github.commit.push')).toBe('Fed by itself from GitHub, commits');
  expect(fedWords('fitbit.steps')).toBe('Fed by itself from fitbit, steps');
});

test('a log is said as what it holds', () => {
  const log = { value_number: null, value_text: null, value_json: null, unit: 'kg' };
  expect(logValue({ ...log, value_number: '92.40' })).toBe('92.40 kg');
  expect(logValue({ ...log, value_text: 'sunny' })).toBe('sunny');
  expect(logValue({ ...log, value_json: { a: 1 } })).toBe('{"a":1}');
});

test('a refused log says why, and that it is not there', () => {
  expect(newsSays({ kind: 'refused', value: '5', code: 'offline', detail: 'No network.', undo: null })).toBe(
    '5 is not logged. No network.',
  );
});
