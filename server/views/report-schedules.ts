/** Reports that are made by themselves: the schedules, what was made, and one that was made as it was counted. */
import type { MadeReport, MadeReportDetail, ReportScheduleView, ScheduledLine, ScheduledSubject } from '../../schemas/report-schedule.ts'
import { reportLayouts } from '../../schemas/report.ts'
import type { FiguresFile, SentForm } from '../../schemas/subordinate.ts'
import type { Visit } from '../pages/visit.ts'
import { columnText, formName, groupingText, isGrouped } from '../reports/table-grid.ts'
import { formPlans } from '../../workflows/statistics/forms.ts'
import { badge } from './badge.ts'
import { foldedForm, formsPanel, type FormBack, type FormPlan } from './form.ts'
import { html, type Html } from './html.ts'
import { findingsOf, sectionsOf, sourcesOf } from './reports.ts'
import { dateText } from './times.ts'

/** What a subject is called. */
export const subjectText = ({ t }: Pick<Visit, 't'>, subject: ScheduledSubject): string => {
  const layout = reportLayouts.find((one) => one === subject)
  return layout === undefined ? formName(t, subject as SentForm) : t.reportLayouts[layout]
}

const stretch = ({ from, to }: { readonly from: string; readonly to: string }): string => `${dateText(from)} – ${dateText(to)}`

const scheduleRow = (visit: Visit, { id, subject, pace, afterDays, decision, next, by, endedOn, delay }: ReportScheduleView, at: (instant: string) => string): Html => {
  const { t, format } = visit
  return html`<tr id="schedule-${id}"><th scope="row">${subjectText(visit, subject)}${delay === null ? null : html`<br>${badge({ kind: 'late', text: t.schedules.fails(format.number(delay.failures), at(delay.until)) })}`}</th><td>${t.schedulePaces[pace]}</td><td class="nowrap">${t.schedules.afterDays(String(afterDays))}</td><td>${decision}</td>
<td>${endedOn !== null ? t.schedules.ended(dateText(endedOn)) : next === null ? t.app.none : html`<span class="nowrap">${dateText(next.makeOn)}</span><br><small class="quiet">${stretch(next)}</small>`}</td><td><bdi>${by}</bdi></td></tr>
`
}

/** Figures leave as a file, which nobody numbers here; a report waits for its number. */
const stateOf = ({ t }: Visit, { sentAs, subject }: MadeReport): Html => (sentAs === null ? badge(reportLayouts.some((one) => one === subject) ? { kind: 'soon', text: t.schedules.waits } : { kind: 'good', text: t.schedules.isKept }) : html`<a href="/reports/copies/${sentAs.id}">${t.schedules.sentAs(sentAs.number)}</a>`)

const madeRow = (visit: Visit, one: MadeReport, at: (instant: string) => string): Html => {
  const { t } = visit
  return html`<tr><th scope="row"><a href="/reports/made/${one.id}">${subjectText(visit, one.subject)}</a></th><td class="nowrap">${stretch(one)}</td><td class="nowrap">${at(one.madeAt)}</td>
<td>${one.by === null ? t.schedules.bySchedule : t.schedules.byHand(one.by)}</td><td>${stateOf(visit, one)}</td></tr>
`
}

/** What was made, the newest first; `at` writes an instant, `none` says that there is nothing and how there will be. */
export const madeTable = (visit: Visit, items: readonly MadeReport[], { at, none }: { readonly at: (instant: string) => string; readonly none: string }): Html => {
  const { t } = visit
  if (items.length === 0) return html`<p role="status">${none}</p>`
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="made"><table><thead><tr><th scope="col">${t.schedules.subject}</th><th scope="col">${t.reports.days}</th><th scope="col">${t.schedules.madeAt}</th><th scope="col">${t.facts.by}</th><th scope="col">${t.schedules.state}</th></tr></thead>
<tbody>${items.map((one) => madeRow(visit, one, at))}</tbody></table></div>`
}

/** The page of schedules. */
export interface SchedulesPage {
  readonly schedules: readonly ReportScheduleView[]; readonly made: readonly MadeReport[]
  /** A new one, and the end of each that runs; none for whoever only reads. */
  readonly plans: readonly FormPlan[]; readonly back: FormBack | null; readonly at: (instant: string) => string
}

export const schedulesView = (visit: Visit, { schedules, made, plans, back, at }: SchedulesPage): Html => {
  const { t } = visit
  return html`<p class="crumbs"><a href="/reports">${t.reports.title}</a></p><div class="headline"><h1>${t.schedules.title}</h1></div><p class="quiet">${t.schedules.help}</p>
<section class="panel" aria-labelledby="running"><header><h2 id="running">${t.schedules.running}</h2></header>${schedules.length === 0 ? html`<p role="status">${t.schedules.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="running"><table>
<thead><tr><th scope="col">${t.schedules.subject}</th><th scope="col">${t.schedules.pace}</th><th scope="col">${t.schedules.after}</th><th scope="col">${t.schedules.decision}</th><th scope="col">${t.schedules.next}</th><th scope="col">${t.schedules.by}</th></tr></thead>
<tbody>${schedules.map((one) => scheduleRow(visit, one, at))}</tbody></table></div>`}</section>
${plans.length === 0 ? null : formsPanel(visit, t.facts.actions, plans, back)}
<section class="panel" aria-labelledby="made"><header><h2 id="made">${t.schedules.made}</h2></header>${madeTable(visit, made, { at, none: t.schedules.noneMade })}</section>`
}

/** A table of figures as its file has it. */
const figuresTable = ({ t, format }: Visit, { form, columns, rows, totals }: FiguresFile): Html => {
  const shown = columns.map((key) => formPlans[form].columns.find((one) => one.key === key) ?? { key, group: 'received' })
  const heads = [...Map.groupBy(shown, ({ group }) => group)].map(([group, all]) => html`<th scope="colgroup" colspan="${all.length}">${t.tableGroups[group as keyof typeof t.tableGroups]}</th>`)
  const cells = (figures: readonly number[]): Html => html`${figures.map((value) => html`<td class="number">${format.number(value)}</td>`)}`
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="figures"><table class="figures"><thead><tr><th scope="col" rowspan="2" class="number">${t.statistics.number}</th><th scope="col" rowspan="2">${t.statistics.what}</th>${heads}</tr>
<tr>${shown.map((one) => html`<th scope="col" class="number">${columnText(t, one)}</th>`)}</tr></thead>
<tbody>${rows.map(({ name, depth, figures }, at) => html`<tr><td class="number">${format.number(at + 1)}</td><th scope="row" class="depth${Math.min(depth, 6)}">${name}</th>${cells(figures)}</tr>
`)}</tbody><tfoot><tr><td></td><th scope="row">${t.statistics.all}</th>${cells(totals)}</tr></tfoot></table></div>`
}

