import { v7 } from 'uuid';

/** A new UUID version 7: sorts by time of making, so that indexes grow at one end (spec 0.2). */
export const newId = (): string => v7();
