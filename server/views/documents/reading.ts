/** Reading documents: what was found in their contents, and two revisions word by word. */
import type { ComparedBlock, Comparison } from '../../../schemas/comparison.ts'
import type { DocumentRevision } from '../../../schemas/document.ts'
import type { FoundText } from '../../../storage/documents/texts.ts'
import type { ChangeLine } from '../../pages/documents/facts.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge } from '../badge.ts'
import { html, type Html } from '../html.ts'
import { numbersText, stateKinds } from './list.ts'

const foundLine = (visit: Visit, one: FoundText): Html => html`<li><a href="/documents/${one.documentId}">${one.code}</a> ${one.title} <span class="quiet">${numbersText(visit, one)}</span> ${
  badge({ kind: stateKinds[one.state], text: visit.t.revisionStates[one.state] })}<blockquote><bdi>${one.cut ? '… ' : ''}${one.excerpt} …</bdi></blockquote></li>
`

/** Below the master list: where the words stand in contents. */
export const foundTextsView = (visit: Visit, found: readonly FoundText[]): Html => html`<section class="panel" aria-labelledby="contents"><header><h2 id="contents">${visit.t.reading.found}</h2></header>
${found.length === 0 ? html`<p>${visit.t.reading.notFound}</p>` : html`<ol class="found in">${found.map((one) => foundLine(visit, one))}</ol>`}</section>`

const blockView = ({ t, format }: Visit, block: ComparedBlock): Html => (block.kind === 'skip' ? html`<p class="quiet skipped">${t.reading.skipped(format.number(block.count))}</p>
` : html`<p>${block.parts.map(({ is, text }) => (is === 'ins' ? html`<ins>${text}</ins>` : is === 'del' ? html`<del>${text}</del>` : text))}</p>
`)

const comparisonText = (visit: Visit, comparison: Comparison | null): Html => {
  const { t } = visit
  if (comparison === null) return html`<p>${t.reading.noText}</p>`
  if (comparison.tooDifferent) return html`<p>${t.reading.tooDifferent}</p>`
  if (comparison.changed === 0) return html`<p>${t.reading.sameText}</p>`
  return html`<div class="edited in comparison">${comparison.blocks.map((block) => blockView(visit, block))}</div>`
}

export interface ComparisonPage {
  readonly id: string; readonly code: string; readonly title: string
  readonly from: DocumentRevision; readonly to: DocumentRevision
  readonly comparison: Comparison | null
  /** The change table of the newer one. */
  readonly changes: readonly ChangeLine[]
  readonly choices: readonly { readonly id: string; readonly text: string }[]
}

const choice = (name: 'from' | 'to', label: string, { choices }: ComparisonPage, chosen: string): Html => html`<div class="choice"><label for="${name}">${label}</label><select id="${name}" name="${name}" class="form-select">${
  choices.map(({ id, text }) => html`<option value="${id}"${id === chosen ? html` selected` : null}>${text}</option>`)}</select></div>`

const changesTable = ({ t }: Visit, changes: readonly ChangeLine[]): Html => (changes.length === 0 ? html`<p>${t.document.noChanges}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${t.document.changes}"><table>
<thead><tr><th scope="col">${t.document.place}</th><th scope="col">${t.document.what}</th></tr></thead><tbody>${changes.map(({ place, what }) => html`<tr><td>${place}</td><td class="text">${what}</td></tr>
`)}</tbody></table></div>`)

/** Two revisions word by word, with what the drafters say that they changed beside. */
export const comparisonView = (visit: Visit, page: ComparisonPage): Html => {
  const { t } = visit
  const { id, code, title, from, to, comparison, changes } = page
  const changed = comparison === null || comparison.tooDifferent ? null : html`<span class="quiet">${t.reading.changedOf(visit.format.number(comparison.changed))}</span>`
  return html`<div class="headline"><h1>${t.reading.compare}: <a href="/documents/${id}">${code}</a> · ${title}</h1></div>
<section class="panel"><div class="in"><form method="get" action="/documents/${id}/compare" class="inline">${choice('from', t.reading.older, page, from.id)}${choice('to', t.reading.newer, page, to.id)}<button class="btn btn-primary">${t.reading.compareNow}</button></form></div></section>
<div class="columns"><div><section class="panel" aria-labelledby="text"><header><h2 id="text">${t.reading.fromTo(numbersText(visit, from), numbersText(visit, to))}</h2>${changed}</header>
${comparisonText(visit, comparison)}</section></div>
<div><section class="panel" aria-labelledby="changes"><header><h2 id="changes">${t.document.changes}</h2></header>${changesTable(visit, changes)}</section></div></div>`
}
