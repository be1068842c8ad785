/** The limits of corrective actions on screen: what holds, whose it is, and a form for a new one. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NewActionLimit } from '../../../schemas/corrective-action.ts'
import { nonconformitySources } from '../../../schemas/nonconformity.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { factKeepers } from '../../commands/enter-fact.ts'
import { actionLimitsOf, setActionLimit } from '../../commands/set-action-limit.ts'
import type { Deps } from '../../deps.ts'
import type { FormBack, FormPlan } from '../../views/form.ts'
import { limitsView } from '../../views/quality/limits.ts'
import { bodyOf, declareFormPage, typed, typedCount, typedDay } from '../admin-forms.ts'
import { sendPage } from '../common.ts'
import { type Visit, visitOf } from '../visit.ts'

const path = '/corrective-actions/limits'

const planOf = ({ t }: Visit): FormPlan => ({
  id: 'limit', path, title: t.actionLimits.enter, submit: t.actionLimits.submit, note: t.actionLimits.note, fields: [
    { kind: 'pick', name: 'source', label: t.quality.source, choices: nonconformitySources.map((value) => ({ value, text: t.nonconformitySources[value] })), empty: t.actionLimits.others, optional: true },
    { kind: 'text', name: 'amount', label: t.actionLimits.amount, max: 3 }, { kind: 'pick', name: 'unit', label: t.actionLimits.unit, choices: [{ value: 'day', text: t.actionLimits.day }, { value: 'month', text: t.actionLimits.month }] },
    { kind: 'text', name: 'ground', label: t.actionLimits.ground, max: 300 }, { kind: 'day', name: 'validFrom', label: t.actionLimits.from },
  ],
})

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }

/** Declares the page. */
export const declareLimitsPage = (pages: FastifyInstance, deps: Deps): void => {
  const show = async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
    const visit = { ...visitOf(request), path }
    const mayEnter = person.reader.roles.some(({ role }) => factKeepers.includes(role))
    return sendPage(request, reply, { title: visit.t.actionLimits.title, body: limitsView(visit, { limits: await actionLimitsOf(deps, person), plan: mayEnter ? planOf(visit) : null, back }), status, path })
  }
  declareFormPage(pages, deps, {
    path, readers: null, roles: factKeepers, show, act: async ({ person, key, fields }) => {
      const source = typed(fields, 'source')
      await setActionLimit(deps, { person, key, body: bodyOf(NewActionLimit, {
        source: source === '' ? null : source, unit: typed(fields, 'unit'), amount: typedCount(fields, 'amount'), ground: typed(fields, 'ground'), validFrom: typedDay(fields, 'validFrom'),
      }) })
      return path
    },
  })
}
