/** The egg in its nest, cracked enough to look out. */
import { buildOf } from './build.ts';
import { mix } from './colour.ts';
import { eggEars } from './egg-ears.ts';
import { eggFace } from './egg-face.ts';
import { nestBack, nestFront } from './nest.ts';
import type { Figure, Pen } from './pen.ts';
import { shellPattern } from './shell.ts';
import { layer, oval, shape } from './svg.ts';

const SHELL = 'M120 76 C152 76 176 122 176 158 C176 194 152 214 120 214 C88 214 64 194 64 158 C64 122 88 76 120 76Z';
const CRACK =
  'M73 128 L84 118 L93 127 L105 114 L117 126 L130 113 L142 126 L152 116 L166 129 C171 140 171 150 168 158 L156 164 L146 155 L134 167 L121 157 L108 168 L96 156 L86 165 L72 157 C69 147 69 138 73 128Z';

const rock = (inner: string): string => layer(inner, 'pg-rock', 'style="transform-origin:120px 212px"');

/** The whole egg. */
export const egg = (pen: Pen): Figure => {
  const { coat: c } = pen;
  const shellCol = mix(c.belly, '#FFF9EE', 0.5);
  pen.defs.push(
    `<clipPath id="${pen.id}ec">${shape(CRACK)}</clipPath><clipPath id="${pen.id}es">${shape(SHELL)}</clipPath>`,
  );
  const ears = eggEars(pen);
  return {
    outline: rock(ears.out + shape(SHELL)),
    fill: rock(
      ears.fill +
        shape(SHELL, `fill="${shellCol}"`) +
        layer(
          shellPattern(pen.species),
          '',
          `fill="${mix(c.base, shellCol, 0.25)}" clip-path="url(#${pen.id}es)" opacity=".85"`,
        ) +
        shape(
          'M150 84 C176 110 190 190 128 214 C160 214 178 196 178 158 C178 122 164 92 150 84Z',
          `fill="${mix(shellCol, '#B98A5A', 0.4)}" opacity=".45" clip-path="url(#${pen.id}es)"`,
        ) +
        oval(92, 106, 7, 13, 'fill="#fff" opacity=".75" transform="rotate(28 92 106)"') +
        shape(
          CRACK,
          `fill="${mix(c.line, '#000000', 0.2)}" stroke="${c.line}" stroke-width="3.4" stroke-linejoin="round"`,
        ) +
        eggFace(pen) +
        shape(CRACK, `fill="none" stroke="${c.line}" stroke-width="3.2" stroke-linejoin="round"`),
    ),
    pre: nestBack,
    post: nestFront,
    topY: 60,
    hx: 120,
    hy: 120,
    build: buildOf('dog', 'baby'),
    lying: false,
  };
};
