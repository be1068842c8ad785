/** Tells the jobs of this process that a task waits. Only haste: what is not heard is found by the next look at the table. */
export class Wake {
  #ring: (() => void) | undefined

  /** Whom to tell; the last one is told. */
  listen(ring: () => void): void {
    this.#ring = ring
  }

  ring(): void {
    this.#ring?.()
  }
}
