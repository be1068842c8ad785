/** Importing a published step table: the form, and how each row of the file was read. */
import type { ImportLine, ReadSteps } from '../../../schemas/step-table.ts'
import { limitText } from '../../pages/dossier-facts.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge } from '../badge.ts'
import { fileField } from '../file-field.ts'
import { html, type Html } from '../html.ts'
import { editorFields, editorPath } from './editor.ts'

const units = ['workingDay', 'workingHour', 'calendarDay', 'sameDay', 'none'] as const

const procedureFields = ({ t }: Visit): Html => html`<div class="fields"><div><label for="import-code">${t.stepTable.code}</label><input id="import-code" name="code" class="form-control" maxlength="64" autocomplete="off" required></div>
<div><label for="import-titleVi">${t.stepTable.nameVi}</label><input id="import-titleVi" name="titleVi" class="form-control" maxlength="500" autocomplete="off" required></div>
<div><label for="import-kind">${t.stepTable.kind}</label><select id="import-kind" name="kind" class="form-select"><option value="tthc">${t.stepTable.service}</option><option value="internal">${t.stepTable.internal}</option></select></div>
<div><label for="import-limitAmount">${t.stepTable.limit}: ${t.stepTable.amount.toLowerCase()}</label><input id="import-limitAmount" name="limitAmount" class="form-control" maxlength="10" autocomplete="off"></div>
<div><label for="import-limitUnit">${t.stepTable.unit}</label><select id="import-limitUnit" name="limitUnit" class="form-select">${units.map((unit) => html`<option value="${unit}">${t.limits[unit]('').trim()}</option>`)}</select></div></div>`

/** The form; `asksProcedure` when the draft carries none whose name and limit could stay. */
export const importForm = (visit: Visit, { documentId, version, asksProcedure }: { readonly documentId: string; readonly version: number; readonly asksProcedure: boolean }): Html => {
  const { t } = visit
  return html`<form method="post" action="${editorPath(documentId)}/import" enctype="multipart/form-data" class="in">${editorFields(version)}<p class="quiet">${t.stepTable.importNote}</p>${asksProcedure ? procedureFields(visit) : null}
${fileField(visit, { id: 'import-file', label: t.stepTable.file, accept: '.xlsx,.csv' })} <button class="btn btn-plain">${t.stepTable.importSubmit}</button></form>`
}

const lineRow = (visit: Visit, { row, use, name, role, limit, output, remarks }: ImportLine): Html => {
  const { t, format } = visit
  return html`<tr><td class="number">${format.number(row)}</td><td>${t.importUses[use]}</td><th scope="row">${name}</th><td>${use === 'step' ? role === null ? t.app.none : t.roles[role] : null}</td><td class="nowrap">${limit === null ? t.app.none : limitText(visit, limit)}</td><td>${output ?? ''}</td>
<td>${remarks.map(({ remark, text }) => html`<div>${badge({ kind: remark === 'limitUnread' || remark === 'roleUnread' || remark === 'totalDiffers' ? 'late' : 'soon', text: t.tableNotes[remark] })} ${text}</div>`)}</td></tr>
`
}

/** How each row was read, with its number in the file, and what was not understood. */
export const readView = (visit: Visit, { documentId, version, read }: { readonly documentId: string; readonly version: number; readonly read: ReadSteps }): Html => {
  const { t, format } = visit
  const steps = read.lines.filter(({ use }) => use === 'step').length
  const unread = read.lines.reduce((sum, { remarks }) => sum + remarks.length, 0)
  return html`<div class="headline"><h1>${t.stepTable.readTitle}</h1><a class="btn btn-primary" href="${editorPath(documentId)}?saved=${version}">${t.stepTable.openEditor}</a></div>
<p class="notice">${t.stepTable.readNote(format.number(read.lines.length), format.number(steps), format.number(unread))}</p>
<section class="panel"><div class="scroll" tabindex="0" role="group" aria-label="${t.stepTable.readTitle}"><table class="readTable"><thead><tr><th scope="col" class="number">${t.stepTable.readRow}</th><th scope="col">${t.stepTable.readAs}</th><th scope="col">${t.stepTable.step}</th><th scope="col">${t.stepTable.role}</th><th scope="col">${t.stepTable.limit}</th><th scope="col">${t.stepTable.papers}</th><th scope="col">${t.stepTable.remarks}</th></tr></thead>
<tbody>${read.lines.map((line) => lineRow(visit, line))}</tbody></table></div></section>`
}
