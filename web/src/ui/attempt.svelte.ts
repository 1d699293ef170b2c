import { untrack } from 'svelte';
import { ApiError } from '../api/call.ts';

/** One thing a person asks for: busy while it runs, and what went wrong, at its field where it has one. */
export const createAttempt = () => {
  let busy = $state(false);
  let error = $state<ApiError | null>(null);
  return {
    get busy() {
      return busy;
    },
    /** A fault that belongs to no field of the form. */
    get trouble() {
      return error === null || error.field !== undefined ? null : error.message;
    },
    /** The fault of one field. */
    faultOf: (field: string): string | null => (error?.field === field ? error.message : null),
    run: async (work: () => Promise<void>): Promise<boolean> => {
      // An effect that starts it does not wait for it: it would start it again when it is done.
      if (untrack(() => busy)) return false;
      busy = true;
      error = null;
      try {
        await work();
        return true;
      } catch (fault) {
        if (!(fault instanceof ApiError)) throw fault;
        error = fault;
        return false;
      } finally {
        busy = false;
      }
    },
  };
};
