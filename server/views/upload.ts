/** The form that sends one file, without scripts too. */
import { newFormKey } from '../pages/forms.ts'
import type { Visit } from '../pages/visit.ts'
import { fileField } from './file-field.ts'
import { html, type Html } from './html.ts'

/** `id`: of its fields on the page; `note`: the label of a note beside the file, null for none; `why`: why the last one was refused, null when none was. */
export interface UploadPanel { readonly id: string; readonly path: string; readonly version: number; readonly title: string; readonly note: string | null; readonly why: string | null }

/** The folded form; open when a file was refused. */
export const uploadForm = (visit: Visit, { id, path, version, title, note, why }: UploadPanel): Html => html`<details class="action" name="action"${why === null ? null : html` open`}><summary>${title}</summary>${why === null ? null : html`<p class="notice bad" role="alert">${why}</p>`}
<form method="post" action="${path}" enctype="multipart/form-data"><input type="hidden" name="key" value="${newFormKey()}"><input type="hidden" name="version" value="${version}">
${note === null ? null : html`<label for="${id}-note">${note}</label><input id="${id}-note" name="note" class="form-control" maxlength="500" autocomplete="off">
`}${fileField(visit, { id: `${id}-file`, label: visit.t.correctiveAction.file })}
<button class="btn btn-plain">${visit.t.correctiveAction.send}</button></form></details>`
