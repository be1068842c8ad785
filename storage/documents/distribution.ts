/** Who is to have a document, who has taken note of it, and who is told of what happens to it. */
import type { DocumentEffect } from '../../schemas/document.ts'
import { fromTimestamp, toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

/** Takes note of the revision in force; saying it again changes nothing. */
export const acknowledgeDocument = async (db: Executor, tenantId: string, note: { readonly documentId: string; readonly revisionId: string; readonly accountId: string; readonly nowMs: number }): Promise<void> => {
  await db.query(statement('acknowledge-document', [tenantId, note.documentId, note.revisionId, note.accountId, toTimestamp(note.nowMs)]))
}

/** Somebody who is to have a document; `atMs` null: has not taken note of the revision. */
export interface DocumentReader { readonly accountId: string; readonly fullName: string; readonly atMs: number | null }

/** Everybody who is to have it on the day or has taken note, those who have not first. */
export const documentReaders = async (db: Executor, tenantId: string, about: { readonly documentId: string; readonly revisionId: string; readonly on: string }): Promise<DocumentReader[]> => {
  interface Row { account_id: string; full_name: string; acknowledged_at: Date | null }
  const { rows } = await db.query<Row>(statement('document-readers', [tenantId, about.documentId, about.revisionId, about.on]))
  return rows.map((row) => ({ accountId: row.account_id, fullName: row.full_name, atMs: row.acknowledged_at === null ? null : fromTimestamp(row.acknowledged_at) }))
}

/** The accounts that an effect is addressed to, each once. */
export const recipientsOfEffect = async (db: Executor, tenantId: string, documentId: string, { to }: DocumentEffect, nowMs: number): Promise<string[]> => {
  const [roles, owner] = to !== 'holders' && 'roles' in to ? [to.roles, to.owner] : [[], false]
  const accounts = to !== 'holders' && 'accounts' in to ? to.accounts : []
  const values = [tenantId, documentId, JSON.stringify(roles), owner, JSON.stringify(accounts), to === 'holders', nowMs]
  return (await db.query<{ account_id: string }>(statement('document-recipients', values))).rows.map((row) => row.account_id)
}
