/** A pet with legs, sitting or asleep. */
import { CX, GY } from './build.ts';
import { lyingBody } from './body-lying.ts';
import { gaitOf, walkingBody } from './body-walking.ts';
import { frontLegs } from './front-legs.ts';
import { catHead } from './head-cat.ts';
import { dogHead } from './head-dog.ts';
import { mosslingHead } from './head-mossling.ts';
import type { Species } from './kinds.ts';
import { neckwear } from './neckwear.ts';
import type { Body, Figure, GrownPen, Head } from './pen.ts';
import { POSTURE } from './posture.ts';
import { medal } from './props.ts';
import { layer, num, oval, shape } from './svg.ts';
import { tail } from './tail.ts';
import { trunk } from './trunk.ts';
import { wings } from './wings.ts';

const HEAD: Readonly<Record<Species, (pen: GrownPen) => Head>> = { dog: dogHead, cat: catHead, mossling: mosslingHead };

const sittingBody = (pen: GrownPen): Body => {
  const rump = trunk(pen);
  const { out, fill, arm } = frontLegs(pen);
  return { contour: rump.contour, out: rump.out + out, fill: rump.fill + fill, armOut: arm.out, armFill: arm.fill };
};

const proudMedal = ({ stage, build: b }: GrownPen): string => {
  switch (stage) {
    case 'adult':
      return medal(CX, b.ty + 17, 1);
    case 'elder':
      return medal(CX - b.sw * 0.5, b.ty + 23, 0.95);
    case 'baby':
      return medal(CX, b.ty + 13, 0.82);
    case 'young':
      return medal(CX - b.sw * 0.86, b.ty + 22, 0.86);
  }
};

/** What is worn on a sitting chest. */
const worn = (pen: GrownPen): string => {
  const { species, stage, mood, build: b } = pen;
  const leavesOnly = species === 'mossling' && stage === 'adult';
  const neck = leavesOnly ? '' : neckwear(stage, b, b.ty + (stage === 'young' ? 3 : 4), pen.accent, mood !== 'proud');
  return neck + (mood === 'proud' ? proudMedal(pen) : '');
};

/** The whole figure. */
export const animal = (pen: GrownPen): Figure => {
  const { species, stage, mood, coat: c, build: b } = pen;
  const lying = mood === 'sleepy' && pen.reaction === null;
  const walks = pen.reaction === 'walk';
  const posture = POSTURE[mood];
  const head = HEAD[species](pen);
  const gait = gaitOf(pen);
  const hx = lying ? CX - 8 : walks ? gait.front + 20 : CX;
  const hy = lying ? GY - 43 * b.hs - 3 : walks ? gait.back - 18 * b.hs : b.hy + posture.dy;
  const headAt = `transform="translate(${num(hx)} ${num(hy)}) rotate(${posture.tilt}) scale(${b.hs})"`;
  const headLayer = (inner: string, style = '') =>
    layer(layer(inner, 'pg-head', 'style="transform-origin:0px 40px"'), '', headAt + style);
  const t = tail(pen, lying);
  const tailOf = (inner: string): string =>
    layer(inner, `pg-tail pg-${posture.tail}`, `style="transform-origin:${num(t.org[0])}px ${num(t.org[1])}px"`);
  // On its way the tail is where the back ends, and not on the ground.
  const raised = `transform="translate(${num(gait.rear - 10 - t.org[0])} ${num(gait.back + 14 - t.org[1])})"`;
  const tailLayer = (inner: string): string => {
    if (pen.crop === 'head') return '';
    return walks ? layer(tailOf(inner), '', raised) : tailOf(inner);
  };
  const bodyLayer = (inner: string) => layer(inner, 'pg-body', 'style="transform-origin:120px 216px"');

  const body = lying ? lyingBody(pen, hx) : walks ? walkingBody(pen) : sittingBody(pen);
  const back = species === 'mossling' && stage !== 'baby' && !lying && !walks ? wings(pen) : { out: '', fill: '' };
  pen.defs.push(
    `<clipPath id="${pen.id}hc">${shape(head.skull)}</clipPath><clipPath id="${pen.id}bc">${shape(body.contour)}</clipPath>`,
  );
  const headShade = layer(
    layer(oval(0, 12, 47, 42, `fill="${c.shade}"`), '', `transform="translate(${num(hx)} ${num(hy)}) scale(${b.hs})"`),
    '',
    `clip-path="url(#${pen.id}bc)" opacity=".8"`,
  );
  const chin = shape(head.skull, `fill="none" stroke="${c.line}" stroke-width="3" opacity=".5"`);
  return {
    outline:
      tailLayer(t.out) +
      back.out +
      bodyLayer(body.out) +
      headLayer(head.out, ` style="stroke-width:${num(8 / b.hs)}px"`) +
      body.armOut,
    fill:
      tailLayer(t.fill) +
      back.fill +
      bodyLayer(body.fill + (lying ? '' : walks ? headShade : headShade + worn(pen))) +
      headLayer(chin + head.fill) +
      body.armFill,
    pre: '',
    post: '',
    topY: hy - (species === 'dog' ? 58 : 78) * b.hs,
    hx,
    hy,
    build: b,
    lying,
  };
};
