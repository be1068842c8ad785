/** Handing work over: what is in hand with the form, and the record of what went to whom. */
import type { HeldWork } from '../../schemas/administration.ts'
import type { Handover, KeptItem, MovedItem } from '../../schemas/handover.ts'
import type { Visit } from '../pages/visit.ts'
import { type FormBack, type FormPlan, formsPanel } from './form.ts'
import { heldPanel, heldPlaces } from './held-work.ts'
import { heldCode, heldReason, heldWords } from './held-words.ts'
import { html, type Html } from './html.ts'
import { dateText } from './times.ts'

export interface HandoverPage {
  readonly name: string
  readonly held: readonly HeldWork[]
  readonly past: readonly Handover[]
  /** Null when there is nothing to hand over. */
  readonly plan: FormPlan | null
  readonly back: FormBack | null
}

const stamp = (at: string): string => `${at.slice(11, 16)} ${dateText(at.slice(0, 10))}`

/** The page on which the work of a person is handed over. */
export const handoverView = (visit: Visit, { name, held, past, plan, back }: HandoverPage): Html => {
  const { t, format } = visit
  return html`<div class="headline"><h1>${t.handover.title}: <bdi>${name}</bdi></h1></div>
<div class="columns"><div>${heldPanel(visit, held)}
<section class="panel" aria-labelledby="past"><header><h2 id="past">${t.handover.past}</h2></header>
${past.length === 0 ? html`<p>${t.handover.pastNone}</p>` : html`<div class="in"><ul>${past.map((one) => html`<li><a href="/handovers/${one.id}">${stamp(one.at)}</a>: ${one.decision} (${t.handover.counts(format.number(one.moved.length), format.number(one.kept.length))})</li>
`)}</ul></div>`}</section></div>
<div>${plan === null ? html`<section class="panel"><p role="status">${t.handover.nothing}</p></section>` : formsPanel(visit, t.admin.actions, [plan], back)}</div></div>`
}

const lines = <T extends MovedItem | KeptItem>(visit: Visit, id: string, { title, none, last, items, lastOf }: { readonly title: string; readonly none: string; readonly last: string; readonly items: readonly T[]; readonly lastOf: (one: T) => string }): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="${id}"><header><h2 id="${id}">${title}</h2></header>
${items.length === 0 ? html`<p>${none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}"><table>
<thead><tr><th scope="col">${t.heldWork.kind}</th><th scope="col">${t.heldWork.what}</th><th scope="col">${t.heldWork.state}</th><th scope="col">${t.heldWork.due}</th><th scope="col">${last}</th></tr></thead>
<tbody>${items.map((one) => html`<tr><td>${t.heldKinds[one.kind]}</td><th scope="row"><a href="/${heldPlaces[one.kind]}/${one.id}">${heldCode(visit, one.kind, one)}</a></th><td>${heldWords(visit, one.kind, one)}</td>
<td class="nowrap">${one.dueOn === null ? '' : dateText(one.dueOn)}</td><td>${lastOf(one)}</td></tr>
`)}</tbody></table></div>`}</section>`
}

/** The record as it was kept. */
export const handoverRecordView = (visit: Visit, record: Handover): Html => {
  const { t, format } = visit
  const { id, at, from, by, decision, decidedOn, moved, kept, more } = record
  return html`<p class="crumbs"><a href="/people/${from.id}/handover">${t.handover.title}: ${from.fullName}</a></p>
<div class="headline"><h1>${t.handover.record}: <bdi>${from.fullName}</bdi></h1><p class="noPrint"><a class="btn btn-plain" href="/handovers/${id}/record.docx">DOCX</a> <a class="btn btn-plain" href="/handovers/${id}/record.pdf">PDF</a></p></div>
<p>${t.handover.ground(decision, dateText(decidedOn))} ${t.handover.made(by.fullName, stamp(at))}</p>
${lines(visit, 'moved', { title: t.handover.moved, none: t.handover.movedNone, last: t.handover.to, items: moved, lastOf: ({ to }) => to.fullName })}
${lines(visit, 'kept', { title: t.handover.kept, none: t.handover.keptNone, last: t.handover.why, items: kept, lastOf: (one) => heldReason(visit, one) })}
${more === 0 ? null : html`<p class="quiet">${t.handover.more(format.number(more))}</p>`}`
}
