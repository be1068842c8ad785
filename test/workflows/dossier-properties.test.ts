/** What holds on every way through every shipped procedure, whoever tries whatever: random walks with random people. */
import fc from 'fast-check'
import t from 'tap'
import Value from 'typebox/value'
import { Dossier, type Actor, type AdvanceDossier, type Decision, type HeldRole, type JournalEntry } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition, Role } from '../../schemas/procedure.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { addDays, dueDateOf, elapsedInUnit, elapsedWorkingMs, parseInstant, runOf, usedBy, whereCovered, workingDayAfter } from '../../workflows/calendar/index.ts'
import { actionsOf, type Action } from '../../workflows/dossier/actions.ts'
import { decideAdvance } from '../../workflows/dossier/advance.ts'
import { isHandling, mayHold } from '../../workflows/dossier/authority.ts'
import { clockMode } from '../../workflows/dossier/entry.ts'
import { spansOf } from '../../workflows/dossier/spans.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import { activeOf, clockModeOf, statusOf } from '../../workflows/procedure/run.ts'
import { factsOf, idOf, ids, papersOf, receive, rulesFor, special, strands } from '../support/dossiers.ts'

interface Choice { readonly who: number; readonly what: number; readonly minutes: number; readonly whom: number; readonly wild: boolean }
const walk: fc.Arbitrary<Choice[]> = fc.array(fc.record({
  who: fc.nat(999), what: fc.nat(999), whom: fc.nat(999), wild: fc.boolean(),
  minutes: fc.oneof({ weight: 6, arbitrary: fc.nat(180) }, { weight: 2, arbitrary: fc.integer({ min: 60, max: 4000 }) }, { weight: 1, arbitrary: fc.integer({ min: -500, max: 0 }) }),
}), { minLength: 12, maxLength: 40, size: 'max' })

const rolesOf = ({ compiled }: Rules): Role[] =>
  [...new Set([...compiled.offersByStep.values()].flat().flatMap(({ role }) => role ?? []))]

/** Of each role two at the top, one in the desk or department, one who belongs elsewhere, one who stands in; and one who is everything. */
const peopleFor = (rules: Rules): Actor[] => {
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

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}

/** As a database gives it back: another object, its members in another order. */
const stored = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(stored)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)).map(([key, inner]) => [key, stored(inner)]))
}

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!

/** A working day after the due date; null where the calendar ends before it. */
const newDueAfter = ({ calendar }: Rules, dueAtMs: number, days: number): string | null => whereCovered(() => workingDayAfter(calendar, dueDateOf(calendar, dueAtMs), days))

