/** The dossiers behind a notice that steps changed hands. */
import type { HandSide } from '../../../storage/migration-hands.ts'
import type { Visit } from '../../pages/visit.ts'
import { html, type Html } from '../html.ts'

export interface ChangedHandsRow { readonly id: string; readonly code: string; readonly steps: string; readonly due: string }
export interface ChangedHandsPage { readonly side: HandSide; readonly code: string; readonly revision: number; readonly rows: readonly ChangedHandsRow[]; readonly next: string | null }

/** The list of one side, and why. */
export const changedHandsView = ({ t, format }: Visit, { side, code, revision, rows, next }: ChangedHandsPage): Html => {
  return html`<div class="headline"><h1>${side === 'lost' ? t.changedHands.lost : t.changedHands.gained} <span class="quiet">${t.changedHands.of(code, format.number(revision))}</span></h1><a href="/notices">${t.notices.title}</a></div>
<p class="quiet">${side === 'lost' ? t.changedHands.lostWhy : t.changedHands.gainedWhy}</p>
<section class="panel">${rows.length === 0 ? html`<p role="status">${t.changedHands.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${side === 'lost' ? t.changedHands.lost : t.changedHands.gained}"><table>
<thead><tr><th scope="col">${t.changedHands.dossier}</th><th scope="col">${t.changedHands.steps}</th><th scope="col">${t.changedHands.due}</th></tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row" class="nowrap"><a href="/dossiers/${row.id}">${row.code}</a></th><td>${row.steps}</td><td class="nowrap">${row.due}</td></tr>
`)}</tbody></table></div>`}</section>
${next === null ? null : html`<p><a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a></p>`}`
}
