/**
 * E-mail: what is to go out is claimed by a unique insert, each attempt by another before anything is sent. Whoever dies between sending and writing
 * it down leaves an attempt that is reported as unknown and not made again.
 */
import type { Logger } from 'pino'
import { DomainError } from '../../schemas/errors.ts'
import { mailedByDefault, type MailState } from '../../schemas/notice.ts'
import { findCalendar } from '../../storage/calendars.ts'
import {
  beginAttempt, claimDayMails, claimNoticeMails, dropMail, endAttempt, endLostAttempts, peopleForDay, takeMail, type AttemptEnd, type TakenMail,
} from '../../storage/mails.ts'
import { inTransaction } from '../../storage/pool.ts'
import { listTenants } from '../../storage/tenants.ts'
import { localDateOf, openingOfDate } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import type { Mailer, Sent } from '../mail/mailer.ts'
import { writeLetter, type Written } from './letters.ts'

type MailDeps = Pick<Deps, 'pool' | 'orm' | 'rules' | 'clock'>
/** What sending needs beside the dependencies. `publicUrl`: where people open the service. */
export interface PostOffice { readonly mailer: Mailer; readonly publicUrl: string | null }

const minuteMs = 60_000
/** Growing pauses after attempts that came to nothing: about a day and a half in all, a night and a working day of a broken server. */
const pausesMinutes = [1, 5, 15, 60, 180, 360, 720, 720]
const attemptsMax = pausesMinutes.length + 1
/** Older notices are on the page; nobody wants them by e-mail, as when e-mail is set up for the first time. */
const freshMs = 24 * 60 * minuteMs
/** What comes within so long goes together. */
const quietMs = 15 * minuteMs
const claimedAtOnce = 1_000
/** An attempt takes a minute at most; nobody is at work on one that is older than this. */
const lostAfterMs = 10 * minuteMs
/** A run ends in good time for an orderly stop, and the next goes on. */
const sentPerRun = 100

/** Claims notices for messages; answers how many messages. */
export const claimMails = (deps: MailDeps): Promise<number> => {
  const nowMs = deps.clock.nowMs()
  const which = { kinds: mailedByDefault, sinceMs: nowMs - freshMs, noneAfterMs: nowMs - quietMs, limit: claimedAtOnce }
  return inTransaction(deps.pool, (client) => claimNoticeMails(client, which, attemptsMax, nowMs))
}

/**
 * Claims the lists of today, once the first session of a working day has begun; answers how many. An agency whose calendar does not say is told of to
 * `onFault` and left out.
 */
export const claimDayLists = async (deps: MailDeps, onFault: (tenantId: string, error: DomainError) => void): Promise<number> => {
  const nowMs = deps.clock.nowMs()
  let sum = 0
  for (const { id, zone, calendarId } of await listTenants(deps.orm.em.fork())) {
    const today = localDateOf(nowMs, zone)
    const people = await peopleForDay(deps.pool, id, today)
    if (people.length === 0) continue
    try {
      const opensAtMs = await opening(deps, id, calendarId, today)
      if (opensAtMs !== null && opensAtMs <= nowMs) sum += await claimDayMails(deps.pool, id, today, people, attemptsMax, nowMs)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      onFault(id, error)
    }
  }
  return sum
}

/** When the agency opens that day by its newest calendar; null on a day off. */
const opening = async ({ orm, rules }: MailDeps, tenantId: string, calendarId: string, on: string): Promise<number | null> => {
  const calendar = await findCalendar(orm.em.fork(), tenantId, calendarId)
  if (calendar === undefined) throw new DomainError('calendar-unknown', { calendar: calendarId })
  return openingOfDate(rules.keepCalendar(tenantId, calendar), on)
}

/** Claims and sends. Without a post office nothing is claimed: what is told meanwhile stays on the page, and is not sent in a heap later. */
export const mailTask = (deps: MailDeps, logger: Logger, office: PostOffice | null) => async (): Promise<void> => {
  if (office === null) return
  const lists = await claimDayLists(deps, (tenantId, { code }) => logger.warn({ tenantId, code }, 'list of the day not possible'))
  const mails = await claimMails(deps)
  const posted = await sendMails(deps, office)
  if (lists + mails + posted.sent + posted.dropped + posted.notSent > 0) logger.info({ lists, mails, ...posted }, 'mail')
}

export interface Posted { readonly sent: number; readonly dropped: number; readonly notSent: number }

/** Sends what is due. A server that is not there, or says nothing, ends the run: the others wait for the next, and no attempt of theirs is spent. */
export const sendMails = async (deps: MailDeps, office: PostOffice): Promise<Posted> => {
  const sum = { sent: 0, dropped: 0, notSent: 0 }
  await endLostAttempts(deps.pool, deps.clock.nowMs() - lostAfterMs, deps.clock.nowMs())
  for (let count = 0; count < sentPerRun; count += 1) {
    const mail = await takeMail(deps.pool, deps.clock.nowMs())
    if (mail === undefined) break
    const outcome = await sendOne(deps, office, mail)
    if (outcome === 'dropped') sum.dropped += 1
    else if (outcome === 'sent') sum.sent += 1
    else sum.notSent += 1
    if (outcome === 'unreachable' || outcome === 'timeOut') break
  }
  return sum
}

const sendOne = async (deps: MailDeps, { mailer, publicUrl }: PostOffice, mail: TakenMail): Promise<Sent['outcome'] | 'dropped'> => {
  const letter: (Written & { readonly fault?: string }) | null = await writeLetter(deps, mail, publicUrl).catch(unwritten)
  if (letter === null) {
    await dropMail(deps.pool, mail, deps.clock.nowMs())
    return 'dropped'
  }
  await beginAttempt(deps.pool, mail, letter, deps.clock.nowMs())
  const sent = letter.fault === undefined ? await mailer.send({ id: mail.id, to: letter.address, ...letter }) : { outcome: 'fault' as const, reply: letter.fault }
  const nowMs = deps.clock.nowMs()
  await endAttempt(deps.pool, mail, endOf(mail, sent, nowMs), nowMs)
  return sent.outcome
}

/** A message that cannot be written is tried again like any other, and keeps nobody from their turn. @throws Error that is no refusal of a rule */
const unwritten = (error: unknown): Written & { readonly fault: string } => {
  if (!(error instanceof DomainError)) throw error
  return { address: '-', fromName: '', subject: '-', text: '', fault: error.code }
}

const givenUp: Partial<Record<Sent['outcome'], MailState>> = { sent: 'sent', refused: 'failed', unknown: 'unknown' }

const endOf = ({ attempt, attemptsMax: most }: TakenMail, { outcome, reply }: Sent, nowMs: number): AttemptEnd => {
  const state = givenUp[outcome] ?? (attempt < most ? 'waiting' : 'failed')
  const pause = pausesMinutes[Math.min(attempt, pausesMinutes.length) - 1] ?? 1
  return { outcome, reply, state, nextAtMs: state === 'waiting' ? nowMs + pause * minuteMs : null }
}
