/** What audits look at, over HTTP: the frozen sample, the checklist line by line, files as evidence, the agency's own questions. */
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { LineKey, LineView, NewQuestion, OwnQuestion, OwnQuestions, RecordLine, SampleFile, type SampleFile as Sample, SheetView, UncheckedLines } from '../../schemas/audit-sheet.ts'
import { closed, Id, oneOf } from '../../schemas/common.ts'
import { IsoReport } from '../../schemas/report.ts'
import { DomainError } from '../../schemas/errors.ts'
import { ownQuestions, readLines, readSample } from '../../storage/quality/audit-sheets.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { findAudit } from '../commands/advance-audit.ts'
import { askQuestion, attachToLine, dropQuestion, recordLine, sheetOf, uncheckedDossiers } from '../commands/audit-sheet.ts'
import type { Deps } from '../deps.ts'
import { auditReport } from '../reports/audit-report.ts'
import { type PaperReport as Paper, renderReport, type ReportFileKind, reportFiles, reportFileTypes } from '../reports/iso/files.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { answered, ById, expectedVersionOf, idempotencyKeyOf, idOf, problems, WriteHeaders } from './common.ts'
import type { Api } from './types.ts'
import { declareFileUpload, keptBytes, sendKept } from './uploads.ts'
import { declareChange, declareNew } from './writes.ts'

const tags = ['quality']
const OfLine = Type.Object({ id: Type.String({ maxLength: 200 }), key: LineKey }, { additionalProperties: false })
const OfFile = Type.Object({ id: Type.String({ maxLength: 200 }), key: LineKey, at: Type.String({ pattern: '^\\d{1,3}$' }) }, { additionalProperties: false })
const OfKind = Type.Object({ id: Type.String({ maxLength: 200 }), kind: oneOf(reportFiles) }, { additionalProperties: false })
const PaperReport = Type.Pick(IsoReport, ['agency', 'title', 'asOf', 'madeOn', 'sections', 'annexes', 'figures', 'frame'], { additionalProperties: false })

/** Sends a report out as a file. */
const sendReport = async (reply: FastifyReply, kind: ReportFileKind, report: Paper, issuedAtMs: number): Promise<FastifyReply> =>
  reply.type(reportFileTypes[kind]).header('content-disposition', `attachment; filename="bao-cao-danh-gia-noi-bo.${kind}"`).send(Buffer.from(await renderReport(report, kind, { number: null, issuedAtMs })))

/** The frozen population of an audit with the sample drawn from it. @throws DomainError not-found, also before it began */
const sampleFileOf = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, id: string): Promise<Sample> => {
  await findAudit(deps, person, id)
  const found = await readSample(deps.pool, person.reader.tenantId, { id })
  if (found === null) throw new DomainError('not-found')
  return sampleFile(found, person.reader.zone)
}

/** The same as a value that a file holds. */
export const sampleFile = ({ code, sheet, population }: NonNullable<Awaited<ReturnType<typeof readSample>>>, zone: string): Sample =>
  ({ audit: code, frozenAt: formatInstant(sheet.frozenAtMs, zone), seed: sheet.seed, most: sheet.most, drawn: sheet.drawn, population })

const declareReads = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/audits/:id/sheet', {
    preHandler, schema: { tags, summary: 'The checklist as it stands', params: ById, response: { 200: SheetView, ...problems } },
  }, async (request) => (await sheetOf(deps, personOf(request), idOf(request.params.id))).view)
  api.get('/audits/:id/unchecked', {
    preHandler, schema: { tags, summary: 'Dossiers of the sample that nobody of the team may check; before it begins, for whoever may begin it, of the sample as it would be drawn now', params: ById, response: { 200: UncheckedLines, ...problems } },
  }, async (request) => ({ items: await uncheckedDossiers(deps, personOf(request), idOf(request.params.id)) }))
  api.get('/audits/:id/sample', {
    preHandler, schema: { tags, summary: 'The frozen population and the sample drawn from it: all that a redraw needs', params: ById, response: { 200: SampleFile, ...problems } },
  }, (request) => sampleFileOf(deps, personOf(request), idOf(request.params.id)))
  api.get('/audits/:id/report', {
    preHandler, schema: { tags, summary: 'The report of the audit: its sections, and every figure with its source', params: ById, response: { 200: PaperReport, ...problems } },
  }, (request) => auditReport(deps, personOf(request), idOf(request.params.id)))
  api.get('/audits/:id/report/:kind', {
    preHandler, schema: { tags, summary: 'The report of the audit as a file', params: OfKind, response: { 200: keptBytes, ...problems } },
  }, async (request, reply) => sendReport(reply, request.params.kind, await auditReport(deps, personOf(request), idOf(request.params.id)), deps.clock.nowMs()))
  api.get('/audits/:id/lines/:key/files/:at', {
    preHandler, schema: { tags, summary: 'A file of evidence', params: OfFile, response: { 200: keptBytes, ...problems } },
  }, async (request, reply) => {
    const { reader } = personOf(request)
    const id = idOf(request.params.id)
    await findAudit(deps, personOf(request), id)
    const one = (await readLines(deps.pool, reader.tenantId, id, request.params.key))[0]?.evidence[Number(request.params.at)]
    return sendKept(deps, reply, reader.tenantId, one !== undefined && 'file' in one ? one.file : null)
  })
}

const declareQuestions = (api: Api, deps: Deps): void => {
  api.get('/audit-questions', {
    preHandler: requirePerson(deps), schema: { tags, summary: 'Questions of the agency\'s own, those that ended too', response: { 200: OwnQuestions, ...problems } },
  }, async (request) => ({ items: await ownQuestions(deps.pool, personOf(request).reader.tenantId) }))
  const roles = ['isoSecretary', 'qualityManager'] as const
  declareNew(api, deps, '/audit-questions', { tag: 'quality', summary: 'Ask a question of the agency\'s own from today on', roles, body: NewQuestion, answer: OwnQuestion }, (asked) => askQuestion(deps, asked))
  declareChange(api, deps, '/audit-questions/:id/end', { tag: 'quality', summary: 'Ask a question no more', roles, body: closed({}), answer: closed({ id: Id }) }, (asked) => dropQuestion(deps, asked))
}

export const declareAuditSheets = async (api: Api, deps: Deps): Promise<void> => {
  declareReads(api, deps)
  declareQuestions(api, deps)
  api.post('/audits/:id/lines/:key', {
    preHandler: requirePerson(deps), schema: { tags, summary: 'Record a line of the checklist; If-Match names the version of the line, "0" for none yet', headers: WriteHeaders, params: OfLine, body: RecordLine, response: { 200: LineView, ...problems } },
  }, async (request, reply) => {
    const { id, key: lineKey } = request.params
    return answered(reply, await recordLine(deps, { person: personOf(request), id: idOf(id), lineKey, expected: expectedVersionOf(request), key: idempotencyKeyOf(request), body: request.body }))
  })
  await declareFileUpload(api, deps, '/audits/:id/lines/:key/files', {
    summary: 'Add a file to a line', params: OfLine, answer: LineView,
    take: ({ person, params: { id = '', key: lineKey = '' }, expectedVersion: expected, key }, body) => attachToLine(deps, { person, id: idOf(id), lineKey, expected, key, body }),
  })
}
