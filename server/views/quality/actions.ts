/** The board of corrective actions, and one of them. */
import { type ActionState, actionStates, type ActionView } from '../../../schemas/corrective-action.ts'
import { leastNeeded } from '../../../workflows/quality/effect.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge, type Standing } from '../badge.ts'
import { type FormBack, type FormPlan, foldedForm } from '../form.ts'
import { html, type Html } from '../html.ts'
import { dateText } from '../times.ts'
import { uploadForm } from '../upload.ts'

const stateKinds = {
  proposed: 'still', analysing: 'soon', awaitingApproval: 'soon', doing: 'soon', verifying: 'soon', measuring: 'still', closed: 'good', carriedOver: 'ended', withdrawn: 'ended',
} as const satisfies Record<ActionState, Standing['kind']>
const openStates = actionStates.slice(0, 6)
const toBeDone: ReadonlySet<ActionState> = new Set(['proposed', 'analysing', 'awaitingApproval', 'doing'])

export interface ActionBoard { readonly open: readonly ActionView[]; readonly ended: readonly ActionView[]; readonly names: ReadonlyMap<string, string>; readonly today: string; readonly next: string | null }

/** By when: of the work while it is to be done, of the window while it is measured. */
const dueBadge = ({ t }: Visit, { state, dueOn, measure }: ActionView, today: string): Html | null => {
  if (state === 'measuring' && measure !== null) return badge({ kind: 'still', text: t.correctiveActions.windowTo(dateText(measure.windowTo)) })
  if (!toBeDone.has(state) || dueOn === null) return null
  return badge(dueOn < today ? { kind: 'late', text: t.correctiveActions.overdue(dateText(dueOn)) } : { kind: 'good', text: t.correctiveActions.dueOn(dateText(dueOn)) })
}

const card = (visit: Visit, one: ActionView, { names, today }: ActionBoard): Html => html`<li><a href="/corrective-actions/${one.id}">${one.code}</a><p>${one.summary.slice(0, 140)}</p>
<p class="quiet">${one.ownerId === null ? visit.t.app.none : names.get(one.ownerId) ?? visit.t.app.none}</p>${dueBadge(visit, one, today)}</li>
`

/** How an action ended, in words. */
const outcomeText = ({ t }: Pick<Visit, 't'>, { outcome, state }: Pick<ActionView, 'outcome' | 'state'>): string => (outcome === null ? t.actionStates[state] : t.correctiveActions[outcome])

/** Open actions by where they stand, and those that ended. */
export const actionBoardView = (visit: Visit, board: ActionBoard): Html => {
  const { t } = visit
  const { open, ended, next } = board
  return html`<div class="headline"><h1>${t.correctiveActions.title}</h1><p class="noPrint"><a class="btn btn-plain" href="/corrective-actions/limits">${t.actionLimits.title}</a> <a class="btn btn-plain" href="/corrective-actions/register.xlsx">${t.correctiveActions.xlsx}</a> <a class="btn btn-plain" href="/corrective-actions/register.docx">${t.correctiveActions.docx}</a></p></div>
<section class="panel" aria-labelledby="board"><header><h2 id="board">${t.correctiveActions.board}</h2></header>${open.length === 0 ? html`<p role="status">${t.correctiveActions.none}</p>` : html`<div class="lanes">${openStates.map((state) => {
  const here = open.filter((one) => one.state === state)
  return html`<section aria-label="${t.actionStates[state]}"><h3>${t.actionStates[state]} <span class="quiet">${here.length}</span></h3><ul>${here.map((one) => card(visit, one, board))}</ul></section>
`
})}</div>`}</section>
${ended.length === 0 ? null : html`<section class="panel" aria-labelledby="ended"><header><h2 id="ended">${t.correctiveActions.ended}</h2></header><div class="scroll" tabindex="0" role="group" aria-labelledby="ended"><table class="qualityList">
<thead><tr><th scope="col">${t.correctiveActions.code}</th><th scope="col">${t.correctiveActions.summary}</th><th scope="col">${t.correctiveActions.outcome}</th></tr></thead>
<tbody>${ended.map((one) => html`<tr><th scope="row" class="nowrap"><a href="/corrective-actions/${one.id}">${one.code}</a></th><td class="whatCell">${one.summary}</td><td>${badge({ kind: one.outcome === 'effective' ? 'good' : 'ended', text: outcomeText(visit, one) })}</td></tr>
`)}</tbody></table></div></section>`}${next === null ? null : html`<p class="noPrint"><a class="btn btn-plain" href="/corrective-actions?after=${next}" rel="next">${t.app.next}</a></p>`}`
}

