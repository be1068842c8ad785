/** The limits of corrective actions. */
import type { ActionLimitView } from '../../../schemas/corrective-action.ts'
import type { Visit } from '../../pages/visit.ts'
import { foldedForm, type FormBack, type FormPlan } from '../form.ts'
import { html, type Html } from '../html.ts'
import { dateText } from '../times.ts'

const row = ({ t, format }: Visit, { source, unit, amount, ground, validFrom, own }: ActionLimitView): Html => html`<tr><th scope="row">${source === null ? t.actionLimits.others : t.nonconformitySources[source]}</th>
<td class="nowrap">${format.number(amount)} ${unit === 'day' ? t.actionLimits.day : t.actionLimits.month}</td><td class="nowrap">${dateText(validFrom)}</td><td>${own ? t.actionLimits.own : t.actionLimits.shipped}</td><td class="whatCell">${ground}</td></tr>
`

/** What holds today and what is to come, and the form for whoever may enter one. */
export const limitsView = (visit: Visit, { limits, plan, back }: { readonly limits: readonly ActionLimitView[]; readonly plan: FormPlan | null; readonly back: FormBack | null }): Html => {
  const { t } = visit
  return html`<p class="crumbs"><a href="/corrective-actions">${t.correctiveActions.title}</a></p><div class="headline"><h1 id="limits">${t.actionLimits.title}</h1></div>
<section class="panel"><div class="scroll" tabindex="0" role="group" aria-labelledby="limits"><table class="qualityList"><thead><tr><th scope="col">${t.quality.source}</th><th scope="col">${t.correctiveActions.due}</th><th scope="col">${t.actionLimits.from}</th>
<th scope="col">${t.actionLimits.whose}</th><th scope="col">${t.actionLimits.ground}</th></tr></thead><tbody>${limits.map((one) => row(visit, one))}</tbody></table></div></section>
${plan === null ? null : html`<section class="panel actions noPrint">${foldedForm(visit, plan, back)}</section>`}`
}
