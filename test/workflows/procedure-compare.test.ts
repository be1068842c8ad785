/** Two revisions side by side: the laws that hold for any two, and the two revisions of P2 as they were. */
import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import type { ProcedureDefinition, StateConfig } from '../../schemas/procedure.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { compare, waysByKey, type Compared, type Comparison } from '../../workflows/procedure/compare.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { chartOf, pathOf } from '../../workflows/procedure/check/chart.ts'
import { statesOf, transitionsOf } from '../../workflows/procedure/definition.ts'
import { changed } from '../support/procedures.ts'

const shipped = shippedProcedures()
const [first, second] = [shipped.find(({ code, revision }) => code === 'P2' && revision === 1), shipped.find(({ code, revision }) => code === 'P2' && revision === 2)] as [ProcedureDefinition, ProcedureDefinition]

/** Some edits, each by a number: what an editor of the step table may do, and things that it may not. */
const edits: readonly ((copy: ProcedureDefinition, leaf: StateConfig, n: number) => void)[] = [
  (_, leaf, n) => { leaf.meta = { ...leaf.meta, limit: { unit: 'workingHour', amount: n + 1 } } },
  (_, leaf, n) => { leaf.meta = { ...leaf.meta, name: { vi: `Bước ${n}`, en: `Step ${n}` } } },
  (_, leaf) => { delete leaf.on },
  (_, leaf, n) => { leaf.on = { ...leaf.on, [`EVENT_${n % 5}`]: { target: 'nowhere', guard: { type: 'choice', params: { is: `${n}` } } } } },
  (copy, _, n) => { copy.requiredPapers = copy.requiredPapers.slice(n % 3) },
  (copy, _, n) => { copy.limit = { unit: 'workingDay', amount: n + 1 } },
  (copy, _, n) => { copy.legalBasis = [{ citation: `Luật ${n}` }, ...copy.legalBasis] },
  (copy, leaf, n) => { copy.machine.states[`extra${n % 4}`] = structuredClone(leaf) },
]
const leavesOf = (definition: ProcedureDefinition): StateConfig[] => statesOf(definition).filter(({ path, config }) => path !== '' && config.states === undefined && config.type !== 'history').map(({ config }) => config)
const revision: Arbitrary<ProcedureDefinition> = fc.record({ base: fc.constantFrom(...shipped), how: fc.array(fc.record({ edit: fc.nat(edits.length - 1), at: fc.nat(99), n: fc.nat(20) }), { maxLength: 6 }) })
  .map(({ base, how }) => how.reduce((from, { edit, at, n }) => {
    const copy = structuredClone(from)
    const leaves = leavesOf(copy)
    edits[edit]?.(copy, leaves[at % leaves.length] ?? {}, n)
    return copy
  }, base))

const lists = ({ papers, laws, steps, ways }: Comparison): readonly Compared<object>[][] => [[...papers], [...laws], [...steps], [...ways]]
const keys = (list: readonly Compared<object>[], ...changes: string[]): string[] => list.filter(({ change }) => changes.includes(change)).map(({ key }) => key).sort()

t.test('nothing differs between a revision and itself', async (t) => {
  fc.assert(fc.property(revision, (one) => {
    const { facts, ...rest } = compare(one, structuredClone(one))
    t.same(facts, [])
    t.ok(lists({ facts, ...rest }).flat().every(({ change, members }) => change === 'same' && members.length === 0))
  }), { numRuns: 60 })
})

t.test('what is added one way is removed the other way, and what changed, changed in the same members', async (t) => {
  fc.assert(fc.property(revision, revision, (a, b) => {
    const [there, back] = [compare(a, b), compare(b, a)]
    t.same([...there.facts], [...back.facts])
    lists(there).forEach((list, i) => {
      const other = lists(back)[i] ?? []
      t.same(keys(list, 'added'), keys(other, 'removed'))
      t.same(keys(list, 'removed'), keys(other, 'added'))
      t.same(keys(list, 'changed'), keys(other, 'changed'))
      for (const { key, before, after, members } of list) {
        const inverse = other.find((one) => one.key === key)
        t.same([inverse?.before, inverse?.after, inverse?.members], [after, before, members])
      }
    })
  }), { numRuns: 60 })
})

t.test('the older revision, less what was removed and with what was added, is the newer one', async (t) => {
  fc.assert(fc.property(revision, revision, (a, b) => {
    const { steps, ways } = compare(a, b)
    const all = [...waysByKey(b).keys()].sort()
    t.same(keys(ways, 'same', 'changed', 'added'), all)
    t.same(keys(ways, 'same', 'changed', 'removed'), [...waysByKey(a).keys()].sort())
    const paths = (definition: ProcedureDefinition): string[] => statesOf(definition).filter(({ path, config }) => path !== '' && config.states === undefined && config.type !== 'history').map(({ path }) => path)
    t.same(keys(steps, 'same', 'changed', 'added'), paths(b).sort())
    t.same(keys(steps, 'same', 'changed', 'removed'), paths(a).sort())
    t.same(steps.filter(({ change }) => change !== 'removed').map(({ key }) => key), paths(b), 'in the order of the newer one')
  }), { numRuns: 60 })
})

t.test('one edit is one difference', async (t) => {
  for (const base of shipped) {
    const step = [...compile(base).steps.values()].find(({ isFinal, limit }) => !isFinal && limit !== null)
    if (step === undefined || step.limitAt !== step.path) continue
    const copy = changed(base, (state) => { const one = state(step.path); one.meta = { ...one.meta, limit: { unit: 'workingHour', amount: 777 } } })
    const found = compare(base, copy)
    t.same([found.facts, ...lists(found).slice(0, 2).map((list) => keys(list, 'added', 'removed', 'changed'))], [[], [], []])
    t.same(found.steps.filter(({ change }) => change !== 'same').map(({ key, change, members }) => [key, change, members]), [[step.path, 'changed', ['limit']]])
    t.ok(found.ways.every(({ change }) => change === 'same'))
  }
})

t.test('a target is read as XState reads it', async (t) => {
  for (const base of shipped) {
    const { machine, definition } = compile(base)
    const arcs = [...chartOf(definition, machine).arcs.values()].flat()
    const ways = [...waysByKey(base).values()]
    t.equal(ways.length, arcs.length)
    for (const { entry, targets } of arcs) {
      const way = ways.find(({ source, member }) => source === entry.source && member === entry.member)
      t.same(way?.target, (targets ?? []).map(pathOf), `${base.code} ${entry.source} ${entry.member}`)
    }
    t.equal(arcs.length, statesOf(base).flatMap(transitionsOf).length)
  }
})

t.test('P2 moved from the province to the department in 2021: its own record of what changed', async (t) => {
  const { facts, steps, ways, laws } = compare(first, second)
  t.same(facts, ['level', 'validFrom', 'validTo'])
  t.same(keys(steps, 'removed'), ['processing.province.chairman', 'processing.province.office', 'processing.province.opinions', 'processing.submission'])
  t.same(keys(steps, 'added'), ['processing.handBack', 'processing.sign'])
  t.same(steps.filter(({ change }) => change === 'changed').map(({ key, members }) => [key, ...members]), [
    ['processing.appraise', 'limit'], ['processing.consult', 'limit'], ['processing.review', 'limit'], ['processing.issue', 'name', 'output'],
  ])
  t.ok(keys(ways, 'added').includes('processing.sign on STEP_DONE processing.issue 1'))
  t.ok(keys(ways, 'removed').some((key) => key.startsWith('processing.province.opinions on STEP_DONE')))
  t.same(keys(laws, 'added').length, 2)
})
