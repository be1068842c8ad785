import t from 'tap'
import fc from '../support/property.ts'
import type { MachineState, ProcedureDefinition, StateConfig } from '../../schemas/procedure.ts'
import { shippedProcedure, shippedProcedures } from '../../storage/seed/procedures.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { compile, type CompiledProcedure } from '../../workflows/procedure/compile.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { refusedBy } from '../../workflows/procedure/offers.ts'
import { activeOf, advance, begin, clockModeOf, offers, statusOf, type Move } from '../../workflows/procedure/run.ts'
import { definitionOf, event } from '../support/procedures.ts'

const p1 = compile(shippedProcedure('P1') as ProcedureDefinition)

/** What a database gives back: the same value with its members sorted. */
const stored = (state: MachineState): MachineState => JSON.parse(JSON.stringify(state, (_, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort().reverse()) : value)) as MachineState

const after = (compiled: CompiledProcedure, ...events: (string | [string, string])[]): Move => events.reduce((move, given) => {
  const [type, step] = typeof given === 'string' ? [given] : given
  const next = advance(compiled, stored(move.state), event(type, step === undefined ? {} : { step }))
  if (next === null) throw new Error(`${type} refused in ${move.active.join(' + ')}`)
  return next
}, begin(compiled))

/** Two strands under one roof, the first with a pause inside; the roof is left on STOP and entered again through its history. */
const strands = (history: 'shallow' | 'deep'): CompiledProcedure => compile(definitionOf({
  both: {
    type: 'parallel', on: { STOP: 'held' }, onDone: 'done',
    states: {
      a: { initial: 'a1', states: { a1: { on: { STEP_DONE: 'a2' } }, a2: { initial: 'x', on: { CONSULT_ANSWERED: 'a3' }, states: { x: { on: { STEP_DONE: 'y' } }, y: {} } }, a3: { type: 'final' } } },
      b: { initial: 'b1', states: { b1: { on: { STEP_DONE: 'b2' } }, b2: { on: { STEP_DONE: 'b3' } }, b3: { type: 'final' } } },
      back: { type: 'history', history },
    },
  },
  held: { meta: { status: 5 }, on: { RESUME: 'both.back' } },
  done: { type: 'final', meta: { status: 10 } },
}))

t.test('a dossier goes from filing to delivery by its main path', async (t) => {
  const end = after(p1, 'ACCEPT', 'HAND_OVER', 'ASSIGN', 'STEP_DONE', 'STEP_DONE', 'RESULT_SIGNED', 'RESULT_DELIVERED')
  t.same([end.done, end.active, statusOf(p1, end.active)], [true, ['delivered'], 10])
  t.equal(advance(p1, end.state, event('RESULT_DELIVERED')), null, 'nothing happens after the end')
})

t.test('actions come back as data in order, and counting is kept in the state', async (t) => {
  t.same(after(p1, 'ACCEPT').effects, [{ type: 'issueForm', params: { form: '01' } }])
  const returned = after(p1, 'ACCEPT', 'HAND_OVER', 'ASSIGN', 'RETURN_WRONG_ADDRESSEE')
  t.same([returned.effects, returned.state.counters], [[{ type: 'clearHolder', params: {} }], { wrongAddressee: 1 }])
})

t.test('an event that moves nothing is told from one that is refused', async (t) => {
  const { state } = after(p1, 'ACCEPT', 'HAND_OVER')
  const seen = advance(p1, state, event('ACKNOWLEDGE'))
  t.same([seen?.effects, seen?.entered, seen?.left], [[{ type: 'acknowledge', params: {} }], [], []])
  t.equal(advance(p1, state, event('RESULT_SIGNED')), null, 'not from here')
  t.equal(advance(p1, state, event('NO_SUCH_EVENT')), null, 'not at all')
  t.equal(advance(p1, state, event('ACKNOWLEDGE', { step: 'processing.issue' })), null, 'not in a step that is not active')
})

t.test('a guard that is not met refuses, and the offer says which', async (t) => {
  const { state, active } = begin(p1)
  const accept = offers(p1, state).find((offer) => offer.event === 'ACCEPT')
  const incomplete = event('ACCEPT', { papersComplete: false })
  t.equal(advance(p1, state, incomplete), null)
  t.equal(accept && refusedBy(accept, { counters: state.counters, active, event: incomplete }), 'papersComplete')
  t.equal(accept && refusedBy(accept, { counters: state.counters, active, event: event('ACCEPT') }), null)
})

