/** Front legs, or one of them up and waving. */
import { CX, GY } from './build.ts';
import { legPath, toes } from './body-shapes.ts';
import type { GrownPen, TwoLayers } from './pen.ts';
import { geo, layer, num, oval, shape, type Side } from './svg.ts';

const leg = (pen: GrownPen, s: Side): TwoLayers => {
  const { species: sp, stage: st, coat: c, build: b } = pen;
  const H = GY - b.ty;
  const top = b.ty + H * (st === 'baby' ? 0.34 : 0.4);
  const lp = legPath(b, s, top),
    x = CX + s * b.leg,
    w = b.lw / 2;
  const sock =
    sp === 'mossling'
      ? ''
      : shape(
          geo`M${x - b.pw} ${GY - 21} q${b.pw * 0.5} -7 ${b.pw} 0 q${b.pw * 0.5} 7 ${b.pw} 0 V${GY + 6} H${x - b.pw}Z`,
          `fill="${c.belly}" clip-path="url(#${pen.id}l${s < 0 ? 'a' : 'b'})"`,
        );
  const legF =
    shape(lp, `fill="url(#${pen.id}l)"`) +
    sock +
    shape(
      geo`M${x - w} ${top + 12} C${x - w} ${top + 18} ${x - w + 0.5} ${GY - 24} ${x - w} ${GY - 15} C${x - b.pw / 2 - 2} ${GY - 11} ${x - b.pw / 2 - 2} ${GY + 2} ${x - b.pw / 2 + 7} ${GY + 2} M${x + w} ${top + 12} C${x + w} ${top + 18} ${x + w - 0.5} ${GY - 24} ${x + w} ${GY - 15} C${x + b.pw / 2 + 2} ${GY - 11} ${x + b.pw / 2 + 2} ${GY + 2} ${x + b.pw / 2 - 7} ${GY + 2}`,
      `fill="none" stroke="${c.line}" stroke-width="2.8" stroke-linecap="round" opacity=".55"`,
    ) +
    toes(x, GY + 2, c.seam, 0.9);
  pen.defs.push(`<clipPath id="${pen.id}l${s < 0 ? 'a' : 'b'}">${shape(lp)}</clipPath>`);
  return { out: shape(lp), fill: legF };
};

/** A limb of its own, on the side without the tail. */
const wavingArm = (pen: GrownPen): TwoLayers => {
  const { species: sp, coat: c, build: b } = pen;
  const H = GY - b.ty;
  const ax = CX - b.sw * 1.2,
    ay = b.ty + H * 0.38,
    w2 = b.lw * 0.54,
    len = H * 0.34 + 30;
  const arm = geo`M${-w2 - 1} 4 C${-w2 - 1} ${-len * 0.3} ${-w2} ${-len * 0.55} ${-w2 - 2.5} ${-len + 10} C${-w2 - 6} ${-len - 9} ${w2 + 6} ${-len - 9} ${w2 + 2.5} ${-len + 10} C${w2} ${-len * 0.55} ${w2 + 1} ${-len * 0.3} ${w2 + 3} 4 C${w2} 13 ${-w2} 13 ${-w2 - 1} 4Z`;
  const at = `transform="translate(${num(ax)} ${num(ay)}) rotate(-54)"`;
  const pad =
    oval(0, -len + 9, 5.4, 4.6, '') +
    oval(-7, -len + 1, 2.4, 2.9, '') +
    oval(0, -len - 1.2, 2.4, 2.9, '') +
    oval(7, -len + 1, 2.4, 2.9, '');
  const out = layer(layer(shape(arm), 'pg-arm', 'style="transform-origin:0px 0px"'), '', at);
  // Where it grows out of the shoulder there is no line between the two.
  const shoulder = oval(-1, 6, w2 + 1.5, 8, `fill="${c.base}"`);
  const fill = layer(
    layer(
      shoulder +
        shape(arm, `fill="${c.base}"`) +
        shape(
          geo`M${-w2 - 8} ${-len + 17} q${w2 + 8} 7 ${2 * w2 + 16} 0 L${w2 + 10} ${-len - 12} L${-w2 - 10} ${-len - 12}Z`,
          `fill="${sp === 'mossling' ? c.base : c.belly}" clip-path="url(#${pen.id}arm)"`,
        ) +
        layer(pad, '', `fill="${sp === 'mossling' ? c.mark : '#F09A8C'}"`),
      'pg-arm',
      'style="transform-origin:0px 0px"',
    ),
    '',
    at,
  );
  pen.defs.push(`<clipPath id="${pen.id}arm">${shape(arm)}</clipPath>`);
  return { out, fill };
};

/** Both front legs; a waving one is in `arm`, in front of the head. */
export const frontLegs = (pen: GrownPen): TwoLayers & { readonly arm: TwoLayers } => {
  const left = leg(pen, -1);
  const waves = pen.reaction === 'wave';
  const arm = waves ? wavingArm(pen) : { out: '', fill: '' };
  const right = leg(pen, 1);
  return waves ? { ...right, arm } : { out: left.out + right.out, fill: left.fill + right.fill, arm };
};
