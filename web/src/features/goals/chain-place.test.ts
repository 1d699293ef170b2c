import { expect, test } from 'vitest';
import { placeIn } from './chain-place.ts';

const members = (...indexes: number[]) => indexes.map((index) => ({ id: `m${index}`, index }));

test('a chain grows at its end', () => {
  expect(placeIn([], '')).toEqual({ index: 0, moves: [] });
  expect(placeIn(members(0, 10), '')).toEqual({ index: 20, moves: [] });
});

test('between two there is room', () => {
  expect(placeIn(members(0, 10, 20), 'm20')).toEqual({ index: 15, moves: [] });
  expect(placeIn(members(10), 'm10')).toEqual({ index: 4, moves: [] });
});

test('where there is none, the later ones move first', () => {
  expect(placeIn(members(0, 1, 2), 'm1')).toEqual({
    index: 1,
    moves: [
      { id: 'm2', index: 12 },
      { id: 'm1', index: 11 },
    ],
  });
});
