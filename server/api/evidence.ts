/** Evidence packs over HTTP. */
import Type from 'typebox'
import { packForPerson } from '../commands/evidence-pack.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { ById, idOf, problems } from './common.ts'
import { dispositionOf } from './papers.ts'
import type { Api } from './types.ts'

const zip = { content: { 'application/zip': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } } }

export const declareEvidence = (api: Api, deps: Deps): void => {
  api.get('/dossiers/:id/evidence.zip', {
    preHandler: requirePerson(deps),
    schema: { tags: ['dossiers'], summary: 'The evidence pack of a dossier: deadline day by day, journal, papers, and their check', params: ById, response: { 200: zip, ...problems } },
  }, async (request, reply) => {
    const { fileName, bytes } = await packForPerson(deps, personOf(request), [idOf(request.params.id)])
    return reply.type('application/zip').header('content-disposition', dispositionOf(fileName, 'attachment')).send(Buffer.from(bytes))
  })
}
