/** Controlled documents over HTTP: the master list, one document, and what is done with it. */
import Type from 'typebox'
import { closed, Id } from '../../schemas/common.ts'
import {
  DocumentActionList, DocumentFilter, DocumentJournalView, type DocumentLine, DocumentPage, DocumentReaders, type DocumentStanding,
} from '../../schemas/document-service.ts'
import { AdvanceDocument, type ControlledDocument, type DocumentEntry, type DocumentRevision, NewDocument } from '../../schemas/document.ts'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import { NewRelease, ReleaseView } from '../../schemas/release.ts'
import { listDocuments, type ListedDocument, readDocument, readDocumentJournal } from '../../storage/documents/read.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { documentActions } from '../../workflows/document/actions.ts'
import { inForceOf } from '../../workflows/document/entry.ts'
import { takeUpBy } from '../../workflows/document/laws.ts'
import { seenAt } from '../../workflows/document/seen.ts'
import { acknowledge, readersOf } from '../commands/acknowledge-document.ts'
import { advanceDocument } from '../commands/advance-document.ts'
import { createDocument } from '../commands/create-document.ts'
import { factsOfDocument } from '../commands/document-facts.ts'
import { documentViewOf, DocumentView, shownRevision } from '../commands/document-view.ts'
import { releaseDocuments } from '../commands/release-documents.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { answered, ById, entered, etagOf, expectedVersionOf, idempotencyKeyOf, idOf, journalView, KeyHeader, markReplayed, problems, WriteHeaders } from './common.ts'
import { isId, isText, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'

const tags = ['documents']
const journalLimit = 10_000

const numbersOf = (revision: DocumentRevision | null | undefined, zone: string): DocumentLine['inForce'] => (!revision ? null : {
  id: revision.id, issue: revision.issue, revision: revision.revision, state: revision.state,
  effectiveFrom: revision.effectiveFromMs === null ? null : formatInstant(revision.effectiveFromMs, zone),
})
const notYet: ReadonlySet<string> = new Set(['draft', 'inReview', 'approved', 'scheduled'])
/** The revision under way; null when there is none. */
export const underWay = ({ revisions }: Pick<ControlledDocument, 'revisions'>): DocumentRevision | null => revisions.findLast(({ state }) => notYet.has(state)) ?? null

const lineOf = ({ document, level, unread, lawFrom }: ListedDocument, zone: string): DocumentLine => {
  const seen = seenAt(level, document)
  return {
    id: document.id, version: document.version, code: document.code, type: document.type, title: shownRevision(seen)?.title ?? '', ownerUnitId: document.ownerUnitId,
    inForce: numbersOf(inForceOf(seen), zone), open: numbersOf(underWay(seen), zone), nextReviewOn: document.nextReviewOn, parentId: document.parentId, retention: document.retention,
    retiredAt: document.retiredAtMs === null ? null : formatInstant(document.retiredAtMs, zone), unread, lawDueOn: level === 3 && lawFrom !== null ? takeUpBy(lawFrom) : null,
  }
}

/** A stretch of the master list. @throws DomainError invalid-request */
export const findDocuments = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, query: DocumentFilter): Promise<{ readonly lines: DocumentLine[]; readonly next: string | null }> => {
  const limit = query.limit ?? 50
  const after = readCursor(query.after, [isText, isId])
  const asked = { words: query.q ?? '', type: query.type ?? null, unitId: query.unit ?? null, standing: (query.standing ?? null) as DocumentStanding | null }
  const rows = await listDocuments(deps.pool, reader, asked, { limit, after: after === undefined ? null : { code: String(after[0]), id: String(after[1]) } })
  return { lines: rows.map((row) => lineOf(row, reader.zone)), next: nextCursor(rows, limit, ({ document }) => [document.code, document.id]) }
}

/** The journal of a document, and whether its chain is whole; for those who see all of it. @throws DomainError not-found */
export const documentJournalOf = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, id: string): Promise<DocumentJournalView> => {
  const read = await readDocument(deps.pool, person.reader, id)
  if (read === null || read.level < 2) throw new DomainError('not-found')
  return journalView<DocumentEntry>(await readDocumentJournal(deps.pool, person.reader.tenantId, id, { afterSeq: 0, limit: journalLimit }), read.document)
}

