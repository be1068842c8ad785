/** The table of steps: lossless both ways, and whatever is done to it, what comes out is a definition or a named fault. */
import t from 'tap'
import fc from '../support/property.ts'
import { DomainError } from '../../schemas/errors.ts'
import { ProcedureDefinition } from '../../schemas/procedure.ts'
import { type StepRow, StepTable, wayKinds } from '../../schemas/step-table.ts'
import { parseWith } from '../../server/validate.ts'
import { shippedProcedure, shippedProcedures } from '../../storage/seed/procedures.ts'
import { check, limitSumOf } from '../../workflows/procedure/check.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { addWay } from '../../workflows/procedure/table/add-way.ts'
import { addStep, moveStep, removeStep, removeWay, setStep } from '../../workflows/procedure/table/edit.ts'
import { tableOf } from '../../workflows/procedure/table/read.ts'
import { childrenOf, inOrder, nextOf, rowIn } from '../../workflows/procedure/table/rows.ts'
import { definitionOf, problemsOfTable } from '../../workflows/procedure/table/write.ts'
import { definitionOf as small } from '../support/procedures.ts'

const shipped = shippedProcedures()
const p8 = shippedProcedure('P8')!

/** The table as two people would call it the same: rows as they are read, names of rows by where they lie. */
const plain = (table: StepTable): unknown => {
  const path = (id: string | null): string | null => {
    const row = table.rows.find((one) => one.id === id)
    return id === null || row === undefined ? null : row.parent === null ? '' : [path(row.parent), row.code].filter((part) => part !== '').join('.')
  }
  const wayOf = ({ id: _id, targets, guard, ...way }: StepRow['ways'][number]) =>
    ({ ...way, targets: targets.map(path), guard: guard?.type === 'inState' ? { type: 'inState', params: { state: path(String(guard.params['state'])) } } : guard })
  const order = ['on', 'onDone', 'always']
  return {
    ...table,
    rows: inOrder(table).map(({ row }) => {
      const events = [...new Set(row.ways.map(({ event }) => event))]
      const first = row.kind !== 'group' ? null : row.first ?? childrenOf(table, row.id).find(({ kind }) => kind !== 'resume')?.id ?? null
      const ways = row.ways.toSorted((a, b) => order.indexOf(a.cause) - order.indexOf(b.cause) || events.indexOf(a.event) - events.indexOf(b.event))
      return { ...row, id: path(row.id), parent: path(row.parent), first: path(first), within: path(row.within), fallback: path(row.fallback), fourEyes: row.fourEyes.map(path), ways: ways.map(wayOf) }
    }),
  }
}

t.test('every shipped procedure is a table, and the table nobody changed is the same procedure', async (t) => {
  for (const definition of shipped) {
    const table = parseWith(StepTable, tableOf(definition), 'invalid-request')
    t.equal(hashOf(definitionOf(table, definition)), hashOf(definition), `${definition.code} ${definition.revision}`)
    const bare = { ...definition, machine: { id: definition.machine.id, initial: 'x', states: { x: {} } } }
    t.same(plain(tableOf(definitionOf(table, bare))), plain(table), `${definition.code} ${definition.revision}, of which the table alone is known`)
  }
  t.ok(shipped.length >= 24)
})

t.test('what a table does not show goes back with it', async (t) => {
  const odd = small({
    a: { id: 'first', meta: { status: 4 }, on: { STEP_DONE: [{ target: '#second', guard: { type: 'reasonGiven', params: {} }, reenter: true, meta: { branch: false } }] } },
    b: { id: 'second', type: 'final', meta: { status: 10 } },
  }, { legalBasis: [{ citation: 'Luật' }], fee: { amountDong: 5 } })
  const table = tableOf(odd)
  t.equal(hashOf(definitionOf(table, odd)), hashOf(odd))
  const renamed = definitionOf(setStep(table, { ...rowIn(table, 'b'), code: 'done' }).table, odd)
  t.same(renamed.machine.states['a']?.on?.['STEP_DONE'], { target: 'done', guard: { type: 'reasonGiven', params: {} }, reenter: true, meta: { branch: false } }, 'only where it leads is spelled anew')
  t.same([renamed.machine.states['done']?.id, renamed.fee, renamed.legalBasis], ['second', odd.fee, odd.legalBasis])
})

