import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betterCorrection, correctedInstant, correctionOf, settledCorrection, withCorrection } from './clock-offset.ts';
import { AT, attempt, completion, itemOf, moment, note, trackerLog } from './test-items.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const item = itemOf(moment('m'), 1);

test('a clock that is wrong by a day is put right, one that is off by five minutes is left', () => {
  expect(correctedInstant('2026-03-03T08:00:00.000Z', -DAY)).toBe(AT);
  expect(correctedInstant('2026-03-01T09:00:00+01:00', DAY)).toBe(AT);
  expect(correctedInstant(AT, 5 * MINUTE)).toBe(AT);
  expect(correctedInstant(AT, -5 * MINUTE)).toBe(AT);
  expect(correctedInstant(AT, 5 * MINUTE + 1)).toBe('2026-03-02T08:05:00.001Z');
  expect(correctedInstant('2026-03-02T08:00Z', null)).toBe('2026-03-02T08:00Z');
  expect(correctedInstant('once', DAY)).toBe('once');
});

test('whatever the clock says, what is sent is within five minutes of the truth', () => {
  const offset = fc.integer({ min: -400 * DAY, max: 400 * DAY });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), offset, (trueMs, offsetMs) => {
      const said = new Date(trueMs - offsetMs).toISOString();
      const sent = Date.parse(correctedInstant(said, offsetMs));
      expect(Math.abs(sent - trueMs)).toBeLessThanOrEqual(5 * MINUTE);
    }),
    { numRuns: 1_000 },
  );
});

test('a correction is settled once: an offset that is learnt later does not make the moment another one', () => {
  expect(settledCorrection(item, null)).toBe(0);
  expect(settledCorrection(item, DAY)).toBe(DAY);
  expect(settledCorrection({ ...item, correctionMs: 0 }, DAY)).toBe(0);
  expect(settledCorrection({ ...item, isDeviceTime: false }, DAY)).toBe(0);
});

test('an instant that was refused as future is worth another try once the clock is known, and once only', () => {
  expect(betterCorrection({ ...item, correctionMs: 0 }, -DAY)).toBe(-DAY);
  expect(betterCorrection({ ...item, correctionMs: -DAY }, -DAY - MINUTE)).toBeNull();
  expect(betterCorrection({ ...item, correctionMs: 0 }, 0)).toBeNull();
  expect(betterCorrection({ ...item, correctionMs: 0 }, null)).toBeNull();
  expect(betterCorrection({ ...item, isDeviceTime: false, correctionMs: 0 }, -DAY)).toBeNull();
  // The clock was put right meanwhile: what was corrected is worse than what it said.
  expect(betterCorrection({ ...item, correctionMs: DAY }, 0)).toBe(0);
});

test('every kind that says an instant is corrected, and a day stays the day the user saw', () => {
  const corrected = [moment('a'), attempt('b'), trackerLog('c'), note('d')].map((content) =>
    withCorrection(content, DAY),
  );
  const instants = corrected.map(({ body }) => Object.values(body).find((value) => String(value).endsWith('Z')));
  expect(instants).toEqual(Array.from({ length: 4 }).fill('2026-03-03T08:00:00.000Z'));
  expect(withCorrection(completion('e'), DAY)).toEqual(completion('e'));
  expect(correctionOf(null)).toBe(0);
});
