/** Eyes and brows, drawn around the head's centre. */
import type { Palette } from './coats.ts';
import type { BrowKind, EyeKind } from './posture.ts';
import { geo, layer, num, oval, shape, SIDES, type Side } from './svg.ts';

export interface EyesOptions {
  /** Distance of each eye from the middle, height, radii. */
  readonly dx: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
  readonly kind: EyeKind;
  readonly look: readonly [x: number, y: number];
  /** Without one the eye is a dark ball, as the dog's. */
  readonly iris?: string | undefined;
  readonly energy: number;
}

/** Both eyes: open with light in them, soft, shut, or curved with joy. Low energy lowers the lids. */
export const eyes = (c: Palette, o: EyesOptions): string => {
  const out: string[] = [];
  for (const s of SIDES) {
    const x = s * o.dx,
      y = o.y;
    const org = `style="transform-origin:${num(x)}px ${num(y)}px"`;
    if (o.kind === 'shut') {
      out.push(
        shape(
          geo`M${x - o.rx * 1.1} ${y} q${o.rx * 1.1} ${o.ry * 0.75} ${o.rx * 2.2} 0`,
          `fill="none" stroke="${c.eye}" stroke-width="3.4" stroke-linecap="round"`,
        ),
      );
      continue;
    }
    if (o.kind === 'arc') {
      out.push(
        shape(
          geo`M${x - o.rx * 1.15} ${y + o.ry * 0.35} q${o.rx * 1.15} ${-o.ry * 1.35} ${o.rx * 2.3} 0`,
          `fill="none" stroke="${c.eye}" stroke-width="3.8" stroke-linecap="round"`,
        ),
      );
      continue;
    }
    const soft = o.kind === 'soft',
      lk = o.look,
      rx = o.rx * (soft ? 0.97 : 1),
      ry = o.ry * (soft ? 0.92 : 1);
    let k = 0.99; // how far up the lid sits
    if (o.energy < 35) k = Math.min(k, 0.3 + o.energy / 110);
    const slope = k < 0.95 ? s * 13 : 0; // outer corner lower: relaxed, never cross
    const lidY = y - ry * k,
      cut = k < 0.95;
    const half = cut ? rx * Math.sqrt(1 - k * k) : 0;
    const ball = cut
      ? geo`M${x - half} ${lidY} A${rx} ${ry} 0 1 0 ${x + half} ${lidY}Z`
      : geo`M${x - rx} ${y} A${rx} ${ry} 0 1 1 ${x + rx} ${y} A${rx} ${ry} 0 1 1 ${x - rx} ${y}Z`;
    let g = '';
    if (o.iris) {
      g +=
        shape(ball, `fill="${o.iris}"`) +
        shape(ball, `fill="none" stroke="${c.eye}" stroke-width="2.6" stroke-linejoin="round"`);
      const prx = rx * 0.66,
        pry = ry * 0.8,
        px = x + lk[0] * 0.9,
        py = Math.max(y + 0.4 + lk[1] * 0.6, cut ? lidY + pry * 0.86 : -99);
      g += oval(px, py, prx, pry, `fill="${c.eye}"`);
      g += `<circle cx="${num(px - rx * 0.26)}" cy="${num(py - ry * 0.3)}" r="${num(rx * 0.33)}" fill="#fff"/><circle cx="${num(px + rx * 0.3)}" cy="${num(py + ry * 0.36)}" r="${num(rx * 0.17)}" fill="#fff" opacity=".9"/>`;
    } else {
      g += shape(ball, `fill="${c.eye}"`);
      g += shape(
        geo`M${x - rx * 0.62} ${y + ry * 0.42} A${rx * 0.7} ${ry * 0.62} 0 0 0 ${x + rx * 0.62} ${y + ry * 0.42} A${rx * 0.9} ${ry * 0.5} 0 0 1 ${x - rx * 0.62} ${y + ry * 0.42}Z`,
        `fill="#8A5638" opacity=".85"`,
      );
      const hy = cut ? Math.max(y - ry * 0.36, lidY + rx * 0.42) : y - ry * 0.36;
      g += `<circle cx="${num(x - rx * 0.28 + lk[0])}" cy="${num(hy + lk[1] * 0.4)}" r="${num(rx * 0.38)}" fill="#fff"/><circle cx="${num(x + rx * 0.34 + lk[0] * 0.5)}" cy="${num(y + ry * 0.3 + lk[1] * 0.3)}" r="${num(rx * 0.18)}" fill="#fff" opacity=".85"/>`;
    }
    if (cut)
      g += shape(
        geo`M${x - half - 2} ${lidY + 0.6} Q${x} ${lidY - rx * 0.46} ${x + half + 2} ${lidY + 0.6}`,
        `fill="${c.eye}" stroke="${c.eye}" stroke-width="3" stroke-linecap="round"`,
      );
    out.push(layer(slope ? layer(g, '', `transform="rotate(${slope} ${num(x)} ${num(y)})"`) : g, 'pg-eye', org));
  }
  return out.join('');
};

/** Both brows, or nothing. */
export const brows = (kind: BrowKind, dx: number, y: number, w: number, color: string): string => {
  if (!kind) return '';
  const at = (s: Side, lift: number, slope: number) =>
    shape(
      geo`M${s * dx - w} ${y + lift + slope * s * -1} Q${s * dx} ${y + lift - 3.5} ${s * dx + w} ${y + lift + slope * s}`,
      `fill="none" stroke="${color}" stroke-width="3" stroke-linecap="round"`,
    );
  return kind === 1 ? at(-1, 0, 2.6) + at(1, 0, 2.6) : at(-1, 1.5, -0.4) + at(1, -5, -0.6);
};
