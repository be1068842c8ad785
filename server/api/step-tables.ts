/** The step table of a draft over HTTP: read, change by change, and written into the draft; siblings of the editor's forms. */
import Type from 'typebox'
import { closed, Instant, nullable } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { Finding } from '../../schemas/procedure.ts'
import { BeginStepTable, EditedStepTable, EditStepTable, StepTableView, tableDeeds } from '../../schemas/step-table.ts'
import { listTableVersions } from '../../storage/documents/step-tables.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { DocumentView } from '../commands/document-view.ts'
import { beginStepTable, editStepTable } from '../commands/edit-step-table.ts'
import { judgeTable, openTable, versionOfTable } from '../commands/step-table.ts'
import { writeStepTable } from '../commands/write-step-table.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { answered, ById, etagOf, expectedVersionOf, idempotencyKeyOf, idOf, markReplayed, problems, WriteHeaders } from './common.ts'
import type { Api } from './types.ts'

const tags = ['documents']
const listed = 100
const tableBytesMax = 1024 * 1024

const Versions = closed({ items: Type.Array(closed({
  version: Type.Integer({ minimum: 1 }), deed: Type.Unsafe<(typeof tableDeeds)[number]>({ type: 'string', enum: [...tableDeeds] }), about: nullable(Type.String({ maxLength: 600 })), hash: nullable(Type.String({ maxLength: 64 })), savedAt: Instant, savedBy: Type.String({ maxLength: 300 }),
}), { maxItems: listed }) })

const declareReads = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/documents/:id/step-table', {
    preHandler, schema: { tags, summary: 'The step table of the draft, with what the check finds in it; its ETag is the version of the table', params: ById, response: { 200: StepTableView, ...problems } },
  }, async (request, reply) => {
    const person = personOf(request)
    const opened = await openTable(deps, person, idOf(request.params.id))
    if (opened.based === null) throw new DomainError('not-found')
    const { problems: faults, findings, sum, hash } = await judgeTable(deps, person, opened.based)
    const version = versionOfTable(opened)
    reply.header('etag', etagOf(version))
    return { version, written: hash !== null && hash === opened.revision.procedure?.hash, hash, table: opened.based.table, problems: [...faults], findings: [...findings], sum }
  })
  api.get('/documents/:id/step-table/versions', {
    preHandler, schema: { tags, summary: 'Versions of the step table that were saved, the newest first', params: ById, response: { 200: Versions, ...problems } },
  }, async (request) => {
    const person = personOf(request)
    const { of } = await openTable(deps, person, idOf(request.params.id))
    return { items: (await listTableVersions(deps.pool, of, listed)).map(({ savedAtMs, savedByName, ...one }) => ({ ...one, savedAt: formatInstant(savedAtMs, person.reader.zone), savedBy: savedByName })) }
  })
}

const declareWrites = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.post('/documents/:id/step-table', {
    preHandler, bodyLimit: tableBytesMax, schema: { tags, summary: 'Change the step table of the draft; kept as its next version', headers: WriteHeaders, params: ById, body: EditStepTable, response: { 200: EditedStepTable, ...problems } },
  }, async (request, reply) => answered(reply, await editStepTable(deps, { person: personOf(request), id: idOf(request.params.id), expectedVersion: expectedVersionOf(request), key: idempotencyKeyOf(request), body: request.body })))
  api.post('/documents/:id/step-table/begin', {
    preHandler, schema: { tags, summary: 'Begin the step table of a draft: a copy of a procedure in force, or a new one', headers: WriteHeaders, params: ById, body: BeginStepTable, response: { 201: EditedStepTable, ...problems } },
  }, async (request, reply) => answered(reply.code(201), await beginStepTable(deps, { person: personOf(request), id: idOf(request.params.id), expectedVersion: expectedVersionOf(request), key: idempotencyKeyOf(request), body: request.body })))
  api.post('/documents/:id/step-table/write', {
    preHandler, schema: { tags, summary: 'Write the step table into the draft; If-Match names the version of the table', headers: WriteHeaders, params: ById, response: { 200: closed({ document: DocumentView, findings: Type.Array(Finding) }), ...problems } },
  }, async (request, reply) => {
    const { answer, replayed } = await writeStepTable(deps, { person: personOf(request), id: idOf(request.params.id), expectedVersion: expectedVersionOf(request), key: idempotencyKeyOf(request), body: null })
    markReplayed(reply, replayed)
    return { document: answer.document, findings: [...answer.findings] }
  })
}

export const declareStepTables = (api: Api, deps: Deps): void => {
  declareReads(api, deps)
  declareWrites(api, deps)
}
