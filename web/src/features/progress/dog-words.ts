/** What the dog's part of Progress says (DESIGN.md, Voice). Pure. */
import { dateOf } from '../../ui/words.ts';
import type { Insight, MomentGroup, Point } from './dog-summary.ts';
import { amount } from './words.ts';

const SMALL_DAYS = 14;
const SMALL_COUNT = 5;

const counted = (count: number, one: string, many: string): string => `${amount(count)} ${count === 1 ? one : many}`;
const small = (isSmall: boolean): string => (isSmall ? ' A small sample: treat it as a hunch.' : '');

/** `other_dog` as people write it. */
export const plainKey = (key: string): string => key.replaceAll('_', ' ');
export const hourRange = (key: string): string => `${key}:00`;

/** `15 m`, `2.5 m` */
export const metres = (value: number): string => `${amount(value)} m`;
/** `40 s`, `2.5 min` */
export const minutes = (value: number): string => (value < 1 ? `${Math.round(value * 60)} s` : `${amount(value)} min`);

const fromTo = (points: readonly Point[], say: (value: number) => string): string => {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return '';
  if (points.length === 1) return `${say(first.value)} on ${dateOf(first.date)}.`;
  return `From ${say(first.value)} on ${dateOf(first.date)} to ${say(last.value)} on ${dateOf(last.date)}.`;
};

export const dogWords = {
  title: 'With your dog',
  failed: 'Your moments cannot be read now. They are safe on your server.',
  none: 'No moments in these days. Breaks cost nothing.',
  good: 'Good',
  hard: 'Hard',
  goodMoments: 'Good moments',
  hardMoments: 'Hard moments',
  /** `logged`: days with a moment before these. */
  before: (now: number, before: number, logged: number) => {
    if (logged === 0) return 'the first of their kind';
    if (now === before) return 'as before';
    return now > before ? `${amount(now - before)} more than before` : `${amount(before - now)} fewer than before`;
  },
  calm: 'Calm distance',
  recovery: 'Recovery',
  was: (value: string) => `was ${value}`,
  latest: 'the latest',
  strength: 'Strength',
  count: 'Moments',
  days: 'Good and hard, day by day',
  daysSays: (good: number, hard: number, days: number, logged: number) =>
    `${counted(good, 'good moment', 'good moments')} and ${counted(hard, 'hard one', 'hard ones')} in ${days} days.` +
    small(logged < SMALL_DAYS),
  strong: 'How strong they were, 1 to 5',
  goodADay: 'Good, per day',
  hardADay: 'Hard, per day',
  average: 'Average strength, 1 to 5',
  distanceSays: (points: readonly Point[]) =>
    `Metres to what sets it off, in good moments; closer is nearer to the goal. ${fromTo(points, metres)}` +
    small(points.length < SMALL_COUNT),
  recoverySays: (points: readonly Point[]) =>
    `Minutes until it was itself again, after hard moments. ${fromTo(points, minutes)}` +
    small(points.length < SMALL_COUNT),
  recoveryTitle: 'Time to recover',
  triggers: 'By trigger',
  tags: 'By tag',
  hours: 'By hour of the day',
  groupSays: (hardest: MomentGroup | null, moments: number, name: (key: string) => string) =>
    (hardest === null
      ? `${counted(moments, 'good moment', 'good moments')}, none hard.`
      : `Most hard moments with “${name(hardest.key)}”: ${amount(hardest.negative_count)}.`) +
    small(moments < SMALL_COUNT),
  hourSays: (hardest: MomentGroup | null, moments: number) =>
    (hardest === null
      ? `${counted(moments, 'good moment', 'good moments')}, none hard.`
      : `Most hard moments from ${hourRange(hardest.key)} on: ${amount(hardest.negative_count)}.`) +
    small(moments < SMALL_COUNT),
  goodAndHard: ({ positive_count: good, negative_count: hard }: MomentGroup) =>
    `${amount(good)} good, ${amount(hard)} hard`,
  stacking: 'Days that began hard',
  stackingSays: (items: Insight['stacking']) => {
    const most = items.reduce((max, { hard_within_48_h: hard }) => Math.max(max, hard), 0);
    return (
      `Hard moments within 48 hours of what made a day hard, at most ${amount(most)}.` +
      small(items.length < SMALL_COUNT)
    );
  },
  within: (count: number) => `${counted(count, 'hard moment', 'hard moments')} within 48 h`,
  what: 'What',
  hour: 'Hour',
  shown: (shown: number, of: number) => `The ${shown} most frequent of ${of}; the table has them all.`,
} as const;
