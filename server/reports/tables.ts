/** The official tables of a period: the same standings that the statistics count, laid into the columns of a form. docs/statistics.md. */
import type { Cut, OfficialColumn, OfficialForm, OfficialRow, OfficialTable, RowKey, StatisticsKind, WorkScope } from '../../schemas/statistics.ts'
import { lateDossiers, listedDossiers } from '../../storage/conformance.ts'
import { journalsOf, type ListedDossier } from '../../storage/dossiers.ts'
import type { Executor } from '../../storage/pool.ts'
import { complainedOf } from '../../storage/quality/complaints.ts'
import { countDossiers, dossiersBehind, statisticsRowsMax, type CountedStandings, type NumberBehind, type StatisticsQuestion } from '../../storage/statistics.ts'
import { listUnits } from '../../storage/units.ts'
import { formatInstant, parseInstant } from '../../workflows/calendar/index.ts'
import { reasonsOf } from '../../workflows/dossier/reasons.ts'
import type { LateOf } from '../../workflows/quality/risk-proposals.ts'
import { attributionOf } from '../../workflows/statistics/causes.ts'
import { standingOf, standings, type Standing } from '../../workflows/statistics/counts.ts'
import { brokenIn, causeColumns, figuresBy, formPlans, indexGroups, insideColumns, insideOf, workPlan, type Cause, type CountedColumn, type CountedForm, type FormPlan, type Voices } from '../../workflows/statistics/forms.ts'
import { complaintIndex, mannerIndex, nineIndices, onlineIndex, returnIndex, timeIndex } from '../../workflows/statistics/scoring.ts'
import { treeLines } from '../../workflows/statistics/tree.ts'
import { complaintFacts } from '../commands/complaints.ts'
import { surveyResults } from '../commands/surveys.ts'
import { isId } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { countReturns, countStandings } from './counted.ts'
import { boundsOf, fault, type Audience, type StatisticsRequest, usualGrouping, usualKinds } from './statistics.ts'
import { unitWithBelow } from './units-below.ts'
import { allWork, behindWork, onlyOf, workKeyOf, workTable, workValueOf, type WorkAsked, type WorkForm } from './work-tables.ts'

/** A period, what is counted, the form, and by what its rows are told apart; `06b` is always by unit. `scope`: which work alone, of the tables of work. */
export interface TableRequest extends Omit<StatisticsRequest, 'by'> { readonly form: OfficialForm; readonly by: Cut | null; readonly scope?: WorkScope }

/** What a table is read with: the service, without its request. */
export type TableDeps = Pick<Deps, 'pool' | 'clock' | 'orm' | 'rules'>

/** Whether a form counts work and not dossiers. */
export const isWork = (form: OfficialForm): form is WorkForm => form === 'steps' || form === 'people'
const isCounted = (form: OfficialForm): form is CountedForm => form in formPlans

const noKey: RowKey = { field: null, unit: null, procedure: null, revision: null, month: null, channel: null, level: null, department: null }

const questionOf = (deps: TableDeps, { zone }: Audience, { from, to, asOf, kinds }: Pick<TableRequest, 'from' | 'to' | 'asOf' | 'kinds'>): StatisticsQuestion & { kinds: readonly StatisticsKind[] } =>
  ({ ...boundsOf({ from, to }, zone), knownAtMs: asOf === null ? null : parseInstant(asOf, zone), nowMs: deps.clock.nowMs(), zone, kinds })

const pairsOf = (counted: CountedStandings): (readonly [Standing, number])[] => Object.entries(counted).map(([word, many]) => [standingOf(word), many] as const)

/** Each column summed; every column counts dossiers, so that a row high in the tree is the sum of those below it. */
const summed = (columns: number, all: readonly (readonly number[])[]): number[] => Array.from({ length: columns }, (_, at) => all.reduce((sum, figures) => sum + (figures[at] ?? 0), 0))

