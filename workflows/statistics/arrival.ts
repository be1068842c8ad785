/** Whether figures that another agency sent agree with themselves: every broken identity by its name. Source: TT 01/2020/TT-VPCP form II.06a; docs/rollup-files.md. */
import type { LocalDate } from '../../schemas/common.ts'
import type { FiguresFile, TotalDifference } from '../../schemas/subordinate.ts'
import { brokenIn, formPlans } from './forms.ts'

/** What does not hold: the rule, and where. */
export interface ArrivalFault { readonly rule: 'columns' | 'length' | 'negative' | 'identity' | 'subtotal' | 'period' | 'asOf'; readonly about: string }

interface NamedFigures { readonly name: string; readonly figures: readonly number[] }

/** The columns that a form has under a grouping; `apart` stands only where the grouping puts something there. */
export const columnsOf = ({ form, grouping }: Pick<FiguresFile, 'form' | 'grouping'>): string[] => {
  const hasApart = grouping.ended === 'apart' || grouping.paused === 'apart'
  return formPlans[form].columns.map(({ key }) => key).filter((key) => key !== 'apart' || hasApart)
}

const lineFaults = (file: FiguresFile, { name, figures }: NamedFigures): ArrivalFault[] => {
  const { form, columns } = file
  if (figures.length !== columns.length) return [{ rule: 'length', about: name }]
  const shown = columns.map((key) => ({ key, group: '' }))
  return [
    ...figures.flatMap((value, at): ArrivalFault[] => (value < 0 ? [{ rule: 'negative', about: `${name}: ${columns[at]}` }] : [])),
    ...brokenIn(formPlans[form], shown, figures).map((identity): ArrivalFault => ({ rule: 'identity', about: `${name}: ${identity}` })),
  ]
}

/** Of each row the rows right below it, by their places. */
const rowsBelow = (rows: FiguresFile['rows']): number[][] => {
  const below: number[][] = rows.map(() => [])
  const line: number[] = []
  for (const [index, { depth }] of rows.entries()) {
    while (line.length > 0 && rows[line.at(-1)!]!.depth >= depth) line.pop()
    const above = line.at(-1)
    if (above !== undefined && rows[above]!.depth === depth - 1) below[above]!.push(index)
    line.push(index)
  }
  return below
}

/** Rows that nobody is above add up to the totals; each row of a tree holds at least what lies right below it. */
const sumFaults = ({ columns, rows, totals }: FiguresFile): ArrivalFault[] => {
  const below = rowsBelow(rows)
  const tops = [...rows.keys()].filter((row) => rows[row]?.depth === 0)
  return columns.flatMap((column, at) => {
    const sumOf = (places: readonly number[]): number => places.reduce((sum, row) => sum + (rows[row]?.figures[at] ?? 0), 0)
    const lacking = rows.flatMap(({ name, figures }, row): ArrivalFault[] => (sumOf(below[row] ?? []) > (figures[at] ?? 0) ? [{ rule: 'subtotal', about: `${name}: ${column}` }] : []))
    return [...(sumOf(tops) === totals[at] ? [] : [{ rule: 'subtotal' as const, about: column }]), ...lacking]
  })
}

const faultsMost = 100

/** Everything that does not hold; nothing when the figures may be kept. A table without rows is its totals. `today`: the day of arrival. */
export function arrivalFaults(file: FiguresFile, today: LocalDate): ArrivalFault[] {
  const { columns, rows, totals, from, to, asOf } = file
  const wanted = columnsOf(file)
  const shape: ArrivalFault[] = wanted.length === columns.length && wanted.every((key, at) => key === columns[at]) ? [] : [{ rule: 'columns', about: wanted.join(', ') }]
  const lines = [...rows, { name: '', figures: totals }].flatMap((line) => lineFaults(file, line))
  const sums = rows.length === 0 || lines.some(({ rule }) => rule === 'length') ? [] : sumFaults(file)
  return [
    ...shape, ...(from > to || to >= today ? [{ rule: 'period' as const, about: `${from} – ${to}` }] : []), ...(asOf.slice(0, 10) <= to ? [{ rule: 'asOf' as const, about: asOf }] : []), ...lines, ...sums,
  ].slice(0, faultsMost)
}

/** Totals that differ between two versions, column by column. */
export const totalDifferences = (before: Pick<FiguresFile, 'columns' | 'totals'>, after: Pick<FiguresFile, 'columns' | 'totals'>): TotalDifference[] =>
  [...new Set([...before.columns, ...after.columns])].flatMap((column) => {
    const valueIn = ({ columns, totals }: Pick<FiguresFile, 'columns' | 'totals'>): number | null => totals[columns.indexOf(column)] ?? null
    const [was, is] = [valueIn(before), valueIn(after)]
    return was === is ? [] : [{ column, before: was, after: is }]
  })