export interface MadePage { readonly detail: MadeReportDetail; readonly plan: FormPlan | null; readonly back: FormBack | null; readonly at: (instant: string) => string }

/** One that was made: whether it is intact, what became of it, and the report or the figures. */
export const madeView = (visit: Visit, { detail: { made, intact, report, figures }, plan, back, at }: MadePage): Html => {
  const { t } = visit
  const path = `/reports/made/${made.id}`
  const files = figures === null ? (['docx', 'pdf', 'xlsx'] as const).map((kind) => html`<a class="btn btn-plain" href="${path}/file.${kind}">${t.reports[kind]}</a> `) : html`<a class="btn btn-plain" href="${path}/figures.json">${t.schedules.sealed}</a>`
  return html`<p class="crumbs"><a href="/reports/schedules">${t.schedules.title}</a></p><div class="headline"><h1>${subjectText(visit, made.subject)}</h1><p class="noPrint">${files}</p></div>
<p>${made.title}. <span class="quiet">${t.schedules.madeOf(at(made.madeAt))}</span> ${badge(intact ? { kind: 'good', text: t.reports.intact } : { kind: 'late', text: t.reports.damaged })} ${stateOf(visit, made)}</p>
<p class="quiet">SHA-256 <code>${made.sha256}</code></p>
${plan === null ? null : html`<section class="panel actions noPrint"><p class="in quiet">${t.schedules.notSent}</p>${foldedForm(visit, plan, back)}</section>`}
${report === null ? null : html`${findingsOf(visit, report.findings)}${sectionsOf(visit, report)}${sourcesOf(visit, report)}`}
${figures === null ? null : html`<section class="panel" aria-labelledby="figures"><header><h2 id="figures">${t.formHeadings[figures.form]}</h2><span class="quiet">${t.formNotes[figures.form]}</span></header>${isGrouped(figures.form) ? html`<p class="in quiet">${groupingText(t, figures.grouping)}.</p>` : null}${figuresTable(visit, figures)}<p class="in quiet">${t.statistics.asOf(at(figures.asOf))} ${t.schedules.seal}</p></section>`}`
}

/** The panel of a year: what schedules make, day by day. */
export const scheduledPanel = (visit: Visit, lines: readonly ScheduledLine[], today: string): Html | null => {
  const { t } = visit
  if (lines.length === 0) return null
  const state = ({ madeId, makeOn }: ScheduledLine): Html => (madeId !== null ? html`${badge({ kind: 'good', text: t.schedules.made })} <a href="/reports/made/${madeId}">${t.facts.show}</a>`
    : badge(makeOn < today ? { kind: 'late', text: t.schedules.late } : { kind: 'still', text: t.schedules.planned }))
  return html`<section class="panel" aria-labelledby="scheduled"><header><h2 id="scheduled">${t.schedules.inYear}</h2><a class="btn btn-plain noPrint" href="/reports/schedules">${t.schedules.manage}</a></header><div class="scroll" tabindex="0" role="group" aria-labelledby="scheduled"><table>
<thead><tr><th scope="col">${t.schedules.day}</th><th scope="col">${t.schedules.subject}</th><th scope="col">${t.reports.days}</th><th scope="col">${t.schedules.state}</th></tr></thead>
<tbody>${lines.map((one) => html`<tr><td class="nowrap">${dateText(one.makeOn)}</td><th scope="row">${subjectText(visit, one.subject)}</th><td class="nowrap">${stretch(one)}</td><td>${state(one)}</td></tr>
`)}</tbody></table></div></section>`
}
