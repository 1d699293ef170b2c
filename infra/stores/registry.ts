/**
 * Every store and view, by name. A store is made for one user and can say nothing about another: tenancy does not
 * depend on remembering a `where` in a use case (architecture 2, law 5). `test/tenancy.db.test.ts` goes through this table.
 */
import type { Queryable } from '../db/connect.ts';
import { createActivityView } from '../views/activity-view.ts';
import { createAiRunView, createAiSpendingView } from '../views/ai-run-view.ts';
import { createCalendarView } from '../views/calendar-view.ts';
import { createDeliveryView } from '../views/delivery-view.ts';
import { createFeedView } from '../views/feed-view.ts';
import { createGoalView } from '../views/goal-view.ts';
import { createHabitView } from '../views/habit-view.ts';
import { createIntegrationView } from '../views/integration-view.ts';
import { createLiveView } from '../views/live-view.ts';
import { createLiveWatchView } from '../views/live-watch-view.ts';
import { createMomentInsightView } from '../views/moment-insight-view.ts';
import { createMomentView } from '../views/moment-view.ts';
import { createPetView } from '../views/pet-view.ts';
import { createRecentMomentsView } from '../views/recent-moments-view.ts';
import { createRuleLogView } from '../views/rule-log-view.ts';
import { createStepView } from '../views/step-view.ts';
import { createTodayView } from '../views/today-view.ts';
import { createTrackerView } from '../views/tracker-view.ts';
import { createBacklogStore } from './backlog-store.ts';
import { createAccountStore } from './account-store.ts';
import { createAiRunStore } from './ai-run-store.ts';
import { createAuditStore } from './audit-store.ts';
import { createCategoryStore } from './category-store.ts';
import { createConnectionLookupStore } from './connection-lookup-store.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createClaimStore } from './drain/claim-store.ts';
import { createContextStore } from './drain/context-store.ts';
import { createWriteStore } from './drain/write-store.ts';
import { createDueQueueStore } from './due-queue-store.ts';
import { createDueStore } from './due-store.ts';
import { createEvaluationStore } from './evaluation-store.ts';
import { createGoalStore } from './goal-store.ts';
import { createHabitStore } from './habit-store.ts';
import { createIdempotencyStore } from './idempotency-store.ts';
import { createIntegrationStore } from './integration-store.ts';
import { createAccountAdminStore } from './maintenance/account-admin-store.ts';
import { createLedgerAuditStore } from './maintenance/ledger-audit-store.ts';
import { createRebuildStore } from './maintenance/rebuild-store.ts';
import { createUserDirectoryStore } from './maintenance/user-directory-store.ts';
import { createMomentStore } from './moment-store.ts';
import { createPetStore } from './pet-store.ts';
import { createPurgeStore } from './purge-store.ts';
import { createRawStore } from './raw-store.ts';
import { createSessionStore } from './session-store.ts';
import { createSignInStore } from './sign-in-store.ts';
import { createStepStore } from './step-store.ts';
import { createTokenStore } from './token-store.ts';
import { createTrackerStore } from './tracker-store.ts';

/** Made for one user: `(db, userId) => store`. */
export const userStores = {
  account: createAccountStore,
  accountAdmin: createAccountAdminStore,
  activityView: createActivityView,
  aiRuns: createAiRunStore,
  aiRunView: createAiRunView,
  audit: createAuditStore,
  calendar: createCalendarView,
  categories: createCategoryStore,
  deliveries: createDeliveryStore,
  deliveryView: createDeliveryView,
  due: createDueStore,
  evaluations: createEvaluationStore,
  feedView: createFeedView,
  goals: createGoalStore,
  goalView: createGoalView,
  habits: createHabitStore,
  habitView: createHabitView,
  idempotency: createIdempotencyStore,
  integrations: createIntegrationStore,
  integrationView: createIntegrationView,
  liveView: createLiveView,
  momentInsight: createMomentInsightView,
  moments: createMomentStore,
  momentView: createMomentView,
  pets: createPetStore,
  petView: createPetView,
  raw: createRawStore,
  rebuild: createRebuildStore,
  recentMoments: createRecentMomentsView,
  ruleLogs: createRuleLogView,
  sessions: createSessionStore,
  steps: createStepStore,
  stepView: createStepView,
  todayView: createTodayView,
  tokens: createTokenStore,
  trackers: createTrackerStore,
  trackerView: createTrackerView,
} satisfies Record<string, (db: Queryable, userId: string) => object>;

/** Made for the system: sign-in before there is a user, the drain, purges. */
export const systemStores = {
  aiSpending: createAiSpendingView,
  backlog: createBacklogStore,
  connectionLookup: createConnectionLookupStore,
  drainClaims: createClaimStore,
  drainContext: createContextStore,
  drainWrites: createWriteStore,
  dueQueue: createDueQueueStore,
  ledgerAudit: createLedgerAuditStore,
  liveWatch: createLiveWatchView,
  purge: createPurgeStore,
  signIn: createSignInStore,
  userDirectory: createUserDirectoryStore,
} satisfies Record<string, (db: Queryable) => object>;

export type UserStores = { readonly [K in keyof typeof userStores]: ReturnType<(typeof userStores)[K]> };
export type SystemStores = { readonly [K in keyof typeof systemStores]: ReturnType<(typeof systemStores)[K]> };
