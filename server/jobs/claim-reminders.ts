/** Sweeps due reminders: each rung is claimed by a unique insert and told about in the same transaction, so at most once, whatever crashes. */
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { addNotices, type Notice } from '../../storage/notices.ts'
import { inTransaction, type Executor } from '../../storage/pool.ts'
import { claimRungs, dueReminders, moveReminder, recipientsOf, type DueReminder } from '../../storage/reminders.ts'
import { formatInstant, localDateOf, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { rungsOf, type Rung } from '../../workflows/dossier/reminders.ts'
import type { Deps } from '../deps.ts'

type JobDeps = Pick<Deps, 'pool' | 'rules' | 'clock'>
/** Small pages and a bound per run: a long sweep never holds up an orderly stop, and the next run goes on. */
const pageSize = 100
const perRun = 5_000

export interface Swept { readonly dossiers: number; readonly notices: number; readonly failed: number }

/** `onFault` is told of a dossier that could not be looked at (its calendar ends, for example); the sweep goes on with the next. */
export const claimReminders = async (deps: JobDeps, onFault: (dossierId: string, error: unknown) => void): Promise<Swept> => {
  const sum = { dossiers: 0, notices: 0, failed: 0 }
  const nowMs = deps.clock.nowMs()
  for (let after: DueReminder | undefined; sum.dossiers < perRun;) {
    const page = await dueReminders(deps.pool, nowMs, { after, limit: pageSize })
    for (const due of page) {
      sum.dossiers += 1
      try {
        sum.notices += await remind(deps, due, nowMs)
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        sum.failed += 1
        onFault(due.dossier.id, error)
      }
    }
    after = page.at(-1)
    if (page.length < pageSize) break
  }
  return sum
}

/** Answers how many notices were written. */
const remind = async (deps: JobDeps, { dossier }: DueReminder, nowMs: number): Promise<number> => {
  const calendar = await deps.rules.calendarOf(dossier)
  const rungs = rungsOf(calendar, dossier)
  const next = rungs.find((rung) => rung.atMs > nowMs)?.atMs ?? null
  return inTransaction(deps.pool, async (client) => {
    const claimed = await claimRungs(client, dossier, rungs.filter((rung) => rung.atMs <= nowMs), nowMs)
    const notices: Notice[] = []
    for (const rung of worthTelling(rungs, claimed)) notices.push(...await noticesOf(client, { dossier, calendar, rung, nowMs }))
    await addNotices(client, dossier.tenantId, notices, nowMs)
    await moveReminder(client, dossier, next)
    return notices.length
  })
}

interface Telling { readonly dossier: Dossier; readonly calendar: PreparedCalendar; readonly rung: Rung; readonly nowMs: number }

const noticesOf = async (client: Executor, { dossier, calendar, rung, nowMs }: Telling): Promise<Notice[]> => {
  const late = rung.rung === 'duePassed' || rung.rung === 'stepPassed'
  const accounts = await recipientsOf(client, dossier, localDateOf(nowMs, calendar.calendar.zone), late)
  const payload = payloadOf(calendar, dossier.clock.dueAtMs, rung)
  return accounts.map((accountId) => ({ accountId, dossierId: dossier.id, kind: rung.rung, payload }))
}

/** After a stand-still several rungs of the clock may be due at once: the last one says it all. Each step that is late is told of. */
const worthTelling = (rungs: readonly Rung[], claimed: readonly { rung: string; basis: string }[]): Rung[] => {
  const ours = rungs.filter((rung) => claimed.some((one) => one.rung === rung.rung && one.basis === rung.basis))
  const last = ours.findLast((rung) => rung.rung !== 'stepPassed')
  return ours.filter((rung) => rung.rung === 'stepPassed' || rung === last)
}

const payloadOf = ({ calendar }: PreparedCalendar, dueAtMs: number | null, rung: Rung) =>
  ({ basis: rung.basis, dueAt: dueAtMs === null ? null : formatInstant(dueAtMs, calendar.zone) })
