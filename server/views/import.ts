/** The form by which an event log is handed in. The file stands last: what stands before it is needed to take it. */
import { newFormKey } from '../pages/forms.ts'
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'

export interface ImportChoice { readonly code: string; readonly name: string }

export const importView = ({ t }: Visit, { choices, why }: { readonly choices: readonly ImportChoice[]; readonly why: string | null }): Html => html`<div class="headline"><h1>${t.imports.title}</h1><a href="/admin">${t.admin.title}</a></div>
<section class="panel"><div class="in">${why === null ? null : html`<p class="notice bad" role="alert">${why}</p>`}
<p>${t.imports.intro}</p>
<form method="post" action="/admin/import" enctype="multipart/form-data"><input type="hidden" name="key" value="${newFormKey()}">
<div class="fields"><div><label for="procedure">${t.imports.procedure}</label><select id="procedure" name="procedure" class="form-select">${choices.map(({ code, name }) => html`<option value="${code}">${code} – ${name}</option>
`)}</select></div>
<div><label for="classify">${t.imports.classify}</label><select id="classify" name="classify" class="form-select"><option value="date">${t.imports.byDate}</option><option value="instant">${t.imports.byInstant}</option></select></div>
<div class="full"><label for="file">${t.imports.file}</label><input id="file" name="file" type="file" class="form-control" accept=".csv,.xes,.gz" aria-describedby="file-hint" required><small class="quiet" id="file-hint">${t.imports.fileHint}</small></div></div>
<p class="actionLine"><button class="btn btn-primary">${t.imports.submit}</button></p></form></div></section>`
