/** The mossling's head. */
import { mix } from './colour.ts';
import { brows, eyes } from './eyes.ts';
import { mouth } from './mouth.ts';
import { mosslingSprout } from './sprout.ts';
import type { GrownPen, Head } from './pen.ts';
import { POSTURE } from './posture.ts';
import { geo, layer, num, oval, shape, SIDES, type Side } from './svg.ts';

/** Leaf ears, spore freckles, one small tooth. */
export const mosslingHead = (pen: GrownPen): Head => {
  const { coat: c, stage: st, mood: m, build: b } = pen;
  const e = b.eye;
  const skull =
    'M0 -43 C27 -44 47 -30 52 -8 C56 6 60 14 57 24 C52 38 26 44 0 44 C-26 44 -52 38 -57 24 C-60 14 -56 6 -52 -8 C-47 -30 -27 -44 0 -43Z';
  const L = { baby: 0.68, young: 0.98, adult: 1.1, elder: 1.16 }[st];
  const ear = (s: Side) =>
    geo`M${s * 46} -20 C${s * (56 + 8 * L)} ${-44 * L} ${s * (78 + 6 * L)} ${-46 * L} ${s * (74 + 22 * L)} ${-30 * L} C${s * (72 + 18 * L)} ${-12} ${s * (62 + 8 * L)} 0 ${s * 50} 4Z`;
  const base = { happy: -24, calm: -12, sleepy: 20, hungry: -14, proud: -32, curious: -20 }[m];
  const eAng = (s: Side) => (m === 'curious' && s < 0 ? 16 : base) + (pen.energy < 30 ? 8 : 0);
  const earG = (s: Side, inner: string) =>
    layer(
      layer(inner, s < 0 ? 'pg-ear-l' : 'pg-ear-r', `style="transform-origin:${s * 48}px -8px"`),
      '',
      `transform="rotate(${num(s * eAng(s))} ${s * 48} -8)"`,
    );
  const sprout = mosslingSprout(st, c);
  const sway = (x: string) => layer(x, 'pg-sprout', 'style="transform-origin:0px -40px"');
  const out = sway(sprout.out) + earG(-1, shape(ear(-1))) + earG(1, shape(ear(1))) + shape(skull);
  let f = sway(sprout.fill);
  for (const s of SIDES)
    f += earG(
      s,
      shape(ear(s), `fill="${c.mark}"`) +
        shape(
          geo`M${s * 50} -10 Q${s * (62 + 8 * L)} ${-26 * L} ${s * (72 + 16 * L)} ${-29 * L} M${s * (58 + 4 * L)} ${-19 * L} l${s * 3} ${-8 * L} M${s * (60 + 6 * L)} ${-20 * L} l${s * 10 * L} ${4 * L}`,
          `fill="none" stroke="${mix(c.mark, '#F3F0B8', 0.45)}" stroke-width="2.6" stroke-linecap="round"`,
        ),
    );
  f += shape(skull, `fill="url(#${pen.id}h)"`);
  f += shape(
    'M-62 8 C-52 34 -22 42 0 41 C22 42 52 34 62 8 L70 40 L0 54 L-70 40Z',
    `fill="${c.shade}" opacity=".3" clip-path="url(#${pen.id}hc)"`,
  );
  f += shape(
    'M0 12 C22 12 40 18 40 28 C40 40 18 44 0 44 C-18 44 -40 40 -40 28 C-40 18 -22 12 0 12Z',
    `fill="${st === 'elder' ? mix(c.belly, c.silver, 0.35) : c.belly}" clip-path="url(#${pen.id}hc)"`,
  );
  f += oval(-26, -29, 13, 6, `fill="${c.lite}" opacity=".75" transform="rotate(-26 -26 -29)"`);
  // spore freckles
  f += layer(
    `<circle cx="-9" cy="-27" r="2.6"/><circle cx="2" cy="-31" r="3.2"/><circle cx="12" cy="-26" r="2.2"/>`,
    '',
    `fill="${c.mark}" opacity=".6"`,
  );
  f += oval(-43, 19, 8, 5.2, `fill="#F6A592" opacity=".85"`) + oval(43, 19, 8, 5.2, `fill="#F6A592" opacity=".85"`);
  const M = POSTURE[m],
    ey = 2 + b.eyeY;
  if (st === 'elder')
    f += shape(
      'M-38 -14 q9 -8 20 -2 q-9 1 -12 5 q-3 -4 -8 -3Z M38 -14 q-9 -8 -20 -2 q9 1 12 5 q3 -4 8 -3Z',
      `fill="${c.silver}" stroke="${c.silver}" stroke-width="2.4" stroke-linejoin="round"`,
    );
  else f += brows(M.brow, 28, ey - 17.5 * e, 5.5, c.shadeMark);
  f += eyes(c, {
    dx: 28,
    y: ey,
    rx: 9.4 * e,
    ry: 10.6 * e,
    kind: M.eye,
    look: M.look,
    iris: c.iris,
    energy: pen.energy,
  });
  const ny = 15 + b.eyeY * 0.8;
  f += shape(geo`M-4.4 ${ny} h.1 M4.4 ${ny} h.1`, `stroke="${c.nose}" stroke-width="3.4" stroke-linecap="round"`);
  f += layer(
    mouth(c, M.mouth, ny + 9, 11, 12) +
      (['smile', 'grin'].includes(M.mouth)
        ? shape(
            geo`M3.4 ${ny + 12.4} L6.4 ${ny + 17} L9 ${ny + 11.4} Q6 ${ny + 13} 3.4 ${ny + 12.4}Z`,
            `fill="#FFFDF6" stroke="${c.nose}" stroke-width="1.5" stroke-linejoin="round"`,
          )
        : ''),
    'pg-mouth',
    `style="transform-origin:0px ${num(ny + 9)}px"`,
  );
  return { out, fill: f, skull };
};
