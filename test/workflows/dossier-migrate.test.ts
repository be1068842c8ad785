/** Running dossiers under another revision of their procedure: what holds for every walk, and P2 as it moved from the province to the department. */
import fc from '../support/property.ts'
import t from 'tap'
import Value from 'typebox/value'
import { Dossier } from '../../schemas/dossier.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { shippedProcedure, shippedProcedures } from '../../storage/seed/procedures.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { decideMigration, migrationReasons, PROCEDURE_MIGRATED, type MigrationPlan } from '../../workflows/dossier/migrate.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import { isWithin } from '../../workflows/procedure/definition.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { leadsTo, mapFaults, type StepMap } from '../../workflows/procedure/migrate.ts'
import { activeOf, statusOf } from '../../workflows/procedure/run.ts'
import { act, acts, at, ids, local, person, receive, rulesFor, staff, strands, type Case } from '../support/dossiers.ts'
import { changed } from '../support/procedures.ts'
import { peopleFor, startOf, walk, walked } from '../support/walks.ts'

const revisionsOf = (code: string): ProcedureDefinition[] => shippedProcedures().filter((one) => one.code === code)
const [first, second] = revisionsOf('P2') as [ProcedureDefinition, ProcedureDefinition]
const toDepartment: StepMap = Object.fromEntries(['submission', 'province.office', 'province.opinions', 'province.chairman'].map((step) => [`processing.${step}`, 'processing.sign']))
const planOf = (from: ProcedureDefinition, to: ProcedureDefinition, steps: StepMap = {}, newLimit = false): MigrationPlan =>
  ({ from: rulesFor(from).compiled, to: rulesFor(to).compiled, toHash: hashOf(to), steps, newLimit })
const approval = { approverId: ids.giang, capacity: null, paper: { number: '12/QĐ-UBND', on: '2021-06-17' }, nowMs: 0 }
const migrate = (plan: MigrationPlan, { calendar }: Rules, dossier: Dossier) => decideMigration(plan, calendar, dossier, { ...approval, nowMs: dossier.lastEventAtMs + 60_000 })

const check = (condition: boolean, what: string): void => { if (!condition) throw new Error(what) }

const holds = (plan: MigrationPlan, before: Dossier, after: Dossier): void => {
  const active = activeOf(plan.to, after.state)
  check(canonicalJson(after.steps.map(({ step }) => step)) === canonicalJson(active), 'the open steps are the active ones')
  check(after.status === statusOf(plan.to, active), 'the status is that of the steps')
  for (const key of ['code', 'receivedAtMs', 'resultReadyAtMs', 'timeliness', 'daysLate', 'papers', 'channel', 'done'] as const) check(canonicalJson(after[key]) === canonicalJson(before[key]), `${key} stays`)
  const { clock } = after
  const fixed = (one: Dossier): string => canonicalJson([one.clock.startedAtMs, one.clock.runningSinceMs, one.clock.endedAtMs, one.clock.dueOriginalAtMs, one.clock.apologies, one.clock.cycle])
  check(fixed(before) === fixed(after), 'what happened to the clock stays')
  check(plan.newLimit || before.clock.startedAtMs === null || canonicalJson(clock) === canonicalJson(before.clock), 'without a law the limit stays')
  check(clock.dueAtMs === null || clock.dueOriginalAtMs === null || clock.dueAtMs >= clock.dueOriginalAtMs || clock.dueAtMs === before.clock.dueAtMs, 'never before the printed date')
  for (const [step, doers] of Object.entries(before.doneBy)) check(doers.every((id) => after.doneBy[leadsTo(plan, step) ?? step]?.includes(id) === true), `who did ${step} is known`)
  for (const { step, holderId } of after.steps) {
    const apart = plan.to.steps.get(step)?.fourEyes ?? []
    check(Object.entries(after.doneBy).every(([done, doers]) => holderId === null || !doers.includes(holderId) || !apart.some((earlier) => isWithin(done, earlier))), 'four eyes')
  }
  check(Value.Check(Dossier, JSON.parse(JSON.stringify(after))), 'the dossier has its shape')
}

