/** `quytrinh report`: a report on the management system as JSON or text, or as a file. */
import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { reportLayouts, type IsoReport } from '../../schemas/report.ts'
import { listTenants } from '../../storage/tenants.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { isoReport } from '../reports/iso/collect.ts'
import { renderReport, reportFiles } from '../reports/iso/files.ts'
import { vi } from '../views/texts/reports.ts'
import { UsageError, type Command } from './command.ts'
import { oneOfWords, readOptions, rangeOf } from './options.ts'
import { agencyOf, withService } from './service.ts'

const textOf = ({ title, figures, findings }: IsoReport): string => [
  title, ...figures.map(({ label, value, source }) => `${label}: ${value ?? '–'} [${source}]`), ...findings.map(({ code, severity, about }) => `${severity}: ${vi.findings[code]}: ${about}. ${vi.findingHelp[code]} [${code}]`),
].join('\n')

/** @throws UsageError; DomainError invalid-request, not-found (no agency, or several without --agency). */
export const run: Command = async (args) => {
  const options = readOptions(args, ['period', 'from', 'to', 'as-of', 'out', 'agency'], 1)
  const layout = oneOfWords(options.words[0] ?? '', reportLayouts, 'layout')
  const { out } = options.values
  const kind = out === undefined ? undefined : reportFiles.find((one) => `.${one}` === extname(out))
  if (out !== undefined && kind === undefined) throw new UsageError(`--out ends in ${reportFiles.map((one) => `.${one}`).join(', ')}`)
  return withService(async ({ deps }) => {
    const tenant = agencyOf(await listTenants(deps.orm.em.fork()), options.values['agency'])
    const report = await isoReport(deps, { tenantId: tenant.id, layout, ...rangeOf(options), asOf: options.values['as-of'] ?? null })
    if (out !== undefined && kind !== undefined) await writeFile(out, await renderReport(report, kind, { number: null, issuedAtMs: parseInstant(report.asOf, tenant.zone) }))
    return { value: report, text: textOf(report) }
  })
}
