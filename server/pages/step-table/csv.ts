/** The step table as a spreadsheet takes it, under the headings that an import of it knows. */
import { inOrder } from '../../../workflows/procedure/table/rows.ts'
import type { StepRow, StepTable } from '../../../schemas/step-table.ts'
import { byteOrderMark, csvOf } from '../../render/csv.ts'
import { causeText, rowName, targetText } from '../../views/step-table/names.ts'
import { limitText } from '../dossier-facts.ts'
import type { Visit } from '../visit.ts'

const lineOf = (visit: Visit, table: StepTable, row: StepRow, number: number): string[] => {
  const { t, format } = visit
  const ways = row.ways.filter(({ branch, targets }) => !branch && targets.length > 0).map((way) => `${causeText(visit, table, way)} → ${targetText(visit, table, way)}`)
  return [
    format.number(number), rowName(visit, row), row.role === null ? '' : t.roles[row.role], row.limit === null ? '' : limitText(visit, row.limit),
    [row.form, row.paper, row.output].filter((one) => one !== null).join(' · '), ways.join('; '), row.guidance ?? '',
  ]
}

/** Steps in order; groups and ends are left out: they say nothing that somebody does. */
export const stepTableCsv = (visit: Visit, table: StepTable): string => {
  const { t } = visit
  const steps = inOrder(table).map(({ row }) => row).filter(({ kind }) => kind === 'step')
  return byteOrderMark + csvOf([
    [t.stepTable.order, t.stepTable.step, t.stepTable.role, t.stepTable.limit, t.stepTable.papers, t.stepTable.next, t.stepTable.guidance],
    ...steps.map((row, index) => lineOf(visit, table, row, index + 1)),
  ])
}
