/** The body asleep, curled on the ground. */
import { CX, GY } from './build.ts';
import { pawOnly, toes } from './body-shapes.ts';
import type { Body, GrownPen } from './pen.ts';
import { geo, layer, num, shape, SIDES } from './svg.ts';

/** A lying body with its head at `hx`. */
export const lyingBody = (pen: GrownPen, hx: number): Body => {
  const { species: sp, coat: c, build: b } = pen;
  const H = GY - b.ty;
  let bo = '',
    bf = '',
    armO = '',
    armF = '';
  const w = b.hw * 1.36,
    h = H * 0.62 + 12;
  const bodyPath = geo`M${CX - w} ${GY - 10} C${CX - w - 2} ${GY - h * 0.7} ${CX - w * 0.5} ${GY - h} ${CX + 6} ${GY - h} C${CX + w * 0.66} ${GY - h} ${CX + w + 8} ${GY - h * 0.66} ${CX + w + 5} ${GY - 14} C${CX + w + 4} ${GY - 2} ${CX + w - 8} ${GY} ${CX + w - 16} ${GY} L${CX - w + 12} ${GY} C${CX - w + 4} ${GY} ${CX - w} ${GY - 4} ${CX - w} ${GY - 10}Z`;
  const hipX = CX + w * 0.62;
  bf += shape(bodyPath, `fill="url(#${pen.id}b)"`);
  if (sp === 'cat')
    bf += shape(
      geo`M${hipX - 26} ${GY - h} q6 12 2 22 q-7 -10 -9 -20Z M${hipX - 8} ${GY - h + 4} q8 11 5 22 q-9 -10 -12 -20Z M${hipX + 9} ${GY - h + 12} q8 10 7 20 q-9 -8 -14 -17Z`,
      `fill="${c.mark}" clip-path="url(#${pen.id}bc)"`,
    );
  if (sp === 'mossling')
    bf += layer(
      [0, 1, 2]
        .map(
          (i) =>
            `<circle cx="${num(hipX - 14 + i * 15)}" cy="${num(GY - h * 0.78 + i * i * 3)}" r="${num(3.6 - i * 0.4)}"/>`,
        )
        .join(''),
      '',
      `fill="${c.mark}" opacity=".5"`,
    );
  bf += shape(
    geo`M${hipX - 22} ${GY - 2} C${hipX - 28} ${GY - h * 0.56} ${hipX + 10} ${GY - h * 0.7} ${hipX + 22} ${GY - h * 0.36}`,
    `fill="none" stroke="${c.seam}" stroke-width="2.8" stroke-linecap="round" opacity=".7"`,
  );
  const hp = pawOnly(hipX - 4, GY + 2, b.pw * 0.62, 17);
  bo += shape(bodyPath) + shape(hp);
  bf +=
    shape(
      hp,
      `fill="${sp === 'mossling' ? c.base : c.belly}" stroke="${c.line}" stroke-width="2.6" stroke-opacity=".5"`,
    ) + toes(hipX - 4, GY + 2, c.seam, 0.8);
  const pw = b.pw * 0.56;
  for (const s of SIDES) {
    const x = hx + s * 21 * b.hs - 3;
    const pp = pawOnly(x, GY + 5, pw, 19);
    armO += shape(pp);
    armF +=
      shape(
        pp,
        `fill="${sp === 'mossling' ? c.base : c.belly}" stroke="${c.line}" stroke-width="2.8" stroke-opacity=".6"`,
      ) + toes(x, GY + 5, c.seam, 0.85);
  }
  return { contour: bodyPath, out: bo, fill: bf, armOut: armO, armFill: armF };
};
