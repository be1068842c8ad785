/** Random walks of dossiers through any procedure, with random people: who may try what next, and what they would send. */
import fc, { type Arbitrary } from './property.ts'
import type { Actor, AdvanceDossier, Dossier, HeldRole } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition, Role } from '../../schemas/procedure.ts'
import { addDays, dueDateOf, whereCovered, workingDayAfter } from '../../workflows/calendar/index.ts'
import { actionsOf, type Action } from '../../workflows/dossier/actions.ts'
import { decideAdvance } from '../../workflows/dossier/advance.ts'
import { isHandling, mayHold } from '../../workflows/dossier/authority.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { type Case, factsOf, idOf, ids, papersOf } from './dossiers.ts'

/** One choice on a walk: who tries, what, how much later, and whom it is given to. `wild`: whatever is offered to anybody. */
export interface Choice { readonly who: number; readonly what: number; readonly minutes: number; readonly whom: number; readonly wild: boolean }
/** Choices of a random walk. */
export const walk: Arbitrary<Choice[]> = fc.array(fc.record({
  who: fc.nat(999), what: fc.nat(999), whom: fc.nat(999), wild: fc.boolean(),
  minutes: fc.oneof({ weight: 6, arbitrary: fc.nat(180) }, { weight: 2, arbitrary: fc.integer({ min: 60, max: 4000 }) }, { weight: 1, arbitrary: fc.integer({ min: -500, max: 0 }) }),
}), { minLength: 12, maxLength: 40, size: 'max' })

const rolesOf = ({ compiled }: Rules): Role[] =>
  [...new Set([...compiled.offersByStep.values()].flat().flatMap(({ role }) => role ?? []))]

/** Of each role two at the top, one in the desk or department, one who belongs elsewhere, one who stands in; and one who is everything. */
export const peopleFor = (rules: Rules): Actor[] => {
  const roles = rolesOf(rules)
  const actor = (n: number, ...roles: HeldRole[]): Actor => ({ accountId: idOf(n), roles })
  const each = roles.flatMap((role, i): Actor[] => [
    actor(100 + i, { role, unitId: ids.agency, onBehalfOf: null }),
    actor(200 + i, { role, unitId: ids.agency, onBehalfOf: null }),
    actor(300 + i, { role, unitId: role === 'receptionist' ? ids.desk : ids.department, onBehalfOf: null }),
    actor(400 + i, { role, unitId: ids.other, onBehalfOf: null }),
    actor(500 + i, { role, unitId: ids.agency, onBehalfOf: idOf(100 + i) }),
  ])
  return [...each, actor(600, ...roles.map((role) => ({ role, unitId: ids.agency, onBehalfOf: null })))]
}

/** One of a list by any number. */
export const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!

/** A working day after the due date; null where the calendar ends before it. */
const newDueAfter = ({ calendar }: Rules, dueAtMs: number, days: number): string | null => whereCovered(() => workingDayAfter(calendar, dueDateOf(calendar, dueAtMs), days))

/** The event as somebody would send it who gives everything that the action needs; null when nobody, or no day, can be named. */
export const bodyOf = (rules: Rules, dossier: Dossier, action: Action, people: readonly Actor[], whom: number, nowMs: number): { body: AdvanceDossier; assignee: Actor | null } | null => {
  const { definition, steps } = rules.compiled
  const facts = factsOf(dossier, people[0]!)
  const wanted = action.needs.includes('assigneeId') ? targetsOf(rules, dossier, action) : []
  const fitting = people.filter((person) => wanted.every((path) => mayHold(facts, person, steps.get(path)!)))
  if (wanted.length > 0 && fitting.length === 0) return null
  const assignee = wanted.length > 0 ? pick(fitting, whom) : null
  const due = action.needs.includes('newDueOn') ? dossier.clock.dueAtMs : null
  const newDueOn = due === null ? null : newDueAfter(rules, Math.max(due, nowMs), 1 + (whom % 5))
  if (due !== null && newDueOn === null) return null
  const body: AdvanceDossier = {
    type: action.event, step: action.step, reason: 'Lý do', paper: { number: '1/TB', on: '2024-01-02' },
    papers: papersOf(definition), ...(action.choice === null ? {} : { choice: action.choice }), ...(assignee === null ? {} : { assigneeId: assignee.accountId }),
    ...(newDueOn === null ? {} : { newDueOn }),
  }
  return { body, assignee }
}

