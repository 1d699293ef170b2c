/** The next dates of a rhythm that is being chosen. It loads the library for rules, so it comes in a part of its own. */
import { checkRhythm } from '#core/domain/habit/check-rhythm.ts';
import type { HabitFacts } from '#core/domain/habit/history.ts';
import { nextDueDates, type Due } from '#core/domain/habit/next-due.ts';
import type { Rhythm } from '#core/domain/habit/rhythm.ts';
import { DomainError } from '#core/domain/errors.ts';
import { editorWords } from './editor-words.ts';

export interface Preview {
  readonly dues: readonly Due[];
  /** Why there are none, if the rhythm is at fault. */
  readonly fault: string | null;
}

const SHOWN = 5;

export const previewOf = (rhythm: Rhythm, facts: HabitFacts, today: string): Preview => {
  try {
    return { dues: nextDueDates(checkRhythm(rhythm), facts, today, SHOWN), fault: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { dues: [], fault: error.code === 'rrule_window_too_wide' ? editorWords.window : error.message };
  }
};
