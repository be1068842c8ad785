/** Moving running dossiers to another revision: what would happen, the proposal, its approval, and what became of each dossier. */
import type { Visit } from '../../pages/visit.ts'
import { badge, type Standing } from '../badge.ts'
import { type FormBack, formOf, type FormPlan, formsPanel, type Choice } from '../form.ts'
import { html, type Html } from '../html.ts'

/** One dossier in a dry run or in an outcome. */
export interface MigrationRow { readonly id: string; readonly code: string; readonly now: string; readonly target: string; readonly dueBefore: string; readonly dueAfter: string; readonly outcome: Standing }

export interface MigrationAsked {
  readonly code: string
  readonly revisions: readonly Choice[]
  readonly from: string
  readonly to: string
  readonly newLimit: boolean
  /** Steps of the old revision that the new one does not have, and where they are to lead; empty before two revisions are chosen. */
  readonly gone: readonly { readonly step: string; readonly name: string; readonly target: string }[]
  readonly targets: readonly Choice[]
}
export interface DryRunShown { readonly count: string; readonly more: boolean; readonly rows: readonly MigrationRow[] }
export interface ProposalRow { readonly href: string; readonly name: string; readonly decision: string; readonly state: Standing; readonly proposed: string; readonly decided: string }

const options = (choices: readonly Choice[], chosen: string): Html => html`${choices.map(({ value, text }) => html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`)}`

const stepSelects = ({ t }: Visit, { gone, targets }: MigrationAsked): Html | null => (gone.length === 0 ? null : html`<fieldset><legend class="groupName">${t.migration.steps}</legend><div class="fields">
${gone.map(({ step, name, target }) => html`<div><label for="map-${step}">${name}</label><select class="form-select" id="map-${step}" name="map.${step}"><option value="">${t.migration.stay}</option>${options(targets, target)}</select></div>
`)}</div></fieldset>`)

/** Asked by GET, so that an answer has an address. */
const asking = (visit: Visit, asked: MigrationAsked): Html => {
  const { t } = visit
  const { code, revisions, from, to, newLimit } = asked
  return html`<section class="panel"><div class="in"><form method="get" action="/procedures/${code}/migrations">
<div class="fields"><div><label for="from">${t.migration.from}</label><select class="form-select" id="from" name="from">${options(revisions, from)}</select></div>
<div><label for="to">${t.migration.to}</label><select class="form-select" id="to" name="to">${options(revisions, to)}</select></div>
<div><label for="newLimit">${t.migration.limitRule}</label><select class="form-select" id="newLimit" name="newLimit">${options([{ value: '', text: t.migration.oldLimit }, { value: '1', text: t.migration.newLimit }], newLimit ? '1' : '')}</select></div></div>
<p class="quiet">${t.migration.limitNote}</p>${stepSelects(visit, asked)}
<button class="btn btn-primary">${t.migration.preview}</button></form></div></section>`
}

const rowsTable = ({ t }: Visit, id: string, rows: readonly MigrationRow[]): Html => html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}"><table>
<thead><tr><th scope="col">${t.migration.dossier}</th><th scope="col">${t.migration.outcome}</th><th scope="col">${t.migration.now}</th><th scope="col">${t.migration.target}</th><th scope="col">${t.migration.dueBefore}</th><th scope="col">${t.migration.dueAfter}</th></tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row" class="nowrap"><a href="/dossiers/${row.id}">${row.code}</a></th><td>${badge(row.outcome)}</td><td>${row.now}</td><td>${row.target}</td><td class="nowrap">${row.dueBefore}</td><td class="nowrap">${row.dueAfter}</td></tr>
`)}</tbody></table></div>`

const dryRunPanel = (visit: Visit, { count, more, rows }: DryRunShown): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="preview"><header><h2 id="preview">${t.migration.previewed}</h2></header>
<div class="in"><p>${count} ${more ? t.migration.more : null} <span class="quiet">${t.migration.nothingWritten}</span></p></div>${rows.length === 0 ? null : rowsTable(visit, 'preview', rows)}</section>`
}