const scoreColumns: readonly OfficialColumn[] = ['index', 'points', 'dossiers'].map((key) => ({ key, group: 'score' }))

/** A row whose figures are all known. */
interface CountedLine extends OfficialRow { figures: number[] }

const linesOf = async (deps: TableDeps, audience: Audience, request: TableRequest, plan: FormPlan): Promise<CountedLine[]> => {
  const cut = request.form === '06b' ? 'unit' : request.by
  const found = await countStandings(deps.pool, audience.tenantId, audience.reader, { ...questionOf(deps, audience, request), by: cut === null ? [] : [cut] })
  if (found.length > statisticsRowsMax) throw fault('/by', 'range', 'quá nhiều dòng; bớt tiêu chí hoặc rút ngắn kỳ', 'too many rows; fewer cuts or a shorter period')
  const figuresOf = figuresBy(plan, request.grouping)
  const lines = found.map(({ key, standings: counted }) => ({ key, depth: 0, units: null, figures: figuresOf(pairsOf(counted)) }))
  return request.form === '06b' ? rolledUp(deps, audience, request, lines) : lines
}

/** Rows by unit, each with all below it, as the tree stood on the last day of the period. */
const rolledUp = async (deps: TableDeps, { tenantId }: Audience, { to }: TableRequest, lines: readonly CountedLine[]): Promise<CountedLine[]> => {
  const own = new Map(lines.flatMap(({ key: { unit }, figures }) => (unit === null ? [] : [[unit, figures] as const])))
  const tree = treeLines(await listUnits(deps.orm.em.fork(), tenantId, to), new Set(own.keys()), to)
  const columns = lines[0]?.figures.length ?? 0
  return tree.map(({ id, depth, units }) => ({ key: { ...noKey, unit: id }, depth, units: [...units], figures: summed(columns, units.flatMap((one) => [own.get(one) ?? []])) }))
}

/**
 * An official table. Totals are the sums over all dossiers, each once, also where rows sum those below them.
 * @throws DomainError invalid-request: a period that ends before it begins, more than 20,000 rows, a scope for a form that counts no work; unit-unknown
 */
export async function officialTable(deps: TableDeps, audience: Audience, request: TableRequest): Promise<OfficialTable> {
  const { form, scope = allWork } = request
  if (isWork(form)) return { ...headOf(deps, audience, request), scope, ...await workTable(deps, audience, await workAsked(deps, audience, { ...request, form })) }
  if (scope.procedure !== null || scope.unit !== null) throw fault(scope.procedure === null ? '/unit' : '/procedure', 'enum', 'chỉ biểu steps và people lọc được', 'only the forms steps and people can be narrowed')
  if (form === 'score') return scoreTable(deps, audience, request)
  const plan = shownPlan(request)
  const rows = await linesOf(deps, audience, request, plan)
  const totals = summed(plan.columns.length, rows.filter(({ depth }) => depth === 0).map(({ figures }) => figures))
  const plain = { columns: plan.columns.map(({ key, group }) => ({ key, group })), rows, totals }
  const table = request.form === 'causes' ? await withCauses(deps, audience, request, plain) : plain
  const groups = request.form === '766' ? indexGroups(table.columns, table.totals, await voicesOf(deps, audience, request)) : []
  const broken = [...table.rows.map(({ figures }) => figures), table.totals].flatMap((figures) => brokenIn(plan, table.columns, figures))
  return { ...headOf(deps, audience, request), ...table, groups, broken: [...new Set(broken)] }
}

const workAsked = async (deps: TableDeps, audience: Audience, request: TableRequest & { readonly form: WorkForm }): Promise<WorkAsked> =>
  ({ form: request.form, question: questionOf(deps, audience, request), only: await onlyOf(deps, audience.tenantId, request.scope ?? allWork, request.to) })

