import t from 'tap'
import fc from '../support/property.ts'
import { findingRules, type Finding, type MachineTransition, type ProcedureDefinition, type Role, type StateConfig, type Staffing } from '../../schemas/procedure.ts'
import { shippedProcedure, shippedProcedures } from '../../storage/seed/procedures.ts'
import { check } from '../../workflows/procedure/check.ts'
import { chartOf } from '../../workflows/procedure/check/chart.ts'
import { waysOf, type Ways } from '../../workflows/procedure/check/ways.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { advance, begin, offers } from '../../workflows/procedure/run.ts'
import { changed, definitionOf, event } from '../support/procedures.ts'
import { processorMs } from '../support/processor.ts'

const shipped = (code: string): ProcedureDefinition => shippedProcedure(code) as ProcedureDefinition
const brief = (found: readonly Finding[]) => found.map(({ rule, severity, at, path }) => [rule, severity, at, path.join(' > ')])
const on = (state: StateConfig, type: string): MachineTransition => (state.on as Record<string, MachineTransition>)[type] as MachineTransition

/** Enough people for every role: two each. */
const crew = (...roles: Role[]): Staffing => ({ people: roles.flatMap((role) => [{ id: `${role}-1`, roles: [role] }, { id: `${role}-2`, roles: [role] }]) })
const everybody = crew('receptionist', 'oneStopHead', 'unitHead', 'specialist', 'agencyLeader', 'recordsClerk', 'accountant', 'isoSecretary', 'qualityManager', 'internalAuditor', 'consultedBody')
const without = (role: Role, ...people: Staffing['people']): Staffing => ({ people: [...everybody.people.filter(({ roles }) => !roles.includes(role)), ...people] })
const toAppraise = 'submitted > ACCEPT > received > HAND_OVER > processing.assign > ASSIGN > processing.appraise'
const toReady = `${toAppraise} > STEP_DONE > processing.confirm > STEP_DONE > processing.issue > RESULT_SIGNED > resultReady`

t.test('no shipped procedure has a finding, with people for every role and a calendar', async (t) => {
  const codes = shippedProcedures().map(({ code }) => code)
  for (const code of ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'I11']) t.ok(codes.includes(code), code)
  for (const definition of shippedProcedures()) {
    const context = { staffing: everybody, calendar: { coversFrom: '2020-01-01', coversTo: '2026-12-31' }, horizonOn: '2026-10-01' }
    t.same(brief(check(definition, context)), [], `${definition.code} revision ${definition.revision}`)
  }
})

t.test('what a shipped procedure charges is marked as a proposal, at the fee and in the legal basis', async (t) => {
  const charged = shippedProcedures().filter(({ fee }) => fee !== undefined && fee.amountDong > 0)
  t.same(charged.map(({ code }) => code), ['P2', 'P2', 'P5', 'P6', 'P8', 'P8b'])
  for (const { code, fee, legalBasis } of charged) {
    t.match(fee?.note, /đề xuất/, code)
    t.ok(legalBasis.some(({ citation, source }) => source === 'đề xuất' && /mức phí/.test(citation)), code)
  }
})

t.test('the licence of P2 is delegated on 17/6/2021, and the procedure has an end', async (t) => {
  const revisions = shippedProcedures().filter(({ code }) => code === 'P2')
  t.same(revisions.map(({ revision, validFrom, validTo, level }) => [revision, validFrom, validTo, level]),
    [[1, '2018-06-21', '2021-06-16', 'tinh'], [2, '2021-06-17', '2025-01-31', 'so']])
})

