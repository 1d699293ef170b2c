/** What one event does to the pet (spec 4.3). Nothing an owner logs can harm it. */
import { DomainError } from '../errors.ts';
import type { Instant, JsonObject, LocalDate } from '../event.ts';
import { dayXp } from './day-xp.ts';
import { readAt } from './decay.ts';
import { levelOf } from './levels.ts';
import { petRules, typeRule } from './rules.ts';
import { instantAt, type PetEngine, type PetState } from './state.ts';

export interface PetEvent {
  readonly id: string;
  readonly type: string;
  /** Units of the type; whole and not negative for types that earn. */
  readonly value: number;
  readonly localDate: LocalDate;
  readonly meta?: JsonObject;
}

export interface Applied {
  readonly state: PetState;
  readonly xp: number;
  /** How far the event moved the instants at which the meters are empty, in milliseconds. */
  readonly energyMs: number;
  readonly foodMs: number;
}

const DAY_MS = 86_400_000;

/** Epoch day number of a calendar date: plain integer arithmetic, no zone is involved. */
const dayNumber = (date: LocalDate): number => Date.parse(`${date}T00:00:00.000Z`) / DAY_MS;

/**
 * Refuses what must never be written (spec 4.3): a local date more than one day after the UTC date of `at`, and a value
 * of a type that earns which is no whole number ≥ 0.
 * @throws {DomainError} `future_date` or `amount_invalid`
 */
export const assertApplicable = (event: Omit<PetEvent, 'id'>, at: Instant): void => {
  if (dayNumber(event.localDate) > dayNumber(at.slice(0, 10)) + 1) {
    throw new DomainError('future_date', { field: 'local_date', detail: `${event.localDate} lies in the future.` });
  }
  if (typeRule(event.type) !== null && (!Number.isSafeInteger(event.value) || event.value < 0)) {
    throw new DomainError('amount_invalid', {
      field: 'value',
      detail: `${event.type} counts whole units from 0 on, and ${event.value} is none.`,
    });
  }
};

/** `record` with own property `key`: `__proto__` is a key like any other. */
const withKey = <T>(record: Readonly<Record<string, T>>, key: string, value: T): Record<string, T> =>
  Object.fromEntries([...Object.entries(record).filter(([name]) => name !== key), [key, value]]);

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Day buckets with the event's units, and the XP they earn; `null` when the event is too late to count. */
const count = (engine: PetEngine, event: PetEvent) => {
  const latest =
    engine.latest_date === null || event.localDate > engine.latest_date ? event.localDate : engine.latest_date;
  const oldest = dayNumber(latest) - petRules.lateDays;
  const days =
    latest === engine.latest_date
      ? engine.days
      : Object.fromEntries(Object.entries(engine.days).filter(([date]) => dayNumber(date) >= oldest));
  if (dayNumber(event.localDate) < oldest) return { latest, days, xpBefore: 0, xp: 0 };
  const before = own(days, event.localDate) ?? {};
  const after = withKey(before, event.type, (own(before, event.type) ?? 0) + event.value);
  const xpBefore = dayXp(before);
  return { latest, days: withKey(days, event.localDate, after), xpBefore, xp: dayXp(after) - xpBefore };
};

/** An instant moved on by `xp`, from `at` when it has passed, and never beyond a full meter. */
const fed = (zeroAt: number, at: number, xp: number, tenths: number, span: number): number =>
  Math.min(Math.max(zeroAt, at) + (xp * tenths * span) / 1000, at + span);

const floored = (zeroAt: number, at: number, span: number): number =>
  Math.max(zeroAt, at + (petRules.floorTenths * span) / 10);

const score = (state: PetState, event: PetEvent, atMs: number): Applied => {
  const { engine } = state;
  const { latest, days, xpBefore, xp } = count(engine, event);
  const counted = { ...engine, latest_date: latest, days };
  const rule = typeRule(event.type);
  if (xp === 0 || rule === null) {
    return { state: { ...readAt(state, counted, atMs), last_event_id: event.id }, xp: 0, energyMs: 0, foodMs: 0 };
  }
  const at = engine.paused_at === null ? atMs : Date.parse(engine.paused_at);
  const [energyBefore, foodBefore] = [Date.parse(engine.energy_zero_at), Date.parse(engine.food_zero_at)];
  const first = xpBefore === 0;
  const { energyMs, foodMs, categories } = petRules;
  const { energy, food } = categories[rule.category];
  const energyAfter = fed(first ? floored(energyBefore, at, energyMs) : energyBefore, at, xp, energy, energyMs);
  const foodAfter = fed(first ? floored(foodBefore, at, foodMs) : foodBefore, at, xp, food, foodMs);
  const moved = {
    ...counted,
    energy_zero_at: instantAt(energyAfter),
    food_zero_at: instantAt(foodAfter),
    last_active_at: instantAt(at),
  };
  const total = state.xp + xp;
  return {
    state: {
      ...readAt(state, moved, atMs),
      xp: total,
      level: levelOf(total, state.level),
      last_event_id: event.id,
    },
    xp,
    energyMs: energyAfter - energyBefore,
    foodMs: foodAfter - foodBefore,
  };
};

/** Pause, resume and colour. What makes no sense (a second pause) changes nothing but `last_event_id`. */
const control = (state: PetState, event: PetEvent, atMs: number): Applied | null => {
  const { engine } = state;
  if (event.type === 'pet.paused' && engine.paused_at === null) {
    const paused = readAt(state, { ...engine, paused_at: instantAt(atMs) }, atMs);
    return { state: { ...paused, last_event_id: event.id }, xp: 0, energyMs: 0, foodMs: 0 };
  }
  if (event.type === 'pet.resumed' && engine.paused_at !== null) {
    const rest = atMs - Date.parse(engine.paused_at);
    const later = (instant: Instant) => instantAt(Date.parse(instant) + rest);
    const resumed = {
      ...engine,
      energy_zero_at: later(engine.energy_zero_at),
      food_zero_at: later(engine.food_zero_at),
      last_active_at: later(engine.last_active_at),
      paused_at: null,
    };
    return { state: { ...readAt(state, resumed, atMs), last_event_id: event.id }, xp: 0, energyMs: rest, foodMs: rest };
  }
  if (event.type === 'pet.customized' && typeof event.meta?.['color'] === 'string') {
    const read = readAt(state, engine, atMs);
    const traits = { ...read.traits, color: event.meta['color'] };
    return { state: { ...read, traits, last_event_id: event.id }, xp: 0, energyMs: 0, foodMs: 0 };
  }
  return null;
};

const isControl = (type: string): boolean =>
  type === 'pet.paused' || type === 'pet.resumed' || type === 'pet.customized';

/**
 * The pet after `event`. `at` is the stored application instant (`event_scores.applied_at`), never the clock. The same
 * event twice in a row changes nothing; the real guard is the ledger's primary key.
 */
export const applyEvent = (state: PetState, event: PetEvent, at: Instant): Applied => {
  if (event.id === state.last_event_id) return { state, xp: 0, energyMs: 0, foodMs: 0 };
  const atMs = Math.max(Date.parse(at), Date.parse(state.last_update));
  if (typeRule(event.type) !== null) return score(state, event, atMs);
  const controlled = isControl(event.type) ? control(state, event, atMs) : null;
  if (controlled) return controlled;
  return {
    state: { ...readAt(state, state.engine, atMs), last_event_id: event.id },
    xp: 0,
    energyMs: 0,
    foodMs: 0,
  };
};
