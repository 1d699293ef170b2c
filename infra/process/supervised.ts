/** Set in the environment of a process that a supervisor starts. */
export const SUPERVISED = 'PAWGRESS_SUPERVISED';

/** What the two ends of a supervisor's channel say to each other. */
export const READY = 'ready';

const LAST_RESORT_MS = 20_000;

/**
 * For a main file, at its start: when the process was started by a supervisor and that one is gone, it stops as on
 * SIGTERM, so that a new supervisor finds port and database free. Returns how to say that this process is ready.
 */
export const joinSupervisor = (): { ready(): void } => {
  if (!process.channel) {
    // The supervisor may be killed while this process is still loading: nobody would ever tell it.
    if (process.env[SUPERVISED] !== undefined) process.exit(1);
    return { ready: () => undefined };
  }
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
  });
  // The channel alone is no reason to live: a process that has stopped everything ends.
  process.channel.unref();
  return { ready: () => void process.send?.(READY) };
};
