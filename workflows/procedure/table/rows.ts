/** Questions on the rows of a table, and fresh rows and ways. */
import type { Bilingual } from '../../../schemas/common.ts'
import { DomainError } from '../../../schemas/errors.ts'
import type { StepRow, StepTable, StepWay } from '../../../schemas/step-table.ts'

/** @throws DomainError not-found when the table has no such row */
export const rowIn = ({ rows }: Pick<StepTable, 'rows'>, id: string | undefined): StepRow => {
  const row = rows.find((one) => one.id === id)
  if (row === undefined) throw new DomainError('not-found', { row: id })
  return row
}

/** Rows of one parent, in order. */
export const childrenOf = ({ rows }: Pick<StepTable, 'rows'>, id: string): StepRow[] => rows.filter(({ parent }) => parent === id)

/** Every row as a reader meets it: what lies in a group behind the group, one level deeper. The whole itself stands first. */
export const inOrder = (table: Pick<StepTable, 'rows'>): { readonly row: StepRow; readonly depth: number }[] => {
  const below = (row: StepRow, depth: number): { row: StepRow; depth: number }[] =>
    [{ row, depth }, ...(depth > 8 ? [] : childrenOf(table, row.id).flatMap((child) => below(child, depth + 1)))]
  return table.rows.filter(({ id }) => id === '').flatMap((root) => below(root, 0))
}

/** What a row is called: its name, else its code. */
export const nameOfRow = ({ name, code }: Pick<StepRow, 'name' | 'code'>): Bilingual => name ?? { vi: code, en: code }

/** The ordinary ways on: off no path, to one other row. */
export const mainWays = ({ id, ways }: StepRow): StepWay[] => ways.filter(({ branch, targets }) => !branch && targets.length === 1 && targets[0] !== id)

/** The one row that a row ordinarily leads to; null where there is none, or a choice. */
export const nextOf = (row: StepRow): string | null => {
  const targets = new Set(mainWays(row).map(({ targets: [target] }) => target))
  const [only] = targets
  return targets.size === 1 ? only ?? null : null
}

const fresh = (taken: ReadonlySet<string>, prefix: string): string => {
  let number = 1
  while (taken.has(`${prefix}${number}`)) number += 1
  return `${prefix}${number}`
}

/** A row that there was none of; its code is free among all rows. */
export const freshRow = ({ rows }: Pick<StepTable, 'rows'>, members: Partial<StepRow> & Pick<StepRow, 'parent'>): StepRow => ({
  id: fresh(new Set(rows.map(({ id }) => id)), '+'), code: fresh(new Set(rows.map(({ code }) => code)), 'step'), kind: 'step', first: null, deep: false, fallback: null,
  name: null, role: null, place: null, limit: null, within: null, status: null, clock: null, stopGround: null, paper: null, form: null, output: null, fourEyes: [], guidance: null, entry: [], ways: [], ...members,
})

/** A way that there was none of in the row. */
export const freshWay = ({ ways }: Pick<StepRow, 'ways'>, members: Partial<StepWay> & Pick<StepWay, 'targets'>): StepWay => ({
  id: fresh(new Set(ways.map(({ id }) => id)), '+'), cause: 'on', event: 'STEP_DONE', guard: null, actions: [], role: null, place: null, branch: false, paper: null, reason: false, name: null, reenter: false, ...members,
})

/** The table with one row changed. */
export const withRow = (table: StepTable, id: string, change: (row: StepRow) => StepRow): StepTable =>
  ({ ...table, rows: table.rows.map((row) => (row.id === id ? change(row) : row)) })