/** What people said, as of the instant of the question: of the units that the reader may see. */
const voicesOf = async (deps: TableDeps, audience: Audience, { from, to, asOf }: TableRequest): Promise<Voices> => {
  const range = { from, to, knownAtMs: asOf === null ? null : parseInstant(asOf, audience.zone) }
  const [surveys, complaints] = await Promise.all([surveyResults(deps, audience, range), complaintFacts(deps, audience, range)])
  const { answered, answeredInTime, overdue } = complaints
  return { servedContent: surveys.whole.hidden ? null : surveys.whole.overall.notDissatisfied, answeredInTime, toBeAnswered: answered + overdue }
}

/** The columns of the form; without the one for what is apart where the grouping puts nothing there. */
const shownPlan = ({ form, grouping }: Pick<TableRequest, 'form' | 'grouping'>): FormPlan => {
  const plan = formPlans[isCounted(form) ? form : '06a']
  const hasApart = grouping.ended === 'apart' || grouping.paused === 'apart'
  return hasApart ? plan : { ...plan, columns: plan.columns.filter(({ key }) => key !== 'apart') }
}

/** The columns of a form as it is asked for. */
export const columnsOf = (request: Pick<TableRequest, 'form' | 'grouping'>): readonly OfficialColumn[] => {
  if (request.form === 'score') return scoreColumns
  if (isWork(request.form)) return workPlan.columns
  return [...shownPlan(request).columns.map(({ key, group }) => ({ key, group })), ...(request.form === 'causes' ? causeColumns : [])]
}

/** The row that a value leads from, the other way round than `valueOfRow`; null for the totals. */
export const keyOfValue = ({ form, by }: Pick<TableRequest, 'form' | 'by'>, value: string | null): RowKey | null => {
  if (value === null) return null
  if (isWork(form)) {
    const { procedure, step, person } = workKeyOf(form, value)
    return { ...noKey, procedure, ...(step === null ? { person: person === '-' ? null : person } : { step }) }
  }
  const cut = form === '06b' ? 'unit' : by
  return cut === null ? null : { ...noKey, [cut]: value === '-' ? null : value }
}

/** The value of a row that leads to its dossiers, '-' for none; null for the totals. */
export const valueOfRow = ({ form, by }: Pick<TableRequest, 'form' | 'by'>, key: RowKey | null): string | null => {
  if (key === null) return null
  if (isWork(form)) return workValueOf(form, key)
  const cut = form === '06b' ? 'unit' : by
  return cut === null ? null : key[cut] ?? '-'
}

const headOf = (deps: TableDeps, { zone }: Audience, { form, from, to, asOf, by, kinds, grouping }: TableRequest) => ({
  form, from, to, by: form === '06b' ? 'unit' as const : isWork(form) ? null : by, kinds: [...kinds], grouping,
  asOf: formatInstant(asOf === null ? deps.clock.nowMs() : parseInstant(asOf, zone), zone),
})

const wordsThat = (counts: CountedColumn['counts'], grouping: TableRequest['grouping']): string[] => [...standings].flatMap(([word, standing]) => (counts(standing, grouping) ? [word] : []))

/** The rule of a column over standings, as the words that the database counts by. */
const wordsFor = (form: CountedForm, column: string, grouping: TableRequest['grouping']): string[] | null => {
  const found = formPlans[form].columns.find(({ key }) => key === column)
  return found === undefined ? null : wordsThat(found.counts, grouping)
}

/** A number of a table: the column, and the row by the value of its cut ('-' for none); `value` null for the totals. What stands beside the table (`inside.…`) is of the whole period. */
export interface NumberAt { readonly column: string; readonly value: string | null }

/**
 * The dossiers behind a number, by pages. @throws DomainError invalid-request: the form has no such column
 */
