/**
 * The queue is a doorbell: a ring says "look now" and carries nothing. The rows in PostgreSQL are the truth, and each
 * worker's sweeper finds them without any ring (architecture 2, law 1).
 */
export interface Doorbell {
  /** Never throws and never makes its caller wait; many rings at once become one. */
  ring(): void;
  close(): Promise<void>;
}
