/** The checklist of an audit, made for a phone in one hand: one unit at a time, each line a form of its own that is saved by itself. */
import { lineResults, type LineView } from '../../../schemas/audit-sheet.ts'
import { type Fields, newFormKey } from '../../pages/forms.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge } from '../badge.ts'
import { packButton } from '../evidence.ts'
import { fileField } from '../file-field.ts'
import { html, type Html } from '../html.ts'
import { dateText } from '../times.ts'

/** A line with what the visitor may do: `typed` what they sent when it was refused, `refusal` why. */
export interface ShownLine { readonly line: LineView; readonly mayRecord: boolean; readonly typed: Fields | null; readonly refusal: string | null; readonly isConflict: boolean; readonly isSaved: boolean; readonly by: string; readonly dossierId: string | null }
export interface ChecklistPage {
  readonly id: string; readonly code: string; readonly isOpen: boolean; readonly unit: string
  readonly units: readonly { readonly id: string; readonly name: string; readonly done: number; readonly all: number }[]
  readonly lines: readonly ShownLine[]
}

const kinds = { conforming: 'good', minor: 'late', major: 'late', observation: 'soon', notLooked: 'ended' } as const
/** What the field of evidence holds: codes, one a line; files stand apart. */
const codesOf = ({ evidence }: LineView): string => evidence.flatMap((one) => ('dossier' in one ? [one.dossier] : 'document' in one ? [one.document] : [])).join('\n')
const atText = (at: string): string => `${dateText(at.slice(0, 10))} ${at.slice(11, 16)}`

const filesList = (auditId: string, { key, evidence }: LineView): Html[] => evidence.flatMap((one, at) => ('file' in one ? [html`<li><a href="/api/v1/audits/${auditId}/lines/${key}/files/${at}">${one.file.name}</a></li>
`] : []))

const results = ({ t }: Visit, key: string, chosen: string): Html => html`<div class="pickRow">${lineResults.map((result) => html`<label class="pickOne ${kinds[result]}"><input type="radio" name="result" value="${result}" id="r-${key}-${result}"${result === chosen ? html` checked` : null}><span>${t.lineResults[result]}</span></label>`)}</div>`

const recordForm = (visit: Visit, auditId: string, { line, typed }: ShownLine): Html => {
  const { t } = visit
  const { key, version, about } = line
  const value = (name: string, kept: string): string => typed?.get(name) ?? kept
  const path = `/audits/${auditId}/checklist/${key}`
  return html`<form method="post" action="${path}" hx-post="${path}" hx-trigger="change delay:400ms, submit" hx-target="closest article" hx-swap="outerHTML"><input type="hidden" name="version" value="${version}"><input type="hidden" name="key" value="${newFormKey()}">
<fieldset><legend class="visually-hidden">${about}</legend>${results(visit, key, value('result', line.result))}</fieldset>
<label for="n-${key}">${t.checklist.note}</label><textarea id="n-${key}" name="note" class="form-control" rows="2" maxlength="4000">
${value('note', line.note ?? '')}</textarea>
<details${codesOf(line) === '' && !typed?.get('evidence') ? null : html` open`}><summary>${t.checklist.evidence}</summary><textarea name="evidence" class="form-control" rows="2" maxlength="2000" aria-label="${t.checklist.evidence}">
${value('evidence', codesOf(line))}</textarea>
<label for="c-${key}">${t.checklist.clauseField}</label><input id="c-${key}" name="clause" class="form-control" maxlength="12" value="${value('clause', line.clause)}"></details>
<button class="btn btn-plain">${t.checklist.save}</button></form>
<details class="fileBox"><summary>${t.checklist.file}</summary><form method="post" action="${path}/file" enctype="multipart/form-data"><input type="hidden" name="version" value="${version}"><input type="hidden" name="key" value="${newFormKey()}">
${fileField(visit, { id: `f-${key}`, label: t.checklist.file, isLabelHidden: true })}<button class="btn btn-plain">${t.checklist.sendFile}</button></form></details>`
}

const readOnly = ({ t }: Visit, { line }: ShownLine): Html => html`${line.note === null ? null : html`<p>${line.note}</p>`}${codesOf(line) === '' ? null : html`<p class="quiet">${codesOf(line)}</p>`}<p class="quiet">${t.checklist.notYours}</p>`

/** One line: what is asked or looked at, what was recorded, and its form. */
export const lineView = (visit: Visit, { id, isOpen }: Pick<ChecklistPage, 'id' | 'isOpen'>, shown: ShownLine): Html => {
  const { t } = visit
  const { line, mayRecord, refusal, isConflict, isSaved, by, dossierId } = shown
  return html`<article class="checkLine" id="${line.key}"><header><b>${dossierId === null ? line.about : html`<a href="/dossiers/${dossierId}">${line.about}</a>`}</b> ${badge({ kind: kinds[line.result], text: t.lineResults[line.result] })}</header>
${line.outcome === null ? null : html`<p class="quiet">${t.checklist.outcome(t.lineOutcomes[line.outcome])}</p>`}${line.at === null ? null : html`<p class="quiet">${t.checklist.by(by, atText(line.at))}</p>`}
${isSaved ? html`<p class="notice good" role="status">${t.checklist.saved}</p>` : null}${refusal === null ? null : html`<p class="notice bad" role="alert">${refusal}</p>`}${isConflict ? html`<p class="notice">${t.checklist.theirs(by, t.lineResults[line.result], line.note ?? '')}</p>` : null}
${isOpen && mayRecord ? recordForm(visit, id, shown) : isOpen ? readOnly(visit, shown) : html`${line.note === null ? null : html`<p>${line.note}</p>`}`}<ul class="bare">${filesList(id, line)}</ul></article>
`
}

/** The lines of one unit: questions by clause, then the dossiers of the sample. */
export const checklistView = (visit: Visit, page: ChecklistPage): Html => {
  const { t, format } = visit
  const groups = [...Map.groupBy(page.lines, ({ line }) => (line.dossierCode === null ? line.clause : ''))]
  return html`<p class="crumbs"><a href="/audits/${page.id}">${page.code}</a></p><div class="headline"><h1>${t.checklist.title}</h1></div>
<nav class="tabRow" aria-label="${t.audit.units}"><ul class="tabs">${page.units.map(({ id, name, done, all }) => html`<li><a href="/audits/${page.id}/checklist?unit=${id}"${id === page.unit ? html` aria-current="page"` : null}>${name} <span class="quiet">${t.checklist.done(format.number(done), format.number(all))}</span></a></li>
`)}</ul></nav>${page.isOpen ? null : html`<p class="notice" role="status">${t.checklist.closed}</p>`}
${groups.map(([clause, lines]) => html`<section class="panel" aria-labelledby="g-${clause}"><header><h2 id="g-${clause}">${clause === '' ? t.checklist.dossiers : t.checklist.clause(clause)}</h2></header>${lines.map((line) => lineView(visit, page, line))}</section>
`)}${packButton(visit, page.lines.flatMap(({ line, dossierId }) => (line.outcome === 'late' && dossierId !== null ? [dossierId] : [])))}`
}