/** For each rule a shipped procedure with one fault, and the findings in full. */
const faults: readonly { readonly name: string; readonly of: () => ReturnType<typeof check>; readonly found: readonly string[][] }[] = [
  {
    name: 'a step that nothing leads to',
    of: () => check(changed(shipped('P1'), (state) => { (state('processing').states ?? {})['archive'] = { meta: { role: 'recordsClerk' }, on: { STEP_DONE: 'issue' } } })),
    found: [['unreachable-step', 'error', 'processing.archive', '']],
  },
  {
    name: 'a whole part that nothing leads to is one finding',
    of: () => check(changed(shipped('P4'), (state) => { delete state('processing.appraise').on?.['CONSULT_SENT'] })),
    found: [['unreachable-step', 'error', 'processing.verify', '']],
  },
  {
    name: 'a step that cannot reach an end',
    of: () => check(changed(shipped('P1'), (state, { machine }) => {
      machine.states['lost'] = { meta: { role: 'receptionist', status: 9 } }
      Object.assign(state('resultReady').on ?? {}, { STOP: { target: 'lost', meta: { branch: true } } })
    })),
    found: [['cannot-reach-end', 'error', 'lost', `${toReady} > STOP > lost`]],
  },
  {
    name: 'a loop with no exit',
    of: () => check(changed(shipped('P1'), (state, { machine }) => {
      machine.states['here'] = { meta: { role: 'receptionist', status: 9 }, on: { STEP_DONE: 'there' } }
      machine.states['there'] = { meta: { role: 'receptionist', status: 9 }, on: { STEP_RETURNED: 'here' } }
      Object.assign(state('resultReady').on ?? {}, { STOP: { target: 'here', meta: { branch: true } } })
    })),
    found: [['loop-without-bound-or-exit', 'error', 'there.on.STEP_RETURNED', `${toReady} > STOP > here > STEP_DONE > there > STEP_RETURNED > here`]],
  },
  {
    name: 'a loop without a bound',
    of: () => check(changed(shipped('P1'), (state) => { delete on(state('processing.confirm'), 'STEP_RETURNED').guard })),
    found: [['loop-without-bound-or-exit', 'warning', 'processing.confirm.on.STEP_RETURNED',
      `${toAppraise} > STEP_DONE > processing.confirm > STEP_RETURNED > processing.appraise`]],
  },
  {
    name: 'a bound that is never counted up is none',
    of: () => check(changed(shipped('P1'), (state) => { delete on(state('processing.confirm'), 'STEP_RETURNED').actions })),
    found: [['loop-without-bound-or-exit', 'warning', 'processing.confirm.on.STEP_RETURNED',
      `${toAppraise} > STEP_DONE > processing.confirm > STEP_RETURNED > processing.appraise`]],
  },
  {
    name: 'a consultation that does not run within the appraisal goes above the limit',
    of: () => check(changed(shipped('P1'), (state) => { delete state('processing.consult').meta?.within })),
    found: [['worst-case-above-limit', 'error', 'limit',
      `${toAppraise} > CONSULT_SENT > processing.consult > CONSULT_ANSWERED > processing.appraise > STEP_DONE > processing.confirm > STEP_DONE > processing.issue > RESULT_SIGNED > resultReady`]],
  },
  {
    name: 'the longer of two strands goes above the limit of its variant',
    of: () => check(changed(shipped('P4'), (state) => { (state('processing.verify.bride.asked').meta ?? {}).limit = { unit: 'workingHour', amount: 33 } }))
      .map((each) => ({ ...each, path: each.path.slice(4, 15) })),
    found: [['worst-case-above-limit', 'error', 'limitVariants.verification',
      'processing.appraise > CONSULT_SENT > processing.verify.groom.asked + processing.verify.bride.asked'
        + ' > CONSULT_ANSWERED > processing.verify.bride.asked > CONSULT_ANSWERED > processing.appraise > STEP_DONE > processing.sign > STEP_DONE > processing.issue']],
  },
  {
    name: 'a main path that does not sum to the limit',
    of: () => check(changed(shipped('P1'), (state) => { (state('processing.appraise').meta ?? {}).limit = { unit: 'workingHour', amount: 7 } })),
    found: [['limits-do-not-sum', 'error', 'limit', `${toAppraise} > STEP_DONE > processing.confirm > STEP_DONE > processing.issue > RESULT_SIGNED > resultReady`]],
  },
  {
    name: 'a step that is longer than the one that it runs within',
    of: () => check(changed(shipped('P1'), (state) => { (state('processing.consult').meta ?? {}).limit = { unit: 'workingHour', amount: 9 } })),
    found: [['limits-do-not-sum', 'error', 'processing.consult', `${toAppraise} > CONSULT_SENT > processing.consult`]],
  },
  {
    name: 'a limit of a day and a half, which no clock counts',
    of: () => check(changed(shipped('P1'), (_state, copy) => { copy.limit = { unit: 'workingDay', amount: 1.5 } })).filter(({ rule }) => rule === 'limit-invalid'),
    found: [['limit-invalid', 'error', 'limit', '']],
  },
  {
    name: 'a variant of no hours at all',
    of: () => check(changed(shipped('P4'), (_state, { limitVariants }) => { Object.assign(limitVariants?.['verification'] ?? {}, { limit: { unit: 'workingHour', amount: 0 } }) }))
      .filter(({ rule }) => rule === 'limit-invalid'),
    found: [['limit-invalid', 'error', 'limitVariants.verification', '']],
  },
  {
    name: 'a step of a quarter of a day, which reminds of nothing',
    of: () => check(changed(shipped('P1'), (state) => { (state('processing.confirm').meta ?? {}).limit = { unit: 'workingDay', amount: 0.25 } })),
    found: [['limit-invalid', 'warning', 'processing.confirm', `${toAppraise} > STEP_DONE > processing.confirm`]],
  },
  {
    name: 'a role nobody holds', of: () => check(shipped('P1'), { staffing: without('recordsClerk') }),
    found: [['role-nobody-holds', 'error', 'processing.issue', `${toAppraise} > STEP_DONE > processing.confirm > STEP_DONE > processing.issue`]],
  },
  {
    name: 'a role of one person without a substitute', of: () => check(shipped('P1'), { staffing: without('recordsClerk', { id: 'van-thu', roles: ['recordsClerk'] }) }),
    found: [['one-person-role', 'warning', 'processing.issue', `${toAppraise} > STEP_DONE > processing.confirm > STEP_DONE > processing.issue`]],
  },
  {
    name: 'a role of one person with a substitute is fine',
    of: () => check(shipped('P1'), { staffing: without('recordsClerk', { id: 'van-thu', roles: ['recordsClerk'] }, { id: 'thay', roles: [], substitutes: ['recordsClerk'] }) }), found: [],
  },
  {
    name: 'a four-eyes pair that only one person can fill',
    of: () => check(shipped('P1'), { staffing: { people: [...everybody.people.filter(({ roles }) => !roles.includes('specialist') && !roles.includes('agencyLeader')), { id: 'A', roles: ['specialist', 'agencyLeader'] }] } })
      .filter(({ rule }) => rule !== 'one-person-role'),
    found: [['four-eyes-one-person', 'error', 'processing.confirm', `${toAppraise} > STEP_DONE > processing.confirm`]],
  },
  {
    name: 'an unknown guard',
    of: () => check(changed(shipped('P1'), (state) => { on(state('submitted'), 'ACCEPT').guard = 'papersProbablyComplete' })),
    found: [['unknown-guard', 'error', 'submitted.on.ACCEPT.guard', 'submitted']],
  },
  {
    name: 'an unknown action',
    of: () => check(changed(shipped('P1'), (state) => { on(state('processing'), 'CLAIM').actions = 'grab' })),
    found: [['unknown-action', 'error', 'processing.on.CLAIM.actions', 'submitted > ACCEPT > received > HAND_OVER > processing.assign']],
  },
  {
    name: 'an unknown event',
    of: () => check(changed(shipped('P1'), (state) => { Object.assign(state('received').on ?? {}, { LOSE: { target: 'refused', meta: { branch: true } } }) })),
    found: [['unknown-event', 'error', 'received.on.LOSE', 'submitted > ACCEPT > received']],
  },
  {
    name: 'no official status',
    of: () => check(changed(shipped('P1'), (state) => { delete state('received').meta?.status })).filter(({ rule }) => rule !== 'limits-do-not-sum'),
    found: [['missing-status', 'error', 'received', 'submitted > ACCEPT > received']],
  },
  {
    name: 'a stopped clock without a paper',
    of: () => check(changed(shipped('P1'), (state) => { delete state('supplement').meta?.paper })),
    found: [['stopped-without-paper', 'error', 'supplement', 'submitted > ACCEPT > received > HAND_OVER > processing.assign > REQUEST_SUPPLEMENT > supplement']],
  },
  {
    name: 'a stopped clock without a way back',
    of: () => check(changed(shipped('P1'), (state) => { delete state('supplement').on?.['SUPPLEMENT_RECEIVED'] })),
    found: [['stopped-without-way-back', 'error', 'supplement', 'submitted > ACCEPT > received > HAND_OVER > processing.assign > REQUEST_SUPPLEMENT > supplement']],
  },
  {
    name: 'a calendar that ends too early',
    of: () => check(shipped('P7'), { calendar: { coversFrom: '2020-01-01', coversTo: '2026-12-31' }, horizonOn: '2026-12-01' }),
    found: [['calendar-not-covering', 'error', 'limit', '2026-12-01 > 2027-01-28']],
  },
  {
    name: 'a step without a role',
    of: () => check(changed(shipped('P1'), (state) => { delete state('processing.appraise').meta?.role })),
    found: [['step-without-role', 'error', 'processing.appraise', toAppraise]],
  },
  {
    name: 'states nested too deep',
    of: () => check(changed(shipped('P1'), (state) => {
      let at = state('processing')
      for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) { at.states = { ...at.states, [key]: { initial: 'x', states: { x: {} } } }; at = at.states[key] as StateConfig }
    })),
    found: [['too-deep', 'error', 'processing.a.b.c.d.e', '']],
  },
  {
    name: 'a key with a dot, which no path could tell from a state inside another',
    of: () => check(definitionOf({ 'first.half': { on: { STEP_DONE: 'end' } }, end: { type: 'final', meta: { status: 10 } } })).slice(0, 1),
    found: [['machine-does-not-compile', 'error', 'first.half.key', '']],
  },
  {
    name: 'a key with a dot deep inside, beside the state whose path it repeats',
    of: () => check(changed(shipped('P1'), (state) => { state('processing').states!['assign.more'] = state('processing.assign') })).filter(({ at }) => at.endsWith('.key')),
    found: [['machine-does-not-compile', 'error', 'processing.assign.more.key', '']],
  },
  {
    name: 'a target that does not exist',
    of: () => check(changed(shipped('P1'), (state) => { on(state('received'), 'HAND_OVER').target = 'nowhere' })),
    found: [['machine-does-not-compile', 'error', 'machine', '']],
  },
]

