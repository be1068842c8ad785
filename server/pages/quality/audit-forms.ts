/** The forms of an internal audit: its plan, its team, and what each event asks for; and the requests that they make. */
import { AdvanceAudit, type AuditEventType, AuditPlan, type AuditView, type TeamMember, teamPosts, type Violation } from '../../../schemas/audit.ts'
import type { ClauseCatalogue } from '../../../schemas/audit-sheet.ts'
import { DomainError, errorKinds, type ErrorCode } from '../../../schemas/errors.ts'
import type { AuditOffer } from '../../../workflows/audit/decide.ts'
import type { Choice, FormField, FormPlan } from '../../views/form.ts'
import { catalogues } from '../../views/texts/index.ts'
import { bodyOf, typed, typedCount, typedDay } from '../admin-forms.ts'
import { type Fields, given } from '../forms.ts'
import type { Visit } from '../visit.ts'

/** What may be chosen from. */
export interface AuditChoices { readonly people: readonly Choice[]; readonly units: readonly Choice[]; readonly banks: readonly ClauseCatalogue[] }

const planFields = ({ t, language }: Visit, { units, banks }: AuditChoices, plan: AuditPlan | null): FormField[] => [
  { kind: 'text', name: 'title', label: t.audit.name, max: 200, value: plan?.title ?? t.audits.title },
  { kind: 'lines', name: 'objective', label: t.audit.objective, rows: 2, max: 2000, value: plan?.objective ?? '' },
  { kind: 'many', name: 'unitIds', label: t.audit.units, choices: units, values: plan?.unitIds ?? [] },
  { kind: 'text', name: 'procedures', label: t.audit.procedures, max: 2000, value: plan?.procedures.join(' ') ?? '', optional: true },
  { kind: 'pick', name: 'catalogue', label: t.audit.catalogue, choices: banks.map(({ id, name }) => ({ value: id, text: name[language] })), value: plan?.catalogue ?? banks[0]?.id ?? '' },
  { kind: 'text', name: 'clauses', label: t.audit.clauses, max: 600, value: plan?.clauses.join(' ') ?? '4.4 7.5 8.2 8.5 8.6 8.7 9.1 10.2' },
  { kind: 'day', name: 'periodFrom', label: t.audit.periodFrom, value: plan?.periodFrom ?? '' }, { kind: 'day', name: 'periodTo', label: t.audit.periodTo, value: plan?.periodTo ?? '' },
  { kind: 'day', name: 'from', label: t.audit.from, value: plan?.from ?? '' }, { kind: 'day', name: 'to', label: t.audit.to, value: plan?.to ?? '' },
  { kind: 'text', name: 'paperNumber', label: t.audit.paperNumber, max: 60, value: plan?.paper?.number ?? '', optional: true }, { kind: 'day', name: 'paperOn', label: t.audit.paperOn, value: plan?.paper?.on ?? '', optional: true },
  { kind: 'text', name: 'decisionNumber', label: t.audit.decisionNumber, max: 60, value: plan?.decision?.number ?? '', optional: true }, { kind: 'day', name: 'decisionOn', label: t.audit.decisionOn, value: plan?.decision?.on ?? '', optional: true },
  { kind: 'text', name: 'seed', label: t.audit.seed, hint: t.audit.seedHint, max: 200, value: plan?.seed ?? '' }, { kind: 'text', name: 'sampleMost', label: t.audit.sampleMost, max: 3, value: String(plan?.sampleMost ?? 40) },
]

/** The form of a new audit. */
export const newAuditPlan = (visit: Visit, choices: AuditChoices): FormPlan =>
  ({ id: 'plan', path: '/audits', title: visit.t.audits.plan, submit: visit.t.audits.plan, main: true, fields: planFields(visit, choices, null), note: visit.t.audit.rule })

const main: ReadonlySet<string> = new Set(['APPROVE', 'START', 'REPORT', 'CLOSE'])
const reason = ({ t }: Visit): FormField => ({ kind: 'lines', name: 'reason', label: t.audit.reason, rows: 2, max: 2000 })

