/** The two pages of the desk: choosing a procedure, and the form of the dossier. */
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import type { FoundProcedure } from '../../storage/work.ts'
import type { DuePreview } from '../pages/due.ts'
import { limitText } from '../pages/dossier-facts.ts'
import type { Fields } from '../pages/forms.ts'
import type { Visit } from '../pages/visit.ts'
import { explanation } from './explain.ts'
import { html, type Html } from './html.ts'
import { inLanguage } from './texts/index.ts'

/** Links to the form of each procedure found. */
export const foundList = (visit: Visit, found: readonly FoundProcedure[]): Html => {
  const { t, language } = visit
  if (found.length === 0) return html`<div id="found"><p role="status">${t.receive.noneFound}</p></div>`
  return html`<div id="found"><div class="scroll"><table><caption class="visually-hidden">${t.receive.found}</caption>
<thead><tr><th scope="col">${t.procedures.code}</th><th scope="col">${t.procedures.name}</th><th scope="col">${t.procedures.limit}</th></tr></thead>
<tbody>${found.map(({ code, title, field, limit }) => html`<tr><td class="nowrap">${code}</td><th scope="row"><a href="/receive?procedure=${code}">${inLanguage(language, title)}</a>
${field === null ? null : html`<span class="quiet"> · ${inLanguage(language, field)}</span>`}</th><td class="nowrap">${limitText(visit, limit)}</td></tr>
`)}</tbody></table></div></div>`
}

/** Typing searches by itself where there is a script; Enter does without. */
export const pickView = (visit: Visit, words: string, found: readonly FoundProcedure[]): Html => {
  const { t } = visit
  return html`<div class="headline"><h1>${t.receive.title}</h1></div>
<section class="panel"><div class="in"><form method="get" action="/receive" class="inline" role="search"
 hx-get="/receive" hx-trigger="input delay:250ms" hx-target="#found" hx-swap="outerHTML">
<div><label for="q">${t.receive.find}</label>
<input id="q" name="q" type="search" class="form-control" value="${words}" maxlength="200" autocomplete="off" autofocus aria-describedby="q-hint"></div>
<button class="btn btn-primary">${t.receive.search}</button></form><small class="quiet" id="q-hint">${t.receive.findHint}</small></div>
${foundList(visit, found)}</section>`
}

export interface ReceiveForm {
  readonly definition: ProcedureDefinition
  readonly due: DuePreview
  readonly key: string
  readonly typed: Fields
  /** `faults`: what is wrong, by the name of the field. */
  readonly refusal: { readonly words: string; readonly faults: ReadonlyMap<string, string> } | null
}

interface FieldKind { readonly name: string; readonly label: string; readonly required?: boolean; readonly max: number; readonly type?: string; readonly autofocus?: boolean; readonly full?: boolean }

/** What is wrong in a field: told to whoever sees it and to whoever hears it; the first such field has the focus. */
const faultIn = ({ refusal }: ReceiveForm, name: string) => {
  const words = refusal?.faults.get(name)
  const id = `${name}-fault`
  return words === undefined ? { css: '', marks: null, note: null } : {
    css: ' is-invalid', marks: html` aria-invalid="true" aria-describedby="${id}"${refusal?.faults.keys().next().value === name ? html` autofocus` : null}`,
    note: html`<small class="must" id="${id}">${words}</small>`,
  }
}

const field = ({ t }: Visit, form: ReceiveForm, { name, label, required = false, max, type = 'text', autofocus = false, full = false }: FieldKind): Html => {
  const { css, marks, note } = faultIn(form, name)
  return html`<div${full ? html` class="full"` : null}><label for="${name}">${label}${required ? html` <span class="must">(${t.receive.required})</span>` : null}</label>
<input id="${name}" name="${name}" type="${type}" class="form-control${css}" value="${form.typed.get(name) ?? ''}" maxlength="${max}" autocomplete="off"${required ? html` required` : null}${autofocus && (form.refusal?.faults.size ?? 0) === 0 ? html` autofocus` : null}${marks}>${note}</div>
`
}

const choices = (name: string, label: string, options: Readonly<Record<string, string>>, chosen: string): Html => html`<div><label for="${name}">${label}</label>
<select id="${name}" name="${name}" class="form-select">${Object.entries(options).map(([value, text]) =>
  html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`)}</select></div>
`

const applicantFields = (visit: Visit, form: ReceiveForm): Html => {
  const { t } = visit
  return html`<fieldset class="fields"><legend class="visually-hidden">${t.receive.applicant}</legend>
