import { expect, test } from 'vitest';
import { ApiError } from '../api/call.ts';
import { inOurWords } from './fault-words.ts';

test('a fault keeps its field and its code, and speaks plainly', () => {
  const given = new ApiError(422, { code: 'amount_zero', field: 'value', detail: 'value must not be zero.' });
  const said = inOurWords(given) as ApiError;
  expect([said.status, said.code, said.field]).toEqual([422, 'amount_zero', 'value']);
  expect(said.message).toBe('Zero changes nothing. Give another amount.');
});

test('what we have no words for stays as it is', () => {
  const given = new ApiError(409, { code: 'name_taken', field: 'name', detail: 'You have a tracker called Run.' });
  expect(inOurWords(given)).toBe(given);
  expect(inOurWords('x')).toBe('x');
});
