/** Addresses that take one file beside a record, and kept files on their way out. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import Type, { type TSchema } from 'typebox'
import type { DocumentFile } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { readObject } from '../../storage/objects/read.ts'
import { findObject } from '../../storage/objects/rows.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { fileBytesMax, type Upload } from '../commands/attach-file.ts'
import type { Done } from '../commands/once.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { answered, expectedVersionOf, idempotencyKeyOf, problems, WriteHeaders } from './common.ts'
import { registerMultipart, takingUpload } from './document-files.ts'
import { dispositionOf } from './papers.ts'
import type { Api } from './types.ts'

/** What of a form is not the file. */
const formBytes = 1024 * 1024
/** The answer of an address that sends a kept file. */
export const keptBytes = { content: { 'application/octet-stream': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } } }

/** What a file comes with. */
export interface SentWith { readonly person: SignedInPerson; readonly params: Readonly<Record<string, string>>; readonly expectedVersion: number; readonly key: string }
interface Taking { readonly summary: string; readonly params: TSchema; readonly answer: TSchema; readonly take: (sent: SentWith, upload: Upload) => Promise<Done<{ readonly version: number }>> }

/** Declares POST `path` (multipart/form-data, one file). */
export const declareFileUpload = async (api: Api, deps: Deps, path: string, { summary, params, answer, take }: Taking): Promise<void> => {
  await (api as unknown as FastifyInstance).register(async (scope) => {
    await registerMultipart(scope)
    scope.post(path, {
      preHandler: requirePerson(deps), bodyLimit: fileBytesMax + formBytes, config: { slowBody: true },
      schema: { tags: ['quality'], summary: `${summary} (multipart/form-data, one file)`, consumes: ['multipart/form-data'], headers: WriteHeaders, params, response: { 200: answer, ...problems } },
    }, async (request, reply) => {
      const sent = { person: personOf(request), params: request.params as SentWith['params'], expectedVersion: expectedVersionOf(request), key: idempotencyKeyOf(request) }
      const part = request.isMultipart() ? await request.file() : undefined
      if (part === undefined) throw new DomainError('file-missing')
      return answered(reply, await takingUpload(part, (upload) => take(sent, upload)))
    })
  })
}

/** Sends a kept file out, to be saved. @throws DomainError not-found | object-missing | objects-unavailable */
export const sendKept = async (deps: Pick<Deps, 'pool' | 'objects'>, reply: FastifyReply, tenantId: string, file: Pick<DocumentFile, 'objectId' | 'name' | 'size' | 'mediaType'> | null): Promise<FastifyReply> => {
  const object = file === null ? undefined : await findObject(deps.pool, tenantId, file.objectId)
  if (file === null || object === undefined) throw new DomainError('not-found')
  const bytes = await readObject(deps.objects, object)
  return reply.header('content-disposition', dispositionOf(file.name, 'attachment')).header('content-length', String(file.size)).type(file.mediaType).send(bytes)
}
