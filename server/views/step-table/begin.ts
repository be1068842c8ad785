/** Where a step table begins, for a draft that carries no procedure, or one that a table cannot show. */
import type { Visit } from '../../pages/visit.ts'
import { type FormBack, formOf, type FormPlan } from '../form.ts'
import { html, type Html } from '../html.ts'

export interface BeginPage {
  readonly documentId: string
  readonly plans: readonly FormPlan[]
  readonly back: FormBack | null
  readonly notices: readonly Html[]
  /** What a table cannot show, with the places; null when there is nothing to show yet. */
  readonly lost: readonly string[] | null
  readonly importing: Html | null
}

/** The page. */
export const beginView = (visit: Visit, { documentId, plans, back, notices, lost, importing }: BeginPage): Html => {
  const { t } = visit
  return html`<div id="editor"><div class="headline"><h1>${t.stepTable.begin}</h1><a href="/documents/${documentId}">${t.stepTable.back}</a></div>${notices}
${lost === null ? html`<p>${t.stepTable.beginNote}</p>` : html`<div class="notice bad"><p>${t.stepTable.cannot}. ${t.stepTable.cannotNote}</p><ul>${lost.map((one) => html`<li><code>${one}</code></li>`)}</ul></div>`}
${plans.map((plan) => html`<section class="panel" aria-labelledby="${plan.id}"><header><h2 id="${plan.id}">${plan.title}</h2></header><div class="in">${formOf(visit, plan, back)}</div></section>
`)}${importing}</div>`
}