const proposalsPanel = ({ t }: Visit, proposals: readonly ProposalRow[]): Html => html`<section class="panel" aria-labelledby="proposals"><header><h2 id="proposals">${t.migration.proposals}</h2></header>
${proposals.length === 0 ? html`<div class="in"><p>${t.migration.noProposals}</p></div>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="proposals"><table>
<thead><tr><th scope="col">${t.migration.title}</th><th scope="col">${t.migration.state}</th><th scope="col">${t.migration.decision}</th><th scope="col">${t.migration.proposedBy}</th><th scope="col">${t.migration.decidedBy}</th></tr></thead>
<tbody>${proposals.map(({ href, name, decision, state, proposed, decided }) => html`<tr><th scope="row"><a href="${href}">${name}</a></th><td>${badge(state)}</td><td>${decision}</td><td>${proposed}</td><td>${decided}</td></tr>
`)}</tbody></table></div>`}</section>`

export interface MigrationsPage { readonly asked: MigrationAsked; readonly dryRun: DryRunShown | null; readonly plan: FormPlan | null; readonly back: FormBack | null; readonly proposals: readonly ProposalRow[] }

/** The question, its answer with the form that proposes, and the proposals so far. */
export const migrationsView = (visit: Visit, { asked, dryRun, plan, back, proposals }: MigrationsPage): Html => {
  const { t } = visit
  return html`<div class="headline"><h1>${t.migration.heading(asked.code)}</h1><a href="/procedures/${asked.code}">${t.procedures.title}: ${asked.code}</a></div>
${asked.revisions.length < 2 ? html`<p class="notice">${t.migration.oneOnly}</p>` : asking(visit, asked)}${dryRun === null ? null : dryRunPanel(visit, dryRun)}
${plan === null ? null : html`<section class="panel" aria-labelledby="propose"><header><h2 id="propose">${t.migration.propose}</h2></header><div class="in">${formOf(visit, plan, back)}</div></section>`}${proposalsPanel(visit, proposals)}`
}

/** How far it has come and what became of the dossiers; null while nothing was approved. */
export interface WorkShown {
  readonly path: string
  readonly state: Standing
  /** Whether the page is to ask again by itself. */
  readonly isLive: boolean
  readonly done: number
  readonly total: number | null
  readonly progress: string
  readonly error: string | null
  readonly sums: readonly string[]
  readonly rows: readonly MigrationRow[]
}

/** The part of the page that asks for itself every second while the work goes on. */
export const workBox = (visit: Visit, { path, state, isLive, done, total, progress, error, sums, rows }: WorkShown): Html => {
  const { t } = visit
  const live = isLive ? html` hx-get="${path}" hx-trigger="every 1s" hx-swap="outerHTML" hx-target="this"` : null
  return html`<section class="panel" id="work" aria-labelledby="results"${live}><header><h2 id="results">${t.migration.results}</h2>${badge(state)}</header>
<div class="in" role="status"><p><progress value="${done}" max="${Math.max(1, total ?? done * 2)}" aria-label="${t.tasks.progress}"></progress> ${progress}</p>
${error === null ? null : html`<p class="notice bad" role="alert">${error}</p>`}${isLive ? html`<p class="quiet">${t.tasks.mayLeave} <a href="${path}">${t.tasks.reload}</a></p>` : null}
<ul class="plain">${sums.map((sum) => html`<li>${sum}</li>`)}</ul></div>${rows.length === 0 ? null : rowsTable(visit, 'results', rows)}</section>`
}

export interface MigrationPage {
  readonly code: string
  readonly name: string
  readonly state: Standing
  readonly facts: readonly (readonly [label: string, text: string])[]
  readonly dryRun: DryRunShown | null
  readonly work: WorkShown | null
  readonly plans: readonly FormPlan[]
  readonly back: FormBack | null
  readonly isDone: boolean
}

/** One proposal. */
export const migrationView = (visit: Visit, { code, name, state, facts, dryRun, work, plans, back, isDone }: MigrationPage): Html => {
  const { t } = visit
  return html`<div class="headline"><h1>${name}</h1>${badge(state)} <a href="/procedures/${code}/migrations">${t.migration.proposals}</a></div>
${isDone ? html`<p class="notice good" role="status">${t.migration.done}</p>` : null}
<section class="panel"><div class="in"><dl class="facts">${facts.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>
`)}</dl></div></section>
${plans.length === 0 ? null : html`${formsPanel(visit, t.migration.actions, plans, back)}<p class="quiet">${t.migration.may}</p>`}
${dryRun === null ? null : dryRunPanel(visit, dryRun)}
${work === null ? null : workBox(visit, work)}`
}
