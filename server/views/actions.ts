/** The forms of a dossier's actions. What was typed stands in them again after a refusal. */
import type { ActionForm, Actions, PaperChoice } from '../pages/dossier-actions.ts'
import { type Fields, newFormKey } from '../pages/forms.ts'
import type { Visit } from '../pages/visit.ts'
import { dayInput } from './day-input.ts'
import { html, type Html } from './html.ts'

/** A form that came back: which one, what was typed, and why it was refused (null: it only waits to be sent again). */
export interface Returned { readonly formId: string; readonly typed: Fields; readonly why: string | null }

interface FormContext { readonly visit: Visit; readonly form: ActionForm; readonly at: string; readonly typed: Fields }

const valueOf = ({ typed }: FormContext, name: string): string => typed.get(name) ?? ''

const reasonField = (context: FormContext): Html | null => {
  const { visit: { t }, form, at } = context
  const needed = form.needs.has('reason')
  if (!needed && form.main === false && form.needs.size === 0) return null
  return html`<label for="${at}-reason">${needed ? t.action.reason : t.action.reasonOptional}</label>
<textarea id="${at}-reason" name="reason" class="form-control" maxlength="2000" rows="2"${needed ? html` required` : null}>
${valueOf(context, 'reason')}</textarea>`
}

const dateField = (context: FormContext, name: string, label: string): Html => {
  const { visit: { t }, at } = context
  return html`<label for="${at}-${name}">${label}</label>
${dayInput({ t }, { id: `${at}-${name}`, name, value: valueOf(context, name), more: html` required` })}`
}

const paperFields = (context: FormContext): Html | null => {
  const { visit: { t }, at, form } = context
  if (!form.needs.has('paper')) return null
  return html`<div class="fields"><div><label for="${at}-number">${t.action.paperNumber}</label>
<input id="${at}-number" name="paperNumber" class="form-control" maxlength="60" autocomplete="off" value="${valueOf(context, 'paperNumber')}" required></div>
<div>${dateField(context, 'paperOn', t.action.paperOn)}</div></div>`
}

const assigneeField = (context: FormContext): Html | null => {
  const { visit: { t, format }, at, form } = context
  if (!form.needs.has('assigneeId')) return null
  if (form.candidates.length === 0) return html`<p class="notice bad">${t.action.noCandidate}</p>`
  const chosen = valueOf(context, 'assigneeId')
  return html`<label for="${at}-assignee">${t.action.assignee}</label>
<select id="${at}-assignee" name="assigneeId" class="form-select" required><option value="">${t.action.choose}</option>
${form.candidates.map(({ id, name, load }) => html`<option value="${id}"${id === chosen ? html` selected` : null}>${name} (${t.work.openSteps(format.number(load))})</option>
`)}</select>`
}

const paperCheck = ({ at, typed }: FormContext, { code, name }: PaperChoice): Html => html`<div class="form-check">
<input class="form-check-input" type="checkbox" id="${at}-got-${code}" name="got.${code}" value="1"${typed.has(`got.${code}`) ? html` checked` : null}>
<label class="form-check-label" for="${at}-got-${code}">${name}</label></div>
`

const paperChecks = (context: FormContext): Html | null => {
  const { form, visit: { t } } = context
  return form.papers.length === 0 ? null : html`<fieldset><legend>${t.action.papers}</legend>${form.papers.map((paper) => paperCheck(context, paper))}</fieldset>`
}

const oneForm = (context: FormContext, dossierId: string, version: number): Html => {
  const { visit: { t }, form } = context
  return html`<form method="post" action="/dossiers/${dossierId}/events">
<input type="hidden" name="key" value="${newFormKey()}"><input type="hidden" name="version" value="${version}">
<input type="hidden" name="type" value="${form.event}"><input type="hidden" name="step" value="${form.step}"><input type="hidden" name="form" value="${form.id}">
${form.choice === null ? null : html`<input type="hidden" name="choice" value="${form.choice}">`}
${assigneeField(context)}${paperChecks(context)}${paperFields(context)}${form.needs.has('newDueOn') ? dateField(context, 'newDueOn', t.action.newDueOn) : null}${reasonField(context)}
${form.issues === null ? null : html`<p class="quiet">${t.action.issues(form.issues)}</p>`}
<button class="btn ${form.main ? 'btn-primary' : 'btn-plain'}">${form.name}</button></form>`
}

const nothingTyped: Fields = new Map()

const action = (visit: Visit, form: ActionForm, index: number, place: { dossierId: string; version: number; returned: Returned | null; open: boolean }): Html => {
  const returned = place.returned?.formId === form.id ? place.returned : null
  const context = { visit, form, at: `act${index}`, typed: returned?.typed ?? nothingTyped }
  return html`<details class="action" name="action"${place.open || returned !== null ? html` open` : null}><summary>${form.name}</summary>
${returned?.why ? html`<p class="notice bad" role="alert">${returned.why}</p>` : null}
${oneForm(context, place.dossierId, place.version)}</details>`
}

/** The panel of actions. The first ordinary one is open, or the one that came back. */
export const actionsView = (visit: Visit, { forms, refusals }: Actions, place: { dossierId: string; version: number; returned: Returned | null }): Html => {
  const { t } = visit
  const isBack = forms.some(({ id }) => id === place.returned?.formId)
  return html`<section class="panel actions" aria-labelledby="actions"><header><h2 id="actions">${t.action.title}</h2></header>
${forms.length === 0 ? html`<p>${t.action.none}</p>` : null}
${forms.map((form, index) => action(visit, form, index, { ...place, open: !isBack && index === 0 && (form.main || (form.event === 'ASSIGN' && forms.length === 1)) }))}
${refusals.length === 0 ? null : html`<details class="action"><summary>${t.action.refused} (${refusals.length})</summary><ul class="refusals">${refusals.map(({ name, why }) =>
  html`<li><b>${name}</b>: ${why}</li>
`)}</ul></details>`}</section>`
}