/** The event as somebody would send it who gives everything that the action needs; null when nobody, or no day, can be named. */
const bodyOf = (rules: Rules, dossier: Dossier, action: Action, people: readonly Actor[], whom: number, nowMs: number): { body: AdvanceDossier; assignee: Actor | null } | null => {
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

const attempt = (work: () => Decision): Decision | DomainError => {
  try { return work() } catch (error) { if (error instanceof DomainError) return error; throw error }
}

const check = (condition: boolean, what: string): void => { if (!condition) throw new Error(what) }

/** What one move may not change, and what it must keep in step. */
const holds = (rules: Rules, before: Dossier, { dossier: after, entries }: Decision): void => {
  const active = activeOf(rules.compiled, after.state)
  check(after.version === before.version + 1 && after.version === after.journalSeq && entries.length === 1, 'one version, one entry')
  check(entries[0]!.hash === after.journalHash && entries[0]!.entry.prev === before.journalHash, 'chained')
  check(after.lastEventAtMs >= before.lastEventAtMs, 'time does not run backwards')
  check(after.status === statusOf(rules.compiled, active), 'the status is that of the steps')
  check(canonicalJson(after.steps.map(({ step }) => step)) === canonicalJson(after.done ? [] : active), 'the open steps are the active ones')
  const { clock } = after
  check(clock.runningSinceMs === null || (clock.startedAtMs !== null && clock.endedAtMs === null), 'one open interval, within start and end')
  const mode = clockModeOf(rules.compiled, active)
  check(mode === clockMode(after) || clock.endedAtMs !== null || clock.startedAtMs === null, `clock ${clockMode(after)} while the steps say ${mode}`)
  check((clock.dueAtMs === null) === (clock.runningSinceMs === null && clock.endedAtMs === null || clock.unit === 'none' || (clock.endedAtMs !== null && before.clock.dueAtMs === null)), 'due while it runs, and kept at the end')
  check(clock.consumed >= before.clock.consumed || clock.cycle > before.clock.cycle, 'what is consumed does not come back')
  check(clock.apologies >= before.clock.apologies && clock.apologies <= 1, 'one apology')
  for (const key of ['code', 'receivedAtMs', 'resultReadyAtMs', 'deliveredAtMs', 'closedAtMs', 'timeliness', 'daysLate', 'timelinessVsOriginal'] as const) {
    check(before[key] === null || after[key] === before[key], `${key} is set once`)
  }
  check(before.clock.dueOriginalAtMs === null || clock.dueOriginalAtMs === before.clock.dueOriginalAtMs, 'the date on the receipt stays')
  check((after.timeliness === null) === (after.resultReadyAtMs === null || clock.unit === 'none'), 'a verdict with the result')
  check(Object.entries(before.doneBy).every(([step, who]) => who.every((id) => after.doneBy[step]?.includes(id))), 'no doer is forgotten')
}

/** Tries one action; whether it is refused must be what the list of actions says. */
const tryAction = (rules: Rules, dossier: Dossier, actor: Actor, people: readonly Actor[], chosen: Choice, action: Action): Decision | null => {
  const nowMs = dossier.lastEventAtMs + chosen.minutes * 60_000
  const sent = bodyOf(rules, dossier, action, people, chosen.whom, nowMs)
  if (sent === null) return null
  const input = { event: sent.body, nowMs, nonce: String(dossier.version), code: 'H99.01-240101-0001' }
  const facts = factsOf(deepFreeze(dossier), actor, sent.assignee)
  const decided = attempt(() => decideAdvance(rules, facts, input))
  if (decided instanceof DomainError) {
    if (decided.code === 'calendar-not-covered') return null
    check(action.refusal !== null, `${action.event} at ${action.step} is offered and refused: ${decided.code} ${canonicalJson(decided.details)}`)
    check(action.refusal?.code === decided.code, `${action.event} at ${action.step}: ${action.refusal?.code} listed, ${decided.code} answered`)
    return null
  }
  check(action.refusal === null, `${action.event} at ${action.step} is listed as ${action.refusal?.code} and goes through`)
  const again = attempt(() => decideAdvance(rules, { ...facts, dossier: stored(dossier) as Dossier }, input))
  check(!(again instanceof DomainError) && canonicalJson(again) === canonicalJson(decided), 'decided the same again, from what a database gives back')
  holds(rules, dossier, decided)
  return decided
}

const startOf = (definition: ProcedureDefinition, day: number): string => {
  const from = definition.validFrom < '2020-01-02' ? '2020-01-02' : definition.validFrom
  const to = definition.validTo !== null && definition.validTo < '2026-06-30' ? definition.validTo : '2026-06-30'
  const on = addDays(from, day)
  return on > to ? to : on
}

interface Tally { moves: number; closed: number; attributed: number }

interface Tried { readonly actor: Actor; readonly action: Action }

/** Early ends are tried seldom, so that most walks see more than the beginning. */
const goesOn = ({ event }: Action, { whom }: Choice): boolean => whom % 8 === 0 || (event !== 'WITHDRAW' && event !== 'REFUSE')

/** Whoever tries whatever the state offers to anybody. */
const anything = (rules: Rules, dossier: Dossier, people: readonly Actor[], chosen: Choice): Tried | null => {
  const actor = pick(people, chosen.who)
  const actions = actionsOf(rules, factsOf(dossier, actor)).filter((action) => goesOn(action, chosen))
  return actions.length === 0 ? null : { actor, action: pick(actions, chosen.what) }
}

/** The next person who may do something; two times in three something that leads on. */
const something = (rules: Rules, dossier: Dossier, people: readonly Actor[], chosen: Choice): Tried | null => {
  for (const index of people.keys()) {
    const actor = pick(people, chosen.who + index)
    const open = actionsOf(rules, factsOf(dossier, actor)).filter((action) => action.refusal === null && goesOn(action, chosen))
    const onward = open.filter(({ branch, event }) => !branch && !isHandling(event))
    if (onward.length > 0 && chosen.what % 3 > 0) return { actor, action: pick(onward, chosen.what) }
    if (open.length > 0 && chosen.what % 3 === 0) return { actor, action: pick(open, chosen.whom) }
  }
  return null
}

/** Whose time it was sums to the whole, in whole days or milliseconds: nothing is lost, nothing is counted twice. */
const sums = ({ compiled, calendar }: Rules, { clock, lastEventAtMs }: Dossier, entries: readonly JournalEntry[], tally: Tally): void => {
  if (clock.uncounted !== undefined) return
  const untilMs = clock.endedAtMs ?? lastEventAtMs + 30 * 3_600_000
  const told = whereCovered(() => ({ course: spansOf({ compiled, calendar }, entries, untilMs), run: runOf(clock) }))
  const firstMs = entries.find(({ clock: { mode } }) => mode !== 'notStarted')?.at
  if (told === null || firstMs === undefined) return
  const { course: { unit, spans }, run } = told
  const total = (of: 'elapsed' | 'used' | 'workingMs'): number => spans.reduce((sum, one) => sum + one[of], 0)
  const startMs = parseInstant(firstMs, 'UTC')
  check(spans.every(({ elapsed, used, workingMs }) => [elapsed, used, workingMs].every((part) => Number.isInteger(part) && part >= 0)), 'whole parts')
  check(total('elapsed') === elapsedInUnit(calendar, unit, startMs, untilMs), 'the parts are the time since receipt')
  check(total('workingMs') === elapsedWorkingMs(calendar, startMs, untilMs), 'and the working time')
  const consumed = clock.consumed + (run ? usedBy(calendar, run, untilMs) : 0)
  if (unit !== 'sameDay' && unit !== 'none') check(total('used') === consumed, `used ${total('used')}, consumed ${consumed}`)
  if (spans.length > 4 && total('used') > 0) tally.attributed++
}

const walkThrough = (rules: Rules, people: readonly Actor[], choices: readonly Choice[], start: { day: number; online: boolean }, tally: Tally): void => {
  const { definition } = rules.compiled
  const first = people.find((person) => person.roles.length > 5) ?? people.at(-1)!
  const begun = receive(rules, `${startOf(definition, start.day)}T09:40`, { by: first, accept: !start.online })
  let { dossier } = begun
  const entries = begun.entries.map(({ entry }) => entry)
  const rows = begun.entries.map(({ entry, canonical, hash }) => ({ seq: entry.seq, canonical, hash }))
  for (const chosen of choices) {
    const tried = chosen.wild ? anything(rules, dossier, people, chosen) : something(rules, dossier, people, chosen)
    if (dossier.done) check(actionsOf(rules, factsOf(dossier, people.at(-1)!)).length === 0, 'nothing after the end')
    if (tried === null) continue
    const { actor, action } = tried
    const decided = tryAction(rules, dossier, actor, people, chosen, action)
    if (decided === null) continue
    tally.moves++
    dossier = decided.dossier
    rows.push(...decided.entries.map(({ entry, canonical, hash }) => ({ seq: entry.seq, canonical, hash })))
    entries.push(...decided.entries.map(({ entry }) => entry))
  }
  sums(rules, dossier, entries, tally)
  if (dossier.done) tally.closed++
  check(verifyChain(rows).length === 0 && rows.length === dossier.version, 'the chain is whole')
  check(Value.Check(Dossier, JSON.parse(JSON.stringify(dossier))), 'the dossier has its shape')
}

/** The shipped ones, and two that are small and have everything: strands that stop the clock each for itself, and a limit of another unit. */
const procedures: readonly ProcedureDefinition[] = [
  ...shippedProcedures().filter(({ kind }) => kind !== 'log'),
  { ...strands, code: 'strands' }, { ...strands, code: 'strands-reset', onResume: 'reset' }, { ...special, code: 'special' },
]

let [closed, attributed] = [0, 0]
for (const definition of procedures) {
  t.test(`${definition.code} revision ${definition.revision}: every walk keeps the laws`, async (t) => {
    const rules = rulesFor(definition)
    const people = peopleFor(rules)
    const tally: Tally = { moves: 0, closed: 0, attributed: 0 }
    const start = fc.record({ day: fc.nat(2300), online: fc.boolean() })
    fc.assert(fc.property(walk, start, (choices, begin) => walkThrough(rules, people, choices, begin, tally)), { numRuns: 25 })
    t.ok(tally.moves > 40, `${tally.moves} moves, ${tally.closed} of 25 walks to an end`)
    closed += tally.closed
    attributed += tally.attributed
  })
}

// Of one procedure with many steps all 25 walks may be too short; of all together hundreds reach an end.
t.test('the walks see the ends too', async (t) => {
  t.ok(closed > 5 * procedures.length, `${closed} of ${25 * procedures.length} walks`)
  t.ok(attributed > procedures.length, `${attributed} journals with time to share out`)
})