export interface ActionDetail {
  readonly one: ActionView
  readonly facts: readonly (readonly [string, string])[]
  readonly nonconformities: readonly { readonly href: string; readonly text: string }[]
  readonly plans: readonly FormPlan[]
  readonly refusals: readonly { readonly name: string; readonly why: string }[]
  readonly mayAttach: boolean
  readonly back: FormBack | null
  readonly uploadWhy: string | null
  readonly done: boolean
  readonly timeline: readonly { readonly what: string; readonly at: string; readonly who: string; readonly texts: readonly string[] }[]
  readonly verified: boolean
  readonly names: ReadonlyMap<string, string>
}

const panel = (id: string, title: string, body: Html, aside: Html | null = null): Html => html`<section class="panel" aria-labelledby="${id}"><header><h2 id="${id}">${title}</h2>${aside}</header>
${body}</section>
`

const perTenThousand = 10_000
/** A share in per cent, or a number, as the figure has it. */
const figureText = ({ format }: Visit, figure: 'lateShare' | 'recurrence', value: number): string => (figure === 'lateShare' ? `${format.number(Math.round(value * perTenThousand) / 100)} %` : format.number(Math.round(value * 10) / 10))

const analysisPanel = (visit: Visit, { one }: ActionDetail): Html => {
  const { t } = visit
  const { analysis, correction, action } = one
  if (analysis === null && correction === null && action === null) return panel('analysis', t.correctiveAction.analysis, html`<p>${t.correctiveAction.notPlanned}</p>`)
  return panel('analysis', t.correctiveAction.analysis, html`<div class="in">${analysis === null ? null : html`<ol>${analysis.whys.map((why) => html`<li>${why}</li>`)}</ol><p><b>${t.correctiveActions.rootCause}:</b> ${analysis.rootCause}</p>
<p class="quiet">${analysis.categories.map((category) => t.causeCategories[category]).join(' · ')}</p>`}
${correction === null ? null : html`<h3>${t.correctiveAction.correction}</h3><p>${correction}</p>`}${action === null ? null : html`<h3>${t.correctiveActions.action}</h3><p>${action}</p>`}</div>`)
}

const baselineText = (visit: Visit, { figure }: { readonly figure: 'lateShare' | 'recurrence' }, baseline: { readonly hits: number; readonly total: number }): Html => {
  const { t, format } = visit
  const least = figure === 'lateShare' ? leastNeeded(baseline) : undefined
  return html`<p class="quiet">${t.correctiveAction.baseline(format.number(baseline.hits), format.number(baseline.total))}. ${least === undefined ? null : least === null ? t.correctiveAction.never : t.correctiveAction.least(format.number(least))}</p>`
}

const planPanel = (visit: Visit, { one }: ActionDetail): Html => {
  const { t, format } = visit
  const { measure, baseline, measurements } = one
  if (measure === null) return panel('plan', t.correctiveAction.plan, html`<p>${t.correctiveAction.notPlanned}</p>`)
  const target = measure.figure === 'lateShare' ? `≤ ${format.number(measure.target / 100)} %` : `≤ ${format.number(measure.target)}`
  return panel('plan', t.correctiveAction.plan, html`<div class="in"><p>${t.correctiveAction.planText(t.figures[measure.figure], target, dateText(measure.windowFrom), dateText(measure.windowTo))}</p>${baseline === null ? null : baselineText(visit, measure, baseline)}
${measurements.length === 0 ? null : html`<h3>${t.correctiveAction.results}</h3><ul>${measurements.map(({ windowTo, window, verdict, low, high, p, rate }) => html`<li>${dateText(windowTo)}: ${
  badge({ kind: verdict === 'effective' ? 'good' : verdict === 'notEffective' ? 'late' : 'still', text: t.verdicts[verdict] })}<br>${
  t.correctiveAction.measured(format.number(window.hits), format.number(window.total), figureText(visit, measure.figure, low), figureText(visit, measure.figure, high))}; ${
  t.correctiveAction.chance(figureText(visit, 'lateShare', p), figureText(visit, 'lateShare', rate))}</li>
`)}</ul>`}</div>`)
}