const declareReads = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/documents', {
    preHandler, schema: { tags, summary: 'The master list: documents that I may see, by code', querystring: DocumentFilter, response: { 200: DocumentPage, ...problems } },
  }, async (request) => {
    const { lines, next } = await findDocuments(deps, personOf(request), request.query)
    return { items: lines, next }
  })
  api.get('/documents/:id', {
    preHandler, schema: { tags, summary: 'One document with the revisions that I may see', params: ById, response: { 200: DocumentView, ...problems } },
  }, async (request, reply) => {
    const person = personOf(request)
    const read = await readDocument(deps.pool, person.reader, idOf(request.params.id))
    if (read === null) throw new DomainError('not-found')
    reply.header('etag', etagOf(read.document.version))
    return documentViewOf(read.document, read.level, person.reader.zone)
  })
  api.get('/documents/:id/actions', {
    preHandler, schema: { tags, summary: 'What I may do with it now, and for the rest why not', params: ById, response: { 200: DocumentActionList, ...problems } },
  }, async (request) => {
    const { facts } = await factsOfDocument(deps, personOf(request), idOf(request.params.id))
    return { version: facts.document.version, actions: documentActions(facts, deps.clock.nowMs()).map(({ refusal, needs, ...action }) => ({
      ...action, needs: [...needs], allowed: refusal === null,
      refusal: refusal === null ? null : { ...refusal, title: { vi: errorKinds[refusal.code].vi, en: errorKinds[refusal.code].en } },
    })) }
  })
  api.get('/documents/:id/journal', {
    preHandler, schema: { tags, summary: 'Everything that happened to it', params: ById, response: { 200: DocumentJournalView, ...problems } },
  }, (request) => documentJournalOf(deps, personOf(request), idOf(request.params.id)))
}

const declareWrites = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.post('/documents', {
    preHandler, schema: { tags, summary: 'Begin a document with its first draft', headers: KeyHeader, body: NewDocument, response: { 201: DocumentView, ...problems } },
  }, async (request, reply) => {
    const { answer, replayed } = await createDocument(deps, { person: personOf(request), key: idempotencyKeyOf(request), body: request.body })
    markReplayed(reply, replayed)
    reply.code(201).header('etag', etagOf(answer.version)).header('location', `/api/v1/documents/${answer.id}`)
    return answer
  })
  api.post('/documents/:id/events', {
    preHandler, schema: { tags, summary: 'Cause an event on a document', headers: WriteHeaders, params: ById, body: AdvanceDocument, response: { 200: DocumentView, ...problems } },
  }, async (request, reply) => {
    return answered(reply, await advanceDocument(deps, {
      person: personOf(request), id: idOf(request.params.id), expectedVersion: expectedVersionOf(request), key: idempotencyKeyOf(request), body: request.body,
    }))
  })
  api.post('/document-releases', {
    preHandler, schema: { tags, summary: 'Promulgate several approved revisions by one decision', headers: KeyHeader, body: NewRelease, response: { 201: ReleaseView, ...problems } },
  }, async (request, reply) => entered(reply, await releaseDocuments(deps, { person: personOf(request), key: idempotencyKeyOf(request), body: request.body })))
}

const declareReaders = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/documents/:id/acknowledgements', {
    preHandler, schema: { tags, summary: 'Who has taken note of the revision in force, and who has not', params: ById, response: { 200: DocumentReaders, ...problems } },
  }, async (request) => {
    const person = personOf(request)
    const id = idOf(request.params.id)
    const readers = await readersOf(deps, person, id)
    const read = await readDocument(deps.pool, person.reader, id)
    return {
      revisionId: read === null ? null : inForceOf(read.document)?.id ?? null,
      missing: readers.filter(({ atMs }) => atMs === null).map(({ accountId, fullName }) => ({ accountId, fullName })),
      acknowledged: readers.flatMap(({ accountId, fullName, atMs }) => (atMs === null ? [] : [{ accountId, fullName, at: formatInstant(atMs, person.reader.zone) }])),
    }
  })
  api.post('/documents/:id/acknowledgements', {
    preHandler, schema: { tags, summary: 'I have read the revision in force', params: ById, body: closed({ revisionId: Id }), response: { 204: Type.Null(), ...problems } },
  }, async (request, reply) => {
    await acknowledge(deps, personOf(request), { id: idOf(request.params.id), revisionId: request.body.revisionId })
    reply.code(204)
    return null
  })
}

export const declareDocuments = (api: Api, deps: Deps): void => {
  declareReads(api, deps)
  declareWrites(api, deps)
  declareReaders(api, deps)
}
