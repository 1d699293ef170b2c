/** The shell's pattern: paws, stripes or leaves. */
import type { Species } from './kinds.ts';
import { layer, oval, shape } from './svg.ts';

type Spot = readonly [x: number, y: number, scale: number, degrees: number];

const PAWS: readonly Spot[] = [
  [98, 190, 1, -16],
  [150, 192, 0.86, 18],
  [124, 100, 0.8, 6],
];
const LEAVES: readonly Spot[] = [
  [92, 186, 1, -30],
  [146, 194, 1.1, 20],
  [120, 98, 0.8, -80],
  [162, 172, 0.6, 40],
];

/** Uncoloured: the caller fills and clips it. */
export const shellPattern = (species: Species): string => {
  switch (species) {
    case 'dog':
      return PAWS.map(([x, y, s, r]) =>
        layer(
          oval(0, 3, 8, 6.4, '') +
            oval(-9, -5, 3.4, 4.2, '') +
            oval(-3, -9.4, 3.4, 4.4, '') +
            oval(4, -9.4, 3.4, 4.4, '') +
            oval(10, -5, 3.4, 4.2, ''),
          '',
          `transform="translate(${x} ${y}) rotate(${r}) scale(${s})"`,
        ),
      ).join('');
    case 'cat':
      return shape(
        'M110 76 L130 76 L120 104Z M64 168 C78 170 88 176 94 184 C82 188 72 186 66 182Z M176 168 C162 170 152 176 146 184 C158 188 168 186 174 182Z M94 206 C104 198 112 192 120 190 C128 192 136 198 146 206 L120 220Z',
      );
    case 'mossling':
      return LEAVES.map(([x, y, s, r]) =>
        shape(
          'M-12 0 C-6 -10 8 -10 14 0 C8 9 -6 9 -12 0Z',
          `transform="translate(${x} ${y}) rotate(${r}) scale(${s})"`,
        ),
      ).join('');
  }
};