t.test('a step offers its own transition before, and instead of, that of the states around it', async (t) => {
  const assigning = offers(p1, after(p1, 'ACCEPT', 'HAND_OVER').state).filter((offer) => offer.event === 'ASSIGN')
  t.same(assigning.map(({ source, moves, role }) => [source, moves, role]), [['processing.assign', true, 'unitHead']])
  const again = offers(p1, after(p1, 'ACCEPT', 'HAND_OVER', 'ASSIGN').state).filter((offer) => offer.event === 'ASSIGN')
  t.same(again.map(({ source, moves, step }) => [source, moves, step]), [['processing', false, 'processing.appraise']])
})

t.test('a bounded return is refused when the bound is reached', async (t) => {
  let move = after(p1, 'ACCEPT', 'HAND_OVER', 'ASSIGN', 'STEP_DONE')
  for (let round = 0; round < 5; round++) {
    const back = advance(p1, move.state, event('STEP_RETURNED'))
    move = advance(p1, back?.state ?? move.state, event('STEP_DONE')) ?? move
  }
  t.same([move.active, move.state.counters['returns'], advance(p1, move.state, event('STEP_RETURNED'))], [['processing.confirm'], 5, null])
})

t.test('a named step moves its own strand only; without a name every strand that takes the event moves', async (t) => {
  const compiled = strands('deep')
  t.same(after(compiled, ['STEP_DONE', 'both.b.b1']).active, ['both.a.a1', 'both.b.b2'])
  t.same(after(compiled, 'STEP_DONE').active, ['both.a.a2.x', 'both.b.b2'])
  const step = after(compiled, ['STEP_DONE', 'both.a.a1'])
  t.same([step.left, step.entered], [['both.a.a1'], ['both.a.a2.x']])
})

t.test('a finished strand waits for the other and is not active', async (t) => {
  const compiled = strands('deep')
  const one = after(compiled, ['STEP_DONE', 'both.b.b1'], ['STEP_DONE', 'both.b.b2'])
  t.same([one.active, one.done], [['both.a.a1'], false])
  const all = after(compiled, ['STEP_DONE', 'both.b.b1'], ['STEP_DONE', 'both.b.b2'], ['STEP_DONE', 'both.a.a1'], 'CONSULT_ANSWERED')
  t.same([all.active, all.done], [['done'], true])
})

t.test('deep history brings back every strand as it stood, shallow history only the strands', async (t) => {
  const way: (string | [string, string])[] = ['STEP_DONE', ['STEP_DONE', 'both.a.a2.x'], 'STOP']
  t.same(after(strands('deep'), ...way).state.history, { 'both.back': ['both.a.a2.y', 'both.b.b2'] })
  t.same(after(strands('deep'), ...way, 'RESUME').active, ['both.a.a2.y', 'both.b.b2'])
  t.same(after(strands('shallow'), ...way, 'RESUME').active, ['both.a.a1', 'both.b.b1'])
})

t.test('one stopped strand stops the clock and gives the status; the rest goes by rank', async (t) => {
  const leaf = (status: number): StateConfig => ({ meta: { status } })
  const compiled = compile(definitionOf({ s1: leaf(1), s2: leaf(2), s3: leaf(3), s4: leaf(4), s5: leaf(5), s6: leaf(6), s7: leaf(7), s8: leaf(8), s9: leaf(9), s10: leaf(10) }))
  const shown = (...statuses: number[]) => statusOf(compiled, statuses.map((status) => `s${status}`))
  t.same([shown(4, 6, 5), shown(9, 4, 2), shown(1, 2), shown(10, 9, 1), shown(10, 9), shown(3, 7), shown(3, 7, 10)], [6, 4, 2, 1, 9, 7, 10])
  const mode = (...statuses: number[]) => clockModeOf(compiled, statuses.map((status) => `s${status}`))
  t.same([mode(4, 8), mode(9, 2), mode(1), mode(9, 10), mode(1, 10)], ['stopped', 'runs', 'notStarted', 'ended', 'notStarted'])
})

t.test('a guard on the join sees the strands as they are after the event', async (t) => {
  const compiled = compile(definitionOf({
    both: { type: 'parallel', states: {
      a: { initial: 'wait', states: { wait: { always: { target: 'go', guard: { type: 'inState', params: { state: 'both.b.done' } } } }, go: {} } },
      b: { initial: 'work', states: { work: { on: { STEP_DONE: 'done' } }, done: {} } },
    } },
  }))
  t.same(after(compiled, 'STEP_DONE').active, ['both.a.go', 'both.b.done'])
})

t.test('the facts of the event reach the guards of what follows from it', async (t) => {
  const chosen = (is: string) => ({ target: `end${is}`, guard: { type: 'choice', params: { is } } })
  const compiled = compile(definitionOf({
    work: { initial: 'w', onDone: [chosen('A'), chosen('B')], states: { w: { on: { STEP_DONE: 'ok' } }, ok: { type: 'final' } } },
    endA: { type: 'final' }, endB: { type: 'final' },
  }))
  t.same(advance(compiled, begin(compiled).state, event('STEP_DONE', { choice: 'B' }))?.active, ['endB'])
})

