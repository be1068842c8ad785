/** Work by step and by person: stays in steps that were done in a period, within or over the limit of the step, the working time, and what is open. docs/statistics.md. */
import type { Role } from '../../schemas/procedure.ts'
import type { OfficialColumn, OfficialRow, OfficialTable, RowKey } from '../../schemas/statistics.ts'
import type { ListedDossier } from '../../storage/dossiers.ts'
import { statisticsRowsMax, type StatisticsQuestion } from '../../storage/statistics.ts'
import { countStays, dossiersOfStays, type WorkQuestion, type WorkRow } from '../../storage/work-figures.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { brokenIn, workPlan } from '../../workflows/statistics/forms.ts'
import { addWork, noWork, workedHours, type WorkCounts } from '../../workflows/statistics/work.ts'
import type { ReadingDeps } from '../jobs/read-courses.ts'
import { readUp } from './courses-read.ts'
import { fault, type Audience } from './statistics.ts'

export type WorkForm = 'steps' | 'people'

/** Who sees figures of other people: heads those of their units, leaders and the ISO secretary those of the units that they have the role in, and all below. Everybody sees their own. */
const overseers: readonly Role[] = ['unitHead', 'oneStopHead', 'agencyLeader', 'isoSecretary']

const figuresOf = ({ done, within, over, withoutLimit, workingMs, open, openOver }: WorkCounts): number[] =>
  [done, within, over, withoutLimit, workedHours(workingMs), open, openOver]

const questionOf = ({ zone, reader }: Audience, question: StatisticsQuestion, form: WorkForm): WorkQuestion =>
  ({ ...question, by: form === 'steps' ? 'step' : 'person', today: reader?.today ?? localDateOf(question.nowMs, zone), overseers })

const keyOf = (form: WorkForm, { procedure, step, person }: WorkRow): RowKey => ({
  field: null, unit: null, procedure, revision: null, month: null, channel: null, level: null, department: null,
  ...(form === 'steps' ? { step: step ?? '' } : { person }),
})

/** The value of a row that leads to its dossiers. */
export const workValueOf = (form: WorkForm, { procedure, step, person }: RowKey): string =>
  (form === 'people' ? person ?? '-' : `${procedure ?? ''}/${step ?? ''}`)

interface WorkTable { readonly columns: OfficialColumn[]; readonly rows: OfficialRow[]; readonly totals: number[]; readonly groups: []; readonly broken: string[]; readonly read: NonNullable<OfficialTable['read']> }

/** The table. Totals are of the rows that the reader may see. @throws DomainError invalid-request: more than 20,000 rows */
export async function workTable(deps: ReadingDeps, audience: Audience, question: StatisticsQuestion, form: WorkForm): Promise<WorkTable> {
  const { tenantId, reader } = audience
  const waiting = await readUp(deps, tenantId, reader)
  const { rows, dossiers } = await countStays(deps.pool, tenantId, reader, questionOf(audience, question, form))
  if (rows.length > statisticsRowsMax) throw fault('/form', 'range', 'quá nhiều dòng; rút ngắn kỳ', 'too many rows; a shorter period')
  const columns = [...workPlan.columns]
  const told = rows.map((row): OfficialRow => ({ key: keyOf(form, row), depth: 0, units: null, figures: figuresOf(row) }))
  const totals = figuresOf(rows.reduce(addWork, noWork))
  const broken = [...told.map(({ figures }) => figures), totals].flatMap((figures) => brokenIn(workPlan, columns, figures as number[]))
  return { columns, rows: told, totals, groups: [], broken: [...new Set(broken)], read: { dossiers, waiting } }
}

/** The dossiers behind a number of work, each once, by pages. @throws DomainError invalid-request: the form has no such column */
export async function behindWork(
  deps: ReadingDeps, audience: Audience, question: StatisticsQuestion, { form, column, value }: { readonly form: WorkForm; readonly column: string; readonly value: string | null },
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<ListedDossier[]> {
  if (!workPlan.columns.some(({ key }) => key === column)) throw fault('/column', 'enum', 'biểu không có cột này', 'the form has no such column')
  const at = form === 'steps' && value !== null ? value.indexOf('/') : -1
  const row = value === null ? { procedure: null, step: null, person: null }
    : form === 'people' ? { procedure: null, step: null, person: value } : { procedure: value.slice(0, Math.max(at, 0)), step: value.slice(at + 1), person: null }
  return dossiersOfStays(deps.pool, audience.tenantId, audience.reader, { ...questionOf(audience, question, form), ...row, column }, page)
}
