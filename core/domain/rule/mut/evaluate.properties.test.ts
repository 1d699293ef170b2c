import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { logsIn, momentIn, scene } from './random-goals.ts';
import { referenceRows } from './reference.ts';
import type { GoalRule, Log } from './rule.ts';

const RUNS = { numRuns: 2500 };

const given = scene.chain(({ rule, middle }) =>
  fc.record({ rule: fc.constant(rule), logs: logsIn(middle), now: momentIn(middle, -10, 35) }),
);

/** The share of goals that have a row with logs, and of those that have a met and an unmet one. */
const watch = () => {
  const seen = { runs: 0, withLogs: 0, met: 0, partial: 0 };
  return {
    seen,
    see: (rows: ReturnType<typeof evaluate>) => {
      seen.runs += 1;
      seen.withLogs += Number(rows.some(({ dataPoints }) => dataPoints > 0));
      seen.met += Number(rows.some(({ met }) => met));
      seen.partial += Number(rows.some(({ partial }) => partial));
    },
    check: () => {
      expect(seen.withLogs).toBeGreaterThan(seen.runs / 2);
      expect(seen.met).toBeGreaterThan(seen.runs / 4);
      expect(seen.partial).toBeGreaterThan(seen.runs / 4);
    },
  };
};

test('every row is what a slow and plain reading of the specification says', () => {
  const { see, check } = watch();
  fc.assert(
    fc.property(given, ({ rule, logs, now }) => {
      const rows = evaluate(rule, logs, now);
      expect(rows).toEqual(referenceRows(rule, logs, now));
      see(rows);
    }),
    RUNS,
  );
  check();
});

const evaluated = (
  test: (rows: ReturnType<typeof evaluate>, rule: GoalRule, logs: readonly Log[], now: string) => void,
) => {
  const { see, check } = watch();
  fc.assert(
    fc.property(given, ({ rule, logs, now }) => {
      const rows = evaluate(rule, logs, now);
      test(rows, rule, logs, now);
      see(rows);
    }),
    RUNS,
  );
  check();
};

test('progress is 1 exactly when met; met_at needs both met and final; a closed period is final', () => {
  evaluated((rows) => {
    for (const { met, progress, metAt, final, status } of rows) {
      expect(progress === '1.0000').toBe(met);
      expect(metAt !== null).toBe(met && final);
      if (status === 'closed') expect(final).toBe(true);
    }
  });
});

test('evaluating twice, in whatever order logs come, and with logs of the future gives the same', () => {
  evaluated((rows, rule, logs, now) => {
    const later = { id: 'later', at: new Date(Date.parse(now) + 1).toISOString(), value: '7' };
    expect(evaluate(rule, [later, ...logs.toReversed(), ...logs], now)).toEqual(rows);
  });
});

test('rows tile the time from the start to now without gaps or overlaps; rolling ones end one by one', () => {
  evaluated((rows, rule, _, now) => {
    expect(new Set(rows.map(({ label }) => label)).size).toBe(rows.length);
    for (const [index, { start, end }] of rows.entries()) {
      if (end !== null) expect(start < end).toBe(true);
      const next = rows[index + 1];
      if (!next) continue;
      if (rule.periodMode === 'rolling') expect((end ?? '') < (next.end ?? '')).toBe(true);
      else expect(next.start).toBe(end);
    }
    const last = rows.at(-1);
    if (last?.end != null && last.end <= now) expect(last.end).toBe(rule.endsAt);
    if (now >= rule.startsAt) expect(rows.length).toBeGreaterThan(0);
  });
});

test('every log of the goal’s time is a data point of exactly one row, unless windows roll', () => {
  evaluated((rows, rule, logs, now) => {
    if (rule.periodMode === 'rolling' || rule.measureType === 'delta') return;
    const counts = rule.measureType === 'frequency' && rule.thresholdType === null;
    const own = logs.filter(
      ({ at, value }) =>
        (counts || value !== null) && at >= rule.startsAt && at <= now && (rule.endsAt === null || at < rule.endsAt),
    );
    expect(rows.reduce((sum, { dataPoints }) => sum + dataPoints, 0)).toBe(own.length);
  });
});

test('sums are exact: those of all rows together are the sum of all logs in whole numbers', () => {
  const places = 4;
  const amounts = fc.array(
    fc.record({
      hour: fc.integer({ min: 0, max: 2000 }),
      units: fc.bigInt({ min: -99_999_999_999_999n, max: 99_999_999_999_999n }),
    }),
    { minLength: 1, maxLength: 60, size: 'max' },
  );
  const start = Date.parse('2026-01-05T00:00:00Z');
  const decimalOf = (units: bigint): string => {
    const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
    return `${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  };
  const unitsOf = (decimal: string): bigint => {
    const [whole = '', fraction = ''] = decimal.split('.');
    return BigInt(whole + fraction.padEnd(places, '0'));
  };
  fc.assert(
    fc.property(
      scene,
      amounts,
      fc.constantFrom<GoalRule['intervalUnit'][]>('h', 'd', 'w', 'm', null),
      ({ rule }, given, unit) => {
        const summing: GoalRule = {
          ...rule,
          measureType: 'target',
          aggMethod: 'sum',
          frequency: null,
          deltaGoal: null,
          goalEndPoint: '1000000',
          thresholdType: null,
          periodMode: 'calendar',
          intervalValue: unit === null ? null : unit === 'h' ? 7 : 1,
          intervalUnit: unit,
          startsAt: new Date(start).toISOString(),
          endsAt: null,
        };
        const logs = given.map(({ hour, units }, index) => ({
          id: String(index),
          at: new Date(start + hour * 3_600_000).toISOString(),
          value: decimalOf(units),
        }));
        const rows = evaluate(summing, logs, '2026-04-01T00:00:00.000Z');
        const sum = rows.reduce((total, { value }) => total + unitsOf(value ?? '0'), 0n);
        expect(sum).toBe(given.reduce((total, { units }) => total + units, 0n));
      },
    ),
    { numRuns: 2000 },
  );
});
