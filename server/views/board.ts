/** The assignment board. Without a script it works the same: check boxes, one choice of a person, one button. */
import type { Role } from '../../schemas/procedure.ts'
import type { Load } from '../../storage/board.ts'
import type { DossierRow } from '../pages/rows.ts'
import type { Visit } from '../pages/visit.ts'
import { badge } from './badge.ts'
import { html, type Html } from './html.ts'

/** Roles by which somebody heads a unit. */
export const leaders: readonly Role[] = ['unitHead', 'oneStopHead', 'agencyLeader']

/** A step to be handed out; `value` is the version that was seen. */
export interface BoardLine { readonly row: DossierRow; readonly step: string; readonly name: string; readonly value: string; readonly picked: boolean }
export interface BoardNotice {
  readonly id: string; readonly isDone: boolean; readonly done: number; readonly refused: number
  readonly why: readonly { readonly dossierId: string; readonly code: string; readonly why: string }[]
}
export interface Board {
  readonly lines: readonly BoardLine[]
  readonly loads: readonly Load[]
  readonly key: string
  /** Whose dossiers are shown; null: those that nobody has. */
  readonly holder: Load | null
  readonly chosen: string | null
  readonly why: string | null
  readonly notice: BoardNotice | null
  readonly first: string | null
  readonly next: string | null
  readonly after: string | null
}

/** What came of an assignment: how many, and each that was refused with its reason. */
export const assignmentNotice = ({ t, format }: Visit, { id, isDone, done, refused, why }: BoardNotice): Html => {
  if (!isDone) return html`<p class="notice" role="status"><a href="/tasks/${id}">${t.board.underWay}</a></p>`
  return html`<div class="notice${refused === 0 ? ' good' : ' bad'}" role="status">${t.board.assigned(format.number(done))}${refused === 0 ? null : html` ${t.board.refused(format.number(refused))}
<ul>${why.map(({ dossierId, code, why: words }) => html`<li><a href="/dossiers/${dossierId}">${code}</a>: ${words}</li>
`)}</ul>`}</div>`
}

const line = ({ t }: Visit, { row, step, name, value, picked }: BoardLine): Html => html`<tr class="${row.standing.kind}">
<td class="pickCell"><input type="checkbox" class="form-check-input" name="${name}" value="${value}" aria-label="${t.board.pick(row.code)}"${picked ? html` checked` : null}></td>
<th scope="row"><a href="/dossiers/${row.id}">${row.code}</a></th>
<td class="standingCell">${badge(row.standing)}</td><td class="dueCell">${row.due}</td>
<td class="clip" title="${row.procedure}">${row.procedure}</td><td class="clip" title="${step}">${step}</td></tr>
`

const listPanel = (visit: Visit, { lines, holder, first, next }: Board): Html => {
  const { t } = visit
  const title = holder === null ? t.board.unassigned : t.board.heldBy(holder.name)
  return html`<section class="panel" aria-labelledby="list"><header><h2 id="list">${title}</h2>
<span>${holder === null ? null : html`<a href="/board">${t.board.unassigned}</a> `}${lines.length < 2 ? null : html`<button class="btn btn-plain btn-sm" name="review" value="all" formnovalidate>${t.board.all}</button>`}</span></header>
${lines.length === 0 ? html`<p>${holder === null ? t.board.noneUnassigned : t.board.noneHeld}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="list"><table class="work board">
<thead><tr><th scope="col" class="pickCell"><span class="visually-hidden">${t.board.choose}</span></th><th scope="col" class="codeCell">${t.work.code}</th><th scope="col" class="standingCell">${t.work.standing}</th>
<th scope="col" class="dueCell">${t.work.due}</th><th scope="col">${t.work.procedure}</th><th scope="col">${t.work.step}</th></tr></thead>
<tbody>${lines.map((one) => line(visit, one))}</tbody></table></div>`}
${first === null && next === null ? null : html`<p class="noPrint">${first === null ? null : html`<a href="${first}">${t.app.first}</a> `}${next === null ? null : html`<a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a>`}</p>`}</section>`
}

const loadLine = ({ t, format }: Visit, { id, name, open, late, soon, paused }: Load, chosen: string | null): Html => html`<tr><td class="pickCell">
<input type="radio" class="form-check-input" id="to-${id}" name="assigneeId" value="${id}"${id === chosen ? html` checked` : null}></td>
<th scope="row"><label for="to-${id}"><bdi>${name}</bdi></label></th><td class="number"><a href="/board?person=${id}" aria-label="${t.board.open(format.number(open), name)}">${format.number(open)}</a></td>
<td class="number${late > 0 ? ' lateText' : ''}">${format.number(late)}</td><td class="number${soon > 0 ? ' soonText' : ''}">${format.number(soon)}</td><td class="number">${format.number(paused)}</td></tr>
`

const loadsPanel = (visit: Visit, { loads, chosen, why, lines }: Board): Html => {
  const { t } = visit
  return html`<section class="panel actions" aria-labelledby="loads"><header><h2 id="loads">${t.board.to}</h2></header>
${why === null ? null : html`<div class="in"><p class="notice bad" role="alert">${why}</p></div>`}
${loads.length === 0 ? html`<p>${t.board.nobody}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="loads"><table class="loads">
<thead><tr><th scope="col"><span class="visually-hidden">${t.board.choose}</span></th><th scope="col">${t.board.person}</th><th scope="col" class="number">${t.board.openShort}</th><th scope="col" class="number">${t.board.lateShort}</th>
<th scope="col" class="number">${t.board.soonShort}</th><th scope="col" class="number">${t.board.pausedShort}</th></tr></thead>
<tbody>${loads.map((load) => loadLine(visit, load, chosen))}</tbody></table></div>
<div class="in"><button class="btn btn-primary"${lines.length === 0 ? html` disabled` : null}>${t.board.assign}</button></div>`}</section>`
}

/** The board. */
export const boardView = (visit: Visit, board: Board): Html => {
  const { t } = visit
  return html`${board.notice === null ? null : assignmentNotice(visit, board.notice)}
<div class="headline"><h1>${t.board.title}</h1></div>
<form method="post" action="/board"><input type="hidden" name="key" value="${board.key}">${board.holder === null ? null : html`<input type="hidden" name="person" value="${board.holder.id}">`}
${board.after === null ? null : html`<input type="hidden" name="after" value="${board.after}">`}
<div class="columns"><div>${listPanel(visit, board)}</div><div>${loadsPanel(visit, board)}</div></div></form>`
}
