/** Random goals and logs for property tests, dense where clocks change, periods meet and values tie. */
import fc from 'fast-check';
import { checkRule } from './check-rule.ts';
import type { GoalRule, Log, Pause } from './rule.ts';
import { BLANK_RULE } from './vector-rules.ts';

const HOUR = 3_600_000;

/** Zones with an instant around which their clocks are changed: gaps, overlaps, skipped dates, midnights. */
const places = [
  ['UTC', '2026-03-01T00:00:00Z'],
  ['Asia/Kolkata', '2026-05-03T18:30:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['America/Santiago', '2026-09-06T04:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['America/St_Johns', '2010-11-07T02:31:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00:00Z'],
] as const;

const iso = (at: number): string => new Date(at).toISOString();

/** Hours from the middle of the scene; whole days and quarter hours are as likely, and milliseconds happen. */
const hours = (from: number, to: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: from, max: to }),
    fc.integer({ min: Math.ceil(from / 24), max: Math.floor(to / 24) }).map((days) => 24 * days),
    fc.integer({ min: 4 * from, max: 4 * to }).map((quarters) => quarters / 4),
    fc.integer({ min: from * HOUR, max: to * HOUR }).map((at) => at / HOUR),
  );

/** Few different values, so that they meet their thresholds; some have more decimals than are kept. */
export const decimal: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -2, max: 12 }).map(String) },
  { weight: 4, arbitrary: fc.integer({ min: -300, max: 1200 }).map((n) => (n / 100).toFixed(2)) },
  { weight: 1, arbitrary: fc.constantFrom('4.9999996', '5.0000004', '0.0000003', '-0.0000005', '89999999999999.5') },
);

const rare = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const ordered = (a: string, b: string): readonly [string, string] => (Number(a) <= Number(b) ? [a, b] : [b, a]);

const threshold = fc.oneof(
  fc.constant({}),
  fc.record({ thresholdType: fc.constantFrom('gte', 'lte', 'eq'), threshold: decimal }),
  fc.tuple(decimal, decimal).map(([a, b]) => {
    const [thresholdMin, thresholdMax] = ordered(a, b);
    return { thresholdType: 'between', thresholdMin, thresholdMax };
  }),
);

const interval = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ intervalValue: fc.integer({ min: 1, max: 3 }), intervalUnit: fc.constant('d') }),
  },
  { weight: 3, arbitrary: fc.record({ intervalValue: fc.constantFrom(1, 1, 2), intervalUnit: fc.constant('w') }) },
  { weight: 2, arbitrary: fc.record({ intervalValue: fc.constantFrom(1, 1, 2), intervalUnit: fc.constant('m') }) },
  { weight: 1, arbitrary: fc.record({ intervalValue: fc.constant(1), intervalUnit: fc.constant('y') }) },
  {
    weight: 1,
    arbitrary: fc.record({ intervalValue: fc.integer({ min: 5, max: 30 }), intervalUnit: fc.constant('h') }),
  },
);
const periodMode = fc.constantFrom('calendar', 'calendar', 'anchored', 'rolling');
const aggMethod = fc.constantFrom(null, 'last', 'min', 'max', 'avg', 'sum', 'sum');

const frequencyGoal = fc
  .tuple(interval, threshold, periodMode, aggMethod, fc.integer({ min: 1, max: 4 }))
  .map(([every, limit, mode, agg, frequency]) => ({
    measureType: 'frequency',
    frequency,
    ...every,
    ...limit,
    periodMode: mode,
    aggMethod: 'thresholdType' in limit ? agg : null,
  }));
const deltaGoal = fc
  .tuple(interval, threshold, fc.constantFrom('calendar', 'anchored'), aggMethod, rare(decimal))
  .map(([every, guard, mode, agg, goalStartPoint]) => ({
    measureType: 'delta',
    deltaGoal: '0.5',
    ...every,
    ...guard,
    periodMode: mode,
    aggMethod: agg,
    goalStartPoint,
  }));
const targetGoal = (every: fc.Arbitrary<object>, modes: fc.Arbitrary<string>) =>
  fc
    .tuple(every, modes, aggMethod, rare(decimal), decimal, rare(fc.constantFrom('eq', 'between')))
    .map(([given, mode, agg, goalStartPoint, goalEndPoint, thresholdType]) => ({
      measureType: 'target',
      ...given,
      periodMode: mode,
      aggMethod: agg,
      goalStartPoint,
      goalEndPoint,
      thresholdType,
      ...(thresholdType === 'between' ? { thresholdMin: goalEndPoint, thresholdMax: '90000000000000' } : {}),
    }));

const measure = fc.oneof(
  { weight: 3, arbitrary: frequencyGoal },
  { weight: 3, arbitrary: deltaGoal },
  { weight: 2, arbitrary: targetGoal(interval, periodMode) },
  { weight: 3, arbitrary: targetGoal(fc.constant({}), fc.constant('calendar')) },
);

const valid = (rule: GoalRule): boolean => {
  try {
    checkRule(rule);
    return true;
  } catch {
    return false;
  }
};

/** Where and when a scene plays: in a zone, around `middle` (epoch milliseconds). */
export interface Scene {
  readonly rule: GoalRule;
  readonly middle: number;
}

export const scene: fc.Arbitrary<Scene> = fc
  .record({
    place: fc.constantFrom(...places),
    measure,
    direction: fc.constantFrom('up', 'down', null),
    starts: hours(-25 * 24, 10 * 24),
    lasts: rare(hours(1, 40 * 24)),
    pauses: fc.array(fc.tuple(hours(-20 * 24, 20 * 24), rare(hours(0, 200))), { maxLength: 2 }),
    pausedAtAll: fc.constantFrom(true, false, false),
    weekStart: fc.integer({ min: 1, max: 7 }),
    dayStartHour: fc.constantFrom(0, 0, 1, 2, 4, 12),
  })
  .map(({ place: [timezone, around], measure: columns, starts, lasts, pauses, pausedAtAll, ...rest }): Scene => {
    const middle = Date.parse(around);
    const startsAt = middle + Math.round(starts * HOUR);
    const paused = pauses.map(([from, length]): Pause => ({
      from: iso(middle + Math.round(from * HOUR)),
      to: length === null ? null : iso(middle + Math.round((from + length) * HOUR)),
    }));
    return {
      middle,
      rule: {
        ...BLANK_RULE,
        ...rest,
        ...(columns as Partial<GoalRule>),
        timezone,
        startsAt: iso(startsAt),
        endsAt: lasts === null ? null : iso(startsAt + Math.round(lasts * HOUR)),
        pauses: pausedAtAll ? paused : [],
      } as GoalRule,
    };
  })
  .filter(({ rule }) => valid(rule));

/** An instant of the scene, in days from its middle. */
export const momentIn = (middle: number, fromDay: number, toDay: number): fc.Arbitrary<string> =>
  hours(24 * fromDay, 24 * toDay).map((at) => iso(middle + Math.round(at * HOUR)));

/** Logs within 40 days of the middle of a scene; some have no number, some share an instant. */
export const logsIn = (middle: number, maxLength = 25): fc.Arbitrary<readonly Log[]> =>
  fc
    .array(
      fc.record({
        at: momentIn(middle, -40, 30),
        value: fc.oneof({ weight: 12, arbitrary: decimal }, { weight: 1, arbitrary: fc.constant(null) }),
        rank: fc.integer({ min: 0, max: 999 }),
      }),
      { maxLength, size: 'max' },
    )
    .map((logs) =>
      logs.map(({ at, value, rank }, index): Log => ({ id: `${String(rank).padStart(3, '0')}-${index}`, at, value })),
    );
