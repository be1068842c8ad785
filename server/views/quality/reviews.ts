/** Management reviews: their list, one with its decisions, and its inputs. */
import type { ReviewInputs, ReviewState, ReviewTaskState, ReviewView } from '../../../schemas/review.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge, type Standing } from '../badge.ts'
import { foldedForm, type FormBack, type FormPlan, formsPanel } from '../form.ts'
import { html, type Html } from '../html.ts'
import { differencesPanel, sectionsOf, sourcesOf } from '../reports.ts'
import { dateText } from '../times.ts'
import { uploadForm } from '../upload.ts'

const stateKinds = { planned: 'soon', held: 'soon', concluded: 'good', cancelled: 'ended' } as const satisfies Record<ReviewState, Standing['kind']>
const taskKinds = { open: 'still', reported: 'soon', verified: 'good', withdrawn: 'ended' } as const satisfies Record<ReviewTaskState, Standing['kind']>

export interface ReviewListPage { readonly reviews: readonly ReviewView[]; readonly names: ReadonlyMap<string, string>; readonly plan: FormPlan | null; readonly back: FormBack | null }

const countsText = ({ t, format }: Visit, { tasks }: ReviewView): string => {
  const lasting = tasks.filter(({ state }) => state !== 'withdrawn')
  return lasting.length === 0 ? t.app.none : t.reviews.counts(format.number(lasting.filter(({ state }) => state === 'verified').length), format.number(lasting.length), format.number(tasks.filter(({ late }) => late).length))
}

