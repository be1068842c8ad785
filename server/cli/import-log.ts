/** `quytrinh import-log`: an event log in XES or CSV, driven through a procedure. */
import { existsSync } from 'node:fs'
import { DomainError } from '../../schemas/errors.ts'
import { LogMapping } from '../../schemas/eventlog.ts'
import { ProcedureDefinition } from '../../schemas/procedure.ts'
import { findProcedureOn } from '../../storage/procedures.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { listTenants } from '../../storage/tenants.ts'
import { localDateOf, zoneExists } from '../../workflows/calendar/index.ts'
import { importLog, type ImportSummary } from '../commands/import-log.ts'
import { agencyForLog } from '../commands/log-agency.ts'
import type { Deps } from '../deps.ts'
import { parseWith } from '../validate.ts'
import { UsageError, type Command } from './command.ts'
import { readJsonFile } from './files.ts'
import { oneOfWords, readOptions, required } from './options.ts'
import { withService } from './service.ts'

/** A definition in a file, or by code: shipped, or published in the agency. @throws DomainError procedure-unknown | procedure-invalid | file-unreadable */
const definitionOf = async (deps: Deps, value: string, agencyCode: string | undefined): Promise<ProcedureDefinition> => {
  if (value.endsWith('.json') || existsSync(value)) return parseWith(ProcedureDefinition, readJsonFile(value, 'procedure-invalid'), 'procedure-invalid')
  const shipped = shippedProcedure(value)
  if (shipped !== null) return shipped
  const em = deps.orm.em.fork()
  for (const tenant of await listTenants(em)) {
    if (agencyCode !== undefined && tenant.code !== agencyCode) continue
    const found = await findProcedureOn(em, tenant.id, value, localDateOf(deps.clock.nowMs(), tenant.zone))
    if (found !== undefined) return found.definition
  }
  throw new DomainError('procedure-unknown', { procedure: value.slice(0, 200) })
}

const textOf = (found: ImportSummary): string => [
  `${found.dossiers} dossiers, ${found.events} events (${found.imported} imported now, ${found.dossiers - found.imported} there before)`,
  `early ${found.early}, on time ${found.onTime}, late ${found.late}, open ${found.open}, without a deadline ${found.withoutDeadline}`,
  `conforming ${found.conforming}, running ${found.running}, deviating ${found.deviating}`,
].join('\n')

const zoneOption = (zone: string | undefined): string | undefined => {
  if (zone !== undefined && !zoneExists(zone)) throw new UsageError(`--time-zone ${zone.slice(0, 64)} is not known`)
  return zone
}

/** @throws UsageError; DomainError of `importLog`, procedure-unknown, procedure-invalid, log-mapping-invalid. */
export const run: Command = async (args) => {
  const options = readOptions(args, ['procedure', 'mapping', 'classify', 'time-zone', 'agency'], 1)
  const procedure = required(options, 'procedure')
  const { mapping: mappingFile, agency } = options.values
  const classifyBy = oneOfWords(options.values['classify'] ?? 'date', ['instant', 'date'], 'classify')
  const zone = zoneOption(options.values['time-zone'])
  const mapping = mappingFile === undefined ? {} : parseWith(LogMapping, readJsonFile(mappingFile, 'log-mapping-invalid'), 'log-mapping-invalid')
  const value = await withService(async ({ deps }) => importLog(deps, {
    file: options.words[0] ?? '', definition: await definitionOf(deps, procedure, agency), mapping, classifyBy, zone,
    agency: () => agencyForLog(deps, agency, zone),
    onProgress: (cases, events) => process.stderr.write(`import-log: ${cases} cases, ${events} events\n`),
  }))
  return { value, text: textOf(value) }
}