export async function behindNumber(
  deps: TableDeps, audience: Audience, request: TableRequest, { column, value }: NumberAt, page: { readonly afterId: string | null; readonly limit: number },
): Promise<ListedDossier[]> {
  const { form } = request
  const inside = insideOf(column)
  if (inside !== null) return dossiersBehind(deps.pool, audience.tenantId, audience.reader, { ...questionOf(deps, audience, request), standings: wordsThat(insideColumns[inside], request.grouping), key: {}, units: null }, page)
  if (isWork(form)) return behindWork(deps, audience, await workAsked(deps, audience, { ...request, form }), { column, value }, page)
  const cause = causeColumns.find(({ key }) => key === column)
  const words = !isCounted(form) ? null : wordsFor(form, form === 'causes' && cause !== undefined ? 'allLate' : column, request.grouping)
  if (words === null) throw fault('/column', 'enum', 'biểu không có cột này', 'the form has no such column')
  if (form === 'causes' && cause !== undefined) return behindCause(deps, audience, request, { column, value }, page)
  const behind = { standings: words, ...await rowBehind(deps, audience, request, value) }
  return dossiersBehind(deps.pool, audience.tenantId, audience.reader, { ...questionOf(deps, audience, request), ...behind }, page)
}

const rowBehind = async (deps: TableDeps, { tenantId }: Audience, { form, by, to }: TableRequest, value: string | null): Promise<Pick<NumberBehind, 'key' | 'units'>> => {
  const cut = form === '06b' ? 'unit' : by
  if (value === null || cut === null) return { key: {}, units: null }
  if (cut !== 'unit') return { key: { [cut]: value }, units: null }
  if (form !== '06b') return { key: {}, units: isId(value) ? [value] : [] }
  return { key: {}, units: await unitWithBelow(deps, tenantId, value, to) ?? [] }
}

/** The journals of late dossiers that are read at once. */
const pageOfLate = 200
const entriesMost = 500

interface LateOne { readonly id: string; readonly value: string; readonly cause: Cause }

/** Whose time it mostly was, of dossiers that were open at the end. */
const causesOf = async ({ rules }: TableDeps, db: Executor, { tenantId, ids, endMs }: { readonly tenantId: string; readonly ids: readonly string[]; readonly endMs: number }): Promise<ReadonlyMap<string, Cause>> => {
  const causes = new Map<string, Cause>()
  if (ids.length === 0) return causes
  const journals = await journalsOf(db, tenantId, ids, entriesMost)
  for (const { dossier } of await listedDossiers(db, tenantId, ids)) {
    const entries = (journals.get(dossier.id) ?? []).filter(({ at, recordedAt }) => [at, recordedAt].every((one) => parseInstant(one, 'UTC') <= endMs))
    causes.set(dossier.id, attributionOf(reasonsOf(await rules.rulesOf(dossier), entries, Math.min(dossier.clock.endedAtMs ?? endMs, endMs))).cause)
  }
  return causes
}

/** Late dossiers with who used most of the limit, by pages: of what has ended it is kept, of what was open at the end it is told from the journal. */
async function* lateByPages(deps: TableDeps, audience: Audience, request: TableRequest, { value, afterId }: { readonly value: string | null; readonly afterId: string | null }): AsyncGenerator<LateOne[]> {
  const question = questionOf(deps, audience, request)
  const asked = { ...question, standings: wordsFor('causes', 'allLate', request.grouping) ?? [], by: request.by, value: request.by === null ? null : value }
  const endMs = Math.min(question.endMs - 1, question.knownAtMs ?? question.nowMs)
  for await (const { rows, db } of lateDossiers(deps.pool, audience.tenantId, audience.reader, asked, { afterId, size: pageOfLate })) {
    const told = await causesOf(deps, db, { tenantId: audience.tenantId, ids: rows.flatMap(({ id, cause }) => (cause === null ? [id] : [])), endMs })
    yield rows.map(({ id, value: row, cause }) => ({ id, value: row, cause: (cause ?? told.get(id) ?? 'unknown') as Cause }))
  }
}

