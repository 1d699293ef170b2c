import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayStartMs, logicalDateIn } from '../time/day.ts';
import { createDayGrid, createGrid, logicalDateAt } from './grid.ts';
import { scene } from './random-goals.ts';
import { BLANK_RULE } from './vector-rules.ts';

const RUNS = { numRuns: 2500 };
const DAY = 86_400_000;

const tiled = scene.filter(({ rule }) => rule.intervalUnit !== null);
const offset = fc.integer({ min: -60 * DAY, max: 60 * DAY });

test('an instant lies in its cell, and cells meet without gaps; none has length zero', () => {
  fc.assert(
    fc.property(tiled, offset, ({ rule, middle }, away) => {
      const grid = createGrid(rule);
      const at = middle + away;
      const cell = grid?.cellAt(at);
      if (!grid || !cell) throw new Error('a goal with an interval has a grid');
      expect(cell.start).toBeLessThanOrEqual(at);
      expect(cell.end).toBeGreaterThan(at);
      expect(cell.from).toBeLessThanOrEqual(cell.start);
      expect(grid.cellAt(cell.start)).toEqual(cell);
      expect(grid.cellAt(cell.end - 1)).toEqual(cell);
      expect(grid.cellAt(cell.end).start).toBe(cell.end);
      expect(grid.cellAt(cell.start - 1).end).toBe(cell.start);
      expect(grid.cellAt(cell.end).label).not.toBe(cell.label);
    }),
    RUNS,
  );
});

test('a boundary is counted from the anchor, never from the boundary before it', () => {
  let clamped = 0;
  const monthEnd = fc.constantFrom('2026-01-31T01:30:00.000Z', '2028-02-29T12:00:00.000Z', '2026-03-30T23:59:59.999Z');
  const monthly = fc
    .tuple(scene, monthEnd)
    .map(
      ([{ rule }, startsAt]) =>
        ({ ...rule, startsAt, periodMode: 'anchored', intervalValue: 1, intervalUnit: 'm' }) as const,
    );
  fc.assert(
    fc.property(monthly, fc.integer({ min: -600, max: 600 }), (rule, months) => {
      const anchor = Temporal.Instant.from(rule.startsAt).toZonedDateTimeISO(rule.timezone);
      const boundary = anchor.add({ months });
      expect(createGrid(rule)?.cellAt(boundary.epochMilliseconds).start).toBe(boundary.epochMilliseconds);
      clamped += Number(boundary.day !== anchor.day);
    }),
    RUNS,
  );
  expect(clamped).toBeGreaterThan(RUNS.numRuns / 10);
});

test('logical days are those of core/domain/time', () => {
  fc.assert(
    fc.property(scene, offset, ({ rule, middle }, away) => {
      const { timezone, dayStartHour } = rule;
      const date = logicalDateIn(middle + away, timezone, dayStartHour);
      const day = createDayGrid(rule).cellAt(middle + away);
      expect(day.label).toBe(date);
      expect(day.start).toBe(dayStartMs(date, timezone, dayStartHour));
      expect(logicalDateAt(rule, middle + away)).toBe(date);
    }),
    RUNS,
  );
});

test('an hour that the clocks show twice: an anchor in its second half stays there', () => {
  const rule = {
    ...BLANK_RULE,
    periodMode: 'anchored',
    intervalValue: 1,
    intervalUnit: 'd',
    timezone: 'America/New_York',
    startsAt: '2026-11-01T06:30:00.000Z',
  } as const;
  const cell = createGrid(rule)?.cellAt(Date.parse(rule.startsAt));
  expect(cell?.label).toBe('2026-11-01T06:30:00Z');
  expect(cell?.end).toBe(Date.parse('2026-11-02T06:30:00Z'));
});

test('labels have milliseconds only when there are some', () => {
  const rule = { ...BLANK_RULE, periodMode: 'anchored', intervalValue: 6, intervalUnit: 'h' } as const;
  const label = (startsAt: string) => createGrid({ ...rule, startsAt })?.cellAt(Date.parse(startsAt)).label;
  expect(label('2026-01-05T00:00:00.000Z')).toBe('2026-01-05T00:00:00Z');
  expect(label('2026-01-05T00:00:00.250Z')).toBe('2026-01-05T00:00:00.250Z');
});

test('a goal without interval has no grid', () => {
  expect(createGrid(BLANK_RULE)).toBeNull();
});
