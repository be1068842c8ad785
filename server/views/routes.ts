/** Which unit resolves which procedure. */
import type { Visit } from '../pages/visit.ts'
import { type FormBack, type FormPlan, formsPanel } from './form.ts'
import { html, type Html } from './html.ts'
import type { Standing } from '../pages/register-names.ts'
import { standingBadge } from './person.ts'

export interface RouteLine { readonly code: string; readonly title: string; readonly unit: string | null; readonly days: string; readonly decision: string | null; readonly standing: Standing | null }

export const routesView = (visit: Visit, { lines, plans, back, done }: { lines: readonly RouteLine[]; plans: readonly FormPlan[]; back: FormBack | null; done: string | null }): Html => {
  const { t } = visit
  return html`${done === null ? null : html`<p class="notice good" role="status">${t.admin.done(done)}</p>`}
<p class="crumbs"><a href="/admin">${t.admin.title}</a></p>
<div class="headline"><h1 id="routes">${t.routes.title}</h1></div>
<div class="columns"><div><section class="panel"><div class="scroll" tabindex="0" role="group" aria-labelledby="routes"><table>
<thead><tr><th scope="col">${t.routes.procedure}</th><th scope="col">${t.routes.unit}</th><th scope="col">${t.routes.days}</th><th scope="col">${t.person.decision}</th></tr></thead>
<tbody>${lines.map(({ code, title, unit, days, decision, standing }) => html`<tr><th scope="row"><span class="quiet">${code}</span> ${title}</th><td>${unit ?? html`<span class="quiet">${t.routes.own}</span>`}</td>
<td class="nowrap">${days}${standing === null ? null : html` ${standingBadge(visit, standing)}`}</td><td>${decision ?? t.app.none}</td></tr>
`)}</tbody></table></div></section></div><div>${formsPanel(visit, t.admin.actions, plans, back)}</div></div>`
}
