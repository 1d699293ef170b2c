/** Parts of the meadow. */
import type { SceneColours } from './scene-colours.ts';

/** A cloud. */
export const cloud = (p: SceneColours, x: number, y: number, s: number, o: number) =>
  `<path transform="translate(${x} ${y}) scale(${s})" opacity="${o}" fill="${p.cloud}" d="M-46 10 C-58 10 -60 -6 -46 -8 C-46 -24 -22 -30 -14 -16 C-4 -30 24 -26 24 -8 C42 -14 54 10 36 10Z"/>`;

/** A tree with its foot at x, y. */
export const tree = (p: SceneColours, x: number, y: number, s: number) =>
  `<g transform="translate(${x} ${y}) scale(${s})"><path d="M-7 0 L-5 -44 L5 -44 L7 0Z" fill="${p.trunk}"/><path d="M0 -132 C34 -132 44 -104 38 -88 C56 -76 46 -42 16 -42 L-18 -42 C-48 -42 -54 -76 -36 -88 C-44 -106 -30 -132 0 -132Z" fill="${p.tree}"/><path d="M38 -88 C56 -76 46 -42 16 -42 L-18 -42 C-34 -42 -44 -52 -46 -64 C-30 -48 20 -48 38 -88Z" fill="${p.tree2}"/></g>`;

/** A bush. */
export const bush = (p: SceneColours, x: number, y: number, s: number) =>
  `<path transform="translate(${x} ${y}) scale(${s})" fill="${p.tree}" d="M-40 0 C-52 -16 -36 -32 -22 -26 C-16 -44 12 -44 18 -28 C34 -36 50 -16 40 0Z"/>`;

/** A tuft of grass. */
export const tuft = (p: SceneColours, x: number, y: number, s = 1) =>
  `<path transform="translate(${x} ${y}) scale(${s})" d="M-8 0 C-8 -7 -10 -10 -13 -13 M0 0 C0 -9 0 -12 1 -17 M8 0 C8 -6 10 -9 13 -12" stroke="${p.near2}" stroke-width="4" stroke-linecap="round" fill="none"/>`;

/** A flower. */
export const flower = (p: SceneColours, x: number, y: number, c: string, night: boolean) =>
  `<g transform="translate(${x} ${y})"><path d="M0 0 V-14" stroke="${p.near2}" stroke-width="3" stroke-linecap="round"/><circle cy="-17" r="5" fill="${c}" opacity="${night ? 0.55 : 1}"/><circle cy="-17" r="2" fill="#FFE9A8" opacity="${night ? 0.6 : 1}"/></g>`;

/** The house; its windows glow when `lit`. */
export const house = (p: SceneColours, id: string, lit: boolean) => {
  const lamp = lit ? `<circle cx="0" cy="-26" r="74" fill="url(#${id}w)"/>` : '';
  return `<g transform="translate(232 268)"><path d="M-34 0 V-38 L0 -66 L34 -38 V0Z" fill="${p.wall}"/><path d="M12 -56 V-76 H22 V-46Z" fill="${p.roof}"/><path d="M-43 -34 L0 -70 L43 -34" fill="none" stroke="${p.roof}" stroke-width="10" stroke-linecap="round" stroke-linejoin="round"/><path d="M-11 0 V-18 C-11 -32 11 -32 11 -18 V0Z" fill="${p.roof}" opacity=".85"/><rect x="16" y="-33" width="13" height="13" rx="3" fill="${p.win}"/><rect x="-29" y="-33" width="13" height="13" rx="3" fill="${p.win}"/>${lamp}</g>`;
};

/** The fence beside the path. */
export const fence = (p: SceneColours, night: boolean) =>
  [560, 584, 608, 632, 656, 680]
    .map(
      (x, i) => `<path d="M${x} ${282 + i * 3} v-30 q4 -6 8 0 v30Z" fill="${p.wall}" opacity="${night ? 0.5 : 0.95}"/>`,
    )
    .join('') +
  `<path d="M552 ${266} L700 ${284}" stroke="${p.wall}" stroke-width="6" stroke-linecap="round" opacity="${night ? 0.5 : 0.95}"/>`;

const STARS: readonly (readonly [x: number, y: number])[] = [
  [236, 128],
  [300, 108],
  [376, 46],
  [352, 96],
  [420, 40],
  [470, 112],
  [520, 52],
  [660, 60],
  [640, 140],
  [140, 96],
  [90, 40],
  [720, 110],
  [560, 160],
  [300, 168],
];

/** Stars of a clear night. */
export const stars = (): string =>
  STARS.map(
    ([x, y], i) => `<circle cx="${x}" cy="${y}" r="${i % 3 ? 1.5 : 2.3}" fill="#FFF3D0" opacity="${i % 2 ? 0.7 : 1}"/>`,
  ).join('');
