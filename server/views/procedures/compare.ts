/** Two revisions of a procedure side by side: facts, one flowchart of both, steps and transitions. */
import type { Change } from '../../../workflows/procedure/compare.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge, type Standing } from '../badge.ts'
import { html, type Html } from '../html.ts'

/** What differs in one thing: its name, and each member before and after. */
export interface ComparedLine { readonly name: string; readonly change: Change; readonly differences: readonly (readonly [label: string, before: string, after: string])[] }

export interface CompareDetail {
  readonly code: string
  readonly choices: readonly { readonly key: string; readonly text: string }[]
  readonly from: string
  readonly to: string
  readonly facts: readonly (readonly [label: string, before: string, after: string])[]
  readonly papers: readonly ComparedLine[]
  readonly laws: readonly ComparedLine[]
  readonly steps: readonly ComparedLine[]
  readonly ways: readonly ComparedLine[]
  /** Null when one of the two has faults that no machine can be built over. */
  readonly chart: Html | null
}

const kinds: Readonly<Record<Change, Standing['kind']>> = { same: 'ended', added: 'good', removed: 'late', changed: 'soon' }

const chooser = ({ t }: Visit, { code, choices, from, to }: CompareDetail): Html => {
  const select = (name: string, label: string, chosen: string): Html => html`<div><label for="${name}">${label}</label><select class="form-select" id="${name}" name="${name}">${choices.map(({ key, text }) =>
    html`<option value="${key}"${key === chosen ? html` selected` : null}>${text}</option>`)}</select></div>`
  return html`<section class="panel"><div class="in"><form method="get" action="/procedures/${code}/compare" class="inline">${select('from', t.compare.from, from)}${select('to', t.compare.to, to)}<button class="btn btn-primary">${t.compare.submit}</button></form></div></section>`
}

const differencesOf = (line: ComparedLine): Html => html`<ul class="edited">${line.differences.map(([label, before, after]) => html`<li>${label}: <del>${before}</del> → <ins>${after}</ins></li>
`)}</ul>`

const rowsOf = ({ t }: Visit, lines: readonly ComparedLine[]): Html => html`${lines.map((line) => html`<tr><th scope="row"${line.change === 'removed' ? html` class="gone"` : null}>${line.name}</th>
<td class="nowrap">${badge({ kind: kinds[line.change], text: t.compare[line.change] })}</td><td>${differencesOf(line)}</td></tr>
`)}`

const table = (visit: Visit, { id, title, first, lines }: { readonly id: string; readonly title: string; readonly first: string; readonly lines: readonly ComparedLine[] }): Html => {
  const { t, format } = visit
  const count = (change: Change): string => format.number(lines.filter((line) => line.change === change).length)
  const isSame = lines.every(({ change }) => change === 'same')
  return html`<section class="panel" aria-labelledby="${id}"><header><h2 id="${id}">${title}</h2><span class="quiet">${isSame ? t.compare.nothing : t.compare.count(count('added'), count('removed'), count('changed'))}</span></header>
${lines.length === 0 ? null : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}"><table><thead><tr><th scope="col">${first}</th><th scope="col">${t.compare.change}</th><th scope="col">${t.compare.what}</th></tr></thead>
<tbody>${rowsOf(visit, lines)}</tbody></table></div>`}</section>`
}

const factsPanel = ({ t }: Visit, { facts }: CompareDetail): Html => html`<section class="panel" aria-labelledby="facts"><header><h2 id="facts">${t.compare.facts}</h2></header>
${facts.length === 0 ? html`<div class="in"><p>${t.compare.nothing}</p></div>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="facts"><table><thead><tr><th scope="col">${t.compare.what}</th><th scope="col">${t.compare.before}</th><th scope="col">${t.compare.after}</th></tr></thead>
<tbody>${facts.map(([label, before, after]) => html`<tr><th scope="row">${label}</th><td>${before}</td><td>${after}</td></tr>
`)}</tbody></table></div>`}</section>`

const chartPanel = ({ t }: Visit, { chart }: CompareDetail): Html => html`<section class="panel" aria-labelledby="chart"><header><h2 id="chart">${t.compare.chart}</h2></header>
<div class="in">${chart === null ? html`<p class="notice">${t.compare.noChart}</p>` : html`<p>${t.compare.legend}</p><div class="scroll chartBox" tabindex="0" role="group" aria-label="${t.compare.chart}">${chart}</div>
<p class="quiet">${t.dossier.chartNote}</p>`}</div></section>`

/** What differs alone is listed, except the steps: their table is read as a whole. */
export const compareView = (visit: Visit, detail: CompareDetail): Html => {
  const { t } = visit
  const differing = (lines: readonly ComparedLine[]): readonly ComparedLine[] => lines.filter(({ change }) => change !== 'same')
  return html`<div class="headline"><h1>${t.compare.heading(detail.code)}</h1><a href="/procedures/${detail.code}">${t.procedures.title}: ${detail.code}</a></div>
${chooser(visit, detail)}${factsPanel(visit, detail)}${chartPanel(visit, detail)}
${table(visit, { id: 'steps', title: t.compare.steps, first: t.compare.step, lines: detail.steps })}
${table(visit, { id: 'ways', title: t.compare.ways, first: t.compare.way, lines: differing(detail.ways) })}
${table(visit, { id: 'papers', title: t.compare.papers, first: t.dossier.paper, lines: differing(detail.papers) })}
${table(visit, { id: 'laws', title: t.compare.laws, first: t.compare.laws, lines: differing(detail.laws) })}`
}
