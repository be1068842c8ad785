/** A form of a page that sends one file: taken in as it comes, then back to the page; refused, the page again with the reason beside the form. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, errorKinds } from '../../../schemas/errors.ts'
import { idOf } from '../../api/common.ts'
import { fieldBeside, registerMultipart, takingUpload } from '../../api/document-files.ts'
import type { SentWith } from '../../api/uploads.ts'
import { fileBytesMax, type Upload } from '../../commands/attach-file.ts'
import type { Deps } from '../../deps.ts'
import { lookUpPerson } from '../../plugins/people.ts'
import { askToSignIn } from '../sign-in.ts'

/** What of a form is not the file. */
const formBytes = 1024 * 1024
/** Longer notes go into a report of their own. */
const noteMost = 500

/** What a file comes with, and the note beside it, if any. */
export interface FormSent extends SentWith { readonly id: string; readonly note: string | undefined }
export interface FormRefused { readonly person: FormSent['person']; readonly id: string; readonly params: FormSent['params']; readonly error: DomainError; readonly status: number }
export interface UploadForm {
  readonly path: string
  /** The page to come back to after signing in. */
  readonly home: (id: string) => string
  /** Answers where to go then. */
  readonly take: (sent: FormSent, upload: Upload) => Promise<string>
  readonly refused: (request: FastifyRequest, reply: FastifyReply, why: FormRefused) => Promise<FastifyReply>
}

/** Declares POST `path`, whose form has the fields `version` and `key` before its file. */
export const declareUploadForm = async (pages: FastifyInstance, deps: Deps, { path, home, take, refused }: UploadForm): Promise<void> => {
  await pages.register(async (scope) => {
    await registerMultipart(scope)
    scope.post<{ Params: Readonly<Record<string, string>> }>(path, { schema: { hide: true }, bodyLimit: fileBytesMax + formBytes, config: { slowBody: true } }, async (request, reply) => {
      const { params } = request
      const id = idOf(params['id'] ?? '')
      const person = await lookUpPerson(deps, request)
      if (person === null) return askToSignIn(request, reply, home(id))
      try {
        const part = request.isMultipart() ? await request.file() : undefined
        if (part === undefined) throw new DomainError('file-missing')
        const note = fieldBeside(part, 'note').trim().slice(0, noteMost)
        const sent = { person, id, params, expectedVersion: Number(fieldBeside(part, 'version')), key: fieldBeside(part, 'key'), note: note === '' ? undefined : note }
        return await reply.redirect(await takingUpload(part, (upload) => take(sent, upload)), 303)
      } catch (error) {
        if (!(error instanceof DomainError) || error.code === 'not-found') throw error
        return refused(request, reply, { person, id, params, error, status: errorKinds[error.code].status })
      }
    })
  })
}
