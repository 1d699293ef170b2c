/** The sitting trunk: coat, marks, chest and hind paws. */
import { CX, GY } from './build.ts';
import { pawOnly, sitBody, toes } from './body-shapes.ts';
import type { GrownPen, TwoLayers } from './pen.ts';
import { geo, shape, SIDES } from './svg.ts';

const coatOf = (pen: GrownPen, bodyPath: string): string => {
  const { species: sp, coat: c, build: b } = pen;
  const H = GY - b.ty;
  let bf = '';
  bf += shape(bodyPath, `fill="url(#${pen.id}b)"`);
  bf += shape(
    geo`M${CX + b.hw * 0.3} ${b.ty} C${CX + b.hw * 0.7} ${GY - H * 0.6} ${CX + b.hw * 0.9} ${GY - H * 0.3} ${CX + b.hw * 0.52} ${GY} L${CX + b.hw + 8} ${GY} L${CX + b.hw + 8} ${b.ty}Z`,
    `fill="${c.shade}" opacity=".38" clip-path="url(#${pen.id}bc)"`,
  );
  if (sp === 'cat')
    bf += shape(
      geo`M${CX - b.hw - 4} ${GY - H * 0.5} q14 1 20 7 q-11 3 -20 1Z M${CX - b.hw - 4} ${GY - H * 0.3} q13 1 18 6 q-10 4 -18 2Z M${CX + b.hw + 4} ${GY - H * 0.5} q-14 1 -20 7 q11 3 20 1Z M${CX + b.hw + 4} ${GY - H * 0.3} q-13 1 -18 6 q10 4 18 2Z`,
      `fill="${c.mark}" clip-path="url(#${pen.id}bc)"`,
    );
  // chest / belly
  if (sp === 'mossling') {
    const w = b.leg + b.lw * 0.34;
    const bp = geo`M${CX} ${b.ty - 8} C${CX + w} ${b.ty - 8} ${CX + w + 4} ${b.ty + H * 0.3} ${CX + w} ${b.ty + H * 0.36} C${CX + w * 0.8} ${b.ty + H * 0.53} ${CX - w * 0.8} ${b.ty + H * 0.53} ${CX - w} ${b.ty + H * 0.36} C${CX - w - 4} ${b.ty + H * 0.3} ${CX - w} ${b.ty - 8} ${CX} ${b.ty - 8}Z`;
    bf +=
      shape(bp, `fill="${c.belly}"`) +
      [0.2, 0.32]
        .map((q) =>
          shape(
            geo`M${CX - w * 0.62} ${b.ty + H * q} Q${CX} ${b.ty + H * q + 5} ${CX + w * 0.62} ${b.ty + H * q}`,
            `fill="none" stroke="${c.bellyShade}" stroke-width="3" stroke-linecap="round"`,
          ),
        )
        .join('');
  } else {
    const q = b.sw * 0.86;
    bf += shape(
      geo`M${CX - q} ${b.ty - 4} C${CX - q - 3} ${b.ty + H * 0.24} ${CX - q * 0.72} ${b.ty + H * 0.4} ${CX - q * 0.4} ${b.ty + H * 0.42} C${CX - q * 0.32} ${b.ty + H * 0.5} ${CX - q * 0.1} ${b.ty + H * 0.5} ${CX} ${b.ty + H * 0.58} C${CX + q * 0.1} ${b.ty + H * 0.5} ${CX + q * 0.32} ${b.ty + H * 0.5} ${CX + q * 0.4} ${b.ty + H * 0.42} C${CX + q * 0.72} ${b.ty + H * 0.4} ${CX + q + 3} ${b.ty + H * 0.24} ${CX + q} ${b.ty - 4}Z`,
      `fill="${c.belly}"`,
    );
  }
  // haunch lines and hind paws
  return bf;
};

const haunches = (pen: GrownPen): TwoLayers => {
  const { species: sp, coat: c, build: b } = pen;
  const H = GY - b.ty;
  let bo = '',
    bf = '';
  for (const s of SIDES) {
    const x = CX + s * (b.hw - 3),
      hp = pawOnly(x, GY + 2, b.pw * 0.5, 15);
    bo += shape(hp);
    bf += shape(
      geo`M${CX + s * (b.hw - 20)} ${GY - H * 0.44} C${CX + s * (b.hw - 32)} ${GY - H * 0.34} ${CX + s * (b.hw - 34)} ${GY - 16} ${CX + s * (b.hw - 22)} ${GY - 6}`,
      `fill="none" stroke="${c.seam}" stroke-width="2.8" stroke-linecap="round" opacity=".55"`,
    );
    bf +=
      shape(
        hp,
        `fill="${sp === 'mossling' ? c.base : c.belly}" stroke="${c.line}" stroke-width="2.6" stroke-opacity=".45"`,
      ) + toes(x + s * 2, GY + 2, c.seam, 0.72);
  }
  return { out: bo, fill: bf };
};

/** Trunk and hind paws. */
export const trunk = (pen: GrownPen): TwoLayers & { readonly contour: string } => {
  const contour = sitBody(pen.build);
  const hind = haunches(pen);
  return { contour, out: shape(contour) + hind.out, fill: coatOf(pen, contour) + hind.fill };
};
