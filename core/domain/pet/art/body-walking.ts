/** The body on its way, seen from the side: it walks to the left, and its face looks at who looks at it. */
import { CX, GY } from './build.ts';
import { toes } from './body-shapes.ts';
import type { Body, GrownPen } from './pen.ts';
import { geo, layer, num, oval, shape } from './svg.ts';

/** Where a walking pet's parts are. */
export interface Gait {
  /** Line of the back and of the belly. */
  readonly back: number;
  readonly belly: number;
  /** Chest and rump. */
  readonly front: number;
  readonly rear: number;
}

/** A pet is as long as it is wide when it sits, and a little longer; its legs are what is left to the ground. */
export const gaitOf = ({ build: b }: GrownPen): Gait => {
  const height = (GY - b.ty) * 0.86;
  return { back: GY - height, belly: GY - height * 0.4, front: CX - b.hw * 0.95, rear: CX + b.hw * 1.3 };
};

type Step = 'a' | 'b';

/** One leg from the body to the ground; legs of the far side are in the shade. `a` and `b` swing against each other. */
const leg = (pen: GrownPen, { belly }: Gait, x: number, step: Step, isFar: boolean): { out: string; fill: string } => {
  const { species: sp, coat: c, build: b } = pen;
  const w = b.lw * 0.43;
  const top = belly - 12;
  const paw = b.pw * 0.36;
  const path = geo`M${x - w} ${top} L${x - w} ${GY - 14} C${x - paw - 6} ${GY - 12} ${x - paw - 6} ${GY + 2} ${x - paw + 3} ${GY + 2} L${x + w - 2} ${GY + 2} C${x + w + 3} ${GY + 2} ${x + w + 3} ${GY - 8} ${x + w} ${GY - 14} L${x + w} ${top}Z`;
  const swing = (inner: string): string =>
    layer(inner, `pg-leg-${step}`, `style="transform-origin:${num(x)}px ${num(top)}px"`);
  const sock =
    sp === 'mossling'
      ? ''
      : shape(
          geo`M${x - w} ${GY - 14} C${x - paw - 6} ${GY - 12} ${x - paw - 6} ${GY + 2} ${x - paw + 3} ${GY + 2} L${x + w - 2} ${GY + 2} C${x + w + 3} ${GY + 2} ${x + w + 3} ${GY - 8} ${x + w} ${GY - 14}Z`,
          `fill="${c.belly}"`,
        );
  return {
    out: swing(shape(path)),
    fill: swing(
      shape(path, `fill="${isFar ? c.shade : c.base}"`) +
        sock +
        (isFar ? '' : toes(x - paw * 0.5, GY + 2, c.seam, 0.7)),
    ),
  };
};

const marks = ({ species, coat: c, id }: GrownPen, { back, front, rear }: Gait): string => {
  const clip = `clip-path="url(#${id}bc)"`;
  const long = rear - front;
  if (species === 'cat')
    return [0.42, 0.58, 0.74]
      .map((t) => shape(geo`M${front + long * t - 5} ${back - 6} q5 16 1 27 q9 -10 9 -27Z`, `fill="${c.mark}" ${clip}`))
      .join('');
  if (species === 'mossling')
    return layer(
      [0.45, 0.6, 0.75].map((t) => oval(front + long * t, back + 12, 3.4, 3.4)).join(''),
      '',
      `fill="${c.mark}" opacity=".5"`,
    );
  return '';
};

/** Trunk and four legs; the head is drawn over the chest. */
export const walkingBody = (pen: GrownPen): Body => {
  const { coat: c, id } = pen;
  const gait = gaitOf(pen);
  const { back, belly, front, rear } = gait;
  const middle = (back + belly) / 2;
  const contour = geo`M${front + 6} ${middle} C${front} ${back + 2} ${front + 22} ${back} ${front + 38} ${back} L${rear - 26} ${back} C${rear - 4} ${back} ${rear + 3} ${back + 14} ${rear} ${middle + 4} C${rear} ${belly + 2} ${rear - 14} ${belly + 4} ${rear - 26} ${belly} C${CX + 6} ${belly - 5} ${CX - 8} ${belly - 3} ${front + 36} ${belly + 3} C${front + 18} ${belly + 7} ${front + 8} ${belly - 6} ${front + 6} ${middle}Z`;
  const b = pen.build;
  const [chest, hip] = [front + 8 + b.lw, rear - 4 - b.lw * 0.45];
  const far = [leg(pen, gait, chest + b.lw * 1.1, 'b', true), leg(pen, gait, hip - b.lw * 1.25, 'a', true)];
  const near = [leg(pen, gait, chest - b.lw * 0.1, 'a', false), leg(pen, gait, hip, 'b', false)];
  const trunk =
    shape(contour, `fill="url(#${id}b)"`) +
    marks(pen, gait) +
    oval(
      (front + rear) / 2,
      belly + 3,
      (rear - front) * 0.26,
      7,
      `fill="${c.belly}" opacity=".7" clip-path="url(#${id}bc)"`,
    );
  return {
    contour,
    out: [...far, ...near].map(({ out }) => out).join('') + shape(contour),
    fill: far.map(({ fill }) => fill).join('') + trunk + near.map(({ fill }) => fill).join(''),
    armOut: '',
    armFill: '',
  };
};
