/** Looks after corrective actions: measures those whose window is over, reminds of those that are due; each rung and each measurement once, whatever crashes. */
import { DomainError } from '../../schemas/errors.ts'
import { findCalendar } from '../../storage/calendars.ts'
import { addNotices } from '../../storage/notices.ts'
import { inTransaction } from '../../storage/pool.ts'
import { claimActionRungs, type OpenAction, openActions } from '../../storage/quality/actions.ts'
import { toldOfUnit } from '../../storage/quality/nonconformities.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { decideMeasure, isToMeasure } from '../../workflows/quality/action-decide.ts'
import { actionRungsReached } from '../../workflows/quality/ladder.ts'
import { keepAction } from '../commands/advance-action.ts'
import { countWindow } from '../commands/count-figure.ts'
import type { Deps } from '../deps.ts'

type JobDeps = Pick<Deps, 'pool' | 'orm' | 'clock' | 'rules'>
const pageSize = 100

/** Answers whether it was measured here; a worker beside this one, or an event, may have been first. */
const measure = async (deps: JobDeps, { action, zone }: OpenAction): Promise<boolean> => {
  const nowMs = deps.clock.nowMs()
  if (action.measure === null || !isToMeasure(action, localDateOf(nowMs, zone))) return false
  const window = await countWindow(deps, { action, zone, measure: action.measure })
  try {
    await inTransaction(deps.pool, (client) => keepAction(client, decideMeasure(action, window, nowMs), action.version, { zone, nowMs }))
    return true
  } catch (error) {
    if (error instanceof DomainError && error.code === 'stale-version') return false
    throw error
  }
}

/** Answers how many notices were written. */
const remind = async (deps: JobDeps, { action, zone, calendarId }: OpenAction): Promise<number> => {
  const nowMs = deps.clock.nowMs()
  const calendar = await findCalendar(deps.orm.em.fork(), action.tenantId, calendarId)
  if (calendar === undefined) return 0
  const reached = actionRungsReached(action, deps.rules.keepCalendar(action.tenantId, calendar), nowMs)
  if (reached.length === 0) return 0
  return inTransaction(deps.pool, async (client) => {
    const claimed = await claimActionRungs(client, action, reached, nowMs)
    let sum = 0
    for (const { rung, basis, agency, line, owner } of reached) {
      if (!claimed.some((one) => one.rung === rung && one.basis === basis)) continue
      const told = await toldOfUnit(client, action.tenantId, action.unitId, { agency, line }, localDateOf(nowMs, zone))
      const accounts = new Set([...told, ...(owner && action.ownerId !== null ? [action.ownerId] : [])])
      await addNotices(client, action.tenantId, [...accounts].map((accountId) =>
        ({ accountId, dossierId: null, kind: rung, payload: { actionId: action.id, code: action.code, title: action.summary.slice(0, 120), dueOn: action.dueOn } })), nowMs)
      sum += accounts.size
    }
    return sum
  })
}

/** `onFault` is told of an action that could not be looked at; the others go on. */
export const watchActions = async (deps: JobDeps, onFault: (actionId: string, error: unknown) => void): Promise<{ readonly measured: number; readonly notices: number }> => {
  const sum = { measured: 0, notices: 0 }
  for (let afterId: string | null = null; ;) {
    const found: OpenAction[] = await openActions(deps.pool, { afterId, limit: pageSize })
    for (const one of found) {
      try {
        sum.measured += Number(await measure(deps, one))
        sum.notices += await remind(deps, one)
      } catch (error) {
        onFault(one.action.id, error)
      }
    }
    afterId = found.at(-1)?.action.id ?? null
    if (found.length < pageSize) return sum
  }
}
