import type { UserView } from '#core/contract/account.ts';
import type { AccountRow } from '#infra/stores/account-store.ts';

export const userView = (user: AccountRow): UserView => ({
  id: user.id,
  email: user.email,
  display_name: user.displayName,
  avatar_url: user.avatarUrl,
  timezone: user.timezone,
  week_start: user.weekStart,
  day_start_hour: user.dayStartHour,
  created_at: user.createdAt,
  updated_at: user.updatedAt,
});
