/** A copy of a document that leaves the service for a person: a PDF with its control page before it and a stamp on every page that says what it is, whose it is, and where to ask. */
import type { ControlledDocument, DocumentRevision, Signature } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { documentReaders } from '../../storage/documents/distribution.ts'
import { type ReadDocument, readDocument } from '../../storage/documents/read.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { inForceOf } from '../../workflows/document/entry.ts'
import { isSeen } from '../../workflows/document/seen.ts'
import type { Deps } from '../deps.ts'
import { shortDate } from '../render/words.ts'
import { catalogues } from '../views/texts/index.ts'
import { type CopyPlan, type CopyStanding, makeCopy, numbersOf, sendable, uncontrolled } from './copy-stamp.ts'
import type { DocumentBytes } from './read-document-file.ts'

const { vi } = catalogues
const ended: ReadonlySet<string> = new Set(['superseded', 'obsolete', 'withdrawn'])

/** What the copy is. Whoever is on the list of holders is told of the next revision; anybody else has to ask. */
const standingOf = ({ state }: DocumentRevision, isHolder: boolean): CopyStanding => {
  if (ended.has(state)) return { label: 'LỖI THỜI', warns: true, note: 'Bản này không còn hiệu lực, chỉ để tra cứu; không dùng để làm việc.' }
  if (state !== 'effective') return { label: 'DỰ THẢO, CHƯA CÓ HIỆU LỰC', warns: true, note: 'Bản này chưa có hiệu lực; không dùng để làm việc.' }
  return isHolder ? { label: 'TÀI LIỆU ĐƯỢC KIỂM SOÁT', warns: false, note: 'Người nhận được báo khi có bản mới và phải hủy bản này. Quét mã để biết bản này còn hiệu lực không.' } : uncontrolled
}

interface Names { of(accountId: string): string }

const signatureRow = (names: Names, zone: string, { what, unsigned }: { readonly what: string; readonly unsigned: string }, signature: Signature | null): string[] => (signature === null ? [what, unsigned, '', '']
  : [what, names.of(signature.accountId), vi.roles[signature.role], shortDate(formatInstant(signature.atMs, zone).slice(0, 10))])

const changesOf = ({ revisions }: ControlledDocument, upTo: DocumentRevision): string[][] => revisions.filter(({ ordinal, state }) => ordinal <= upTo.ordinal && (state !== 'withdrawn' || ordinal === upTo.ordinal))
  .toReversed().flatMap((one) => [
    ...one.changes.map(({ place, what }) => [`${numbersOf(one)}: ${place}`, what]), ...(one.takenOver === undefined ? [] : [[numbersOf(one), vi.document.earlierChanges]]),
  ])

interface Copied { readonly person: SignedInPerson; readonly read: ReadDocument; readonly revision: DocumentRevision; readonly origin: string }

const planFor = async (deps: Deps, { person, read: { document }, revision, origin }: Copied): Promise<CopyPlan> => {
  const { tenantId, accountId, zone, today } = person.reader
  const nowMs = deps.clock.nowMs()
  const signed = [revision.submitted, revision.reviewed, revision.approved, revision.published, ...(revision.takenOver === undefined ? [] : [revision.takenOver])]
  const people = await findAccounts(deps.orm.em.fork(), tenantId, [...new Set([accountId, ...revision.drafters, ...signed.flatMap((one) => one?.accountId ?? [])])])
  const names: Names = { of: (id) => people.find((one) => one.id === id)?.fullName ?? '–' }
  const holders = await documentReaders(deps.pool, tenantId, { documentId: document.id, revisionId: revision.id, on: today })
  const labels = ['Soạn thảo', 'Xem xét', 'Phê duyệt', 'Ban hành', vi.document.takenOver]
  const unsigned = revision.takenOver === undefined ? vi.document.notSigned : vi.document.before
  return {
    tenantId, zone, code: document.code, revision, nowMs, origin, standing: standingOf(revision, holders.some((one) => one.accountId === accountId)),
    owner: `${names.of(accountId)}, ${formatInstant(nowMs, zone).slice(11, 16)} ${shortDate(today)}`,
    control: { signatures: signed.map((one, at) => signatureRow(names, zone, { what: labels[at] ?? '', unsigned }, one)), changes: changesOf(document, revision) },
  }
}

/**
 * The copy for this person; `revisionId` undefined: of the revision in force. `origin`: where the request came in.
 * @throws DomainError not-found, for what is not there and for what is not for them alike; no-copy | copy-in-work; file-refused | file-check-busy; object-purged | object-missing | objects-unavailable
 */
export const copyDocument = async (deps: Deps, person: SignedInPerson, asked: { readonly id: string; readonly revisionId: string | undefined; readonly origin: string }): Promise<DocumentBytes> => {
  const read = await readDocument(deps.pool, person.reader, asked.id)
  const revision = read === null ? null : asked.revisionId === undefined ? inForceOf(read.document) : read.document.revisions.find(({ id }) => id === asked.revisionId) ?? null
  if (read === null || revision === null || !isSeen(read.level, revision.state) || revision.file === null) throw new DomainError('not-found')
  return sendable(await makeCopy(deps, await planFor(deps, { person, read, revision, origin: asked.origin })))
}
