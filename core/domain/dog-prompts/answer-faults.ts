import { ownerText, TEXT_LIMITS } from './owner-data.ts';

const FAULTS_MAX = 20;

/** Faults of an answer for the data of the next question. They may quote the model, so they are data like the rest. */
export const faultsAsData = (faults: readonly string[]): readonly string[] =>
  faults.slice(0, FAULTS_MAX).map((fault) => ownerText(fault, TEXT_LIMITS.note));
