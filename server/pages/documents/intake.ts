/** Hands in a list of documents that were in force before with their files, shows what was found, and begins to take them over: for the ISO secretary. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import multipart, { type MultipartFile } from '@fastify/multipart'
import { IntakeDefaults, intakeBytesMost, intakeFilesMost } from '../../../schemas/document-intake.ts'
import { DomainError, errorKinds } from '../../../schemas/errors.ts'
import { isId } from '../../api/cursors.ts'
import { dispositionOf } from '../../api/papers.ts'
import { beginIntake, beginIntakeCheck } from '../../commands/begin-intake.ts'
import { intakeRoles } from '../../commands/check-intake.ts'
import { stepFileBytesMax } from '../../commands/import-steps.ts'
import type { Deps } from '../../deps.ts'
import { Spool, type Spooled } from '../../files/spool.ts'
import { lookUpPerson, personWith } from '../../plugins/people.ts'
import { renderXlsx, xlsxType } from '../../render/xlsx.ts'
import { parseWith } from '../../validate.ts'
import { intakeFormView, templateColumns } from '../../views/documents/intake.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import type { Fields } from '../forms.ts'
import { askToSignIn } from '../sign-in.ts'
import { visitOf } from '../visit.ts'
import { unitsToday } from './common.ts'
import { decisionOf } from './forms.ts'
import { whyRefused } from './list.ts'

const path = '/documents/import'
/** What of a form is not the files. */
const formBytes = 2 * 1024 * 1024

const sendForm = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, refusal: DomainError | null): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path }
  const units = await unitsToday(deps, personWith(request, intakeRoles), visit)
  return sendPage(request, reply, { title: visit.t.intake.title, body: intakeFormView(visit, { units, why: refusal === null ? null : whyRefused(refusal, visit) }), status: refusal === null ? 200 : errorKinds[refusal.code].status })
}

interface HandedIn { readonly fields: Fields; readonly list: Spooled | null }

const keepPart = async (deps: Deps, { filename, fieldname, file }: MultipartFile, spools: { readonly list: Spool; readonly files: Spool }): Promise<Spooled | null> => {
  if (filename === '') return null
  const bytes = file.iterator({ destroyOnReturn: false })
  if (fieldname === 'list') return spools.list.add(filename, bytes)
  await spools.files.addOrUnpack(filename, bytes, deps.files)
  return null
}

/** The refusal that stands for what the parser of forms finds too much. */
const refusalOf = (error: unknown): unknown => {
  const { code } = error as { code?: string }
  if (code === 'FST_FILES_LIMIT') return new DomainError('too-many-files', { most: intakeFilesMost })
  return code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT' ? new DomainError('body-too-large') : error
}

/** The parts of the form. After a refusal the rest is read and thrown away, or its sender would wait and never read why. @throws DomainError of the files */
const readParts = async (deps: Deps, request: FastifyRequest, spools: { readonly list: Spool; readonly files: Spool }): Promise<HandedIn> => {
  const fields = new Map<string, string>()
  let [list, refusal]: [Spooled | null, unknown] = [null, null]
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields.set(part.fieldname, String(part.value).trim())
      else if (refusal === null) list = await keepPart(deps, part, spools).catch((error: unknown) => { refusal = error; return null }) ?? list
      if (part.type === 'file') part.file.resume()
    }
  } catch (error) {
    throw refusalOf(error)
  }
  if (refusal !== null) throw refusal
  return { fields, list }
}

/** @throws DomainError file-missing, invalid-request, and of the files */
const handIn = async (deps: Deps, request: FastifyRequest): Promise<string> => {
  const person = personWith(request, intakeRoles)
  const spools = { list: new Spool({ files: 1, bytes: stepFileBytesMax }), files: new Spool({ files: intakeFilesMost, bytes: intakeBytesMost }) }
  try {
    if (!request.isMultipart()) throw new DomainError('file-missing')
    const { fields, list } = await readParts(deps, request, spools)
    if (list === null) throw new DomainError('file-missing')
    const defaults = parseWith(IntakeDefaults, { decision: decisionOf(fields) ?? null, ownerUnitId: fields.get('ownerUnitId') || null }, 'invalid-request')
    return await beginIntakeCheck(deps, { person, key: fields.get('key') ?? '', defaults, list, files: spools.files.files })
  } finally {
    spools.list.close()
    spools.files.close()
  }
}

const declareHandIn = (scope: FastifyInstance, deps: Deps): void => {
  scope.post(path, { schema: { hide: true }, bodyLimit: intakeBytesMost + formBytes, config: { slowBody: true } }, async (request, reply) => {
    if (await lookUpPerson(deps, request) === null) return reply.redirect(`/sign-in?next=${encodeURIComponent(path)}`, 303)
    try {
      return await reply.redirect(`/tasks/${await handIn(deps, request)}`, 303)
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'role-not-granted') throw error
      return sendForm(deps, request, reply, error)
    }
  })
}

/** An empty list with one line as an example. */
const template = (title: string, sheet: string): Promise<Uint8Array> => renderXlsx([{
  name: sheet, heading: [title.toUpperCase()], columns: templateColumns.map(([name, , width]) => ({ title: name, kind: 'text', width })), rows: [templateColumns.map(([, , , example]) => example)], landscape: true,
}])

export const declareIntake = async (pages: FastifyInstance, deps: Deps): Promise<void> => {
  pages.get(path, { schema: { hide: true } }, async (request, reply) => {
    if (await personOrSignIn(deps, request, reply) === null) return reply
    return sendForm(deps, request, reply, null)
  })
  pages.get(`${path}/template.xlsx`, { schema: { hide: true } }, async (request, reply) => {
    if (await personOrSignIn(deps, request, reply) === null) return reply
    const { t } = visitOf(request)
    return reply.type(xlsxType).header('content-disposition', dispositionOf(`${t.intake.fileName}.xlsx`, 'attachment')).send(Buffer.from(await template(t.intake.sheet, t.intake.sheet)))
  })
  pages.post<{ Params: { id: string } }>(`${path}/:id`, { schema: { hide: true } }, async (request, reply) => {
    if (await lookUpPerson(deps, request) === null) return askToSignIn(request, reply, path)
    if (!isId(request.params.id)) throw new DomainError('not-found')
    return reply.redirect(`/tasks/${await beginIntake(deps, personWith(request, intakeRoles), request.params.id)}`, 303)
  })
  await pages.register(async (scope) => {
    await scope.register(multipart, { limits: { fileSize: intakeBytesMost + 1, files: intakeFilesMost + 1, fields: 20, fieldSize: 10_000, parts: intakeFilesMost + 30, headerPairs: 50 }, throwFileSizeLimit: false })
    declareHandIn(scope, deps)
  })
}
