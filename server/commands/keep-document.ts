/** Keeps a decision on a document with everything that follows from it: the procedure that it puts into force, and whom to tell. */
import type { EntityManager } from '@mikro-orm/core'
import type { ControlledDocument, DocumentDecision, DocumentEffect, DocumentRevision } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { recipientsOfEffect } from '../../storage/documents/distribution.ts'
import { findDefinition, linkProcedure, saveDocument } from '../../storage/documents/save.ts'
import { addNotices, type Notice } from '../../storage/notices.ts'
import type { Executor } from '../../storage/pool.ts'
import { endProcedure, listRevisions, type StoredProcedure } from '../../storage/procedures.ts'
import { executorIn } from '../../storage/transaction.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { inForceOf } from '../../workflows/document/entry.ts'
import { putDefinitionIntoForce } from './publish-procedure.ts'

export interface KeptDecision {
  /** As it was read; null for one that begins. */
  readonly before: ControlledDocument | null
  readonly decision: DocumentDecision
  readonly zone: string
  readonly nowMs: number
}

/** In the caller's transaction. @throws DomainError stale-version | name-taken | not-found | procedure-unknown */
export const keepDecision = async (em: EntityManager, { before, decision, zone, nowMs }: KeptDecision): Promise<void> => {
  const db = executorIn(em)
  await saveDocument(db, decision, before)
  await followProcedures(em, db, { before, decision, zone, nowMs })
  await tell(db, decision, nowMs)
}

/** Document and running procedure are one revision: what comes into force or ends on paper does so in the engine, in the same transaction. */
const followProcedures = async (em: EntityManager, db: Executor, { before, decision, zone, nowMs }: KeptDecision): Promise<void> => {
  const { document } = decision
  const was = before === null ? null : inForceOf(before)
  const is = inForceOf(document)
  if (is !== null && is.id !== was?.id) await beginProcedure(em, db, { tenantId: document.tenantId, was, is }, { zone, nowMs })
  if (is === null && was?.procedure) await endProcedureOf(em, { tenantId: document.tenantId, code: was.procedure.code }, { zone, nowMs })
}

interface Switch { readonly tenantId: string; readonly was: DocumentRevision | null; readonly is: DocumentRevision }

const beginProcedure = async (em: EntityManager, db: Executor, { tenantId, was, is }: Switch, { zone, nowMs }: { zone: string; nowMs: number }): Promise<void> => {
  if (is.procedure === null) return
  const { code, hash } = is.procedure
  // A document that is only worded anew goes on with the procedure that runs.
  const running = was?.procedure?.hash === hash ? (await listRevisions(em, tenantId, code)).findLast(({ status, validTo }) => status === 'effective' && validTo === null) : undefined
  const inForce = running ?? await publishDrafted(em, db, { tenantId, hash, validFrom: localDateOf(is.effectiveFromMs ?? nowMs, zone), nowMs })
  await linkProcedure(db, tenantId, is.id, { code: inForce.definition.code, revision: inForce.definition.revision })
}

const publishDrafted = async (em: EntityManager, db: Executor, { tenantId, hash, validFrom, nowMs }: { tenantId: string; hash: string; validFrom: string; nowMs: number }): Promise<StoredProcedure> => {
  const drafted = await findDefinition(db, tenantId, hash)
  if (drafted === undefined) throw new DomainError('procedure-unknown', { hash })
  return putDefinitionIntoForce(em, tenantId, { ...drafted, validFrom, validTo: null }, nowMs)
}

/** The last day on which a dossier may be received under it. */
const endProcedureOf = async (em: EntityManager, { tenantId, code }: { tenantId: string; code: string }, { zone, nowMs }: { zone: string; nowMs: number }): Promise<void> => {
  const on = localDateOf(nowMs, zone)
  const open = (await listRevisions(em, tenantId, code)).filter(({ status, validTo }) => status === 'effective' && validTo === null)
  for (const one of open) await endProcedure(em, tenantId, one.hash, one.validFrom > on ? one.validFrom : on, nowMs)
}

const payloadOf = ({ id, code, revisions }: ControlledDocument, { revisionId }: DocumentEffect) => {
  const revision = revisions.find((one) => one.id === revisionId)
  return { documentId: id, code, title: (revision ?? revisions.at(-1))?.title, revisionId, issue: revision?.issue ?? null, revision: revision?.revision ?? null }
}

const noticeKind = (kind: DocumentEffect['kind']): string => `document${kind[0]?.toUpperCase()}${kind.slice(1)}`

const tell = async (db: Executor, { document, effects }: DocumentDecision, nowMs: number): Promise<void> => {
  const notices: Notice[] = []
  for (const effect of effects) {
    const accounts = await recipientsOfEffect(db, document.tenantId, document.id, effect, nowMs)
    notices.push(...accounts.map((accountId) => ({ accountId, dossierId: null, kind: noticeKind(effect.kind), payload: payloadOf(document, effect) })))
  }
  await addNotices(db, document.tenantId, notices, nowMs)
}
