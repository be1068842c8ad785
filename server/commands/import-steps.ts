/** A step table as it is published, read out of an XLSX or CSV file into the table of a draft: its next version, with how each row was read. */
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import type { BeginStepTable, EditedStepTable, ReadSteps, Sheet } from '../../schemas/step-table.ts'
import { keepDefinition } from '../../storage/documents/save.ts'
import { executorIn } from '../../storage/transaction.ts'
import { sha256 } from '../../workflows/evidence/chain.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import type { Edited } from '../../workflows/procedure/table/edit.ts'
import { framedBy, readSteps, tableOfLines } from '../../workflows/procedure/table/import.ts'
import { tableOf } from '../../workflows/procedure/table/read.ts'
import { skeletonOf } from '../../workflows/procedure/table/skeleton.ts'
import type { Deps } from '../deps.ts'
import type { DocumentRequest } from './advance-document.ts'
import { capacityToEdit, keepTable, requireVersion } from './edit-step-table.ts'
import { once, type Done } from './once.ts'
import { openTable } from './step-table.ts'

/** No published step table comes near. */
export const stepFileBytesMax = 2 * 1024 * 1024

/** A file of steps; `procedure` for a draft that carries none yet. */
export interface StepFile { readonly fileName: string; readonly bytes: Buffer; readonly procedure?: NonNullable<BeginStepTable['procedure']> }

const zip = Buffer.from('PK\x03\x04', 'latin1')
const binary = Buffer.from('d0cf11e0', 'hex')

/** The sheets of a file, by its content and not its name; opened in a child process. @throws DomainError file-missing | file-too-large | file-type-refused | file-refused | file-check-busy */
export const sheetsIn = async ({ files }: Pick<Deps, 'files'>, bytes: Buffer): Promise<readonly Sheet[]> => {
  if (bytes.length === 0) throw new DomainError('file-missing')
  if (bytes.length > stepFileBytesMax) throw new DomainError('file-too-large', { maxBytes: stepFileBytesMax })
  if (bytes.subarray(0, 4).equals(binary) || bytes.subarray(0, 4).toString('latin1') === '%PDF') throw new DomainError('file-type-refused', { accepted: ['xlsx', 'csv'] })
  return files.sheets(bytes.subarray(0, 4).equals(zip) ? 'xlsx' : 'csv', bytes)
}

/** Steps out of sheets, over the frame of a procedure. @throws DomainError step-table-unread */
export const stepsOver = (sheets: readonly Sheet[], base: ProcedureDefinition): { readonly read: ReadSteps; readonly edited: Edited } => {
  const read = readSteps(sheets, base.hoursPerDay)
  if (read === null || !read.lines.some(({ use }) => use === 'step')) throw new DomainError('step-table-unread')
  return { read, edited: tableOfLines(tableOf(base), read) }
}

export interface ImportedSteps extends EditedStepTable { readonly read: ReadSteps }

/**
 * The steps replace those of the table; name, limit, papers and laws stay as they are. Undone by going back to the version before.
 * @throws DomainError of a file, step-table-unread, invalid-request without a procedure for a draft that carries none, and as for every change
 */
export const importSteps = async (deps: Deps, { person, id, expectedVersion, key, body }: DocumentRequest<StepFile>): Promise<Done<ImportedSteps>> => {
  const sheets = await sheetsIn(deps, body.bytes)
  const request = { importSteps: id, version: expectedVersion, sha256: sha256(body.bytes.toString('base64')), procedure: body.procedure ?? null }
  return once(deps, { person, key, request }, async (em) => {
    const nowMs = deps.clock.nowMs()
    const opened = await openTable(deps, person, id)
    const { onBehalfOf } = capacityToEdit(opened, nowMs)
    requireVersion(opened, expectedVersion)
    const { accountId, tenantId, today } = person.reader
    const base = frameFor(opened.based?.base, opened.based?.table.limit, body, today)
    const { read, edited } = stepsOver(sheets, base)
    const baseHash = hashOf(base)
    await keepDefinition(executorIn(em), tenantId, { hash: baseHash, definition: base, accountId, nowMs })
    const kept = await keepTable(executorIn(em), opened, { ...edited, base, baseHash, deed: 'import', about: body.fileName.slice(0, 200) }, { nowMs, savedBy: accountId, savedFor: onBehalfOf })
    return { ...kept, read }
  })
}

const frameFor = (known: ProcedureDefinition | undefined, limit: ProcedureDefinition['limit'] | undefined, { procedure }: StepFile, today: string): ProcedureDefinition => {
  if (known !== undefined) {
    const { code, title, kind } = known
    return framedBy({ ...known, limit: limit ?? known.limit }, skeletonOf({ code, title, kind: kind === 'tthc' ? 'tthc' : 'internal', limit: known.limit }, today))
  }
  if (procedure !== undefined) return skeletonOf(procedure, today)
  throw new DomainError('invalid-request', { errors: [{ at: '/procedure', rule: 'required', message: 'dự thảo chưa mang quy trình: cần mã, tên, loại và thời hạn', messageEn: 'the draft carries no procedure: code, name, kind and limit are needed' }] })
}
