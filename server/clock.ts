/** The only place of the service that reads the clock; tests give another one. */
export interface ServiceClock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  nowMs(): number
}

export const systemClock: ServiceClock = { nowMs: () => Date.now() }

/** An instant as the libraries that write files want it. */
export const dateOf = (ms: number): Date => new Date(ms)
