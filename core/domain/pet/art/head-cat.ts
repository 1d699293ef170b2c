/** The cat's head. */
import { mix } from './colour.ts';
import { brows, eyes } from './eyes.ts';
import { mouth } from './mouth.ts';
import type { GrownPen, Head } from './pen.ts';
import { POSTURE } from './posture.ts';
import { geo, layer, num, oval, shape, SIDES, type Side } from './svg.ts';

/** Cheek tufts, tabby marks, whiskers. */
export const catHead = (pen: GrownPen): Head => {
  const { coat: c, stage: st, mood: m, build: b } = pen;
  const e = b.eye;
  const skull =
    'M0 -43 C28 -44 50 -30 55 -7 C57 2 60 9 66 14 C61 17 58 19 56 21 C58 25 58 28 59 32 C52 34 45 37 37 40 C26 44 12 45 0 45 C-12 45 -26 44 -37 40 C-45 37 -52 34 -59 32 C-58 28 -58 25 -56 21 C-58 19 -61 17 -66 14 C-60 9 -57 2 -55 -7 C-50 -30 -28 -44 0 -43Z';
  const L = st === 'baby' ? 0.82 : st === 'young' ? 1.12 : 1;
  const tip = -67 * L - (L < 1 ? 8 : 0);
  const ear = (s: Side) =>
    geo`M${s * 7} -39 C${s * 15} ${tip * 0.78} ${s * 29} ${tip * 0.98} ${s * 38} ${tip} C${s * 44} ${tip - 3} ${s * 48} ${tip + 2} ${s * 49} ${tip + 8} C${s * 52} -48 ${s * 51} -30 ${s * 46} -16Z`;
  const inEar = (s: Side) =>
    geo`M${s * 19} -38 C${s * 24} ${tip * 0.76} ${s * 33} ${tip * 0.89} ${s * 39} ${tip * 0.88} C${s * 44} -46 ${s * 46} -36 ${s * 43} -20Z`;
  const base = { happy: 0, calm: 2, sleepy: 10, hungry: -2, proud: -4, curious: -3 }[m];
  const eAng = (s: Side) => (m === 'curious' && s < 0 ? 10 : base) + (pen.energy < 30 ? 6 : 0);
  const earG = (s: Side, inner: string) =>
    layer(
      layer(inner, s < 0 ? 'pg-ear-l' : 'pg-ear-r', `style="transform-origin:${s * 34}px -34px"`),
      '',
      `transform="rotate(${num(s * eAng(s))} ${s * 34} -30)"`,
    );
  const out = shape(skull) + earG(-1, shape(ear(-1))) + earG(1, shape(ear(1)));
  let f = '';
  for (const s of SIDES)
    f += earG(
      s,
      shape(ear(s), `fill="${c.base}"`) +
        shape(inEar(s), `fill="#F3A596"`) +
        shape(
          geo`M${s * 22} -36 C${s * 25} -44 ${s * 28} -48 ${s * 32} -53 C${s * 31} -46 ${s * 34} -41 ${s * 38} -46 C${s * 37} -38 ${s * 38} -32 ${s * 38} -26Z`,
          `fill="${c.belly}"`,
        ),
    );
  f += shape(skull, `fill="url(#${pen.id}h)"`);
  f += shape(
    'M-62 8 C-52 36 -22 46 0 44 C22 46 52 36 62 8 L70 40 L0 54 L-70 40Z',
    `fill="${c.shade}" opacity=".32" clip-path="url(#${pen.id}hc)"`,
  );
  // tabby marks
  const mk = `fill="${c.mark}"`;
  f += layer(
    shape('M-4.4 -44 L4.4 -44 C4.4 -34 3 -27 0 -22 C-3 -27 -4.4 -34 -4.4 -44Z', mk) +
      shape('M-19 -43 L-11 -44 C-10 -36 -10.6 -31 -12.6 -26 C-16 -31 -18.4 -36 -19 -43Z', mk) +
      shape('M19 -43 L11 -44 C10 -36 10.6 -31 12.6 -26 C16 -31 18.4 -36 19 -43Z', mk) +
      shape(
        'M-62 5 C-54 6 -49 8 -44 11 C-50 13 -55 12.6 -62 13Z M-60 21 C-54 20 -49 20.4 -44 21.6 C-49 24.6 -53 26 -58 27Z M62 5 C54 6 49 8 44 11 C50 13 55 12.6 62 13Z M60 21 C54 20 49 20.4 44 21.6 C49 24.6 53 26 58 27Z',
        mk,
      ),
    '',
    `clip-path="url(#${pen.id}hc)"`,
  );
  const muz = st === 'elder' ? mix(c.belly, c.silver, 0.6) : c.belly;
  f += shape(
    'M0 6 C9 6 14 12 22 15 C32 19 30 42 0 44 C-30 42 -32 19 -22 15 C-14 12 -9 6 0 6Z',
    `fill="${muz}" clip-path="url(#${pen.id}hc)"`,
  );
  f += shape(
    'M-25 30 C-20 40 -10 44 0 44 C10 44 20 40 25 30 C20 36 10 38.6 0 38.6 C-10 38.6 -20 36 -25 30Z',
    `fill="${c.bellyShade}" opacity=".5"`,
  );
  f += oval(-30, -31, 10, 5, `fill="${c.lite}" opacity=".6" transform="rotate(-28 -30 -31)"`);
  f += oval(-39, 21, 8, 5, `fill="${c.blush}" opacity=".36"`) + oval(39, 21, 8, 5, `fill="${c.blush}" opacity=".36"`);
  const M = POSTURE[m],
    ey = 2 + b.eyeY;
  if (st === 'elder')
    f += shape(
      'M-34 -15 q9 -6 19 0 M34 -15 q-9 -6 -19 0',
      `fill="none" stroke="${c.silver}" stroke-width="4.6" stroke-linecap="round"`,
    );
  else f += brows(M.brow, 25, ey - 17 * e, 5.5, c.shadeMark);
  f += eyes(c, {
    dx: 25,
    y: ey,
    rx: 9.6 * e,
    ry: 10.2 * e,
    kind: M.eye,
    look: M.look,
    iris: c.iris,
    energy: pen.energy,
  });
  const ny = 16 + b.eyeY * 0.8;
  f += layer(mouth(c, M.mouth, ny + 8, 9.5, 11), 'pg-mouth', `style="transform-origin:0px ${num(ny + 8)}px"`);
  f += shape(geo`M0 ${ny + 3} V${ny + 8}`, `stroke="${c.nose}" stroke-width="2.8" stroke-linecap="round"`);
  f += shape(
    geo`M-6.4 ${ny - 3.4} Q0 ${ny - 5.6} 6.4 ${ny - 3.4} C7 ${ny} 3 ${ny + 4.4} 0 ${ny + 4.4} C-3 ${ny + 4.4} -7 ${ny} -6.4 ${ny - 3.4}Z`,
    `fill="#E5766F" stroke="${c.nose}" stroke-width="2.2" stroke-linejoin="round"`,
  );
  const wh = mix(c.belly, c.line, 0.38);
  f += layer(
    shape(
      'M-31 24 C-42 21 -54 20 -66 22 M-31 29 C-42 30 -53 32 -63 37 M31 24 C42 21 54 20 66 22 M31 29 C42 30 53 32 63 37',
      `fill="none" stroke="${wh}" stroke-width="2.2" stroke-linecap="round"`,
    ),
    'pg-whisk',
  );
  return { out, fill: f, skull };
};
