import type { EntityManager } from '@mikro-orm/core'
import type { Clock } from '../schemas/calendar.ts'
import type { Dossier, StepHolding } from '../schemas/dossier.ts'
import type { Reader } from './dossiers.ts'
import { fromTimestamp, toTimestamp, toTimestampOrNull } from './instants.ts'
import type { Executor } from './pool.ts'
import { toldHolders, type ToldHolder } from './recipients.ts'
import { statement } from './sql.ts'
import { executorIn } from './transaction.ts'

/** One published version of a calendar. */
export interface PublicationKey { readonly tenantId: string; readonly calendarId: string; readonly version: number }

/** Remembers that a version was published, in the transaction that keeps it; the job takes it from there. */
export const addPublication = async (em: EntityManager, { tenantId, calendarId, version }: PublicationKey, accountId: string, nowMs: number): Promise<void> => {
  await executorIn(em).query(statement('add-publication', [tenantId, calendarId, version, accountId, toTimestamp(nowMs)]))
}

/** A publication that is not done, or so young that a dossier may still come in under the version before. */
export interface LivePublication extends PublicationKey { readonly accountId: string; readonly isFinished: boolean }

/** The newest live publication of each calendar; those published since an instant are young. */
export const livePublications = async (db: Executor, sinceMs: number): Promise<LivePublication[]> => {
  const { rows } = await db.query<{ tenant_id: string; calendar_id: string; version: number; account_id: string; finished: boolean }>(statement('live-publications', [toTimestamp(sinceMs)]))
  return rows.map((row) => ({ tenantId: row.tenant_id, calendarId: row.calendar_id, version: row.version, accountId: row.account_id, isFinished: row.finished }))
}

const noId = '00000000-0000-0000-0000-000000000000'

/** At most `limit` dossiers that a version is still to be put to, after the last one of the page before. */
export const outdatedDossiers = async (db: Executor, { tenantId, calendarId, version }: PublicationKey, after: Dossier | null, limit: number): Promise<Dossier[]> => {
  const values = [tenantId, calendarId, version, after?.calendarVersion ?? 0, after?.id ?? noId, limit]
  return (await db.query<{ dossier: Dossier }>(statement('outdated-dossiers', values))).rows.map(({ dossier }) => dossier)
}

/** How many dossiers a version is still to be put to. */
export const countOutdated = async (db: Executor, { tenantId, calendarId, version }: PublicationKey): Promise<number> =>
  (await db.query<{ dossiers: number }>(statement('count-outdated', [tenantId, calendarId, version]))).rows[0]?.dossiers ?? 0

/** Pins dossiers to another calendar version without an entry; answers how many, those that moved meanwhile not among them. */
export const pinCalendar = async (db: Executor, tenantId: string, dossiers: readonly Dossier[]): Promise<number> => {
  if (dossiers.length === 0) return 0
  const bodies = dossiers.map((body) => ({ id: body.id, version: body.version, body }))
  const dues = dossiers.flatMap(({ id, steps }) => steps.map(({ step, dueAtMs }) => ({ id, step, due_at: toTimestampOrNull(dueAtMs) })))
  const { rows } = await db.query<{ dossiers: number }>(statement('pin-calendar', [tenantId, JSON.stringify(bodies), JSON.stringify(dues)]))
  return rows[0]?.dossiers ?? 0
}

/** Adds to what a publication has done so far, in the transaction that did it. */
export const countRecounted = async (db: Executor, { tenantId, calendarId, version }: PublicationKey, done: { readonly moved: number; readonly kept: number }): Promise<void> => {
  await db.query(statement('count-recounted', [tenantId, calendarId, version, done.moved, done.kept]))
}

/** Marks a publication, and those before it, as done; answers the first version that was not done before, null when all were: who finishes first, finishes. */
export const finishPublication = async (db: Executor, { tenantId, calendarId, version }: PublicationKey, nowMs: number): Promise<number | null> => {
  const { rows } = await db.query<{ version: number }>(statement('finish-publication', [tenantId, calendarId, version, toTimestamp(nowMs)]))
  return rows.length === 0 ? null : Math.min(...rows.map((row) => row.version))
}

/** Versions of one calendar, from the first to the last. */
export interface VersionSpan { readonly tenantId: string; readonly calendarId: string; readonly since: number; readonly version: number }

