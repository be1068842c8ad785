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

/** Rows that nobody is above add up to the totals; each row of a tree holds at least what lies right below it. */
const sumFaults = ({ columns, rows, totals }: FiguresFile): ArrivalFault[] => columns.flatMap((column, at) => {
  const valueOf = (row: number): number => rows[row]?.figures[at] ?? 0
  const sum = rows.reduce((all, { depth }, index) => (depth === 0 ? all + valueOf(index) : all), 0)
  const below = rows.flatMap(({ name, depth }, index): ArrivalFault[] => {
    const end = rows.findIndex((other, next) => next > index && other.depth <= depth)
    const inside = rows.slice(index + 1, end < 0 ? rows.length : end).reduce((all, other, offset) => (other.depth === depth + 1 ? all + valueOf(index + 1 + offset) : all), 0)
    return inside > valueOf(index) ? [{ rule: 'subtotal', about: `${name}: ${column}` }] : []
  })
  return [...(sum === totals[at] ? [] : [{ rule: 'subtotal' as const, about: column }]), ...below]
})

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
