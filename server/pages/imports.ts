/** Hands in a tracking book or an event log as a file: for administrators, into their own agency. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import { trackingBookCode } from '../../schemas/eventlog.ts'
import { ImportTask } from '../../schemas/task.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { findProcedures } from '../../storage/work.ts'
import { fieldBeside, registerMultipart } from '../api/document-files.ts'
import { beginImport, importBytesMax } from '../commands/begin-import.ts'
import type { Deps } from '../deps.ts'
import { administrators, lookUpPerson, personWith } from '../plugins/people.ts'
import { parseWith } from '../validate.ts'
import { importView, type ImportChoice } from '../views/import.ts'
import { inLanguage } from '../views/texts/index.ts'
import { administratorOrSignIn } from './admin.ts'
import { sendPage, wordsOf } from './common.ts'
import { visitOf } from './visit.ts'

const proceduresMost = 3000

/** The tracking book first, then what is in force, at last the shipped procedures of logs. */
const choicesOf = async (deps: Deps, request: FastifyRequest): Promise<ImportChoice[]> => {
  const { language } = visitOf(request)
  const { reader } = personWith(request, administrators)
  const logs = shippedProcedures().filter(({ kind }) => kind === 'log').map(({ code, title }) => ({ code, name: inLanguage(language, title) }))
  const own = await findProcedures(deps.pool, reader.tenantId, { words: '', on: reader.today, limit: proceduresMost })
  const inForce = own.filter(({ code }) => !logs.some((one) => one.code === code)).map(({ code, title }) => ({ code, name: inLanguage(language, title) }))
  return [{ code: trackingBookCode, name: visitOf(request).t.imports.listChoice }, ...inForce, ...logs.filter(({ code }) => code !== trackingBookCode)]
}

const sendForm = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, refusal: DomainError | null): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: '/admin/import' }
  const body = importView(visit, { choices: await choicesOf(deps, request), why: refusal === null ? null : wordsOf(refusal, visit.language) })
  return sendPage(request, reply, { title: visit.t.imports.title, body, status: refusal === null ? 200 : errorKinds[refusal.code].status })
}

/** A name that is safe as one in a folder, with the ending by which the reader knows the format. */
const fileNameOf = (name: string): string => {
  const ending = /\.(csv|xes|xes\.gz)$/i.exec(name)?.[0].toLowerCase()
  if (ending === undefined) throw new DomainError('log-malformed')
  return `log${ending}`
}

/** @throws DomainError file-missing, log-malformed, invalid-request, and what `beginImport` refuses */
const takeIn = async (deps: Deps, request: FastifyRequest): Promise<string> => {
  const person = personWith(request, administrators)
  const part = request.isMultipart() ? await request.file({ limits: { fileSize: importBytesMax + 1 } }) : undefined
  if (part === undefined || part.filename === '') throw new DomainError('file-missing')
  const bytes = await part.toBuffer()
  const asked = parseWith(ImportTask, { procedureCode: fieldBeside(part, 'procedure'), fileName: fileNameOf(part.filename), classifyBy: fieldBeside(part, 'classify') }, 'invalid-request')
  return beginImport(deps, { person, key: fieldBeside(part, 'key'), asked, bytes })
}

const declarePost = (scope: FastifyInstance, deps: Deps): void => {
  scope.post('/admin/import', { schema: { hide: true }, bodyLimit: importBytesMax + 64 * 1024, config: { slowBody: true } }, async (request, reply) => {
    if (await lookUpPerson(deps, request) === null) return reply.redirect(`/sign-in?next=${encodeURIComponent('/admin/import')}`, 303)
    try {
      return await reply.redirect(`/tasks/${await takeIn(deps, request)}`, 303)
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'role-not-granted') throw error
      return sendForm(deps, request, reply, error)
    }
  })
}

export const declareImports = async (pages: FastifyInstance, deps: Deps): Promise<void> => {
  pages.get('/admin/import', { schema: { hide: true } }, async (request, reply) => {
    if (await administratorOrSignIn(deps, request, reply) === null) return reply
    return sendForm(deps, request, reply, null)
  })
  await pages.register(async (scope) => {
    await registerMultipart(scope)
    declarePost(scope, deps)
  })
}
