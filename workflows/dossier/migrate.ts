/**
 * A running dossier under another revision of its procedure. Pure. Steps and hands follow the mapping, four-eyes facts are kept, and the due date
 * follows the law: it is never before the date printed on the receipt. Source: docs/decisions/0010-running-dossiers-of-a-new-revision.md.
 */
import type { Clock } from '../../schemas/calendar.ts'
import type { Id } from '../../schemas/common.ts'
import type { AdvanceDossier, Decision, Dossier, StepHolding } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Role } from '../../schemas/procedure.ts'
import { runOf, usedBy, type PreparedCalendar } from '../calendar/index.ts'
import type { Step } from '../procedure/compile.ts'
import { isWithin } from '../procedure/definition.ts'
import { leadsTo, stateFaults, stateUnder, type Succession } from '../procedure/migrate.ts'
import { activeOf, statusOf } from '../procedure/run.ts'
import type { Capacity } from './authority.ts'
import { changeLimit, resumeClock } from './clock.ts'
import { record } from './entry.ts'
import { stepDue } from './holdings.ts'
import { limitOf, unstartedClock } from './lifecycle.ts'
import { isOpen, onADayOfWork } from './recount.ts'

/** The journal names the change of a dossier's procedure revision by this. */
export const PROCEDURE_MIGRATED = 'PROCEDURE_MIGRATED'

/** Every reason why a dossier stays under its revision. */
export const migrationReasons = [...stateFaults, 'dossier-closed', 'variant-missing', 'clock-open', 'calendar-not-covered'] as const
export type MigrationReason = (typeof migrationReasons)[number]

/** What is to be done with the dossiers of a revision. `newLimit`: a law says that its limit holds for dossiers received before. */
export interface MigrationPlan extends Succession { readonly toHash: string; readonly newLimit: boolean }

/** Why a dossier stays where it is; `at`: the step, or the special limit. */
export interface NotMigrated { readonly reason: MigrationReason; readonly at: string }
export interface Migrated { readonly dossier: Dossier }

/**
 * The clock under the limit of the new revision, counted from the same start. A date that an apology named stays. A due instant is never earlier
 * than the one printed on the receipt: the budget then reaches to it, so that later stops count on from there. While it stands still it is given
 * the new limit only where going on now would not end earlier by it. A clock that has ended was judged. The cycle stays, so that the floor does.
 * @throws DomainError calendar-not-covered
 */
const clockUnderLimit = (calendar: PreparedCalendar, clock: Clock, limit: Parameters<typeof changeLimit>[2], atMs: number): Clock => {
  if (clock.endedAtMs !== null || clock.appointed === true) return clock
  const changed = { ...changeLimit(calendar, clock, limit), cycle: clock.cycle }
  if (clock.runningSinceMs === null) return isEarlier(calendar, changed, clock, atMs) ? clock : changed
  const run = runOf(changed)
  const floorMs = changed.dueOriginalAtMs === null ? null : onADayOfWork(calendar, changed, changed.dueOriginalAtMs)
  if (run === null || floorMs === null || changed.dueAtMs === null || changed.dueAtMs >= floorMs) return changed
  const follows = changed.unit !== 'sameDay' && floorMs >= run.sinceMs
  return { ...changed, dueAtMs: floorMs, budget: follows ? changed.consumed + usedBy(calendar, run, floorMs) : changed.budget }
}

const isEarlier = (calendar: PreparedCalendar, changed: Clock, clock: Clock, atMs: number): boolean => {
  const [is, was] = [resumeClock(calendar, changed, 'pause', atMs).dueAtMs, resumeClock(calendar, clock, 'pause', atMs).dueAtMs]
  return is !== null && was !== null && is < was
}

const clockUnder = ({ to, newLimit }: MigrationPlan, calendar: PreparedCalendar, { clock, limitVariant }: Dossier, atMs: number): Clock => {
  if (clock.startedAtMs === null) return unstartedClock(to.definition)
  return newLimit ? clockUnderLimit(calendar, clock, limitOf(to.definition, limitVariant), atMs) : clock
}

/** Facts by step under their new names; those of steps that are gone stay under their own, which no new step has. */
const renamed = <T>(plan: MigrationPlan, facts: Readonly<Record<string, T>>, join: (a: T, b: T) => T): Record<string, T> => {
  const after: Record<string, T> = {}
  for (const [step, fact] of Object.entries(facts)) {
    const key = leadsTo(plan, step) ?? step
    const known = after[key]
    after[key] = known === undefined ? fact : join(known, fact)
  }
  return after
}

const isSameWork = (a: Step | undefined, b: Step | undefined): boolean => a !== undefined && b !== undefined && a.role === b.role && a.place === b.place

/** Whoever did a step that the new one must not follow by the same hand may not keep it. */
const isKeptApart = (step: Step, doneBy: Dossier['doneBy'], holderId: Id): boolean =>
  Object.entries(doneBy).some(([done, doers]) => doers.includes(holderId) && step.fourEyes.some((earlier) => isWithin(done, earlier)))

