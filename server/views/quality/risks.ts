/** The register of risks and opportunities, and what the causes of lateness propose. */
import type { RiskProposal, RiskProposals } from '../../../schemas/risk.ts'
import type { Visit } from '../../pages/visit.ts'
import { levelText, type RiskLine } from '../../reports/risks.ts'
import { badge, type Standing } from '../badge.ts'
import { html, type Html } from '../html.ts'
import { dateText } from '../times.ts'

export interface RisksPage {
  readonly lines: readonly RiskLine[]
  /** Null for whoever only reads, and where there are too many late dossiers to look into. */
  readonly proposals: RiskProposals | null
  readonly people: ReadonlyMap<string, string>
  readonly processes: ReadonlyMap<string, string>
  readonly mayEnter: boolean
}

const levelKinds = { low: 'good', medium: 'soon', high: 'late' } as const satisfies Record<NonNullable<RiskLine['level']>, Standing['kind']>
const standingKinds = { none: 'still', doing: 'soon', overdue: 'late', done: 'good' } as const satisfies Record<RiskLine['standing'], Standing['kind']>

const row = ({ t }: Visit, { people, processes }: RisksPage, { fact: { id, kind, title, treatment }, before, after, level, standing, reviewDue }: RiskLine): Html => html`<tr><th scope="row" class="whatCell"><a href="/facts/${id}">${title}</a><br><span class="quiet">${
  t.factKinds[kind]} · ${treatment?.process === undefined ? t.risks.whole : processes.get(treatment.process) ?? treatment.process}</span></th><td class="nowrap">${levelText(t, before)}</td>
<td class="text">${treatment?.treatment ?? t.app.none}</td><td>${treatment === undefined ? t.app.none : people.get(treatment.ownerId) ?? t.app.none}</td>
<td class="nowrap">${treatment === undefined ? null : html`${dateText(treatment.doneOn ?? treatment.dueOn)}<br>`}${badge({ kind: standingKinds[standing], text: t.riskStandings[standing] })}</td>
<td class="nowrap">${level === null ? t.app.none : badge({ kind: levelKinds[level], text: levelText(t, after) })}</td><td class="nowrap">${treatment?.reviewOn === undefined ? t.app.none : dateText(treatment.reviewOn)}${reviewDue ? html`<br>${badge({ kind: 'late', text: t.risks.reviewDue })}` : null}</td></tr>
`

const proposalRow = ({ t, format }: Visit, { processes }: RisksPage, { key, cause, dossiers, late, factId, processes: counted }: RiskProposal): Html => {
  const names: Readonly<Record<string, string>> = t.keepers
  return html`<tr><th scope="row">${names[cause] ?? cause}</th><td class="nowrap">${t.risks.numbers(format.number(dossiers), format.number(late))}</td>
<td class="whatCell">${counted.slice(0, 3).map(({ code, dossiers: many }) => html`<span class="line">${processes.get(code) ?? code}: ${format.number(many)}</span>`)}</td>
<td class="nowrap">${factId === null ? html`<a class="btn btn-plain btn-sm" href="/facts?kind=risk&proposal=${key}">${t.risks.take}</a>` : html`<a href="/facts/${factId}">${t.risks.taken}</a>`}</td></tr>
`
}

const proposalsPanel = (visit: Visit, page: RisksPage, { quarter, from, to, rule, least, leastPercent, items }: RiskProposals): Html => {
  const { t, format } = visit
  return html`<section class="panel" aria-labelledby="proposals"><header><h2 id="proposals">${t.risks.proposals}</h2><span class="quiet">${t.risks.ofQuarter(quarter, dateText(from), dateText(to))}</span></header>
${items.length === 0 ? html`<p role="status">${t.risks.noProposals}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="proposals"><table class="qualityList"><thead><tr><th scope="col">${t.tableGroups.cause}</th><th scope="col">${t.conformance.dossiers}</th>
<th scope="col">${t.risks.process}</th><th scope="col"><span class="visually-hidden">${t.risks.take}</span></th></tr></thead><tbody>${items.map((one) => proposalRow(visit, page, one))}</tbody></table></div>`}
<p class="quiet">${t.risks.rule(rule, format.number(least), format.number(leastPercent))}</p></section>`
}

/** The register, its files, and the proposals for whoever keeps it. */
export const risksView = (visit: Visit, page: RisksPage): Html => {
  const { t } = visit
  const { lines, proposals, mayEnter } = page
  const heads = [t.risks.what, t.risks.before, t.risks.treatment, t.risks.owner, t.risks.due, t.risks.after, t.risks.review]
  return html`<div class="headline"><h1>${t.risks.title}</h1><p class="noPrint">${lines.length === 0 ? null : html`${t.risks.files}: <a href="/risks/register.xlsx">XLSX</a> · <a href="/risks/register.docx">DOCX</a> `}${
    mayEnter ? html`<a class="btn btn-primary" href="/facts?kind=risk">${t.risks.enterRisk}</a> <a class="btn btn-plain" href="/facts?kind=opportunity">${t.risks.enterOpportunity}</a>` : null}</p></div>
<section class="panel">${lines.length === 0 ? html`<p role="status">${t.risks.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${t.risks.caption}"><table class="qualityList"><caption class="visually-hidden">${t.risks.caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${lines.map((line) => row(visit, page, line))}</tbody></table></div>`}<p class="quiet">${t.risks.scale}</p></section>
${proposals === null ? null : proposalsPanel(visit, page, proposals)}`
}
