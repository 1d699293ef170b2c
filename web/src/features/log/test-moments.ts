/** Moments for the tests of this folder. */
import { newMoment, type Moment } from '../../state/moment-versions.ts';

/** A hard moment at `occurredAt`, with what is said of it. */
export const momentAt = (occurredAt: string, said: Partial<Moment> = {}): Moment => ({
  ...newMoment(`moment-${occurredAt}`, 'negative', Date.parse(occurredAt)),
  place: 'server',
  ...said,
});
