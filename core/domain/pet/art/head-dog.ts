/** The dog's head. */
import { mix } from './colour.ts';
import { brows, eyes } from './eyes.ts';
import { mouth } from './mouth.ts';
import type { GrownPen, Head } from './pen.ts';
import { POSTURE } from './posture.ts';
import { geo, layer, num, oval, shape, SIDES, type Side } from './svg.ts';

/** Soft ears that carry the mood, a blaze down the nose, a patch over one eye. */
export const dogHead = (pen: GrownPen): Head => {
  const { coat: c, stage: st, mood: m, build: b } = pen;
  const e = b.eye,
    young = st === 'baby' || st === 'young';
  const wide = st === 'baby' ? 57 : 56;
  const skull = geo`M0 ${-47} C30 -47 50 -31 ${wide - 2} -4 C${wide + 5} 12 ${wide} 31 37 39 C26 44 12 45 0 45 C-12 45 -26 44 -37 39 C${-wide} 31 ${-wide - 5} 12 ${-wide + 2} -4 C-50 -31 -30 -47 0 -47Z`;
  const L = b.ear;
  const earPath = (s: Side) =>
    geo`M${s * 25} -41 C${s * 40} -52 ${s * (58 + 2 * L)} -46 ${s * (65 + 2 * L)} -24 C${s * (69 + 3 * L)} -6 ${s * (70 + 3 * L)} ${12 * L} ${s * (65 + L)} ${24 * L} C${s * 62} ${31 * L} ${s * 52} ${31 * L} ${s * 48} ${22 * L} C${s * 43} ${9 * L} ${s * 42} -14 ${s * 25} -41Z`;
  const eAng = (s: Side) => (m === 'curious' ? (s > 0 ? -30 : 0) : POSTURE[m].ear) + (pen.energy < 30 ? 5 : 0);
  const earT = (s: Side) => `transform="rotate(${num(s * eAng(s))} ${s * 34} -38)"`;
  const earG = (s: Side, inner: string) =>
    layer(layer(inner, s < 0 ? 'pg-ear-l' : 'pg-ear-r', `style="transform-origin:${s * 34}px -38px"`), '', earT(s));
  const tuft =
    st === 'baby'
      ? 'M-7 -45 C-9 -57 -1 -60 1 -52 C4 -59 12 -56 8 -45Z'
      : 'M-12 -44 C-13 -55 -4 -58 -2 -51 C1 -59 9 -57 7 -50 C13 -54 17 -48 12 -43Z';
  const out = shape(skull) + shape(tuft) + earG(-1, shape(earPath(-1))) + earG(1, shape(earPath(1)));
  let f = shape(tuft, `fill="${c.base}"`) + shape(skull, `fill="url(#${pen.id}h)"`);
  f += shape(
    'M-57 4 C-52 34 -22 46 0 45 C22 46 52 34 57 4 C62 26 50 42 34 43 C14 49 -14 49 -34 43 C-50 42 -62 26 -57 4Z',
    `fill="${c.shade}" opacity=".35" clip-path="url(#${pen.id}hc)"`,
  );
  // patch over one eye, blaze down the middle
  f += shape(
    'M14 -47 C40 -46 54 -24 53 -2 C50 18 33 22 22 15 C10 7 12 -22 14 -47Z',
    `fill="${c.mark}" opacity=".92" clip-path="url(#${pen.id}hc)"`,
  );
  const blazeTop = st === 'elder' ? 9 : 7;
  f += shape(
    geo`M${-blazeTop + 3} -47 C-4 -30 -5 -16 -12 -6 C-22 4 -33 12 -33 25 C-33 41 -14 46 0 46 C14 46 33 41 33 25 C33 12 22 4 12 -6 C6 -16 6 -30 ${blazeTop} -47Z`,
    `fill="${st === 'elder' ? mix(c.belly, c.silver, 0.6) : c.belly}" clip-path="url(#${pen.id}hc)"`,
  );
  f += shape(
    'M-32 27 C-28 41 -12 46 0 46 C12 46 28 41 32 27 C28 36 12 39.5 0 39.5 C-12 39.5 -28 36 -32 27Z',
    `fill="${c.bellyShade}" opacity=".55" clip-path="url(#${pen.id}hc)"`,
  );
  if (st === 'elder')
    f += shape(
      'M-33 -13 C-30 -19 -20 -20 -15 -14 C-20 -15 -27 -14 -33 -13Z M33 -13 C30 -19 20 -20 15 -14 C20 -15 27 -14 33 -13Z',
      `fill="${c.silver}" stroke="${c.silver}" stroke-width="3" stroke-linejoin="round"`,
    );
  f += oval(-24, -33, 15, 6.5, `fill="${c.lite}" opacity=".7" transform="rotate(-28 -24 -33)"`);
  f += oval(-40, 20, 8, 5, `fill="${c.blush}" opacity=".34"`) + oval(40, 20, 8, 5, `fill="${c.blush}" opacity=".38"`);
  const M = POSTURE[m],
    ey = 2 + b.eyeY;
  if (st !== 'elder') f += brows(M.brow, 25, ey - 17 * e * 0.96, 5.5, mix(c.mark, '#2a1510', 0.45));
  f += eyes(c, { dx: 25, y: ey, rx: 7.6 * e, ry: 9.2 * e, kind: M.eye, look: M.look, energy: pen.energy });
  // nose, philtrum, mouth
  const ny = 13 + b.eyeY * 0.8;
  f += shape(geo`M0 ${ny + 5} V${ny + 12}`, `stroke="${c.nose}" stroke-width="3" stroke-linecap="round"`);
  f += layer(
    mouth(c, M.mouth, ny + 12, 12.5, young ? 13 : 14),
    'pg-mouth',
    `style="transform-origin:0px ${num(ny + 12)}px"`,
  );
  f +=
    shape(
      geo`M-10 ${ny - 3} C-9 ${ny - 8} 9 ${ny - 8} 10 ${ny - 3} C10.5 ${ny + 2} 4 ${ny + 7.5} 0 ${ny + 7.5} C-4 ${ny + 7.5} -10.5 ${ny + 2} -10 ${ny - 3}Z`,
      `fill="${c.nose}"`,
    ) + oval(-3, ny - 3.6, 3.6, 1.6, 'fill="#fff" opacity=".55"');
  for (const s of SIDES) {
    const ep = earPath(s);
    f += earG(
      s,
      shape(ep, `fill="${c.mark}"`) +
        shape(
          geo`M${s * (65 + 2 * L)} -24 C${s * (69 + 3 * L)} -6 ${s * (70 + 3 * L)} ${12 * L} ${s * (65 + L)} ${24 * L} C${s * 62} ${31 * L} ${s * 52} ${31 * L} ${s * 48} ${22 * L} C${s * 58} ${20 * L} ${s * 64} ${4 * L} ${s * (65 + 2 * L)} -24Z`,
          `fill="${c.shadeMark}" opacity=".55"`,
        ) +
        shape(
          geo`M${s * 33} -43 C${s * 43} -47 ${s * 52} -44 ${s * 57} -36`,
          `fill="none" stroke="${mix(c.mark, '#fff3e0', 0.35)}" stroke-width="4" stroke-linecap="round" opacity=".8"`,
        ) +
        shape(
          geo`M${s * 25} -41 C${s * 42} -14 ${s * 43} ${9 * L} ${s * 48} ${22 * L}`,
          `fill="none" stroke="${c.line}" stroke-width="2.8" stroke-linecap="round" opacity=".55"`,
        ),
    );
  }
  return { out, fill: f, skull };
};
