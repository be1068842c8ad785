/** Dossiers over HTTP. The two routes that write ask for session and rights within their own statement. */
import { closed, nullable } from '../../schemas/common.ts'
import { AdvanceDossier, ReceiveDossier } from '../../schemas/dossier.ts'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import {
  ActionList, ApplicantView, DossierFilter, DossierPage, JournalQuery, JournalView, type ActionView, type DossierLine,
} from '../../schemas/service.ts'
import { officialStatuses } from '../../schemas/procedure.ts'
import { listDossiers, listOpen, readDossier, type ListedDossier, type ReadDossier } from '../../storage/dossiers.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { formatInstant, parseInstant } from '../../workflows/calendar/index.ts'
import { actionsOf, type Action } from '../../workflows/dossier/actions.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { advanceDossier } from '../commands/advance-dossier.ts'
import { DossierView, viewOf } from '../commands/dossier-view.ts'
import { receiveDossier } from '../commands/receive-dossier.ts'
import type { Deps } from '../deps.ts'
import { entryView, readVerified } from '../journal.ts'
import { personOf, proving, requirePerson, tokenHashOf } from '../plugins/people.ts'
import { ById, etagOf, expectedVersionOf, idempotencyKeyOf, idOf, KeyHeader, markReplayed, problems, WriteHeaders } from './common.ts'
import { isId, isNumber, nextCursor, nextUrgent, readCursor, readUrgent } from './cursors.ts'
import type { Api } from './types.ts'

const tags = ['dossiers']
const SeenDossier = closed({ ...DossierView.properties, applicant: nullable(ApplicantView) })
/** Entries of one answer, if nothing else is asked for: more than a dossier comes to have. */
const journalLimit = 5_000

/** A line of a list at an instant: overdue is a question, never a stored flag. */
const lineOf = ({ dossier, applicantName }: ListedDossier, zone: string, nowMs: number): DossierLine => {
  const at = (ms: number | null): string | null => (ms === null ? null : formatInstant(ms, zone))
  const { clock } = dossier
  return {
    id: dossier.id, code: dossier.code, version: dossier.version, procedureCode: dossier.procedureCode, channel: dossier.channel,
    status: dossier.status, statusName: officialStatuses[dossier.status] ?? { vi: '–', en: '–' }, steps: dossier.steps.map((one) => one.step),
    receivingUnitId: dossier.receivingUnitId, responsibleUnitId: dossier.responsibleUnitId, applicantName,
    submittedAt: formatInstant(dossier.submittedAtMs, zone), receivedAt: at(dossier.receivedAtMs),
    dueAt: at(clock.dueAtMs), dueOriginalAt: at(clock.dueOriginalAtMs),
    overdue: clock.dueAtMs !== null && clock.endedAtMs === null && clock.dueAtMs < nowMs,
    timeliness: dossier.timeliness, daysLate: dossier.daysLate,
  }
}

/** A page of what the person may see. @throws DomainError invalid-request */
const searchDossiers = async (deps: Deps, person: SignedInPerson, query: DossierFilter): Promise<DossierPage> => {
  const { reader } = person
  const limit = query.limit ?? 50
  const filter = {
    status: query.status, procedureCode: query.procedure, codePrefix: query.code,
    dueBeforeMs: query.dueBefore === undefined ? undefined : parseInstant(query.dueBefore, reader.zone),
  }
  const nowMs = deps.clock.nowMs()
  const pageOf = (rows: readonly ListedDossier[], next: string | null): DossierPage => ({ items: rows.map((row) => lineOf(row, reader.zone, nowMs)), next })
  if (query.open ?? true) {
    const rows = await listOpen(deps.pool, reader, filter, { limit, after: readUrgent(query.after) })
    return pageOf(rows, nextUrgent(rows, limit))
  }
  const after = readCursor(query.after, [isId])
  const rows = await listDossiers(deps.pool, reader, filter, { limit, afterId: after === undefined ? null : String(after[0]) })
  return pageOf(rows, nextCursor(rows, limit, ({ dossier }) => [dossier.id]))
}

/** A dossier that the person may see. @throws DomainError not-found, for unknown ones and for those of others alike */
export const findDossier = async (deps: Deps, person: SignedInPerson, id: string): Promise<ReadDossier> => {
  const found = await readDossier(deps.pool, person.reader, { id: idOf(id) })
  if (found === null) throw new DomainError('not-found')
  return found
}

