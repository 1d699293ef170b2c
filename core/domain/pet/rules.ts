/** What an event is worth: the rule table of spec 4.4, version 1. New rules get a new version; old rows keep theirs. */

/** Categories share a taper. `energy` and `food` are tenths of a meter point for each XP. */
export interface Category {
  /** Points of a day that count in full; as many again count half, and as many again a quarter. */
  readonly full: number;
  readonly energy: number;
  readonly food: number;
}

/** `floor(min(units of the day, cap) · num / den)` points. */
export interface TypeRule {
  readonly category: CategoryName;
  readonly num: number;
  readonly den: number;
  /** Units of a day that count; `null`: all. */
  readonly cap: number | null;
}

const categories = {
  dev: { full: 60, energy: 5, food: 10 },
  health: { full: 60, energy: 10, food: 7 },
  habits: { full: 60, energy: 7, food: 7 },
  dog: { full: 60, energy: 7, food: 7 },
  planning: { full: 40, energy: 5, food: 10 },
  goals: { full: 100, energy: 10, food: 10 },
} as const satisfies Record<string, Category>;

export type CategoryName = keyof typeof categories;

const rule = (category: CategoryName, num: number, den = 1, cap: number | null = null): TypeRule => ({
  category,
  num,
  den,
  cap,
});

const types: Readonly<Record<string, TypeRule>> = {
  'commit.push': rule('dev', 10),
  'pull_request.opened': rule('dev', 10),
  'pull_request.merged': rule('dev', 30),
  'review.submitted': rule('dev', 20),
  'release.published': rule('dev', 40),
  'issue.closed': rule('dev', 5),
  'steps.recorded': rule('health', 1, 200),
  'sleep.recorded': rule('health', 1, 15, 540),
  'active_minutes.recorded': rule('health', 1, 1, 60),
  'habit.completed': rule('habits', 1),
  'behavior.positive': rule('dog', 1),
  'behavior.negative': rule('dog', 1),
  'step.passed': rule('dog', 6),
  'step.needs_work': rule('dog', 6),
  'step.neutral': rule('dog', 6),
  'step.completed': rule('dog', 20),
  'task.done': rule('planning', 8),
  'problem.resolved': rule('planning', 15),
  'inbox.captured': rule('planning', 1),
  'progress.logged': rule('planning', 3),
  'log.recorded': rule('planning', 2),
  'goal.period_met': rule('goals', 15),
  'goal.milestone_met': rule('goals', 25),
  'goal.completed': rule('goals', 50),
};

export const petRules = {
  version: 1,
  /** XP at which a day is full. */
  dayCap: 300,
  /** Local days an event may be older than the newest and still count. */
  lateDays: 7,
  /** Milliseconds from a full meter to an empty one. */
  energyMs: 604_800_000,
  foodMs: 432_000_000,
  /** Tenths of both meters that the first XP of a day brings at least. */
  floorTenths: 6,
  /** Tenths of both meters of a new pet. */
  newTenths: 7,
  /** Without activity for so long it naps. */
  idleMs: 259_200_000,
  categories,
  types,
} as const;

const ruleOf: ReadonlyMap<string, TypeRule> = new Map(Object.entries(types));

/** The rule of an event type; `null` when the type earns nothing. `constructor` is unknown like any other word. */
export const typeRule = (type: string): TypeRule | null => ruleOf.get(type) ?? null;
