/** How forms group what ended without a result and what is paused, as it was decided. */
import type { FormGrouping } from '../../schemas/form-grouping.ts'
import type { Visit } from '../pages/visit.ts'
import { endedText, formName, pausedText } from '../reports/table-grid.ts'
import { foldedForm, type FormBack, type FormPlan } from './form.ts'
import { html, type Html } from './html.ts'
import { dateText } from './times.ts'

const row = ({ t }: Visit, one: FormGrouping, at: (instant: string) => string): Html => html`<tr><th scope="row">${formName(t, one.form)}</th><td class="nowrap">${dateText(one.validFrom)}</td><td>${endedText(t, one)}</td><td>${pausedText(t, one)}</td>
<td>${one.decision}</td><td><bdi>${one.by}</bdi><br><small class="quiet nowrap">${at(one.enteredAt)}</small></td></tr>
`

export interface GroupingsPage { readonly items: readonly FormGrouping[]; readonly plan: FormPlan | null; readonly back: FormBack | null; readonly at: (instant: string) => string }

/** What was decided, the newest beginning first, and the form for whoever may decide. */
export const groupingsView = (visit: Visit, { items, plan, back, at }: GroupingsPage): Html => {
  const { t } = visit
  return html`<p class="crumbs"><a href="/statistics">${t.statistics.title}</a></p><div class="headline"><h1 id="groupings">${t.groupings.title}</h1></div><p class="quiet">${t.groupings.help}</p>
<section class="panel">${items.length === 0 ? html`<p role="status">${t.groupings.nothing}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="groupings"><table><thead><tr><th scope="col">${t.tables.form}</th><th scope="col">${t.groupings.from}</th><th scope="col">${t.statistics.ended}</th>
<th scope="col">${t.statistics.paused}</th><th scope="col">${t.schedules.decision}</th><th scope="col">${t.facts.by}</th></tr></thead><tbody>${items.map((one) => row(visit, one, at))}</tbody></table></div>`}</section>
${plan === null ? null : html`<section class="panel actions noPrint">${foldedForm(visit, plan, back)}</section>`}`
}
