import type { EntityManager } from '@mikro-orm/core'
import { DomainError } from '../schemas/errors.ts'
import type { ProcedureRevision } from '../schemas/procedure.ts'
import { ProcedureRevisionEntity, type ProcedureRevisionRow } from './entities/registers.ts'
import { refusing } from './refusals.ts'

/** A revision as it is kept. `validTo` here is the truth: the end may be set after the definition was published. */
export interface StoredProcedure extends ProcedureRevision {
  readonly status: 'draft' | 'effective'
  readonly validFrom: string
  readonly validTo: string | null
}

const toProcedure = (row: ProcedureRevisionRow): StoredProcedure => ({
  hash: row.hash, definition: row.body, status: row.status, validFrom: row.validFrom, validTo: row.validTo ?? null,
})

/** Adds a revision under the dates of its definition. @throws DomainError name-taken when this code and revision, or this content, is there */
export const addProcedure = async (
  em: EntityManager, tenantId: string, revision: ProcedureRevision, status: 'draft' | 'effective', nowMs: number,
): Promise<StoredProcedure> => {
  const { hash, definition } = revision
  const { validFrom, validTo } = definition
  await refusing(em.insert(ProcedureRevisionEntity, {
    tenantId, hash, code: definition.code, revision: definition.revision, validFrom, validTo, status, body: definition, createdAt: nowMs,
  }), { taken: 'name-taken' })
  return { hash, definition, status, validFrom, validTo }
}

/** The revision that a dossier pinned; undefined when there is none. */
export const findProcedure = async (em: EntityManager, tenantId: string, hash: string): Promise<StoredProcedure | undefined> => {
  const row = await em.findOne(ProcedureRevisionEntity, { tenantId, hash })
  return row === null ? undefined : toProcedure(row)
}

/** The newest revision of this code that is in force on the date `on`; undefined when there is none. */
export const findProcedureOn = async (em: EntityManager, tenantId: string, code: string, on: string): Promise<StoredProcedure | undefined> => {
  const row = await em.findOne(ProcedureRevisionEntity,
    { tenantId, code, status: 'effective', validFrom: { $lte: on }, $or: [{ validTo: null }, { validTo: { $gte: on } }] }, { orderBy: { revision: 'desc' } })
  return row === null ? undefined : toProcedure(row)
}

/** At most `limit` revisions by code and revision, after the given one. Served by the unique index on them. */
export const listProcedures = async (
  em: EntityManager, tenantId: string, page: { after?: { code: string; revision: number } | undefined; limit: number },
): Promise<StoredProcedure[]> => {
  const { after, limit } = page
  const beyond = after === undefined ? {} : { $or: [{ code: { $gt: after.code } }, { code: after.code, revision: { $gt: after.revision } }] }
  const rows = await em.find(ProcedureRevisionEntity, { tenantId, ...beyond }, { orderBy: { code: 'asc', revision: 'asc' }, limit })
  return rows.map(toProcedure)
}

/** Every revision of one code, oldest first; empty when there is none. */
export const listRevisions = async (em: EntityManager, tenantId: string, code: string): Promise<StoredProcedure[]> =>
  (await em.find(ProcedureRevisionEntity, { tenantId, code }, { orderBy: { revision: 'asc' }, refresh: true })).map(toProcedure)

/** Puts a draft into force; from then on only its end may be set. @throws DomainError procedure-unknown when there is no such draft */
export const putIntoForce = async (em: EntityManager, tenantId: string, hash: string): Promise<void> => {
  const changed = await em.nativeUpdate(ProcedureRevisionEntity, { tenantId, hash, status: 'draft' }, { status: 'effective' })
  if (changed === 0) throw new DomainError('procedure-unknown')
}

/** Sets the last day of a revision in force; reports as of an earlier instant do not know it. @throws DomainError procedure-immutable when its end is set already or it is not in force */
export const endProcedure = async (em: EntityManager, tenantId: string, hash: string, validTo: string, nowMs: number): Promise<void> => {
  const changed = await em.nativeUpdate(ProcedureRevisionEntity, { tenantId, hash, status: 'effective', validTo: null }, { validTo, endRecordedAt: nowMs })
  if (changed === 0) throw new DomainError('procedure-immutable')
}
