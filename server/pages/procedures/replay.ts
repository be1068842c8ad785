/** A revision of a procedure, drafts among them, tried on closed dossiers: begun here, its progress and outcome on the page of the task. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { Code } from '../../../schemas/common.ts'
import { DomainError } from '../../../schemas/errors.ts'
import { ReplayTask } from '../../../schemas/replay.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { addDays } from '../../../workflows/calendar/index.ts'
import { migrationReaders } from '../../../workflows/dossier/migration-authority.ts'
import { beginReplay } from '../../commands/begin-replay.ts'
import { choosableRevisions } from '../../commands/compare-revisions.ts'
import type { Deps } from '../../deps.ts'
import { personWith } from '../../plugins/people.ts'
import type { FormBack, FormPlan } from '../../views/form.ts'
import { replayView } from '../../views/procedures/replay.ts'
import { bodyOf, declareForms, typed, typedDay } from '../admin-forms.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { visitOf, type Visit } from '../visit.ts'
import { choiceText } from './compare.ts'

const path = '/procedures/:code/replay'
const yearDays = 365

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }
const codeOf = (request: FastifyRequest): string => (request.params as { code: string }).code

const planOf = (visit: Visit, code: string, today: string, choices: { readonly value: string; readonly text: string }[]): FormPlan => {
  const { t } = visit
  return {
    id: 'replay', path: `/procedures/${code}/replay`, title: t.replay.title, submit: t.replay.submit, note: t.replay.note, main: true, fields: [
      { kind: 'pick', name: 'key', label: t.replay.revision, choices, value: choices.at(-1)?.value ?? '' }, { kind: 'day', name: 'from', label: t.replay.from, value: addDays(today, -yearDays) }, { kind: 'day', name: 'to', label: t.replay.to, value: today },
    ],
  }
}

const show = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = visitOf(request)
  const code = codeOf(request)
  const revisions = await choosableRevisions(deps, person, code)
  if (revisions.length === 0) throw new DomainError('not-found')
  const plan = planOf(visit, code, person.reader.today, revisions.map((one) => ({ value: one.key, text: choiceText(visit, one) })))
  return sendPage(request, reply, { title: visit.t.replay.title, body: replayView(visit, { code, plan, back }), status, path: request.url })
}

export const declareReplayPage = (pages: FastifyInstance, deps: Deps): void => {
  pages.get(path, { schema: { hide: true, params: Type.Object({ code: Code }) } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    personWith(request, migrationReaders)
    return show(deps)(request, reply, { person, back: null, status: 200 })
  })
  declareForms(pages, deps, {
    path, roles: migrationReaders, show: show(deps),
    act: async ({ person, key, fields }, request) => {
      const asked = bodyOf(ReplayTask, { code: codeOf(request), key: typed(fields, 'key'), from: typedDay(fields, 'from'), to: typedDay(fields, 'to') })
      const { answer: { id } } = await beginReplay(deps, { person, key, asked })
      return `/tasks/${id}`
    },
  })
}
