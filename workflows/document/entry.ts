/** One journal entry of a document: what happened, who did it in which capacity, and which revision was in force after it. */
import type { Id } from '../../schemas/common.ts'
import type { ChainedDocumentEntry, ControlledDocument, DocumentEntry, DocumentRevision } from '../../schemas/document.ts'
import { formatInstant } from '../calendar/index.ts'
import type { Capacity } from '../dossier/authority.ts'
import { chain } from '../evidence/chain.ts'

/** What is told of an event beside the state that it led to. */
export interface DocumentHappening {
  readonly event: string
  /** When it took effect, and when it is written down. */
  readonly atMs: number
  readonly recordedAtMs: number
  /** Null for what happens by itself. */
  readonly accountId: Id | null
  readonly capacity: Capacity | null
  readonly revisionId: Id | null
  readonly more: Partial<Pick<DocumentEntry, 'replaced' | 'reason' | 'file' | 'procedure' | 'decision' | 'release' | 'effectiveFrom' | 'nextReviewOn' | 'law' | 'copy' | 'outcome' | 'holders'>>
}

/** The revision in force; null when there is none. More than one is a fault of the program. @throws Error */
export const inForceOf = ({ revisions }: Pick<ControlledDocument, 'revisions'>): DocumentRevision | null => {
  const found = revisions.filter(({ state }) => state === 'effective')
  if (found.length > 1) throw new Error('two revisions of a document in force at once')
  return found[0] ?? null
}

const revisionIn = ({ revisions }: ControlledDocument, id: Id | null): DocumentEntry['revision'] => {
  const found = revisions.find((one) => one.id === id)
  return found === undefined ? null : { id: found.id, issue: found.issue, revision: found.revision, state: found.state }
}

const present = <T extends object>(members: T): T => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T

/** The document with one more entry chained to its journal, and the entry. */
export function recordEvent(after: ControlledDocument, what: DocumentHappening): { document: ControlledDocument; entry: ChainedDocumentEntry } {
  const seq = after.journalSeq + 1
  const instant = (ms: number) => formatInstant(ms, 'UTC')
  const entry = chain<DocumentEntry>({
    v: 1, tenant: after.tenantId, document: after.id, seq, prev: after.journalHash, at: instant(what.atMs), recordedAt: instant(what.recordedAtMs), event: what.event,
    actor: { account: what.accountId, onBehalfOf: what.capacity?.onBehalfOf ?? null, role: what.capacity?.role ?? null, unit: what.capacity?.unitId ?? null },
    code: after.code, revision: revisionIn(after, what.revisionId), inForce: inForceOf(after)?.id ?? null, ...present(what.more),
  })
  const lastEventAtMs = Math.max(after.lastEventAtMs, what.atMs)
  return { document: { ...after, version: after.version + 1, lastEventAtMs, journalSeq: seq, journalHash: entry.hash }, entry }
}
