/** What must hold for every history (spec 4.8, 4.9). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEvent, type PetEvent } from './apply.ts';
import { decay } from './decay.ts';
import { levelOf, stageOf } from './levels.ts';
import { replayPet, type LedgerEntry } from './replay.ts';
import { petRules } from './rules.ts';
import { newPet, type PetState } from './state.ts';

const RUNS = { numRuns: 1000 };
const CREATED = '2026-03-02T08:00:00.000Z';
const FROM = Date.parse(CREATED);
const DAY = 86_400_000;

const types = [
  ...Object.keys(petRules.types),
  'pet.paused',
  'pet.resumed',
  'pet.customized',
  'constructor',
  '__proto__',
  'foo.bar',
];
const instant = fc.integer({ min: 0, max: 40 * DAY }).map((ms) => new Date(FROM + ms).toISOString());
const value = fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 50_000 }));

/** Events within one week of local dates, so that every one of them counts whatever the order. */
const weekEvent = fc.record({
  type: fc.constantFrom(...types),
  value,
  day: fc.integer({ min: 0, max: 7 }),
  at: instant,
});
const logOf = (events: readonly { type: string; value: number; day: number; at: string }[]): LedgerEntry[] =>
  events.map(({ type, value: units, day, at }, i) => ({
    event: {
      id: `e${i}`,
      type,
      value: units,
      localDate: new Date(FROM + day * DAY).toISOString().slice(0, 10),
      meta: { color: 'biscuit' },
    },
    appliedAt: at,
  }));
const LOG = { maxLength: 60, size: 'max' } as const;
const log = fc.array(weekEvent, LOG).map(logOf);

const fold = (entries: readonly LedgerEntry[]): PetState[] => {
  const states = [newPet(CREATED)];
  for (const { event, appliedAt } of entries) {
    states.push(applyEvent(states[states.length - 1] ?? newPet(CREATED), event, appliedAt).state);
  }
  return states;
};
const last = (states: readonly PetState[]): PetState => states[states.length - 1] ?? newPet(CREATED);

test('decaying twice is decaying once', () => {
  fc.assert(
    fc.property(log, instant, instant, (entries, a, b) => {
      const state = last(fold(entries));
      const [first, second] = a < b ? [a, b] : [b, a];
      expect(decay(decay(state, first), second)).toEqual(decay(state, second));
    }),
    RUNS,
  );
});

test('meters stay within bounds; XP, level and stage never fall; no instant moves back', () => {
  const stages = ['egg', 'baby', 'young', 'adult', 'elder'];
  fc.assert(
    fc.property(log, (entries) => {
      const states = fold(entries);
      states.forEach((state, i) => {
        const before = states[i - 1] ?? state;
        expect(state.energy).toBeGreaterThanOrEqual(0);
        expect(state.energy).toBeLessThanOrEqual(100);
        expect(state.hunger).toBeGreaterThanOrEqual(0);
        expect(state.hunger).toBeLessThanOrEqual(100);
        expect(state.xp).toBeGreaterThanOrEqual(before.xp);
        expect(state.level).toBe(levelOf(state.xp));
        expect(stages.indexOf(stageOf(state.xp, state.level))).toBeGreaterThanOrEqual(
          stages.indexOf(stageOf(before.xp, before.level)),
        );
        for (const name of ['energy_zero_at', 'food_zero_at', 'last_active_at'] as const) {
          expect(state.engine[name] >= before.engine[name]).toBe(true);
        }
        expect(state.last_update >= before.last_update).toBe(true);
      });
    }),
    RUNS,
  );
});

/** 40 days of events in two orders; in both, each event arrives within 7 local days of the newest before it. */
const twoOrders = fc
  .array(
    fc.record({
      type: fc.constantFrom(...types),
      value,
      day: fc.integer({ min: 0, max: 40 }),
      at: instant,
      delays: fc.tuple(fc.double({ min: 0, max: 7, noNaN: true }), fc.double({ min: 0, max: 7, noNaN: true })),
    }),
    LOG,
  )
  .map((events) =>
    ([0, 1] as const).map((which) => [...events].sort((a, b) => a.day + a.delays[which] - b.day - b.delays[which])),
  );

test('any order gives the same XP and level', () => {
  fc.assert(
    fc.property(twoOrders, (orders) => {
      const [a, b] = orders.map((events) => last(fold(logOf(events))));
      expect([b?.xp, b?.level]).toEqual([a?.xp, a?.level]);
    }),
    RUNS,
  );
});

