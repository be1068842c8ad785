/** The list of internal audits with the programme of the year, and one of them. */
import type { AuditState, AuditView, ProgrammeView } from '../../../schemas/audit.ts'
import type { Drawn, LineView, OwnQuestion, UncheckedLine } from '../../../schemas/audit-sheet.ts'
import type { AuditNames } from '../../pages/quality/audit-forms.ts'
import { newFormKey } from '../../pages/forms.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge, type Standing } from '../badge.ts'
import { type FormBack, foldedForm, formOf, type FormPlan } from '../form.ts'
import { html, type Html } from '../html.ts'
import { dateText } from '../times.ts'

const stateKinds = { planned: 'still', approved: 'soon', underWay: 'soon', reported: 'good', closed: 'ended', withdrawn: 'ended' } as const satisfies Record<AuditState, Standing['kind']>
const stateBadge = ({ t }: Visit, state: AuditState): Html => badge({ kind: stateKinds[state], text: t.auditStates[state] })

export interface AuditListPage {
  readonly items: readonly AuditView[]
  readonly next: string | null
  readonly programme: ProgrammeView | null
  readonly year: number
  readonly units: ReadonlyMap<string, string>
  readonly programmeForm: FormPlan | null
  readonly back: FormBack | null
  readonly mayPlan: boolean
  readonly done: boolean
  readonly questions: readonly OwnQuestion[]
  readonly questionForm: FormPlan | null
}

const months = Array.from({ length: 12 }, (_, index) => index + 1)

/** Whether an audit that was carried out touched the unit in the month. */
const isDone = (items: readonly AuditView[], unitId: string, year: number, month: number): boolean => {
  const day = `${year}-${String(month).padStart(2, '0')}`
  return items.some(({ state, plan }) => ['underWay', 'reported', 'closed'].includes(state) && plan.unitIds.includes(unitId) && plan.from.slice(0, 7) <= day && day <= plan.to.slice(0, 7))
}

const programmeLine = ({ t }: Visit, { units, items, year }: AuditListPage, { unitId, months: planned }: ProgrammeView['programme']['lines'][number]): Html => html`<tr><th scope="row">${units.get(unitId) ?? t.app.none}</th>${months.map((month) => {
  const done = isDone(items, unitId, year, month)
  if (!planned.includes(month)) return html`<td>${done ? html`<b title="${t.audits.done}">✓</b>` : null}</td>`
  return html`<td>${done ? html`<b>✓</b><span class="visually-hidden">${t.audits.done}</span>` : html`<span aria-hidden="true">●</span><span class="visually-hidden">${t.audits.planned}</span>`}</td>`
})}</tr>
`

const programmePanel = (visit: Visit, page: AuditListPage): Html => {
  const { t, format } = visit
  const { programme, year, programmeForm, back } = page
  return html`<section class="panel" aria-labelledby="programme"><header><h2 id="programme">${t.audits.programme(String(year))}</h2></header>
${programme === null ? html`<p role="status">${t.audits.noProgramme}</p>` : html`<p class="quiet">${t.audits.decision(programme.programme.decision.number, dateText(programme.programme.decision.on))}, ${t.audits.version(format.number(programme.version))}. ● ${t.audits.planned}, ✓ ${t.audits.done}</p>
<div class="scroll" tabindex="0" role="group" aria-labelledby="programme"><table class="yearGrid"><thead><tr><th scope="col">${t.audits.unit}</th>${months.map((month) => html`<th scope="col">${t.audits.month(String(month))}</th>`)}</tr></thead>
<tbody>${programme.programme.lines.map((line) => programmeLine(visit, page, line))}</tbody></table></div>`}
${programmeForm === null ? null : foldedForm(visit, programmeForm, back)}</section>`
}