/** Edits that a later revision may bring; each works on every procedure. */
const edits: readonly ((copy: ProcedureDefinition) => void)[] = [
  (copy) => { copy.limit = copy.limit.unit === 'workingDay' ? { unit: 'workingDay', amount: Math.max(1, copy.limit.amount - 2) } : copy.limit },
  (copy) => { copy.limit = { unit: 'workingDay', amount: 30 } },
  (copy) => { copy.limit = { unit: 'workingHour', amount: 12 } },
  (copy) => { copy.limit = { unit: 'calendarDay', amount: 9 } },
  (copy) => { copy.machine.meta = { ...copy.machine.meta, role: 'specialist' }; copy.onResume = 'reset' },
  (copy) => { copy.requiredPapers = [] },
]
const pairs: readonly (readonly [ProcedureDefinition, ProcedureDefinition, StepMap])[] = [
  [first, second, toDepartment], [second, first, {}], [first, second, {}],
  ...revisionsOf('P7').slice(0, 1).flatMap((one) => revisionsOf('P7').slice(1).map((other) => [one, other, {}] as const)),
  ...[shippedProcedure('P1')!, shippedProcedure('P5')!, shippedProcedure('receipt-two-strands')!, { ...strands, code: 'strands' }].flatMap((one) =>
    edits.map((edit) => { const copy = { ...structuredClone(one), revision: one.revision + 1 }; edit(copy); return [one, copy, {}] as const })),
]

t.test('wherever a dossier stands, it goes over whole and keeps what was promised, or stays and says why', async (t) => {
  const tally = new Map<string, number>()
  for (const [from, to, steps] of pairs) {
    const rules = rulesFor(from)
    const people = peopleFor(rules)
    const next = rulesFor(to)
    const nextPeople = peopleFor(next)
    fc.assert(fc.property(walk, walk, fc.record({ day: fc.nat(2300), online: fc.boolean(), newLimit: fc.boolean() }), (choices, onward, { day, online, newLimit }) => {
      const plan = planOf(from, to, steps, newLimit)
      const by = people.find((one) => one.roles.length > 5) ?? people.at(-1)!
      const one = walked(rules, receive(rules, `${startOf(from, day)}T09:40`, { by, accept: !online }), people, choices.slice(0, 4 + (day % 20)))
      const decision = migrate(plan, rules, one.dossier)
      const told = 'reason' in decision ? decision.reason : 'migrated'
      tally.set(told, (tally.get(told) ?? 0) + 1)
      if ('reason' in decision) return check(migrationReasons.includes(decision.reason) && (!one.dossier.done || decision.reason === 'dossier-closed'), decision.reason)
      const { dossier, entries } = decision
      holds(plan, one.dossier, dossier)
      const rows = [...one.entries, ...entries].map(({ entry, canonical, hash }) => ({ seq: entry.seq, canonical, hash }))
      check(entries.length === 1 && entries[0]?.entry.event === PROCEDURE_MIGRATED && dossier.version === one.dossier.version + 1, 'one version, one entry')
      check(verifyChain(rows).length === 0, 'the chain is whole')
      const further = walked(next, { ...one, rules: next, dossier }, nextPeople, onward)
      check(activeOf(next.compiled, further.dossier.state).length > 0, 'work goes on under the new revision')
    }), { numRuns: 8 })
  }
  t.ok((tally.get('migrated') ?? 0) > 100, [...tally].map(([told, count]) => `${told} ${count}`).join(', '))
})

t.test('under its own revision a dossier stays as it is', async () => {
  const rules = rulesFor(first)
  const people = peopleFor(rules)
  fc.assert(fc.property(walk, fc.boolean(), (choices, newLimit) => {
    const { dossier: before } = walked(rules, receive(rules, '2020-05-06T09:40', { by: people.at(-1)! }), people, choices.slice(0, 12))
    const decision = migrate(planOf(first, first, {}, newLimit), rules, before)
    if ('reason' in decision) return check(before.done, decision.reason)
    const { version: _v, journalSeq: _s, journalHash: _h, lastEventAtMs: _l, ...after } = decision.dossier
    const { version: _bv, journalSeq: _bs, journalHash: _bh, lastEventAtMs: _bl, ...same } = before
    check(canonicalJson(after) === canonicalJson(same), 'nothing but the entry')
  }), { numRuns: 30 })
})

