/** `refused`: not asked, since the address may not be reached. The others are what the world did. */
export type OutboundFault = 'refused' | 'unreachable' | 'timeout' | 'too_large';

/** A request that led to no whole answer. `message` says why, in words for the person who set the address. */
export class OutboundError extends Error {
  readonly fault: OutboundFault;

  constructor(fault: OutboundFault, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'OutboundError';
    this.fault = fault;
  }
}
