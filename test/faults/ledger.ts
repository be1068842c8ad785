/** What the clients saw with their own eyes: the only truth that a recovered database is held against. */
export interface Acknowledged {
  readonly key: string
  readonly accountId: string
  readonly dossierId: string
  readonly version: number
  /** The event, as the journal must name it. */
  readonly event: string
}

export class Ledger {
  /** Every answer 200 or 201. */
  readonly acknowledged: Acknowledged[] = []
  /** Answers lost with a connection or refused as busy, and asked for again under the same key. */
  retries = 0
  /** Answers that the service said it had given before. */
  replays = 0
  /** Dossiers whose receipt was acknowledged. */
  received = 0
  /** Answers that no client may ever get: a 500, an own dossier at a version that was never acknowledged. */
  readonly oddities: string[] = []
}
