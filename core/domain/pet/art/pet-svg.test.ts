import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Mood } from '../mood.ts';
import golden from './fixtures/golden.json' with { type: 'json' };
import {
  ART_MOODS,
  artMoodOf,
  coats,
  CROPS,
  DEFAULT_COAT,
  describePet,
  petCss,
  petStill,
  petSvg,
  REACTIONS,
  sceneSvg,
  sceneTimeOf,
  SCENE_TIMES,
  SPECIES,
  STAGES,
} from './index.ts';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const lookup = (table: Record<string, string>, key: string) => table[key];
const METERS = [
  [0, 100],
  [100, 0],
  [50, 50],
  [29, 74],
  [34, 75],
] as const;
const UNKNOWN_COLOURS = ['#abc', '#A1b2C3', 'nope"><x', 'green'];
const ODD_NAME = 'A&"<b>\'';

test('every species, stage, mood, reaction and crop is drawn as designed, byte for byte', () => {
  const wrong: string[] = [];
  let drawn = 0;
  for (const species of SPECIES)
    for (const stage of STAGES)
      for (const mood of ART_MOODS)
        for (const reaction of [null, ...REACTIONS])
          for (const crop of CROPS) {
            const key = [species, stage, mood, reaction ?? 'none', crop].join(' ');
            drawn += 1;
            const svg = petSvg({ species, stage, mood, name: 'Biscuit' }, { crop, reaction });
            if (sha(svg) !== lookup(golden.looks, key)) wrong.push(key);
          }
  expect(wrong).toEqual([]);
  expect(drawn).toBe(Object.keys(golden.looks).length);
});

test('every coat at every meter, with every option, is drawn as designed', () => {
  const wrong: string[] = [];
  let checked = 0;
  for (const species of SPECIES)
    for (const color of [...coats[species].map((coat) => coat.name), ...UNKNOWN_COLOURS])
      for (const [energy, hunger] of METERS) {
        let all = '';
        for (const stage of STAGES)
          for (const mood of ART_MOODS) {
            const look = { species, stage, mood, color, energy, hunger, name: ODD_NAME };
            const tile = { crop: 'fit', id: 'x"y', css: 'none', accent: '#c33', onDark: true, size: 64 } as const;
            const bare = { reaction: 'wave', props: false, shadow: false, decorative: true, accent: 'red"' } as const;
            all += petSvg(look) + petStill(look, { crop: 'head' }) + petSvg(look, tile) + petSvg(look, bare);
            all += describePet(look);
          }
        const key = [species, color, energy, hunger].join(' ');
        checked += 1;
        if (sha(all) !== lookup(golden.variants, key)) wrong.push(key);
      }
  expect(wrong).toEqual([]);
  expect(checked).toBe(Object.keys(golden.variants).length);
});

test('scenes and motion are as designed', () => {
  for (const time of SCENE_TIMES)
    for (const id of ['sc', 'o1'])
      expect(sha(sceneSvg({ time, id })), `${time} ${id}`).toBe(lookup(golden.scenes, `${time} ${id}`));
  expect(sha(petCss)).toBe(golden.css);
});

/** Tags open and close in order, attributes are quoted, no bare ampersand: enough of XML to break on unescaped text. */
const isWellFormed = (xml: string): boolean => {
  const open: string[] = [];
  const rest = xml.replace(
    /<(\/?)([\w]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
    (_tag, close: string, name: string, _attrs, self: string) => {
      if (close) return open.pop() === name ? '' : '<';
      if (!self) open.push(name);
      return '';
    },
  );
  return open.length === 0 && !/[<>]/.test(rest) && !/&(?!(amp|lt|gt|quot|#39);)/.test(xml);
};

test('text from outside cannot leave its place', () => {
  expect(isWellFormed('<a><b></a>')).toBe(false);
  expect(isWellFormed('<a b="&"></a>')).toBe(false);
  for (const text of ['"><script>x</script>', "' onload='x", '&', '</title>', '__proto__', 'constructor', '#12345'])
    for (const species of SPECIES)
      for (const stage of STAGES) {
        const svg = petSvg({ species, stage, name: text, color: text }, { id: text, accent: text, size: Number.NaN });
        expect(isWellFormed(svg), text).toBe(true);
        expect(svg).not.toMatch(/NaN|undefined|null|<script/);
        expect(isWellFormed(sceneSvg({ id: text }))).toBe(true);
      }
});

test('an unknown species, stage, mood or colour falls back to a calm grown biscuit dog', () => {
  const dog = petSvg({ species: 'dog', stage: 'adult', mood: 'calm', color: 'biscuit' }, { id: 'a' });
  expect(petSvg({ species: 'default', stage: 'x', mood: 'x', color: 'toString' }, { id: 'a' })).toBe(dog);
  expect(petSvg({}, { id: 'a' })).toBe(dog);
});

test('a still carries no style, no motion and no class', () => {
  for (const species of SPECIES)
    for (const stage of STAGES) expect(petStill({ species, stage })).not.toMatch(/<style|animation|class=/);
});

test('the label says who it is', () => {
  expect(describePet({ species: 'dog', name: 'Biscuit', mood: 'happy' })).toBe('Biscuit, a grown dog, happy');
  expect(describePet({ species: 'cat', stage: 'egg' })).toBe('a cat egg, calm');
});

test('every mood of the product has a face, every species its coats', () => {
  const faces: Record<Mood, string> = {
    excited: 'proud',
    happy: 'happy',
    content: 'curious',
    calm: 'calm',
    peckish: 'hungry',
    sleepy: 'sleepy',
    resting: 'sleepy',
  };
  const moods: readonly Mood[] = ['excited', 'happy', 'content', 'calm', 'peckish', 'sleepy', 'resting'];
  for (const mood of moods) expect(artMoodOf(mood), mood).toBe(faces[mood]);
  for (const species of SPECIES) {
    expect(coats[species][0]?.name).toBe(DEFAULT_COAT[species]);
    for (const coat of coats[species]) expect(coat.label).toMatch(/^[A-Z][a-z]+$/);
  }
});

test('the sky follows the hour', () => {
  expect([0, 5, 6, 9, 10, 17, 18, 20, 21, 23].map(sceneTimeOf)).toEqual([
    'night',
    'night',
    'morning',
    'morning',
    'day',
    'day',
    'evening',
    'evening',
    'night',
    'night',
  ]);
});
