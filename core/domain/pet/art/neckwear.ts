/** What is worn: a bandana when young, a collar and tag when grown, a scarf when old. */
import { CX, type Build } from './build.ts';
import { mix } from './colour.ts';
import type { GrownStage } from './kinds.ts';
import { geo, num, oval, shape } from './svg.ts';

/** Neckwear at height `y`; the tag makes room for a medal. */
export const neckwear = (stage: GrownStage, b: Build, y: number, accent: string, tag: boolean): string => {
  const w = b.sw * 0.98;
  if (stage === 'baby') return '';
  if (stage === 'young') {
    // bandana
    return (
      shape(
        geo`M${CX - w - 1} ${y - 5} Q${CX} ${y + 12} ${CX + w + 1} ${y - 5} L${CX + w - 1} ${y + 4} Q${CX + 8} ${y + 15} ${CX} ${y + 27} Q${CX - 8} ${y + 15} ${CX - w + 1} ${y + 4}Z`,
        `fill="${accent}" stroke="${mix(accent, '#26140f', 0.55)}" stroke-width="2.8" stroke-linejoin="round"`,
      ) +
      shape(
        geo`M${CX - 7} ${y + 10} h.1 M${CX + 7} ${y + 10} h.1 M${CX} ${y + 17} h.1`,
        'stroke="#FFF3DC" stroke-width="4" stroke-linecap="round"',
      )
    );
  }
  if (stage === 'elder') {
    // knitted scarf
    const k = mix(accent, '#26140f', 0.5);
    return (
      shape(
        geo`M${CX + 9} ${y + 4} L${CX + 24} ${y + 2} L${CX + 29} ${y + 34} L${CX + 13} ${y + 36}Z`,
        `fill="${accent}" stroke="${k}" stroke-width="2.8" stroke-linejoin="round"`,
      ) +
      shape(
        geo`M${CX + 12} ${y + 22} l15 -2 M${CX + 12.6} ${y + 28} l15.4 -2`,
        'stroke="#FFF0D4" stroke-width="2.6" stroke-linecap="round"',
      ) +
      shape(
        geo`M${CX + 16} ${y + 36} v5 M${CX + 21} ${y + 35.6} v5 M${CX + 26} ${y + 35} v5`,
        `stroke="${k}" stroke-width="2.4" stroke-linecap="round"`,
      ) +
      shape(
        geo`M${CX - w - 3} ${y - 8} Q${CX} ${y + 9} ${CX + w + 3} ${y - 8} C${CX + w + 7} ${y - 2} ${CX + w + 5} ${y + 5} ${CX + w} ${y + 7} Q${CX} ${y + 23} ${CX - w} ${y + 7} C${CX - w - 5} ${y + 5} ${CX - w - 7} ${y - 2} ${CX - w - 3} ${y - 8}Z`,
        `fill="${accent}" stroke="${k}" stroke-width="2.8" stroke-linejoin="round"`,
      ) +
      [-0.66, -0.33, 0, 0.33, 0.66]
        .map((t) => {
          const x = CX + t * w,
            yy = y + 3 + 9 * (1 - t * t);
          return shape(
            geo`M${x - 2.4} ${yy - 4} l2.4 4 l2.4 -4`,
            `fill="none" stroke="#FFF0D4" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" opacity=".75"`,
          );
        })
        .join('')
    );
  }
  return (
    shape(
      geo`M${CX - w} ${y - 6} Q${CX} ${y + 12} ${CX + w} ${y - 6} L${CX + w + 0.5} ${y + 2} Q${CX} ${y + 20.5} ${CX - w - 0.5} ${y + 2}Z`,
      `fill="${accent}" stroke="${mix(accent, '#26140f', 0.55)}" stroke-width="2.8" stroke-linejoin="round"`,
    ) +
    (!tag
      ? ''
      : `<circle cx="${CX}" cy="${num(y + 17)}" r="7.4" fill="#FFC84A" stroke="#6b4310" stroke-width="2.6"/>` +
        oval(CX, y + 18.6, 2.3, 1.9, 'fill="#8a5a16"') +
        oval(CX - 2.8, y + 16, 1, 1.2, 'fill="#8a5a16"') +
        oval(CX, y + 15, 1, 1.2, 'fill="#8a5a16"') +
        oval(CX + 2.8, y + 16, 1, 1.2, 'fill="#8a5a16"'))
  );
};
