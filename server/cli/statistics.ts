/** `quytrinh statistics`: the figures of form II.06a for a period, counted from what happened. */
import { writeFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Tenant } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { sentForms } from '../../schemas/subordinate.ts'
import { officialForms, type Counts, type OfficialForm, type OfficialTable, type RowKey, type StatisticsReport } from '../../schemas/statistics.ts'
import { countWaitingCourses } from '../../storage/courses.ts'
import { listTenants } from '../../storage/tenants.ts'
import { findUnitByCode } from '../../storage/units.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import type { Deps } from '../deps.ts'
import { checkedCourses, type CheckedCourses } from '../jobs/check-courses.ts'
import { readCourses } from '../jobs/read-courses.ts'
import { figuresFile, figuresNamer } from '../reports/figures-file.ts'
import { groupingFor, type GroupingAsked, type GroupingUsed } from '../reports/grouping.ts'
import { rowNamer } from '../reports/row-names.ts'
import { cutsOf, kindsOf, recountOf, statisticsOf, usualKinds, type StatisticsRequest } from '../reports/statistics.ts'
import { gridLines, gridOf, groupingLine, indexGridOf } from '../reports/table-grid.ts'
import { officialTable } from '../reports/tables.ts'
import { catalogues } from '../views/texts/index.ts'
import { UsageError, type Command, type CommandResult } from './command.ts'
import { oneOfWords, rangeOf, readOptions } from './options.ts'
import { agencyOf, withService } from './service.ts'

/** What a row is called in text; JSON keeps the identifiers. */
type NameOf = (key: RowKey) => string

const groupingWords = (form: OfficialForm, used: GroupingUsed): string[] => {
  const line = groupingLine(catalogues.en, form, used)
  return line === null ? [] : [line]
}

const textOf = ({ from, to, rows, totals, shares }: StatisticsReport, used: GroupingUsed, nameOf: NameOf): string => [
  ...[...rows.map(({ key, counts }) => ({ name: nameOf(key), counts })), { name: `${from} – ${to}`, counts: totals }].map(({ name, counts }) =>
    `${name}: received ${counts.received.total} (online ${counts.received.online}, direct or postal ${counts.received.directOrPostal}, carried over ${counts.received.carriedOver}); `
    + `resolved ${counts.resolved.total} (early ${counts.resolved.early}, on time ${counts.resolved.onTime}, late ${counts.resolved.late}); `
    + `in progress ${counts.inProgress.total} (within ${counts.inProgress.within}, overdue ${counts.inProgress.overdue})`),
  `of the resolved: early ${shares.early} %, on time ${shares.onTime} %, late ${shares.late} %`,
  ...groupingWords('06a', used),
].join('\n')

const tableText = (table: OfficialTable, used: GroupingUsed, nameOf: NameOf): string => {
  const groups = indexGridOf(catalogues.en, table.groups)
  const grids = [gridOf(catalogues.en, table, table.rows.map(({ key }) => nameOf(key))), ...(groups === null ? [] : [groups])]
  return [
    ...grids.flatMap((grid) => gridLines(catalogues.en, grid)).map((line) => line.join(' | ')), ...groupingWords(table.form, used), ...table.broken.map((which) => `DOES NOT AGREE: ${which}`),
  ].join('\n')
}

/** What is asked; the grouping as far as somebody named it. */
interface Asked { readonly words: Omit<StatisticsRequest, 'grouping'>; readonly grouping: GroupingAsked; readonly agency: string | undefined; readonly procedure: string | null; readonly unit: string | null }

/** The question with how the form groups, and by whose decision. */
const groupedBy = async (deps: Deps, { id, zone }: Tenant, form: OfficialForm, { words, grouping }: Asked): Promise<{ readonly request: StatisticsRequest; readonly used: GroupingUsed }> => {
  const used = await groupingFor(deps, id, { form, to: words.to, knownAtMs: words.asOf === null ? null : parseInstant(words.asOf, zone) }, grouping)
  return { request: { ...words, grouping: used.grouping }, used }
}

/** The sealed file for the superior agency; rows bear the codes and names that people know. */
const writeFigures = async (out: string, form: string, asked: Asked): Promise<CommandResult> => {
  const sent = oneOfWords(form, sentForms, 'form')
  const value = await withService(async ({ deps }) => {
    const tenant = agencyOf(await listTenants(deps.orm.em.fork()), asked.agency)
    const { request } = await groupedBy(deps, tenant, sent, asked)
    return figuresFile(deps, tenant, { ...request, by: request.by[0] ?? null, form: sent }, await figuresNamer(deps, tenant.id, request.to))
  })
  await writeFile(out, canonicalJson(value))
  return { value, text: `${out}: ${value.sha256}` }
}

/** The unit of a code on the last day of the period. @throws DomainError unit-unknown */
const unitOf = async (deps: Deps, { id }: Tenant, { unit, words: { to } }: Asked): Promise<string | null> => {
  if (unit === null) return null
  const found = await findUnitByCode(deps.orm.em.fork(), id, unit, to)
  if (found === undefined) throw new DomainError('unit-unknown')
  return found.id
}

