/** Counts what happens per key in fixed windows of time; bounded, so that a flood of keys costs no memory. */
export interface WindowLimit {
  /** How many are let through per key and window. */
  readonly max: number
  readonly windowMs: number
  /** Keys remembered; the oldest are forgotten first. */
  readonly maxKeys: number
}

interface Window { startedAtMs: number; count: number }

/**
 * A fixed-window counter: one Map look-up per request, no promise. The rate-limit plugin of Fastify awaits four times per request,
 * and cannot tell a token that was seen to be good from one that somebody made up.
 */
export class WindowCounter {
  readonly #limit: WindowLimit
  readonly #windows = new Map<string, Window>()

  constructor(limit: WindowLimit) {
    this.#limit = limit
  }

  /** Counts one; answers how many milliseconds to wait, 0 when it may pass. */
  take(key: string, nowMs: number): number {
    const window = this.#windowOf(key, nowMs)
    window.count += 1
    return this.#waitOf(window, nowMs)
  }

  /** How many milliseconds to wait before `take` would pass, 0 when at once; counts nothing. */
  wait(key: string, nowMs: number): number {
    const window = this.#windows.get(key)
    if (window === undefined || nowMs - window.startedAtMs >= this.#limit.windowMs) return 0
    return window.count >= this.#limit.max ? window.startedAtMs + this.#limit.windowMs - nowMs : 0
  }

  forget(key: string): void {
    this.#windows.delete(key)
  }

  #windowOf(key: string, nowMs: number): Window {
    const known = this.#windows.get(key)
    if (known !== undefined) {
      if (nowMs - known.startedAtMs >= this.#limit.windowMs) {
        known.startedAtMs = nowMs
        known.count = 0
      }
      return known
    }
    this.#makeRoom()
    const window = { startedAtMs: nowMs, count: 0 }
    this.#windows.set(key, window)
    return window
  }

  #waitOf(window: Window, nowMs: number): number {
    return window.count > this.#limit.max ? Math.max(1, window.startedAtMs + this.#limit.windowMs - nowMs) : 0
  }

  #makeRoom(): void {
    if (this.#windows.size < this.#limit.maxKeys) return
    const oldest = this.#windows.keys().next()
    if (!oldest.done) this.#windows.delete(oldest.value)
  }
}
