/** The golden vectors of spec 4, read from the file. */
import { describe, expect, test } from 'vitest';
import vectors from '../../../test/vectors/pet.json' with { type: 'json' };
import { DomainError } from '../errors.ts';
import { applyEvent, assertApplicable, type PetEvent } from './apply.ts';
import { dayXp } from './day-xp.ts';
import { decay } from './decay.ts';
import { levelFloor, levelOf, stageOf } from './levels.ts';
import { moodOf } from './mood.ts';
import { petRules } from './rules.ts';
import { newPet, publicState } from './state.ts';

interface VectorEvent {
  readonly id?: string;
  readonly type: string;
  readonly value: number;
  readonly local_date: string;
  readonly meta?: Record<string, unknown>;
}
interface RunStep {
  readonly event: VectorEvent;
  readonly at: string;
  readonly xp: number;
  readonly energy_ms: number;
  readonly food_ms: number;
  readonly stage: string;
  readonly state: object;
}

const eventOf = ({ id, type, value, local_date, meta }: VectorEvent): PetEvent => ({
  id: id ?? 'e',
  type,
  value,
  localDate: local_date,
  ...(meta && { meta }),
});

const runs = Object.entries(vectors).filter(([name]) => /^[A-Z]$/.test(name)) as [string, RunStep[]][];

test('the file has the runs A, F, L, P, U, W and Z', () => {
  expect(runs.map(([name]) => name).sort()).toEqual(['A', 'F', 'L', 'P', 'U', 'W', 'Z']);
  expect(runs.every(([, steps]) => steps.length > 0)).toBe(true);
});

test('every list of the file has lines', () => {
  const { levels, stages, day_xp, decay: decays, farm, refused } = vectors;
  expect([levels, stages, day_xp, decays, farm.per_event, refused].map(({ length }) => length)).toEqual([
    20, 11, 10, 5, 24, 7,
  ]);
});

test.each(runs)('run %s', (_, steps) => {
  let state = newPet(vectors.created);
  for (const step of steps) {
    const applied = applyEvent(state, eventOf(step.event), step.at);
    expect({ xp: applied.xp, energy_ms: applied.energyMs, food_ms: applied.foodMs }).toEqual({
      xp: step.xp,
      energy_ms: step.energy_ms,
      food_ms: step.food_ms,
    });
    expect(applied.state).toEqual(step.state);
    expect(stageOf(applied.state.xp, applied.state.level)).toBe(step.stage);
    state = applied.state;
  }
});

test.each(vectors.decay)('decay to $to', ({ from, to, stage, expect: expected }) => {
  const state = decay(newPet(from), to);
  expect(state).toEqual(expected);
  expect(stageOf(state.xp, state.level)).toBe(stage);
});

test.each(vectors.levels)('level %i begins at %i, costs %i more, and is %s', (level, floor, cost, stage) => {
  expect(levelFloor(Number(level))).toBe(floor);
  expect(levelFloor(Number(level) + 1) - levelFloor(Number(level))).toBe(cost);
  expect(levelOf(Number(floor))).toBe(level);
  if (level !== 1) expect(stageOf(Number(floor), Number(level))).toBe(stage);
});

test.each(vectors.stages)('$xp XP: level $level, $stage', ({ xp, level, stage }) => {
  expect(levelOf(xp)).toBe(level);
  expect(stageOf(xp, level)).toBe(stage);
});

test.each(vectors.day_xp)('a day of $units is worth $xp', ({ units, xp }) => {
  expect(dayXp(units as Record<string, number>)).toBe(xp);
});

test('commits of one day, one by one', () => {
  const earned = vectors.farm.per_event.map((_, i) => dayXp({ 'commit.push': i + 1 }) - dayXp({ 'commit.push': i }));
  expect(earned).toEqual(vectors.farm.per_event);
  expect(dayXp({ 'commit.push': earned.length })).toBe(vectors.farm.total);
});

test.each(vectors.refused)(
  'refused when written: $event.type $event.value on $event.local_date: $refused',
  ({ event, at, refused }) => {
    const write = () => assertApplicable(eventOf(event), at);
    if (refused) expect(write).toThrow(DomainError);
    else expect(write).not.toThrow();
  },
);

describe('the rule table', () => {
  const { rules } = vectors;
  test('has the vectors’ numbers', () => {
    expect(petRules).toMatchObject({
      version: rules.version,
      dayCap: rules.dayCap,
      lateDays: rules.lateDays,
      energyMs: rules.T_E,
      foodMs: rules.T_H,
      floorTenths: rules.floorTenths,
      idleMs: rules.idleMs,
    });
  });
  test('has the vectors’ categories', () => {
    expect(petRules.categories).toEqual(
      Object.fromEntries(
        Object.entries(rules.cats).map(([name, c]) => [name, { full: c.A, energy: c.kE, food: c.kF }]),
      ),
    );
  });
  test('has the vectors’ types', () => {
    expect(petRules.types).toEqual(
      Object.fromEntries(
        Object.entries(rules.types).map(([type, [category, num, den, cap]]) => [
          type,
          { category, num, den, cap: cap ?? null },
        ]),
      ),
    );
  });
});

test('the private part of the state is never public', () => {
  expect(publicState(newPet(vectors.created))).not.toHaveProperty('engine');
});

test.each([
  [100, 0, 0, true, 'resting'],
  [100, 0, 72, false, 'sleepy'],
  [100, 30, 71, false, 'excited'],
  [100, 31, 0, false, 'happy'],
  [60, 40, 0, false, 'happy'],
  [59, 40, 0, false, 'content'],
  [40, 60, 0, false, 'content'],
  [39, 60, 0, false, 'calm'],
  [20, 70, 0, false, 'peckish'],
  [40, 69, 0, false, 'calm'],
  [9, 70, 0, false, 'sleepy'],
])('energy %i, hunger %i, idle %i h, paused %s: %s', (energy, hunger, idleHours, paused, mood) => {
  expect(moodOf({ energy, hunger, paused, idleMs: idleHours * 3_600_000 })).toBe(mood);
});
