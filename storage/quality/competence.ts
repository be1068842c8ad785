/** What people are to have read, did read, and were trained in, as of the end of a day. */
import type { CompetenceFacts, CompetenceReading, CompetenceTraining } from '../../schemas/competence.ts'
import { type Reader, roleNames } from '../dossiers.ts'
import { toTimestampOrNull } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

/** A revision to be read; `readAtMs` null: not by then. */
export type StoredReading = Omit<CompetenceReading, 'readAt'> & { readonly readAtMs: number | null }
/** A person with, where it was asked for, each revision and each training. */
export interface StoredCompetence { readonly facts: CompetenceFacts; readonly readings: readonly StoredReading[]; readonly trained: readonly CompetenceTraining[] }

export interface CompetenceQuestion {
  readonly on: string
  readonly unitId: string | null
  readonly accountId: string | null
  readonly after: { readonly fullName: string; readonly id: string } | null
  readonly limit: number
  readonly detail: boolean
  /** As it was known at this instant; null: all that is known. */
  readonly knownAtMs: number | null
}

interface Row {
  account_id: string; full_name: string; held: CompetenceFacts['held']; grants: CompetenceFacts['grants']; to_read: number; read: number; trained_on: string[]
  readings: StoredReading[]; trained: CompetenceTraining[]
}

/** At most `limit` people by name who hold a role on the day and whom the reader may see; `reader` null: the whole agency, for its reports. */
export const readCompetence = async (db: Executor, tenantId: string, reader: Reader | null, asked: CompetenceQuestion): Promise<StoredCompetence[]> => {
  const names = reader === null ? ['isoSecretary'] : roleNames(reader)
  const { rows } = await db.query<Row>(statement('competence', [
    tenantId, reader?.accountId ?? null, names, reader?.today ?? asked.on, asked.on, asked.unitId, asked.accountId, asked.after?.fullName ?? null, asked.after?.id ?? null, asked.limit, asked.detail, toTimestampOrNull(asked.knownAtMs),
  ]))
  return rows.map((row) => ({
    facts: { accountId: row.account_id, fullName: row.full_name, held: row.held, grants: row.grants, toRead: row.to_read, read: row.read, trainedOn: row.trained_on },
    readings: row.readings, trained: row.trained,
  }))
}
