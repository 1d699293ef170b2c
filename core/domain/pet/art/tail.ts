/** Tails: a plume, a question mark, a leaf. */
import { CX, GY } from './build.ts';
import { mix } from './colour.ts';
import type { GrownPen, TwoLayers } from './pen.ts';
import { geo, layer, num, shape } from './svg.ts';

/** A tail turns around `org`. */
export interface Tail extends TwoLayers {
  readonly org: readonly [x: number, y: number];
}

/** The tail, raised when the pet sits, curled round when it lies. */
export const tail = (pen: GrownPen, lying: boolean): Tail => {
  const { species: sp, coat: c, build: b } = pen;
  const x = CX + b.hw - (lying ? -6 : 12),
    y = GY - 20,
    k = b.hw / 52;
  if (sp === 'cat') {
    const path = lying
      ? geo`M${CX + b.hw} ${GY - 26} C${CX + b.hw + 44} ${GY - 34} ${CX + b.hw + 44} ${GY - 2} ${CX + b.hw + 2} ${GY - 5}`
      : geo`M${x} ${y + 4} C${x + 40 * k} ${y + 8} ${x + 48 * k} ${y - 26 * k} ${x + 32 * k} ${y - 46 * k} C${x + 20 * k} ${y - 62 * k} ${x + 34 * k} ${y - 80 * k} ${x + 46 * k} ${y - 70 * k}`;
    const w = 14 * Math.max(0.86, k);
    const s = (col: string, ww: number, extra = '') =>
      shape(path, `fill="none" stroke="${col}" stroke-width="${num(ww)}" stroke-linecap="round" ${extra}`);
    return {
      out: shape(path, `fill="none" stroke-linecap="round" style="stroke-width:${num(w + 8)}px"`),
      fill:
        s(c.base, w) +
        s(c.mark, w, 'pathLength="100" stroke-dasharray="0 30 6 11 6 11 6 60" style="stroke-linecap:butt"') +
        s(c.belly, w, 'pathLength="100" stroke-dasharray="0 94 20 100"'),
      org: [x, y],
    };
  }
  if (sp === 'mossling') {
    const p1 = lying
      ? geo`M${CX + b.hw - 4} ${GY - 24} C${CX + b.hw + 32} ${GY - 30} ${CX + b.hw + 40} ${GY - 8} ${CX + b.hw + 20} ${GY - 8}`
      : geo`M${x} ${y + 6} C${x + 28 * k} ${y + 10} ${x + 44 * k} ${y - 4} ${x + 40 * k} ${y - 26 * k}`;
    const [lx, ly, rot] = lying ? [CX + b.hw + 22, GY - 8, -178] : [x + 40 * k, y - 24 * k, -62];
    const leafP = 'M-2 2 C2 -14 22 -20 36 -10 C32 6 14 14 -2 2Z';
    const lt = `transform="translate(${num(lx)} ${num(ly)}) rotate(${rot}) scale(${num(Math.max(0.7, k))})"`;
    const w = 16 * Math.max(0.8, k);
    return {
      out:
        shape(p1, `fill="none" stroke-linecap="round" style="stroke-width:${num(w + 8)}px"`) +
        layer(shape(leafP), '', lt),
      fill:
        shape(p1, `fill="none" stroke="${c.base}" stroke-width="${num(w)}" stroke-linecap="round"`) +
        shape(
          p1,
          `fill="none" stroke="${c.shade}" stroke-width="${num(w * 0.4)}" stroke-linecap="round" opacity=".35" transform="translate(1 ${num(w * 0.26)})"`,
        ) +
        layer(
          shape(leafP, `fill="${c.mark}"`) +
            shape(
              'M4 0 Q18 -8 30 -9 M14 -5 l4 -6 M18 -6.4 l7 3',
              `fill="none" stroke="${mix(c.mark, '#F3F0B8', 0.45)}" stroke-width="2.4" stroke-linecap="round"`,
            ),
          '',
          lt,
        ),
      org: [x, y],
    };
  }
  const t = lying
    ? `translate(${num(CX + b.hw * 1.22)} ${GY - 13}) rotate(58) scale(${num(0.62 + 0.1 * k)})`
    : `translate(${num(x)} ${num(y)}) scale(${num(Math.max(0.72, k))})`;
  const path = 'M-8 12 C18 16 42 0 48 -28 C51 -44 43 -56 34 -52 C26 -48 30 -38 26 -28 C20 -14 6 -8 -10 -10Z';
  const tip = 'M48 -28 C51 -44 43 -56 34 -52 C26 -48 30 -38 26 -28 C31 -33 34 -28 37 -34 C40 -28 44 -33 48 -28Z';
  return {
    out: layer(shape(path), '', `transform="${t}"`),
    fill: layer(
      shape(path, `fill="${c.base}"`) +
        shape('M-8 12 C18 16 42 0 48 -28 C40 -8 18 4 -8 2Z', `fill="${c.shade}" opacity=".5"`) +
        shape(tip, `fill="${c.belly}"`),
      '',
      `transform="${t}"`,
    ),
    org: [x, y],
  };
};
