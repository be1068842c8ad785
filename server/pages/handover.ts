/** Handing the work of a person over, for whoever answers for it: the form, the record, and the record as a file. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HeldKind, HeldWork } from '../../schemas/administration.ts'
import { NewHandover } from '../../schemas/handover.ts'
import { heldWork } from '../../storage/administration.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { idOf } from '../api/common.ts'
import { handOver, handoversOf, mayHandOver, readHandover } from '../commands/hand-over.ts'
import type { Deps } from '../deps.ts'
import { tokenHashOf } from '../plugins/people.ts'
import { recordFiles, recordTypes, renderHandover } from '../reports/handover-files.ts'
import type { Choice, FormBack, FormField, FormPlan } from '../views/form.ts'
import { handoverRecordView, handoverView } from '../views/handover.ts'
import { inLanguage } from '../views/texts/index.ts'
import { bodyOf, declareFormPage, type Sent, typed, typedDay } from './admin-forms.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { given } from './forms.ts'
import { decisionField } from './person-plans.ts'
import { peopleChoices } from './quality/people.ts'
import { type Visit, visitOf } from './visit.ts'

/** Kinds whose rules know an assignment. */
const movable: readonly HeldKind[] = ['dossier', 'action', 'reviewTask', 'complaint']

const planOf = (visit: Visit, path: string, held: readonly HeldWork[], choices: readonly Choice[]): FormPlan => {
  const { t } = visit
  const others = held.filter(({ kind }) => movable.includes(kind)).map(({ kind }): FormField =>
    ({ kind: 'pick', name: kind, label: t.handover.other(t.heldKinds[kind]), choices, empty: t.handover.same, optional: true }))
  return { id: 'handOver', path, title: t.handover.hand, submit: t.handover.hand, note: t.handover.note, main: true, fields: [
    { kind: 'pick', name: 'successorId', label: t.handover.to, choices, empty: t.admin.choose }, ...(others.length > 1 ? others : []),
    decisionField(visit), { kind: 'day', name: 'decidedOn', label: t.handover.decidedOn },
  ] }
}

interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number }

const show = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status }: Shown): Promise<FastifyReply> => {
  const from = await mayHandOver(deps, person, idOf(id))
  const path = `/people/${from.id}/handover`
  const visit = { ...visitOf(request), path }
  const { tenantId, zone } = person.reader
  const held = await heldWork(deps.pool, { tenantId, accountId: from.id, zone, nowMs: deps.clock.nowMs() })
  const choices = (await peopleChoices(deps, person)).filter(({ value }) => value !== from.id)
  const body = handoverView(visit, { name: from.fullName, held, past: await handoversOf(deps, person, from.id), plan: held.length === 0 && back === null ? null : planOf(visit, path, held, choices), back })
  return sendPage(request, reply, { title: visit.t.handover.title, body, status, path })
}

const bodyFrom = ({ fields }: Sent): NewHandover => bodyOf(NewHandover, {
  successorId: typed(fields, 'successorId'), decision: typed(fields, 'decision'), decidedOn: typedDay(fields, 'decidedOn'),
  others: movable.flatMap((kind) => (given(fields, kind) === undefined ? [] : [{ kind, successorId: typed(fields, kind) }])),
})

const declareRecord = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Params: { id: string } }>('/handovers/:id', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const record = await readHandover(deps, person, idOf(request.params.id))
    const visit = { ...visitOf(request), path: `/handovers/${record.id}` }
    return sendPage(request, reply, { title: visit.t.handover.record, body: handoverRecordView(visit, record), path: visit.path })
  })
  for (const kind of recordFiles) pages.get<{ Params: { id: string } }>(`/handovers/:id/record.${kind}`, { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const record = await readHandover(deps, person, idOf(request.params.id))
    const bytes = await renderHandover(record, kind, { agency: inLanguage('vi', person.agencyName), zone: person.reader.zone })
    return reply.type(recordTypes[kind]).header('content-disposition', `attachment; filename="bien-ban-ban-giao.${kind}"`).send(Buffer.from(bytes))
  })
}

/** Declares the page of the form, the record and its files. */
export const declareHandoverPages = (pages: FastifyInstance, deps: Deps): void => {
  const path = '/people/:id/handover'
  const shown = show(deps)
  declareFormPage(pages, deps, {
    path, readers: null, roles: null, show: shown,
    act: async (sent, request) => {
      const { person, key, id } = sent
      const { answer } = await handOver(deps, { person, tokenHash: tokenHashOf(request), key, id: idOf(id), body: bodyFrom(sent) })
      return `/handovers/${answer.id}`
    },
  })
  declareRecord(pages, deps)
}
