import { expect, test } from 'vitest';
import { momentAt } from './test-moments.ts';
import { aroundOf, titleOf, words } from './words.ts';

const AT = '2026-03-14T12:00:00Z';

test('a moment is called by what the dog did, else its tags, else its note, else its kind', () => {
  const said = {
    context: { behavior: ' Barked at a scooter ' },
    tags: ['other_dog', 'barking'],
    notes: 'Windy\nand cold',
  };
  expect(titleOf(momentAt(AT, said))).toBe('Barked at a scooter');
  expect(titleOf(momentAt(AT, { ...said, context: {} }))).toBe('Other dog, barking');
  expect(titleOf(momentAt(AT, { notes: said.notes }))).toBe('Windy');
  expect(titleOf(momentAt(AT))).toBe('Hard moment');
  expect(titleOf(momentAt(AT, { valence: 'positive' }))).toBe('Good moment');
});

test('around it: the place, what set the dog off and how far, the leash; what is odd is left out', () => {
  const context = { location_label: 'Park path', trigger: 'other_dog', distance_m: 10, leash_setup: 'long_line' };
  expect(aroundOf(momentAt(AT, { context }))).toBe('Park path · other dog at 10 m · long line');
  expect(aroundOf(momentAt(AT, { context: { location_label: 3, leash_setup: 'rope', distance_m: '9' } }))).toBe('');
});

test('good and hard are promised the same', () => {
  const promised = (['positive', 'negative'] as const).map((valence) => words.reward('waiting', 5, valence));
  expect(promised.map((text) => text.replace(/good|hard/, ''))).toEqual(
    [promised[0], promised[0]].map((text) => text?.replace('hard', '')),
  );
  expect(promised[0]).toMatch(/5 XP once it is sent/);
  expect(words.reward('server', 5, 'positive')).not.toMatch(/XP/);
});
