/** A table of dossiers; on a phone each becomes a card. */
import type { DossierRow } from '../pages/rows.ts'
import { badge } from './badge.ts'
import { html, type Html } from './html.ts'
import type { Texts } from './texts/index.ts'

/** One mark beside the badge, the graver one: a list is read down a column, and more of them push the names out. */
const mark = (t: Texts, { stepLate, unopened, standing }: DossierRow): Html | null => {
  if (stepLate && standing.kind !== 'late') return html` <span class="state soon">${t.badge.stepLate}</span>`
  return unopened ? html` <span class="state still">${t.badge.unopened}</span>` : null
}

const line = (t: Texts, one: DossierRow): Html => html`<tr class="${one.standing.kind}">
<th scope="row"><a href="/dossiers/${one.id}">${one.code}</a></th>
<td class="standingCell">${badge(one.standing)}${mark(t, one)}</td>
<td class="dueCell">${one.due}</td>
<td class="clip" title="${one.applicant}"><bdi>${one.applicant}</bdi></td>
<td class="clip wideCell" title="${one.procedure}">${one.procedure}</td>
<td class="clip" title="${one.steps === '' ? one.status : one.steps}">${one.steps === '' ? one.status : one.steps}</td>
<td class="holder clip" title="${one.holder}"><bdi>${one.holder}</bdi></td></tr>
`

/** The table with its caption; what stands when there is no line is the caller's. */
export const rowsTable = (t: Texts, caption: string, rows: readonly DossierRow[]): Html => html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="work">
<caption class="visually-hidden">${caption}</caption>
<thead><tr><th scope="col" class="codeCell">${t.work.code}</th><th scope="col" class="standingCell">${t.work.standing}</th><th scope="col" class="dueCell">${t.work.due}</th>
<th scope="col">${t.work.applicant}</th><th scope="col" class="wideCell">${t.work.procedure}</th><th scope="col">${t.work.step}</th><th scope="col" class="holderCell">${t.work.holder}</th></tr></thead>
<tbody>
${rows.map((one) => line(t, one))}</tbody></table></div>`