${field(visit, form, { name: 'name', label: t.receive.name, required: true, max: 200, autofocus: true, full: true })}
${field(visit, form, { name: 'phone', label: t.receive.phone, max: 20, type: 'tel' })}
${field(visit, form, { name: 'idNumber', label: t.receive.idNumber, max: 20 })}
${field(visit, form, { name: 'address', label: t.receive.address, max: 400, full: true })}
${choices('kind', t.receive.kind, t.applicantKinds, form.typed.get('kind') ?? 'citizen')}
${choices('channel', t.receive.channel, t.channels, form.typed.get('channel') ?? 'direct')}
${field(visit, form, { name: 'email', label: t.receive.email, max: 200 })}
<div class="full"><label for="subject">${t.receive.subject}</label>
<textarea id="subject" name="subject" class="form-control" maxlength="2000" rows="2">
${form.typed.get('subject') ?? ''}</textarea></div></fieldset>`
}

type Paper = ProcedureDefinition['requiredPapers'][number]

const amount = (form: ReceiveForm, name: string, label: string, asked: number): Html => {
  const { css, marks, note } = faultIn(form, name)
  return html`<span><input name="${name}" type="number" min="0" max="50" class="form-control${css}" value="${form.typed.get(name) ?? String(asked)}" aria-label="${label}"${marks}>${note}</span>`
}

const paperLine = ({ t, language }: Visit, form: ReceiveForm, { code, name, originals, copies, required }: Paper): Html => {
  const text = inLanguage(language, name)
  return html`<li><input class="form-check-input" type="checkbox" id="got-${code}" name="got.${code}" value="1"${form.typed.has(`got.${code}`) ? html` checked` : null}>
<label for="got-${code}">${text}${required ? html` <span class="must">(${t.receive.required})</span>` : html` <span class="quiet">(${t.dossier.optional.toLowerCase()})</span>`}</label>
${amount(form, `originals.${code}`, `${t.dossier.originals}: ${text}`, originals)}
${amount(form, `copies.${code}`, `${t.dossier.copies}: ${text}`, copies)}</li>
`
}

const papersPanel = (visit: Visit, form: ReceiveForm): Html => {
  const { t } = visit
  const { requiredPapers } = form.definition
  return html`<section class="panel" aria-labelledby="papers"><header><h2 id="papers">${t.receive.papers}</h2>
${requiredPapers.length > 1 ? html`<button class="btn btn-plain btn-sm" name="review" value="all" formnovalidate>${t.receive.allPapers}</button>` : null}</header>
${requiredPapers.length === 0 ? html`<p>${t.dossier.noPapers}</p>` : html`<div class="in"><ul class="checks"><li aria-hidden="true" class="quiet"><span></span><span></span><span>${t.dossier.originals}</span><span>${t.dossier.copies}</span></li>
${requiredPapers.map((paper) => paperLine(visit, form, paper))}</ul></div>`}</section>`
}

const duePanel = (visit: Visit, { definition, due }: ReceiveForm): Html => {
  const { t, format } = visit
  const words = !due.isKnown ? t.receive.dueUnknown : due.dueAtMs === null ? t.receive.noDue : t.receive.dueAt(format.longAt(due.dueAtMs))
  return html`<section class="panel" aria-labelledby="due"><header><h2 id="due">${t.receive.due}</h2><span class="quiet">${limitText(visit, definition.limit)}</span></header>
<div class="in"><p><strong>${words}</strong></p>${explanation(visit, due.trace)}</div></section>`
}

/** The form of the desk. Enter in any field sends it as the last button does: that one stands first for the browser. */
export const receiveView = (visit: Visit, form: ReceiveForm): Html => {
  const { t, language } = visit
  const { definition, refusal } = form
  return html`<div class="headline"><h1>${t.receive.title}: ${inLanguage(language, definition.title)}</h1><a href="/receive">${t.receive.other}</a></div>
${refusal === null ? null : html`<p class="notice bad" role="alert">${refusal.words}</p>`}
<form method="post" action="/receive"><button class="visually-hidden" tabindex="-1" aria-hidden="true">${t.receive.submit}</button>
<input type="hidden" name="key" value="${form.key}"><input type="hidden" name="procedure" value="${definition.code}">
<div class="columns"><div>
<section class="panel" aria-labelledby="applicant"><header><h2 id="applicant">${t.receive.applicant}</h2></header><div class="in">${applicantFields(visit, form)}</div></section>
${papersPanel(visit, form)}</div>
<div>${duePanel(visit, form)}<button class="btn btn-primary wide">${t.receive.submit}</button></div></div></form>`
}
