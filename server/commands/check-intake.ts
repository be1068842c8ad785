/** Looks a list of documents through with its files, and takes nothing: what the secretary decides on. */
import { type IntakeCheck, type IntakeDefaults, intakeLinesMost, type LookedFile } from '../../schemas/document-intake.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { FileFault } from '../../schemas/file-check.ts'
import type { Role } from '../../schemas/procedure.ts'
import { knownDocuments } from '../../storage/documents/known.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { codeIn } from '../../workflows/document/intake-cells.ts'
import { readList } from '../../workflows/document/intake-list.ts'
import { type IntakeFacts, judgeList } from '../../workflows/document/intake.ts'
import type { Deps } from '../deps.ts'
import { lookAt, type LyingFile } from './attach-file.ts'
import { sheetsIn } from './import-steps.ts'

/** Who takes documents over: whoever publishes them. */
export const intakeRoles: readonly Role[] = ['isoSecretary']

/** The files beside a list, by their names. */
export type IntakeFiles = ReadonlyMap<string, LyingFile>
export interface Intake { readonly list: Buffer; readonly files: IntakeFiles; readonly defaults: IntakeDefaults }
type Progress = (done: number, total: number) => Promise<void>

/** The units of today as a list may call them. */
export const unitsOf = async (deps: Pick<Deps, 'orm'>, { tenantId, today }: SignedInPerson['reader']): Promise<IntakeFacts['units']> =>
  (await listUnits(deps.orm.em.fork(), tenantId, today))
    .filter(({ kind, validFrom, validTo }) => kind !== 'external' && validFrom <= today && (validTo === null || validTo >= today))
    .map(({ id, code, name }) => ({ id, code, names: [name.vi, name.en] }))

/** As many as there are children to look into files. */
const atOnce = 2

/** Why a file cannot be kept; null where it can. What is wrong with this service and not with the file goes on. */
const refusalOf = async (deps: Pick<Deps, 'files'>, file: LyingFile): Promise<LookedFile['refusal']> => {
  try {
    await lookAt(deps, file)
    return null
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'file-check-busy') throw error
    const fault = error.details['fault'] as FileFault | undefined
    return { code: error.code, ...(fault === undefined ? {} : { fault }) }
  }
}

const lookAll = async (deps: Pick<Deps, 'files'>, files: IntakeFiles, names: readonly string[], onProgress: Progress): Promise<ReadonlyMap<string, LookedFile['refusal']>> => {
  const looked = new Map<string, LookedFile['refusal']>()
  for (let from = 0; from < names.length; from += atOnce) {
    await Promise.all(names.slice(from, from + atOnce).map(async (name) => looked.set(name, await refusalOf(deps, files.get(name)!))))
    await onProgress(looked.size, names.length)
  }
  return looked
}

/**
 * The list line by line; only files that a line means are looked into.
 * @throws DomainError role-not-granted | document-list-unread | document-list-too-long; of the list as a file: file-missing | file-too-large | file-type-refused | file-refused | file-check-busy
 */
export const checkIntake = async (deps: Deps, { reader }: SignedInPerson, { list, files, defaults }: Intake, onProgress: Progress): Promise<IntakeCheck> => {
  if (!reader.roles.some(({ role }) => intakeRoles.includes(role))) throw new DomainError('role-not-granted', { roles: intakeRoles })
  const read = readList(await sheetsIn(deps, list))
  if (read === null || read.rows.length === 0) throw new DomainError('document-list-unread')
  if (read.rows.length > intakeLinesMost) throw new DomainError('document-list-too-long', { linesMost: intakeLinesMost })
  const facts: IntakeFacts = {
    defaults, today: reader.today, units: await unitsOf(deps, reader), known: await knownDocuments(deps.pool, reader.tenantId, read.rows.map(({ cells }) => codeIn(cells.code))),
    files: [...files].map(([name, { size }]) => ({ name, size, refusal: null })),
  }
  const wanted = judgeList(read, facts).lines.flatMap(({ verdict, file }) => (verdict === 'there' || file === null ? [] : [file]))
  const looked = await lookAll(deps, files, [...new Set(wanted)], onProgress)
  return judgeList(read, { ...facts, files: facts.files.map((file) => ({ ...file, refusal: looked.get(file.name) ?? null })) })
}
