/** Where a day is typed: as dd/mm/yyyy on every screen, since what a browser offers by itself follows the language of the browser. */
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'

/** A field for one day; `value` as it is shown, `look` more classes, `more` what else its element says. */
export const dayInput = ({ t }: Pick<Visit, 't'>, { id, name, value, look = '', more = null }: { readonly id: string; readonly name: string; readonly value: string; readonly look?: string; readonly more?: Html | null }): Html =>
  html`<input id="${id}" name="${name}" class="form-control${look}" inputmode="numeric" placeholder="${t.app.dateHint}" maxlength="10" autocomplete="off" value="${value}"${more}>`
