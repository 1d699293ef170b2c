/** What sticks out of the egg: ears, or a sprout. */
import type { Pen, TwoLayers } from './pen.ts';
import { mix } from './colour.ts';
import { geo, layer, shape, SIDES, type Side } from './svg.ts';

/** Ears of the dog and the cat, the mossling's sprout. */
export const eggEars = ({ species: sp, coat: c }: Pen): TwoLayers => {
  let out = '',
    fill = '';
  const eg = (s: Side, inner: string) =>
    layer(layer(inner, s < 0 ? 'pg-ear-l' : 'pg-ear-r', `style="transform-origin:${120 + s * 22}px 92px"`));
  for (const s of SIDES) {
    const X = (v: number) => 120 + s * v;
    if (sp === 'dog') {
      const e = geo`M${X(14)} 88 C${X(24)} 62 ${X(50)} 58 ${X(60)} 78 C${X(68)} 94 ${X(62)} 110 ${X(52)} 108 C${X(43)} 106 ${X(40)} 92 ${X(28)} 92Z`;
      out += eg(s, shape(e));
      fill += eg(
        s,
        shape(e, `fill="${c.mark}"`) +
          shape(
            geo`M${X(28)} 74 C${X(36)} 68 ${X(46)} 69 ${X(52)} 78`,
            `fill="none" stroke="${mix(c.mark, '#fff3e0', 0.35)}" stroke-width="4" stroke-linecap="round"`,
          ),
      );
    }
    if (sp === 'cat') {
      const e = geo`M${X(12)} 90 C${X(18)} 66 ${X(28)} 52 ${X(36)} 47 C${X(41)} 45 ${X(44)} 48 ${X(45)} 54 C${X(48)} 70 ${X(50)} 86 ${X(46)} 104Z`;
      out += eg(s, shape(e));
      fill += eg(
        s,
        shape(e, `fill="${c.base}"`) +
          shape(
            geo`M${X(22)} 88 C${X(26)} 72 ${X(32)} 62 ${X(37)} 58 C${X(40)} 70 ${X(42)} 82 ${X(40)} 94Z`,
            'fill="#F3A596"',
          ),
      );
    }
  }
  if (sp === 'mossling') {
    const lf = mix(c.mark, '#BFE07A', 0.4);
    const pr = (f: boolean) =>
      layer(
        shape(
          'M120 78 C119 68 121 62 120 56',
          `fill="none" stroke-linecap="round" ${f ? `stroke="${c.mark}" stroke-width="5"` : ''}`,
        ) +
          shape('M120 58 C122 40 142 34 154 44 C150 60 134 66 120 58Z', f ? `fill="${lf}"` : '') +
          shape('M120 60 C116 46 100 42 91 51 C95 64 108 68 120 60Z', f ? `fill="${c.mark}"` : '') +
          (f
            ? shape(
                'M125 56 Q138 47 148 46 M115 58 Q106 52 97 53',
                `fill="none" stroke="${c.shadeMark}" stroke-width="2" stroke-linecap="round"`,
              )
            : ''),
        'pg-sprout',
        'style="transform-origin:120px 78px"',
      );
    out += pr(false);
    fill += pr(true);
  }
  return { out, fill };
};
