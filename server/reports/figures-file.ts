/** Figures of a period as a sealed file for the superior agency: a table of the statistics, where the journals stood, and a sum over all of it. docs/rollup-files.md. */
import { createHash } from 'node:crypto'
import type { Tenant } from '../../schemas/agency.ts'
import { figuresSchema, type FiguresFile, type SentForm, type SubordinateLine, type SubordinateQuestion, type SubordinateTable } from '../../schemas/subordinate.ts'
import { statisticsNames } from '../../storage/statistics.ts'
import { journalHead, listSubordinates, figuresReceived, type StoredFigures } from '../../storage/subordinates.ts'
import { listUnits } from '../../storage/units.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { totalDifferences } from '../../workflows/statistics/arrival.ts'
import { formPlans } from '../../workflows/statistics/forms.ts'
import type { Deps } from '../deps.ts'
import { isGrouped } from './table-grid.ts'
import { officialTable, type TableDeps, type TableRequest } from './tables.ts'

/** What rows of an agency's tables are called in a file: the names of procedures, fields, and units as they stood on a day, else the code. */
export const figuresNamer = async (deps: Pick<Deps, 'pool' | 'orm'>, tenantId: string, on: string): Promise<(value: string | null) => string> => {
  const [{ procedures, fields }, units] = await Promise.all([statisticsNames(deps.pool, tenantId), listUnits(deps.orm.em.fork(), tenantId, on)])
  const names = new Map([...procedures, ...fields, ...units.map(({ id, name }) => [id, name] as const)])
  return (value) => (value === null ? '–' : names.get(value)?.vi ?? value)
}

/** The sum that a file must bear. */
export const sumOfFigures = ({ sha256: _, ...rest }: FiguresFile): string => createHash('sha256').update(canonicalJson(rest)).digest('hex')

/** The file of an agency; `nameOf` names a row by its key. @throws DomainError as `officialTable` */
export async function figuresFile(
  deps: TableDeps, { id: tenantId, code, name, zone }: Tenant, request: Omit<TableRequest, 'form'> & { readonly form: SentForm }, nameOf: (value: string | null) => string,
): Promise<FiguresFile> {
  const [table, journal] = await Promise.all([officialTable(deps, { tenantId, zone, reader: null }, request), journalHead(deps.pool, tenantId)])
  const { from, to, asOf, by, grouping, columns, rows, totals } = table
  const whole = (figures: readonly (number | null)[]): number[] => figures.map((one) => one ?? 0)
  const open: FiguresFile = {
    schema: figuresSchema, agency: { code, name: name.vi }, form: request.form, from, to, asOf, by, grouping, columns: columns.map(({ key }) => key),
    rows: by === null ? [] : rows.map(({ key, depth, figures }) => ({ name: nameOf(key[by]), depth, figures: whole(figures) })), totals: whole(totals), journal, sha256: '',
  }
  return { ...open, sha256: sumOfFigures(open) }
}

const lineOf = (columns: readonly string[], zone: string, { code, name }: { readonly code: string; readonly name: string }, versions: readonly StoredFigures[]): SubordinateLine => {
  const [newest, before] = versions
  if (newest === undefined) return { code, name, report: null }
  const { id, version, file, receivedAtMs, by } = newest
  const totals = columns.map((key) => file.totals[file.columns.indexOf(key)] ?? null)
  return { code, name, report: { id, version, asOf: file.asOf, sha256: file.sha256, receivedAt: formatInstant(receivedAtMs, zone), by, grouping: file.grouping, totals, differences: before === undefined ? [] : totalDifferences(before.file, file) } }
}

/** Who groups how, out of those that sent. */
const groupingsIn = (form: SentForm, items: readonly SubordinateLine[]): SubordinateTable['groupings'] => {
  if (!isGrouped(form)) return []
  const sent = items.flatMap(({ code, report }) => (report === null ? [] : [{ code, grouping: report.grouping }]))
  return [...Map.groupBy(sent, ({ grouping: { ended, paused } }) => `${ended} ${paused}`).values()].flatMap((all) => (all[0] === undefined ? [] : [{ grouping: all[0].grouping, agencies: all.map(({ code }) => code) }]))
}

/** What all subordinates have sent of a form and a period, added up, and who has not sent. */
export async function subordinateTable(deps: Pick<Deps, 'pool'>, { tenantId, zone }: { readonly tenantId: string; readonly zone: string }, question: SubordinateQuestion): Promise<SubordinateTable> {
  const [agencies, received] = await Promise.all([listSubordinates(deps.pool, tenantId), figuresReceived(deps.pool, tenantId, question)])
  const isShown = (key: string): boolean => key !== 'apart' || received.some(({ file }) => file.columns.includes(key))
  const columns = formPlans[question.form].columns.filter(({ key }) => isShown(key)).map(({ key, group }) => ({ key, group }))
  const byCode = Map.groupBy(received, ({ code }) => code)
  const items = agencies.map((one) => lineOf(columns.map(({ key }) => key), zone, one, byCode.get(one.code) ?? []))
  return {
    ...question, columns, items, totals: columns.map((_, at) => items.reduce((sum, { report }) => sum + (report?.totals[at] ?? 0), 0)),
    groupings: groupingsIn(question.form, items), missing: items.filter(({ report }) => report === null).map(({ code }) => code),
  }
}
