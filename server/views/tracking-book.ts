/** The page that prints the tracking book: two dates. */
import type { Visit } from '../pages/visit.ts'
import { dayInput } from './day-input.ts'
import { html, type Html } from './html.ts'

/** The dates as they were typed, and what is wrong with them. */
export interface BookChoice { readonly from: string; readonly to: string; readonly fault: string | null }

export const trackingBookView = ({ t }: Visit, { from, to, fault }: BookChoice): Html => {
  const date = (name: string, label: string, value: string): Html => html`<div><label for="${name}">${label}</label>
${dayInput({ t }, { id: name, name, value, more: fault === null ? null : html` aria-describedby="fault"` })}</div>`
  return html`<div class="headline"><h1>${t.tracking.title}</h1></div>
<section class="panel"><div class="in"><form method="get" action="/tracking-book" class="inline">
${date('from', t.statistics.from, from)}${date('to', t.statistics.to, to)}
<button class="btn btn-primary" name="print" value="1">${t.tracking.print}</button></form>
${fault === null ? null : html`<p class="notice bad" role="alert" id="fault">${fault}</p>`}<small class="quiet">${t.tracking.hint}</small></div></section>`
}
