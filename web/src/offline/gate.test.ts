import { expect, test } from 'vitest';
import { gateAfter, gateWoken, isOpen, openGate, type Gate, type WakeReason } from './gate.ts';

const NOW = 1_000_000;
const DAY = 86_400_000;
const open = openGate('u');
const lost = { kind: 'unreachable', blame: 'connection' } as const;
const failed = (times: number): Gate =>
  Array.from({ length: times }).reduce<Gate>((gate) => gateAfter(gate, lost, NOW, 0), open);

test('failures in a row close it for longer and longer, and one answer opens it', () => {
  expect([1, 2, 3].map((times) => (failed(times).openAt ?? 0) - NOW)).toEqual([500, 1000, 2000]);
  expect(gateAfter(failed(3), { kind: 'results', results: [] }, NOW, 0)).toEqual(open);
  expect(gateAfter(failed(3), { kind: 'refused', problem: {} }, NOW, 0)).toEqual(open);
});

test('it is closed until its instant, and not by a clock that was put back', () => {
  const gate = failed(1);
  expect([NOW, NOW + 499, NOW + 500, NOW - 1, NOW - DAY].map((now) => isOpen(gate, now))).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});

test('what the server asks for is waited for, whoever looks at the page', () => {
  const gate = gateAfter(open, { kind: 'later', afterMs: 40_000 }, NOW, 0);
  expect([gate.openAt, gate.failures]).toEqual([NOW + 40_000, 0]);
  const hopeful: WakeReason[] = ['online', 'focus', 'visible', 'retry', 'signedIn', 'timer', 'enqueued', 'told'];
  for (const reason of hopeful) expect(gateWoken(gate, reason)).toBe(gate);
});

test('a server that says later without an hour is asked as one that cannot be reached', () => {
  const gate = gateAfter(failed(2), { kind: 'later', afterMs: null }, NOW, 0);
  expect([gate.cause, gate.failures, gate.openAt]).toEqual(['later', 3, NOW + 2_000]);
});

test('a network that is back, or a user who looks, opens it early; a tap and a timer do not', () => {
  for (const reason of ['online', 'focus', 'visible', 'retry'] as const) {
    expect(isOpen(gateWoken(failed(8), reason), NOW)).toBe(true);
  }
  for (const reason of ['enqueued', 'told', 'timer'] as const) {
    expect(isOpen(gateWoken(failed(8), reason), NOW)).toBe(false);
  }
  // It goes on where it was: a network that only seems to be back is not asked every second.
  expect(gateWoken(failed(8), 'online').failures).toBe(8);
});

test('without a sign-in nothing opens it but a sign-in', () => {
  const gate = gateAfter(failed(3), { kind: 'signedOut' }, NOW, 0);
  expect(isOpen(gate, NOW + 100 * DAY)).toBe(false);
  for (const reason of ['online', 'focus', 'visible', 'retry', 'timer', 'enqueued', 'told'] as const) {
    expect(isOpen(gateWoken(gate, reason), NOW)).toBe(false);
  }
  expect(gateWoken(gate, 'signedIn')).toEqual(open);
});
