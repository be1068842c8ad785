/** The first page: tabs by kind of work, and the dossiers of one of them. */
import { type OtherWork, workKinds, type WorkKind } from '../../storage/work.ts'
import type { DossierRow } from '../pages/rows.ts'
import type { Visit } from '../pages/visit.ts'
import { badge } from './badge.ts'
import { exportButton } from './export.ts'
import { html, type Html } from './html.ts'
import { rowsTable } from './rows.ts'
import { dateText } from './times.ts'

/** What waits beside dossiers. `year`: duties of the management system that are late or due soon, for those who keep it. */
export interface OtherWorkPanel {
  readonly lines: readonly OtherWork[]
  readonly bound: number
  readonly today: string
  readonly year: { readonly late: number; readonly soon: number } | null
}

export interface MyWork {
  readonly kind: WorkKind
  readonly counts: { readonly mine: number; readonly pool: number; readonly bound: number }
  /** Whom the person stands in for today. */
  readonly substitutes: readonly string[]
  /** Who stands in for the person, now or soon. */
  readonly mine: readonly string[]
  readonly rows: readonly DossierRow[]
  readonly isFirst: boolean
  readonly next: string | null
  /** A dossier was just sent on and can no longer be read. */
  readonly left: boolean
  readonly other: OtherWorkPanel | null
}

const tab = ({ t, format }: Visit, { kind, counts }: MyWork, one: WorkKind): Html => {
  const count = one === 'mine' || one === 'pool' ? counts[one] : null
  const text = count === null ? null : count >= counts.bound ? t.work.atMost(format.number(counts.bound - 1)) : format.number(count)
  return html`<li><a href="/?kind=${one}"${kind === one ? html` aria-current="page"` : null}>${t.work[one]}${text === null ? null : html` <span class="count">${text}</span>`}</a></li>
`
}

const places: Readonly<Record<OtherWork['kind'], string>> = { complaint: '/complaints?open=1', action: '/actions', reviewTask: '/reviews', unread: '/documents?standing=unread' }

/** Lines for what waits elsewhere in the service; nothing where nothing waits. */
const otherPanel = ({ t, format }: Visit, { lines, bound, today, year }: OtherWorkPanel): Html | null => {
  const many = (count: number): string => (count >= bound ? t.work.atMost(format.number(bound - 1)) : format.number(count))
  const due = (on: string): Html => html` ${badge({ kind: on < today ? 'late' : 'soon', text: t.work.dueOn(dateText(on)) })}`
  const shown = year !== null && year.late + year.soon > 0 ? year : null
  if (lines.length === 0 && shown === null) return null
  return html`<section class="panel" aria-labelledby="other"><header><h2 id="other">${t.work.other}</h2></header><ul class="in bare otherWork">
${shown === null ? null : html`<li><a href="/year">${t.work.year(format.number(shown.late), format.number(shown.soon))}</a></li>`}
${lines.map(({ kind, many: count, dueOn }) => html`<li><a href="${places[kind]}">${t.otherWork[kind](many(count))}</a>${dueOn === null ? null : due(dueOn)}</li>
`)}</ul></section>`
}

/** The first page. */
export const myWorkView = (visit: Visit, work: MyWork): Html => {
  const { t } = visit
  const { kind, rows, next, isFirst, substitutes } = work
  return html`${work.left ? html`<p class="notice good" role="status">${t.work.left}</p>` : null}
${substitutes.map((name) => html`<p class="notice">${t.work.substitutes(name)}</p>`)}
<div class="headline"><h1>${t.work.title}</h1>${work.mine.length === 0 ? null : html`<a class="quiet" href="/account">${work.mine.map((line) => html`<span>${line}</span>`)}</a>`}${exportButton(visit, { list: kind })}</div>
<nav aria-label="${t.work.tabs}"><ul class="tabs">${workKinds.map((one) => tab(visit, work, one))}</ul></nav>
<section class="panel">
${rows.length === 0 ? html`<p>${kind === 'todo' ? t.work.emptyTodo : t.work.empty}</p>` : rowsTable(t, t.work.caption, rows)}
</section>
${work.other === null ? null : otherPanel(visit, work.other)}
<p class="noPrint">${isFirst ? null : html`<a href="/?kind=${kind}">${t.app.first}</a> `}${next === null ? null : html`<a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a>`}</p>`
}
