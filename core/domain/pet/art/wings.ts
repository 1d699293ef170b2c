/** The mossling's small leaf wings. */
import { CX, GY } from './build.ts';
import { mix } from './colour.ts';
import type { GrownPen, TwoLayers } from './pen.ts';
import { layer, num, shape, SIDES, type Side } from './svg.ts';

/** Wings behind the body, from the stage young on. */
export const wings = ({ stage: st, coat: c, build: b }: GrownPen): TwoLayers => {
  const H = GY - b.ty;
  const k = st === 'young' ? 0.74 : 1;
  const wing = 'M0 0 C8 -26 34 -34 48 -22 C42 -14 46 -8 38 -4 C38 4 28 8 22 6 C16 12 4 10 0 0Z';
  const wt = (s: Side) =>
    `transform="translate(${num(CX + s * b.sw * 0.8)} ${num(b.ty + H * 0.36)}) scale(${num(s * k)} ${num(k)}) rotate(-8)"`;
  const out = SIDES.map((s) =>
    layer(layer(shape(wing), 'pg-flap', 'style="transform-origin:0px 0px"'), '', wt(s)),
  ).join('');
  const fill = SIDES.map((s) =>
    layer(
      layer(
        shape(wing, `fill="${c.mark}"`) +
          shape(
            'M6 -2 Q22 -16 42 -20 M20 -9 l16 4 M14 -4 l8 6',
            `fill="none" stroke="${mix(c.mark, '#F3F0B8', 0.45)}" stroke-width="2.4" stroke-linecap="round"`,
          ),
        'pg-flap',
        'style="transform-origin:0px 0px"',
      ),
      '',
      wt(s),
    ),
  ).join('');
  return { out, fill };
};
