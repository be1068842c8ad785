/** A file kept with a complaint, and read by whoever may read the complaint. */
import { extname } from 'node:path'
import { complaintFilesMost, type ComplaintView } from '../../schemas/complaint.ts'
import { DomainError } from '../../schemas/errors.ts'
import { keepInspection } from '../../storage/documents/texts.ts'
import { addObject } from '../../storage/objects/rows.ts'
import { complaintFiles, type KeptComplaintFile, saveComplaint } from '../../storage/quality/complaints.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { decideComplaint } from '../../workflows/quality/complaint.ts'
import type { Deps } from '../deps.ts'
import { storeUpload, type Upload } from './attach-file.ts'
import { complaintCalendar, complaintFactsFor, complaintViewOf } from './complaints.ts'
import { once, type Done } from './once.ts'

interface Attaching { readonly person: SignedInPerson; readonly id: string; readonly expectedVersion: number; readonly key: string; readonly body: Upload }

/**
 * Keeps a file with a complaint. Whether the person may is asked before a byte is stored, and decided again with it. Its text is not kept, and the row of the
 * object does not have its name: an erasure leaves nothing of it.
 * @throws DomainError of a file; not-found | stale-version | too-many-files | idempotency-key-reused, and what `decideComplaint` refuses of ATTACH
 */
export const attachToComplaint = async (deps: Deps, { person, id, expectedVersion, key, body }: Attaching): Promise<Done<ComplaintView>> => {
  const { tenantId, accountId, zone } = person.reader
  const calendar = await complaintCalendar(deps, tenantId, person.calendarId)
  const decide = async (file: Parameters<typeof decideComplaint>[1]['file'], nowMs: number) => {
    const facts = await complaintFactsFor(deps, person, id)
    if (facts.complaint.version !== expectedVersion) return null
    if ((await complaintFiles(deps.pool, tenantId, id)).length >= complaintFilesMost) throw new DomainError('too-many-files', { most: complaintFilesMost })
    return decideComplaint(facts, { type: 'ATTACH', ...(file === undefined ? {} : { file }) }, { nowMs, calendar })
  }
  await decide(undefined, deps.clock.nowMs())
  const { stored, file, inspection } = await storeUpload(deps, tenantId, body)
  return once(deps, { person, key, request: { complaintFile: id, version: expectedVersion, sha256: file.sha256 } }, async (em) => {
    const [db, nowMs] = [executorIn(em), deps.clock.nowMs()]
    const decision = await decide(file, nowMs)
    if (decision === null) throw new DomainError('stale-version')
    await addObject(db, tenantId, { stored, contentType: file.mediaType, fileName: `${decision.complaint.code}${extname(file.name)}`, createdBy: accountId, nowMs })
    await keepInspection(db, tenantId, stored.id, { ...inspection, state: inspection.state === 'text' ? 'unread' : inspection.state, text: null }, nowMs)
    await saveComplaint(db, decision, expectedVersion)
    return complaintViewOf(decision.complaint, zone)
  })
}

/** A file of a complaint that the person may read. @throws DomainError not-found */
export const complaintFileFor = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, id: string, fileId: string): Promise<KeptComplaintFile> => {
  await complaintFactsFor(deps, person, id)
  const file = (await complaintFiles(deps.pool, person.reader.tenantId, id)).find((one) => one.id === fileId)
  if (file === undefined) throw new DomainError('not-found')
  return file
}