/** A step stays in hand while its role and place are the same and four eyes allow it; else it goes to whoever holds its role now. */
const holdingUnder = (plan: MigrationPlan, calendar: PreparedCalendar, one: StepHolding, dossier: Dossier): StepHolding => {
  const path = leadsTo(plan, one.step) ?? one.step
  const [was, is] = [plan.from.steps.get(one.step), plan.to.steps.get(path)]
  if (is === undefined) return one
  const keeps = isSameWork(was, is) && (one.holderId === null || !isKeptApart(is, dossier.doneBy, one.holderId))
  const place = { step: path, role: is.role, place: is.place, dueAtMs: stepDue(calendar, one.enteredAtMs, is.limit) }
  if (keeps) return { ...one, ...place }
  return { ...one, ...place, unitId: is.place === 'receiving' ? dossier.receivingUnitId : dossier.responsibleUnitId, holderId: null, acknowledgedAtMs: null }
}

const holdersUnder = (plan: MigrationPlan, holders: Dossier['holders']): Dossier['holders'] => {
  const kept = Object.entries(holders).filter(([step]) => isSameWork(plan.from.steps.get(step), plan.to.steps.get(leadsTo(plan, step) ?? '')))
  return renamed(plan, Object.fromEntries(kept), (a) => a)
}

/** The dossier under the new revision, without an entry yet; or why it stays under the old one. Both the dry run and the migration ask here. */
export const underRevision = (plan: MigrationPlan, calendar: PreparedCalendar, before: Dossier, atMs: number): Migrated | NotMigrated => {
  if (before.done) return { reason: 'dossier-closed', at: '' }
  const { limitVariant } = before
  if (limitVariant !== null && plan.to.definition.limitVariants?.[limitVariant] === undefined) return { reason: 'variant-missing', at: limitVariant }
  if (plan.newLimit && isOpen(before.clock)) return { reason: 'clock-open', at: '' }
  const state = stateUnder(plan, before.state)
  if ('reason' in state) return state
  const doneBy = renamed(plan, before.doneBy, (a, b) => [...new Set([...a, ...b])])
  try {
    const moved: Dossier = {
      ...before, state, doneBy, procedureHash: plan.toHash, procedureCode: plan.to.definition.code, status: statusOf(plan.to, activeOf(plan.to, state)),
      clock: clockUnder(plan, calendar, before, atMs), holders: holdersUnder(plan, before.holders),
    }
    return { dossier: { ...moved, steps: inOrder(plan, before.steps.map((one) => holdingUnder(plan, calendar, one, moved))) } }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar-not-covered') return { reason: 'calendar-not-covered', at: '' }
    throw error
  }
}

const inOrder = ({ to }: MigrationPlan, steps: readonly StepHolding[]): StepHolding[] =>
  [...steps].sort((a, b) => (to.steps.get(a.step)?.order ?? 0) - (to.steps.get(b.step)?.order ?? 0))

/** What a migration did to people's hands; steps by their new names. */
export interface HandsChanged {
  /** Steps that somebody had in hand and has no more. */
  readonly lost: readonly { readonly accountId: Id; readonly role: Role | null; readonly step: string }[]
  /** Steps that now wait for people who could not take them before. */
  readonly gained: readonly string[]
}

/** Whose work changes when a dossier goes over: out of whose hands its steps went, and which of them others are to take now. */
export const handsChanged = (plan: MigrationPlan, before: Dossier, after: Dossier): HandsChanged => {
  const pairs = before.steps.flatMap((was) => {
    const is = after.steps.find(({ step }) => step === leadsTo(plan, was.step))
    return is === undefined ? [] : [{ was, is }]
  })
  return {
    lost: pairs.flatMap(({ was: { holderId, role }, is: { step, holderId: now } }) => (holderId === null || holderId === now ? [] : [{ accountId: holderId, role, step }])),
    gained: pairs.filter(({ was, is }) => is.holderId === null && is.role !== null && (was.holderId !== null || was.role !== is.role || was.place !== is.place || was.unitId !== is.unitId)).map(({ is }) => is.step),
  }
}

/** Who approved it, by which decision, and when. */
export interface Approval { readonly approverId: Id; readonly capacity: Capacity | null; readonly paper: NonNullable<AdvanceDossier['paper']>; readonly nowMs: number }

/** The migration of one dossier with the entry that tells of it. */
export const decideMigration = (plan: MigrationPlan, calendar: PreparedCalendar, before: Dossier, { approverId, capacity, paper, nowMs }: Approval): Decision | NotMigrated => {
  const atMs = Math.max(nowMs, before.lastEventAtMs)
  const found = underRevision(plan, calendar, before, atMs)
  if ('reason' in found) return found
  const { dossier, entry } = record({ ...found.dossier, lastEventAtMs: atMs }, {
    event: PROCEDURE_MIGRATED, step: null, atMs, recordedAtMs: atMs, accountId: approverId, capacity, paper, personal: {}, nonce: '',
  })
  return { dossier, entries: [entry], personal: [], effects: [] }
}
