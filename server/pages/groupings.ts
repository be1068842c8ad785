/** How forms group withdrawn and paused dossiers, on screen: what was decided, and a form for a new decision. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { groupedForms, NewFormGrouping } from '../../schemas/form-grouping.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { factKeepers } from '../commands/enter-fact.ts'
import { formGroupingsOf, setFormGrouping } from '../commands/set-form-grouping.ts'
import type { Deps } from '../deps.ts'
import { formName } from '../reports/table-grid.ts'
import type { FormBack, FormPlan } from '../views/form.ts'
import { groupingsView } from '../views/groupings.ts'
import { bodyOf, declareFormPage, typed, typedDay } from './admin-forms.ts'
import { sendPage } from './common.ts'
import { type Visit, visitOf } from './visit.ts'

const path = '/statistics/groupings'

const planOf = ({ t }: Visit): FormPlan => ({
  id: 'grouping', path, title: t.groupings.enter, submit: t.groupings.submit, note: t.groupings.note, fields: [
    { kind: 'pick', name: 'form', label: t.tables.form, choices: groupedForms.map((value) => ({ value, text: formName(t, value) })) },
    { kind: 'pick', name: 'ended', label: t.statistics.ended, choices: [{ value: 'resolved', text: t.statistics.endedResolved }, { value: 'apart', text: t.statistics.endedApart }] },
    { kind: 'pick', name: 'paused', label: t.statistics.paused, choices: [{ value: 'inProgress', text: t.statistics.pausedIn }, { value: 'apart', text: t.statistics.pausedApart }] },
    { kind: 'text', name: 'decision', label: t.schedules.decision, max: 200 }, { kind: 'day', name: 'validFrom', label: t.groupings.from },
  ],
})

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }

/** Declares the page. */
export const declareGroupingsPage = (pages: FastifyInstance, deps: Deps): void => {
  const show = async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
    const visit = { ...visitOf(request), path }
    const mayDecide = person.reader.roles.some(({ role }) => factKeepers.includes(role))
    const at = (instant: string): string => visit.format.at(parseInstant(instant, visit.format.zone))
    return sendPage(request, reply, { title: visit.t.groupings.title, body: groupingsView(visit, { items: await formGroupingsOf(deps, person), plan: mayDecide ? planOf(visit) : null, back, at }), status, path })
  }
  declareFormPage(pages, deps, {
    path, readers: null, roles: factKeepers, show, act: async ({ person, key, fields }) => {
      await setFormGrouping(deps, { person, key, body: bodyOf(NewFormGrouping, {
        form: typed(fields, 'form'), ended: typed(fields, 'ended'), paused: typed(fields, 'paused'), decision: typed(fields, 'decision'), validFrom: typedDay(fields, 'validFrom'),
      }) })
      return path
    },
  })
}
