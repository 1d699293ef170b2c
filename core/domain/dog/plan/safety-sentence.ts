/** Where a plan may meet fear or aggression, it ends with this (spec 5.7). */
export const SAFETY_SENTENCE =
  'Growling, snapping, panic or a sudden change of behaviour: stop and ask a veterinarian or a qualified behaviour professional.';