t.test('what cannot run is refused with its place', async (t) => {
  const refused: [string, ProcedureDefinition, string][] = [
    ['unknown target', definitionOf({ a: { on: { STEP_DONE: 'nowhere' } } }), 'machine-does-not-compile'],
    ['unknown initial state', definitionOf({ a: { initial: 'b', states: { c: {} } } }), 'machine-does-not-compile'],
    ['no initial state', definitionOf({ a: { states: { c: {} } } }), 'machine-does-not-compile'],
    ['history of nothing', definitionOf({ a: { initial: 'c', states: { c: {}, back: { type: 'history', target: 'd' } } } }), 'machine-does-not-compile'],
    ['two targets in one strand', definitionOf({ a: { on: { STEP_DONE: [{ target: ['b', 'c'] }] } }, b: {}, c: {} }), 'machine-does-not-compile'],
    ['unknown guard', definitionOf({ a: { on: { STEP_DONE: { target: 'a', guard: 'sometimes' } } } }), 'unknown-guard'],
    ['guard without its parameter', definitionOf({ a: { on: { STEP_DONE: { guard: 'countBelow' } } } }), 'unknown-guard'],
    ['unknown action', definitionOf({ a: { entry: 'dance' } }), 'unknown-action'],
    ['unknown limit variant', definitionOf({ a: { entry: { type: 'useLimit', params: { variant: 'longer' } } } }), 'unknown-action'],
    ['unknown event', definitionOf({ a: { on: { '*': 'a' } } }), 'unknown-event'],
    ['a name every object has', definitionOf({ constructor: {} } as never), 'machine-does-not-compile'],
    ['four eyes on no step', definitionOf({ a: { meta: { fourEyes: ['b'] } } }), 'machine-does-not-compile'],
    ['no status', definitionOf({ a: {} }, { machine: { id: 'T', initial: 'a', states: { a: {} } } }), 'missing-status'],
  ]
  for (const [name, definition, rule] of refused) {
    t.throws(() => compile(definition), { code: 'procedure-invalid', details: { findings: [{ rule }] } }, name)
  }
})

t.test('a revision is named by its content, whatever the order of its members', async (t) => {
  const definition = definitionOf({ a: { type: 'final' } })
  const turned = Object.fromEntries(Object.entries(definition).reverse()) as ProcedureDefinition
  t.match(hashOf(definition), /^[0-9a-f]{64}$/)
  t.equal(hashOf(turned), hashOf(definition))
  t.not(hashOf({ ...definition, revision: 2 }), hashOf(definition))
  t.equal(new Set(shippedProcedures().map(hashOf)).size, shippedProcedures().length)
})

t.test('an endless chain of eventless moves is cut', async (t) => {
  const compiled = compile(definitionOf({ s: { on: { STEP_DONE: 'a' } }, a: { always: { target: 'b' } }, b: { always: { target: 'a' } } }))
  t.throws(() => advance(compiled, begin(compiled).state, event('STEP_DONE')), /Infinite loop/)
})

t.test('on any walk the state survives storage, and only offered events move it', async () => {
  // By name, not by value: fast-check would print the whole machine of a failing case.
  const all = new Map([...shippedProcedures().map((each) => [`${each.code}-${each.revision}`, compile(each)] as const),
    ['strands, deep', strands('deep')] as const, ['strands, shallow', strands('shallow')] as const])
  fc.assert(fc.property(fc.constantFrom(...all.keys()), fc.array(fc.nat(), { maxLength: 40 }), (name, picks) => {
    const compiled = all.get(name) ?? p1
    let move = begin(compiled)
    for (const pick of picks) {
      const open = offers(compiled, move.state)
      const offer = open[pick % Math.max(open.length, 1)]
      if (offer === undefined) return move.done
      const given = event(offer.event, { step: offer.step, ...(offer.guard?.type === 'choice' ? { choice: String(offer.guard.params['is']) } : {}) })
      const next = advance(compiled, move.state, given)
      const again = advance(compiled, stored(move.state), given)
      const refused = open.filter(({ event: type, step }) => type === offer.event && step === offer.step)
        .every((each) => refusedBy(each, { counters: move.state.counters, active: move.active, event: given }) !== null)
      if (canonicalJson(next) !== canonicalJson(again) || (next === null) !== refused) return false
      if (next !== null && JSON.stringify(next.active) !== JSON.stringify(activeOf(compiled, stored(next.state)))) return false
      move = next ?? move
    }
    return true
  }), { numRuns: 300 })
})
