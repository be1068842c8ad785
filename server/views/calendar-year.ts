/** A working calendar: a year at a glance, the days that differ from the week, weekly hours, and the versions with what each publication did. */
import type { CalendarDay, Session, WeeklyPattern, WorkingCalendar } from '../../schemas/calendar.ts'
import type { CalendarVersionView } from '../../schemas/calendar-change.ts'
import { addDays, daysBetween, monthsOf, parseInstant, usualSessions, weekdayOfDate, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import type { Visit } from '../pages/visit.ts'
import { badge, type Standing } from './badge.ts'
import { html, type Html } from './html.ts'
import { dateText } from './times.ts'

export interface CalendarPage {
  readonly calendar: PreparedCalendar
  readonly year: number
  readonly today: string
  readonly isDraft: boolean
  readonly mayEdit: boolean
  readonly versions: readonly CalendarVersionView[]
  /** A version that was just published. */
  readonly published: number | null
  /** Where the versions go on; null at their end. */
  readonly nextVersions: string | null
}

/** Sessions as people write them: `07:30–11:30, 13:00–17:00`. */
export const sessionsText = ({ t }: Visit, sessions: readonly Session[]): string =>
  (sessions.length === 0 ? t.calendars.none : sessions.map(({ from, to }) => `${from}–${to}`).join(', '))

const isWork = (kind: CalendarDay['kind']): boolean => kind === 'SWAP_WORK' || kind === 'LOCAL_WORK'

/** What is worked on a day that differs from the week. */
const workedOn = (calendar: WorkingCalendar, day: CalendarDay): readonly Session[] => {
  if (day.sessions !== undefined) return day.sessions
  if (!isWork(day.kind)) return []
  return usualSessions(calendar, addDays(day.on, -weekdayOfDate(day.on)))
}

/** Part of a day that is usually worked whole, or of one that is worked in exchange. */
const isHalf = (calendar: WorkingCalendar, day: CalendarDay): boolean => {
  const worked = workedOn(calendar, day).length
  const usual = isWork(day.kind) ? usualSessions(calendar, addDays(day.on, -weekdayOfDate(day.on))).length : usualSessions(calendar, day.on).length
  return worked > 0 && worked < usual
}

const patternOf = (calendar: WorkingCalendar, on: string): WeeklyPattern | undefined => calendar.weekly.findLast(({ validFrom }) => validFrom <= on)

const cell = (visit: Visit, { calendar: { calendar }, today }: CalendarPage, on: string): Html => {
  const { t } = visit
  const day = calendar.days.find((one) => one.on === on)
  const receives = (patternOf(calendar, on)?.receiptOnly?.[weekdayOfDate(on)] ?? []).length > 0
  const isOff = day === undefined && usualSessions(calendar, on).length === 0
  const look = [day === undefined ? (isOff ? 'weekend' : '') : day.kind, on === today ? 'today' : ''].filter((one) => one !== '').join(' ')
  const mark = day === undefined ? (receives ? t.calendars.receiptMark : null) : `${t.dayMarks[day.kind]}${isHalf(calendar, day) ? t.calendars.halfMark : ''}`
  const said = day === undefined ? (receives ? t.calendars.receiptOnly : null) : [t.dayKinds[day.kind], isHalf(calendar, day) ? t.calendars.half : '', day.name ?? ''].filter((one) => one !== '').join(', ')
  return html`<td${look === '' ? null : html` class="${look}"`}${said === null ? null : html` title="${said}"`}>${Number(on.slice(8))}${mark === null ? null : html`<b aria-hidden="true">${mark}</b>`}${
    said === null ? null : html`<span class="visually-hidden"> ${said}</span>`}${on === today ? html`<span class="visually-hidden"> (${t.calendars.today})</span>` : null}</td>`
}

const month = (visit: Visit, page: CalendarPage, { first, days, weekday }: ReturnType<typeof monthsOf>[number], index: number): Html => {
  const { t } = visit
  const cells = [...Array.from({ length: weekday }, () => html`<td></td>`), ...Array.from({ length: days }, (_, day) => cell(visit, page, addDays(first, day)))]
  const rest = (7 - (cells.length % 7)) % 7
  const all = [...cells, ...Array.from({ length: rest }, () => html`<td></td>`)]
  return html`<table class="month"><caption>${t.calendars.months.split(',')[index]}</caption><thead><tr>${t.calendars.names.split(',').map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${Array.from({ length: all.length / 7 }, (_, row) => html`<tr>${all.slice(row * 7, row * 7 + 7)}</tr>
`)}</tbody></table>`
}

const legend = ({ t }: Visit): Html => html`<ul class="legend" aria-label="${t.calendars.legend}">${Object.entries(t.dayKinds).map(([kind, text]) =>
  html`<li><span class="dayMark ${kind}">${t.dayMarks[kind as CalendarDay['kind']]}</span> ${text}</li>`)}<li><span class="dayMark">${t.calendars.halfMark}</span> ${t.calendars.half}</li>
<li><span class="dayMark">${t.calendars.receiptMark}</span> ${t.calendars.receiptOnly}</li><li><span class="dayMark weekend">7</span> ${t.calendars.weekend}</li></ul>`

/** The other day of a swap: the one in the same place among the days of its decision. */
const pairOf = ({ days }: WorkingCalendar, day: CalendarDay): string | null => {
  const of = (kind: CalendarDay['kind']): CalendarDay[] => days.filter((one) => one.kind === kind && one.decision === day.decision)
  if (day.kind === 'SWAP_OFF') return of('SWAP_WORK')[of('SWAP_OFF').indexOf(day)]?.on ?? null
  return day.kind === 'SWAP_WORK' ? of('SWAP_OFF')[of('SWAP_WORK').indexOf(day)]?.on ?? null : null
}

const kinds: Readonly<Record<CalendarDay['kind'], Standing['kind']>> = { HOLIDAY: 'late', COMPENSATORY: 'soon', SWAP_OFF: 'still', SWAP_WORK: 'good', LOCAL_OFF: 'ended', LOCAL_WORK: 'good' }

/** The kind of a day as a badge. */
export const kindBadge = ({ t }: Visit, kind: CalendarDay['kind']): Html => badge({ kind: kinds[kind], text: t.dayKinds[kind] })

const daysPanel = (visit: Visit, { calendar: { calendar }, year }: CalendarPage): Html => {
  const { t, format } = visit
  const days = calendar.days.filter(({ on }) => on.startsWith(`${year}-`))
  return html`<section class="panel" aria-labelledby="days"><header><h2 id="days">${t.calendars.days}</h2></header>
${days.length === 0 ? html`<p>${t.calendars.noDays}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="days"><table>
<thead><tr><th scope="col">${t.calendars.on}</th><th scope="col">${t.calendars.kind}</th><th scope="col">${t.calendars.name}</th><th scope="col">${t.calendars.sessions}</th><th scope="col">${t.calendars.pair}</th>
<th scope="col">${t.calendars.decision}</th><th scope="col">${t.calendars.known}</th></tr></thead>
<tbody>${days.map((day) => {
  const pair = pairOf(calendar, day)
  return html`<tr><th scope="row" class="nowrap">${format.day(day.on)}</th><td>${kindBadge(visit, day.kind)}</td><td>${day.name ?? t.app.none}</td><td class="nowrap">${sessionsText(visit, workedOn(calendar, day))}</td>
<td class="nowrap">${pair === null ? '' : dateText(pair)}</td><td>${day.decision}</td><td class="nowrap">${dateText(day.knownOn)}</td></tr>
`
})}</tbody></table></div>`}</section>`
}

const weekLine = (visit: Visit, pattern: WeeklyPattern): Html => {
  const { t } = visit
  const hours = (index: number): string => {
    const receipt = pattern.receiptOnly?.[index] ?? []
    return receipt.length > 0 ? `${sessionsText(visit, receipt)} (${t.calendars.receiptMark})` : sessionsText(visit, pattern.days[index] ?? [])
  }
  return html`<tr><th scope="row" class="nowrap">${dateText(pattern.validFrom)}</th>${Array.from({ length: 7 }, (_, index) => html`<td>${hours(index)}</td>`)}<td>${pattern.decision}</td></tr>
`
}

const weeksPanel = (visit: Visit, { calendar: { calendar } }: CalendarPage): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="weeks"><header><h2 id="weeks">${t.calendars.weeks}</h2></header>
<div class="scroll" tabindex="0" role="group" aria-labelledby="weeks"><table class="weeks"><thead><tr><th scope="col">${t.calendars.from}</th>${t.calendars.names.split(',').map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">${t.calendars.decision}</th></tr></thead>
<tbody>${calendar.weekly.map((pattern) => weekLine(visit, pattern))}</tbody></table></div></section>`
}

const outcome = ({ t, format }: Visit, { publication }: CalendarVersionView): string => {
  if (publication === null) return t.calendars.shipped
  return [t.calendars.moved(format.number(publication.moved)), t.calendars.kept(format.number(publication.kept))].join(', ')
}

const versionsPanel = (visit: Visit, { versions, nextVersions, calendar, isDraft, year }: CalendarPage): Html => {
  const { t, format } = visit
  const shown = calendar.calendar.version
  return html`<section class="panel" aria-labelledby="versions"><header><h2 id="versions">${t.calendars.versions}</h2></header>
<div class="scroll" tabindex="0" role="group" aria-labelledby="versions"><table><thead><tr><th scope="col">${t.calendars.versions}</th><th scope="col">${t.calendars.created}</th><th scope="col">${t.calendars.by}</th><th scope="col">${t.calendars.outcome}</th></tr></thead>
<tbody>${versions.map((one) => html`<tr><th scope="row"><a href="/admin/calendars?version=${one.version}&amp;year=${year}"${!isDraft && one.version === shown ? html` aria-current="true"` : null}>${t.calendars.version(format.number(one.version))}</a>
<span class="quiet">${dateText(one.coversFrom)} – ${dateText(one.coversTo)}</span></th><td class="nowrap">${format.at(parseInstant(one.createdAt, format.zone))}</td><td>${one.publication?.by ?? t.app.none}</td><td>${outcome(visit, one)}</td></tr>
`)}</tbody></table></div>${nextVersions === null ? null : html`<p><a href="${nextVersions}">${t.app.next}</a></p>`}</section>`
}

/** How far the newest version is put to the open dossiers; asks for itself every two seconds while that goes on. */
export const progressPart = ({ t, format }: Visit, newest: CalendarVersionView | undefined): Html => {
  const publication = newest?.publication ?? null
  if (publication === null) return html`<div id="recount"></div>`
  const { moved, kept, remaining, finishedAt } = publication
  const done = moved + kept
  if (finishedAt !== null) return html`<div id="recount" role="status"><p class="quiet">${t.calendars.finished(format.number(moved), format.number(kept))}</p></div>`
  return html`<div id="recount" role="status" hx-get="/admin/calendars/progress" hx-trigger="every 2s" hx-swap="outerHTML" hx-target="this"><div class="notice"><strong>${t.calendars.progress}</strong>
<progress value="${done}" max="${Math.max(1, done + remaining)}" aria-label="${t.calendars.progress}"></progress> ${t.calendars.progressOf(format.number(done), format.number(done + remaining))}
<a href="/admin/calendars">${t.calendars.reload}</a> <span class="quiet">${t.calendars.mayLeave}</span></div></div>`
}

const yearLinks = ({ t }: Visit, { calendar: { calendar }, year, isDraft }: CalendarPage): Html => {
  const [from, to] = [Number(calendar.coversFrom.slice(0, 4)), Number(calendar.coversTo.slice(0, 4))]
  const of = (one: number): string => `/admin/calendars?year=${one}${isDraft ? '&draft=1' : `&version=${calendar.version}`}`
  return html`<nav aria-label="${t.calendarDraft.year}"><ul class="tabs">${Array.from({ length: to - from + 1 }, (_, index) => from + index).map((one) =>
    html`<li><a href="${of(one)}"${one === year ? html` aria-current="page"` : null}>${one}</a></li>`)}</ul></nav>`
}

/** Working days of a year that the calendar covers whole; null of any other. */
const workingDaysOf = ({ calendar, workingDaysBefore }: PreparedCalendar, year: number): number | null => {
  const [from, to] = [`${year}-01-01`, `${year}-12-31`]
  if (from < calendar.coversFrom || to > calendar.coversTo) return null
  const before = daysBetween(calendar.coversFrom, from)
  return workingDaysBefore[daysBetween(calendar.coversFrom, to) + 1]! - workingDaysBefore[before]!
}

/** The page of a calendar. */
export const calendarView = (visit: Visit, page: CalendarPage): Html => {
  const { t, format } = visit
  const { calendar: fast, year, isDraft, mayEdit, published, versions } = page
  const { calendar } = fast
  const number = format.number(calendar.version)
  const worked = workingDaysOf(fast, year)
  const isCovered = `${year}-12-31` >= calendar.coversFrom && `${year}-01-01` <= calendar.coversTo
  return html`<div class="headline"><h1>${t.calendars.title} <span class="quiet">${isDraft ? t.calendars.draftOf(number) : t.calendars.version(number)}</span></h1>
${mayEdit ? html`<a class="btn btn-primary" href="/admin/calendars/draft">${t.calendars.edit}</a>` : null}</div>
${published === null ? null : html`<p class="notice good" role="status">${t.calendars.published(format.number(published))}</p>`}
${progressPart(visit, versions[0])}
<p>${t.calendars.covers(dateText(calendar.coversFrom), dateText(calendar.coversTo))}</p>
${yearLinks(visit, page)}
<section class="panel" aria-labelledby="year"><header><h2 id="year">${t.calendars.year(String(year))}${worked === null ? null : html` <span class="quiet">${t.calendars.workingDays(format.number(worked))}</span>`}</h2>${legend(visit)}</header>
${isCovered ? html`<div class="in year">${monthsOf(year).map((one, index) => month(visit, page, one, index))}</div>` : html`<p>${t.calendars.notCovered}</p>`}</section>
${daysPanel(visit, page)}${weeksPanel(visit, page)}${versionsPanel(visit, page)}`
}
