/** The draft of the next version of a calendar: what it changes, what may be done to it, and the dossiers that it would move. */
import type { CalendarDay } from '../../schemas/calendar.ts'
import type { CalendarChanges } from '../../workflows/calendar/index.ts'
import type { Visit } from '../pages/visit.ts'
import { badge } from './badge.ts'
import { kindBadge, sessionsText } from './calendar-year.ts'
import { type FormBack, formOf, type FormPlan, formsPanel } from './form.ts'
import { html, type Html } from './html.ts'
import { dateText } from './times.ts'

export interface DraftPage {
  readonly version: number
  readonly changes: CalendarChanges
  /** The last covered day, when the draft covers more than the version before. */
  readonly coversTo: string | null
  readonly years: readonly number[]
  readonly lastChange: { readonly by: string; readonly at: string } | null
  readonly isOutdated: boolean
  readonly isDone: boolean
  readonly plans: readonly FormPlan[]
  readonly publish: FormPlan | null
  readonly back: FormBack | null
}

const dayLine = (visit: Visit, day: CalendarDay, sign: Html): Html => html`<li>${sign} <strong class="nowrap">${visit.format.day(day.on)}</strong> ${kindBadge(visit, day.kind)} ${day.name ?? ''}
${day.sessions === undefined ? null : html`<span class="nowrap">${sessionsText(visit, day.sessions)}</span>`} <span class="quiet">${day.decision}, ${dateText(day.knownOn)}</span></li>
`

const changesPanel = (visit: Visit, page: DraftPage): Html => {
  const { t } = visit
  const { changes: { added, removed, weeks }, coversTo, lastChange } = page
  const isEmpty = added.length + removed.length + weeks.length === 0 && coversTo === null
  const plus = badge({ kind: 'good', text: t.calendarDraft.added })
  return html`<section class="panel" aria-labelledby="changed"><header><h2 id="changed">${t.calendarDraft.changes}</h2>${lastChange === null ? null : html`<span class="quiet">${t.calendarDraft.savedBy(lastChange.by, lastChange.at)}</span>`}</header>
<div class="in">${isEmpty ? html`<p>${t.calendarDraft.noChanges}</p>` : html`<ul class="draftChanges">${coversTo === null ? null : html`<li>${plus} <strong>${t.calendarDraft.year}</strong> ${t.calendarDraft.covered(dateText(coversTo))}</li>
`}${added.map((day) => dayLine(visit, day, plus))}${removed.map((day) => dayLine(visit, day, badge({ kind: 'late', text: t.calendarDraft.removed })))}${weeks.map((pattern) =>
  html`<li>${badge({ kind: 'soon', text: t.calendarDraft.week })} <strong>${dateText(pattern.validFrom)}</strong> ${sessionsText(visit, pattern.days[0] ?? [])} <span class="quiet">${pattern.decision}</span></li>
`)}</ul>`}
${page.years.length === 0 ? null : html`<p class="notice bad">${t.calendarDraft.noHolidays(page.years.join(', '))}</p>`}
${isEmpty ? null : html`<p><a class="btn btn-plain" href="/admin/calendars/draft/moves">${t.calendarDraft.seeMoves}</a> <a class="btn btn-plain" href="/admin/calendars?draft=1">${t.calendarDraft.seeYear}</a>
<small class="quiet">${t.calendarDraft.movesHelp}</small></p>`}</div></section>`
}

/** The page of the draft. */
export const draftView = (visit: Visit, page: DraftPage): Html => {
  const { t, format } = visit
  const { version, isOutdated, isDone, plans, publish, back } = page
  return html`<div class="headline"><h1>${t.calendarDraft.title} <span class="quiet">${t.calendarDraft.next(format.number(version))}</span></h1><a href="/admin/calendars">${t.calendarDraft.back}</a></div>
${isOutdated ? html`<p class="notice" role="status">${t.calendarDraft.outdated}</p>` : null}${isDone ? html`<p class="notice good" role="status">${t.calendarDraft.done}</p>` : null}
<div class="columns"><div>${changesPanel(visit, page)}${publish === null ? null : html`<section class="panel" aria-labelledby="publish"><header><h2 id="publish">${publish.title}</h2></header><div class="in">${formOf(visit, publish, back)}</div></section>`}</div>
<div>${formsPanel(visit, t.calendarDraft.actions, plans, back)}</div></div>`
}

export interface MoveRow { readonly id: string; readonly code: string; readonly from: string; readonly to: string; readonly days: string; readonly isLater: boolean; readonly holder: string }
export interface MovesPage {
  readonly version: number
  readonly rows: readonly MoveRow[]
  readonly next: string | null
  /** How many in all and by how much; only on the first page. `all`: where the rest is counted too, when there are more. */
  readonly sum: { readonly text: string; readonly lines: readonly string[]; readonly all: string | null } | null
}

const movesTable = ({ t }: Visit, rows: readonly MoveRow[], { caption, from, to }: { readonly caption: string; readonly from: string; readonly to: string }): Html => html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${[t.calendarMoves.code, from, to, t.calendarMoves.days, t.calendarMoves.holder].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row" class="nowrap"><a href="/dossiers/${row.id}">${row.code}</a></th><td class="nowrap">${row.from}</td><td class="nowrap">${row.to}</td>
<td class="nowrap">${badge({ kind: row.isLater ? 'soon' : 'good', text: row.days })}</td><td>${row.holder}</td></tr>
`)}</tbody></table></div>`

const nextLink = (next: string | null, text: string): Html => html`<p class="noPrint">${next === null ? null : html`<a class="btn btn-plain" href="${next}" rel="next">${text}</a>`}</p>`

/** The dossiers in one's hands whose due date was moved. */
export const movedView = (visit: Visit, { version, rows, next }: Omit<MovesPage, 'sum'>): Html => {
  const { t, format } = visit
  return html`<div class="headline"><h1>${t.calendarMoved.title} <span class="quiet">${t.calendarMoved.of(format.number(version))}</span></h1><a href="/notices">${t.notices.title}</a></div>
<p class="quiet">${t.calendarMoves.floor}</p>
<section class="panel">${rows.length === 0 ? html`<p role="status">${t.calendarMoved.none}</p>` : movesTable(visit, rows, { caption: t.calendarMoved.caption, from: t.calendarMoved.from, to: t.calendarMoved.to })}</section>
${nextLink(next, t.app.next)}`
}

/** The dossiers that a draft would move. */
export const movesView = (visit: Visit, { version, rows, next, sum }: MovesPage): Html => {
  const { t, format } = visit
  return html`<div class="headline"><h1>${t.calendarMoves.title} <span class="quiet">${t.calendars.draftOf(format.number(version))}</span></h1><a href="/admin/calendars/draft">${t.calendarDraft.title}</a></div>
${sum === null ? null : html`<section class="panel"><header><h2>${t.calendarDraft.sum}</h2></header><div class="in"><p><strong>${sum.text}</strong>${sum.all === null ? null : html` <a href="${sum.all}">${t.calendarMoves.countAll}</a>`}</p>${sum.lines.length === 0 ? null : html`<ul>${sum.lines.map((line) => html`<li>${line}</li>`)}</ul>`}
<p class="quiet">${t.calendarMoves.floor} ${t.calendarDraft.movesHelp}</p></div></section>`}
<section class="panel">${rows.length === 0 ? html`<p>${next === null ? t.calendarMoves.none : ''}</p>` : movesTable(visit, rows, { caption: t.calendarMoves.caption, from: t.calendarMoves.from, to: t.calendarMoves.to })}</section>
${nextLink(next, t.calendarMoves.lookOn)}`
}
