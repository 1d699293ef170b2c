/** Things around the pet: bowl, butterfly, z's, stars, a medal. */
import { geo, layer, num, oval, shape, type Side } from './svg.ts';

/** A four-pointed star of radius `r`. */
export const star = (x: number, y: number, r: number, fill: string, cls = ''): string =>
  shape(
    geo`M${x} ${y - r} Q${x + r * 0.16} ${y - r * 0.16} ${x + r} ${y} Q${x + r * 0.16} ${y + r * 0.16} ${x} ${y + r} Q${x - r * 0.16} ${y + r * 0.16} ${x - r} ${y} Q${x - r * 0.16} ${y - r * 0.16} ${x} ${y - r}Z`,
    `fill="${fill}"${cls ? ` class="${cls}"` : ''} `,
  );

/** A food bowl. */
export const bowl = (x: number, y: number, full: boolean, s: number): string => {
  const line = '#3F2418';
  const food = full
    ? shape(
        'M-21 -20 C-22 -29 -13 -28 -10 -30 C-5 -36 6 -35 9 -31 C15 -30 22 -28 21 -20Z',
        `fill="#C98647" stroke="${line}" stroke-width="3.4" stroke-linejoin="round"`,
      ) +
      shape(
        'M-12 -25 h.1 M-1 -30 h.1 M10 -26 h.1 M4 -24 h.1',
        'stroke="#8F5527" stroke-width="4.4" stroke-linecap="round"',
      )
    : '';
  return layer(
    shape(
      'M-27 -20 C-27 -29 27 -29 27 -20 L32 -4 C33 1 29 4 24 4 L-24 4 C-29 4 -33 1 -32 -4Z',
      `fill="#E4653F" stroke="${line}" stroke-width="7.6" stroke-linejoin="round"`,
    ) +
      shape('M-27 -20 C-27 -29 27 -29 27 -20 L32 -4 C33 1 29 4 24 4 L-24 4 C-29 4 -33 1 -32 -4Z', 'fill="#E9704A"') +
      shape('M-31 -6 C-14 -1 14 -1 31 -6 L32 -4 C33 1 29 4 24 4 L-24 4 C-29 4 -33 1 -32 -4Z', 'fill="#C24E2C"') +
      oval(0, -20.5, 27, 6.4, 'fill="#F59A76"') +
      oval(0, -20, 22.6, 4.5, 'fill="#7C2D1B"') +
      food +
      layer(
        oval(0, 1.4, 4.4, 3.6, '') +
          oval(-5.6, -3, 1.9, 2.4, '') +
          oval(0, -4.8, 1.9, 2.4, '') +
          oval(5.6, -3, 1.9, 2.4, ''),
        '',
        'fill="#FFE9CF" transform="translate(0 -6) scale(.9)"',
      ),
    'pg-bowl',
    `transform="translate(${num(x)} ${num(y)}) scale(${s})"`,
  );
};

/** A butterfly worth looking at. */
export const butterfly = (x: number, y: number): string => {
  const wing = (s: Side) =>
    layer(
      shape(
        `M0 0 C${s * 3} -12 ${s * 15} -14 ${s * 14} -5 C${s * 13} 1 ${s * 6} 2 0 1 C${s * 6} 2 ${s * 11} 6 ${s * 8} 10 C${s * 5} 13 ${s * 1} 7 0 2Z`,
        'fill="#F7B32B" stroke="#4A2A18" stroke-width="2.6" stroke-linejoin="round"',
      ) + shape(`M${s * 8} -6 h.1`, 'stroke="#FFF3D6" stroke-width="4.4" stroke-linecap="round"'),
      'pg-wing',
    );
  return layer(
    layer(
      wing(-1) +
        wing(1) +
        shape('M0 -4 V8', 'stroke="#4A2A18" stroke-width="3.4" stroke-linecap="round"') +
        shape(
          'M0 -4 q-2 -5 -5 -6 M0 -4 q2 -5 5 -6',
          'stroke="#4A2A18" stroke-width="1.8" fill="none" stroke-linecap="round"',
        ),
      'pg-flutter',
    ),
    '',
    `transform="translate(${num(x)} ${num(y)}) rotate(14)"`,
  );
};

/** Three z's that rise. */
export const zzz = (x: number, y: number, col: string): string =>
  layer(
    shape(`M${x} ${y} h9 l-9 10 h9`, 'class="pg-z1"') +
      shape(`M${x + 15} ${y - 17} h7 l-7 8 h7`, 'class="pg-z2"') +
      shape(`M${x + 27} ${y - 31} h5 l-5 6 h5`, 'class="pg-z3"'),
    '',
    `fill="none" stroke="${col}" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"`,
  );

/** A medal on a ribbon. */
export const medal = (x: number, y: number, s: number): string => {
  return layer(
    shape('M-7 -12 L-3 2 L3 2 L7 -12Z', 'fill="#2F7A66" stroke="#1d3d35" stroke-width="2.4" stroke-linejoin="round"') +
      `<circle cx="0" cy="8" r="9.4" fill="#FFC84A" stroke="#6b4310" stroke-width="2.8"/>` +
      shape(
        'M0 2.4 L1.8 6 L5.8 6.6 L2.9 9.4 L3.6 13.4 L0 11.5 L-3.6 13.4 L-2.9 9.4 L-5.8 6.6 L-1.8 6Z',
        'fill="#FFF4D6"',
      ),
    '',
    `transform="translate(${num(x)} ${num(y)}) scale(${s})"`,
  );
};
