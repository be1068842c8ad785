/** The register of nonconformities: what may have become one, what was entered, and who may see it (`may_see_nonconformity`, of every query). */
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ChainedNonconformityEntry, Nonconformity, NonconformitySource, Settlement } from '../../schemas/nonconformity.ts'
import { type Reader, roleNames } from '../dossiers.ts'
import { fromTimestamp, toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

/** Where the register stands: the end of its chain and the last number of its year. */
export interface RegisterRow { readonly seq: number; readonly hash: string; readonly year: number; readonly number: number }
/** A stretch of a list of candidates. */
interface Stretch { readonly afterId: string | null; readonly limit: number }

/** Takes the register in hand in this transaction and answers where it stands; others wait. */
export const lockRegister = async (db: Executor, tenantId: string, startHash: string): Promise<RegisterRow> => {
  const { rows } = await db.query<RegisterRow>(statement('lock-nonconformities', [tenantId, startHash]))
  const [row] = rows
  if (row === undefined) throw new Error('the register of nonconformities has no head')
  return row
}

/** Which of these causes already have a nonconformity. */
export const knownCauses = async (db: Executor, tenantId: string, causes: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await db.query<{ cause: string }>(statement('known-causes', [tenantId, JSON.stringify(causes)]))).rows.map(({ cause }) => cause))

const toRow = (one: Nonconformity) => ({
  id: one.id, seq: one.seq, code: one.code, cause: one.cause, source: one.source, rule: one.rule, unit_id: one.unitId, grade: one.grade, clause: one.clause,
  occurred_on: one.occurredOn, field: one.facts.field ?? null, found_at: toTimestamp(one.foundAtMs), found_by: one.foundBy, text: one.text, facts: one.facts,
})

/** Enters nonconformities, in the transaction that has the register in hand. @throws DomainError name-taken when the cause is known; not-found for a unit or dossier that is not there */
export const addNonconformities = async (db: Executor, tenantId: string, added: readonly Nonconformity[]): Promise<void> => {
  const links = added.flatMap(({ id, dossierIds }) => dossierIds.map((dossierId) => ({ nonconformity_id: id, dossier_id: dossierId })))
  try {
    await db.query(statement('add-nonconformities', [tenantId, JSON.stringify(added.map(toRow)), JSON.stringify(links)]))
  } catch (error) {
    const { code } = error as { code?: string }
    throw code === '23505' ? new DomainError('name-taken') : code === '23503' ? new DomainError('not-found') : error
  }
}

/** Writes entries of the register's journal and moves its head, in the same transaction. */
export const writeRegister = async (db: Executor, tenantId: string, entries: readonly ChainedNonconformityEntry[], head: RegisterRow): Promise<void> => {
  const rows = entries.map(({ entry, canonical, hash }) =>
    ({ seq: entry.seq, nonconformity_id: entry.nonconformity, at: entry.at, event: entry.event, actor_id: entry.actor.account, canonical, hash }))
  await db.query(statement('journal-nonconformities', [tenantId, JSON.stringify(rows), head.seq, head.hash, head.year, head.number]))
}

/** A dossier that may have become late without a nonconformity, with the field of its procedure. */
export interface UnclaimedDossier { readonly dossier: Dossier; readonly field: string | null }

/** Late results without a nonconformity, in the order of ids. */
export const lateUnclaimed = async (db: Executor, tenantId: string, { afterId, limit }: Stretch): Promise<UnclaimedDossier[]> =>
  (await db.query<UnclaimedDossier>(statement('late-unclaimed', [tenantId, afterId, limit]))).rows

/** Open dossiers past their due instant without a nonconformity, in the order of ids. */
export const overdueUnclaimed = async (db: Executor, tenantId: string, { afterId, limit }: Stretch, nowMs: number): Promise<UnclaimedDossier[]> =>
  (await db.query<UnclaimedDossier>(statement('overdue-unclaimed', [tenantId, afterId, limit, toTimestamp(nowMs)]))).rows

/** A law in force that a document has not taken up. */
export interface UnclaimedLaw {
  readonly lawId: string; readonly lawNumber: string; readonly effectiveFrom: string; readonly documentId: string; readonly documentCode: string; readonly ownerUnitId: string
}

/** Laws in force that documents have not taken up, without a nonconformity, by document and law after a key. */
export const lawsUnclaimed = async (db: Executor, tenantId: string, on: string, page: { readonly after: UnclaimedLaw | null; readonly limit: number }): Promise<UnclaimedLaw[]> => {
  interface Row { law_id: string; law_number: string; effective_from: string; document_id: string; document_code: string; owner_unit_id: string }
  const { rows } = await db.query<Row>(statement('laws-unclaimed', [tenantId, on, page.after?.documentId ?? null, page.after?.lawId ?? null, page.limit]))
  return rows.map((row) => ({
    lawId: row.law_id, lawNumber: row.law_number, effectiveFrom: row.effective_from, documentId: row.document_id, documentCode: row.document_code, ownerUnitId: row.owner_unit_id,
  }))
}

