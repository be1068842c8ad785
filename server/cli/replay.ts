/** `quytrinh replay CODE`: closed dossiers under another revision of their procedure, beside what they were. Writes nothing. */
import { readFileSync } from 'node:fs'
import { DomainError } from '../../schemas/errors.ts'
import { ProcedureDefinition } from '../../schemas/procedure.ts'
import type { ReplayReport } from '../../schemas/replay.ts'
import { listRevisions } from '../../storage/procedures.ts'
import { listTenants } from '../../storage/tenants.ts'
import { replayRevision } from '../commands/replay-revision.ts'
import type { Deps } from '../deps.ts'
import { parseJson, parseWith } from '../validate.ts'
import { UsageError, type Command } from './command.ts'
import { type Options, rangeOf, readOptions } from './options.ts'
import { agencyOf, withService } from './service.ts'

const textOf = ({ code, revision, from, to, dossiers, replayed, samePath, sameDue, before, after, faults }: ReplayReport): string => [
  `${code} revision ${revision}, closed ${from} to ${to}: ${replayed} of ${dossiers} replayed; ${samePath} on the same path, ${sameDue} with the same due date`,
  `as it was: early ${before.early}, on time ${before.onTime}, late ${before.late}; not late ${before.notLate} %`,
  `under it: early ${after.early}, on time ${after.onTime}, late ${after.late}; not late ${after.notLate} %`,
  ...faults.map(({ fault, event, step, dossiers: count }) => `not replayed: ${count} (${fault}${event === '' ? '' : ` ${event}`}${step === '' ? '' : ` at ${step}`})`),
].join('\n')

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new DomainError('file-unreadable')
  }
}

/** From a file, of a number, or the newest in force. @throws DomainError not-found, file-unreadable, procedure-invalid; UsageError */
const definitionOf = async (deps: Deps, tenantId: string, options: Options): Promise<ProcedureDefinition> => {
  const [code = ''] = options.words
  const { revision, definition: file } = options.values
  if (file !== undefined) {
    if (revision !== undefined) throw new UsageError('either --revision or --definition')
    return { ...parseWith(ProcedureDefinition, parseJson(readText(file), 'procedure-invalid'), 'procedure-invalid'), code }
  }
  const revisions = await listRevisions(deps.orm.em.fork(), tenantId, code)
  const found = revision === undefined ? revisions.findLast(({ status }) => status === 'effective') : revisions.find((one) => String(one.definition.revision) === revision)
  if (found === undefined) throw new DomainError('not-found', { procedure: code })
  return found.definition
}

/** @throws UsageError; DomainError not-found, file-unreadable, procedure-invalid */
export const run: Command = async (args) => {
  const options = readOptions(args, ['revision', 'definition', 'period', 'from', 'to', 'agency'], 1)
  const { from, to } = rangeOf(options)
  const value = await withService(async ({ deps }) => {
    const { id: tenantId, zone } = agencyOf(await listTenants(deps.orm.em.fork()), options.values['agency'])
    return replayRevision(deps, { tenantId, zone, definition: await definitionOf(deps, tenantId, options), from, to })
  })
  return { value, text: textOf(value) }
}
