/** One dossier: its facts, papers, flowchart, times, everything that happened, and what may be done now. */
import type { Actions } from '../pages/dossier-actions.ts'
import type { KeeperSum, PaperLine, StepLine, TimelineLine } from '../pages/dossier-facts.ts'
import type { Visit } from '../pages/visit.ts'
import { actionsView, type Returned } from './actions.ts'
import { badge, type Standing } from './badge.ts'
import { html, type Html } from './html.ts'
import { keeperClass } from './keepers.ts'

export interface DossierDetail {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly heading: string
  readonly procedure: { readonly href: string; readonly text: string }
  readonly standing: Standing
  readonly facts: readonly (readonly [string, string])[]
  readonly guidance: readonly string[]
  readonly papers: readonly PaperLine[]
  readonly chart: Html
  readonly steps: readonly StepLine[]
  readonly keepers: KeeperSum
  readonly timeline: readonly TimelineLine[]
  readonly verified: boolean
  /** Papers that can be opened: address and name. */
  readonly documents: readonly { readonly href: string; readonly name: string }[]
  /** What was found not to be as it must, with where it is dealt with. */
  readonly nonconformities: readonly { readonly href: string; readonly code: string; readonly what: string; readonly mark: Html }[]
  readonly actions: Actions
  readonly returned: Returned | null
  readonly notices: readonly Html[]
}

const paperKinds = { got: 'good', missing: 'late', optional: 'ended' } as const

const papersTable = ({ t }: Visit, papers: readonly PaperLine[]): Html => (papers.length === 0 ? html`<p>${t.dossier.noPapers}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="papers"><table>
<thead><tr><th scope="col">${t.dossier.paper}</th><th scope="col" class="number">${t.dossier.originals}</th><th scope="col" class="number">${t.dossier.copies}</th><th scope="col">${t.work.standing}</th></tr></thead>
<tbody>${papers.map(({ name, originals, copies, standing }) => html`<tr><th scope="row">${name}</th><td class="number">${originals}</td><td class="number">${copies}</td>
<td>${badge({ kind: paperKinds[standing], text: t.dossier[standing] })}</td></tr>
`)}</tbody></table></div>`)

const meterWidth = 1000

const meter = (title: string, keepers: KeeperSum['lines']): Html => {
  const starts = keepers.map((_, index) => keepers.slice(0, index).reduce((sum, { share }) => sum + share, 0))
  return html`<svg class="meter" viewBox="0 0 ${meterWidth} 14" preserveAspectRatio="none" role="img" aria-label="${title}">${keepers.map(({ keeper, share }, index) =>
    html`<rect class="${keeperClass[keeper]}" x="${Math.round((starts[index] ?? 0) * meterWidth)}" y="0" width="${Math.max(0, Math.round(share * meterWidth) - 2)}" height="14"/>`)}</svg>`
}

const keepersTable = ({ t }: Visit, { lines, elapsed, used }: KeeperSum): Html => (lines.length === 0 ? html`<p>${t.dossier.noTime}</p>` : html`<div class="in">${meter(t.dossier.whose, lines)}</div>
<div class="scroll" tabindex="0" role="group" aria-labelledby="whose"><table><thead><tr><th scope="col">${t.dossier.who}</th><th scope="col" class="number">${t.dossier.workingTime}</th><th scope="col" class="number">${t.dossier.share}</th>
<th scope="col" class="number">${t.holders.elapsed}</th><th scope="col" class="number">${t.holders.used}</th></tr></thead>
<tbody>${lines.map((line) => html`<tr><th scope="row"><span class="swatch ${keeperClass[line.keeper]}"></span><bdi>${line.who}</bdi></th><td class="number">${line.time}</td><td class="number">${line.shareText}</td>
<td class="number">${line.elapsed}</td><td class="number">${line.used}</td></tr>
`)}</tbody><tfoot><tr><th scope="row">${t.statistics.all}</th><td></td><td></td><td class="number">${elapsed}</td><td class="number">${used}</td></tr></tfoot></table></div>
<p class="quiet">${t.holders.note}</p>`)

