/** The form by which dossiers of another system are handed in, and why a file was refused. The file stands last: what stands before it is needed to take it. */
import type { LogFault } from '../../schemas/eventlog.ts'
import { headings } from '../eventlog/mapping.ts'
import { newFormKey } from '../pages/forms.ts'
import type { Visit } from '../pages/visit.ts'
import { fileField } from './file-field.ts'
import { html, type Html } from './html.ts'

export interface ImportChoice { readonly code: string; readonly name: string }

/** How a column is called in a tracking book. */
const headingOf = (field: string): string => Object.entries(headings).find(([name]) => name === field)?.[1][0] ?? field

/** What is wrong with a file, and where, in words; empty where nothing more is known than the refusal itself. */
export const faultWords = ({ t }: Visit, { reason, line, field, missing = [], columns = [], case: caseId }: LogFault): string[] => {
  const reasons: Readonly<Record<string, string>> = t.importFaults
  const about = [...missing.map((one) => (typeof one === 'string' ? headingOf(one) : one.column)), ...(field === undefined ? [] : [headingOf(field)]), ...(caseId === undefined ? [] : [caseId])]
  const words = reason === undefined ? undefined : reasons[reason]
  return [
    ...(words === undefined && line === undefined ? [] : [[...(line === undefined ? [] : [t.imports.line(String(line))]), ...(words === undefined ? [] : [words]), ...(about.length === 0 ? [] : [about.join(', ')])].join(': ')]),
    ...(columns.length === 0 ? [] : [t.imports.found(columns.join(' | '))]),
  ]
}

/** Rows of a tracking book as they stand in a file, whatever the language of the page. */
const exampleFields = ['caseId', 'group', 'start', 'deadline', 'end', 'channel']
const exampleRows = [
  ['H57.33.12-240102-0001', 'Đăng ký khai sinh', '02/01/2024 08:30', '02/01/2024', '02/01/2024', 'Trực tiếp'],
  ['H57.33.12-240605-0002', 'Cấp đổi giấy chứng nhận', '05/06/2024', '12/06/2024', '', 'Trực tuyến'],
]

/** The columns of a tracking book as they may be called, with an example. */
const listHelp = ({ t }: Visit): Html => html`<h2>${t.imports.listTitle}</h2><p>${t.imports.listIntro}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${t.imports.listTitle}"><table><thead><tr>${exampleFields.map((one) => html`<th scope="col">${headingOf(one)}</th>`)}</tr></thead>
<tbody>${exampleRows.map((row) => html`<tr>${row.map((cell) => html`<td class="nowrap">${cell}</td>`)}</tr>
`)}</tbody></table></div><p class="quiet">${t.imports.listNote}</p>`

export const importView = (visit: Visit, { choices, why }: { readonly choices: readonly ImportChoice[]; readonly why: string | null }): Html => {
  const { t } = visit
  return html`<div class="headline"><h1>${t.imports.title}</h1><a href="/admin">${t.admin.title}</a></div>
<section class="panel"><div class="in">${why === null ? null : html`<p class="notice bad" role="alert">${why}</p>`}
<p>${t.imports.intro}</p>
<form method="post" action="/admin/import" enctype="multipart/form-data"><input type="hidden" name="key" value="${newFormKey()}">
<div class="fields"><div class="full"><label for="procedure">${t.imports.procedure}</label><select id="procedure" name="procedure" class="form-select">${choices.map(({ code, name }) => html`<option value="${code}">${name} (${code})</option>
`)}</select></div>
<div><label for="classify">${t.imports.classify}</label><select id="classify" name="classify" class="form-select"><option value="date">${t.imports.byDate}</option><option value="instant">${t.imports.byInstant}</option></select></div>
<div class="full">${fileField(visit, { id: 'file', label: t.imports.file, accept: '.csv,.xes,.gz', hintId: 'file-hint' })}<small class="quiet" id="file-hint">${t.imports.fileHint}</small></div></div>
<p class="actionLine"><button class="btn btn-primary">${t.imports.submit}</button></p></form></div></section>
<section class="panel"><div class="in">${listHelp(visit)}</div></section>`
}