const behindCause = async (deps: TableDeps, audience: Audience, request: TableRequest, { column, value }: NumberAt, page: { readonly afterId: string | null; readonly limit: number }): Promise<ListedDossier[]> => {
  const found: string[] = []
  for await (const late of lateByPages(deps, audience, request, { value, afterId: page.afterId })) {
    found.push(...late.filter(({ cause }) => cause === column).map(({ id }) => id))
    if (found.length >= page.limit) break
  }
  return listedDossiers(deps.pool, audience.tenantId, found.slice(0, page.limit))
}

/** Every late dossier of a period, with its procedure and whose time it mostly was. @throws DomainError invalid-request: a period that ends before it begins */
export const lateCauses = async (deps: TableDeps, audience: Audience, { from, to }: Pick<TableRequest, 'from' | 'to'>): Promise<LateOf[]> => {
  const request: TableRequest = { form: 'causes', by: 'procedure', from, to, asOf: null, kinds: usualKinds, grouping: usualGrouping }
  const late: LateOf[] = []
  for await (const page of lateByPages(deps, audience, request, { value: null, afterId: null })) late.push(...page.map(({ value, cause }) => ({ procedure: value, cause })))
  return late
}

interface PlainTable { readonly columns: OfficialColumn[]; readonly rows: OfficialRow[]; readonly totals: (number | null)[] }

/** The late ones of each row once more, by who used most of the limit. */
const withCauses = async (deps: TableDeps, audience: Audience, request: TableRequest, plain: PlainTable): Promise<PlainTable & Pick<OfficialTable, 'read'>> => {
  const sums = new Map<string, number>()
  let dossiers = 0
  for await (const late of lateByPages(deps, audience, request, { value: null, afterId: null })) {
    dossiers += late.length
    for (const { value, cause } of late) sums.set(`${cause} ${value}`, (sums.get(`${cause} ${value}`) ?? 0) + 1)
  }
  const rows = plain.rows.filter(({ figures }) => (figures[0] ?? 0) > 0).map((row) => {
    const value = valueOfRow(request, row.key) ?? '-'
    return { ...row, figures: [...row.figures, ...causeColumns.map(({ key }) => sums.get(`${key} ${value}`) ?? 0)] }
  })
  const totals = causeColumns.map((_, at) => rows.reduce((sum, { figures }) => sum + (figures[plain.totals.length + at] ?? 0), 0))
  return { columns: [...plain.columns, ...causeColumns], totals: [...plain.totals, ...totals], rows, read: { dossiers, waiting: 0 } }
}

/** Dossiers about which somebody complained, as they stood; null where the register of complaints was never used. */
const voicedOf = async (deps: TableDeps, { tenantId, reader }: Audience, question: StatisticsQuestion): Promise<(readonly [Standing, number])[] | null> => {
  const { isUsed, ids } = await complainedOf(deps.pool, tenantId, reader, question.knownAtMs ?? question.nowMs)
  return isUsed ? (await countDossiers(deps.pool, tenantId, reader, { ...question, by: [] }, ids)).flatMap(({ standings: one }) => pairsOf(one)) : null
}

/** One row an index: points, dossiers counted, and the score in tenths; null where nothing recorded says it. */
const scoreTable = async (deps: TableDeps, audience: Audience, request: TableRequest): Promise<OfficialTable> => {
  const question = questionOf(deps, audience, request)
  const counted = (await countStandings(deps.pool, audience.tenantId, audience.reader, { ...question, by: [] })).flatMap(({ standings: one }) => pairsOf(one))
  const returned = returnIndex(await countReturns(deps.pool, audience.tenantId, audience.reader, question))
  const rows = nineIndices([timeIndex(counted), returned, mannerIndex(counted, await voicedOf(deps, audience, question)), complaintIndex(await voicesOf(deps, audience, request)), onlineIndex(counted)])
    .map(({ index, points, dossiers }): OfficialRow => ({ key: noKey, depth: 0, units: null, figures: points === null ? [index, null, null] : [index, points, dossiers] }))
  return {
    ...headOf(deps, audience, request), columns: [...scoreColumns], rows, totals: [], groups: [], broken: [],
  }
}
