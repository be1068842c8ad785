/** The forms of a document's actions and of its draft. What was typed stands in them again after a refusal. */
import type { DocumentActions, DocumentForm } from '../../pages/documents/actions.ts'
import { type Fields, newFormKey } from '../../pages/forms.ts'
import type { Visit } from '../../pages/visit.ts'
import { fileField } from '../file-field.ts'
import { html, type Html } from '../html.ts'

/** A form that came back: which one, what was typed, and why it was refused. */
export interface ReturnedDocument { readonly form: string; readonly typed: Fields; readonly why: string | null }

/** Where the forms lead. */
export interface DocumentPlace {
  readonly id: string
  readonly version: number
  readonly returned: ReturnedDocument | null
  /** The draft as it is, to be changed. */
  readonly title: string
  readonly changes: readonly { readonly place: string; readonly what: string }[]
  readonly takesProcedure: boolean
  readonly accepted: string
  readonly megabytes: string
}

interface Context { readonly visit: Visit; readonly form: DocumentForm; readonly at: string; readonly typed: Fields; readonly place: DocumentPlace }
const valueOf = ({ typed }: Pick<Context, 'typed'>, name: string, otherwise = ''): string => typed.get(name) ?? otherwise

interface Field { readonly name: string; readonly label: string; readonly hint?: string; readonly required?: boolean; readonly most?: number; readonly otherwise?: string; readonly numeric?: boolean }
const field = (context: Context, { name, label, hint, required = true, most = 60, otherwise = '', numeric = false }: Field): Html => html`<label for="${context.at}-${name}">${label}</label>
<input id="${context.at}-${name}" name="${name}" class="form-control" maxlength="${most}" autocomplete="off"${numeric ? html` inputmode="numeric"` : null}${hint === undefined ? null : html` placeholder="${hint}"`} value="${valueOf(context, name, otherwise)}"${required ? html` required` : null}>`

const reason = (context: Context): Html | null => {
  const { visit: { t }, form, at } = context
  if (!form.needs.has('reason')) return null
  const required = form.event !== 'EDIT'
  return html`<label for="${at}-reason">${t.documentAction.reason}</label><textarea id="${at}-reason" name="reason" class="form-control" maxlength="2000" rows="2"${required ? html` required` : null}>
${valueOf(context, 'reason')}</textarea>`
}

const decision = (context: Context): Html | null => {
  const { visit: { t }, form } = context
  return form.needs.has('decision') ? html`<div class="fields"><div>${field(context, { name: 'decisionNumber', label: t.documentAction.decisionNumber })}</div>
<div>${field(context, { name: 'decisionOn', label: t.documentAction.decisionOn, hint: t.app.dateHint, most: 10, numeric: true })}</div></div>` : null
}

const kind = (context: Context): Html | null => {
  const { visit: { t }, form, at } = context
  if (!form.needs.has('kind')) return null
  const chosen = valueOf(context, 'kind', 'change')
  return html`<fieldset><legend>${t.documentAction.kind}</legend>${(['change', 'issue'] as const).map((one) => html`<div class="form-check"><input class="form-check-input" type="radio" id="${at}-${one}" name="kind" value="${one}"${one === chosen ? html` checked` : null}>
<label class="form-check-label" for="${at}-${one}">${t.documentAction[one]}</label></div>`)}</fieldset>`
}

/** Empty lines under those that are there. */
const spareLines = 2
const changes = (context: Context): Html | null => {
  const { visit: { t }, form, at, place } = context
  if (!form.needs.has('changes')) return null
  const known = [...place.changes, ...Array.from({ length: spareLines }, () => ({ place: '', what: '' }))]
  return html`${field(context, { name: 'title', label: t.documentAction.documentTitle, most: 300, otherwise: place.title })}
<fieldset class="changeLines"><legend>${t.documentAction.changes}</legend>${known.map((one, index) => html`<div><input name="place.${index}" class="form-control" maxlength="300" aria-label="${t.documentAction.place} ${index + 1}" placeholder="${t.documentAction.place}" value="${valueOf(context, `place.${index}`, one.place)}">
<textarea name="what.${index}" class="form-control" maxlength="2000" rows="1" aria-label="${t.documentAction.what} ${index + 1}" placeholder="${t.documentAction.what}" id="${at}-what${index}">
${valueOf(context, `what.${index}`, one.what)}</textarea></div>`)}</fieldset>`
}

const boxes = (context: Context, legend: string, prefix: string): Html => {
  const { form, at, typed } = context
  return html`<fieldset><legend>${legend}</legend>${form.choices.map(({ id, text, chosen }) => html`<div class="form-check"><input class="form-check-input" type="checkbox" id="${at}-${id}" name="${prefix}.${id}" value="1"${
    typed.size > 0 ? (typed.has(`${prefix}.${id}`) ? html` checked` : null) : chosen ? html` checked` : null}><label class="form-check-label" for="${at}-${id}">${text}</label></div>
`)}</fieldset>`
}

