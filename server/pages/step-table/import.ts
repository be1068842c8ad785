/** A published step table is read out of a file, and what was read of each row is shown before anybody goes on with it. */
import type { FastifyInstance } from 'fastify'
import { DomainError, errorKinds } from '../../../schemas/errors.ts'
import { BeginStepTable } from '../../../schemas/step-table.ts'
import { idOf } from '../../api/common.ts'
import { registerMultipart, takingUpload } from '../../api/document-files.ts'
import { stepFilePart, stepUploadBytesMax, wholeStepFile } from '../../api/step-imports.ts'
import { importSteps } from '../../commands/import-steps.ts'
import type { Deps } from '../../deps.ts'
import { lookUpPerson } from '../../plugins/people.ts'
import { html } from '../../views/html.ts'
import { editorPath } from '../../views/step-table/editor.ts'
import { readView } from '../../views/step-table/import.ts'
import { bodyOf, typed } from '../admin-forms.ts'
import { countNotices, sendPage } from '../common.ts'
import { refusalWords } from '../documents/actions.ts'
import { fieldsBefore } from '../documents/one.ts'
import { given, versionOf, type Fields } from '../forms.ts'
import { visitOf } from '../visit.ts'
import { limitFrom, nameFrom } from './fields.ts'
import { sendEditor } from './show.ts'

const procedureOf = (fields: Fields): BeginStepTable => (given(fields, 'code') === undefined ? {}
  : bodyOf(BeginStepTable, { procedure: { code: typed(fields, 'code'), kind: typed(fields, 'kind'), title: nameFrom(fields, 'title') ?? { vi: '', en: '' }, limit: limitFrom(fields) ?? { unit: 'none', amount: 0 } } }))

const declareUpload = (pages: FastifyInstance, deps: Deps): void => {
  pages.post<{ Params: { id: string } }>('/documents/:id/steps/import', { schema: { hide: true }, config: { slowBody: true }, bodyLimit: stepUploadBytesMax }, async (request, reply) => {
    const id = idOf(request.params.id)
    const person = await lookUpPerson(deps, request)
    if (person === null) return reply.redirect(`/sign-in?next=${encodeURIComponent(editorPath(id))}`, 303)
    await countNotices(deps, request)
    const visit = visitOf(request)
    try {
      const part = await stepFilePart(request)
      const fields = fieldsBefore(part.fields)
      const expectedVersion = /^[1-9]/.test(fields.get('version') ?? '') ? versionOf(fields) : 0
      const { answer: { version, read } } = await takingUpload(part, async ({ fileName, bytes }) => {
        const body = { fileName, bytes: await wholeStepFile(bytes), ...procedureOf(fields) }
        return importSteps(deps, { person, id, expectedVersion, key: fields.get('key') ?? '', body })
      })
      return await sendPage(request, reply, { title: visit.t.stepTable.readTitle, body: readView(visit, { documentId: id, version, read }), path: editorPath(id) })
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'not-found') throw error
      return sendEditor(deps, request, reply, { person, id, status: errorKinds[error.code].status, notices: [html`<p class="notice bad" role="alert">${refusalWords(null, visit, error)}</p>`] })
    }
  })
}

/** Files are taken in here alone. */
export const declareStepImport = async (pages: FastifyInstance, deps: Deps): Promise<void> => {
  await pages.register(async (scope) => {
    await registerMultipart(scope)
    declareUpload(scope, deps)
  })
}
