/** The page of notices: what a person has not seen yet, or everything; by group. */
import { noticeGroups, type NoticeGroup } from '../../schemas/notice.ts'
import type { Visit } from '../pages/visit.ts'
import { badge, type Standing } from './badge.ts'
import { html, type Html } from './html.ts'
import { noticeText } from './notice-details.ts'

export interface NoticeLine {
  readonly id: string
  readonly kind: string
  /** Null when the notice is about no dossier. */
  readonly dossier: { readonly id: string; readonly code: string; readonly procedure: string } | null
  /** A document, a nonconformity, an action, or a list of dossiers; null when it is about none. */
  readonly subject: { readonly href: string; readonly code: string; readonly title: string } | null
  readonly details: readonly string[]
  readonly at: string
  readonly isRead: boolean
}

/** What is shown: of a group or of all, unread ones or all. */
export interface NoticeShow { readonly group: NoticeGroup | null; readonly all: boolean }

export interface NoticesPage extends NoticeShow {
  readonly lines: readonly NoticeLine[]
  readonly isFirst: boolean
  readonly next: string | null
}

const late = new Set(['duePassed', 'stepPassed', 'returned', 'reportFailed'])
const soon = new Set(['share70', 'share90', 'tMinus1', 'dueMoved'])
const good = new Set(['resultReady'])
const standingOf = (kind: string): Standing['kind'] => (late.has(kind) ? 'late' : soon.has(kind) ? 'soon' : good.has(kind) ? 'good' : 'still')

/** The address of the page that shows this. */
export const noticesPath = ({ group, all }: NoticeShow, after?: string): string => {
  const query = [group === null ? null : `group=${group}`, all ? 'all=1' : null, after === undefined ? null : `after=${after}`].filter((part) => part !== null)
  return query.length === 0 ? '/notices' : `/notices?${query.join('&')}`
}

/** The link of the header with the number of unread notices; `swapped`: htmx puts it in place of the one that is there. */
export const unreadLink = ({ t, format, unread, path }: Visit, swapped = false): Html => {
  const isHere = path.split('?')[0] === '/notices'
  const count = unread === null || unread.count === 0 ? null : unread.count >= unread.bound ? t.notices.atMost(format.number(unread.bound - 1)) : format.number(unread.count)
  return html`<a id="unread" class="bell" href="/notices"${isHere ? html` aria-current="page"` : null}${swapped ? html` hx-swap-oob="true"` : null}>${t.notices.title}${
    count === null ? null : html` <span class="count">${count}</span><span class="visually-hidden"> ${t.notices.isNew}</span>`}</a>`
}

/** One notice; `back` is the page to come back to. */
export const noticeItem = ({ t }: Visit, { id, kind, dossier, subject, details, at, isRead }: NoticeLine, back: string): Html => html`<li class="${isRead ? 'seen' : 'fresh'}">
<span class="what">${badge({ kind: standingOf(kind), text: noticeText(t, kind) })}${isRead ? null : html`<span class="visually-hidden"> ${t.notices.isNew}</span>`}</span>
<span class="about">${dossier === null ? null : html`<a href="/dossiers/${dossier.id}">${dossier.code}</a> <span>${dossier.procedure}</span>`}${subject === null ? null : html`<a href="${subject.href}">${subject.code}</a> <span>${subject.title}</span>`}
${details.length === 0 ? null : html`<small>${details.join(' · ')}</small>`}</span>
<time class="when">${at}</time>
${isRead ? html`<span></span>` : html`<form method="post" action="/notices/${id}/read" hx-post="/notices/${id}/read" hx-target="closest li" hx-swap="outerHTML"><input type="hidden" name="back" value="${back}">
<button class="btn btn-plain btn-sm" aria-label="${t.notices.read}: ${noticeText(t, kind)} ${dossier?.code ?? subject?.code}">${t.notices.read}</button></form>`}</li>
`

const tab = ({ t }: Visit, shown: NoticeShow, group: NoticeGroup | null): Html => html`<li><a href="${noticesPath({ group, all: shown.all })}"${
  shown.group === group ? html` aria-current="page"` : null}>${group === null ? t.notices.every : t.noticeGroups[group]}</a></li>
`
const choice = (shown: NoticeShow, all: boolean, text: string): Html =>
  html`<a href="${noticesPath({ group: shown.group, all })}"${shown.all === all ? html` aria-current="true"` : null}>${text}</a>`

/** Everything up to the newest one that is shown; what came meanwhile stays unread. */
const readAll = ({ t }: Visit, { lines, group, all }: NoticesPage): Html | null => {
  const newest = lines[0]
  return newest === undefined || lines.every(({ isRead }) => isRead) ? null : html`<form method="post" action="/notices/read"><input type="hidden" name="upTo" value="${newest.id}">
<input type="hidden" name="group" value="${group}"><input type="hidden" name="back" value="${noticesPath({ group, all })}"><button class="btn btn-plain">${t.notices.readAll}</button></form>`
}

/** The page. */
export const noticesView = (visit: Visit, page: NoticesPage): Html => {
  const { t } = visit
  const { lines, isFirst, next, all } = page
  return html`<div class="headline"><h1>${t.notices.title}</h1>${readAll(visit, page)}</div>
<nav class="tabRow" aria-label="${t.notices.groups}"><ul class="tabs">${[null, ...Object.keys(noticeGroups) as NoticeGroup[]].map((group) => tab(visit, page, group))}</ul>
<p class="switch"><span>${t.notices.show}:</span> ${choice(page, false, t.notices.unreadOnly)} ${choice(page, true, t.notices.withRead)}</p></nav>
<section class="panel" aria-label="${t.notices.list}">
${lines.length === 0 ? html`<p role="status">${all ? t.notices.empty : t.notices.emptyUnread}</p>`
    : html`<ul class="noticeList">${lines.map((line) => noticeItem(visit, line, noticesPath(page)))}</ul>`}
</section>
<p class="noPrint"><a href="/notices/settings">${t.mail.settings}</a> ${isFirst ? null : html`<a href="${noticesPath(page)}">${t.app.first}</a> `}${next === null ? null : html`<a class="btn btn-plain" href="${noticesPath(page, next)}" rel="next">${t.app.next}</a>`}</p>`
}
