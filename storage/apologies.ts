/** Apologies: the dossiers for which one was made or is owed, and letters that were sent beside the procedure. */
import type { Dossier } from '../schemas/dossier.ts'
import { roleNames, type Reader } from './dossiers.ts'
import { newId } from './ids.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** A dossier of the register: what issued its apology, and its letter. */
export interface ApologisedDossier {
  readonly dossier: Dossier
  readonly field: string | null
  readonly issued: { readonly at: string; readonly dueBefore: string | null; readonly newDueAt: string | null; readonly number: string | null } | null
  readonly letter: { readonly number: string; readonly on: string } | null
}

/** Those whose due instant lies from the first instant up to the end, as they are known at an instant, the latest first. `reader` null: the operator, who counts all. */
export const listApologies = async (db: Executor, tenantId: string, reader: Reader | null, asked: { readonly fromMs: number; readonly endMs: number; readonly knownAtMs: number; readonly limit: number }): Promise<ApologisedDossier[]> => {
  const whose = reader === null ? [null, null, null] : [reader.units, reader.accountId, roleNames(reader)]
  const stretch = [asked.fromMs, asked.endMs, asked.knownAtMs].map(toTimestamp)
  return (await db.query<ApologisedDossier>(statement('apologies', [tenantId, ...stretch, ...whose, asked.limit]))).rows
}

/** The letter of a dossier; null when none was recorded. */
export const findApologyLetter = async (db: Executor, tenantId: string, dossierId: string): Promise<{ readonly number: string; readonly on: string } | null> =>
  (await db.query<{ number: string; on: string }>(statement('apology-letter', [tenantId, dossierId]))).rows[0] ?? null

/** Records a letter; false when the dossier has one. */
export const addApologyLetter = async (db: Executor, tenantId: string, letter: { readonly dossierId: string; readonly number: string; readonly on: string; readonly accountId: string; readonly nowMs: number }): Promise<boolean> =>
  (await db.query(statement('add-apology-letter', [tenantId, newId(), letter.dossierId, letter.number, letter.on, toTimestamp(letter.nowMs), letter.accountId]))).rows.length === 1