const clerk = person('khoa', ['consultedBody', 'agency'])
const inProvince = (): Case => acts(receive(rulesFor(first), '2021-06-01T09:00'), [staff.lan, 'HAND_OVER', '2021-06-01T10:00'],
  [staff.hung, 'ASSIGN', '2021-06-01T14:00', { to: staff.nam }], [staff.nam, 'STEP_DONE', '2021-06-04T09:00'], [staff.hung, 'STEP_DONE', '2021-06-07T09:00'],
  [staff.dung, 'STEP_DONE', '2021-06-08T09:00'], [clerk, 'STEP_DONE', '2021-06-09T09:00'])

t.test('P2 at the province goes to the department on the day of the decision; the receipt keeps its date', async (t) => {
  const one = inProvince()
  t.same(one.dossier.steps.map(({ step }) => step), ['processing.province.opinions'])
  const refused = decideMigration(planOf(first, second), one.rules.calendar, one.dossier, { ...approval, nowMs: at('2021-06-17T08:00') })
  t.same(refused, { reason: 'step-unmapped', at: 'processing.province.opinions' }, 'nobody said where')
  const decision = decideMigration(planOf(first, second, toDepartment), one.rules.calendar, one.dossier, { ...approval, nowMs: at('2021-06-17T08:00') })
  if ('reason' in decision) return t.fail(decision.reason)
  const { dossier, entries } = decision
  t.match(dossier.steps, [{ step: 'processing.sign', role: 'agencyLeader', holderId: null, unitId: ids.department }])
  t.equal(local(dossier.clock.dueAtMs), local(one.dossier.clock.dueAtMs))
  t.match(entries[0]?.entry, { event: PROCEDURE_MIGRATED, at: '2021-06-17T01:00:00+00:00', procedure: hashOf(second), paper: { form: null, number: '12/QĐ-UBND', on: '2021-06-17' }, actor: { account: ids.giang } })
  t.same(dossier.doneBy['processing.sign'], [ids.dung, ids.khoa], 'who signed the submission has done the step that it became')
  const signed = act({ ...one, rules: rulesFor(second), dossier }, [staff.giang, 'STEP_DONE', '2021-06-18T09:00'])
  t.same(signed.dossier.steps.map(({ step }) => step), ['processing.issue'])
})

t.test('a dossier that waits for a supplement returns to the step that its own became', async (t) => {
  const asked = acts(inProvince(), [clerk, 'STEP_DONE', '2021-06-10T09:00'])
  const waiting = { ...asked, dossier: { ...asked.dossier, state: { ...asked.dossier.state, value: 'supplement', history: { 'processing.back': ['processing.province.chairman'] } }, status: 5 as const, steps: [{ ...asked.dossier.steps[0]!, step: 'supplement' }] } }
  const decision = migrate(planOf(first, second, toDepartment), asked.rules, waiting.dossier)
  if ('reason' in decision) return t.fail(decision.reason)
  t.same(decision.dossier.state.history, { 'processing.back': ['processing.sign'] })
  const lost = migrate(planOf(first, changed(second, (state) => { delete state('processing').states?.['back']; delete state('supplement').on; delete state('stopped').on }), toDepartment), asked.rules, waiting.dossier)
  t.same(lost, { reason: 'history-lost', at: 'processing.back' })
})

t.test('a longer limit that a law brings moves the due date on, a shorter one leaves the printed date', async (t) => {
  const dueUnder = (amount: number): string | null => {
    const one = inProvince()
    const decision = migrate(planOf(first, { ...second, limit: { unit: 'workingDay', amount } }, toDepartment, true), one.rules, one.dossier)
    return 'reason' in decision ? decision.reason : local(decision.dossier.clock.dueAtMs)
  }
  t.equal(local(inProvince().dossier.clock.dueAtMs), '2021-06-22T17:00')
  t.equal(dueUnder(20), '2021-06-29T17:00')
  t.equal(dueUnder(15), '2021-06-22T17:00')
  t.equal(dueUnder(5), '2021-06-22T17:00')
})

t.test('a mapping must name steps of both revisions, and no end for a step', async (t) => {
  t.same(mapFaults(planOf(first, second, toDepartment)), [])
  t.same(mapFaults(planOf(first, second, { 'processing.nowhere': 'processing.sign', 'processing.submission': 'delivered', 'processing.review': 'processing.gone' })).map(({ step }) => step),
    ['processing.nowhere', 'processing.submission', 'processing.review'])
})