const select = (context: Context, name: string, label: string, choices: readonly { readonly id: string; readonly text: string }[]): Html => html`<label for="${context.at}-${name}">${label}</label>
<select id="${context.at}-${name}" name="${name}" class="form-select" required><option value="">${context.visit.t.documentAction.choose}</option>${choices.map(({ id, text }) =>
  html`<option value="${id}"${id === valueOf(context, name) ? html` selected` : null}>${text}</option>
`)}</select>`

const special = (context: Context): Html | null => {
  const { visit: { t }, form } = context
  switch (form.event) {
    case 'REVISE': case 'EDIT': return form.choices.length === 0 ? null : boxes(context, t.documentAction.laws, 'law')
    case 'DISTRIBUTE': return boxes(context, t.documentAction.holders, 'unit')
    case 'GIVE_COPY': return html`<div class="fields"><div>${field(context, { name: 'copyNumber', label: t.documentAction.copyNumber, most: 4, numeric: true })}</div><div>${field(context, { name: 'copyHolder', label: t.documentAction.copyHolder, most: 200 })}</div></div>`
    case 'RECALL_COPY': return html`${select(context, 'copyNumber', t.documentAction.copyNumber, form.choices)}
${select(context, 'outcome', t.documentAction.outcome, (['returned', 'destroyed', 'lost'] as const).map((id) => ({ id, text: t.copyOutcomes[id] })))}`
    case 'LINK_LAW': return html`${select(context, 'lawId', t.documentAction.law, form.choices)}${field(context, { name: 'note', label: t.documentAction.note, required: false, most: 300 })}`
    case 'ASSESS_LAW': return select(context, 'lawId', t.documentAction.law, form.choices)
    default: return null
  }
}

const oneForm = (context: Context): Html => {
  const { visit: { t }, form, place } = context
  return html`<form method="post" action="/documents/${place.id}/events"><input type="hidden" name="key" value="${newFormKey()}"><input type="hidden" name="version" value="${place.version}"><input type="hidden" name="type" value="${form.event}">
${kind(context)}${changes(context)}${special(context)}${decision(context)}${form.needs.has('effectiveOn') ? field(context, { name: 'effectiveOn', label: t.documentAction.effectiveOn, hint: t.app.dateHint, required: false, most: 10, numeric: true }) : null}${reason(context)}
<button class="btn ${form.main ? 'btn-primary' : 'btn-plain'}">${form.name}</button></form>`
}

const nothingTyped: Fields = new Map()
const why = (returned: ReturnedDocument | null): Html | null => (returned?.why ? html`<p class="notice bad" role="alert">${returned.why}</p>` : null)

const action = (visit: Visit, form: DocumentForm, index: number, place: DocumentPlace, isOpen: boolean): Html => {
  const returned = place.returned?.form === form.event ? place.returned : null
  return html`<details class="action" name="action"${isOpen || returned !== null ? html` open` : null}><summary>${form.name}</summary>
${why(returned)}${oneForm({ visit, form, at: `act${index}`, typed: returned?.typed ?? nothingTyped, place })}</details>`
}

const upload = (visit: Visit, place: DocumentPlace, what: 'file' | 'procedure'): Html => {
  const { t } = visit
  const returned = place.returned?.form === what ? place.returned : null
  const isFile = what === 'file'
  return html`<details class="action" name="action"${returned === null ? null : html` open`}><summary>${isFile ? t.documentAction.upload : t.documentAction.definition}</summary>${why(returned)}
<form method="post" action="/documents/${place.id}/${what}" enctype="multipart/form-data"><input type="hidden" name="key" value="${newFormKey()}"><input type="hidden" name="version" value="${place.version}">
${fileField(visit, { id: `upload-${what}`, label: t.documentAction.file, hintId: `upload-${what}-hint`, ...(isFile ? {} : { accept: '.json' }) })}
<small class="quiet" id="upload-${what}-hint">${isFile ? t.documentAction.uploadHint(place.accepted, place.megabytes) : t.documentAction.definitionHint}</small>
<button class="btn btn-plain">${t.documentAction.send}</button></form></details>`
}

/** The panel of actions. The ordinary way on is open, or the form that came back. */
export const documentActionsView = (visit: Visit, { forms, refusals, mayUpload }: DocumentActions, place: DocumentPlace): Html => {
  const { t } = visit
  const isBack = place.returned !== null
  return html`<section class="panel actions" aria-labelledby="actions"><header><h2 id="actions">${t.documentAction.title}</h2></header>
${forms.length === 0 && !mayUpload ? html`<p>${t.documentAction.none}</p>` : null}${mayUpload && place.takesProcedure ? html`<p class="in"><a class="btn btn-plain" href="/documents/${place.id}/steps">${t.stepTable.link}</a></p>` : null}
${mayUpload ? html`${upload(visit, place, 'file')}${place.takesProcedure ? upload(visit, place, 'procedure') : null}` : null}
${forms.map((form, index) => action(visit, form, index, place, !isBack && index === 0 && form.main && form.event !== 'REVISE'))}
${refusals.length === 0 ? null : html`<details class="action"><summary>${t.documentAction.refused} (${refusals.length})</summary><ul class="refusals">${refusals.map(({ name, why: text }) => html`<li><b>${name}</b>: ${text}</li>
`)}</ul></details>`}</section>`
}
