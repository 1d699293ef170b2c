/** What the moment puts around the pet: food, butterfly, z's, sparks, the level-up burst. */
import { CX } from './build.ts';
import { mix } from './colour.ts';
import type { Figure, Pen } from './pen.ts';
import { bowl, butterfly, star, zzz } from './props.ts';
import { layer, num } from './svg.ts';

export interface Accessories {
  /** Above the pet. */
  readonly sky: string;
  /** On the ground before it. */
  readonly front: string;
}

const CRUMBS = '<circle cx="98" cy="196" r="3"/><circle cx="142" cy="194" r="2.6"/><circle cx="120" cy="190" r="2.4"/>';
/** From here on the bowl comes out whatever the mood. */
const WOULD_LOVE_A_SNACK = 75;

const sparks = ({ hx, hy }: Figure): string =>
  layer(
    star(hx - 78, hy - 26, 10, '#F7B32B', 'pg-spark') +
      star(hx + 80, hy - 40, 12, '#F7B32B', 'pg-spark') +
      star(hx + 90, hy - 4, 6, '#FFD988', 'pg-spark'),
  );

const sleepColour = (pen: Pen, onDark: boolean): string => (onDark ? '#FFF3DC' : mix(pen.coat.line, '#8c7a70', 0.3));

/** Props of a pet with legs. */
export const petAccessories = (pen: Pen, figure: Figure, hunger: number, onDark: boolean): Accessories => {
  const { mood, reaction } = pen;
  const { build: b, hx, hy } = figure;
  let front = '';
  let sky = '';
  if (reaction === 'eat') front += bowl(CX, 222, true, 1.05) + layer(CRUMBS, 'pg-crumb', 'fill="#B9773C"');
  else if (mood === 'hungry' || (hunger >= WOULD_LOVE_A_SNACK && mood !== 'sleepy')) {
    front += bowl(Math.max(36, CX - b.hw - 18), 220, false, 0.88);
  }
  if (mood === 'curious') sky += butterfly(Math.min(206, hx + 72 * b.hs + 10), Math.max(30, hy - 58 * b.hs));
  if (figure.lying) sky += zzz(hx + 52 * b.hs, hy - 54 * b.hs, sleepColour(pen, onDark));
  if (mood === 'proud' && reaction !== 'levelup') sky += sparks(figure);
  return { sky, front };
};

/** Props of an egg. */
export const eggAccessories = (pen: Pen, figure: Figure, onDark: boolean): Accessories => {
  switch (pen.mood) {
    case 'sleepy':
      return { sky: zzz(168, 84, sleepColour(pen, onDark)), front: '' };
    case 'curious':
      return { sky: butterfly(190, 62), front: '' };
    case 'hungry':
      return { sky: '', front: bowl(38, 224, false, 0.8) };
    case 'proud':
      return { sky: sparks(figure), front: '' };
    case 'happy':
    case 'calm':
      return { sky: '', front: '' };
  }
};

const CONFETTI = ['#E4653F', '#2F8F77', '#5B8FB0'] as const;

const burstPiece = (i: number): string => {
  const turn = Math.PI * (1.04 + 0.092 * i);
  const radius = i % 2 ? 96 : 108;
  const x = 120 + Math.cos(turn) * radius;
  const y = 132 + Math.sin(turn) * radius;
  if (i % 2 === 0) return star(x, y, 11, i % 4 ? '#FFD36A' : '#F7B32B');
  return `<circle cx="${num(x)}" cy="${num(y)}" r="4.4" fill="${CONFETTI[(i >> 1) % 3] ?? CONFETTI[0]}"/>`;
};

/** Stars and confetti in an arc over the head. */
export const levelBurst = (): string => layer(Array.from({ length: 11 }, (_, i) => burstPiece(i)).join(''), 'pg-burst');
