/** The catalogue of procedures, and one revision. */
import type { Finding, ProcedureDefinition } from '../../../schemas/procedure.ts'
import type { FoundProcedure } from '../../../storage/work.ts'
import { limitText } from '../../pages/dossier-facts.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge } from '../badge.ts'
import { chartBox } from '../dossier.ts'
import { html, type Html } from '../html.ts'
import { findingsList } from './finding.ts'
import { inLanguage } from '../texts/index.ts'

/** The catalogue with its filter. */
export const catalogueView = (visit: Visit, words: string, found: readonly FoundProcedure[]): Html => {
  const { t, language, format } = visit
  return html`<div class="headline"><h1>${t.procedures.title}</h1></div>
<section class="panel"><div class="in"><form method="get" action="/procedures" class="inline" role="search"><div><label for="q">${t.procedures.filter}</label>
<input id="q" name="q" type="search" class="form-control" value="${words}" maxlength="200" autocomplete="off"></div><button class="btn btn-primary">${t.procedures.filterSubmit}</button></form></div>
<div class="scroll" tabindex="0" role="group" aria-label="${t.procedures.caption}"><table><caption class="visually-hidden">${t.procedures.caption}</caption>
<thead><tr><th scope="col">${t.procedures.code}</th><th scope="col">${t.procedures.name}</th><th scope="col">${t.procedures.kind}</th><th scope="col">${t.procedures.limit}</th><th scope="col" class="number">${t.procedures.revision}</th></tr></thead>
<tbody>${found.map(({ code, title, kind, limit, revision, publicCode }) => html`<tr><td class="nowrap">${code}${publicCode === null ? null : html` <span class="quiet">${publicCode}</span>`}</td>
<th scope="row"><a href="/procedures/${code}/${revision}">${inLanguage(language, title)}</a></th><td class="nowrap">${t.kinds[kind]}</td><td class="nowrap">${limitText(visit, limit)}</td><td class="number">${format.number(revision)}</td></tr>
`)}</tbody></table></div></section>`
}

export interface ProcedureStep { readonly name: string; readonly role: string; readonly place: string; readonly limit: string; readonly status: string; readonly output: string }
export interface ProcedureDetail {
  readonly definition: ProcedureDefinition
  /** The controlled document that it runs under; null when none carries it. */
  readonly document: { readonly id: string; readonly code: string } | null
  readonly inForce: string
  /** May see and propose migrations of its running dossiers. */
  readonly mayMigrate: boolean
  readonly limit: string
  readonly chart: Html
  readonly steps: readonly ProcedureStep[]
  readonly findings: readonly Finding[]
  readonly revisions: readonly { readonly revision: number; readonly inForce: string; readonly status: 'draft' | 'effective'; readonly isShown: boolean }[]
}

const factsPanel = ({ t, language, format }: Visit, { definition, document, inForce, limit }: ProcedureDetail): Html => html`<section class="panel"><div class="in"><dl class="facts">
<dt>${t.procedures.code}</dt><dd>${[definition.code, definition.publicServiceCode].filter((one) => one !== undefined).join(' · ')}</dd>
<dt>${t.procedures.kind}</dt><dd>${t.kinds[definition.kind]}</dd>${document === null ? null : html`<dt>${t.document.carrier}</dt><dd><a href="/documents/${document.id}">${document.code}</a></dd>`}<dt>${t.procedures.inForce}</dt><dd>${inForce}</dd><dt>${t.procedures.sum}</dt><dd>${limit}</dd>
${definition.fee === undefined ? null : html`<dt>${t.dossier.fee}</dt><dd>${definition.fee.note ?? `${format.number(definition.fee.amountDong)} đ`}</dd>`}
<dt>${t.procedures.papers}</dt><dd>${definition.requiredPapers.map(({ name }) => inLanguage(language, name)).join('; ') || t.app.none}</dd>
<dt>${t.procedures.legal}</dt><dd>${definition.legalBasis.map(({ citation }) => citation).join('\n')}</dd></dl></div></section>`

const stepsPanel = ({ t }: Visit, steps: readonly ProcedureStep[]): Html => html`<section class="panel" aria-labelledby="steps"><header><h2 id="steps">${t.procedures.steps}</h2></header>
<div class="scroll" tabindex="0" role="group" aria-labelledby="steps"><table><thead><tr><th scope="col">${t.procedures.step}</th><th scope="col">${t.procedures.role}</th><th scope="col">${t.procedures.place}</th>
<th scope="col">${t.procedures.limit}</th><th scope="col">${t.procedures.status}</th><th scope="col">${t.procedures.output}</th></tr></thead>
<tbody>${steps.map(({ name, role, place, limit, status, output }) => html`<tr><th scope="row">${name}</th><td>${role}</td><td>${place}</td><td class="nowrap">${limit}</td><td>${status}</td><td>${output}</td></tr>
`)}</tbody></table></div></section>`

const findingsPanel = (visit: Visit, { definition, findings }: ProcedureDetail): Html => html`<section class="panel" aria-labelledby="findings"><header><h2 id="findings">${visit.t.procedures.findings}</h2></header>
${findings.length === 0 ? html`<p>${badge({ kind: 'good', text: visit.t.procedures.noFindings })}</p>` : html`<div class="in">${findingsList(visit, definition, findings)}</div>`}</section>`

const revisionsPanel = ({ t, format }: Visit, { revisions, definition, mayMigrate }: ProcedureDetail): Html => html`<section class="panel" aria-labelledby="revisions"><header><h2 id="revisions">${t.procedures.revisions}</h2></header>
<div class="in">${revisions.map(({ revision, inForce, status, isShown }) => html`<p><a href="/procedures/${definition.code}/${revision}"${isShown ? html` aria-current="true"` : null}>${t.dossier.revision(format.number(revision))}</a>
<span class="quiet">${inForce} · ${t.procedures[status]}</span></p>`)}
<p><a href="/procedures/${definition.code}/compare">${t.compare.link}</a></p>${mayMigrate ? html`<p><a href="/procedures/${definition.code}/migrations">${t.migration.link}</a></p><p><a href="/procedures/${definition.code}/replay">${t.replay.link}</a></p>` : null}</div></section>`

/** One revision of a procedure. */
export const procedureView = (visit: Visit, detail: ProcedureDetail): Html => {
  const { t, language } = visit
  return html`<div class="headline"><h1>${inLanguage(language, detail.definition.title)}</h1></div>
<div class="columns"><div>${factsPanel(visit, detail)}</div><div>${findingsPanel(visit, detail)}${revisionsPanel(visit, detail)}</div></div>
<section class="panel" aria-labelledby="chart"><header><h2 id="chart">${t.procedures.chart}</h2></header>${chartBox(visit, detail.chart)}</section>
${stepsPanel(visit, detail.steps)}`
}
