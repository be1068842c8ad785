/** What a year asks of the management system: days, evidence and reminders, as laws that hold for any facts. */
import t from 'tap'
import fc from '../support/property.ts'
import { dutyKinds, type DutyFacts } from '../../schemas/duty.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { dutyRungs, dutyRungsReached, dutyYear } from '../../workflows/quality/duties.ts'

const nothing: DutyFacts = { today: '2026-11-20', evidence: [], laws: [], inspections: [], scopeChanges: [], toReview: [], reviewed: [], milestones: [], newcomers: [] }
const dutyOf = (facts: DutyFacts, key: string, year = 2026) => [...dutyYear(year, facts).duties, ...dutyYear(year, facts).before].find((one) => one.key === key)

t.test('a report of 9 December is in time and one of 10 December is late: it is asked before the tenth', async (t) => {
  const sent = (on: string) => dutyOf({ ...nothing, today: '2027-01-05', evidence: [{ kind: 'annualReport', on, text: '12/BC-UBND', href: '/reports/copies/1' }] }, 'annualReport-2026')
  t.match(sent('2026-12-09'), { dueOn: '2026-12-09', standing: 'done' })
  t.match(sent('2026-12-10'), { standing: 'doneLate', doneOn: '2026-12-10' })
  t.match(sent('2027-03-31'), { standing: 'doneLate' }, 'sent after the year, for the year')
  t.match(sent('2027-04-01'), { standing: 'late', doneOn: null })
})

t.test('a law has three months, an inspection two, at the end of a short month its last day', async (t) => {
  const facts: DutyFacts = {
    ...nothing, laws: [{ id: 'a', number: '61/2018/NĐ-CP', effectiveFrom: '2025-11-30', documents: 2, takenOn: null }, { id: 'b', number: '1/2026/NĐ-CP', effectiveFrom: '2026-08-01', documents: 1, takenOn: '2026-11-01' }],
    inspections: [{ id: 'c', code: 'KPH-2026-0001', occurredOn: '2026-10-10', answeredOn: null, answer: null }],
  }
  t.match(dutyOf(facts, 'lawChange-a'), { dueOn: '2026-02-28', standing: 'late' })
  t.match(dutyOf(facts, 'lawChange-b'), { dueOn: '2026-11-01', standing: 'done' }, 'on the last day')
  t.match(dutyOf(facts, 'inspectionFeedback-c'), { dueOn: '2026-12-10', standing: 'soon' })
})

t.test('the scope is announced anew once for all that changed before, and again for what changed after it', async (t) => {
  const announced = (on: string) => ({ kind: 'republication' as const, on, text: '5/QĐ-UBND', href: '/facts/1' })
  const { duties } = dutyYear(2026, { ...nothing, scopeChanges: ['2026-05-10', '2026-02-01', '2026-02-10'], evidence: [announced('2026-02-20')] })
  t.match(duties.filter(({ kind }) => kind === 'republication'), [{ key: 'republication-2026-02-01', dueOn: '2026-03-01', standing: 'done' }, { key: 'republication-2026-05-10', dueOn: '2026-06-10', standing: 'late' }])
})

const day = fc.integer({ min: 0, max: 3 * 366 }).map((days) => addDays('2025-01-01', days))
const kind = fc.constantFrom(...dutyKinds)
const facts = fc.record({
  today: day, evidence: fc.array(fc.record({ kind, on: day, text: fc.constant('x'), href: fc.constant('/x') }), { maxLength: 12 }),
  laws: fc.uniqueArray(fc.record({ id: fc.uuid(), number: fc.constant('1/2026/NĐ-CP'), effectiveFrom: day, documents: fc.constant(1), takenOn: fc.option(day) }), { maxLength: 4, selector: ({ id }) => id }),
  inspections: fc.uniqueArray(fc.record({ id: fc.uuid(), code: fc.constant('KPH-2026-0001'), occurredOn: day, answeredOn: fc.option(day), answer: fc.constant('x') }), { maxLength: 4, selector: ({ id }) => id }),
  scopeChanges: fc.uniqueArray(day, { maxLength: 6 }), toReview: fc.array(fc.record({ id: fc.uuid(), code: fc.constant('HD-01'), on: day }), { maxLength: 6 }),
  reviewed: fc.array(fc.record({ id: fc.uuid(), code: fc.constant('HD-02'), on: day }), { maxLength: 6 }), milestones: fc.constant([]),
  newcomers: fc.array(fc.record({ accountId: fc.uuid(), name: fc.constant('Người mới'), since: day, doneOn: fc.option(day) }), { maxLength: 4 }),
})

t.test('for any facts: each duty once, of its year, in order, done exactly with evidence, late exactly after its day', async () => {
  fc.assert(fc.property(facts, fc.integer({ min: 2025, max: 2027 }), (known, year) => {
    const { duties, before } = dutyYear(year, known)
    const all = [...before, ...duties]
    const isDone = (standing: string): boolean => standing === 'done' || standing === 'doneLate'
    return new Set(all.map(({ key }) => key)).size === all.length && duties.every(({ dueOn }) => dueOn.startsWith(String(year))) && before.every(({ dueOn, standing }) => dueOn < `${year}-01-01` && standing === 'late')
      && duties.every(({ dueOn }, at) => at === 0 || duties[at - 1]!.dueOn <= dueOn)
      && all.every(({ standing, doneOn, dueOn }) => isDone(standing) === (doneOn !== null) && (standing === 'late') === (doneOn === null && dueOn < known.today) && (standing === 'doneLate') === (doneOn !== null && doneOn > dueOn))
  }), { numRuns: 300 })
})

t.test('a day later nothing gets less late, and rungs are only ever added; a piece of evidence never undoes another', async () => {
  const rank = { open: 0, soon: 1, late: 2, done: 3, doneLate: 3 } as const
  fc.assert(fc.property(facts, kind, day, (known, more, on) => {
    const year = 2026
    const later = new Map(dutyYear(year, { ...known, today: addDays(known.today, 1) }).duties.map((one) => [one.key, one]))
    const richer = new Map(dutyYear(year, { ...known, evidence: [...known.evidence, { kind: more, on, text: 'y', href: '/y' }] }).duties.map((one) => [one.key, one]))
    return dutyYear(year, known).duties.every((one) => {
      const next = later.get(one.key)!
      const rungs = dutyRungsReached(one, known.today)
      const with1 = richer.get(one.key)
      return rank[next.standing] >= rank[one.standing] && rungs.every((rung) => one.doneOn !== null || dutyRungsReached(next, addDays(known.today, 1)).includes(rung))
        && (one.doneOn === null || (with1 !== undefined && with1.doneOn !== null))
    })
  }), { numRuns: 300 })
  t.same(dutyRungsReached({ dueOn: '2026-12-09', standing: 'late' }, '2026-12-24'), dutyRungs)
  t.same(dutyRungsReached({ dueOn: '2026-12-09', standing: 'soon' }, '2026-11-08'), [], 'thirty-one days before')
  t.same(dutyRungsReached({ dueOn: '2026-12-09', standing: 'soon' }, '2026-12-09'), ['d30', 'd14'], 'on the day itself it is not passed')
})