for (const { name, of, found } of faults) t.test(`check finds: ${name}`, async (t) => { t.same(brief(of()), found) })

t.test('every rule but the one of the schema has a fault that shows it, and says what to do in both languages', async (t) => {
  const all = faults.flatMap(({ of }) => of())
  t.same(findingRules.filter((rule) => rule !== 'schema' && !all.some((each) => each.rule === rule)), [])
  t.ok(all.every(({ message }) => message.vi.length > 20 && message.en.length > 20))
  // Names of the definition that stand between plain quotation marks are what its author wrote; the rest is ours.
  const ours = all.flatMap(({ message: { vi, en } }) => [vi, en]).map((words) => words.replace(/"[^"]*"/g, ''))
  const technical = /\b(meta|guard|machine|final|always|onDone|countBelow|countUp|transition|state|registry)\b|[a-z][A-Z]|[a-z]\.[a-z]/
  t.same(ours.filter((words) => technical.test(words)), [], 'in the words of those who mend it')
})

const hours = (amount: number): StateConfig['meta'] => ({ limit: { unit: 'workingHour', amount } })

t.test('loops add nothing to the worst case, strands count by the longest, and either branch may be the longer', async (t) => {
  const limited = (amount: number, states: Record<string, StateConfig>) => check(definitionOf(states, { limit: { unit: 'workingHour', amount } })).map(({ rule, message }) => [rule, message.en])
  const strand = (amount: number): StateConfig => ({ initial: 'do', states: { do: { meta: hours(amount) ?? {}, on: { STEP_DONE: 'ok' } }, ok: { type: 'final' } } })
  t.same(limited(10, {
    a: { meta: hours(4) ?? {}, on: { STEP_DONE: 'b' } },
    b: { meta: hours(6) ?? {}, on: { STEP_DONE: 'end', STEP_RETURNED: { target: 'a', guard: { type: 'countBelow', params: { counter: 'r', max: 3 } }, actions: { type: 'countUp', params: { counter: 'r' } }, meta: { branch: true } } } },
    end: { type: 'final', meta: { status: 10 } },
  }), [])
  t.same(limited(7, { both: { type: 'parallel', onDone: 'end', states: { p: strand(7), q: strand(5) } }, end: { type: 'final', meta: { status: 10 } } }), [])
  t.match(limited(10, {
    a: { meta: hours(4) ?? {}, on: { STEP_DONE: 'b', CONSULT_SENT: { target: 'c', meta: { branch: true } } } },
    b: { meta: hours(6) ?? {}, on: { STEP_DONE: 'end' } }, c: { meta: hours(7) ?? {}, on: { STEP_DONE: 'end' } },
    end: { type: 'final', meta: { status: 10 } },
  }), [['worst-case-above-limit', /takes 11 h, above the limit of 10 h/]])
})

t.test('three steps of four eyes need three people even when each pair could be filled', async (t) => {
  const chain = definitionOf({
    a: { on: { STEP_DONE: 'b' } }, b: { meta: { fourEyes: ['a'] }, on: { STEP_DONE: 'c' } }, c: { meta: { fourEyes: ['a', 'b'] }, on: { STEP_DONE: 'end' } }, end: { type: 'final', meta: { status: 10 } },
  })
  const people = (count: number): Staffing => ({ people: Array.from({ length: count }, (_, i) => ({ id: `p${i}`, roles: ['specialist' as const] })) })
  t.same(check(chain, { staffing: people(2) }).map(({ rule }) => rule), ['four-eyes-one-person'])
  t.same(check(chain, { staffing: people(3) }), [])
})

t.test('a strand that waits for a state that does not exist is found', async (t) => {
  const waits = (state: string): MachineTransition => ({ target: 'ok', guard: { type: 'inState', params: { state } } })
  const found = check(definitionOf({
    both: { type: 'parallel', onDone: 'end', states: {
      p: { initial: 'wait', states: { wait: { on: { STEP_DONE: 'ok' } }, ok: { type: 'final' } } },
      q: { initial: 'wait', states: { wait: { always: waits('both.p.gone') }, ok: { type: 'final' }, gone: {} } },
    } },
    end: { type: 'final', meta: { status: 10 } },
  }))
  t.ok(found.some(({ rule, at }) => rule === 'unknown-guard' && at === 'both.q.wait.always.guard'), 'it waits for a state that does not exist')
})

t.test('eventless transitions in a circle are found before they run for ever', async (t) => {
  const found = check(definitionOf({ s: { on: { STEP_DONE: 'a', STOP: 'end' } }, a: { always: { target: 'b' } }, b: { always: { target: 'a' } }, end: { type: 'final', meta: { status: 10 } } }))
  t.same(brief(found), [['loop-without-bound-or-exit', 'error', 'b.always', 'a > always > b > always']])
})

t.test('a definition with too many situations is refused, not followed', async (t) => {
  const strand = (): StateConfig => ({ initial: 's0', states: Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`s${i}`, i === 7 ? { type: 'final' as const } : { on: { STEP_DONE: `s${i + 1}` } }])) })
  const found = check(definitionOf({ p: { type: 'parallel', onDone: 'end', states: Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`r${i}`, strand()])) }, end: { type: 'final', meta: { status: 10 } } }))
  t.same(brief(found), [['too-deep', 'error', 'machine', '']])
})

