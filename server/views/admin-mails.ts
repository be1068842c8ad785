/** Messages and every attempt to send them, for administrators: what failed first. */
import type { MailState } from '../../schemas/notice.ts'
import type { ListedMail, MailAttempt } from '../../storage/mails.ts'
import type { Visit } from '../pages/visit.ts'
import { badge, type Standing } from './badge.ts'
import { html, type Html } from './html.ts'
import { dateText } from './times.ts'

/** The tabs, and the states of messages that each shows. What failed, or may not have arrived, comes first. */
export const mailTabs = { failed: ['failed', 'unknown'], waiting: ['waiting', 'sending'], sent: ['sent'], dropped: ['dropped'] } as const satisfies Record<string, readonly MailState[]>
export type MailTab = keyof typeof mailTabs

export interface AdminMails {
  readonly tab: MailTab
  readonly counts: ReadonlyMap<MailState, number>
  readonly bound: number
  readonly mails: readonly ListedMail[]
  readonly isOn: boolean
  readonly retried: boolean
  readonly isFirst: boolean
  readonly next: string | null
}

const standings: Readonly<Record<MailState, Standing['kind']>> = { failed: 'late', unknown: 'soon', waiting: 'still', sending: 'still', sent: 'good', dropped: 'ended' }

const tab = ({ t, format }: Visit, { tab: here, counts, bound }: AdminMails, one: MailTab): Html => {
  const count = mailTabs[one].reduce((sum, state) => sum + (counts.get(state) ?? 0), 0)
  return html`<li><a href="/admin/mails?tab=${one}"${here === one ? html` aria-current="page"` : null}>${t.mail[one]} <span class="count">${
    count >= bound ? t.notices.atMost(format.number(bound - 1)) : format.number(count)}</span></a></li>
`
}

const attempt = ({ t, format }: Visit, { outcome, reply, startedAtMs, address }: MailAttempt): Html =>
  html`<li>${format.at(startedAtMs)}: <b>${t.mailOutcomes[outcome]}</b> <bdi>${address}</bdi>${reply === null ? null : html` <span class="quiet">${t.mail.reply}: <bdi>${reply}</bdi></span>`}</li>
`

const again = ({ t }: Visit, { id, state }: ListedMail): Html | null => (state !== 'failed' && state !== 'unknown' ? null
  : html`<form method="post" action="/admin/mails/${id}/again"><button class="btn btn-plain btn-sm"${state === 'unknown' ? html` title="${t.mail.againUnknown}"` : null}>${t.mail.again}</button></form>`)

const line = (visit: Visit, mail: ListedMail): Html => {
  const { t, format } = visit
  const { kind, on, state, tried, fullName, createdAtMs, nextAtMs } = mail
  const what = kind === 'daily' && on !== null ? t.mail.dailyOn(dateText(on)) : t.mail.notices
  const last = tried[0]
  return html`<tr><th scope="row"><bdi>${fullName}</bdi></th><td>${what}${last === undefined ? null : html`<small class="quiet">${last.subject}</small>`}</td><td class="nowrap">${format.at(createdAtMs)}</td>
<td>${badge({ kind: standings[state], text: t.mailStates[state] })}${state === 'unknown' ? html`<small class="quiet">${t.mail.againUnknown}</small>` : null}${
    nextAtMs === null || tried.length === 0 ? null : html`<small class="quiet">${t.mail.nextTry(format.at(nextAtMs))}</small>`}</td>
<td>${last === undefined ? t.app.none : html`<details><summary>${t.mailOutcomes[last.outcome]}, ${t.mail.tries(format.number(mail.attempts))}</summary><ul class="plain tries">${tried.map((one) => attempt(visit, one))}</ul></details>`}</td>
<td>${again(visit, mail)}</td></tr>
`
}

const table = (visit: Visit, mails: readonly ListedMail[]): Html => {
  const { t } = visit
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${t.mail.caption}"><table class="mails"><caption class="visually-hidden">${t.mail.caption}</caption>
<thead><tr><th scope="col">${t.mail.to}</th><th scope="col">${t.mail.what}</th><th scope="col">${t.mail.created}</th><th scope="col">${t.mail.state}</th><th scope="col">${t.mail.attempt}</th><th scope="col"><span class="visually-hidden">${t.mail.again}</span></th></tr></thead>
<tbody>${mails.map((mail) => line(visit, mail))}</tbody></table></div>`
}

/** The page. */
export const adminMailsView = (visit: Visit, page: AdminMails): Html => {
  const { t } = visit
  const { mails, isOn, retried, isFirst, next } = page
  const canAll = page.tab === 'failed' && mails.some(({ state }) => state === 'failed')
  return html`<div class="headline"><h1>${t.mail.adminTitle}</h1>${canAll ? html`<form method="post" action="/admin/mails/again"><button class="btn btn-plain">${t.mail.againAll}</button></form>` : null}</div>
${retried ? html`<p class="notice good" role="status">${t.mail.retried}</p>` : null}${isOn ? null : html`<p class="notice">${t.mail.isOff}</p>`}
<nav aria-label="${t.mail.tabs}"><ul class="tabs">${(Object.keys(mailTabs) as MailTab[]).map((one) => tab(visit, page, one))}</ul></nav>
<section class="panel">${mails.length === 0 ? html`<p role="status">${page.tab === 'failed' ? t.mail.noneFailed : t.mail.none}</p>` : table(visit, mails)}</section>
<p class="noPrint">${isFirst ? null : html`<a href="/admin/mails?tab=${page.tab}">${t.app.first}</a> `}${next === null ? null : html`<a class="btn btn-plain" href="/admin/mails?tab=${page.tab}&amp;after=${next}" rel="next">${t.app.next}</a>`}</p>`
}
