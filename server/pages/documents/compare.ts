/** The page that shows two revisions of a document word by word. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../../schemas/errors.ts'
import { idOf } from '../../api/common.ts'
import { isId } from '../../api/cursors.ts'
import { compareRevisions } from '../../commands/read-document-text.ts'
import type { Deps } from '../../deps.ts'
import { numbersText } from '../../views/documents/list.ts'
import { comparisonView } from '../../views/documents/reading.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { visitOf } from '../visit.ts'
import { changeLines, mainRevision, readSeenDocument } from './facts.ts'

const Query = Type.Object({ from: Type.Optional(Type.String({ maxLength: 40 })), to: Type.Optional(Type.String({ maxLength: 40 })) }, { additionalProperties: false })

/** Without a choice: the two newest that have a file. */
export const declareComparison = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Params: { id: string }; Querystring: { from?: string; to?: string } }>('/documents/:id/compare', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const id = idOf(request.params.id)
    const seen = await readSeenDocument(deps, person, id)
    const withFile = seen.document.revisions.filter(({ file }) => file !== null).toReversed()
    const [to, from] = [request.query.to ?? withFile[0]?.id, request.query.from ?? withFile[1]?.id ?? withFile[0]?.id]
    if (to === undefined || from === undefined || !isId(to) || !isId(from)) throw new DomainError('not-found')
    const compared = await compareRevisions(deps, person, { id, one: from, other: to })
    const body = comparisonView(visit, {
      ...compared, id, code: seen.document.code, title: mainRevision(seen).title, changes: changeLines(seen, visit, compared.to),
      choices: withFile.map((one) => ({ id: one.id, text: numbersText(visit, one) })),
    })
    return sendPage(request, reply, { title: `${visit.t.reading.compare} ${seen.document.code}`, body })
  })
}
