/** What the screens ask about dossiers: a person's work, and the search. Both pass the predicate of a read (`may_read`). */
import type { Bilingual } from '../schemas/common.ts'
import type { Dossier } from '../schemas/dossier.ts'
import type { Limit } from '../schemas/calendar.ts'
import { keyValues, listOpen, roleNames, type DossierKey, type ListedDossier, type Reader } from './dossiers.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** Kinds of work: waiting for this person (in hand or in the pool), in hand, in the pool, done by them and now with others, paused, every open one. */
export const workKinds = ['todo', 'mine', 'pool', 'waiting', 'paused', 'all'] as const
export type WorkKind = (typeof workKinds)[number]

interface Row { dossier: Dossier; applicant_name: string | null }
const listed = (row: Row): ListedDossier => ({ dossier: row.dossier, applicantName: row.applicant_name })

/** The account itself and everybody it stands in for today. */
export const actsFor = ({ accountId, roles }: Reader): string[] => [...new Set([accountId, ...roles.flatMap(({ onBehalfOf }) => onBehalfOf ?? [])])]

/** At most `limit` open dossiers of this kind by due instant, those without one last, after the key. */
export async function listWork(db: Executor, reader: Reader, kind: WorkKind, page: { readonly after: DossierKey | null; readonly limit: number }): Promise<ListedDossier[]> {
  if (kind === 'all' || kind === 'paused') return listOpen(db, reader, { pausedOnly: kind === 'paused' }, page)
  const [key, whose] = [keyValues(page.after), [reader.tenantId, reader.accountId, reader.units, roleNames(reader)]]
  const asked = kind === 'waiting' ? statement('work-waiting', [...whose, actsFor(reader), ...key, page.limit])
    : statement('my-work', [...whose, kind, actsFor(reader), reader.today, ...key, page.limit])
  return (await db.query<Row>(asked)).rows.map(listed)
}

/** A dossier of the day's list; `own`: in this person's hands or theirs to take, not only in a unit that they head. */
export interface DayDossier extends ListedDossier { readonly own: boolean }

/** Units that a person heads, and how far ahead their head looks. */
export interface DayQuestion { readonly headed: readonly string[]; readonly dueBeforeMs: number; readonly limit: number }

/** What a person looks at in the morning, the most urgent first; at most `limit`. */
export async function listDay(db: Executor, reader: Reader, { headed, dueBeforeMs, limit }: DayQuestion): Promise<DayDossier[]> {
  const values = [reader.tenantId, reader.accountId, reader.units, roleNames(reader), actsFor(reader), headed, toTimestamp(dueBeforeMs), limit, reader.today]
  const { rows } = await db.query<Row & { own: boolean }>(statement('day-list', values))
  return rows.map((row) => ({ ...listed(row), own: row.own }))
}

/** How many dossiers a person has in hand and how many wait in their pools, each counted up to `bound`: those that the lists show. */
export async function countWork(db: Executor, reader: Reader, bound: number): Promise<{ readonly mine: number; readonly pool: number }> {
  const values = [reader.tenantId, reader.accountId, reader.units, roleNames(reader), actsFor(reader), reader.today, bound]
  const { rows } = await db.query<{ mine: number; pool: number }>(statement('work-counts', values))
  return rows[0] ?? { mine: 0, pool: 0 }
}

/** What waits for a person beside dossiers: documents to acknowledge, corrective actions, tasks of a management review, complaints to answer. */
const otherWorkKinds = ['complaint', 'action', 'reviewTask', 'unread'] as const
/** `dueOn`: of the first of them; null where none has a day. */
export interface OtherWork { readonly kind: (typeof otherWorkKinds)[number]; readonly many: number; readonly dueOn: string | null }

/** How much of each kind waits for the person or for whom they stand in, counted up to `bound`; kinds with nothing are left out. */
export async function countOtherWork(db: Executor, reader: Reader, bound: number): Promise<OtherWork[]> {
  const { rows } = await db.query<OtherWork>(statement('other-work', [reader.tenantId, reader.accountId, actsFor(reader), reader.today, reader.zone, bound]))
  return rows.toSorted((a, b) => otherWorkKinds.indexOf(a.kind) - otherWorkKinds.indexOf(b.kind))
}

/** How many steps each of these people has in hand; who has none is left out. */
export async function countHeld(db: Executor, tenantId: string, accountIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ holder_id: string; steps: number }>(statement('held-counts', [tenantId, accountIds]))
  return new Map(rows.map((row) => [row.holder_id, row.steps]))
}

/** A part of a text as a pattern of LIKE, its own signs made harmless. */
export const partOf = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Lower case without marks, as `fold_text` of the database does it. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase()

export interface DossierSearch {
  /** Part of the applicant's name, of the code, or at least four digits of the phone; marks and case do not matter. */
  readonly words: string
  readonly procedureCodes: readonly string[]
  readonly openOnly: boolean
}

/** Fewer digits would fit nearly every phone. */
const phoneDigitsMin = 4

/** Looked through before an index of parts is asked: a part that one dossier in a hundred has fills a page with these. */
const newestMost = 5_000

/** At most `limit` dossiers that fit and that the reader may read, newest first, after the id. */
export async function searchDossiers(
  db: Executor, reader: Reader, search: DossierSearch, page: { readonly afterId: string | null; readonly limit: number }, lookThrough = newestMost,
): Promise<ListedDossier[]> {
  const folded = fold(search.words)
  const digits = search.words.replace(/\D/g, '')
  const isPhone = digits.length >= phoneDigitsMin && /^[\d\s.+-]+$/.test(search.words)
  const values = [
    reader.tenantId, reader.accountId, reader.units, roleNames(reader), partOf(folded), partOf(folded), isPhone ? partOf(digits) : null,
    search.procedureCodes, search.openOnly, page.afterId, page.limit,
  ]
  const { rows: [newest] } = await db.query<{ looked_through: number; found: Row[] }>(statement('search-newest', [...values, lookThrough]))
  if (newest !== undefined && (newest.found.length >= page.limit || newest.looked_through < lookThrough)) return newest.found.map(listed)
  return (await db.query<Row>(statement('search-dossiers', values))).rows.map(listed)
}

/** A procedure in force as a list shows it. */
export interface FoundProcedure {
  readonly hash: string; readonly code: string; readonly revision: number; readonly title: Bilingual; readonly field: Bilingual | null
  readonly publicCode: string | null; readonly limit: Limit; readonly kind: 'tthc' | 'internal' | 'log'
}

/** The procedures in force on a day whose code, name or field holds every word; all of them for no word. */
export async function findProcedures(
  db: Executor, tenantId: string, asked: { readonly words: string; readonly on: string; readonly limit: number; readonly kind?: FoundProcedure['kind'] },
): Promise<FoundProcedure[]> {
  const patterns = fold(asked.words).split(/\s+/).filter((word) => word !== '').map(partOf)
  const { rows } = await db.query<Omit<FoundProcedure, 'publicCode'> & { public_code: string | null }>(
    statement('find-procedures', [tenantId, asked.on, patterns.length === 0 ? ['%'] : patterns, asked.limit, asked.kind ?? null]))
  return rows.map(({ public_code: publicCode, ...row }) => ({ ...row, publicCode }))
}
