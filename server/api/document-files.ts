/** Files and definitions of documents over HTTP: a file streams in as multipart/form-data, and streams out as it is. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import multipart, { type MultipartFile } from '@fastify/multipart'
import Type from 'typebox'
import { closed } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { Finding, type ProcedureDefinition } from '../../schemas/procedure.ts'
import { attachFile, fileBytesMax, type Upload } from '../commands/attach-file.ts'
import { copyDocument } from '../commands/copy-document.ts'
import { carriedDefinition, carryProcedure } from '../commands/carry-procedure.ts'
import { DocumentView } from '../commands/document-view.ts'
import { type DocumentBytes, readDocumentFile } from '../commands/read-document-file.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { answered, ById, etagOf, expectedVersionOf, idempotencyKeyOf, idOf, markReplayed, problems, WriteHeaders } from './common.ts'
import { dispositionOf } from './papers.ts'
import type { Api } from './types.ts'

const tags = ['documents']
export const OfRevision = closed({ id: Type.String({ maxLength: 200 }), revisionId: Type.String({ maxLength: 200 }) })
const bytes = { content: { 'application/octet-stream': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } } }
const AnyDefinition = Type.Unsafe<ProcedureDefinition>({ type: 'object', description: 'A procedure definition: docs/ and schemas/procedure.ts' })
const definitionBytesMax = 1024 * 1024

/** What browsers show by themselves; everything else is saved. */
const shown: ReadonlySet<string> = new Set(['application/pdf', 'image/png', 'image/jpeg'])

/** Where the request came in. */
export const originOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`

/** Sends a file out; the name says which revision it is and whether it is in force. */
export const sendDocumentFile = (request: FastifyRequest, reply: FastifyReply, file: DocumentBytes): FastifyReply => {
  const etag = `"${file.sha256}"`
  reply.header('etag', etag).header('x-revision-state', file.state)
  if (request.headers['if-none-match']?.split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === etag)) {
    file.bytes.destroy()
    return reply.code(304).send()
  }
  reply.header('content-disposition', dispositionOf(file.fileName, shown.has(file.mediaType) ? 'inline' : 'attachment'))
  return reply.type(file.mediaType).header('content-length', String(file.sizeBytes)).send(file.bytes)
}

const declareReads = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/documents/:id/file', {
    preHandler, schema: { tags, summary: 'The file of the revision in force', params: ById, response: { 200: bytes, ...problems } },
  }, async (request, reply) => sendDocumentFile(request, reply, await readDocumentFile(deps, personOf(request), { id: idOf(request.params.id), revisionId: undefined })))
  api.get('/documents/:id/revisions/:revisionId/file', {
    preHandler, schema: { tags, summary: 'The file of any revision, for those who may see it', params: OfRevision, response: { 200: bytes, ...problems } },
  }, async (request, reply) => sendDocumentFile(request, reply,
    await readDocumentFile(deps, personOf(request), { id: idOf(request.params.id), revisionId: idOf(request.params.revisionId) })))
  api.get('/documents/:id/copy', {
    preHandler, schema: { tags, summary: 'A PDF copy of the revision in force, with its control page and a stamp on every page', params: ById, response: { 200: bytes, ...problems } },
  }, async (request, reply) => sendDocumentFile(request, reply, await copyDocument(deps, personOf(request), { id: idOf(request.params.id), revisionId: undefined, origin: originOf(request) })))
  api.get('/documents/:id/revisions/:revisionId/copy', {
    preHandler, schema: { tags, summary: 'A stamped PDF copy of any revision, for those who may see it', params: OfRevision, response: { 200: bytes, ...problems } },
  }, async (request, reply) => sendDocumentFile(request, reply,
    await copyDocument(deps, personOf(request), { id: idOf(request.params.id), revisionId: idOf(request.params.revisionId), origin: originOf(request) })))
  api.get('/documents/:id/revisions/:revisionId/procedure', {
    preHandler, schema: { tags, summary: 'The definition that a revision carries', params: OfRevision, response: { 200: AnyDefinition, ...problems } },
  }, (request) => carriedDefinition(deps, personOf(request), { id: idOf(request.params.id), revisionId: idOf(request.params.revisionId) }))
  api.post('/documents/:id/procedure', {
    preHandler, bodyLimit: definitionBytesMax, schema: {
      tags, summary: 'Give the draft the procedure that it describes', headers: WriteHeaders, params: ById, body: AnyDefinition,
      response: { 200: closed({ document: DocumentView, findings: Type.Array(Finding) }), ...problems },
    },
  }, async (request, reply) => {
    const { answer, replayed } = await carryProcedure(deps, {
      person: personOf(request), id: idOf(request.params.id), expectedVersion: expectedVersionOf(request), key: idempotencyKeyOf(request), body: request.body,
    })
    markReplayed(reply, replayed)
    reply.header('etag', etagOf(answer.document.version))
    return { document: answer.document, findings: [...answer.findings] }
  })
}

/** The parser of forms with files, for the addresses that take one. Fields come before the file: what they say is needed to take it. */
export const registerMultipart = async (scope: FastifyInstance): Promise<void> => {
  await scope.register(multipart, { limits: { fileSize: fileBytesMax + 1, files: 1, fields: 20, fieldSize: 10_000, parts: 21, headerPairs: 50 }, throwFileSizeLimit: false })
}

/** A field that came before the file in the same form; empty where there is none. */
export const fieldBeside = ({ fields }: MultipartFile, name: string): string => {
  const field = fields[name]
  return field !== undefined && !Array.isArray(field) && field.type === 'field' ? String(field.value) : ''
}

/** Works with a file as it comes in. Whatever is left of it after a refusal is thrown away, or its sender would wait for us to take it and never read the answer. */
export const takingUpload = async <T>({ filename, file }: MultipartFile, work: (upload: Upload) => Promise<T>): Promise<T> => {
  try {
    return await work({ fileName: filename, bytes: file.iterator({ destroyOnReturn: false }) })
  } finally {
    file.resume()
  }
}

const declareUpload = (scope: FastifyInstance, deps: Deps): void => {
  (scope as unknown as Api).post('/documents/:id/file', {
    preHandler: requirePerson(deps), bodyLimit: fileBytesMax + definitionBytesMax, config: { slowBody: true },
    schema: { tags, summary: 'Put a file into the draft (multipart/form-data, one file)', consumes: ['multipart/form-data'], headers: WriteHeaders, params: ById, response: { 200: DocumentView, ...problems } },
  }, async (request, reply) => {
    const [id, expectedVersion, key] = [idOf(request.params.id), expectedVersionOf(request), idempotencyKeyOf(request)]
    const part = request.isMultipart() ? await request.file() : undefined
    if (part === undefined) throw new DomainError('file-missing')
    return answered(reply, await takingUpload(part, (body) => attachFile(deps, { person: personOf(request), id, expectedVersion, key, body })))
  })
}

export const declareDocumentFiles = async (api: Api, deps: Deps): Promise<void> => {
  declareReads(api, deps)
  await api.register(async (scope) => {
    await registerMultipart(scope)
    declareUpload(scope, deps)
  })
}
