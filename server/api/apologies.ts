/** Apologies over HTTP: the register, what is known of one dossier's, and a letter that was sent beside the procedure. */
import Type from 'typebox'
import { ApologyOfDossier, ApologyQuery, ApologyRegister, NewApologyLetter } from '../../schemas/apology.ts'
import { apologyOf, apologyRegister, preparedApology, recordApologyLetter } from '../commands/apologies.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { docxType } from '../render/docx.ts'
import { apologyDocx } from '../reports/apology-files.ts'
import { audienceOf } from '../reports/statistics.ts'
import { ById, entered, idempotencyKeyOf, idOf, KeyHeader, problems } from './common.ts'
import { dispositionOf } from './papers.ts'
import type { Api } from './types.ts'

const tags = ['quality']
const bytes = { content: { [docxType]: { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } } }

/** Declares /apologies and what a dossier has of it. */
export const declareApologies = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/apologies', {
    preHandler, schema: { tags, summary: 'Dossiers due in a period for which an apology was made or is owed, with T-1 kept or not', querystring: ApologyQuery, response: { 200: ApologyRegister, ...problems } },
  }, (request) => {
    const { reader } = personOf(request)
    return apologyRegister(deps, audienceOf(reader), request.query)
  })
  api.get('/dossiers/:id/apology', {
    preHandler, schema: { tags, summary: 'By when an apology is owed, whether it was made, whether the letter lies ready', params: ById, response: { 200: ApologyOfDossier, ...problems } },
  }, (request) => apologyOf(deps, personOf(request), idOf(request.params.id)))
  api.get('/dossiers/:id/apology.docx', {
    preHandler, schema: { tags, summary: 'The prepared letter; 404 while none is to be prepared', params: ById, response: { 200: bytes, ...problems } },
  }, async (request, reply) => {
    const letter = await preparedApology(deps, personOf(request), idOf(request.params.id))
    reply.type(docxType).header('content-disposition', dispositionOf(`Phiếu xin lỗi ${letter.code ?? ''}.docx`).replace(/^inline/, 'attachment'))
    return reply.send(Buffer.from(await apologyDocx(letter)))
  })
  api.post('/dossiers/:id/apology-letters', {
    preHandler, schema: { tags, summary: 'Record a letter of apology that was sent beside the procedure', headers: KeyHeader, params: ById, body: NewApologyLetter, response: { 201: ApologyOfDossier, ...problems } },
  }, async (request, reply) => entered(reply, await recordApologyLetter(deps, { person: personOf(request), key: idempotencyKeyOf(request), id: idOf(request.params.id), body: request.body })))
}
