/** Work by step and by person: stays in steps that were done in a period, within or over the limit of the step, the working time, and what is open. docs/statistics.md. */
import type { Role } from '../../schemas/procedure.ts'
import type { OfficialColumn, OfficialRow, OfficialTable, RowKey, WorkScope } from '../../schemas/statistics.ts'
import type { ListedDossier } from '../../storage/dossiers.ts'
import { statisticsRowsMax, type StatisticsQuestion } from '../../storage/statistics.ts'
import { countStays, dossiersOfStays, type WorkOnly, type WorkQuestion, type WorkRow } from '../../storage/work-figures.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { brokenIn, workPlan } from '../../workflows/statistics/forms.ts'
import { addWork, noWork, workedHours, type WorkCounts } from '../../workflows/statistics/work.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Deps } from '../deps.ts'
import type { ReadingDeps } from '../jobs/read-courses.ts'
import { readUp } from './courses-read.ts'
import { fault, type Audience } from './statistics.ts'
import { unitWithBelow } from './units-below.ts'

export type WorkForm = 'steps' | 'people'
/** A table of work: what is counted, the period of the question, and which work alone. */
export interface WorkAsked { readonly form: WorkForm; readonly question: StatisticsQuestion; readonly only: WorkOnly }

/** All work. */
export const allWork: WorkScope = { procedure: null, unit: null }

/** The work that a scope means: its unit with all below it, as the tree stood on a day. @throws DomainError unit-unknown */
export async function onlyOf(deps: Pick<Deps, 'orm'>, tenantId: string, { procedure, unit }: WorkScope, on: string): Promise<WorkOnly> {
  if (unit === null) return { procedure, units: null }
  const units = await unitWithBelow(deps, tenantId, unit, on)
  if (units === undefined) throw new DomainError('unit-unknown')
  return { procedure, units }
}

/** Who sees figures of other people: heads those of their units, leaders and the ISO secretary those of the units that they have the role in, and all below. Everybody sees their own. */
const overseers: readonly Role[] = ['unitHead', 'oneStopHead', 'agencyLeader', 'isoSecretary']

const figuresOf = ({ done, within, over, withoutLimit, workingMs, open, openOver }: WorkCounts): number[] =>
  [done, within, over, withoutLimit, workedHours(workingMs), open, openOver]

const questionOf = ({ zone, reader }: Audience, { form, question, only }: WorkAsked): WorkQuestion =>
  ({ ...question, by: form === 'steps' ? 'step' : 'person', only, today: reader?.today ?? localDateOf(question.nowMs, zone), overseers })

const keyOf = (form: WorkForm, { procedure, step, person }: WorkRow): RowKey => ({
  field: null, unit: null, procedure, revision: null, month: null, channel: null, level: null, department: null,
  ...(form === 'steps' ? { step: step ?? '' } : { person }),
})

/** The value of a row that leads to its dossiers. */
export const workValueOf = (form: WorkForm, { procedure, step, person }: RowKey): string =>
  (form === 'people' ? person ?? '-' : `${procedure ?? ''}/${step ?? ''}`)

/** The row that a value leads from. */
export const workKeyOf = (form: WorkForm, value: string): WorkRowKey => {
  if (form === 'people') return { procedure: null, step: null, person: value }
  const at = value.indexOf('/')
  return { procedure: value.slice(0, Math.max(at, 0)), step: value.slice(at + 1), person: null }
}
/** A row of work: of a step its procedure and path, of a person the account, '-' for nobody. */
export type WorkRowKey = Readonly<Record<'procedure' | 'step' | 'person', string | null>>

interface WorkTable { readonly columns: OfficialColumn[]; readonly rows: OfficialRow[]; readonly totals: number[]; readonly groups: []; readonly broken: string[]; readonly read: NonNullable<OfficialTable['read']> }

/** The table. Totals are of the rows that the reader may see. @throws DomainError invalid-request: more than 20,000 rows */
export async function workTable(deps: ReadingDeps, audience: Audience, asked: WorkAsked): Promise<WorkTable> {
  const { form } = asked
  const { tenantId, reader } = audience
  const waiting = await readUp(deps, tenantId, reader)
  const { rows, dossiers } = await countStays(deps.pool, tenantId, reader, questionOf(audience, asked))
  if (rows.length > statisticsRowsMax) throw fault('/form', 'range', 'quá nhiều dòng; rút ngắn kỳ', 'too many rows; a shorter period')
  const columns = [...workPlan.columns]
  const told = rows.map((row): OfficialRow => ({ key: keyOf(form, row), depth: 0, units: null, figures: figuresOf(row) }))
  const totals = figuresOf(rows.reduce(addWork, noWork))
  const broken = [...told.map(({ figures }) => figures), totals].flatMap((figures) => brokenIn(workPlan, columns, figures as number[]))
  return { columns, rows: told, totals, groups: [], broken: [...new Set(broken)], read: { dossiers, waiting } }
}

/** The dossiers behind a number of work, each once, by pages. @throws DomainError invalid-request: the form has no such column */
export async function behindWork(
  deps: ReadingDeps, audience: Audience, asked: WorkAsked, { column, value }: { readonly column: string; readonly value: string | null },
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<ListedDossier[]> {
  if (!workPlan.columns.some(({ key }) => key === column)) throw fault('/column', 'enum', 'biểu không có cột này', 'the form has no such column')
  const row = value === null ? { procedure: null, step: null, person: null } : workKeyOf(asked.form, value)
  return dossiersOfStays(deps.pool, audience.tenantId, audience.reader, { ...questionOf(audience, asked), ...row, column }, page)
}
