/** Long work of a person: the list, and one of them with its progress. */
import type { IntakeCheck, IntakeDone } from '../../schemas/document-intake.ts'
import type { LogFault } from '../../schemas/eventlog.ts'
import type { ReplayReport } from '../../schemas/replay.ts'
import type { OwnTask } from '../../storage/tasks.ts'
import type { Visit } from '../pages/visit.ts'
import { badge, type Standing } from './badge.ts'
import { assignmentNotice } from './board.ts'
import { intakeCheckView, intakeDoneView } from './documents/intake.ts'
import { html, type Html } from './html.ts'
import { faultWords } from './import.ts'
import { replayOutcome } from './procedures/replay.ts'

export interface TaskShown {
  readonly task: OwnTask
  readonly error: string | null
  readonly why: readonly { readonly dossierId: string; readonly code: string; readonly why: string }[]
}

const kinds: Readonly<Record<OwnTask['state'], Standing['kind']>> = { waiting: 'still', running: 'soon', done: 'good', failed: 'late' }
const isOver = ({ state }: OwnTask): boolean => state === 'done' || state === 'failed'

const progressText = ({ t, format }: Visit, { doneCount, totalCount }: OwnTask): string =>
  (totalCount === null ? t.tasks.soFar(format.number(doneCount)) : t.tasks.of(format.number(doneCount), format.number(totalCount)))

const bar = (visit: Visit, task: OwnTask): Html => html`<p><progress value="${task.doneCount}" max="${Math.max(1, task.totalCount ?? task.doneCount * 2)}" aria-label="${visit.t.tasks.progress}"></progress>
${progressText(visit, task)}</p>`

const importOutcome = ({ t, format }: Visit, { result }: OwnTask): Html => {
  const found = (result ?? {}) as Readonly<Record<string, number>>
  const figures = [
    ['dossiers', t.imports.dossiers], ['imported', t.imports.imported], ['events', t.imports.events], ['early', t.badge.early], ['onTime', t.badge.onTime], ['late', t.badge.lateDone], ['open', t.imports.open],
    ['withoutDeadline', t.imports.withoutDeadline], ['conforming', t.imports.conforming], ['running', t.imports.running], ['deviating', t.imports.deviating],
  ] as const
  return html`<dl class="facts">${figures.map(([name, label]) => html`<dt>${label}</dt><dd>${format.number(found[name] ?? 0)}</dd>
`)}</dl><p><a href="/statistics">${t.imports.statistics}</a></p>`
}

const exportOutcome = ({ t, format }: Visit, { id, result }: OwnTask): Html => {
  const { rows, more } = (result ?? {}) as { rows?: number; more?: boolean }
  return html`<p class="notice good">${t.tasks.rows(format.number(rows ?? 0))} ${more === true ? t.tasks.more : null} <a href="/tasks/${id}/file" download>${t.tasks.file}</a> ${t.tasks.keptFor}</p>`
}

const evidenceOutcome = ({ t, format }: Visit, { id, result }: OwnTask): Html =>
  html`<p class="notice good">${t.evidence.made(format.number((result as { dossiers?: number } | null)?.dossiers ?? 0))} <a href="/tasks/${id}/file" download>${t.tasks.file}</a> ${t.tasks.keptFor}</p>`

const outcome = (visit: Visit, { task, error, why }: TaskShown): Html | null => {
  const { t } = visit
  if (task.state === 'failed') {
    const where = task.kind === 'import' ? faultWords(visit, (task.result ?? {}) as LogFault) : []
    return html`<div class="notice bad" role="alert"><p>${t.tasks.failed(error ?? '')}</p>${where.map((words) => html`<p>${words}</p>`)}${task.kind === 'import' ? html`<p><a href="/admin/import">${t.imports.again}</a></p>` : task.kind === 'intakeCheck' || task.kind === 'intake' ? html`<p><a href="/documents/import">${t.intake.again}</a></p>` : null}</div>`
  }
  if (task.state !== 'done') return null
  const { done, refused } = (task.result ?? {}) as { done?: number; refused?: number }
  if (task.kind === 'assign') return assignmentNotice(visit, { id: task.id, isDone: true, done: done ?? 0, refused: refused ?? 0, why })
  if (task.kind === 'import') return importOutcome(visit, task)
  if (task.kind === 'intakeCheck') return intakeCheckView(visit, task.id, task.result as unknown as IntakeCheck)
  if (task.kind === 'intake') return intakeDoneView(visit, task.result as unknown as IntakeDone)
  if (task.kind === 'export') return exportOutcome(visit, task)
  if (task.kind === 'replay') return replayOutcome(visit, task.result as unknown as ReplayReport)
  if (task.kind === 'evidence') return evidenceOutcome(visit, task)
  return null
}

/** The part of the page that asks for itself every second while the work goes on. */
export const taskBox = (visit: Visit, one: TaskShown): Html => {
  const { t, format } = visit
  const { task } = one
  const live = isOver(task) ? null : html` hx-get="/tasks/${task.id}" hx-trigger="every 1s" hx-swap="outerHTML" hx-target="this"`
  return html`<section class="panel" id="task" aria-labelledby="kind"${live}><header><h2 id="kind">${t.taskKinds[task.kind]}</h2>${badge({ kind: kinds[task.state], text: t.taskStates[task.state] })}</header>
<div class="in" role="status"><p class="quiet">${t.tasks.begun(format.longAt(task.createdAtMs))}${task.finishedAtMs === null ? null : html` · ${t.tasks.ended(format.longAt(task.finishedAtMs))}`}</p>
${bar(visit, task)}${outcome(visit, one)}
${isOver(task) ? null : html`<p class="quiet">${t.tasks.mayLeave} <a href="/tasks/${task.id}">${t.tasks.reload}</a></p>`}</div></section>`
}

/** One of them. */
export const taskView = (visit: Visit, one: TaskShown): Html => html`<div class="headline"><h1>${visit.t.tasks.one}</h1><a href="/tasks">${visit.t.tasks.title}</a></div>
${taskBox(visit, one)}`

/** The list. */
export const tasksView = (visit: Visit, tasks: readonly OwnTask[], next: string | null): Html => {
  const { t, format } = visit
  return html`<div class="headline"><h1>${t.tasks.title}</h1></div>
<section class="panel">${tasks.length === 0 ? html`<p>${t.tasks.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${t.tasks.title}"><table>
<thead><tr><th scope="col">${t.tasks.kind}</th><th scope="col">${t.tasks.state}</th><th scope="col">${t.tasks.begunAt}</th><th scope="col">${t.tasks.progress}</th></tr></thead>
<tbody>${tasks.map((task) => html`<tr><th scope="row"><a href="/tasks/${task.id}">${t.taskKinds[task.kind]}</a></th><td>${badge({ kind: kinds[task.state], text: t.taskStates[task.state] })}</td>
<td class="nowrap">${format.at(task.createdAtMs)}</td><td class="nowrap">${progressText(visit, task)}</td></tr>
`)}</tbody></table></div>`}</section>
${next === null ? null : html`<p><a class="btn btn-plain" href="/tasks?after=${next}" rel="next">${t.app.next}</a></p>`}`
}
