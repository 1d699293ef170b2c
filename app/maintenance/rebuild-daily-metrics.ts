/** Counts of moments by day, from the moments, beside what is stored (spec 5.5, 7.3). */
import { dailyMetrics, type DailyMetrics } from '#core/domain/dog/daily-metrics.ts';
import type { UserStores } from '#infra/stores/registry.ts';

type Stores = Pick<UserStores, 'momentView' | 'moments'>;

const byDate = (rows: readonly DailyMetrics[]) =>
  new Map(
    rows.map(({ date, positiveCount, negativeCount, avgIntensity }) => [
      date,
      JSON.stringify([positiveCount, negativeCount, avgIntensity]),
    ]),
  );

/** Compares, reports as `daily_metrics 2026-03-02`, and replaces what differs. Under the user's lock. */
export const rebuildDailyMetrics = async ({ momentView, moments }: Stores): Promise<readonly string[]> => {
  const expected = dailyMetrics(await momentView.counted());
  const [wants, has] = [byDate(expected), byDate(await momentView.allMetrics())];
  const differing = [...new Set([...wants.keys(), ...has.keys()])].filter((date) => wants.get(date) !== has.get(date));
  if (differing.length === 0) return [];
  await moments.writeMetrics(
    differing,
    expected.filter(({ date }) => differing.includes(date)),
  );
  return differing.sort().map((date) => `daily_metrics ${date}`);
};