t.test('26 free choices are 67 million paths and still one answer', async (t) => {
  const states = Object.fromEntries(Array.from({ length: 26 }, (_, i): [string, StateConfig][] => [
    [`a${i}`, { on: { STEP_DONE: [{ target: `b${i}`, guard: { type: 'choice', params: { is: 'x' } }, meta: { branch: true } }, { target: `a${i + 1}` }] } }],
    [`b${i}`, { meta: hours(1) ?? {}, on: { STEP_DONE: { target: `a${i + 1}`, meta: { branch: true } } } }],
  ]).flat())
  const found = check(definitionOf({ ...states, a26: { type: 'final', meta: { status: 10 } } }, { limit: { unit: 'workingHour', amount: 25 } }))
  t.match(found.find(({ rule }) => rule === 'worst-case-above-limit'), { message: { en: /takes 26 h/ } })
})

/** The ways that the check sees, as "situation, event, situation". */
const edgesOf = ({ situations, from }: Ways): Set<string> =>
  new Set(from.flat().map((way) => [situations[way.from]?.label, way.arc.entry.event, situations[way.to]?.label].join(' > ')))

t.test('whatever the machine does, the check has seen: its ways contain every move of XState', async () => {
  const nested = definitionOf({
    outer: {
      type: 'parallel', on: { STOP: 'held', RESULT_SIGNED: 'end' }, onDone: 'end',
      states: {
        a: { initial: 'x', on: { STEP_RETURNED: { target: '.x' } }, states: { x: { on: { STEP_DONE: 'y' } }, y: { type: 'parallel', onDone: 'z', states: {
          m: { initial: 'm1', states: { m1: { on: { STEP_DONE: 'm2' } }, m2: { type: 'final' } } }, n: { initial: 'n1', states: { n1: { on: { CONSULT_SENT: 'n2' } }, n2: { type: 'final' } } },
        } }, z: { always: { target: 'done', guard: { type: 'inState', params: { state: 'outer.b.q' } } } }, done: { type: 'final' } } },
        b: { initial: 'p', states: { p: { on: { ACCEPT: 'q' } }, q: { on: { CLAIM: { target: 'q', reenter: true }, ASSIGN: '#T.outer.a.y', STEP_DONE: 'r' } }, r: { type: 'final' } } },
        deep: { type: 'history', history: 'deep' }, shallow: { type: 'history', history: 'shallow' },
      },
    },
    held: { meta: { status: 5 }, on: { RESUME: 'outer.deep', PAYMENT_CONFIRMED: 'outer.shallow', SUPPLEMENT_RECEIVED: { target: ['outer.a.y.n.n2', 'outer.b.q'] } } },
    end: { type: 'final', meta: { status: 10 } },
  })
  const cases = [nested, ...shippedProcedures()].map((definition) => {
    const compiled = compile(definition)
    return { compiled, edges: edgesOf(waysOf(chartOf(definition, compiled.machine))) }
  })
  const often = fc.oneof({ weight: 1, arbitrary: fc.nat(cases.length - 1) }, { weight: 1, arbitrary: fc.constant(0) })
  fc.assert(fc.property(often, fc.array(fc.nat(), { maxLength: 40 }), (index, picks) => {
    const { compiled, edges } = cases[index] as (typeof cases)[number]
    let move = begin(compiled)
    for (const pick of picks) {
      const open = offers(compiled, move.state)
      const offer = open[pick % Math.max(open.length, 1)]
      if (offer === undefined) return true
      const next = advance(compiled, move.state, event(offer.event, { step: offer.step, ...(offer.guard?.type === 'choice' ? { choice: String(offer.guard.params['is']) } : {}) }))
      if (next !== null && !edges.has([move.active.join(' + '), offer.event, next.active.join(' + ')].join(' > '))) {
        throw new Error(`not seen: ${move.active.join(' + ')} > ${offer.event} > ${next.active.join(' + ')}`)
      }
      move = next ?? move
    }
    return true
  }), { numRuns: 600 })
})