t.test('a definition with a way that leads nowhere is refused as a table, with the place', async (t) => {
  const broken = small({ a: { meta: { status: 4 }, on: { STEP_DONE: 'gone' } }, b: { type: 'final', meta: { status: 10 } } })
  try {
    tableOf(broken)
    t.fail('it was taken')
  } catch (error) {
    t.match(error instanceof DomainError ? [error.code, error.details] : error, ['procedure-invalid', { findings: [{ at: 'a', message: 'gone' }] }])
  }
})

t.test('a step comes behind another one, and the ways go through it', async (t) => {
  const { table, notes } = addStep(tableOf(p8), 'processing.appraise')
  const added = childrenOf(table, 'processing')[1]!
  t.equal(nextOf(rowIn(table, 'processing.appraise')), added.id)
  t.equal(nextOf(added), 'processing.sign')
  t.same(notes, [])
  t.same(check(definitionOf(table, p8)).map(({ rule }) => rule), ['step-without-role'], 'who does it is for a person to say')
  const last = addStep(tableOf(p8), 'processing.issue').table
  const sealed = childrenOf(last, 'processing').at(-2)!
  t.same(sealed.ways.map(({ event, targets }) => [event, targets]), [['RESULT_SIGNED', ['resultReady']]], 'what signs the result stays the last')
})

t.test('two steps that follow one another change places and back', async (t) => {
  const table = tableOf(p8)
  const moved = moveStep(table, 'processing.issue', 'up').table
  const definition = definitionOf(moved, p8)
  t.same(Object.keys(definition.machine.states['processing']?.states ?? {}), ['appraise', 'consult', 'issue', 'sign', 'back'])
  t.equal(nextOf(rowIn(moved, 'processing.appraise')), 'processing.issue')
  t.same(rowIn(moved, 'processing.sign').ways.filter(({ branch }) => !branch).map(({ event, targets }) => [event, targets]), [['RESULT_SIGNED', ['resultReady']]])
  t.same(check(definition).filter(({ rule }) => rule !== 'limits-do-not-sum'), [])
  const back = moveStep(moved, 'processing.issue', 'down').table
  t.equal(hashOf(definitionOf(back, p8)), hashOf(p8))
})

t.test('a step that goes is led past, and what hung on it is told', async (t) => {
  const { table, notes } = removeStep(tableOf(p8), 'processing.appraise')
  t.equal(rowIn(table, 'processing').first, 'processing.sign')
  t.same(new Set(notes.map(({ note }) => note)), new Set(['wayDropped', 'referenceDropped']))
  t.same(problemsOfTable(table), [])
  t.ok(check(definitionOf(table, p8)).some(({ rule }) => rule === 'unreachable-step'), 'the consultation has nobody left to ask for it')
  const issued = removeStep(tableOf(p8), 'processing.issue')
  t.same(rowIn(issued.table, 'processing.sign').ways[0]?.event, 'RESULT_SIGNED')
})

t.test('half a day of a step is written in working hours, and said so', async (t) => {
  const table = tableOf(p8)
  const edited = setStep(table, { ...rowIn(table, 'received'), limit: { unit: 'workingDay', amount: 0.5 } })
  t.same(rowIn(edited.table, 'received').limit, { unit: 'workingHour', amount: 4 })
  t.same(edited.notes.map(({ note, what }) => [note, what]), [['dayToHours', '0.5 → 4']])
  t.equal(hashOf(definitionOf(edited.table, p8)), hashOf(p8))
})

