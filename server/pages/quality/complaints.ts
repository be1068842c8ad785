/** The register of complaints, one of them with its forms, one entered by hand, and the register as files. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { AdvanceComplaint, complaintChannels, type ComplaintEvent, complaintEvents, complaintKinds, type ComplaintView, NewComplaint } from '../../../schemas/complaint.ts'
import { DomainError } from '../../../schemas/errors.ts'
import { Cursor } from '../../../schemas/service.ts'
import { readDossier } from '../../../storage/dossiers.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { formatInstant } from '../../../workflows/calendar/index.ts'
import { mayHandle, mayReceiveComplaint } from '../../../workflows/quality/complaint.ts'
import { idOf } from '../../api/common.ts'
import { findComplaints } from '../../api/complaints.ts'
import { attachToComplaint } from '../../commands/complaint-file.ts'
import { advanceComplaint, complaintDetail, complaintFactsFor, complaintsFor, enterComplaint } from '../../commands/complaints.ts'
import type { Deps } from '../../deps.ts'
import { docxType } from '../../render/docx.ts'
import { xlsxType } from '../../render/xlsx.ts'
import { complaintsDocx, complaintsXlsx } from '../../reports/complaint-files.ts'
import { type Choice, type FormBack, type FormField, formOf, type FormPlan } from '../../views/form.ts'
import { complaintListView, complaintView, newComplaintView } from '../../views/quality/complaints.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { dateText } from '../../views/times.ts'
import { bodyOf, declareFormPage, declareForms, refusalOf, typed, typedDay } from '../admin-forms.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { unitsToday } from '../documents/common.ts'
import { type Fields, given, versionOf } from '../forms.ts'
import { type Visit, visitOf } from '../visit.ts'
import { mayDo } from './nonconformities.ts'
import { namesIn, peopleChoices, registerMost } from './people.ts'
import { declareUploadForm } from './upload-form.ts'

const pageSize = 100

const unitNames = async (deps: Deps, person: SignedInPerson, visit: Visit): Promise<ReadonlyMap<string, string>> => new Map((await unitsToday(deps, person, visit)).map(({ id, name }) => [id, name]))
const actorOf = ({ reader }: SignedInPerson) => ({ accountId: reader.accountId, roles: reader.roles.slice() })
const mayEnter = (person: SignedInPerson): boolean => mayDo(() => mayReceiveComplaint(actorOf(person), person.reader.roles.map(({ unitId }) => unitId)))

/** Whom it may be given to. */
const handlerChoices = async (deps: Deps, person: SignedInPerson, id: string): Promise<Choice[]> => {
  const facts = await complaintFactsFor(deps, person, id)
  return (await peopleChoices(deps, person)).filter(({ value }) => mayHandle(facts, value))
}

const fieldsFor = ({ t }: Visit, event: ComplaintEvent, people: readonly Choice[], { kind }: ComplaintView): FormField[] => {
  const reason: FormField = { kind: 'lines', name: 'reason', label: t.complaints.reason, rows: 2, max: 2000 }
  const number: FormField = { kind: 'text', name: 'number', label: t.complaints.number, max: 60 }
  switch (event) {
    case 'ACCEPT': return [{ kind: 'pick', name: 'kind', label: t.complaints.kind, choices: (['feedback', 'complaint'] as const).map((value) => ({ value, text: t.complaintKinds[value] })), value: kind }]
    case 'REFUSE': case 'EXTEND': return [reason]
    case 'PASS_ON': return [reason, number]
    case 'ASSIGN': return [{ kind: 'pick', name: 'handlerId', label: t.complaints.handler, choices: people, empty: t.admin.choose }]
    case 'ANSWER': return [
      { kind: 'pick', name: 'justified', label: t.complaints.justified, choices: [{ value: 'yes', text: t.complaints.isJustified }, { value: 'no', text: t.complaints.isNot }], empty: t.admin.choose },
      { kind: 'lines', name: 'answer', label: t.complaints.answer, rows: 4, max: 4000 }, { ...number, optional: true },
    ]
    case 'ERASE': return [number]
    case 'CLOSE': return []
  }
}

