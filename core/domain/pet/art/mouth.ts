/** Mouths, drawn around the head's middle at height `y`. */
import type { Palette } from './coats.ts';
import type { MouthKind } from './posture.ts';
import { geo, oval, shape } from './svg.ts';

/** A mouth `w` wide to each side; an open one is `open` high. */
export const mouth = (c: Palette, kind: MouthKind, y: number, w: number, open: number): string => {
  const st = `fill="none" stroke="${c.nose}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"`;
  const wm = (dy = 0, ww = w) =>
    geo`M${-ww} ${y - 1 + dy} Q${-ww * 0.62} ${y + 6 + dy} 0 ${y + dy} Q${ww * 0.62} ${y + 6 + dy} ${ww} ${y - 1 + dy}`;
  if (kind === 'open') {
    const h = open;
    return (
      shape(
        geo`M${-w * 0.82} ${y + 1.5} Q${-w * 0.4} ${y + 5} 0 ${y} Q${w * 0.4} ${y + 5} ${w * 0.82} ${y + 1.5} C${w * 0.8} ${y + h * 0.8} ${w * 0.4} ${y + h} 0 ${y + h} C${-w * 0.4} ${y + h} ${-w * 0.8} ${y + h * 0.8} ${-w * 0.82} ${y + 1.5}Z`,
        `fill="${c.mouth}" stroke="${c.nose}" stroke-width="2.6" stroke-linejoin="round"`,
      ) +
      shape(
        geo`M${-w * 0.46} ${y + h * 0.74} C${-w * 0.4} ${y + h * 0.38} ${w * 0.4} ${y + h * 0.38} ${w * 0.46} ${y + h * 0.74} C${w * 0.3} ${y + h * 0.93} ${-w * 0.3} ${y + h * 0.93} ${-w * 0.46} ${y + h * 0.74}Z`,
        `fill="${c.tongue}"`,
      ) +
      shape(wm(), st)
    );
  }
  if (kind === 'grin')
    return shape(
      geo`M${-w * 1.15} ${y - 2.5} Q${-w * 0.62} ${y + 7.5} 0 ${y} Q${w * 0.62} ${y + 7.5} ${w * 1.15} ${y - 2.5}`,
      st,
    );
  if (kind === 'lick')
    return (
      shape(
        geo`M${w * 0.08} ${y + 2.6} C${w * 0.05} ${y + 12} ${w * 0.95} ${y + 12} ${w * 0.85} ${y + 2} Q${w * 0.5} ${y + 6} ${w * 0.08} ${y + 2.6}Z`,
        `fill="${c.tongue}" stroke="${c.nose}" stroke-width="2.4" stroke-linejoin="round"`,
      ) + shape(wm(), st)
    );
  if (kind === 'o') return oval(1, y + 4.4, 3.7, 4.3, `fill="${c.mouth}" stroke="${c.nose}" stroke-width="2.6"`);
  if (kind === 'rest') return shape(wm(0, w * 0.8), st);
  return shape(wm(), st);
};
