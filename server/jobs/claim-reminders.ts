/** Sweeps due reminders: each rung is claimed by a unique insert and told about in the same transaction, so at most once, whatever crashes. */
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { addNotices, type Notice } from '../../storage/notices.ts'
import { inTransaction, type Executor } from '../../storage/pool.ts'
import { whoIsTold } from '../../storage/recipients.ts'
import {
  claimRungs, clearReminderFault, dueReminders, moveReminder, noteReminderFault, takeReminder, type DueReminder,
} from '../../storage/reminders.ts'
import { formatInstant, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { isApologyToPrepare } from '../../workflows/dossier/apology.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { rungsOf, type Rung } from '../../workflows/dossier/reminders.ts'
import type { Deps } from '../deps.ts'

type JobDeps = Pick<Deps, 'pool' | 'rules' | 'clock'>
/** Small pages and a bound per run: a long sweep never holds up an orderly stop, and the next run goes on. */
const pageSize = 100
const perRun = 5_000

const minuteMs = 60_000
/** A dossier that cannot be looked at waits longer each time, so that those behind it come to their turn; a calendar that was mended is noticed within hours. */
const pausesMinutes = [1, 5, 15, 60, 180, 360]

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
        // When the database itself is away, this throws as well, and ends the run: it is no fault of the dossier.
        await putOff(deps, due.dossier, error, nowMs)
        sum.failed += 1
        onFault(due.dossier.id, error)
      }
    }
    after = page.at(-1)
    if (page.length < pageSize) break
  }
  return sum
}

const putOff = (deps: JobDeps, dossier: Dossier, error: unknown, nowMs: number): Promise<void> => inTransaction(deps.pool, async (client) => {
  const failures = await noteReminderFault(client, dossier, error instanceof DomainError ? error.code : 'internal-error', nowMs)
  const pause = pausesMinutes[Math.min(failures, pausesMinutes.length) - 1] ?? 1
  await moveReminder(client, dossier, nowMs + pause * minuteMs)
})

/** Answers how many notices were written. */
const remind = async (deps: JobDeps, { dossier, failures }: DueReminder, nowMs: number): Promise<number> => {
  const { rules, decision: rungs } = await deps.rules.decideUnder(dossier, (under) => rungsOf(under.calendar, dossier))
  const next = rungs.find((rung) => rung.atMs > nowMs)?.atMs ?? null
  return inTransaction(deps.pool, async (client) => {
    if (!await takeReminder(client, dossier)) return 0
    const claimed = await claimRungs(client, dossier, rungs.filter((rung) => rung.atMs <= nowMs), nowMs)
    const notices = await noticesOf(client, { dossier, rules, rungs: worthTelling(rungs, claimed), nowMs })
    await addNotices(client, dossier.tenantId, notices, nowMs)
    await moveReminder(client, dossier, next)
    if (failures > 0) await clearReminderFault(client, dossier)
    return notices.length
  })
}

interface Telling { readonly dossier: Dossier; readonly rules: Rules; readonly rungs: readonly Rung[]; readonly nowMs: number }

const noticesOf = async (client: Executor, { dossier, rules, rungs, nowMs }: Telling): Promise<Notice[]> => {
  const about = { tenantId: dossier.tenantId, dossierId: dossier.id }
  const told = await whoIsTold(client, rungs.flatMap(({ rung, step }) => {
    const late = rung === 'duePassed' || rung === 'stepPassed'
    return [{ ...about, whom: 'step' as const, step: step ?? null }, { ...about, whom: 'heads' as const, step: step ?? null, late, leaders: rung === 'duePassed' }]
  }), nowMs)
  return rungs.flatMap((rung, index) => {
    const [workers, heads] = [told[2 * index] ?? [], told[2 * index + 1] ?? []]
    const payload = payloadOf(rules.calendar, dossier.clock.dueAtMs, rung)
    // On T-1 the heads are told more than that it is due soon, when it will hardly be in time: the letter of apology lies ready for them.
    const forHeads = rung.rung === 'tMinus1' && isApologyToPrepare(rules, dossier, nowMs) ? 'apologyDue' : rung.rung
    return [...new Set([...workers, ...heads])].map((accountId) => ({ accountId, dossierId: dossier.id, kind: heads.includes(accountId) ? forHeads : rung.rung, payload }))
  })
}

/** After a stand-still several rungs of the clock may be due at once: the last one says it all. Each step that is late is told of. */
const worthTelling = (rungs: readonly Rung[], claimed: readonly { rung: string; basis: string }[]): Rung[] => {
  const ours = rungs.filter((rung) => claimed.some((one) => one.rung === rung.rung && one.basis === rung.basis))
  const last = ours.findLast((rung) => rung.rung !== 'stepPassed')
  return ours.filter((rung) => rung.rung === 'stepPassed' || rung === last)
}

const payloadOf = ({ calendar }: PreparedCalendar, dueAtMs: number | null, { basis, step }: Rung) =>
  ({ basis, ...(step === undefined ? {} : { step }), dueAt: dueAtMs === null ? null : formatInstant(dueAtMs, calendar.zone) })
