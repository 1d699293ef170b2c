/** A goal that hard moments speak for, as the API answers it (spec 5.6). */
import type { ResponseOf } from '#core/contract/endpoint.ts';
import type { suggestGoals } from '#core/contract/training.ts';

export type SuggestedGoal = ResponseOf<typeof suggestGoals>['items'][number];
