import { expect, test } from 'vitest';
import { instantOr } from './instant.ts';

const ARRIVAL = '2026-03-02T12:00:00.000Z';

test.each([
  ['2026-03-02T10:00:00Z', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02T10:00:00.5Z', '2026-03-02T10:00:00.500Z'],
  ['2026-03-02T10:00:00+02:00', '2026-03-02T08:00:00.000Z'],
  ['2026-03-02T10:00:00-11:30', '2026-03-02T21:30:00.000Z'],
])('%s is %s', (text, instant) => expect(instantOr(text, ARRIVAL)).toBe(instant));

test.each([
  null,
  undefined,
  '',
  'yesterday',
  '2026-03-02',
  '2026-03-02T10:00:00',
  'Mar 2 2026',
  '2026-13-02T10:00:00Z',
])('%s is the arrival', (text) => expect(instantOr(text, ARRIVAL)).toBe(ARRIVAL));
