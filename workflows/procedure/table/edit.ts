/** What people do to a table of steps: add, remove, move. The steps around are led on; what had to go with it is told. Pure. */
import { DomainError } from '../../../schemas/errors.ts'
import type { StepRow, StepTable, StepWay, TableNote } from '../../../schemas/step-table.ts'
import { childrenOf, freshRow, freshWay, mainWays, nameOfRow, nextOf, rowIn, withRow } from './rows.ts'

/** A changed table, and what was changed beside what was asked. */
export interface Edited { readonly table: StepTable; readonly notes: readonly TableNote[] }

const note = (kind: TableNote['note'], row: StepRow, what = ''): TableNote => ({ note: kind, at: nameOfRow(row), what: what.slice(0, 400) })

/** Events that belong to the place before the end, not to the step that stood there. */
const ending: ReadonlySet<string | null> = new Set(['RESULT_SIGNED', 'RESULT_DELIVERED'])
const endsHere = (row: StepRow): boolean => mainWays(row).some(({ event }) => ending.has(event))

const leading = (row: StepRow, to: (way: StepWay) => string): StepRow => {
  const main = new Set(mainWays(row))
  return { ...row, ways: row.ways.map((way) => (main.has(way) ? { ...way, targets: [to(way)] } : way)) }
}
const withoutMain = (row: StepRow): StepRow => { const main = new Set(mainWays(row)); return { ...row, ways: row.ways.filter((way) => !main.has(way)) } }
/** The main ways of one row put on another one, leading to `target`. */
const taking = (row: StepRow, ways: readonly StepWay[], target: string): StepRow =>
  ways.reduce((with_, way) => ({ ...with_, ways: [...with_.ways, freshWay(with_, { ...way, id: freshWay(with_, { targets: [] }).id, targets: [target] })] }), row)

/**
 * A new step behind another one; what came next comes next after it. The status is that of the step before, everything else is still to be filled in.
 * @throws DomainError not-found when there is no such row, or it is the whole
 */
export const addStep = (table: StepTable, after: string | undefined): Edited => {
  const before = rowIn(table, after)
  if (before.parent === null) throw new DomainError('not-found', { row: after })
  const next = nextOf(before)
  const bare = freshRow(table, { parent: before.parent, place: before.place, status: before.kind === 'end' ? null : before.status, name: { vi: 'Bước mới', en: 'New step' } })
  const [added, left] = next === null ? [bare, before]
    : endsHere(before) ? [taking(bare, mainWays(before), next), taking(withoutMain(before), [freshWay(before, { targets: [bare.id] })], bare.id)]
      : [taking(bare, [freshWay(bare, { targets: [next] })], next), leading(before, () => bare.id)]
  const at = table.rows.indexOf(before)
  const rows = [...table.rows.slice(0, at), left, added, ...table.rows.slice(at + 1)]
  return { table: { ...table, rows }, notes: next === null ? [note('notLinked', added)] : [] }
}

/** A row and what lies in it, each once: a table being worked on may have a group within itself. */
const inside = (table: StepTable, id: string): ReadonlySet<string> => {
  const found = new Set([id])
  for (const one of found) for (const child of childrenOf(table, one)) found.add(child.id)
  return found
}

interface Removal { readonly gone: ReadonlySet<string>; readonly row: StepRow; readonly next: string | null; readonly notes: TableNote[] }

const wayWithout = ({ gone, row, next, notes }: Removal, source: StepRow, way: StepWay): StepWay[] => {
  if (way.guard?.type === 'inState' && gone.has(String(way.guard.params['state']))) { notes.push(note('wayDropped', source, way.event ?? '')); return [] }
  if (!way.targets.some((target) => gone.has(target))) return [way]
  if (!way.branch && next !== null && next !== source.id && way.targets.length === 1) {
    const [ends] = mainWays(row).filter(({ event }) => ending.has(event))
    notes.push(note('wayLed', source, way.event ?? ''))
    return [ends === undefined || way.event !== 'STEP_DONE' ? { ...way, targets: [next] } : { ...ends, id: way.id, targets: [next] }]
  }
  notes.push(note('wayDropped', source, way.event ?? ''))
  return []
}

const rowWithout = (removal: Removal, table: StepTable, one: StepRow): StepRow => {
  const { gone, row, next, notes } = removal
  const lost = [one.within, one.fallback, ...one.fourEyes].filter((id) => id !== null && gone.has(id))
  if (lost.length > 0) notes.push(note('referenceDropped', one))
  const sibling = childrenOf(table, one.id).find(({ id, kind }) => !gone.has(id) && kind !== 'resume')
  const first = one.first !== null && gone.has(one.first) ? (next !== null && rowIn(table, next).parent === one.id ? next : sibling?.id ?? null) : one.first
  return {
    ...one, first, within: one.within === null || gone.has(one.within) ? null : one.within, fallback: one.fallback === null || gone.has(one.fallback) ? null : one.fallback,
    fourEyes: one.fourEyes.filter((id) => !gone.has(id)), ways: one.ways.flatMap((way) => wayWithout({ ...removal, row }, one, way)),
  }
}

