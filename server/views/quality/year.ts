/** The year of the management system: what is to be done first, then every month with what is asked and what shows that it was done. */
import type { Duty, DutyKind, DutyStanding, DutyYear } from '../../../schemas/duty.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge, type Standing } from '../badge.ts'
import { html, type Html } from '../html.ts'
import { dateText } from '../times.ts'

const kinds = { done: 'good', doneLate: 'ended', late: 'late', soon: 'soon', open: 'still' } as const satisfies Record<DutyStanding, Standing['kind']>

/** Where somebody does what is asked; what follows from something names its own page. */
const places: Readonly<Record<DutyKind, string>> = {
  plan: '/facts?kind=plan', objectives: '/facts?kind=objectives', training: '/facts?kind=training', halfYearReport: '/reports?layout=halfYear', annualReport: '/reports?layout=annual', internalAudit: '/audits',
  managementReview: '/reviews', satisfaction: '/satisfaction', context: '/facts?kind=context', risks: '/facts?kind=risk', lawChange: '/laws', republication: '/facts?kind=announcement', inspectionFeedback: '/nonconformities',
  documentReview: '/documents', milestone: '/facts?kind=milestone', entry: '/competence',
}
const isDone = ({ standing }: Duty): boolean => standing === 'done' || standing === 'doneLate'

const name = ({ t }: Visit, { kind, about, href }: Duty): Html => html`<b>${t.duties[kind]}</b>${about === null ? null : href === null ? html`: ${about}` : html`: <a href="${href}">${about}</a>`}`

const proof = ({ t }: Visit, duty: Duty): Html => (duty.evidence.length === 0
  ? html`<span class="quiet">${t.year.noEvidence}</span> <a class="noPrint" href="${duty.href ?? places[duty.kind]}">${t.year.open}</a>`
  : html`<ul class="proof">${duty.evidence.map(({ on, text, href }) => html`<li>${dateText(on)}: <a href="${href}">${text}</a></li>
`)}</ul>`)

const row = (visit: Visit, duty: Duty): Html => html`<tr id="${duty.key}"><th scope="row" class="whatCell">${name(visit, duty)}<br><small class="quiet">${duty.ground}</small></th>
<td class="nowrap">${dateText(duty.dueOn)}</td><td>${badge({ kind: kinds[duty.standing], text: visit.t.dutyStandings[duty.standing] })}</td><td class="whatCell">${proof(visit, duty)}</td></tr>
`

const first = (visit: Visit, duty: Duty): Html => html`<li>${badge({ kind: kinds[duty.standing], text: visit.t.year.dueOn(dateText(duty.dueOn)) })} ${name(visit, duty)} <a class="noPrint" href="${duty.href ?? places[duty.kind]}">${visit.t.year.open}</a>
<br><small class="quiet">${duty.ground}</small></li>
`

const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'] as const

const monthRows = (visit: Visit, { year, today, duties }: DutyYear): Html[] => months.flatMap((month) => {
  const here = duties.filter(({ dueOn }) => dueOn.slice(5, 7) === month)
  if (here.length === 0) return []
  const isNow = today.startsWith(`${year}-${month}`)
  return [html`<tbody><tr class="${isNow ? 'monthName now' : 'monthName'}"><th scope="rowgroup" colspan="4">${visit.t.year.month(String(Number(month)))}</th></tr>${here.map((duty) => row(visit, duty))}</tbody>
`]
})

/** The page of a year. */
export const yearView = (visit: Visit, shown: DutyYear): Html => {
  const { t, format } = visit
  const { year, duties, before } = shown
  const waiting = [...before, ...duties].filter(({ standing }) => standing === 'late' || standing === 'soon')
  const late = waiting.filter(({ standing }) => standing === 'late').length
  return html`<div class="headline"><h1>${t.year.of(String(year))}</h1><nav class="noPrint" aria-label="${t.year.years}"><a class="btn btn-plain" href="/year/${year - 1}">${t.year.previous(String(year - 1))}</a> <a class="btn btn-plain" href="/year/${year + 1}">${t.year.next(String(year + 1))}</a></nav></div>
<section class="panel" aria-labelledby="now"><header><h2 id="now">${t.year.now}</h2><p class="quiet">${t.year.counts(format.number(duties.filter(isDone).length), format.number(duties.length), format.number(late))}</p></header>
${waiting.length === 0 ? html`<p role="status">${t.year.nothing}</p>` : html`<ul class="in firstDuties">${waiting.map((duty) => first(visit, duty))}</ul>`}</section>
<section class="panel" aria-labelledby="months"><header><h2 id="months">${t.year.months}</h2></header><p class="in quiet noPrint">${t.year.help}</p><div class="scroll" tabindex="0" role="group" aria-labelledby="months"><table class="qualityList dutyList">
<thead><tr><th scope="col">${t.year.what}</th><th scope="col">${t.year.due}</th><th scope="col">${t.year.standing}</th><th scope="col">${t.year.evidence}</th></tr></thead>
${before.length === 0 ? null : html`<tbody><tr class="monthName"><th scope="rowgroup" colspan="4">${t.year.before}</th></tr>${before.map((duty) => row(visit, duty))}</tbody>
`}${monthRows(visit, shown)}</table></div></section>`
}
