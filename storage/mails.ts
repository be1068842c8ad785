/** Messages by e-mail: how people want them, what is claimed for each, and every attempt to send one. */
import type { Bilingual } from '../schemas/common.ts'
import type { HeldRole } from '../schemas/dossier.ts'
import type { MailChoice, MailKind, MailOutcome, MailState } from '../schemas/notice.ts'
import type { Reader } from './dossiers.ts'
import { newId } from './ids.ts'
import { fromTimestamp, toTimestamp, toTimestampOrNull } from './instants.ts'
import { type KeptNotice, type NoticeOwner, type NoticeRow, toNotice } from './notices.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** How a person wants to be told by e-mail; undefined when they never said. */
export const findMailChoice = async (db: Executor, { tenantId, accountId }: NoticeOwner): Promise<MailChoice | undefined> =>
  (await db.query<MailChoice>(statement('mail-choice', [tenantId, accountId]))).rows[0]

/** Keeps how a person wants to be told. */
export const keepMailChoice = async (db: Executor, { tenantId, accountId }: NoticeOwner, choice: MailChoice, nowMs: number): Promise<void> => {
  const { address, kinds, daily, language } = choice
  await db.query(statement('keep-mail-choice', [tenantId, accountId, address, kinds, daily, language, toTimestamp(nowMs)]))
}

/** An active person as a message is written to them. */
export interface MailPerson {
  readonly fullName: string
  readonly agencyName: Bilingual
  readonly calendarId: string
  /** Null: they want no e-mail. */
  readonly address: string | null
  readonly language: 'vi' | 'en'
  readonly reader: Reader
}

interface PersonRow {
  full_name: string; name_vi: string; name_en: string; zone: string; calendar_id: string; today: string; address: string | null; language: 'vi' | 'en'
  units: string[]; roles: HeldRole[]
}

/** The person with what they may read on the agency-local day; undefined when the account is closed. */
export const findMailPerson = async (db: Executor, { tenantId, accountId }: NoticeOwner, nowMs: number): Promise<MailPerson | undefined> => {
  const row = (await db.query<PersonRow>(statement('mail-person', [tenantId, accountId, nowMs]))).rows[0]
  return row === undefined ? undefined : {
    fullName: row.full_name, agencyName: { vi: row.name_vi, en: row.name_en }, calendarId: row.calendar_id, address: row.address, language: row.language,
    reader: { tenantId, accountId, zone: row.zone, today: row.today, units: row.units, roles: row.roles },
  }
}

/** A message that is to be made; `on` is the day of a daily list. */
export interface NewMail { readonly tenantId: string; readonly accountId: string; readonly kind: MailKind; readonly on: string | null }

/** Which notices may go out. */
export interface NoticesToMail { readonly kinds: readonly string[]; readonly sinceMs: number; readonly noneAfterMs: number; readonly limit: number }

/** Claims fresh notices that their people want by e-mail, one message a person; answers how many messages. Call in a transaction. */
export const claimNoticeMails = async (db: Executor, { kinds, sinceMs, noneAfterMs, limit }: NoticesToMail, attemptsMax: number, nowMs: number): Promise<number> => {
  const { rows } = await db.query<{ tenant_id: string; account_id: string; id: string }>(statement('notices-to-mail', [kinds, toTimestamp(sinceMs), toTimestamp(noneAfterMs), limit]))
  const mails = new Map<string, { tenant_id: string; id: string; account_id: string; kind: MailKind; on_date: null }>()
  for (const { tenant_id, account_id } of rows) {
    if (!mails.has(account_id)) mails.set(account_id, { tenant_id, id: newId(), account_id, kind: 'notices', on_date: null })
  }
  if (mails.size === 0) return 0
  await db.query(statement('add-mails', [JSON.stringify([...mails.values()]), attemptsMax, toTimestamp(nowMs)]))
  const claims = rows.map(({ tenant_id, account_id, id }) => ({ tenant_id, notice_id: id, mail_id: mails.get(account_id)?.id }))
  const claimed = new Set((await db.query<{ mail_id: string }>(statement('claim-notices', [JSON.stringify(claims)]))).rows.map((row) => row.mail_id))
  if (claimed.size < mails.size) await db.query(statement('drop-empty-mails', [[...mails.values()].map(({ id }) => id)]))
  return claimed.size
}

/** Who wants the list of this agency-local day by e-mail and was not claimed for it. */
export const peopleForDay = async (db: Executor, tenantId: string, on: string): Promise<string[]> =>
  (await db.query<{ account_id: string }>(statement('people-for-day', [tenantId, on]))).rows.map((row) => row.account_id)

/** Claims the list of a day for people: at most one message a person and day, for ever; answers how many are new. */
export const claimDayMails = async (db: Executor, tenantId: string, on: string, accountIds: readonly string[], attemptsMax: number, nowMs: number): Promise<number> => {
  if (accountIds.length === 0) return 0
  const mails = accountIds.map((account_id) => ({ tenant_id: tenantId, id: newId(), account_id, kind: 'daily', on_date: on }))
  return (await db.query(statement('add-mails', [JSON.stringify(mails), attemptsMax, toTimestamp(nowMs)]))).rowCount ?? 0
}

/** A message in hand, with the number of the attempt that is now to be made. */
export interface TakenMail extends NewMail { readonly id: string; readonly attempt: number; readonly attemptsMax: number }

