/** A published step table uploaded over HTTP: each row with how it was read, and the next version of the draft's table. Sibling of the editor's form. */
import type { FastifyRequest } from 'fastify'
import type { MultipartFile } from '@fastify/multipart'
import { DomainError } from '../../schemas/errors.ts'
import { BeginStepTable, ImportedTable } from '../../schemas/step-table.ts'
import { importSteps, stepFileBytesMax, type ImportedSteps } from '../commands/import-steps.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { parseJson, parseWith } from '../validate.ts'
import { ById, etagOf, expectedVersionOf, idempotencyKeyOf, idOf, markReplayed, problems, WriteHeaders } from './common.ts'
import { registerMultipart, takingUpload } from './document-files.ts'
import type { Api } from './types.ts'

/** The largest request that is read; a larger file is refused while it comes in. */
export const stepUploadBytesMax = stepFileBytesMax * 2

/** A published table is small: it is taken in whole. @throws DomainError file-too-large */
export const wholeStepFile = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    size += piece.length
    if (size > stepFileBytesMax) throw new DomainError('file-too-large', { maxBytes: stepFileBytesMax })
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** The file of a form. @throws DomainError file-missing */
export const stepFilePart = async (request: FastifyRequest): Promise<MultipartFile> => {
  const part = request.isMultipart() ? await request.file() : undefined
  if (part !== undefined && part.filename !== '') return part
  part?.file.resume()
  throw new DomainError('file-missing')
}

/** The field `procedure`, for a draft that carries none: JSON with code, title, kind and limit, before the file. @throws DomainError invalid-request */
const procedureIn = ({ fields }: MultipartFile): BeginStepTable => {
  const field = fields['procedure']
  if (field === undefined || Array.isArray(field) || field.type !== 'field') return {}
  return parseWith(BeginStepTable, { procedure: parseJson(String(field.value), 'invalid-request') }, 'invalid-request')
}

const answerOf = ({ version, notes, read: { sheet, heading, lines } }: ImportedSteps): ImportedTable =>
  ({ version, notes, read: { sheet, heading, lines: lines.map(({ remarks, ...line }) => ({ ...line, remarks: remarks.map((one) => ({ ...one })) })) } })

const declareUpload = (api: Api, deps: Deps): void => {
  api.post('/documents/:id/step-table/import', {
    preHandler: requirePerson(deps), bodyLimit: stepUploadBytesMax, config: { slowBody: true },
    schema: {
      tags: ['documents'], summary: 'Read a published step table (multipart/form-data, one XLSX or CSV file) into the table of the draft; If-Match "0" for a draft without one, which names its procedure in the field `procedure` before the file',
      consumes: ['multipart/form-data'], headers: WriteHeaders, params: ById, response: { 200: ImportedTable, ...problems },
    },
  }, async (request, reply) => {
    const [id, expectedVersion, key] = [idOf(request.params.id), expectedVersionOf(request), idempotencyKeyOf(request)]
    const part = await stepFilePart(request)
    const { answer, replayed } = await takingUpload(part, async ({ fileName, bytes }) =>
      importSteps(deps, { person: personOf(request), id, expectedVersion, key, body: { fileName, ...procedureIn(part), bytes: await wholeStepFile(bytes) } }))
    markReplayed(reply, replayed)
    reply.header('etag', etagOf(answer.version))
    return answerOf(answer)
  })
}

/** Files are taken in here alone. */
export const declareStepImports = async (api: Api, deps: Deps): Promise<void> => {
  await api.register(async (scope) => {
    await registerMultipart(scope)
    declareUpload(scope as unknown as Api, deps)
  })
}