const stepsTable = ({ t }: Visit, steps: readonly StepLine[]): Html | null => (steps.length === 0 ? null : html`<div class="scroll" tabindex="0" role="group" aria-label="${t.dossier.steps}"><table>
<caption>${t.dossier.steps}</caption><thead><tr><th scope="col">${t.dossier.step}</th><th scope="col" class="number">${t.dossier.used}</th><th scope="col" class="number">${t.dossier.limitOf}</th></tr></thead>
<tbody>${steps.map(({ name, used, limit, over }) => html`<tr><th scope="row">${name}</th><td class="number">${over ? badge({ kind: 'late', text: used }) : used}</td><td class="number">${limit}</td></tr>
`)}</tbody></table></div>`)

const timeline = (lines: readonly TimelineLine[]): Html => html`<ol class="timeline in">${lines.map(({ at, what, step, who, status, texts, kind }) => html`<li class="${kind}">
<strong>${what}</strong>${step === null ? null : html` <span class="quiet">${step}</span>`}<small>${at} · <bdi>${who}</bdi></small><small>→ ${status}</small>
${texts.map((text) => html`<blockquote><bdi>${text}</bdi></blockquote>`)}</li>
`)}</ol>`

const panel = (id: string, title: string, body: Html | null, aside: Html | null = null): Html => html`<section class="panel" aria-labelledby="${id}"><header><h2 id="${id}">${title}</h2>${aside}</header>
${body}</section>`

const nonconformitiesPanel = ({ t }: Visit, { nonconformities }: DossierDetail): Html | null => (nonconformities.length === 0 ? null
  : panel('nonconformities', t.nonconformity.ofDossier, html`<ul class="in">${nonconformities.map(({ href, code, what, mark }) => html`<li><a class="nowrap" href="${href}">${code}</a> ${mark} ${what}</li>
`)}</ul>`))

const leftColumn = (visit: Visit, detail: DossierDetail): Html => {
  const { t } = visit
  return html`${panel('facts', t.dossier.facts, html`<div class="in"><dl class="facts">${detail.facts.map(([label, text]) => html`<dt>${label}</dt><dd><bdi>${text}</bdi></dd>
`)}<dt>${t.dossier.procedure}</dt><dd><a href="${detail.procedure.href}">${detail.procedure.text}</a></dd></dl></div>`)}
${nonconformitiesPanel(visit, detail)}
${panel('papers', t.dossier.papers, papersTable(visit, detail.papers))}
${panel('whose', t.dossier.whose, html`${keepersTable(visit, detail.keepers)}${stepsTable(visit, detail.steps)}`)}`
}

/** A flowchart with its legend; on a narrow screen it is moved sideways. */
export const chartBox = ({ t }: Visit, chart: Html): Html => html`<div class="in"><div class="scroll chartBox" tabindex="0" role="group" aria-label="${t.dossier.chart}">${chart}</div>
<p class="quiet">${t.dossier.chartNote}</p></div>`

const documentsPanel = ({ t }: Visit, { id, documents }: DossierDetail): Html => panel('documents', t.dossier.documents, html`<div class="in">${documents.map(({ href, name }) =>
  html`<p><a href="${href}">${name}</a></p>`)}
<p><a href="/api/v1/dossiers/${id}/evidence.zip" download>${t.evidence.download}</a> <small class="quiet">${t.evidence.downloadHint}</small></p></div>`)

const rightColumn = (visit: Visit, detail: DossierDetail): Html => {
  const { t } = visit
  const seal = badge(detail.verified ? { kind: 'good', text: t.dossier.verified } : { kind: 'late', text: t.dossier.broken })
  return html`${detail.guidance.map((text) => html`<p class="notice">${text}</p>`)}
${actionsView(visit, detail.actions, { dossierId: detail.id, version: detail.version, returned: detail.returned })}
${documentsPanel(visit, detail)}
${panel('timeline', t.dossier.timeline, timeline(detail.timeline), seal)}`
}

/** The page of one dossier. */
export const dossierView = (visit: Visit, detail: DossierDetail): Html => html`${detail.notices}
<div class="headline"><h1><span class="nowrap">${detail.code}</span> · ${detail.heading}</h1>${badge(detail.standing)}</div>
<div class="columns"><div>${leftColumn(visit, detail)}</div><div>${rightColumn(visit, detail)}</div></div>
${panel('chart', visit.t.dossier.chart, chartBox(visit, detail.chart))}`
