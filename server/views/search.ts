/** The search page. Typing searches by itself where there is a script; Enter does without. */
import type { DossierRow } from '../pages/rows.ts'
import type { Visit } from '../pages/visit.ts'
import { exportButton } from './export.ts'
import { html, type Html } from './html.ts'
import { rowsTable } from './rows.ts'

export interface Found { readonly rows: readonly DossierRow[]; readonly next: string | null; readonly isAsked: boolean; readonly words: string; readonly openOnly: boolean }

export const searchResults = (visit: Visit, { rows, next, isAsked, words, openOnly }: Found): Html => {
  const { t } = visit
  const nothing = isAsked ? t.search.none : t.search.start
  return html`<div id="results"><section class="panel">${rows.length === 0 ? html`<p role="status">${nothing}</p>` : rowsTable(t, t.search.caption, rows)}</section>
<div class="noPrint headline"><span>${next === null ? null : html`<a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a>`}</span>
${rows.length === 0 ? null : exportButton(visit, { list: 'search', words, openOnly: openOnly ? '1' : undefined })}</div></div>`
}

export const searchView = ({ t }: Visit, words: string, openOnly: boolean, results: Html): Html => html`<div class="headline"><h1>${t.search.title}</h1><a class="btn btn-plain noPrint" href="/tracking-book">${t.tracking.title}</a></div>
<section class="panel"><div class="in"><form method="get" action="/search" class="inline" role="search"
 hx-get="/search" hx-trigger="input delay:300ms" hx-target="#results" hx-swap="outerHTML">
<div><label for="q">${t.search.label}</label>
<input id="q" name="q" type="search" class="form-control" value="${words}" maxlength="200" autocomplete="off" autofocus aria-describedby="q-hint"></div>
<div class="form-check"><input class="form-check-input" type="checkbox" id="open" name="open" value="1"${openOnly ? html` checked` : null}><label class="form-check-label" for="open">${t.search.open}</label></div>
<button class="btn btn-primary">${t.search.submit}</button></form><small class="quiet" id="q-hint">${t.search.hint}</small></div></section>
${results}`