t.test('the sum of the limits stands beside the published one', async (t) => {
  t.same(limitSumOf(p8), { limitHours: 24, mainHours: { least: 24, most: 24 }, longestHours: 24 })
  t.equal(limitSumOf(small({ a: { meta: { status: 4 }, on: { STEP_DONE: 'gone' } } })), null)
})

t.test('faults of a table are named at their rows', async (t) => {
  const table = tableOf(p8)
  const fault = (change: (row: StepRow) => StepRow, id: string) => problemsOfTable({ ...table, rows: table.rows.map((row) => (row.id === id ? change(row) : row)) }).map(({ fault: one, row }) => [one, row])
  t.same(fault((row) => ({ ...row, code: 'sign' }), 'processing.issue'), [['code-twice', 'processing.issue']])
  t.same(fault((row) => ({ ...row, within: 'nowhere' }), 'processing.issue'), [['row-unknown', 'processing.issue']])
  t.same(fault((row) => ({ ...row, ways: row.ways.map((way) => ({ ...way, event: null })) }), 'processing.issue'), [['event-missing', 'processing.issue']])
  t.ok(fault((row) => ({ ...row, parent: 'processing.issue' }), 'processing.sign').some(([one]) => one === 'parent-wrong'))
  t.ok(fault((row) => ({ ...row, parent: 'processing' }), 'processing').some(([one]) => one === 'parent-wrong'), 'a group within itself')
})

t.test('a group that was put within itself can still be taken out', async (t) => {
  const table = tableOf(p8)
  const knotted = setStep(table, { ...rowIn(table, 'processing'), parent: 'processing' }).table
  const left = removeStep(knotted, 'processing').table
  t.same(left.rows.filter(({ id }) => id.startsWith('processing')), [])
})

type Draw = readonly [deed: number, row: number, more: number]
const after = (table: StepTable, [deed, rowAt, more]: Draw): StepTable => {
  const rows = table.rows.filter(({ parent }) => parent !== null)
  const row = rows[rowAt % rows.length]
  if (row === undefined) return table
  const other = rows[more % rows.length]!
  const way = row.ways[more % Math.max(1, row.ways.length)]
  const deeds = [
    () => addStep(table, row.id), () => removeStep(table, row.id), () => moveStep(table, row.id, more % 2 === 0 ? 'up' : 'down'), () => addWay(table, row.id, wayKinds[more % wayKinds.length]!),
    () => (way === undefined ? addStep(table, row.id) : removeWay(table, row.id, way.id)),
    () => setStep(table, { ...row, limit: { unit: 'workingHour', amount: more % 9 }, role: 'specialist', code: more % 5 === 0 ? other.code : row.code, parent: more % 7 === 0 ? other.id : row.parent }),
    () => setStep(table, { ...row, ways: row.ways.map((one) => (one === way ? { ...one, targets: [other.id], branch: more % 2 === 0 } : one)) }),
  ]
  return deeds[deed % deeds.length]!().table
}

t.test('whatever is done to a table, it is a definition that check and machine take, or its fault is named', async (t) => {
  let sound = 0
  fc.assert(fc.property(fc.constantFrom(...shipped), fc.array(fc.tuple(fc.nat(20), fc.nat(60), fc.nat(60)), { maxLength: 8 }), (base, draws) => {
    const table = draws.reduce(after, tableOf(base))
    parseWith(StepTable, table, 'invalid-request')
    if (problemsOfTable(table).length > 0) return
    const definition = parseWith(ProcedureDefinition, definitionOf(table, base), 'procedure-invalid')
    t.same(plain(tableOf(definition)), plain(table), 'everything that the table says arrives')
    if (check(definition).some(({ severity }) => severity === 'error')) return
    sound += 1
    t.ok(compile(definition).steps.size > 0)
  }), { numRuns: 150 })
  t.ok(sound > 0, 'some of them are fit to be published')
})