const questionsPanel = (visit: Visit, { questions, questionForm, back }: AuditListPage): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="questions"><header><h2 id="questions">${t.ownQuestions.title}</h2></header>
${questions.length === 0 ? html`<p>${t.ownQuestions.none}</p>` : html`<ul class="in">${questions.map(({ id, clause, text }) => html`<li><b>${clause}</b> ${text}${questionForm === null ? null : html` <form method="post" action="/audits" class="inlineForm"><input type="hidden" name="form" value="endQuestion"><input type="hidden" name="key" value="${newFormKey()}"><input type="hidden" name="question" value="${id}"><button class="btn btn-sm btn-plain">${t.ownQuestions.end}</button></form>`}</li>
`)}</ul>`}${questionForm === null ? null : foldedForm(visit, questionForm, back)}</section>`
}

const auditLine = (visit: Visit, { units }: AuditListPage, { id, code, plan, state }: AuditView): Html => html`<tr><th scope="row" class="nowrap"><a href="/audits/${id}">${code}</a></th><td class="whatCell">${plan.title}</td>
<td class="nowrap">${visit.t.audit.period(dateText(plan.from), dateText(plan.to))}</td><td>${plan.unitIds.map((unit) => units.get(unit) ?? visit.t.app.none).join(', ')}</td><td>${stateBadge(visit, state)}</td></tr>
`

/** All audits, the newest first, and what the programme asks this year. */
export const auditListView = (visit: Visit, page: AuditListPage): Html => {
  const { t } = visit
  const { items, next, mayPlan, done } = page
  return html`${done ? html`<p class="notice good" role="status">${t.audits.saved}</p>` : null}<div class="headline"><h1>${t.audits.title}</h1>${mayPlan ? html`<p class="noPrint"><a class="btn btn-primary" href="/audits/new">${t.audits.plan}</a></p>` : null}</div>
<section class="panel" aria-labelledby="list"><header><h2 id="list">${t.audits.list}</h2></header>
${items.length === 0 ? html`<p role="status">${t.audits.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="list"><table class="qualityList">
<thead><tr><th scope="col">${t.audits.code}</th><th scope="col">${t.audits.about}</th><th scope="col">${t.audits.days}</th><th scope="col">${t.audits.units}</th><th scope="col">${t.audits.state}</th></tr></thead>
<tbody>${items.map((one) => auditLine(visit, page, one))}</tbody></table></div>`}</section>
${next === null ? null : html`<p class="noPrint"><a class="btn btn-plain" href="/audits?after=${next}" rel="next">${t.app.next}</a></p>`}${programmePanel(visit, page)}${questionsPanel(visit, page)}`
}

/** The form of a new audit. */
export const newAuditView = (visit: Visit, plan: FormPlan, back: FormBack | null): Html => html`<p class="crumbs"><a href="/audits">${visit.t.audits.title}</a></p>
<div class="headline"><h1>${visit.t.audits.plan}</h1></div><section class="panel"><div class="in">${formOf(visit, plan, back)}</div></section>`

export interface AuditDetail {
  readonly one: AuditView
  readonly names: AuditNames
  readonly facts: readonly (readonly [string, string])[]
  readonly plans: readonly FormPlan[]
  readonly refusals: readonly { readonly name: string; readonly why: string }[]
  readonly back: FormBack | null
  readonly done: boolean
  readonly timeline: readonly { readonly what: string; readonly at: string; readonly who: string; readonly texts: readonly string[] }[]
  readonly verified: boolean
  /** Dossiers of the sample that nobody of the team may check. */
  readonly unchecked: readonly UncheckedLine[]
  /** Null before it began. */
  readonly sample: { readonly drawn: Drawn; readonly frozenAt: string; readonly lateCount: number; readonly lines: number; readonly looked: number; readonly findings: readonly LineView[] } | null
}

const panel = (id: string, title: string, body: Html, aside: Html | null = null): Html => html`<section class="panel" aria-labelledby="${id}"><header><h2 id="${id}">${title}</h2>${aside}</header>
${body}</section>
`

const teamPanel = ({ t }: Visit, { one, names }: AuditDetail): Html => {
  const { team } = one.plan
  if (team.length === 0) return panel('team', t.audit.team, html`<p>${t.audit.noTeam}</p>`)
  return panel('team', t.audit.team, html`<div class="scroll" tabindex="0" role="group" aria-labelledby="team"><table><thead><tr><th scope="col">${t.audit.person}</th><th scope="col">${t.audit.post}</th><th scope="col">${t.audit.given}</th></tr></thead>
<tbody>${team.map(({ accountId, post, unitIds, procedures, exceptOwn }) => html`<tr><th scope="row"><bdi>${names.people.get(accountId) ?? t.app.none}</bdi></th><td>${t.teamPosts[post]}</td><td>${
  unitIds.length === 0 ? html`<span class="quiet">${t.audit.nothingGiven}</span>` : unitIds.map((id) => names.units.get(id) ?? t.app.none).join(', ')}${procedures.length === 0 ? null : html` (${procedures.join(', ')})`}${exceptOwn ? html`<br><span class="quiet">${t.audit.exceptOwn}</span>` : null}</td></tr>
`)}</tbody></table></div><p class="quiet">${t.audit.rule}</p>`)
}

const samplePanel = ({ t, format }: Visit, { one, sample }: AuditDetail): Html | null => {
  if (sample === null) return null
  const { drawn, lateCount, lines, looked, findings } = sample
  return panel('sample', t.audit.sheet, html`<div class="in"><p>${t.audit.looked(format.number(looked), format.number(lines))} ${t.audit.drawn(format.number(drawn.codes.length), format.number(drawn.populationCount), format.number(lateCount))}</p>
