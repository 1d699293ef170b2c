/** What one event does to the pet (spec 4.3). Nothing an owner logs can harm it. */
import { DomainError } from '../errors.ts';
import type { Instant, JsonObject, LocalDate } from '../event.ts';
import { dayXp } from './day-xp.ts';
import { momentFor, readAt, type Moment } from './decay.ts';
import { levelOf } from './levels.ts';
import { petRules, typeRule, type CategoryName } from './rules.ts';
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

/** `record` with own property `key`: a computed key makes `__proto__` a key like any other. */
const withKey = <T>(record: Readonly<Record<string, T>>, key: string, value: T): Readonly<Record<string, T>> => ({
  ...record,
  [key]: value,
});

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/**
 * Whether an event of `date` is too old to count (spec 4.3, step 3). `latest` is the newest local date of the events of
 * types that earn which reached the pet before or with it.
 */
export const isLate = (date: LocalDate, latest: LocalDate): boolean =>
  date !== latest && dayNumber(date) < dayNumber(latest) - petRules.lateDays;

/** Day buckets with the event's units, and the XP they earn; `null` when the event is too late to count. */
const count = (engine: PetEngine, event: PetEvent) => {
  const latest =
    engine.latest_date === null || event.localDate > engine.latest_date ? event.localDate : engine.latest_date;
  const days =
    latest === engine.latest_date
      ? engine.days
      : Object.fromEntries(Object.entries(engine.days).filter(([date]) => !isLate(date, latest)));
  if (isLate(event.localDate, latest)) return { latest, days, xpBefore: 0, xp: 0 };
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

const unmoved = (state: PetState, event: PetEvent): Applied => ({
  state: { ...state, last_event_id: event.id },
  xp: 0,
  energyMs: 0,
  foodMs: 0,
});

const score = (state: PetState, event: PetEvent, category: CategoryName, now: Moment): Applied => {
  const { engine } = state;
  const { latest, days, xpBefore, xp } = count(engine, event);
  if (xp === 0) return unmoved(readAt(state, { ...engine, latest_date: latest, days }, now), event);
  const at = engine.paused_at === null ? now.ms : Date.parse(engine.paused_at);
  const [energyBefore, foodBefore] = [Date.parse(engine.energy_zero_at), Date.parse(engine.food_zero_at)];
  const first = xpBefore === 0;
  const { energyMs, foodMs, categories } = petRules;
  const { energy, food } = categories[category];
  const energyAfter = fed(first ? floored(energyBefore, at, energyMs) : energyBefore, at, xp, energy, energyMs);
  const foodAfter = fed(first ? floored(foodBefore, at, foodMs) : foodBefore, at, xp, food, foodMs);
  const moved: PetEngine = {
    ...engine,
    energy_zero_at: instantAt(energyAfter),
    food_zero_at: instantAt(foodAfter),
    last_active_at: engine.paused_at ?? now.at,
    latest_date: latest,
    days,
  };
  const total = state.xp + xp;
  const scored = { ...state, xp: total, level: levelOf(total, state.level), last_event_id: event.id };
  return {
    state: readAt(scored, moved, now, { energyZero: energyAfter, foodZero: foodAfter, lastActive: at }),
    xp,
    energyMs: energyAfter - energyBefore,
    foodMs: foodAfter - foodBefore,
  };
};

/** Pause, resume and colour. What makes no sense (a second pause, an unknown type) changes nothing but `last_event_id`. */
const control = (state: PetState, event: PetEvent, now: Moment): Applied => {
  const { engine } = state;
  if (event.type === 'pet.paused' && engine.paused_at === null) {
    return unmoved(readAt(state, { ...engine, paused_at: now.at }, now), event);
  }
  if (event.type === 'pet.resumed' && engine.paused_at !== null) {
    const rest = now.ms - Date.parse(engine.paused_at);
    const later = (instant: Instant) => instantAt(Date.parse(instant) + rest);
    const resumed: PetEngine = {
      ...engine,
      energy_zero_at: later(engine.energy_zero_at),
      food_zero_at: later(engine.food_zero_at),
      last_active_at: later(engine.last_active_at),
      paused_at: null,
    };
    return { ...unmoved(readAt(state, resumed, now), event), energyMs: rest, foodMs: rest };
  }
  const read = readAt(state, engine, now);
  const color = event.type === 'pet.customized' ? event.meta?.['color'] : undefined;
  return unmoved(typeof color === 'string' ? { ...read, traits: { ...read.traits, color } } : read, event);
};

/**
 * The pet after `event`. `at` is the stored application instant (`event_scores.applied_at`), never the clock. The same
 * event twice in a row changes nothing; the real guard is the ledger's primary key.
 */
export const applyEvent = (state: PetState, event: PetEvent, at: Instant): Applied => {
  if (event.id === state.last_event_id) return { state, xp: 0, energyMs: 0, foodMs: 0 };
  const now = momentFor(state, at);
  const rule = typeRule(event.type);
  return rule === null ? control(state, event, now) : score(state, event, rule.category, now);
};
