/** The forms on the page of a person: only those that can be carried out now. */
import type { PersonView } from '../../schemas/administration.ts'
import type { FormField, FormPlan } from '../views/form.ts'
import { daysText, grantText, personField, personNameOf, type Registers, roleChoices, standingOn, unitField } from './register-names.ts'
import type { Visit } from './visit.ts'

/** What the forms are made from. */
export interface PlanFacts { readonly registers: Registers; readonly visit: Visit; readonly view: PersonView; readonly path: string; readonly isSelf: boolean }

/** The number of the decision, in every form. */
export const decisionField = ({ t }: Visit): FormField => ({ kind: 'text', name: 'decision', label: t.admin.decision, hint: t.admin.decisionHint, max: 200 })
/** The last day, with yesterday as the way to end at once. */
const lastDayField = ({ t }: Visit, value: string): FormField => ({ kind: 'day', name: 'lastDay', label: t.admin.lastDay, hint: t.admin.lastDayHint, value })

const grantPlan = ({ registers, visit, path }: PlanFacts): FormPlan => {
  const { t } = visit
  return { id: 'grant', path, title: t.person.grant, submit: t.person.grant, fields: [
    { kind: 'pick', name: 'role', label: t.person.role, choices: roleChoices(visit), empty: t.admin.choose },
    unitField(registers, visit, { name: 'unitId', label: t.person.unit, empty: t.admin.choose }),
    { kind: 'day', name: 'validFrom', label: t.admin.validFrom, value: registers.today },
    { kind: 'day', name: 'validTo', label: t.admin.validTo, hint: t.admin.openEnd, optional: true },
    decisionField(visit),
  ] }
}

const endGrantPlan = ({ registers, visit, view, path }: PlanFacts): FormPlan | null => {
  const { t } = visit
  const open = view.grants.filter((one) => ['now', 'planned'].includes(standingOn(one, registers.today)))
  return open.length === 0 ? null : { id: 'endGrant', path, title: t.person.endGrant, submit: t.person.endGrant, fields: [
    { kind: 'pick', name: 'which', label: t.person.which, choices: open.map((one) => ({ value: one.id, text: grantText(registers, visit, one) })) },
    lastDayField(visit, registers.today), decisionField(visit),
  ] }
}

/** Who stands in, in which role, on which days. */
export const standInFields = (registers: Registers, visit: Visit, exceptId?: string): FormField[] => {
  const { t } = visit
  return [
    personField(registers, visit, { name: 'substituteAccountId', label: t.person.substitute }, exceptId),
    { kind: 'pick', name: 'role', label: t.person.forRole, choices: roleChoices(visit), empty: t.person.anyRole, optional: true },
    { kind: 'day', name: 'validFrom', label: t.admin.validFrom, value: registers.today }, { kind: 'day', name: 'validTo', label: t.admin.validTo },
    decisionField(visit),
  ]
}

const standInPlan = ({ registers, visit, view, path }: PlanFacts): FormPlan => {
  const { t } = visit
  return { id: 'standIn', path, title: t.person.standIn, submit: t.person.standIn, fields: standInFields(registers, visit, view.account.id) }
}

/** Ends one of the substitutions that go on. */
export const endStandInPlan = ({ registers, visit, path }: Pick<PlanFacts, 'registers' | 'visit' | 'path'>, all: PersonView['substitutions']): FormPlan | null => {
  const { t } = visit
  const open = all.filter((one) => ['now', 'planned'].includes(standingOn(one, registers.today)))
  const text = (one: (typeof open)[number]): string =>
    `${personNameOf(registers, visit, one.substituteAccountId)} → ${personNameOf(registers, visit, one.absentAccountId)}, ${daysText(visit, one)}`
  return open.length === 0 ? null : { id: 'endStandIn', path, title: t.person.endStandIn, submit: t.person.endStandIn, fields: [
    { kind: 'pick', name: 'which', label: t.person.whichStandIn, choices: open.map((one) => ({ value: one.id, text: text(one) })) },
    lastDayField(visit, registers.today), decisionField(visit),
  ] }
}

const resetPlan = ({ visit: { t }, path }: PlanFacts): FormPlan => ({ id: 'reset', path, title: t.person.reset, submit: t.person.reset, note: t.person.resetNote, fields: [] })
const closePlan = ({ visit, path }: PlanFacts): FormPlan =>
  ({ id: 'close', path, title: visit.t.person.close, submit: visit.t.person.close, note: visit.t.person.closeNote, fields: [decisionField(visit)] })
const reopenPlan = ({ visit, path }: PlanFacts): FormPlan =>
  ({ id: 'reopen', path, title: visit.t.person.reopen, submit: visit.t.person.reopen, note: visit.t.person.reopenNote, fields: [decisionField(visit)] })

/** The forms for a person, the daily ones first. */
export const personPlans = (facts: PlanFacts): FormPlan[] => {
  const { view: { account, substitutions }, isSelf } = facts
  if (!account.active) return [reopenPlan(facts)]
  const plans = [grantPlan(facts), endGrantPlan(facts), standInPlan(facts), endStandInPlan(facts, substitutions), ...(isSelf ? [] : [resetPlan(facts), closePlan(facts)])]
  return plans.filter((plan) => plan !== null)
}
