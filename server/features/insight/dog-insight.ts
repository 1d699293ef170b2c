/** The figures of moments in the shapes of api.md. */
import { offsetSpans } from '#app/dog/moment-offsets.ts';
import type { ResponseOf } from '#core/contract/endpoint.ts';
import type { getDailyMetrics, getDogInsight } from '#core/contract/insight.ts';
import { everyDay } from '#core/domain/dog/daily-metrics.ts';
import type { LocalDate } from '#core/domain/event.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { MomentGroup } from '#infra/views/moment-insight-view.ts';

const groupView = ({ key, positiveCount, negativeCount, avgIntensity }: MomentGroup) => ({
  key,
  positive_count: positiveCount,
  negative_count: negativeCount,
  avg_intensity: avgIntensity,
});

/** Every day from `from` through `to`. @throws {DomainError} `validation_failed` for more than 366 days */
export const showDailyMetrics = async (
  { momentView }: Pick<UserStores, 'momentView'>,
  from: LocalDate,
  to: LocalDate,
): Promise<ResponseOf<typeof getDailyMetrics>> => ({
  items: everyDay(await momentView.metrics(from, to), from, to).map((day) => ({
    date: day.date,
    positive_count: day.positiveCount,
    negative_count: day.negativeCount,
    avg_intensity: day.avgIntensity,
  })),
});

/** What the moments of these days have in common. */
export const showDogInsight = async (
  { calendar, momentInsight }: Pick<UserStores, 'calendar' | 'momentInsight'>,
  from: LocalDate,
  to: LocalDate,
): Promise<ResponseOf<typeof getDogInsight>> => {
  const spans = offsetSpans(await calendar.calendar(), from, to);
  const triggers = await momentInsight.byTrigger(from, to);
  const tags = await momentInsight.byTag(from, to);
  const hours = await momentInsight.byHour(from, to, spans);
  const distances = await momentInsight.calmDistance(from, to);
  const recoveries = await momentInsight.recovery(from, to);
  const stacking = await momentInsight.stacking(from, to);
  return {
    from,
    to,
    triggers: triggers.map(groupView),
    tags: tags.map(groupView),
    hours: hours.map(groupView),
    calm_distance: distances.map(({ date, median, count }) => ({ date, distance_m: median, count })),
    recovery: recoveries.map(({ date, median, count }) => ({ date, seconds: median, count })),
    stacking: stacking.map(({ settingEvent, at, hardWithin48h }) => ({
      setting_event: settingEvent,
      at,
      hard_within_48_h: hardWithin48h,
    })),
  };
};
