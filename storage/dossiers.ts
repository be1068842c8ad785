/** Reading dossiers: whoever reads, lists or searches passes the same predicate (`may_read`), so a search cannot show what a read refuses. */
import type { ApplicantKind, Dossier, DossierFacts, HeldRole, JournalEntry } from '../schemas/dossier.ts'
import { toTimestamp, toTimestampOrNull } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** What an account may read on the agency-local day; made once a request. */
export interface Reader {
  readonly tenantId: string
  readonly accountId: string
  readonly zone: string
  readonly today: string
  readonly units: readonly string[]
  readonly roles: readonly HeldRole[]
}

/** The names of the roles held, each once. */
export const roleNames = (reader: Reader): string[] => [...new Set(reader.roles.map((held) => held.role))]

/** The applicant's clear data, as the people who handle the dossier see it. */
export interface ClearApplicant {
  readonly kind: ApplicantKind; readonly name: string; readonly phone: string | null; readonly email: string | null
  readonly address: string | null; readonly subject: string | null
}
export interface ReadDossier { readonly facts: DossierFacts; readonly applicant: ClearApplicant | null }

/** One dossier by id or by code with the facts to decide on it; null when it is unknown or not for this reader, alike. */
export async function readDossier(db: Executor, reader: Reader, by: { readonly id: string } | { readonly code: string }): Promise<ReadDossier | null> {
  interface Row { dossier: Dossier; receiving_line: string[]; responsible_line: string[]; applicant: ClearApplicant | null }
  const values = [
    reader.tenantId, 'id' in by ? by.id : null, reader.accountId, reader.units, roleNames(reader), reader.today, 'code' in by ? by.code : null,
  ]
  const { rows } = await db.query<Row>(statement('dossier-facts', values))
  const row = rows[0]
  if (row === undefined) return null
  const actor = { accountId: reader.accountId, roles: reader.roles.slice() }
  return {
    facts: { dossier: row.dossier, actor, receivingLine: row.receiving_line, responsibleLine: row.responsible_line, assignee: null },
    applicant: row.applicant,
  }
}

/** What a list asks for; all given conditions must hold. */
export interface DossierFilter {
  readonly status?: number | undefined
  readonly dueBeforeMs?: number | undefined
  readonly procedureCode?: string | undefined
  readonly codePrefix?: string | undefined
}
/** What a list of open dossiers asks for beside that. Due means: the clock runs and no result is there yet. */
export interface OpenFilter extends DossierFilter {
  readonly pausedOnly?: boolean | undefined
  /** Somebody who has a step in hand. */
  readonly holderId?: string | undefined
  /** Received by one of these units, or theirs to resolve. */
  readonly unitIds?: readonly string[] | undefined
}
/** Where a page ended: the due instant (null: none) and the id of its last row. */
export interface DossierKey { readonly dueAtMs: number | null; readonly id: string }
export interface ListedDossier { readonly dossier: Dossier; readonly applicantName: string | null }
interface ListRow { dossier: Dossier; applicant_name: string | null }

/** The key of a row in the order of urgency: results that only wait to be fetched are not urgent. */
export const urgencyKeyOf = ({ dossier }: ListedDossier): DossierKey =>
  ({ dueAtMs: dossier.resultReadyAtMs === null ? dossier.clock.dueAtMs : null, id: dossier.id })

/** The two columns of a key as the statements take them. */
export const keyValues = (after: DossierKey | null): (string | null)[] =>
  (after === null ? [null, null] : [toTimestampOrNull(after.dueAtMs) ?? 'infinity', after.id])

/** At most `limit` open dossiers, most urgent first, those that nothing drives last, after the key. */
export async function listOpen(
  db: Executor, reader: Reader, filter: OpenFilter, page: { readonly after: DossierKey | null; readonly limit: number },
): Promise<ListedDossier[]> {
  const { rows } = await db.query<ListRow>(statement('open-dossiers', [
    reader.tenantId, reader.accountId, reader.units, roleNames(reader), ...keyValues(page.after), page.limit,
    // Instants are whole milliseconds: before one is up to the one before it.
    toTimestampOrNull(filter.dueBeforeMs === undefined ? null : filter.dueBeforeMs - 1), filter.pausedOnly ?? false, filter.procedureCode ?? null,
    filter.holderId ?? null, filter.unitIds ?? null, filter.status ?? null, filter.codePrefix ?? null,
  ]))
  return rows.map((row) => ({ dossier: row.dossier, applicantName: row.applicant_name }))
}

/** At most `limit` dossiers, closed ones too, by time of filing, after the id. */
export async function listDossiers(
  db: Executor, reader: Reader, filter: DossierFilter, page: { readonly afterId: string | null; readonly limit: number },
): Promise<ListedDossier[]> {
  const { rows } = await db.query<ListRow>(statement('list-dossiers', [
    reader.tenantId, reader.accountId, reader.units, roleNames(reader), filter.status ?? null, toTimestampOrNull(filter.dueBeforeMs ?? null),
    filter.procedureCode ?? null, filter.codePrefix ?? null, page.afterId, page.limit,
  ]))
  return rows.map((row) => ({ dossier: row.dossier, applicantName: row.applicant_name }))
}

/** One journal entry as it is kept; `personal` holds what has not been erased. */
export interface KeptEntry { readonly seq: number; readonly canonical: string; readonly hash: string; readonly personal: Readonly<Record<string, string>> | null }

/** At most `limit` entries of a dossier's journal after `afterSeq`, in order. */
export async function readJournal(db: Executor, tenantId: string, dossierId: string, page: { readonly afterSeq: number; readonly limit: number }): Promise<KeptEntry[]> {
  const { rows } = await db.query<KeptEntry>(statement('journal', [tenantId, dossierId, page.afterSeq, page.limit]))
  return rows
}

/** The journals of several dossiers by dossier, at most `entriesMost` entries of each from its beginning: the canonical records alone. */
export async function journalsOf(db: Executor, tenantId: string, dossierIds: readonly string[], entriesMost: number): Promise<Map<string, JournalEntry[]>> {
  const { rows } = await db.query<{ dossier_id: string; canonical: string }>(statement('journals-of', [tenantId, dossierIds, entriesMost]))
  return new Map([...Map.groupBy(rows, (row) => row.dossier_id)].map(([id, own]) => [id, own.map(({ canonical }) => JSON.parse(canonical) as JournalEntry)]))
}

/** The dossiers with this code or id, of one agency or of all (then at most two: more than one is ambiguous). For the operator's command line alone. */
export async function dossiersByCode(db: Executor, code: string, agencyCode: string | null): Promise<Dossier[]> {
  const { rows } = await db.query<{ dossier: Dossier }>(statement('dossier-by-code', [code, agencyCode]))
  return rows.map((row) => row.dossier)
}

/** Erases the clear personal data of a dossier; answers how many fields of its journal went. Commitments stay, so the chain verifies. */
export async function erasePersonal(db: Executor, { tenantId, dossierId, nowMs, ground }: { readonly tenantId: string; readonly dossierId: string; readonly nowMs: number; readonly ground: string }): Promise<number> {
  const { rows } = await db.query<{ fields: number }>(statement('erase-personal', [tenantId, dossierId, toTimestamp(nowMs), ground]))
  return rows[0]?.fields ?? 0
}
