/** Why a due date is that date: each day, whether it counts, and by which rule. */
import type { TraceLine } from '../../schemas/calendar.ts'
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'

const line = ({ t, format }: Visit, { on, counted, reason, source }: TraceLine): Html => {
  const reasons: Readonly<Record<string, string>> = t.reasons
  return html`<tr><th scope="row">${format.day(on)}</th><td>${counted ? t.app.yes : t.app.no}</td><td>${reasons[reason] ?? reason}</td><td class="quiet">${source}</td></tr>
`
}

export const explanation = (visit: Visit, trace: readonly TraceLine[]): Html | null => {
  const { t } = visit
  return trace.length === 0 ? null : html`<details><summary>${t.receive.explain}</summary><div class="scroll" tabindex="0" role="group" aria-label="${t.receive.explain}"><table>
<thead><tr><th scope="col">${t.receive.day}</th><th scope="col">${t.receive.counted}</th><th scope="col">${t.receive.why}</th><th scope="col">${t.receive.source}</th></tr></thead>
<tbody>${trace.map((one) => line(visit, one))}</tbody></table></div></details>`
}
