/** `quytrinh statistics`: the figures of form II.06a for a period, counted from what happened. */
import { isDeepStrictEqual } from 'node:util'
import type { RowKey, StatisticsReport } from '../../schemas/statistics.ts'
import { listTenants } from '../../storage/tenants.ts'
import { reportingPeriod, type DateRange } from '../../workflows/statistics/periods.ts'
import { cutsOf, kindsOf, recountOf, statisticsOf, usualKinds } from '../reports/statistics.ts'
import { UsageError, type Command } from './command.ts'
import { oneOfWords, readOptions, required, type Options } from './options.ts'
import { agencyOf, withService } from './service.ts'

const rangeOf = (options: Options): DateRange => {
  const { period, from, to } = options.values
  if (period !== undefined && (from !== undefined || to !== undefined)) throw new UsageError('--period stands alone, without --from and --to')
  if (period !== undefined) return reportingPeriod(period)
  const range = { from: required(options, 'from'), to: required(options, 'to') }
  for (const [name, date] of Object.entries(range)) if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new UsageError(`--${name} is a date such as 2026-03-31`)
  return range
}

const nameOf = (key: RowKey): string => Object.values(key).filter((value) => value !== null).join(' · ') || '–'

const textOf = ({ from, to, rows, totals, shares }: StatisticsReport): string => [
  ...[...rows.map(({ key, counts }) => ({ name: nameOf(key), counts })), { name: `${from} – ${to}`, counts: totals }].map(({ name, counts }) =>
    `${name}: received ${counts.received.total} (online ${counts.received.online}, direct or postal ${counts.received.directOrPostal}, carried over ${counts.received.carriedOver}); `
    + `resolved ${counts.resolved.total} (early ${counts.resolved.early}, on time ${counts.resolved.onTime}, late ${counts.resolved.late}); `
    + `in progress ${counts.inProgress.total} (within ${counts.inProgress.within}, overdue ${counts.inProgress.overdue})`),
  `of the resolved: early ${shares.early} %, on time ${shares.onTime} %, late ${shares.late} %`,
].join('\n')

/** @throws UsageError; DomainError invalid-request, not-found (no agency, or several without --agency). */
export const run: Command = async (args) => {
  const options = readOptions(args, ['recount', 'period', 'from', 'to', 'as-of', 'by', 'kinds', 'ended', 'paused', 'agency'])
  const request = {
    ...rangeOf(options), asOf: options.values['as-of'] ?? null, by: cutsOf(options.values['by'] ?? ''),
    kinds: options.values['kinds'] === undefined ? usualKinds : kindsOf(options.values['kinds']),
    grouping: {
      ended: oneOfWords(options.values['ended'] ?? 'resolved', ['resolved', 'apart'], 'ended'),
      paused: oneOfWords(options.values['paused'] ?? 'inProgress', ['inProgress', 'apart'], 'paused'),
    },
  }
  const isRecounted = oneOfWords(options.values['recount'] ?? 'no', ['yes', 'no'], 'recount') === 'yes'
  const value = await withService(async ({ deps }) => {
    const tenant = agencyOf(await listTenants(deps.orm.em.fork()), options.values['agency'])
    const audience = { tenantId: tenant.id, zone: tenant.zone, reader: null }
    const report = await statisticsOf(deps, audience, request)
    return isRecounted ? { ...report, recount: await recountOf(deps, audience, request) } : report
  })
  if (!('recount' in value)) return { value, text: textOf(value) }
  const agrees = isDeepStrictEqual(value.recount, value.totals)
  return { value: { ...value, agrees }, text: `${textOf(value)}\nthe count from the journals alone ${agrees ? 'agrees' : 'DIFFERS'}`, exitCode: agrees ? 0 : 1 }
}
