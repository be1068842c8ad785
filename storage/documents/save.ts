/** Keeps decisions on documents, each whole in one statement; and the drafts of definitions that revisions carry. */
import type { ControlledDocument, DocumentDecision, DocumentRevision } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { toTimestamp, toTimestampOrNull } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

/**
 * Keeps a decision: document, the revisions that changed, holders, laws, journal; all or nothing.
 * `before`: the document as it was read; null for one that begins.
 * @throws DomainError stale-version when somebody else was first; name-taken when the code is in use
 */
export const saveDocument = async (db: Executor, { document, entries }: DocumentDecision, before: ControlledDocument | null): Promise<void> => {
  const changed = document.revisions.filter((one) => !before?.revisions.includes(one))
  const values = [
    before?.version ?? 0, JSON.stringify(toRow(document)), JSON.stringify(document), JSON.stringify(changed.map(toRevisionRow)),
    document.holders === before?.holders ? null : JSON.stringify(document.holders), document.laws === before?.laws ? null : JSON.stringify(document.laws.map(toLawRow)),
    JSON.stringify(entries.map(({ entry, canonical, hash }) => ({
      seq: entry.seq, at: entry.at, recorded_at: entry.recordedAt, event: entry.event, actor_id: entry.actor.account, in_force_id: entry.inForce, canonical, hash,
    }))),
  ]
  try {
    await db.query(statement('save-document', values))
  } catch (error) {
    throw refusalOf(error)
  }
}

const refusalOf = (error: unknown): unknown => {
  const { code, constraint, message } = error as { code?: string; constraint?: string; message?: string }
  const about = `${constraint ?? ''} ${message ?? ''}`
  if (code === '40001') return new DomainError('stale-version')
  if (code === '23505' && about.includes('document_code')) return new DomainError('name-taken')
  if (code === '23503') return new DomainError('not-found')
  return error
}

const shownRevision = ({ revisions }: ControlledDocument): DocumentRevision => revisions.find(({ state }) => state === 'effective') ?? revisions.at(-1)!
const waits: ReadonlySet<string> = new Set(['draft', 'inReview', 'approved', 'scheduled'])

const toRow = (document: ControlledDocument) => {
  const open = document.revisions.findLast(({ state }) => waits.has(state))
  const scheduled = document.revisions.find(({ state }) => state === 'scheduled')
  return {
    tenant_id: document.tenantId, id: document.id, code: document.code, type: document.type, owner_unit_id: document.ownerUnitId, access: document.access,
    parent_id: document.parentId, version: document.version, title: shownRevision(document).title,
    in_force_id: document.revisions.find(({ state }) => state === 'effective')?.id ?? null, open_state: open?.state ?? null, next_review_on: document.nextReviewOn,
    next_switch_at: toTimestampOrNull(scheduled?.effectiveFromMs ?? null), retired_at: toTimestampOrNull(document.retiredAtMs),
    journal_seq: document.journalSeq, journal_hash: document.journalHash,
  }
}

const endedOrInForce: ReadonlySet<string> = new Set(['effective', 'superseded', 'obsolete'])
const periodOf = ({ state, effectiveFromMs, effectiveToMs }: DocumentRevision): string | null =>
  (!endedOrInForce.has(state) || effectiveFromMs === null ? null : `["${toTimestamp(effectiveFromMs)}",${effectiveToMs === null ? '' : `"${toTimestamp(effectiveToMs)}"`})`)

const toRevisionRow = (one: DocumentRevision) => ({
  id: one.id, ordinal: one.ordinal, issue: one.issue, revision: one.revision, state: one.state, title: one.title, drafters: one.drafters, object_id: one.file?.objectId ?? null,
  procedure_code: one.procedure?.code ?? null, procedure_hash: one.procedure?.hash ?? null, release_id: one.releaseId, in_force: periodOf(one),
})

const toLawRow = ({ lawId, linkedAtMs, taken }: ControlledDocument['laws'][number]) =>
  ({ law_id: lawId, linked_at: toTimestamp(linkedAtMs), taken_at: toTimestampOrNull(taken?.atMs ?? null), revision_id: taken?.revisionId ?? null })

/** Keeps a drafted definition under its hash; the same one twice is kept once. */
export const keepDefinition = async (db: Executor, tenantId: string, drafted: { readonly hash: string; readonly definition: ProcedureDefinition; readonly accountId: string | null; readonly nowMs: number }): Promise<void> => {
  await db.query(statement('keep-definition', [tenantId, drafted.hash, JSON.stringify(drafted.definition), toTimestamp(drafted.nowMs), drafted.accountId]))
}

/** A drafted definition; undefined when there is none. */
export const findDefinition = async (db: Executor, tenantId: string, hash: string): Promise<ProcedureDefinition | undefined> =>
  (await db.query<{ body: ProcedureDefinition }>(statement('find-definition', [tenantId, hash]))).rows[0]?.body

/** Says which revision of a procedure a revision of a document put into force. */
export const linkProcedure = async (db: Executor, tenantId: string, revisionId: string, procedure: { readonly code: string; readonly revision: number }): Promise<void> => {
  await db.query(statement('link-procedure', [tenantId, revisionId, procedure.code, procedure.revision]))
}

/** The document and revision behind a revision of a procedure; undefined for one that no document carries. */
export const documentOfProcedure = async (db: Executor, tenantId: string, code: string, revision: number): Promise<{ readonly documentId: string; readonly documentCode: string } | undefined> => {
  const { rows } = await db.query<{ document_id: string; code: string }>(statement('document-of-procedure', [tenantId, code, revision]))
  return rows[0] === undefined ? undefined : { documentId: rows[0].document_id, documentCode: rows[0].code }
}

/** Several revisions promulgated by one decision. */
export interface NewRelease {
  readonly id: string; readonly number: string; readonly on: string; readonly title: string; readonly effectiveOn: string; readonly accountId: string; readonly nowMs: number
}

/** Enters a release, in the transaction that publishes what belongs to it. */
export const addRelease = async (db: Executor, tenantId: string, release: NewRelease): Promise<void> => {
  await db.query(statement('add-release', [tenantId, release.id, release.number, release.on, release.title, release.effectiveOn, toTimestamp(release.nowMs), release.accountId]))
}
