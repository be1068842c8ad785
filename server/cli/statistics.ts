/** `quytrinh statistics`: the figures of form II.06a for a period, counted from what happened. */
import { writeFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { sentForms } from '../../schemas/subordinate.ts'
import { officialForms, type OfficialTable, type RowKey, type StatisticsReport } from '../../schemas/statistics.ts'
import { listTenants } from '../../storage/tenants.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { figuresFile, figuresNamer } from '../reports/figures-file.ts'
import { cutsOf, kindsOf, recountOf, statisticsOf, usualKinds, type StatisticsRequest } from '../reports/statistics.ts'
import { gridLines, gridOf } from '../reports/table-grid.ts'
import { officialTable } from '../reports/tables.ts'
import { catalogues } from '../views/texts/index.ts'
import { UsageError, type Command, type CommandResult } from './command.ts'
import { oneOfWords, rangeOf, readOptions } from './options.ts'
import { agencyOf, withService } from './service.ts'

const nameOf = (key: RowKey): string => Object.values(key).filter((value) => value !== null).join(' · ') || '–'

const textOf = ({ from, to, rows, totals, shares }: StatisticsReport): string => [
  ...[...rows.map(({ key, counts }) => ({ name: nameOf(key), counts })), { name: `${from} – ${to}`, counts: totals }].map(({ name, counts }) =>
    `${name}: received ${counts.received.total} (online ${counts.received.online}, direct or postal ${counts.received.directOrPostal}, carried over ${counts.received.carriedOver}); `
    + `resolved ${counts.resolved.total} (early ${counts.resolved.early}, on time ${counts.resolved.onTime}, late ${counts.resolved.late}); `
    + `in progress ${counts.inProgress.total} (within ${counts.inProgress.within}, overdue ${counts.inProgress.overdue})`),
  `of the resolved: early ${shares.early} %, on time ${shares.onTime} %, late ${shares.late} %`,
].join('\n')

const tableText = (table: OfficialTable): string => [
  ...gridLines(catalogues.en, gridOf(catalogues.en, table, table.rows.map(({ key }) => nameOf(key)))).map((line) => line.join(' | ')),
  ...table.groups.flatMap(({ group, most, share, parts }) => [`${group} (${most}): ${share} %`, ...parts.map((one) => `  ${one.index}: ${one.share} %`)]), ...table.broken.map((which) => `DOES NOT AGREE: ${which}`),
].join('\n')

/** The sealed file for the superior agency; rows bear the codes and names that people know. */
const writeFigures = async (out: string, form: string, request: StatisticsRequest, agency: string | undefined): Promise<CommandResult> => {
  const sent = oneOfWords(form, sentForms, 'form')
  const value = await withService(async ({ deps }) => {
    const tenant = agencyOf(await listTenants(deps.orm.em.fork()), agency)
    return figuresFile(deps, tenant, { ...request, by: request.by[0] ?? null, form: sent }, await figuresNamer(deps, tenant.id, request.to))
  })
  await writeFile(out, canonicalJson(value))
  return { value, text: `${out}: ${value.sha256}` }
}

const runTable = async (form: string, request: StatisticsRequest, agency: string | undefined): Promise<CommandResult> => {
  if (request.by.length > 1) throw new UsageError('--by names one thing with --form')
  const table = await withService(async ({ deps }) => {
    const { id, zone } = agencyOf(await listTenants(deps.orm.em.fork()), agency)
    return officialTable(deps, { tenantId: id, zone, reader: null }, { ...request, by: request.by[0] ?? null, form: oneOfWords(form, officialForms, 'form') })
  })
  return { value: table, text: tableText(table), exitCode: table.broken.length === 0 ? 0 : 1 }
}

/** @throws UsageError; DomainError invalid-request, not-found (no agency, or several without --agency). */
export const run: Command = async (args) => {
  const options = readOptions(args, ['form', 'out', 'recount', 'period', 'from', 'to', 'as-of', 'by', 'kinds', 'ended', 'paused', 'agency'])
  const request = {
    ...rangeOf(options), asOf: options.values['as-of'] ?? null, by: cutsOf(options.values['by'] ?? ''),
    kinds: options.values['kinds'] === undefined ? usualKinds : kindsOf(options.values['kinds']),
    grouping: {
      ended: oneOfWords(options.values['ended'] ?? 'resolved', ['resolved', 'apart'], 'ended'),
      paused: oneOfWords(options.values['paused'] ?? 'inProgress', ['inProgress', 'apart'], 'paused'),
    },
  }
  const isRecounted = oneOfWords(options.values['recount'] ?? 'no', ['yes', 'no'], 'recount') === 'yes'
  const { form, agency } = options.values
  const { out } = options.values
  if (out !== undefined) {
    if (request.by.length > 1) throw new UsageError('--by names one thing with --out')
    return writeFigures(out, form ?? '06a', request, agency)
  }
  if (form !== undefined) return runTable(form, request, agency)
  const value = await withService(async ({ deps }) => {
    const tenant = agencyOf(await listTenants(deps.orm.em.fork()), agency)
    const audience = { tenantId: tenant.id, zone: tenant.zone, reader: null }
    const report = await statisticsOf(deps, audience, request)
    return isRecounted ? { ...report, recount: await recountOf(deps, audience, request) } : report
  })
  if (!('recount' in value)) return { value, text: textOf(value) }
  const agrees = isDeepStrictEqual(value.recount, value.totals)
  return { value: { ...value, agrees }, text: `${textOf(value)}\nthe count from the journals alone ${agrees ? 'agrees' : 'DIFFERS'}`, exitCode: agrees ? 0 : 1 }
}
