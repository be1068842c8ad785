/** The first page: tabs by kind of work, and the dossiers of one of them. */
import { workKinds, type WorkKind } from '../../storage/work.ts'
import type { DossierRow } from '../pages/rows.ts'
import type { Visit } from '../pages/visit.ts'
import { exportButton } from './export.ts'
import { html, type Html } from './html.ts'
import { rowsTable } from './rows.ts'

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
}

const tab = ({ t, format }: Visit, { kind, counts }: MyWork, one: WorkKind): Html => {
  const count = one === 'mine' || one === 'pool' ? counts[one] : null
  const text = count === null ? null : count >= counts.bound ? t.work.atMost(format.number(counts.bound - 1)) : format.number(count)
  return html`<li><a href="/?kind=${one}"${kind === one ? html` aria-current="page"` : null}>${t.work[one]}${text === null ? null : html` <span class="count">${text}</span>`}</a></li>
`
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
<p class="noPrint">${isFirst ? null : html`<a href="/?kind=${kind}">${t.app.first}</a> `}${next === null ? null : html`<a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a>`}</p>`
}