test('an event more than 7 local days older than the newest is kept out, and harms nothing', () => {
  fc.assert(
    fc.property(log, fc.constantFrom(...Object.keys(petRules.types)), value, instant, (entries, type, units, at) => {
      const newest: PetEvent = { id: 'newest', type: 'task.done', value: 1, localDate: '2026-03-20' };
      const state = applyEvent(last(fold(entries)), newest, at).state;
      const late: PetEvent = { id: 'late', type, value: units, localDate: '2026-03-12' };
      const applied = applyEvent(state, late, at);
      expect([applied.xp, applied.energyMs, applied.foodMs]).toEqual([0, 0, 0]);
      expect(applied.state).toEqual({ ...decay(state, at), last_event_id: 'late' });
    }),
    RUNS,
  );
});

test('replaying a ledger gives the same state, also after a journey through JSON', () => {
  fc.assert(
    fc.property(log, (entries) => {
      const state = last(fold(entries));
      expect(replayPet(CREATED, entries)).toEqual(state);
      const stored = JSON.parse(JSON.stringify(state)) as PetState;
      expect(stored).toEqual(state);
      const next: PetEvent = { id: 'next', type: 'commit.push', value: 1, localDate: '2026-03-09' };
      expect(applyEvent(stored, next, '2026-04-20T00:00:00.000Z')).toEqual(
        applyEvent(state, next, '2026-04-20T00:00:00.000Z'),
      );
    }),
    RUNS,
  );
});

test('the ledger’s XP adds up to the pet’s', () => {
  fc.assert(
    fc.property(log, (entries) => {
      let [state, sum] = [newPet(CREATED), 0];
      for (const { event, appliedAt } of entries) {
        const applied = applyEvent(state, event, appliedAt);
        expect(applied.energyMs).toBeGreaterThanOrEqual(0);
        expect(applied.foodMs).toBeGreaterThanOrEqual(0);
        sum += applied.xp;
        state = applied.state;
      }
      expect(state.xp).toBe(sum);
    }),
    RUNS,
  );
});

test('a hard moment feeds the pet exactly as a good one, at every intensity', () => {
  fc.assert(
    fc.property(
      log,
      fc.constantFrom(5, 7),
      fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
      instant,
      (entries, units, intensities, at) => {
        const state = last(fold(entries));
        const moment = (type: string, intensity: number): PetEvent => ({
          id: 'moment',
          type,
          value: units,
          localDate: '2026-03-09',
          meta: { intensity },
        });
        const [good, hard] = [
          applyEvent(state, moment('behavior.positive', intensities[0]), at),
          applyEvent(state, moment('behavior.negative', intensities[1]), at),
        ];
        const { days: _a, ...goodEngine } = good.state.engine;
        const { days: _b, ...hardEngine } = hard.state.engine;
        expect([hard.xp, hard.energyMs, hard.foodMs]).toEqual([good.xp, good.energyMs, good.foodMs]);
        expect(hardEngine).toEqual(goodEngine);
        expect({ ...hard.state, engine: null }).toEqual({ ...good.state, engine: null });
      },
    ),
    RUNS,
  );
});

test('after any absence the first thing that earns brings energy to 60 and hunger to 40, or better', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), fc.constantFrom(...Object.keys(petRules.types)), (idleDays, type) => {
      const at = new Date(FROM + idleDays * DAY).toISOString();
      const { state, xp } = applyEvent(newPet(CREATED), { id: 'e', type, value: 1000, localDate: at.slice(0, 10) }, at);
      expect(xp).toBeGreaterThan(0);
      expect(state.energy).toBeGreaterThanOrEqual(60);
      expect(state.hunger).toBeLessThanOrEqual(40);
    }),
    RUNS,
  );
});

test('words of the language are harmless as types and as keys of a stored state', () => {
  const stored = JSON.parse(
    JSON.stringify(newPet(CREATED)).replace(
      '"days":{}',
      '"days":{"__proto__":{"constructor":3},"2026-03-02":{"__proto__":4,"toString":5,"commit.push":1}}',
    ),
  ) as PetState;
  const event = (type: string): PetEvent => ({ id: type, type, value: 1, localDate: '2026-03-02' });
  let state = stored;
  for (const type of ['__proto__', 'constructor', 'hasOwnProperty', 'commit.push']) {
    state = applyEvent(state, event(type), CREATED).state;
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  }
  expect(state.xp).toBe(10);
  expect(Object.entries(state.engine.days)).toEqual([
    ['__proto__', Object.assign({}, { constructor: 3 })],
    ['2026-03-02', JSON.parse('{"__proto__":4,"toString":5,"commit.push":2}')],
  ]);
  expect(Object.getPrototypeOf(state.engine.days)).toBe(Object.prototype);
});
