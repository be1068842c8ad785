/** Who stands in for whom, and the forms to appoint and to end. */
import type { Visit } from '../pages/visit.ts'
import { type FormBack, type FormPlan, formsPanel } from './form.ts'
import { html, type Html } from './html.ts'
import { type StandInLine, standInsTable } from './person.ts'

export interface SubstitutionsPage { readonly lines: readonly StandInLine[]; readonly plans: readonly FormPlan[]; readonly back: FormBack | null; readonly done: string | null }

export const substitutionsView = (visit: Visit, { lines, plans, back, done }: SubstitutionsPage): Html => {
  const { t } = visit
  return html`${done === null ? null : html`<p class="notice good" role="status">${t.admin.done(done)}</p>`}
<p class="crumbs"><a href="/admin">${t.admin.title}</a></p>
<div class="headline"><h1 id="standIns">${t.substitutions.title}</h1></div>
<div class="columns"><div><section class="panel">${lines.length === 0 ? html`<p>${t.substitutions.none}</p>` : standInsTable(visit, lines, 'standIns')}</section></div>
<div>${formsPanel(visit, t.admin.actions, plans, back)}</div></div>`
}
