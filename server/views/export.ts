/** The button that writes a list to a file. */
import type { ExportTask } from '../../schemas/task.ts'
import { newFormKey } from '../pages/forms.ts'
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'

/** A form that asks for the list as the page shows it, all pages of it. */
export const exportButton = ({ t }: Visit, asked: Readonly<Partial<Record<keyof ExportTask, string | undefined>>>): Html => html`<form method="post" action="/exports" class="noPrint">
<input type="hidden" name="key" value="${newFormKey()}">${Object.entries(asked).map(([name, value]) => (value === undefined ? null : html`<input type="hidden" name="${name}" value="${value}">`))}
<button class="btn btn-plain btn-sm">${t.tasks.export}</button> <button class="btn btn-plain btn-sm" name="format" value="xlsx">${t.tasks.exportXlsx}</button></form>`
