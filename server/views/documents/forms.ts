/** The forms of a new document and of a release by one decision. */
import type { DocumentLine } from '../../../schemas/document-service.ts'
import { documentTypes } from '../../../schemas/document.ts'
import { type Fields, newFormKey } from '../../pages/forms.ts'
import type { Visit } from '../../pages/visit.ts'
import { html, type Html } from '../html.ts'
import { numbersText } from './list.ts'

export interface Typed { readonly fields: Fields; readonly why: string | null }
export const nothingTyped: Typed = { fields: new Map(), why: null }

interface Field { readonly name: string; readonly label: string; readonly required?: boolean; readonly most?: number; readonly hint?: string; readonly note?: string; readonly numeric?: boolean; readonly otherwise?: string }

/** A line of text with its label, and what was typed in it before. */
export const textField = ({ fields }: Typed, { name, label, required = true, most = 300, hint, note, numeric = false, otherwise = '' }: Field): Html => html`<div><label for="${name}">${label}</label>
<input id="${name}" name="${name}" class="form-control" maxlength="${most}" autocomplete="off"${numeric ? html` inputmode="numeric"` : null}${hint === undefined ? null : html` placeholder="${hint}"`}${note === undefined ? null : html` aria-describedby="${name}-note"`} value="${fields.get(name) ?? otherwise}"${required ? html` required` : null}>${
  note === undefined ? null : html`<small class="quiet" id="${name}-note">${note}</small>`}</div>`

/** A choice out of a list, the first one for none where `none` says so. */
export const choiceField = ({ fields }: Typed, { name, label, none, choices, otherwise = '' }: { readonly name: string; readonly label: string; readonly none: string | null; readonly choices: readonly (readonly [id: string, text: string])[]; readonly otherwise?: string }): Html => {
  const chosen = fields.get(name) ?? otherwise
  return html`<div><label for="${name}">${label}</label><select id="${name}" name="${name}" class="form-select"${none === null ? html` required` : null}>${none === null ? null : html`<option value="">${none}</option>`}${choices.map(([id, text]) =>
    html`<option value="${id}"${id === chosen ? html` selected` : null}>${text}</option>
`)}</select></div>`
}

const whyNotice = ({ why }: Typed): Html | null => (why === null ? null : html`<p class="notice bad" role="alert">${why}</p>`)

export interface NewDocumentPage { readonly typed: Typed; readonly units: readonly (readonly [string, string])[]; readonly procedures: readonly (readonly [string, string])[] }

/** The form of a new document. */
export const newDocumentView = ({ t }: Visit, { typed, units, procedures }: NewDocumentPage): Html => html`<div class="headline"><h1>${t.documentNew.title}</h1></div>${whyNotice(typed)}
<section class="panel"><form class="in" method="post" action="/documents"><input type="hidden" name="key" value="${newFormKey()}">
<div class="fields">${choiceField(typed, { name: 'type', label: t.documents.type, none: null, choices: documentTypes.map((one) => [one, t.documentTypes[one]]), otherwise: 'procedure' })}
${textField(typed, { name: 'code', label: t.documentNew.code, most: 40, note: t.documentNew.codeHint })}</div>
<div class="fields">${textField(typed, { name: 'title', label: t.documentNew.name })}</div>
<div class="fields">${choiceField(typed, { name: 'ownerUnitId', label: t.document.owner, none: null, choices: units })}
${choiceField(typed, { name: 'access', label: t.document.access, none: null, choices: [['agency', t.documentAccesses.agency], ['holders', t.documentAccesses.holders]] })}
${choiceField(typed, { name: 'parentId', label: t.documentNew.parent, none: t.documentNew.noParent, choices: procedures })}</div>
<label for="reason">${t.documentNew.reason}</label><textarea id="reason" name="reason" class="form-control" maxlength="2000" rows="2" required>
${typed.fields.get('reason') ?? ''}</textarea>
<div class="fields">${textField(typed, { name: 'review', label: t.documentNew.review, most: 3, numeric: true, otherwise: '12' })}
${textField(typed, { name: 'years', label: t.documentNew.years, most: 3, numeric: true, required: false })}${textField(typed, { name: 'place', label: t.documentNew.place, most: 200, required: false })}</div>
<details${typed.fields.has('issue') ? html` open` : null}><summary>${t.documentNew.takenOver}</summary><div class="fields">${textField(typed, { name: 'issue', label: t.documentNew.issue, most: 3, numeric: true, required: false })}
${textField(typed, { name: 'revision', label: t.documentNew.revision, most: 3, numeric: true, required: false })}</div></details>
<p><button class="btn btn-primary wide">${t.documentNew.submit}</button></p></form></section>`

/** The form of a release: what is approved, to be ticked. */
export const releaseView = (visit: Visit, { typed, lines, notice }: { readonly typed: Typed; readonly lines: readonly DocumentLine[]; readonly notice: string | null }): Html => {
  const { t } = visit
  return html`<div class="headline"><h1>${t.documentRelease.title}</h1></div>${notice === null ? null : html`<p class="notice good" role="status">${notice}</p>`}${whyNotice(typed)}
<section class="panel"><p>${lines.length === 0 ? t.documentRelease.none : t.documentRelease.intro}</p>${lines.length === 0 ? null : html`<form class="in" method="post" action="/documents/release"><input type="hidden" name="key" value="${newFormKey()}">
<div class="scroll"><table><thead><tr><th scope="col"><span class="visually-hidden">${t.documentAction.choose}</span></th><th scope="col">${t.documents.code}</th><th scope="col">${t.documents.name}</th><th scope="col" class="number">${t.documents.numbers}</th></tr></thead>
<tbody>${lines.map((one) => html`<tr><td><input class="form-check-input" type="checkbox" name="document.${one.id}" value="${one.version}" aria-label="${t.documentRelease.pick(one.code)}"${typed.fields.size === 0 || typed.fields.has(`document.${one.id}`) ? html` checked` : null}></td>
<th scope="row" class="nowrap"><a href="/documents/${one.id}">${one.code}</a></th><td>${one.title}</td><td class="number">${one.open === null ? t.app.none : numbersText(visit, one.open)}</td></tr>
`)}</tbody></table></div>
<div class="fields">${textField(typed, { name: 'title', label: t.documentRelease.name, note: t.documentRelease.nameHint })}</div>
<div class="fields">${textField(typed, { name: 'decisionNumber', label: t.documentAction.decisionNumber, most: 60 })}${textField(typed, { name: 'decisionOn', label: t.documentAction.decisionOn, most: 10, hint: t.app.dateHint, numeric: true })}
${textField(typed, { name: 'effectiveOn', label: t.documentAction.effectiveOn, most: 10, hint: t.app.dateHint, numeric: true, required: false })}</div>
<p><button class="btn btn-primary wide">${t.documentRelease.submit}</button></p></form>`}</section>`
}
