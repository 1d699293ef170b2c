/** What the demo's owner does by hand in a month: habits kept and missed, measurements, savings. Pure: the same every time. */

/** One call of the public API. `$name` stands for the id of what was made under that name. */
export interface DemoStep {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: object;
  /** Keeps the id of what it makes. */
  readonly as?: string;
}

const make = (as: string, path: string, body: object): DemoStep => ({ method: 'POST', path, body, as });
const daily = { frequency_type: 'DAILY', frequency_config: { allowMultiplePerDay: false } };
const measured = { kind: 'tracker', timezone: 'UTC', week_start: 1 };

/** Made on the first day, in this order. */
export const beginnings: readonly DemoStep[] = [
  make('health', '/v1/categories', { name: 'Health', color: '#2f7d5b' }),
  make('home', '/v1/categories', { name: 'Home', color: '#c2703d' }),
  make('walk', '/v1/habits', {
    title: 'Walk before breakfast',
    category_id: '$health',
    freeze_policy: 'auto',
    ...daily,
  }),
  make('gym', '/v1/habits', {
    ...{ title: 'Gym', category_id: '$health', frequency_type: 'WEEKLY' },
    frequency_config: { timesPerWeek: 3, specificDays: ['MON', 'WED', 'FRI'] },
  }),
  make('plants', '/v1/habits', {
    ...{ title: 'Water the plants', category_id: '$home', frequency_type: 'CUSTOM_INTERVAL' },
    frequency_config: { intervalDays: 3 },
  }),
  make('mum', '/v1/habits', {
    ...{ title: 'Call mum', frequency_type: 'ADVANCED' },
    frequency_config: { pattern: 'RRULE', rules: { rrule: 'FREQ=WEEKLY;BYDAY=SU', graceDays: 1 } },
  }),
  make('weight', '/v1/trackers', { name: 'Weight', unit: 'kg' }),
  make('running', '/v1/trackers', { name: 'Running', unit: 'km' }),
  make('mood', '/v1/trackers', { name: 'Mood', value_kind: 'text' }),
  make('runs', '/v1/goals', {
    ...{ ...measured, title: 'Run 5 km, twice a week', tracker_id: '$running', category_id: '$health' },
    ...{ measure_type: 'frequency', frequency: 2, interval_value: 1, interval_unit: 'w' },
    ...{ threshold_type: 'gte', threshold: '5' },
  }),
  make('chain', '/v1/goal-groups', { title: 'Down to 78' }),
  ...['82', '80', '78'].map((kg, index) =>
    make(`to${kg}`, '/v1/goals', {
      ...{ ...measured, title: `Reach ${kg} kg`, unit: 'kg', tracker_id: '$weight', measure_type: 'target' },
      ...{ direction: 'down', goal_end_point: kg, goal_group_id: '$chain', sequence_index: index },
    }),
  ),
  make('sugar', '/v1/goals', { kind: 'continuous_counter', title: 'Days without sugar', unit: 'days' }),
];

/** The deadline of the savings goal lies ahead of `date` by so many days. */
export const savings = (targetDate: string): DemoStep =>
  make('holiday', '/v1/goals', {
    ...{ kind: 'target_based', title: 'A week by the sea', unit: 'EUR', target_value: '1200' },
    target_date: targetDate,
  });

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;
const complete = (habit: string): DemoStep => ({ method: 'POST', path: `/v1/habits/$${habit}/completions`, body: {} });
const log = (tracker: string, value: object): DemoStep => ({
  method: 'POST',
  path: `/v1/trackers/$${tracker}/logs`,
  body: value,
});

/** What is logged on day `day` of the month, in the order of the day. */
export const stepsOf = (day: number, date: string): readonly DemoStep[] => {
  const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'SUN';
  const steps: DemoStep[] = [];
  // Two days in bed: rest is a decision, and the streak bridges it.
  if (day === 17 || day === 18) {
    return [{ method: 'PUT', path: `/v1/habits/$walk/skips/${date}`, body: { reason: 'A cold' } }];
  }
  if (day !== 9) steps.push(complete('walk'));
  if (['MON', 'WED', 'FRI'].includes(weekday) && day !== 12) steps.push(complete('gym'));
  if (day % 3 === 1) steps.push(complete('plants'));
  if (weekday === 'SUN') steps.push(complete('mum'));
  if (day % 2 === 1) steps.push(log('weight', { value_number: (83.4 - day * 0.09 + (day % 4) * 0.1).toFixed(1) }));
  if (weekday === 'TUE' || weekday === 'SAT')
    steps.push(log('running', { value_number: (5 + (day % 3) * 0.7).toFixed(1) }));
  if (weekday === 'THU') steps.push(log('running', { value_number: '3.2' }));
  if (day % 6 === 0) steps.push(log('mood', { value_text: day % 12 === 0 ? 'Tired, and content' : 'Light' }));
  if (day % 7 === 0)
    steps.push({ method: 'POST', path: '/v1/goals/$holiday/progress', body: { value: '85.00', note: 'Friday jar' } });
  if (day !== 20) steps.push({ method: 'POST', path: '/v1/goals/$sugar/progress', body: { value: '1' } });
  return steps;
};
