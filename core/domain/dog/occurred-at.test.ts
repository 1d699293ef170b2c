import { expect, test } from 'vitest';
import { readOccurredAt } from './occurred-at.ts';

const NOW = '2026-03-02T09:00:00.000Z';

test.each([
  ['2026-03-02T09:00:00Z', '2026-03-02T09:00:00.000Z'],
  ['2026-03-02T09:00Z', '2026-03-02T09:00:00.000Z'],
  ['2026-03-02T10:00:00+01:00', '2026-03-02T09:00:00.000Z'],
  ['2026-03-01T23:30:00.123456789-05:00', '2026-03-02T04:30:00.123Z'],
  ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
  ['2026-03-02T09:05:00.000Z', '2026-03-02T09:05:00.000Z'],
])('%s is %s', (sent, value) => {
  expect(readOccurredAt(sent, NOW)).toEqual({ value, faults: [] });
});

test.each([
  '2026-03-02T09:00:00',
  '2026-03-02',
  '2026-02-30T09:00:00Z',
  '2025-02-29T09:00:00Z',
  '2026-13-01T09:00:00Z',
  '2026-03-02T25:00:00Z',
  '2026-03-02T09:00:00+99:00',
  ' 2026-03-02T09:00:00Z',
  '1899-12-31T23:59:59.999Z',
  '1900-01-01T00:00:00+01:00',
  '0000-01-01T00:00:00Z',
  'yesterday',
  '',
  1_772_442_000_000,
  null,
  undefined,
])('%j is no time', (sent) => {
  const { faults } = readOccurredAt(sent, NOW);
  expect(faults).toEqual([expect.objectContaining({ field: 'occurred_at', code: 'validation_failed' })]);
});

test.each(['2026-03-02T09:05:00.001Z', '2026-03-02T10:05:01+01:00', '9999-12-31T23:59:59Z'])(
  '%s is to come',
  (sent) => {
    const { faults } = readOccurredAt(sent, NOW);
    expect(faults).toEqual([expect.objectContaining({ field: 'occurred_at', code: 'future_date' })]);
  },
);
