/** What grows on a mossling's head: the visible record of growth. */
import type { Palette } from './coats.ts';
import { mix } from './colour.ts';
import type { GrownStage } from './kinds.ts';
import type { TwoLayers } from './pen.ts';
import { geo, layer, num, oval, shape } from './svg.ts';

/** A sprout, then leaves, then flowers. */
export const mosslingSprout = (st: GrownStage, c: Palette): TwoLayers => {
  const leaf = (x: number, y: number, len: number, rot: number, fill?: string) =>
    layer(
      shape(
        geo`M0 0 C${len * 0.1} ${-len * 0.5} ${len * 0.75} ${-len * 0.62} ${len} ${-len * 0.3} C${len * 0.8} ${len * 0.16} ${len * 0.3} ${len * 0.2} 0 0Z`,
        fill ? `fill="${fill}"` : '',
      ) +
        (fill
          ? shape(
              geo`M${len * 0.1} ${-len * 0.04} Q${len * 0.5} ${-len * 0.26} ${len * 0.8} ${-len * 0.26}`,
              `fill="none" stroke="${c.shadeMark}" stroke-width="1.9" stroke-linecap="round"`,
            )
          : ''),
      '',
      `transform="translate(${num(x)} ${num(y)}) rotate(${rot})"`,
    );
  const leafL = (x: number, y: number, len: number, rot: number, fill?: string) =>
    layer(leaf(0, 0, len, 0, fill), '', `transform="translate(${num(x)} ${num(y)}) rotate(${rot}) scale(-1 1)"`);
  const stem = (h: number) =>
    shape(geo`M0 -40 C-1 ${-40 - h * 0.5} 1 ${-40 - h * 0.8} 0 ${-40 - h}`, `fill="none" stroke-linecap="round"`);
  const stemF = (h: number) =>
    shape(
      geo`M0 -40 C-1 ${-40 - h * 0.5} 1 ${-40 - h * 0.8} 0 ${-40 - h}`,
      `fill="none" stroke="${c.mark}" stroke-width="4.6" stroke-linecap="round"`,
    );
  let so = '',
    sf = '';
  const lf = mix(c.mark, '#BFE07A', 0.4);
  if (st === 'baby') {
    so = stem(8) + leaf(0, -46, 15, -18) + leafL(0, -46, 11, 20);
    sf = stemF(8) + leaf(0, -46, 15, -18, lf) + leafL(0, -46, 11, 20, c.mark);
  }
  if (st === 'young') {
    so = stem(13) + leaf(0, -50, 23, -8) + leafL(0, -51, 21, 8);
    sf = stemF(13) + leaf(0, -50, 23, -8, lf) + leafL(0, -51, 21, 8, c.mark);
  }
  if (st === 'adult' || st === 'elder') {
    const fl = st === 'elder' ? '#FFD9A0' : '#FF9E7A';
    const petal = [0, 72, 144, 216, 288]
      .map((a) => layer(oval(0, -7.4, 5.2, 6.8, 'PET'), '', `transform="rotate(${a})"`))
      .join('');
    const flower = (x: number, y: number, s: number, fill?: string) =>
      layer(
        fill ? petal.replace(/PET/g, `fill="${fill}"`) + `<circle r="4.6" fill="#FFC84A"/>` : petal.replace(/PET/g, ''),
        '',
        `transform="translate(${x} ${y}) scale(${s})"`,
      );
    so =
      stem(16) +
      leaf(1, -48, 24, 10) +
      leafL(-1, -48, 24, -10) +
      flower(0, -62, 0.95) +
      (st === 'elder' ? flower(24, -49, 0.62) + flower(-24, -49, 0.62) : '');
    sf =
      stemF(16) +
      leaf(1, -48, 24, 10, lf) +
      leafL(-1, -48, 24, -10, c.mark) +
      flower(0, -62, 0.95, fl) +
      (st === 'elder' ? flower(24, -49, 0.62, '#FFB48F') + flower(-24, -49, 0.62, '#FFB48F') : '');
  }
  return { out: so, fill: sf };
};
