/** The register of laws: documents from outside that the agency's own must follow. */
import type { ControlledDocument } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Law, NewLaw } from '../../schemas/law.ts'
import type { Reader } from '../dossiers.ts'
import { fromTimestamp, toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'
import { type DocumentLevel, patternsOf } from './read.ts'

/** A law as it is kept. */
export interface LawRow {
  id: string; number: string; title: string; kind: Law['kind']; issuer: string; issued_on: string; effective_from: string; ends_on: string | null
  replaces_id: string | null; source: string | null
}

/** The law of a row. */
export const lawOf = (row: LawRow): Law => ({
  id: row.id, number: row.number, title: row.title, kind: row.kind, issuer: row.issuer, issuedOn: row.issued_on, effectiveFrom: row.effective_from,
  endsOn: row.ends_on, replacesId: row.replaces_id, source: row.source,
})

/** Enters a law. @throws DomainError name-taken when one of that number and day is there; law-unknown when the one it replaces is not */
export const addLaw = async (db: Executor, tenantId: string, law: NewLaw & { readonly id: string }, by: { readonly accountId: string; readonly nowMs: number }): Promise<void> => {
  try {
    await db.query(statement('add-law', [
      tenantId, law.id, law.number, law.title, law.kind, law.issuer, law.issuedOn, law.effectiveFrom, law.endsOn ?? null, law.replacesId ?? null, law.source ?? null,
      toTimestamp(by.nowMs), by.accountId,
    ]))
  } catch (error) {
    const { code } = error as { code?: string }
    throw code === '23505' ? new DomainError('name-taken') : code === '23503' ? new DomainError('law-unknown') : error
  }
}

/** A law of the list: how many documents are linked to it, and how many of them have not taken it up. */
export interface ListedLaw { readonly law: Law; readonly linked: number; readonly open: number }
export interface LawKey { readonly effectiveFrom: string; readonly id: string }

/** At most `limit` laws, the newest in force first, after the key. */
export const listLaws = async (
  db: Executor, tenantId: string, asked: { readonly words: string; readonly openOnly: boolean }, page: { readonly after: LawKey | null; readonly limit: number },
): Promise<ListedLaw[]> => {
  const values = [tenantId, patternsOf(asked.words), asked.openOnly, page.after?.effectiveFrom ?? null, page.after?.id ?? null, page.limit]
  return (await db.query<LawRow & { linked: number; open: number }>(statement('list-laws', values))).rows.map((row) => ({ law: lawOf(row), linked: row.linked, open: row.open }))
}

/** Those of the laws that the agency has entered. */
export const findLaws = async (db: Executor, tenantId: string, ids: readonly string[]): Promise<Law[]> =>
  (ids.length === 0 ? [] : (await db.query<LawRow>(statement('find-laws', [tenantId, [...new Set(ids)]]))).rows.map(lawOf))

/** A document that a law touches; `linkedAtMs` null: it only rests on what the law replaces, or belongs to what does. */
export interface TouchedDocument {
  readonly document: ControlledDocument; readonly level: DocumentLevel; readonly linkedAtMs: number | null; readonly takenAtMs: number | null
}

/** What a law touches among the documents that the reader may see, by code. */
export const lawImpact = async (db: Executor, reader: Reader, lawId: string): Promise<TouchedDocument[]> => {
  interface Touched { document: ControlledDocument; level: DocumentLevel; linked_at: Date | null; taken_at: Date | null }
  const roles = [...new Set(reader.roles.map((held) => held.role))]
  const { rows } = await db.query<Touched>(statement('law-impact', [reader.tenantId, lawId, reader.accountId, reader.units, roles, reader.today]))
  return rows.map((row) => ({
    document: row.document, level: row.level, linkedAtMs: row.linked_at === null ? null : fromTimestamp(row.linked_at), takenAtMs: row.taken_at === null ? null : fromTimestamp(row.taken_at),
  }))
}
