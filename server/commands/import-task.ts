/** The work of an import that was handed in as a file: the same import as the command line's, in one transaction; broken off, it begins anew. */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Json } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { ImportTask } from '../../schemas/task.ts'
import { findProcedureOn } from '../../storage/procedures.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { dropTaskFile, readTaskFile } from '../../storage/tasks.ts'
import { findTenant } from '../../storage/tenants.ts'
import type { Deps } from '../deps.ts'
import { parseWith } from '../validate.ts'
import { importLog } from './import-log.ts'
import { agencyForLog } from './log-agency.ts'
import type { TaskHands } from './run-task.ts'

/** The lease is kept while the file is read through, which tells of no progress. */
const pulseMs = 5_000

const definitionOf = async (deps: Deps, { person }: TaskHands, code: string): Promise<ProcedureDefinition> => {
  const { tenantId, today } = person.reader
  const definition = shippedProcedure(code) ?? (await findProcedureOn(deps.orm.em.fork(), tenantId, code, today))?.definition
  if (definition === undefined) throw new DomainError('procedure-unknown', { procedure: code })
  return definition
}

/** Runs `work` with a beat that keeps the lease; throws what the beat met with, should somebody else have the task by now. */
const withPulse = async <T>(hands: TaskHands, work: (note: (done: number) => void) => Promise<T>): Promise<T> => {
  let done = 0
  let lost: unknown
  const beat = (): void => { hands.note({ done }).catch((error: unknown) => { lost = error }) }
  const pulse = setInterval(beat, pulseMs)
  try {
    return await work((cases) => {
      if (lost !== undefined) throw lost
      done = cases
      beat()
    })
  } finally { clearInterval(pulse) }
}

/** Imports the file into the owner's own agency; answers what the log holds, as the command line does. */
export const importTask = async (deps: Deps, hands: TaskHands): Promise<Json> => {
  const { run, person } = hands
  const asked = parseWith(ImportTask, run.request, 'internal-error')
  const tenant = await findTenant(deps.orm.em.fork(), person.reader.tenantId)
  const folder = mkdtempSync(join(tmpdir(), 'quytrinh-import-'))
  try {
    const file = join(folder, asked.fileName)
    await pipeline(Readable.from(readTaskFile(deps.pool, run)), createWriteStream(file, { mode: 0o600 }))
    const definition = await definitionOf(deps, hands, asked.procedureCode)
    const summary = await withPulse(hands, (note) => importLog(deps, {
      file, definition, mapping: {}, classifyBy: asked.classifyBy, agency: () => agencyForLog(deps, tenant?.code, undefined), onProgress: note,
    }))
    await hands.note({ done: summary.dossiers, total: summary.dossiers })
    await dropTaskFile(deps.pool, run)
    return { ...summary }
  } finally { rmSync(folder, { recursive: true, force: true }) }
}