t.test('a hostile definition is answered in a moment, whatever it is made of', async (t) => {
  const codes = (n: number): string[] => Array.from({ length: n }, (_, i) => `s${i}`)
  const choice = (is: string): NonNullable<MachineTransition['guard']> => ({ type: 'choice', params: { is } })
  const eventless = (): StateConfig => ({
    initial: 's0', states: {
      ...Object.fromEntries(codes(30).map((code, i) => [code, {
        always: [{ target: i < 29 ? `s${i + 1}` : 'end', guard: choice('on') }, { target: 's0', guard: choice('back') }],
      }])),
      end: { type: 'final' },
    },
  })
  const circles = definitionOf({ all: { type: 'parallel', states: { a: eventless(), b: eventless(), c: eventless() }, onDone: 'end' }, end: { type: 'final' } })
  const events = Array.from({ length: 60 }, (_, k) => `E${k}`)
  const dense = definitionOf({
    ...Object.fromEntries(codes(98).map((code, i) => [code, {
      meta: { limit: { unit: 'workingHour' as const, amount: 1 } }, on: Object.fromEntries(events.map((name, k) => [name, `s${(i * 7 + k * 13 + 1) % 98}`])),
    }])),
    s97: { on: { E0: 'end' } }, end: { type: 'final', meta: { status: 10 } },
  }, { limit: { unit: 'workingHour', amount: 5 }, events: Object.fromEntries(events.map((name) => [name, { name: { vi: name, en: name } }])) })
  const took = await processorMs(() => {
    t.ok(check(circles).some(({ rule }) => rule === 'too-deep'), 'strands of eventless circles')
    t.ok(check(dense).some(({ rule }) => rule === 'worst-case-above-limit'), '98 steps, each with 60 ways on')
  }, 1)
  t.ok(took < 15_000, `${Math.round(took)} ms`)
})
