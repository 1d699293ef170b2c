/** Left alone, V8 lets a heap grow by the memory of the machine before it looks for garbage. Megabytes. */
const LIMITS = '--max-semi-space-size=8 --max-old-space-size=512';

/**
 * `NODE_OPTIONS` for a server or workers process: it stays small on a box that runs other things too. What the owner
 * says in `given` comes last and wins. The image says the same in `Dockerfile`.
 */
export const boundedHeap = (given = ''): string => `${LIMITS} ${given}`.trim();