/** The refusal's own details say what would be allowed. */
const actionView = (action: Action, { compiled }: Rules): ActionView => {
  const { refusal, missing, needs, ...rest } = action
  const name = compiled.steps.get(action.step)?.name ?? { vi: action.step, en: action.step }
  return {
    ...rest, stepName: name, needs: [...needs], missing: [...missing], allowed: refusal === null,
    refusal: refusal === null ? null : { ...refusal, title: { vi: errorKinds[refusal.code].vi, en: errorKinds[refusal.code].en } },
  }
}

/** A stretch of the journal of a dossier, each entry as it was hashed, and whether the whole chain of hashes holds. @throws DomainError invalid-request, not-found */
const journalOf = async (deps: Deps, person: SignedInPerson, id: string, query: JournalQuery): Promise<JournalView> => {
  const after = readCursor(query.after, [isNumber])
  const { facts: { dossier } } = await findDossier(deps, person, id)
  const limit = query.limit ?? journalLimit
  const { verified, entries, last } = await readVerified(deps, dossier, { afterSeq: after === undefined ? 0 : Number(after[0]), limit })
  return { verified, entries: entries.map(entryView), next: last < dossier.journalSeq ? nextCursor(entries, entries.length, ({ seq }) => [seq]) : null }
}

const declareWrites = (api: Api, deps: Deps): void => {
  api.post('/dossiers', {
    schema: { tags, summary: 'Receive a dossier', headers: KeyHeader, body: ReceiveDossier, response: { 201: DossierView, ...problems } },
  }, async (request, reply) => {
    const asked = { tokenHash: tokenHashOf(request), idempotencyKey: idempotencyKeyOf(request), body: request.body }
    const { dossier, replayed } = await proving(request, receiveDossier(deps, asked))
    markReplayed(reply, replayed)
    reply.code(201).header('etag', etagOf(dossier.version)).header('location', `/api/v1/dossiers/${dossier.id}`)
    return dossier
  })
  api.post('/dossiers/:id/events', {
    schema: { tags, summary: 'Cause an event on a dossier', headers: WriteHeaders, params: ById, body: AdvanceDossier, response: { 200: DossierView, ...problems } },
  }, async (request, reply) => {
    const { dossier, replayed } = await proving(request, advanceDossier(deps, {
      tokenHash: tokenHashOf(request), dossierId: idOf(request.params.id), expectedVersion: expectedVersionOf(request),
      idempotencyKey: idempotencyKeyOf(request), body: request.body,
    }))
    markReplayed(reply, replayed)
    reply.header('etag', etagOf(dossier.version))
    return dossier
  })
}

const declareReads = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/dossiers', {
    preHandler, schema: { tags, summary: 'List dossiers that I may see: open ones by due date, all by time of filing', querystring: DossierFilter, response: { 200: DossierPage, ...problems } },
  }, (request) => searchDossiers(deps, personOf(request), request.query))
  api.get('/dossiers/:id', {
    preHandler, schema: { tags, summary: 'Read a dossier', params: ById, response: { 200: SeenDossier, ...problems } },
  }, async (request, reply) => {
    const { facts: { dossier }, applicant } = await findDossier(deps, personOf(request), request.params.id)
    const view = viewOf(dossier, (await deps.rules.rulesOf(dossier)).calendar)
    reply.header('etag', etagOf(dossier.version))
    return { ...view, applicant }
  })
  api.get('/dossiers/:id/actions', {
    preHandler, schema: { tags, summary: 'What I may do with it now, and for the rest why not', params: ById, response: { 200: ActionList, ...problems } },
  }, async (request) => {
    const { facts } = await findDossier(deps, personOf(request), request.params.id)
    const rules = await deps.rules.rulesOf(facts.dossier)
    return { version: facts.dossier.version, actions: actionsOf(rules, facts).map((action) => actionView(action, rules)) }
  })
  api.get('/dossiers/:id/journal', {
    preHandler, schema: { tags, summary: 'Everything that happened to it', params: ById, querystring: JournalQuery, response: { 200: JournalView, ...problems } },
  }, (request) => journalOf(deps, personOf(request), request.params.id, request.query))
}

export const declareDossiers = (api: Api, deps: Deps): void => {
  declareWrites(api, deps)
  declareReads(api, deps)
}
