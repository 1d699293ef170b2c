/** A step as its sheet holds it, and what the API takes of it. Pure. */
import type { StepView } from '#core/contract/steps.ts';
import type { NewStep, StepChange } from '../../state/training.svelte.ts';

export interface StepDraft {
  title: string;
  details: string;
  criterion: string;
  /** Passes in a row, and minutes of a set, as they are typed. */
  passes: string;
  minutes: string;
  /** `YYYY-MM-DD`; `''`: none. */
  day: string;
  notes: string;
}

export const stepDraft = (step?: StepView): StepDraft => ({
  title: step?.title ?? '',
  details: step?.details ?? '',
  criterion: step?.success_criteria ?? '',
  passes: String(step?.required_passes ?? 3),
  minutes: step?.estimated_minutes == null ? '' : String(step.estimated_minutes),
  day: step?.scheduled_for ?? '',
  notes: step?.completion_notes ?? '',
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const columnsOf = (draft: StepDraft) => ({
  title: draft.title.trim(),
  details: orNull(draft.details),
  success_criteria: orNull(draft.criterion),
  required_passes: Number(draft.passes),
  estimated_minutes: draft.minutes.trim() === '' ? null : Number(draft.minutes),
  scheduled_for: draft.day === '' ? null : draft.day,
});

export const newStepOf = (draft: StepDraft, parentId: string | null): NewStep => ({
  ...columnsOf(draft),
  ...(parentId !== null && { parent_step_id: parentId }),
});

/** What was changed; empty when nothing was. */
export const stepChangesOf = (before: StepDraft, now: StepDraft): StepChange => {
  const was: Readonly<Record<string, unknown>> = { ...columnsOf(before), completion_notes: orNull(before.notes) };
  const is = { ...columnsOf(now), completion_notes: orNull(now.notes) };
  return Object.fromEntries(Object.entries(is).filter(([key, value]) => was[key] !== value));
};
