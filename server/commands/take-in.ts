/** Takes the lines that a check found good into the register, each in a transaction of its own. */
import type { IntakeDone, IntakeLine } from '../../schemas/document-intake.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { FileFault } from '../../schemas/file-check.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import type { Deps } from '../deps.ts'
import type { IntakeFiles } from './check-intake.ts'
import { type FormerDocument, takeOverDocument } from './take-over-document.ts'

export interface TakeIn {
  readonly lines: readonly IntakeLine[]
  readonly files: IntakeFiles
  /** Under which each line is taken once, however often it is begun anew. */
  readonly key: string
  /** Where a run that broke off had come to. */
  readonly before: IntakeDone & { readonly at: number }
  readonly note: (done: IntakeDone & { readonly at: number }) => Promise<void>
}

export const nothingTaken: TakeIn['before'] = { taken: 0, there: 0, refused: [], at: 0 }

/** Why it is in the register: what the table of control and the journal say. */
const reason = 'Đưa vào hệ thống tài liệu đã có hiệu lực từ trước'

/** @throws Error when a line is no good: a check does not say so */
const formerOf = ({ line: { code, title, type, issue, revision, effectiveOn, decision, ownerUnitId, retention, file }, files }: { readonly line: IntakeLine; readonly files: IntakeFiles }): FormerDocument => {
  const lying = file === null ? undefined : files.get(file)
  if (type === null || effectiveOn === null || decision === null || ownerUnitId === null || file === null) throw new Error('a line that a check found good lacks something')
  if (lying === undefined) throw new DomainError('intake-gone')
  return {
    decision, effectiveOn, upload: { fileName: file, bytes: lying.open() },
    document: { code, type, title, ownerUnitId, reason, issue, revision, ...(retention === null ? {} : { retention }) },
  }
}

/** What cannot be blamed on one line ends the whole run, which goes on later or fails. */
const ofAll: ReadonlySet<string> = new Set(['file-check-busy', 'objects-unavailable', 'service-busy', 'role-not-granted', 'intake-gone'])

/** Every line once: taken, there by now, or refused and why. @throws DomainError role-not-granted | intake-gone | file-check-busy | objects-unavailable */
export const takeIn = async (deps: Deps, person: SignedInPerson, { lines, files, key, before, note }: TakeIn): Promise<IntakeDone> => {
  let { taken, there, refused } = before
  for (let at = before.at; at < lines.length; at += 1) {
    const line = lines[at]!
    try {
      await takeOverDocument(deps, { person, key: `${key}/${line.row}`, body: formerOf({ line, files }) })
      taken += 1
    } catch (error) {
      if (!(error instanceof DomainError) || ofAll.has(error.code)) throw error
      const fault = error.details['fault'] as FileFault | undefined
      if (error.code === 'name-taken') there += 1
      else refused = [...refused, { row: line.row, code: line.code, error: error.code, ...(fault === undefined ? {} : { fault }) }]
    }
    await note({ taken, there, refused, at: at + 1 })
  }
  return { taken, there, refused }
}
