/** What holds on every way through every shipped procedure, whoever tries whatever: random walks with random people. */
import fc from '../support/property.ts'
import t from 'tap'
import Value from 'typebox/value'
import { Dossier, type Actor, type Decision, type JournalEntry } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { elapsedInUnit, elapsedWorkingMs, parseInstant, runOf, usedBy, whereCovered } from '../../workflows/calendar/index.ts'
import { actionsOf, type Action } from '../../workflows/dossier/actions.ts'
import { decideAdvance } from '../../workflows/dossier/advance.ts'
import { clockMode } from '../../workflows/dossier/entry.ts'
import { spansOf } from '../../workflows/dossier/spans.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import { activeOf, clockModeOf, statusOf } from '../../workflows/procedure/run.ts'
import { factsOf, receive, rulesFor, special, strands } from '../support/dossiers.ts'
import { anything, bodyOf, type Choice, peopleFor, something, startOf, walk } from '../support/walks.ts'


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

interface Tally { moves: number; closed: number; attributed: number }

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

