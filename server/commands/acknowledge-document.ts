/** A person has read the revision in force and takes note of it. */
import { DomainError } from '../../schemas/errors.ts'
import { acknowledgeDocument, type DocumentReader, documentReaders } from '../../storage/documents/distribution.ts'
import { readDocument } from '../../storage/documents/read.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { inForceOf } from '../../workflows/document/entry.ts'
import type { Deps } from '../deps.ts'

/** Saying it twice is no fault. @throws DomainError not-found | not-for-you-to-acknowledge when it is not distributed to them or another revision is in force by now */
export const acknowledge = async (deps: Pick<Deps, 'pool' | 'clock'>, person: SignedInPerson, { id, revisionId }: { readonly id: string; readonly revisionId: string }): Promise<void> => {
  const { tenantId, accountId } = person.reader
  const read = await readDocument(deps.pool, person.reader, id)
  if (read === null) throw new DomainError('not-found')
  const inForce = inForceOf(read.document)
  if (inForce?.id !== revisionId) throw new DomainError('not-for-you-to-acknowledge', { inForce: inForce?.id ?? null })
  if (!read.unread && !(await readersOf(deps, person, id)).some((reader) => reader.accountId === accountId)) throw new DomainError('not-for-you-to-acknowledge', { inForce: revisionId })
  await acknowledgeDocument(deps.pool, tenantId, { documentId: id, revisionId, accountId, nowMs: deps.clock.nowMs() })
}

/** Everybody who is to have the revision in force, those first who have not taken note of it; empty when none is. @throws DomainError not-found */
export const readersOf = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, id: string): Promise<DocumentReader[]> => {
  const read = await readDocument(deps.pool, person.reader, id)
  if (read === null) throw new DomainError('not-found')
  const inForce = inForceOf(read.document)
  return inForce === null ? [] : documentReaders(deps.pool, person.reader.tenantId, { documentId: id, revisionId: inForce.id, on: person.reader.today })
}
