/** The trace of the registers as a table. */
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'

export interface ChangeLine { readonly at: string; readonly who: string; readonly what: string; readonly about: string; readonly decision: string | null }

/** Changes, the newest first; a sentence when there is none. */
export const changesTable = ({ t }: Visit, lines: readonly ChangeLine[], labelledBy: string): Html => {
  if (lines.length === 0) return html`<p>${t.changeLog.none}</p>`
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${labelledBy}"><table>
<thead><tr><th scope="col">${t.changeLog.at}</th><th scope="col">${t.changeLog.what}</th><th scope="col">${t.changeLog.about}</th><th scope="col">${t.changeLog.decision}</th><th scope="col">${t.changeLog.who}</th></tr></thead>
<tbody>${lines.map(({ at, who, what, about, decision }) => html`<tr><td class="nowrap">${at}</td><th scope="row">${what}</th><td>${about}</td><td>${decision ?? t.app.none}</td><td><bdi>${who}</bdi></td></tr>
`)}</tbody></table></div>`
}

/** The whole trace, a page of it. */
export const changesView = (visit: Visit, { lines, next, subject }: { readonly lines: readonly ChangeLine[]; readonly next: string | null; readonly subject: string | null }): Html => {
  const { t } = visit
  return html`<p class="crumbs"><a href="/admin">${t.admin.title}</a></p>
<div class="headline"><h1 id="changes">${t.changeLog.title}${subject === null ? null : html`: <bdi>${subject}</bdi>`}</h1></div>
<section class="panel">${changesTable(visit, lines, 'changes')}</section>
${next === null ? null : html`<p class="noPrint"><a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a></p>`}`
}
