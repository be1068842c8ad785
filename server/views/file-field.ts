/** A field for a file that has to be sent, or for several. The button is a label in the words of the page: the browser's own speaks the language of the browser. */
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'

export interface FileField {
  readonly id: string
  /** `file` where the form has one. */
  readonly name?: string
  readonly label: string
  readonly accept?: string
  /** The element that says what is taken. */
  readonly hintId?: string
  /** Where the page names the field already, the label is for those who do not see it. */
  readonly isLabelHidden?: boolean
  /** Several at once; `button` names them. */
  readonly isMultiple?: boolean
  readonly button?: string
}

/** The label, the button, and beside it the name of the file once there is one. */
export const fileField = ({ t }: Pick<Visit, 't'>, { id, name = 'file', label, accept, hintId, isLabelHidden = false, isMultiple = false, button = t.app.chooseFile }: FileField): Html => html`<label for="${id}"${isLabelHidden ? html` class="visually-hidden"` : null}>${label}</label>
<div class="filePick"><label class="btn btn-plain" for="${id}">${button}</label><input id="${id}" type="file" name="${name}"${accept === undefined ? null : html` accept="${accept}"`}${hintId === undefined ? null : html` aria-describedby="${hintId}"`}${isMultiple ? html` multiple` : null} required></div>`