/** The list, and the form that plans one. */
export const reviewsView = (visit: Visit, { reviews, names, plan, back }: ReviewListPage): Html => {
  const { t } = visit
  return html`<div class="headline"><h1 id="reviews">${t.reviews.title}</h1></div><p class="quiet">${t.reviews.help}</p>
<section class="panel">${reviews.length === 0 ? html`<p role="status">${t.reviews.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="reviews"><table class="qualityList">
<thead><tr><th scope="col">${t.reviews.code}</th><th scope="col">${t.reviews.planned}</th><th scope="col">${t.reviews.held}</th><th scope="col">${t.reviews.chair}</th><th scope="col">${t.reviews.state}</th><th scope="col">${t.reviews.tasks}</th></tr></thead>
<tbody>${reviews.map((one) => html`<tr><th scope="row" class="nowrap"><a href="/reviews/${one.id}">${one.code}</a></th><td class="nowrap">${dateText(one.plannedOn)}</td><td class="nowrap">${one.heldOn === null ? t.app.none : dateText(one.heldOn)}</td>
<td><bdi>${names.get(one.chairId) ?? t.app.none}</bdi></td><td>${badge({ kind: stateKinds[one.state], text: t.reviewStates[one.state] })}</td><td>${countsText(visit, one)}</td></tr>
`)}</tbody></table></div>`}</section>
${plan === null ? null : html`<section class="panel actions noPrint">${foldedForm(visit, plan, back)}</section>`}`
}

export interface ReviewDetail {
  readonly one: ReviewView
  readonly names: ReadonlyMap<string, string>
  readonly plans: readonly { readonly task: number | null; readonly plan: FormPlan }[]
  readonly back: FormBack | null
  readonly done: boolean
  /** Tasks that take a file of this person. */
  readonly attachable: readonly number[]
  /** Why a file for a task was refused just now. */
  readonly upload: { readonly task: number; readonly why: string } | null
  readonly verified: boolean
  readonly timeline: readonly { readonly what: string; readonly at: string; readonly who: string; readonly texts: readonly string[] }[]
}

const factsPanel = ({ t }: Visit, { one, names }: ReviewDetail): Html => {
  const nameOf = (id: string): string => names.get(id) ?? t.app.none
  const lines: (readonly [string, string | null])[] = [
    [t.reviews.planned, dateText(one.plannedOn)], [t.reviews.held, one.heldOn === null ? null : dateText(one.heldOn)], [t.reviews.chair, nameOf(one.chairId)], [t.reviews.participants, one.participants.map(nameOf).join(', ') || t.app.none],
    [t.reviews.call, one.callNumber], [t.reviews.period, `${dateText(one.from)} – ${dateText(one.asOf)}`], [t.reviews.minutes, one.minutes === null ? null : `${one.minutes.number}, ${dateText(one.minutes.on)}`], [t.reviews.conclusion, one.minutes?.conclusion ?? null],
  ]
  return html`<section class="panel" aria-labelledby="facts"><header><h2 id="facts">${t.reviews.facts}</h2></header><dl class="facts in">${lines.map(([label, text]) => (text === null ? null : html`<dt>${label}</dt><dd><bdi>${text}</bdi></dd>
`))}<dt>${t.reviews.inputs}</dt><dd><a href="/reviews/${one.id}/inputs">${t.reviews.openInputs}</a></dd></dl></section>
`
}

const taskItem = (visit: Visit, { one: { id, version }, names, plans, back, attachable, upload }: ReviewDetail, task: ReviewView['tasks'][number]): Html => {
  const { t } = visit
  const state = task.late ? { kind: 'late' as const, text: t.reviews.late } : { kind: taskKinds[task.state], text: t.reviewTaskStates[task.state] }
  return html`<li id="task-${task.number}"><p><b>${task.number}.</b> ${task.text}</p><p class="quiet">${t.reviewOutputs[task.output]} · <bdi>${names.get(task.ownerId) ?? t.app.none}</bdi> · ${t.reviews.due} ${dateText(task.dueOn)} ${badge(state)}</p>
${task.evidence.map(({ at, accountId, note, file }, index) => html`<blockquote><small class="quiet">${dateText(at.slice(0, 10))}, <bdi>${names.get(accountId) ?? t.app.none}</bdi></small><br>${file === undefined ? note : html`${note === file.name ? null : `${note} `}<a href="/api/v1/management-reviews/${id}/tasks/${task.number}/files/${index}"><bdi>${file.name}</bdi></a>`}</blockquote>`)}${
  task.verified === null ? null : html`<p class="quiet">${t.reviews.verifiedBy(names.get(task.verified.accountId) ?? t.app.none)}</p>`}${plans.filter((one) => one.task === task.number).map(({ plan }) => foldedForm(visit, plan, back))}${attachable.includes(task.number) ? uploadForm(visit, {
    id: `task-${task.number}`, path: `/reviews/${id}/tasks/${task.number}/file`, version, title: t.reviewEvents.ATTACH, note: t.correctiveAction.note, why: upload?.task === task.number ? upload.why : null,
  }) : null}</li>
`
}

/** One review. */
export const reviewView = (visit: Visit, detail: ReviewDetail): Html => {
  const { t } = visit
  const { one, plans, back, done, verified, timeline } = detail
  const own = plans.filter(({ task }) => task === null).map(({ plan }) => plan)
  return html`${done ? html`<p class="notice good" role="status">${t.reviews.done}</p>` : null}<p class="crumbs"><a href="/reviews">${t.reviews.title}</a></p>
<div class="headline"><h1>${one.code} ${badge({ kind: stateKinds[one.state], text: t.reviewStates[one.state] })}</h1><p class="noPrint"><a class="btn btn-plain" href="/reviews/${one.id}/minutes.docx">${t.reviews.docx}</a> <a class="btn btn-plain" href="/reviews/${one.id}/minutes.pdf">${t.reviews.pdf}</a></p></div>
<div class="columns"><div>${factsPanel(visit, detail)}<section class="panel" aria-labelledby="decisions"><header><h2 id="decisions">${t.reviews.decisions}</h2></header>${
  one.tasks.length === 0 ? html`<p>${t.reviews.noDecisions}</p>` : html`<ol class="in reviewTasks">${one.tasks.map((task) => taskItem(visit, detail, task))}</ol>`}</section></div>
<div>${own.length === 0 ? null : formsPanel(visit, t.quality.actions, own, back)}<section class="panel" aria-labelledby="timeline"><header><h2 id="timeline">${t.correctiveAction.journal}</h2>${
  badge(verified ? { kind: 'good', text: t.correctiveAction.intact } : { kind: 'late', text: t.correctiveAction.broken })}</header><ol class="timeline in">${timeline.map(({ what, at, who, texts }) => html`<li class="done"><b>${what}</b> <time>${at}</time><br><span class="quiet"><bdi>${who}</bdi></span>${
  texts.map((text) => html`<blockquote><bdi>${text}</bdi></blockquote>`)}</li>
`)}</ol></section></div></div>`
}

/** The inputs of a review: as frozen, or as they would be counted now. `frozenAt`: in the reader's words. */
export const reviewInputsView = (visit: Visit, one: ReviewView, { report, intact, differences }: ReviewInputs, frozenAt: string | null): Html => {
  const { t } = visit
  return html`<p class="crumbs"><a href="/reviews">${t.reviews.title}</a> › <a href="/reviews/${one.id}">${one.code}</a></p><div class="headline"><h1>${t.reviews.inputs}</h1></div>
<p>${report.title}. ${intact === null || frozenAt === null ? html`<span class="quiet">${t.reviews.live}</span>` : html`<span class="quiet">${t.reviews.frozenAt(frozenAt)}</span> ${badge(intact ? { kind: 'good', text: t.reports.intact } : { kind: 'late', text: t.reports.damaged })}`}</p>
${intact === null ? null : html`<p class="quiet">SHA-256 <code>${one.inputs}</code></p>${differencesPanel(visit, differences)}`}${sectionsOf(visit, report, false)}${sourcesOf(visit, report)}`
}
