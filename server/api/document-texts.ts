/** What stands in documents, over HTTP: search in contents, the text of a revision, two revisions word by word. */
import Type from 'typebox'
import { closed, Id, nullable } from '../../schemas/common.ts'
import { Comparison } from '../../schemas/comparison.ts'
import { DocumentType, RevisionState } from '../../schemas/document.ts'
import { searchTexts } from '../../storage/documents/texts.ts'
import { compareRevisions, readDocumentText } from '../commands/read-document-text.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { ById, idOf, problems } from './common.ts'
import { OfRevision } from './document-files.ts'
import type { Api } from './types.ts'

const tags = ['documents']

const FoundText = closed({
  documentId: Id, code: Type.String(), title: Type.String(), type: DocumentType, revisionId: Id, issue: Type.Integer(), revision: Type.Integer(), state: RevisionState,
  excerpt: Type.String(), cut: Type.Boolean(),
})
const DocumentText = closed({ state: Type.String(), pages: nullable(Type.Integer()), remarks: Type.Array(Type.String()), text: nullable(Type.String()) })
/** The best of them; whoever does not find it among these types another word. */
const foundMost = 50

export const declareDocumentTexts = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/document-texts', {
    preHandler, schema: {
      tags, summary: 'Revisions that I may open whose text holds all these words, with or without marks',
      querystring: closed({ q: Type.String({ minLength: 1, maxLength: 200 }), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: foundMost })) }),
      response: { 200: closed({ items: Type.Array(FoundText) }), ...problems },
    },
  }, async (request) => ({ items: await searchTexts(deps.pool, personOf(request).reader, request.query.q, request.query.limit ?? foundMost) }))
  api.get('/documents/:id/revisions/:revisionId/text', {
    preHandler, schema: { tags, summary: 'The text of a revision, and what is remarked of its file', params: OfRevision, response: { 200: DocumentText, ...problems } },
  }, async (request) => {
    const { remarks, ...known } = await readDocumentText(deps, personOf(request), { id: idOf(request.params.id), revisionId: idOf(request.params.revisionId) })
    return { ...known, remarks: [...remarks] }
  })
  api.get('/documents/:id/comparison', {
    preHandler, schema: {
      tags, summary: 'Two revisions word by word; null when one of them has no text', params: ById, querystring: closed({ from: Id, to: Id }),
      response: { 200: closed({ comparison: nullable(Comparison) }), ...problems },
    },
  }, async (request) => {
    const { comparison } = await compareRevisions(deps, personOf(request), { id: idOf(request.params.id), one: request.query.from, other: request.query.to })
    return { comparison }
  })
}