const runTable = async (word: string, asked: Asked): Promise<CommandResult> => {
  if (asked.words.by.length > 1) throw new UsageError('--by names one thing with --form')
  const { table, used, nameOf } = await withService(async ({ deps }) => {
    const tenant = agencyOf(await listTenants(deps.orm.em.fork()), asked.agency)
    const form = oneOfWords(word, officialForms, 'form')
    const { request, used } = await groupedBy(deps, tenant, form, asked)
    const scope = { procedure: asked.procedure, unit: await unitOf(deps, tenant, asked) }
    const table = await officialTable(deps, { tenantId: tenant.id, zone: tenant.zone, reader: null }, { ...request, by: request.by[0] ?? null, form, scope })
    return { used, table, nameOf: await rowNamer(deps, tenant.id, request.to, table.rows.map(({ key }) => key)) }
  })
  return { value: table, text: tableText(table, used, nameOf), exitCode: table.broken.length === 0 ? 0 : 1 }
}

/** What is kept of all journals of the agency against reading them anew; what waited is read first. */
const coursesAnew = async (deps: Deps, tenantId: string): Promise<CoursesAnew> => {
  await readCourses(deps, { tenantId, most: Infinity, onFault: () => undefined })
  return { ...await checkedCourses(deps, tenantId), waiting: await countWaitingCourses(deps.pool, tenantId) }
}
/** The comparison, and how many journals cannot be told and so go on waiting. */
interface CoursesAnew extends CheckedCourses { readonly waiting: number }

const toldRecount = (value: StatisticsReport & { readonly recount: Counts; readonly courses: CoursesAnew }, report: string): CommandResult => {
  const { recount, totals, courses: { dossiers, differing, ids, waiting } } = value
  const isSame = isDeepStrictEqual(recount, totals)
  const agrees = isSame && differing === 0 && waiting === 0
  const courses = differing === 0 ? 'agrees' : `DIFFERS of ${differing}: ${ids.join(', ')}${differing > ids.length ? ', …' : ''}`
  const text = [report, `the count from the journals alone ${isSame ? 'agrees' : 'DIFFERS'}`, `what is kept of ${dossiers} journals (steps, people, causes, conformance) ${courses}`,
    ...(waiting === 0 ? [] : [`${waiting} journals CANNOT BE TOLD`])].join('\n')
  return { value: { ...value, agrees }, text, exitCode: agrees ? 0 : 1 }
}

/** @throws UsageError; DomainError invalid-request, not-found (no agency, or several without --agency). */
export const run: Command = async (args) => {
  const options = readOptions(args, ['form', 'out', 'recount', 'period', 'from', 'to', 'as-of', 'by', 'kinds', 'ended', 'paused', 'procedure', 'unit', 'agency'])
  const { form, agency, out, ended, paused } = options.values
  const asked: Asked = {
    words: {
      ...rangeOf(options), asOf: options.values['as-of'] ?? null, by: cutsOf(options.values['by'] ?? ''),
      kinds: options.values['kinds'] === undefined ? usualKinds : kindsOf(options.values['kinds']),
    },
    grouping: {
      ended: ended === undefined ? null : oneOfWords(ended, ['resolved', 'apart'], 'ended'),
      paused: paused === undefined ? null : oneOfWords(paused, ['inProgress', 'apart'], 'paused'),
    }, agency, procedure: options.values['procedure'] ?? null, unit: options.values['unit'] ?? null,
  }
  const isNarrowed = asked.procedure !== null || asked.unit !== null
  if (isNarrowed && (form === undefined || out !== undefined)) throw new UsageError('--procedure and --unit narrow --form steps or people')
  const isRecounted = oneOfWords(options.values['recount'] ?? 'no', ['yes', 'no'], 'recount') === 'yes'
  if (out !== undefined) {
    if (asked.words.by.length > 1) throw new UsageError('--by names one thing with --out')
    return writeFigures(out, form ?? '06a', asked)
  }
  if (form !== undefined) return runTable(form, asked)
  const { value, used, nameOf } = await withService(async ({ deps }) => {
    const tenant = agencyOf(await listTenants(deps.orm.em.fork()), agency)
    const audience = { tenantId: tenant.id, zone: tenant.zone, reader: null }
    const { request, used } = await groupedBy(deps, tenant, '06a', asked)
    const report = await statisticsOf(deps, audience, request)
    const nameOf = await rowNamer(deps, tenant.id, request.to, report.rows.map(({ key }) => key))
    return { used, nameOf, value: isRecounted ? { ...report, recount: await recountOf(deps, audience, request), courses: await coursesAnew(deps, tenant.id) } : report }
  })
  const text = textOf(value, used, nameOf)
  return 'recount' in value ? toldRecount(value, text) : { value, text }
}