/** Late dossiers of one field and month without a pattern. */
export interface UnclaimedPattern {
  readonly field: string; readonly month: string; readonly occurredOn: string; readonly unitIds: readonly string[]; readonly dossierIds: readonly string[]; readonly rootUnitId: string
}

/** Fields and months with at least `least` late dossiers and no pattern yet. */
export const patternsUnclaimed = async (db: Executor, tenantId: string, least: number, limit: number): Promise<UnclaimedPattern[]> => {
  interface Row { field: string; month: string; occurred_on: string; unit_ids: string[]; dossier_ids: string[]; root_unit_id: string }
  const { rows } = await db.query<Row>(statement('patterns-unclaimed', [tenantId, least, limit]))
  return rows.map((row) => ({ field: row.field, month: row.month, occurredOn: row.occurred_on, unitIds: row.unit_ids, dossierIds: row.dossier_ids, rootUnitId: row.root_unit_id }))
}

/** Attaches to each pattern the dossiers of its field and month that its record does not name. */
export const attachPatterns = async (db: Executor, tenantId: string): Promise<void> => {
  await db.query(statement('attach-patterns', [tenantId]))
}

/** A nonconformity as somebody sees it: of its dossiers only those that they may read. */
export interface SeenNonconformity {
  readonly one: Omit<Nonconformity, 'dossierIds'>
  readonly dossiers: readonly { readonly id: string; readonly code: string | null }[]
  readonly hidden: number
  readonly standing: 'open' | 'inAction' | 'closed' | 'settled'
}

export interface NonconformityQuestion {
  readonly standing?: string | undefined; readonly source?: NonconformitySource | undefined; readonly unitId?: string | undefined; readonly dossierId?: string | undefined; readonly id?: string | undefined
}

interface Row {
  id: string; tenant_id: string; seq: number; code: string; cause: string; source: NonconformitySource; rule: string | null; unit_id: string; grade: Nonconformity['grade']; clause: string
  occurred_on: string; found_at: Date; found_by: string | null; text: string | null; facts: Nonconformity['facts']; action_id: string | null; settled: Settlement | null
  seen: { id: string; code: string | null }[]; hidden: number; standing: SeenNonconformity['standing']
}
const toSeen = (row: Row): SeenNonconformity => ({
  one: {
    id: row.id, tenantId: row.tenant_id, seq: row.seq, code: row.code, cause: row.cause, source: row.source, rule: row.rule, unitId: row.unit_id, grade: row.grade, clause: row.clause,
    occurredOn: row.occurred_on, foundAtMs: fromTimestamp(row.found_at), foundBy: row.found_by, text: row.text, facts: row.facts, actionId: row.action_id, settled: row.settled,
  },
  dossiers: row.seen, hidden: row.hidden, standing: row.standing,
})

/** At most `limit` nonconformities that the reader may see, the newest first, below the key. */
export const listNonconformities = async (db: Executor, reader: Reader, asked: NonconformityQuestion, page: { readonly belowSeq: number | null; readonly limit: number }): Promise<SeenNonconformity[]> => {
  const whose = [reader.tenantId, reader.accountId, reader.units, roleNames(reader)]
  const question = [asked.standing ?? null, asked.source ?? null, asked.unitId ?? null, asked.dossierId ?? null, asked.id ?? null]
  return (await db.query<Row>(statement('list-nonconformities', [...whose, ...question, page.belowSeq, page.limit]))).rows.map(toSeen)
}

/** Says that a correction was enough; false when it has an action or was settled before. */
export const settle = async (db: Executor, tenantId: string, id: string, settlement: Settlement): Promise<boolean> =>
  (await db.query(statement('settle-nonconformity', [tenantId, id, JSON.stringify(settlement)]))).rows.length === 1

/** Who is told of something in a unit: holders of roles anywhere in the agency, and of roles in the unit or above it. */
export interface Audience { readonly agency: readonly string[]; readonly line: readonly string[] }

/** Active accounts, substitutes beside the person. */
export const toldOfUnit = async (db: Executor, tenantId: string, unitId: string, { agency, line }: Audience, on: string): Promise<string[]> => {
  const values = [tenantId, unitId, JSON.stringify(agency), JSON.stringify(line), on]
  return (await db.query<{ account_id: string }>(statement('told-of-unit', values))).rows.map((row) => row.account_id)
}