const evidencePanel = (visit: Visit, { one, names }: ActionDetail): Html => {
  const { t } = visit
  if (one.evidence.length === 0) return panel('evidence', t.correctiveAction.evidence, html`<p>${t.correctiveAction.noEvidence}</p>`)
  return panel('evidence', t.correctiveAction.evidence, html`<ul class="in">${one.evidence.map(({ at, accountId, note, file }, index) => html`<li>${dateText(at.slice(0, 10))} ${names.get(accountId) ?? t.app.none}: ${note ?? ''}${
    file === null ? null : html` <a href="/api/v1/corrective-actions/${one.id}/evidence/${index}">${file.name}</a>`}</li>
`)}</ul>`)
}

const actionsPanel = (visit: Visit, detail: ActionDetail): Html => {
  const { t } = visit
  const { one, plans, refusals, back, mayAttach, uploadWhy } = detail
  return html`<section class="panel actions" aria-labelledby="actions"><header><h2 id="actions">${t.quality.actions}</h2></header>
${plans.length === 0 && !mayAttach ? html`<p>${t.quality.noActions}</p>` : null}${mayAttach ? uploadForm(visit, { id: 'evidence', path: `/corrective-actions/${one.id}/evidence`, version: one.version, title: t.actionEvents.ATTACH, note: t.correctiveAction.note, why: uploadWhy }) : null}${plans.map((plan) => foldedForm(visit, plan, back))}
${refusals.length === 0 ? null : html`<details class="action"><summary>${t.correctiveAction.refused} (${refusals.length})</summary><ul class="refusals">${refusals.map(({ name, why }) => html`<li><b>${name}</b>: ${why}</li>
`)}</ul></details>`}</section>`
}

const factsPanel = ({ t }: Visit, { one, facts, nonconformities }: ActionDetail): Html => panel('facts', t.correctiveAction.facts, html`<div class="in"><p>${one.summary}</p><dl class="facts">${facts.map(([label, text]) => html`<dt>${label}</dt><dd><bdi>${text}</bdi></dd>
`)}${one.previousId === null ? null : html`<dt>${t.correctiveAction.previous}</dt><dd><a href="/corrective-actions/${one.previousId}">${t.correctiveAction.open}</a></dd>`}${
  one.nextId === null ? null : html`<dt>${t.correctiveAction.next}</dt><dd><a href="/corrective-actions/${one.nextId}">${t.correctiveAction.open}</a></dd>`}</dl>
<h3>${t.correctiveAction.nonconformities}</h3><ul>${nonconformities.map(({ href, text }) => html`<li><a href="${href}">${text}</a></li>
`)}</ul></div>`)

/** One corrective action: the form of domain 4.4, its effect, what happened, and what may be done now. */
export const actionDetailView = (visit: Visit, detail: ActionDetail): Html => {
  const { t } = visit
  const { one, timeline, verified, done } = detail
  const seal = badge(verified ? { kind: 'good', text: t.correctiveAction.intact } : { kind: 'late', text: t.correctiveAction.broken })
  return html`${done ? html`<p class="notice good" role="status">${t.correctiveAction.done}</p>` : null}<p class="crumbs"><a href="/corrective-actions">${t.correctiveActions.title}</a></p>
<div class="headline"><h1>${one.code} ${badge({ kind: one.outcome === 'unproven' ? 'ended' : stateKinds[one.state], text: one.outcome === null ? t.actionStates[one.state] : `${t.actionStates[one.state]}: ${outcomeText(visit, one)}` })}</h1><p class="noPrint">${t.correctiveAction.slip}: <a href="/corrective-actions/${one.id}/slip.pdf">PDF</a> · <a href="/corrective-actions/${one.id}/slip.docx">DOCX</a></p></div>
<div class="columns"><div>${factsPanel(visit, detail)}${analysisPanel(visit, detail)}${planPanel(visit, detail)}${evidencePanel(visit, detail)}</div><div>${actionsPanel(visit, detail)}
${panel('timeline', t.correctiveAction.journal, html`<ol class="timeline in">${timeline.map(({ what, at, who, texts }) => html`<li class="done"><b>${what}</b> <time>${at}</time><br><span class="quiet"><bdi>${who}</bdi></span>${texts.map((text) => html`<blockquote><bdi>${text}</bdi></blockquote>`)}</li>
`)}</ol>`, seal)}</div></div>`
}