/** In whose hands open dossiers are whose due date these versions moved, substitutes of today with them, and how many dossiers. */
export const movedHolders = (db: Executor, { tenantId, calendarId, since, version }: VersionSpan, nowMs: number): Promise<ToldHolder[]> =>
  toldHolders(db, 'moved-holders', [tenantId, calendarId, since, version, nowMs])

/** An open dossier whose due date a calendar moved. Null: not known, the calendar ends before it. */
export interface MovedDossier { readonly id: string; readonly code: string | null; readonly steps: readonly StepHolding[]; readonly fromMs: number | null; readonly dueAtMs: number | null }

/** At most `limit` open dossiers in the hands of these people whose due date the versions moved, and that the reader may read, after a key. */
export const movedDossiers = async (
  db: Executor, { tenantId, accountId, units, roles }: Reader, { calendarId, since, version }: Omit<VersionSpan, 'tenantId'>,
  page: { readonly holders: readonly string[]; readonly after: string | null; readonly limit: number },
): Promise<MovedDossier[]> => {
  const values = [tenantId, calendarId, since, version, page.holders, page.after, page.limit, accountId, units, [...new Set(roles.map(({ role }) => role))]]
  const { rows } = await db.query<{ id: string; code: string | null; steps: StepHolding[]; from_due: string | null; to_due: string | null }>(statement('moved-dossiers', values))
  const instant = (text: string | null): number | null => (text === null ? null : fromTimestamp(text))
  return rows.map(({ from_due: from, to_due: to, ...row }) => ({ ...row, fromMs: instant(from), dueAtMs: instant(to) }))
}

/** One version of a calendar with what its publication did; `publication` null: it came with the agency. */
export interface CalendarVersionLine {
  readonly version: number
  readonly coversFrom: string
  readonly coversTo: string
  readonly createdAtMs: number
  readonly publication: { readonly by: string; readonly moved: number; readonly kept: number; readonly finishedAtMs: number | null } | null
}
interface VersionRow {
  version: number; covers_from: string; covers_to: string; created_at: Date; full_name: string | null; moved: number; kept: number; finished_at: Date | null; published: boolean
}

/** At most `limit` versions of a calendar, the newest first, below one or from the top. */
export const listCalendarVersions = async (db: Executor, tenantId: string, calendarId: string, page: { readonly below: number | null; readonly limit: number }): Promise<CalendarVersionLine[]> => {
  const { rows } = await db.query<VersionRow>(statement('calendar-versions', [tenantId, calendarId, page.below, page.limit]))
  return rows.map((row) => ({
    version: row.version, coversFrom: row.covers_from, coversTo: row.covers_to, createdAtMs: fromTimestamp(row.created_at),
    publication: row.published ? { by: row.full_name ?? '', moved: row.moved, kept: row.kept, finishedAtMs: row.finished_at === null ? null : fromTimestamp(row.finished_at) } : null,
  }))
}

/** What is needed of a dossier to tell how its due date would move. */
export interface Candidate {
  readonly id: string
  readonly code: string | null
  readonly calendarVersion: number
  readonly clock: Clock
  readonly steps: readonly StepHolding[]
}
/** Where a page of candidates ended. */
export type CandidateKey = Pick<Candidate, 'calendarVersion' | 'id'>
interface CandidateRow { id: string; code: string | null; calendar_version: number; clock: Clock; steps: StepHolding[] }

/**
 * At most `limit` open dossiers that changes from an instant on could concern, in the order of their receipt. To be counted; before one is
 * shown, `readableDossiers` is asked.
 */
export const recountCandidates = async (
  db: Executor, { tenantId, calendarId, fromMs }: { readonly tenantId: string; readonly calendarId: string; readonly fromMs: number },
  page: { readonly after: CandidateKey | null; readonly limit: number },
): Promise<Candidate[]> => {
  const { after, limit } = page
  const values = [tenantId, calendarId, toTimestamp(fromMs), after?.calendarVersion ?? 0, after?.id ?? noId, limit]
  const { rows } = await db.query<CandidateRow>(statement('recount-candidates', values))
  return rows.map(({ calendar_version: calendarVersion, ...rest }) => ({ ...rest, calendarVersion }))
}

/** Which of these dossiers the reader may read. */
export const readableDossiers = async (db: Executor, { tenantId, accountId, units, roles }: Reader, ids: readonly string[]): Promise<Set<string>> => {
  const values = [tenantId, accountId, units, [...new Set(roles.map(({ role }) => role))], ids]
  return new Set((await db.query<{ id: string }>(statement('readable-dossiers', values))).rows.map(({ id }) => id))
}
