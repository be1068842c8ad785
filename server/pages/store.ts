/** The file store for administrators: where it is, whether it answers and locks, what lies there, what its jobs found; legal holds. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { HoldRelease, NewHold } from '../../schemas/hold.ts'
import { DomainError } from '../../schemas/errors.ts'
import { type LegalHold, openHolds } from '../../storage/objects/holds.ts'
import { countObjects, lastRuns, openFaults } from '../../storage/objects/upkeep.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { placeHold } from '../commands/place-hold.ts'
import { releaseHold } from '../commands/release-hold.ts'
import type { Deps } from '../deps.ts'
import { storeAnswers } from '../readiness.ts'
import type { FormBack, FormPlan } from '../views/form.ts'
import { storeView } from '../views/store.ts'
import { bodyOf, declareFormPage, type Sent, typed } from './admin-forms.ts'
import { sendPage } from './common.ts'
import { type Visit, visitOf } from './visit.ts'

const path = '/admin/storage'
const shownMost = 50

const plansOf = ({ t, format }: Visit, holds: readonly LegalHold[]): FormPlan[] => {
  const place: FormPlan = { id: 'place', path, title: t.store.placeHold, submit: t.store.placeHold, note: t.store.placeNote, fields: [
    { kind: 'text', name: 'reason', label: t.store.holdReason, max: 500 }, { kind: 'text', name: 'documentCodes', label: t.store.codes, hint: t.store.codesHint, max: 2_000 },
  ] }
  if (holds.length === 0) return [place]
  const choices = holds.map(({ id, reason, placedAtMs }) => ({ value: id, text: `${reason} (${format.at(placedAtMs)})` }))
  return [place, { id: 'release', path, title: t.store.release, submit: t.store.release, fields: [
    { kind: 'pick', name: 'holdId', label: t.store.which, choices }, { kind: 'text', name: 'ground', label: t.store.ground, max: 500 },
  ] }]
}

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }

const show = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const { pool, objects, clock } = deps
  const { tenantId } = person.reader
  const [answers, counts, runs, faults, holds] = await Promise.all([
    storeAnswers(objects), countObjects(pool, tenantId, clock.nowMs()), lastRuns(pool), openFaults(pool, tenantId, shownMost), openHolds(pool, tenantId, shownMost),
  ])
  const visit = { ...visitOf(request), path: request.method === 'GET' ? request.url : path }
  const { done } = request.query as { done?: string }
  const body = storeView(visit, {
    kind: objects.kind, place: objects.place, answers, locks: objects.locks(), hasOffice: deps.office.isThere, counts, runs, faults, holds, plans: plansOf(visit, holds), back,
    done: done === 'placed' || done === 'released' ? done : null,
  })
  return sendPage(request, reply, { title: visit.t.store.title, body, status, path: visit.path })
}

const carryOut = async (deps: Deps, { person, key, formId, fields }: Sent): Promise<string> => {
  if (formId === 'place') {
    const documentCodes = [...new Set(typed(fields, 'documentCodes').split(/[\s,;]+/).filter((code) => code !== ''))]
    await placeHold(deps, { person, key, body: bodyOf(NewHold, { reason: typed(fields, 'reason'), documentCodes }) })
    return `${path}?done=placed`
  }
  if (formId !== 'release') throw new DomainError('not-found')
  await releaseHold(deps, { person, key, id: typed(fields, 'holdId'), body: bodyOf(HoldRelease, { ground: typed(fields, 'ground') }) })
  return `${path}?done=released`
}

export const declareStore = (pages: FastifyInstance, deps: Deps): void => {
  const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) }, { additionalProperties: false })
  const page = show(deps)
  declareFormPage(pages, deps, { path, query: Query, show: page, act: (sent) => carryOut(deps, sent) })
}