/** Where an assignment leads: found by trying it with nobody, whose refusal names the steps. */
const targetsOf = (rules: Rules, dossier: Dossier, action: Action): string[] => {
  const everybody: Actor = { accountId: idOf(999), roles: rolesOf(rules).map((role) => ({ role, unitId: ids.agency, onBehalfOf: null })) }
  const unheld = { ...dossier, steps: dossier.steps.map((one) => ({ ...one, holderId: null })) }
  try {
    decideAdvance(rules, factsOf(unheld, everybody, { accountId: idOf(998), roles: [] }), { event: { type: action.event, step: action.step, assigneeId: idOf(998), reason: '-' }, nowMs: dossier.lastEventAtMs, nonce: 'n' })
  } catch (error) {
    if (error instanceof DomainError && error.code === 'assignee-not-eligible') return error.details['steps'] as string[]
    throw error
  }
  return []
}

/** A day on which the procedure is in force, so many days after it began. */
export const startOf = (definition: ProcedureDefinition, day: number): string => {
  const from = definition.validFrom < '2020-01-02' ? '2020-01-02' : definition.validFrom
  const to = definition.validTo !== null && definition.validTo < '2026-06-30' ? definition.validTo : '2026-06-30'
  const on = addDays(from, day)
  return on > to ? to : on
}

export interface Tried { readonly actor: Actor; readonly action: Action }

/** Early ends are tried seldom, so that most walks see more than the beginning. */
const goesOn = ({ event }: Action, { whom }: Choice): boolean => whom % 8 === 0 || (event !== 'WITHDRAW' && event !== 'REFUSE')

/** Whoever tries whatever the state offers to anybody. */
export const anything = (rules: Rules, dossier: Dossier, people: readonly Actor[], chosen: Choice): Tried | null => {
  const actor = pick(people, chosen.who)
  const actions = actionsOf(rules, factsOf(dossier, actor)).filter((action) => goesOn(action, chosen))
  return actions.length === 0 ? null : { actor, action: pick(actions, chosen.what) }
}

/** The next person who may do something; two times in three something that leads on. */
export const something = (rules: Rules, dossier: Dossier, people: readonly Actor[], chosen: Choice): Tried | null => {
  for (const index of people.keys()) {
    const actor = pick(people, chosen.who + index)
    const open = actionsOf(rules, factsOf(dossier, actor)).filter((action) => action.refusal === null && goesOn(action, chosen))
    const onward = open.filter(({ branch, event }) => !branch && !isHandling(event))
    if (onward.length > 0 && chosen.what % 3 > 0) return { actor, action: pick(onward, chosen.what) }
    if (open.length > 0 && chosen.what % 3 === 0) return { actor, action: pick(open, chosen.whom) }
  }
  return null
}

/** What follows from a walk; refusals are passed over. */
export const walked = (rules: Rules, start: Case, people: readonly Actor[], choices: readonly Choice[]): Case => choices.reduce((one, chosen) => {
  const tried = chosen.wild ? anything(rules, one.dossier, people, chosen) : something(rules, one.dossier, people, chosen)
  const nowMs = one.dossier.lastEventAtMs + Math.max(0, chosen.minutes) * 60_000
  const sent = tried === null ? null : bodyOf(rules, one.dossier, tried.action, people, chosen.whom, nowMs)
  if (tried === null || sent === null) return one
  try {
    const { dossier, entries } = decideAdvance(rules, factsOf(one.dossier, tried.actor, sent.assignee), { event: sent.body, nowMs, nonce: 'n', code: 'H99.01-240101-0001' })
    return { ...one, dossier, entries: [...one.entries, ...entries] }
  } catch (error) {
    if (error instanceof DomainError) return one
    throw error
  }
}, start)