<details><summary>${t.audit.redraw}</summary><p class="quiet">${t.audit.redrawHelp(drawn.rule)}</p><p><code class="wrap">${drawn.populationHash}</code></p><p><a href="/api/v1/audits/${one.id}/sample">${t.audit.sampleFile}</a></p></details>
${findings.length === 0 ? null : html`<h3>${t.audit.findings}</h3><ul>${findings.map(({ clause, result, note, about }) => html`<li>${badge({ kind: result === 'observation' ? 'still' : 'late', text: t.lineResults[result] })} <b>${clause}</b> ${about}: ${note ?? ''}</li>
`)}</ul>`}<p class="noPrint">${t.audit.report}: ${(['docx', 'pdf', 'xlsx'] as const).map((kind) => html`<a class="btn btn-plain" href="/api/v1/audits/${one.id}/report/${kind}">${kind.toUpperCase()}</a> `)}</p></div>`, html`<a class="btn ${one.state === 'underWay' ? 'btn-primary' : 'btn-plain'} noPrint" href="/audits/${one.id}/checklist">${t.audit.checklist}</a>`)
}

const conclusionPanel = ({ t }: Visit, { one: { conclusion } }: AuditDetail): Html | null => (conclusion === null ? null : panel('conclusion', t.audit.conclusion, html`<dl class="facts in"><dt>${t.audit.remarks}</dt><dd>${conclusion.remarks}</dd>
<dt>${t.audit.recommendations}</dt><dd>${conclusion.recommendations}</dd><dt>${t.audit.nextSteps}</dt><dd>${conclusion.nextSteps}</dd><dt>${t.audit.conclusion}</dt><dd>${conclusion.conclusion}</dd></dl>`))

const actionsPanel = (visit: Visit, { plans, refusals, back }: AuditDetail): Html => html`<section class="panel actions" aria-labelledby="actions"><header><h2 id="actions">${visit.t.quality.actions}</h2></header>
${plans.length === 0 ? html`<p>${visit.t.quality.noActions}</p>` : null}${plans.map((plan) => foldedForm(visit, plan, back))}
${refusals.length === 0 ? null : html`<details class="action"><summary>${visit.t.audit.refused} (${refusals.length})</summary><ul class="refusals">${refusals.map(({ name, why }) => html`<li><b>${name}</b>: ${why}</li>
`)}</ul></details>`}</section>`

/** Which dossiers of the sample would stay without a look, and who is kept from each. */
const uncheckedNotice = ({ t }: Visit, { one, names, unchecked }: AuditDetail): Html | null => (unchecked.length === 0 ? null : html`<div class="notice bad" role="status"><p>${t.audit.unchecked(String(unchecked.length), one.started === null)}</p>
<ul>${unchecked.map(({ code, people }) => html`<li><b>${code}</b>: ${people.length === 0 ? t.audit.givenToNobody : t.audit.actedOn(people.map((id) => names.people.get(id) ?? t.app.none).join(', '))}</li>
`)}</ul></div>`)

/** One audit: plan, team, conclusion, what happened, and what may be done now. */
export const auditDetailView = (visit: Visit, detail: AuditDetail): Html => {
  const { t } = visit
  const { one, facts, timeline, verified, done } = detail
  const seal = badge(verified ? { kind: 'good', text: t.audit.intact } : { kind: 'late', text: t.audit.broken })
  return html`${done ? html`<p class="notice good" role="status">${t.audits.saved}</p>` : null}<p class="crumbs"><a href="/audits">${t.audits.title}</a></p>
<div class="headline"><h1>${one.code} ${stateBadge(visit, one.state)}</h1></div>${uncheckedNotice(visit, detail)}
<div class="columns"><div>${panel('facts', t.audit.facts, html`<div class="in"><p><b>${one.plan.title}</b></p><dl class="facts">${facts.map(([label, text]) => html`<dt>${label}</dt><dd><bdi>${text}</bdi></dd>
`)}</dl></div>`)}${samplePanel(visit, detail)}${teamPanel(visit, detail)}${conclusionPanel(visit, detail)}</div><div>${actionsPanel(visit, detail)}
${panel('timeline', t.audit.journal, html`<ol class="timeline in">${timeline.map(({ what, at, who, texts }) => html`<li class="done"><b>${what}</b> <time>${at}</time><br><span class="quiet"><bdi>${who}</bdi></span>${texts.map((text) => html`<blockquote><bdi>${text}</bdi></blockquote>`)}</li>
`)}</ol>`, seal)}</div></div>`
}