interface TakenRow { tenant_id: string; id: string; account_id: string; kind: MailKind; on_date: string | null; attempts: number; attempts_max: number }

/** Takes the message that has waited longest; undefined when none is due. */
export const takeMail = async (db: Executor, nowMs: number): Promise<TakenMail | undefined> => {
  const row = (await db.query<TakenRow>(statement('take-mail', [toTimestamp(nowMs)]))).rows[0]
  return row === undefined ? undefined
    : { tenantId: row.tenant_id, id: row.id, accountId: row.account_id, kind: row.kind, on: row.on_date, attempt: row.attempts, attemptsMax: row.attempts_max }
}

/** Claims the attempt by a unique insert, before anything is sent. */
export const beginAttempt = async (db: Executor, { tenantId, id, attempt }: TakenMail, letter: { readonly address: string; readonly subject: string }, nowMs: number): Promise<void> => {
  await db.query(statement('begin-attempt', [tenantId, id, attempt, letter.address, letter.subject, toTimestamp(nowMs)]))
}

/** How an attempt ended, and what becomes of the message. */
export interface AttemptEnd { readonly outcome: MailOutcome; readonly reply: string | null; readonly state: MailState; readonly nextAtMs: number | null }

/** Writes the end of an attempt down. */
export const endAttempt = async (db: Executor, { tenantId, id, attempt }: TakenMail, { outcome, reply, state, nextAtMs }: AttemptEnd, nowMs: number): Promise<void> => {
  await db.query(statement('end-attempt', [tenantId, id, attempt, outcome, reply?.slice(0, 400) ?? null, state, toTimestampOrNull(nextAtMs), toTimestamp(nowMs)]))
}

/** Lets go of a message that has nothing left to tell. */
export const dropMail = async (db: Executor, { tenantId, id }: TakenMail, nowMs: number): Promise<void> => {
  await db.query(statement('drop-mail', [tenantId, id, toTimestamp(nowMs)]))
}

/** Marks attempts begun before an instant and never ended as unknown; answers how many. */
export const endLostAttempts = async (db: Executor, beforeMs: number, nowMs: number): Promise<number> =>
  (await db.query(statement('lost-attempts', [toTimestamp(beforeMs), toTimestamp(nowMs)]))).rowCount ?? 0

/** What a message tells: its notices that are still unread and that the person may still read. */
export const noticesOfMail = async (db: Executor, { tenantId, id }: TakenMail, { accountId, units, roles }: Reader): Promise<KeptNotice[]> =>
  (await db.query<NoticeRow>(statement('mail-notices', [tenantId, id, accountId, units, [...new Set(roles.map(({ role }) => role))]]))).rows.map(toNotice)

/** One attempt as the administrator sees it. */
export interface MailAttempt {
  readonly ordinal: number; readonly address: string; readonly subject: string; readonly outcome: MailOutcome; readonly reply: string | null
  readonly startedAtMs: number; readonly endedAtMs: number | null
}
/** A message as the administrator sees it, its latest attempt first. */
export interface ListedMail {
  readonly id: string; readonly fullName: string; readonly kind: MailKind; readonly on: string | null; readonly state: MailState
  readonly attempts: number; readonly attemptsMax: number; readonly nextAtMs: number | null; readonly createdAtMs: number; readonly tried: readonly MailAttempt[]
}

interface ListedRow {
  id: string; kind: MailKind; on_date: string | null; state: MailState; attempts: number; attempts_max: number; next_attempt_at: Date | null; created_at: Date; full_name: string
  tried: (Omit<MailAttempt, 'startedAtMs' | 'endedAtMs'> & { startedAt: string; endedAt: string | null })[]
}

/** At most `limit` messages of an agency in these states, newest first, older than the one named by `after`. */
export const listMails = async (db: Executor, tenantId: string, states: readonly MailState[], page: { readonly after: string | null; readonly limit: number }): Promise<ListedMail[]> => {
  const { rows } = await db.query<ListedRow>(statement('list-mails', [tenantId, states, page.after, page.limit]))
  return rows.map((row) => ({
    id: row.id, fullName: row.full_name, kind: row.kind, on: row.on_date, state: row.state, attempts: row.attempts, attemptsMax: row.attempts_max,
    nextAtMs: row.next_attempt_at === null ? null : fromTimestamp(row.next_attempt_at), createdAtMs: fromTimestamp(row.created_at),
    tried: row.tried.map(({ startedAt, endedAt, ...rest }) => ({ ...rest, startedAtMs: fromTimestamp(startedAt), endedAtMs: endedAt === null ? null : fromTimestamp(endedAt) })),
  }))
}

/** How many messages are in each state, counted up to `bound`. */
export const countMails = async (db: Executor, tenantId: string, states: readonly MailState[], bound: number): Promise<ReadonlyMap<MailState, number>> => {
  const { rows } = await db.query<{ state: MailState; mails: number }>(statement('count-mails', [tenantId, states, bound]))
  return new Map(rows.map(({ state, mails }) => [state, mails]))
}

/** Lets one message that came to nothing be sent again, or with null all that failed; answers how many. */
export const retryMails = async (db: Executor, tenantId: string, id: string | null, attempts: number, nowMs: number): Promise<number> =>
  (await db.query(statement('retry-mails', [tenantId, id, attempts, toTimestamp(nowMs)]))).rowCount ?? 0