const present = (members: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
const eventOf = (type: string, fields: Fields): AdvanceComplaint => {
  const justified = given(fields, 'justified')
  return bodyOf(AdvanceComplaint, present({
    type, kind: given(fields, 'kind'), reason: given(fields, 'reason'), handlerId: given(fields, 'handlerId'), number: given(fields, 'number'), answer: given(fields, 'answer'), justified: justified === undefined ? undefined : justified === 'yes',
  }))
}

interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number; readonly uploadWhy?: string | null }

const showOne = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status, uploadWhy = null }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/complaints/${id}` }
  const { t } = visit
  const detail = await complaintDetail(deps, person, idOf(id))
  const one = detail.complaint
  const names = await namesIn(deps, person, [one.personId, one.handlerId, ...detail.files.map(({ by }) => by)])
  const dossier = one.dossierId === null ? null : await readDossier(deps.pool, person.reader, { id: one.dossierId })
  const people = detail.events.includes('ASSIGN') ? await handlerChoices(deps, person, one.id) : []
  const day = (instant: string | null): string | null => (instant === null ? null : `${dateText(instant.slice(0, 10))} ${instant.slice(11, 16)}`)
  const all: (readonly [string, string | null])[] = [
    [t.complaints.kind, t.complaintKinds[one.kind]], [t.complaints.channel, t.complaintChannels[one.channel]], [t.quality.unit, (await unitNames(deps, person, visit)).get(one.unitId) ?? t.app.none], [t.complaints.received, day(one.receivedAt)],
    [t.complaints.due, day(one.dueAt)], [t.complaints.ground, detail.ground], [t.complaints.person, one.personId === null ? null : names.get(one.personId) ?? t.app.none], [t.complaints.handler, one.handlerId === null ? null : names.get(one.handlerId) ?? t.app.none],
    [t.complaints.number, one.number], [t.complaints.justified, one.justified === null ? null : `${one.justified ? t.complaints.isJustified : t.complaints.isNot} · ${one.inTime === false ? t.complaints.late : t.complaints.inTime}`],
  ]
  const plans = complaintEvents.filter((event) => detail.events.includes(event)).map((event): FormPlan => ({
    id: event, path: `/complaints/${id}`, title: t.complaintEvents[event], submit: t.complaintEvents[event], fields: fieldsFor(visit, event, people, one), hidden: { version: String(one.version) }, main: event === 'ACCEPT' || event === 'ANSWER',
  }))
  const body = complaintView(visit, {
    detail, names, uploadWhy, facts: all.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const])), dossier: dossier === null ? null : { href: `/dossiers/${dossier.facts.dossier.id}`, text: dossier.facts.dossier.code ?? t.work.noCode },
    plans, back, done: (request.query as { done?: string }).done !== undefined, now: formatInstant(deps.clock.nowMs(), person.reader.zone),
  })
  return sendPage(request, reply, { title: one.code, body, status })
}

const showNew = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: '/complaints/new' }
  const { t } = visit
  const units = (await unitsToday(deps, person, visit)).filter(({ id }) => person.reader.units.includes(id))
  const plan: FormPlan = { id: 'enter', path: '/complaints', title: t.complaints.enter, submit: t.complaints.save, main: true, fields: [
    { kind: 'pick', name: 'kind', label: t.complaints.kind, choices: complaintKinds.map((value) => ({ value, text: t.complaintKinds[value] })) }, { kind: 'pick', name: 'channel', label: t.complaints.channel, choices: complaintChannels.map((value) => ({ value, text: t.complaintChannels[value] })) },
    { kind: 'pick', name: 'unitId', label: t.quality.unit, choices: units.map(({ id, name }) => ({ value: id, text: name })), empty: t.admin.choose }, { kind: 'day', name: 'receivedOn', label: t.complaints.receivedOn, value: person.reader.today },
    { kind: 'text', name: 'dossier', label: t.complaints.dossier, max: 64, optional: true }, { kind: 'pick', name: 'personId', label: t.complaints.person, choices: await peopleChoices(deps, person), empty: t.complaints.nobody, optional: true },
    { kind: 'text', name: 'sender', label: t.complaints.sender, max: 200, optional: true }, { kind: 'text', name: 'contact', label: t.complaints.contact, max: 200, optional: true }, { kind: 'lines', name: 'text', label: t.complaints.text, rows: 4, max: 4000 },
  ] }
  return sendPage(request, reply, { title: t.complaints.enter, body: newComplaintView(visit, formOf(visit, plan, back)), status })
}

const declareNew = (pages: FastifyInstance, deps: Deps): void => {
  const shown = showNew(deps)
  pages.get('/complaints/new', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    return person === null ? reply : shown(request, reply, { person, id: '', back: null, status: 200 })
  })
  declareForms(pages, deps, {
    path: '/complaints', roles: null, show: shown,
    act: async ({ person, key, fields }) => {
      const code = given(fields, 'dossier')
      const found = code === undefined ? null : await readDossier(deps.pool, person.reader, { code })
      if (code !== undefined && found === null) throw new DomainError('invalid-request', { errors: [{ at: '/dossier', rule: 'known', message: `không có hồ sơ ${code}`, messageEn: `there is no dossier ${code}` }] })
      const { answer } = await enterComplaint(deps, { person, key, body: bodyOf(NewComplaint, present({
        kind: typed(fields, 'kind'), channel: typed(fields, 'channel'), unitId: typed(fields, 'unitId'), receivedOn: typedDay(fields, 'receivedOn'), text: typed(fields, 'text'), sender: given(fields, 'sender'),
        contact: given(fields, 'contact'), personId: given(fields, 'personId'), dossierId: found?.facts.dossier.id,
      })) })
      return `/complaints/${answer.id}?done=1`
    },
  })
}

const declareFiles = (pages: FastifyInstance, deps: Deps): void => {
  for (const kind of ['xlsx', 'docx'] as const) pages.get(`/complaints/register.${kind}`, { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const nowMs = deps.clock.nowMs()
    const found = await complaintsFor(deps, person, {}, { belowId: null, limit: registerMost + 1 })
    const register = { lines: found.slice(0, registerMost), isCut: found.length > registerMost, units: await unitNames(deps, person, visit), agency: inLanguage(visit.language, person.agencyName), today: person.reader.today, asOf: visit.format.at(nowMs), nowMs }
    const bytes = kind === 'xlsx' ? await complaintsXlsx(visit.t, register) : await complaintsDocx(visit.t, register)
    return reply.type(kind === 'xlsx' ? xlsxType : docxType).header('content-disposition', `attachment; filename="phan-anh-khieu-nai.${kind}"`).send(Buffer.from(bytes))
  })
}

/** Declares /complaints. */
export const declareComplaintPages = async (pages: FastifyInstance, deps: Deps): Promise<void> => {
  const ListQuery = Type.Object({ open: Type.Optional(Type.String({ maxLength: 5 })), after: Type.Optional(Cursor) }, { additionalProperties: false })
  pages.get<{ Querystring: Type.Static<typeof ListQuery> }>('/complaints', { schema: { hide: true, querystring: ListQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const openOnly = request.query.open !== undefined
    const { items: lines, next } = await findComplaints(deps, person, { limit: pageSize, open: openOnly, ...(request.query.after === undefined ? {} : { after: request.query.after }) })
    const body = complaintListView(visit, { lines, next, openOnly, units: await unitNames(deps, person, visit), mayEnter: mayEnter(person), now: formatInstant(deps.clock.nowMs(), person.reader.zone) })
    return sendPage(request, reply, { title: visit.t.complaints.title, body })
  })
  declareFiles(pages, deps)
  declareNew(pages, deps)
  const shown = showOne(deps)
  const DoneQuery = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) }, { additionalProperties: false })
  declareFormPage(pages, deps, {
    path: '/complaints/:id', readers: null, query: DoneQuery, roles: null, show: shown,
    act: async ({ person, id, formId, key, fields }) => {
      await advanceComplaint(deps, { person, id: idOf(id), expectedVersion: versionOf(fields), key, body: eventOf(formId, fields) })
      return `/complaints/${id}?done=${formId}`
    },
  })
  await declareUploadForm(pages, deps, {
    path: '/complaints/:id/file', home: (id) => `/complaints/${id}`,
    take: async (sent, body) => {
      await attachToComplaint(deps, { ...sent, body })
      return `/complaints/${sent.id}?done=ATTACH`
    },
    refused: (request, reply, { person, id, error, status }) => shown(request, reply, { person, id, back: null, status, uploadWhy: refusalOf(error, visitOf(request)).words }),
  })
}