/** Without a row and what lies in it: steps before it lead to the one after it, other ways to it go. @throws DomainError not-found when there is no such row, or it is the whole */
export const removeStep = (table: StepTable, id: string | undefined): Edited => {
  const row = rowIn(table, id)
  if (row.parent === null) throw new DomainError('not-found', { row: id })
  const gone = inside(table, row.id)
  const next = nextOf(row)
  const removal: Removal = { gone, row, next: next === null || gone.has(next) ? null : next, notes: [] }
  const rows = table.rows.filter((one) => !gone.has(one.id)).map((one) => rowWithout(removal, table, one))
  return { table: { ...table, rows }, notes: removal.notes }
}

/** The row that stands before or behind in the same group; null at its edge. */
const neighbour = (table: StepTable, row: StepRow, by: 'up' | 'down'): StepRow | null => {
  const siblings = row.parent === null ? [] : childrenOf(table, row.parent)
  return siblings[siblings.indexOf(row) + (by === 'up' ? -1 : 1)] ?? null
}

/** Two rows that follow one another change places in the way on: before, lower, upper, next. */
const exchanged = (table: StepTable, upper: StepRow, lower: StepRow, next: string): StepTable => {
  const swapEnds = endsHere(lower)
  const [fromUpper, fromLower] = [mainWays(upper), mainWays(lower)]
  const up = swapEnds ? taking(withoutMain(upper), fromLower, next) : leading(upper, () => next)
  const low = swapEnds ? taking(withoutMain(lower), fromUpper, upper.id) : leading(lower, () => upper.id)
  const rows = table.rows.map((row) => {
    if (row === upper) return up
    if (row === lower) return low
    const before = leading(row, ({ targets: [target] }) => (target === upper.id ? lower.id : target ?? ''))
    return row.first === upper.id ? { ...before, first: lower.id } : before
  })
  return { ...table, rows }
}

/**
 * A row one place up or down among those of its group. Steps that follow one another in the way on change places there too; of others only the order
 * in which they are shown. At the edge nothing happens. @throws DomainError not-found when there is no such row
 */
export const moveStep = (table: StepTable, id: string | undefined, by: 'up' | 'down'): Edited => {
  const row = rowIn(table, id)
  const other = neighbour(table, row, by)
  if (other === null) return { table, notes: [] }
  const [upper, lower] = by === 'up' ? [other, row] : [row, other]
  const next = nextOf(lower)
  const isChain = nextOf(upper) === lower.id && next !== null && next !== upper.id
  const led = isChain ? exchanged(table, upper, lower, next) : table
  const [a, b] = [table.rows.indexOf(upper), table.rows.indexOf(lower)]
  const rows = led.rows.map((one, index) => (index === a ? led.rows[b]! : index === b ? led.rows[a]! : one))
  return { table: { ...led, rows }, notes: isChain ? [] : [note('notLinked', row)] }
}

/**
 * Another table in its place. Each row once: of two rows of one name each would hold what lies in the other, and reading them would never end.
 * @throws DomainError invalid-request with the rows that are there before
 */
export const replaceTable = (table: StepTable): Edited => {
  const known = new Set<string>()
  const errors = table.rows.flatMap(({ id }, index) => {
    if (!known.has(id)) { known.add(id); return [] }
    return [{ at: `/table/rows/${index}/id`, rule: 'unique', message: `dòng "${id}" có hai lần`, messageEn: `the row "${id}" is there twice` }]
  })
  if (errors.length > 0) throw new DomainError('invalid-request', { errors: errors.slice(0, 50) })
  return { table, notes: [] }
}

/** Without one way. @throws DomainError not-found when the row has no such way */
export const removeWay = (table: StepTable, id: string | undefined, way: string | undefined): Edited => {
  const row = rowIn(table, id)
  if (!row.ways.some((one) => one.id === way)) throw new DomainError('not-found', { way })
  return { table: withRow(table, row.id, (one) => ({ ...one, ways: one.ways.filter((each) => each.id !== way) })), notes: [] }
}

/** A row as it was filled in; which rows lie in it and under which id it is known stays. @throws DomainError not-found when there is no such row */
export const setStep = (table: StepTable, step: StepRow): Edited => {
  const { kind, entry } = rowIn(table, step.id)
  const halfDay = step.limit !== null && step.limit.unit === 'workingDay' && !Number.isInteger(step.limit.amount)
  const limit = halfDay && step.limit !== null ? { unit: 'workingHour' as const, amount: step.limit.amount * table.hoursPerDay } : step.limit
  const notes = halfDay ? [note('dayToHours', step, `${step.limit?.amount} → ${limit?.amount}`)] : []
  return { table: withRow(table, step.id, () => ({ ...step, kind, entry, limit })), notes }
}
