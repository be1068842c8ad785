/** The forms of a corrective action: what each event asks for, and the request that a form makes. */
import { AdvanceAction, causeCategories, type ActionView } from '../../../schemas/corrective-action.ts'
import { errorKinds, type ErrorCode } from '../../../schemas/errors.ts'
import type { ActionOffer } from '../../../workflows/quality/action-begin.ts'
import type { Choice, FormField, FormPlan } from '../../views/form.ts'
import { bodyOf, typed, typedCount, typedDay } from '../admin-forms.ts'
import { type Fields, given } from '../forms.ts'
import type { Visit } from '../visit.ts'

const main: ReadonlySet<string> = new Set(['ACCEPT', 'SUBMIT', 'APPROVE', 'FINISH', 'VERIFY', 'CLOSE'])

/** What may be chosen from. */
export interface ActionChoices { readonly people: readonly Choice[]; readonly units: readonly Choice[] }

const planFields = ({ t }: Visit, { analysis, correction, action, measure, unitId }: ActionView, { units }: ActionChoices): FormField[] => {
  return [
    { kind: 'lines', name: 'whys', label: t.correctiveAction.whys, rows: 5, max: 5000, value: analysis?.whys.join('\n') ?? '' },
    { kind: 'pick', name: 'category', label: t.correctiveAction.categories, choices: causeCategories.map((value) => ({ value, text: t.causeCategories[value] })), value: analysis?.categories[0] ?? 'procedure' },
    { kind: 'lines', name: 'rootCause', label: t.correctiveAction.rootCause, rows: 2, max: 2000, value: analysis?.rootCause ?? '' },
    { kind: 'lines', name: 'correction', label: t.correctiveAction.correction, rows: 2, max: 4000, value: correction ?? '' },
    { kind: 'lines', name: 'action', label: t.correctiveActions.action, rows: 3, max: 4000, value: action ?? '' },
    { kind: 'pick', name: 'figure', label: t.correctiveAction.figure, group: t.correctiveAction.plan, choices: (['lateShare', 'recurrence'] as const).map((value) => ({ value, text: t.figures[value] })), value: measure?.figure ?? 'lateShare' },
    { kind: 'pick', name: 'scopeUnit', label: t.correctiveAction.scopeUnit, group: t.correctiveAction.plan, choices: units, value: measure?.scope.unitId ?? unitId, empty: t.quality.everyUnit, optional: true },
    { kind: 'text', name: 'scopeField', label: t.correctiveAction.scopeField, group: t.correctiveAction.plan, max: 64, value: measure?.scope.field ?? '', optional: true },
    { kind: 'day', name: 'baselineFrom', label: t.correctiveAction.baselineFrom, group: t.correctiveAction.plan, value: measure?.baselineFrom ?? '' }, { kind: 'day', name: 'baselineTo', label: t.correctiveAction.baselineTo, group: t.correctiveAction.plan, value: measure?.baselineTo ?? '' },
    { kind: 'text', name: 'target', label: t.correctiveAction.target, group: t.correctiveAction.plan, max: 5, value: measure === null ? '100' : String(measure.target) },
    { kind: 'day', name: 'windowFrom', label: t.correctiveAction.windowFrom, group: t.correctiveAction.plan, value: measure?.windowFrom ?? '' }, { kind: 'day', name: 'windowTo', label: t.correctiveAction.windowEnd, group: t.correctiveAction.plan, value: measure?.windowTo ?? '' },
  ]
}

const fieldsOf = (visit: Visit, one: ActionView, { event, needs }: ActionOffer, choices: ActionChoices): FormField[] => {
  const { t } = visit
  return needs.flatMap((need): FormField[] => {
    switch (need) {
      case 'owner': return [{ kind: 'pick', name: 'ownerId', label: t.correctiveAction.ownerPick, choices: choices.people, empty: t.admin.choose, value: one.ownerId ?? '' }]
      case 'due': return [{ kind: 'day', name: 'dueOn', label: t.correctiveAction.dueOn, value: one.dueOn ?? '', optional: event !== 'POSTPONE' }]
      case 'plan': return planFields(visit, one, choices)
      case 'note': return [{ kind: 'lines', name: 'note', label: t.correctiveAction.note, rows: 3, max: 2000 }]
      case 'window': return [{ kind: 'day', name: 'windowTo', label: t.correctiveAction.windowTo }]
      default: return [{ kind: 'lines', name: 'reason', label: t.correctiveAction.reason, rows: 2, max: 2000, optional: event === 'CLOSE' }]
    }
  })
}

/** A form for each event that is open to the visitor. */
export const actionPlans = (visit: Visit, one: ActionView, offers: readonly ActionOffer[], choices: ActionChoices): FormPlan[] =>
  offers.filter(({ refusal }) => refusal === null).map((offer) => ({
    id: offer.event, path: `/corrective-actions/${one.id}`, title: visit.t.actionEvents[offer.event], submit: visit.t.actionEvents[offer.event], fields: fieldsOf(visit, one, offer, choices),
    main: main.has(offer.event), hidden: { version: String(one.version) },
  }))

const present = (members: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
const day = (fields: Fields, name: string): string | undefined => (given(fields, name) === undefined ? undefined : typedDay(fields, name))

const plannedIn = (fields: Fields): Record<string, unknown> => ({
  analysis: { whys: typed(fields, 'whys').split('\n').map((why) => why.trim()).filter((why) => why !== '').slice(0, 7), categories: [typed(fields, 'category')], rootCause: typed(fields, 'rootCause') },
  measure: {
    figure: typed(fields, 'figure'), scope: present({ unitId: given(fields, 'scopeUnit'), field: given(fields, 'scopeField') }), baselineFrom: typedDay(fields, 'baselineFrom'), baselineTo: typedDay(fields, 'baselineTo'),
    target: typedCount(fields, 'target'), windowFrom: typedDay(fields, 'windowFrom'), windowTo: typedDay(fields, 'windowTo'),
  },
})

/** The event that a form asks for. @throws DomainError invalid-request */
export const actionEventOf = (type: string, fields: Fields): AdvanceAction => bodyOf(AdvanceAction, present({
  type, reason: given(fields, 'reason'), ownerId: given(fields, 'ownerId'), dueOn: day(fields, 'dueOn'), note: given(fields, 'note'), correction: given(fields, 'correction'), action: given(fields, 'action'),
  ...(type === 'ANALYSE' ? plannedIn(fields) : { windowTo: day(fields, 'windowTo') }),
}))

/** A refusal in words, with what it tells of itself: who may, what is missing, what would be possible. */
export const actionRefusalWords = ({ t, language }: Visit, { code, details }: { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> }): string => {
  const listOf = (value: unknown, names: Readonly<Record<string, string>>): string => (Array.isArray(value) ? value.map((one) => names[String(one)] ?? String(one)).join(', ') : '')
  const more = code === 'role-not-granted' ? t.correctiveAction.role(listOf(details['roles'], t.roles)) : code === 'four-eyes' ? t.correctiveAction.yours
    : code === 'plan-incomplete' ? t.correctiveAction.missing(listOf(details['missing'], t.planParts))
      : Array.isArray(details['allowed']) ? t.correctiveAction.allowed(listOf(details['allowed'], t.actionEvents)) : null
  const title = errorKinds[code][language].replace(/[;,:] (xem|see) "\w+"/, '')
  return more === null ? title : `${title} (${more})`
}