const memberPlans = (visit: Visit, { id, version, plan }: AuditView, { people, units }: AuditChoices, isReplacing: boolean): FormPlan[] => {
  const { t } = visit
  const more = isReplacing ? [reason(visit)] : []
  const hidden = { version: String(version) }
  return [
    { id: 'addMember', path: `/audits/${id}`, title: t.audit.addMember, submit: t.audit.addMember, hidden, note: t.audit.rule, fields: [
      { kind: 'pick', name: 'accountId', label: t.audit.person, choices: people, empty: t.admin.choose }, { kind: 'pick', name: 'post', label: t.audit.post, choices: teamPosts.map((value) => ({ value, text: t.teamPosts[value] })), value: 'auditor' },
      { kind: 'many', name: 'unitIds', label: t.audit.givenUnits, choices: units.filter(({ value }) => plan.unitIds.includes(value)) }, { kind: 'text', name: 'procedures', label: t.audit.procedures, max: 2000, optional: true },
      { kind: 'many', name: 'exceptOwn', label: t.audit.ownDossiers, choices: [{ value: 'yes', text: t.audit.exceptOwn }] }, ...more,
    ] },
    ...(plan.team.length === 0 ? [] : [{ id: 'removeMember', path: `/audits/${id}`, title: t.audit.removeMember, submit: t.audit.removeMember, hidden, fields: [
      { kind: 'pick' as const, name: 'accountId', label: t.audit.person, choices: people.filter(({ value }) => plan.team.some((member) => member.accountId === value)), empty: t.admin.choose }, ...more,
    ] }]),
  ]
}

const fieldsOf = (visit: Visit, { plan, conclusion }: AuditView, { needs }: AuditOffer, choices: AuditChoices): FormField[] => {
  const { t } = visit
  return needs.flatMap((need): FormField[] => {
    if (need === 'plan') return planFields(visit, choices, plan)
    if (need !== 'conclusion') return [reason(visit)]
    return (['remarks', 'recommendations', 'nextSteps', 'conclusion'] as const).map((name) => ({
      kind: 'lines', name, label: { remarks: t.audit.remarks, recommendations: t.audit.recommendations, nextSteps: t.audit.nextSteps, conclusion: t.audit.conclusion }[name], rows: name === 'remarks' ? 6 : 3, max: name === 'conclusion' ? 2000 : 4000, value: conclusion?.[name] ?? '',
    }))
  })
}

/** A form for each event that is open to the visitor; the team has forms of its own. */
export const auditPlans = (visit: Visit, one: AuditView, offers: readonly AuditOffer[], choices: AuditChoices): FormPlan[] => offers.filter(({ refusal }) => refusal === null).flatMap((offer) => {
  const { event } = offer
  if (event === 'REPLACE') return memberPlans(visit, one, choices, true)
  const plan: FormPlan = { id: event, path: `/audits/${one.id}`, title: visit.t.auditEvents[event], submit: visit.t.auditEvents[event], fields: fieldsOf(visit, one, offer, choices), main: main.has(event), hidden: { version: String(one.version) } }
  return event === 'EDIT' ? [...memberPlans(visit, one, choices, false), plan] : [plan]
})

const ticked = (fields: Fields, name: string): string[] => [...fields.keys()].filter((key) => key.startsWith(`${name}.`)).map((key) => key.slice(name.length + 1))
const words = (fields: Fields, name: string): string[] => typed(fields, name).split(/[\s,;]+/).filter((word) => word !== '')
const paperOf = (fields: Fields, name: string): unknown => (given(fields, `${name}Number`) === undefined && given(fields, `${name}On`) === undefined ? null : { number: typed(fields, `${name}Number`), on: typedDay(fields, `${name}On`) })

/** The plan that a form asks for, with the team as it is. @throws DomainError invalid-request */
export const planOf = (fields: Fields, team: readonly TeamMember[]): AuditPlan => bodyOf(AuditPlan, {
  title: typed(fields, 'title'), objective: typed(fields, 'objective'), unitIds: ticked(fields, 'unitIds'), procedures: words(fields, 'procedures'), clauses: words(fields, 'clauses'), catalogue: typed(fields, 'catalogue'),
  periodFrom: typedDay(fields, 'periodFrom'), periodTo: typedDay(fields, 'periodTo'), from: typedDay(fields, 'from'), to: typedDay(fields, 'to'), paper: paperOf(fields, 'paper'), decision: paperOf(fields, 'decision'),
  team: [...team], seed: typed(fields, 'seed'), sampleMost: typedCount(fields, 'sampleMost'),
})

