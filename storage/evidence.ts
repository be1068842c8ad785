/** What an evidence pack tells beside dossier, journal, procedure and calendar. */
import type { CorrectiveAction } from '../schemas/corrective-action.ts'
import type { Dossier, PersonalField } from '../schemas/dossier.ts'
import type { Nonconformity, NonconformityStanding } from '../schemas/nonconformity.ts'
import type { Role } from '../schemas/procedure.ts'
import { type ClearApplicant, type Reader, roleNames } from './dossiers.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** A grant of somebody who is named in the journal, of whatever time. */
export interface NamedGrant {
  readonly accountId: string; readonly unitId: string; readonly role: Role; readonly validFrom: string; readonly validTo: string | null; readonly decision: string | null
}
/** Somebody was told of the dossier; `readAtMs` null: not read. */
export interface SentNotice { readonly kind: string; readonly accountId: string; readonly payload: Readonly<Record<string, unknown>>; readonly atMs: number; readonly readAtMs: number | null }
/** Rows about one dossier; `personal` with the salts of its commitments. */
export interface EvidenceFacts {
  readonly agencyCode: string
  readonly applicant: ClearApplicant | null
  readonly personal: readonly PersonalField[]
  readonly reminders: readonly { readonly rung: string; readonly atMs: number }[]
  readonly notices: readonly SentNotice[]
  readonly grants: readonly NamedGrant[]
}

/** The facts of one dossier; the grants are those of the accounts named. Whoever asks has shown before that the dossier may be read. */
export async function readEvidence(db: Executor, tenantId: string, dossierId: string, accountIds: readonly string[]): Promise<EvidenceFacts | null> {
  const { rows } = await db.query<EvidenceFacts>(statement('evidence-facts', [tenantId, dossierId, accountIds]))
  return rows[0] ?? null
}

/** A nonconformity with a dossier: `others`, how many more dossiers it has; every action that ever took it up. */
export interface AttachedNonconformity extends Omit<Nonconformity, 'tenantId' | 'seq' | 'cause' | 'dossierIds' | 'actionId'> {
  readonly standing: NonconformityStanding
  readonly others: number
  readonly actions: readonly { readonly id: string; readonly code: string }[]
}
/** An entry of a chain as it is kept. */
export interface ChainRow { readonly seq: number; readonly canonical: string; readonly hash: string }
/** What the quality registers hold of one dossier; `register`: the entries of its nonconformities alone, out of the agency's chain. Of actions only those that the reader may see. */
export interface EvidenceQuality {
  readonly nonconformities: readonly AttachedNonconformity[]
  readonly register: readonly ChainRow[]
  readonly actions: readonly { readonly body: CorrectiveAction; readonly entries: readonly ChainRow[] }[]
  readonly letter: { readonly number: string; readonly on: string } | null
}

/** Nonconformities and corrective actions of a dossier, and its recorded letter of apology. `reader` null: the operator. Whoever asks has shown before that the dossier may be read. */
export async function readEvidenceQuality(db: Executor, { tenantId, id }: Dossier, reader: Reader | null): Promise<EvidenceQuality> {
  const { rows } = await db.query<EvidenceQuality>(statement('evidence-quality', [tenantId, id, reader?.accountId ?? null, reader?.units ?? null]))
  return rows[0] ?? { nonconformities: [], register: [], actions: [], letter: null }
}

/** A stretch of time, and the units responsible; null: of every unit. */
export interface LateStretch { readonly fromMs: number; readonly toMs: number; readonly unitIds: readonly string[] | null }

/** At most `limit` dossiers that the reader may read and whose late result was ready in the stretch, in the order of their results. */
export async function readableLateResults(db: Executor, reader: Reader, { fromMs, toMs, unitIds }: LateStretch, limit: number): Promise<string[]> {
  const values = [reader.tenantId, toTimestamp(fromMs), toTimestamp(toMs), unitIds, limit, reader.accountId, reader.units, roleNames(reader)]
  return (await db.query<{ id: string }>(statement('readable-late-results', values))).rows.map(({ id }) => id)
}

/** At most `limit` dossiers of the agency whose late result was ready in [fromMs, toMs). */
export async function lateResults(db: Executor, tenantId: string, stretch: { readonly fromMs: number; readonly toMs: number }, limit: number): Promise<Dossier[]> {
  const { rows } = await db.query<{ dossier: Dossier }>(statement('late-results', [tenantId, toTimestamp(stretch.fromMs), toTimestamp(stretch.toMs), limit]))
  return rows.map(({ dossier }) => dossier)
}
