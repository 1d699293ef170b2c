/** Who looks out of the egg. */
import { eyes } from './eyes.ts';
import type { Pen } from './pen.ts';
import { POSTURE } from './posture.ts';
import { layer, oval, shape } from './svg.ts';

/** The face behind the crack. */
export const eggFace = (pen: Pen): string => {
  const { species: sp, coat: c } = pen;
  const posture = POSTURE[pen.mood];
  return layer(
    oval(120, 146, 60, 50, `fill="${c.base}"`) +
      (sp === 'dog'
        ? shape(
            'M112 100 C114 130 108 140 100 152 C100 190 140 190 140 152 C132 140 126 130 130 100Z',
            `fill="${c.belly}"`,
          ) + shape('M132 104 C156 106 172 130 166 150 C152 158 136 152 132 140Z', `fill="${c.mark}" opacity=".9"`)
        : '') +
      (sp === 'cat' ? shape('M115 112 h10 l-5 20Z', `fill="${c.mark}"`) : '') +
      shape(
        'M60 126 H180 V134 L166 129 L152 120 L142 132 L130 118 L117 132 L105 119 L93 132 L84 122 L73 134Z',
        `fill="${c.line}" opacity=".35"`,
      ) +
      layer(
        eyes(c, {
          dx: 21,
          y: 0,
          rx: sp === 'dog' ? 8.6 : 9.6,
          ry: sp === 'dog' ? 10.2 : 10.4,
          kind: posture.eye,
          look: posture.look,
          iris: c.iris,
          energy: pen.energy,
        }),
        '',
        'transform="translate(120 143)"',
      ) +
      (sp === 'dog'
        ? shape(
            'M113 154 C114 150 126 150 127 154 C127 158 123 161 120 161 C117 161 113 158 113 154Z',
            `fill="${c.nose}"`,
          )
        : sp === 'cat'
          ? shape(
              'M115.6 154 Q120 152.4 124.4 154 C125 156.6 122 159.6 120 159.6 C118 159.6 115 156.6 115.6 154Z',
              `fill="#E5766F" stroke="${c.nose}" stroke-width="2"`,
            )
          : shape('M116 156 h.1 M124 156 h.1', `stroke="${c.nose}" stroke-width="3.2" stroke-linecap="round"`)) +
      oval(92, 155, 6, 3.8, `fill="${c.blush}" opacity=".45"`) +
      oval(148, 155, 6, 3.8, `fill="${c.blush}" opacity=".45"`),
    '',
    `clip-path="url(#${pen.id}ec)"`,
  );
};
