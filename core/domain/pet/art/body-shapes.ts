/** Contours that every species shares. */
import { CX, GY, type Build } from './build.ts';
import { geo, shape, type Side } from './svg.ts';

/** The sitting body. */
export const sitBody = (b: Build): string => {
  const { ty, sw, hw } = b,
    H = GY - ty;
  return geo`M${CX - sw} ${ty} C${CX - sw - 2} ${ty + H * 0.3} ${CX - hw} ${GY - H * 0.6} ${CX - hw} ${GY - H * 0.25} C${CX - hw} ${GY - 6} ${CX - hw + 9} ${GY} ${CX - hw + 24} ${GY} L${CX + hw - 24} ${GY} C${CX + hw - 9} ${GY} ${CX + hw} ${GY - 6} ${CX + hw} ${GY - H * 0.25} C${CX + hw} ${GY - H * 0.6} ${CX + sw + 2} ${ty + H * 0.3} ${CX + sw} ${ty} C${CX + sw * 0.6} ${ty - 16} ${CX - sw * 0.6} ${ty - 16} ${CX - sw} ${ty}Z`;
};

/** A front leg from `top` to the ground. */
export const legPath = (b: Build, s: Side, top: number): string => {
  const x = CX + s * b.leg,
    w = b.lw / 2,
    p = b.pw / 2,
    y = GY + 2;
  return geo`M${x - w} ${top} C${x - w} ${top + 14} ${x - w + 0.5} ${y - 26} ${x - w} ${y - 17} C${x - p - 2} ${y - 13} ${x - p - 2} ${y} ${x - p + 7} ${y} L${x + p - 7} ${y} C${x + p + 2} ${y} ${x + p + 2} ${y - 13} ${x + w} ${y - 17} C${x + w - 0.5} ${y - 26} ${x + w} ${top + 14} ${x + w} ${top}Z`;
};

/** A paw seen from the front, resting on the ground. */
export const pawOnly = (x: number, y: number, p: number, h: number): string => {
  return geo`M${x - p} ${y - h * 0.45} C${x - p} ${y - h * 1.05} ${x + p} ${y - h * 1.05} ${x + p} ${y - h * 0.45} C${x + p + 1} ${y - 2} ${x + p - 4} ${y} ${x + p - 8} ${y} L${x - p + 8} ${y} C${x - p + 4} ${y} ${x - p - 1} ${y - 2} ${x - p} ${y - h * 0.45}Z`;
};

/** Two lines between toes. */
export const toes = (x: number, y: number, colour: string, k = 1): string =>
  shape(
    geo`M${x - 4.2 * k} ${y - 2} v${-5.5 * k} M${x + 4.2 * k} ${y - 2} v${-5.5 * k}`,
    `fill="none" stroke="${colour}" stroke-width="2.2" stroke-linecap="round"`,
  );