const teamWith = (team: readonly TeamMember[], formId: string, fields: Fields): unknown[] => {
  const accountId = typed(fields, 'accountId')
  const others = team.filter((member) => member.accountId !== accountId)
  return formId === 'removeMember' ? others : [...others, { accountId, post: typed(fields, 'post'), unitIds: ticked(fields, 'unitIds'), procedures: words(fields, 'procedures'), exceptOwn: ticked(fields, 'exceptOwn').length > 0 }]
}

const present = (members: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))

/** The event that a form on the page of an audit asks for. @throws DomainError invalid-request */
export const auditEventOf = ({ plan, state }: Pick<AuditView, 'plan' | 'state'>, formId: string, fields: Fields): AdvanceAudit => {
  const why = given(fields, 'reason')
  if (formId === 'addMember' || formId === 'removeMember') {
    const team = teamWith(plan.team, formId, fields)
    return bodyOf(AdvanceAudit, present(state === 'underWay' ? { type: 'REPLACE', team, reason: why } : { type: 'EDIT', plan: { ...plan, team } }))
  }
  const conclusion = formId === 'CONCLUDE' ? { remarks: typed(fields, 'remarks'), recommendations: typed(fields, 'recommendations'), nextSteps: typed(fields, 'nextSteps'), conclusion: typed(fields, 'conclusion') } : undefined
  return bodyOf(AdvanceAudit, present({ type: formId as AuditEventType, reason: why, plan: formId === 'EDIT' ? planOf(fields, plan.team) : undefined, conclusion }))
}

/** Names that words are made with. */
export interface AuditNames { readonly people: ReadonlyMap<string, string>; readonly units: ReadonlyMap<string, string> }

const violationText = (t: Visit['t'], { people, units }: AuditNames, { accountId, rule, unitIds, procedures, dossiers, codes }: Violation): string => {
  const who = people.get(accountId) ?? t.app.none
  const where = unitIds.map((id) => units.get(id) ?? t.app.none).join(', ')
  const listed = codes.join(', ')
  if (rule === 'ownUnit') return t.audit.ownUnit(who, where)
  return rule === 'ownProcedure' ? t.audit.ownProcedure(who, String(dossiers), procedures.join(', '), listed) : t.audit.ownDossier(who, String(dossiers), where, listed)
}

/** A refusal as a form can show it: for want of independence with who, by which rule, and which units and dossiers. */
export const auditRefusal = (refusal: DomainError, names: AuditNames): DomainError => {
  const { violations } = refusal.details as { violations?: readonly Violation[] }
  if (refusal.code !== 'auditor-not-independent' || violations === undefined) return refusal
  const said = (t: Visit['t']): string => violations.map((one) => violationText(t, names, one)).join('; ')
  return new DomainError('invalid-request', { errors: [{ at: '/unitIds', rule: 'independence', message: said(catalogues.vi), messageEn: said(catalogues.en) }] })
}

/** A refusal in words, with what it tells of itself: who may, and what is missing. */
export const auditRefusalWords = ({ t, language }: Visit, { code, details }: { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> }): string => {
  const listOf = (value: unknown, names: Readonly<Record<string, string>>): string => (Array.isArray(value) ? value.map((one) => names[String(one)] ?? String(one)).join(', ') : '')
  const roles = listOf(details['roles'], t.roles)
  const more = code === 'role-not-granted' ? (roles === '' ? t.audit.lead : t.audit.role(roles)) : code === 'four-eyes' ? t.audit.yours : code === 'plan-incomplete' ? t.audit.missing(listOf(details['missing'], t.auditParts)) : null
  const title = errorKinds[code][language].replace(/[;,:] (xem|see) "\w+"/, '')
  return more === null ? title : `${title} (${more})`
}
