/** A report on screen, as it will be printed: contradictions first, then sections and annexes, then where each figure comes from. */
import { reportLayouts, type FigureDifference, type IsoReport, type ReportBlock, type ReportCopy, type ReportCopyDetail, type ReportFinding, type ReportLayout, type ReportSection, type ReportTable } from '../../schemas/report.ts'
import type { MadeReport } from '../../schemas/report-schedule.ts'
import type { Visit } from '../pages/visit.ts'
import { groupsOf } from '../render/letter.ts'
import { badge } from './badge.ts'
import { foldedForm, type FormBack, type FormPlan } from './form.ts'
import { html, type Html } from './html.ts'
import { sourceWords } from './source-words.ts'
import { periodFields } from './statistics.ts'
import { dateText } from './times.ts'

export interface ReportChoice {
  readonly layout: ReportLayout
  readonly period: string
  readonly periods: readonly { readonly value: string; readonly text: string }[]
  readonly from: string
  readonly to: string
  /** A date that could not be read. */
  readonly fault: string | null
}
export interface ShownReport {
  readonly report: IsoReport
  readonly asOf: string
  /** The form that freezes it; null for whoever only reads. */
  readonly plan: FormPlan | null
  readonly back: FormBack | null
  readonly copies: readonly ReportCopy[]
  /** Reports that schedules have made, the newest first. */
  readonly made: readonly MadeReport[]
  readonly files: readonly { readonly kind: 'docx' | 'pdf' | 'xlsx'; readonly href: string }[]
}

const choiceForm = (visit: Visit, choice: ReportChoice): Html => {
  const { t } = visit
  return html`<section class="panel noPrint"><div class="in"><form method="get" action="/reports" class="question">
<div class="double"><label for="layout">${t.reports.layout}</label><select id="layout" name="layout" class="form-select">${reportLayouts.map((one) => html`<option value="${one}"${one === choice.layout ? html` selected` : null}>${t.reportLayouts[one]}</option>`)}</select></div>
${periodFields(visit, choice)}<button class="btn btn-primary">${t.reports.make}</button></form>
${choice.fault === null ? null : html`<p class="notice bad" role="alert" id="fault">${choice.fault}</p>`}<small class="quiet">${t.statistics.cutOff} ${t.reports.forMine}</small></div></section>`
}

const headOf = ({ columns }: ReportTable): Html => {
  const isNumber = (align: string): Html | null => (align === 'right' ? html` class="number"` : null)
  if (!columns.some(({ group }) => group !== undefined)) return html`<tr>${columns.map(({ title, align }) => html`<th scope="col"${isNumber(align)}>${title}</th>`)}</tr>`
  let at = 0
  const upper = groupsOf(columns.map(({ group }) => (group === undefined ? {} : { group }))).map(({ group, width }) => {
    const first = columns[at]
    at += width
    return group === null ? html`<th scope="col" rowspan="2"${isNumber(first?.align ?? 'left')}>${first?.title}</th>` : html`<th scope="colgroup" colspan="${width}">${group}</th>`
  })
  return html`<tr>${upper}</tr><tr>${columns.filter(({ group }) => group !== undefined).map(({ title, align }) => html`<th scope="col"${isNumber(align)}>${title}</th>`)}</tr>`
}

const tableOf = (table: ReportTable, label: string): Html => {
  const row = (cells: readonly string[]): Html => html`<tr>${table.columns.map(({ align }, at) => html`<td${align === 'right' ? html` class="number"` : null}>${cells[at] ?? ''}</td>`)}</tr>
`
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${table.caption ?? label}"><table class="figures">${table.caption === undefined ? null : html`<caption>${table.caption}</caption>`}
<thead>${headOf(table)}</thead><tbody>${table.rows.map(row)}</tbody>${table.totals === undefined ? null : html`<tfoot>${row(table.totals)}</tfoot>`}</table></div>`
}

const blockOf = (block: ReportBlock, label: string): Html => {
  if (block.kind === 'table') return tableOf(block, label)
  return html`<p${block.kind === 'note' ? html` class="quiet"` : null}>${block.text}</p>`
}

/** Items that follow one another are one list. */
const blocksOf = (blocks: readonly ReportBlock[], label: string): Html[] => blocks.flatMap((block, at) => {
  if (block.kind !== 'item') return [blockOf(block, label)]
  if (blocks[at - 1]?.kind === 'item') return []
  const end = blocks.findIndex(({ kind }, index) => index > at && kind !== 'item')
  const items = blocks.slice(at, end === -1 ? undefined : end).flatMap((one) => (one.kind === 'item' ? [one.text] : []))
  return [html`<ul class="dashed">${items.map((text) => html`<li>${text}</li>`)}</ul>`]
})

const sectionOf = ({ title, blocks }: ReportSection, number: string): Html => html`<section class="panel"><header><h2>${number} ${title}</h2></header><div class="in">${blocksOf(blocks, title)}</div></section>
`

/** Where a finding is mended; what only time mends has no place. */
const places: Readonly<Record<ReportFinding['code'], string | null>> = {
  'identity-broken': '/statistics', 'period-not-over': null, 'dossiers-none': '/statistics', 'plan-missing': '/facts?kind=plan', 'objectives-missing': '/facts?kind=objectives', 'training-none': '/facts?kind=training',
  'satisfaction-none': '/satisfaction', 'procedures-undocumented': '/documents?type=procedure', 'number-order': '/facts', 'dated-on-day-off': '/facts', 'issued-overlap': '/facts?kind=issued', 'number-equals-count': '/facts', 'republication-missing': '/facts?kind=announcement',
  'late-without-nonconformity': '/nonconformities', 'late-without-apology': '/apologies', 'apology-after-t1': '/apologies', 'score-over-maximum': '/facts?kind=score', 'score-without-card': '/facts?kind=scorecard',
  'unit-spelt-twice': '/facts', 'document-dated-twice': '/facts', 'called-otherwise': '/facts', 'milestone-without-plan': '/facts?kind=plan', 'procedures-outside': '/procedures', 'nonconformity-without-action': '/nonconformities',
  'audit-not-held': '/audits', 'milestone-dated-twice': '/facts?kind=milestone', 'milestone-behind': '/facts?kind=milestone',
}
const findingRow = ({ t, path }: Visit, { code, severity, about }: ReportFinding): Html => {
  const place = places[code]
  const back = place?.startsWith('/facts?') && path.startsWith('/reports?') ? `&back=${encodeURIComponent(path)}` : ''
  return html`<li>${badge(severity === 'blocks' ? { kind: 'late', text: t.reports.blocks } : { kind: 'soon', text: t.reports.warns })} ${t.findings[code]}: ${about}. <span class="quiet">${t.findingHelp[code]}</span>${
    place === null ? null : html` <a class="noPrint" href="${place}${back}" aria-label="${t.reports.mendHere}: ${t.findings[code]}">${t.reports.mendHere}</a>`}</li>
`
}

/** What contradicts itself, or has to be seen before the report is sent. */
export const findingsOf = (visit: Visit, findings: readonly ReportFinding[]): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="findings"><header><h2 id="findings">${t.reports.findings}</h2></header><div class="in">
${findings.length === 0 ? html`<p>${badge({ kind: 'good', text: t.reports.noFindings })}</p>` : html`<ul class="plain">${findings.map((one) => findingRow(visit, one))}</ul>`}</div></section>`
}

const valueText = ({ t, format }: Visit, value: number | string | null): string => (value === null ? t.app.none : typeof value === 'number' ? format.number(value) : value)

/** Where each figure comes from. */
export const sourcesOf = (visit: Visit, { figures }: IsoReport): Html => {
  const { t } = visit
  return html`<details class="panel noPrint"><summary>${t.reports.figures}</summary>
<div class="scroll" tabindex="0" role="group" aria-label="${t.reports.figures}"><table><thead><tr><th scope="col">${t.reports.figure}</th><th scope="col" class="number">${t.reports.value}</th><th scope="col">${t.reports.source}</th></tr></thead>
<tbody>${figures.map(({ label, value, source }) => html`<tr><th scope="row">${label}</th><td class="number">${valueText(visit, value)}</td><td>${sourceWords(t, source)}</td></tr>
`)}</tbody></table></div></details>`
}

/** Sections and annexes, numbered by their place, or under their own titles. */
export const sectionsOf = ({ t }: Visit, { sections, annexes }: IsoReport, isNumbered = true): Html =>
  html`${sections.map((section, at) => sectionOf(section, isNumbered ? `${at + 1}.` : ''))}${annexes.map((section, at) => sectionOf(section, `${t.reports.annex(String(at + 1))}.`))}`

const copyList = ({ t }: Visit, copies: readonly ReportCopy[]): Html | null => (copies.length === 0 ? null : html`<section class="panel noPrint" aria-labelledby="copies"><header><h2 id="copies">${t.reports.copies}</h2></header>
<div class="scroll" tabindex="0" role="group" aria-labelledby="copies"><table><thead><tr><th scope="col">${t.facts.number}</th><th scope="col">${t.facts.on}</th><th scope="col">${t.reports.layout}</th><th scope="col">${t.reports.days}</th><th scope="col">${t.facts.by}</th></tr></thead>
<tbody>${copies.map((one) => html`<tr><th scope="row" class="nowrap"><a href="/reports/copies/${one.id}">${one.number}</a></th><td class="nowrap">${dateText(one.sentOn)}</td><td>${t.reportLayouts[one.layout]}</td><td class="nowrap">${dateText(one.from)} – ${dateText(one.to)}</td><td><bdi>${one.by}</bdi></td></tr>
`)}</tbody></table></div></section>`)

const madeList = ({ t }: Visit, made: readonly MadeReport[]): Html | null => (made.length === 0 ? null : html`<section class="panel noPrint" aria-labelledby="made"><header><h2 id="made">${t.schedules.made}</h2></header>
<ul class="in">${made.map(({ id, subject, title, sentAs }) => html`<li><a href="/reports/made/${id}">${t.reportLayouts[subject as ReportLayout]}</a>: ${title} ${badge(sentAs === null ? { kind: 'soon', text: t.schedules.waits } : { kind: 'good', text: t.schedules.sentAs(sentAs.number) })}</li>
`)}</ul></section>`)

const differenceRow = (visit: Visit, { label, sent, now, why }: FigureDifference): Html => html`<tr><th scope="row">${label}</th><td class="number">${valueText(visit, sent)}</td><td class="number">${valueText(visit, now)}</td><td>${visit.t.differences[why]}</td></tr>
`

/** What is counted otherwise today, and why. */
export const differencesPanel = (visit: Visit, differences: readonly FigureDifference[]): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="differences"><header><h2 id="differences">${t.reports.differences}</h2></header>${differences.length === 0 ? html`<p>${t.reports.noDifferences}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="differences"><table>
<thead><tr><th scope="col">${t.reports.figure}</th><th scope="col" class="number">${t.reports.sent}</th><th scope="col" class="number">${t.reports.now}</th><th scope="col">${t.reports.why}</th></tr></thead><tbody>${differences.map((one) => differenceRow(visit, one))}</tbody></table></div>`}</section>
`
}

/** A report as it was sent: whether it is intact, how today's count differs and why, then the report itself. */
export const copyView = (visit: Visit, { copy, report, intact, differences }: ReportCopyDetail, at: string): Html => {
  const { t } = visit
  return html`<p class="crumbs"><a href="/reports">${t.reports.title}</a></p>
<div class="headline"><h1>${copy.number}</h1><p class="noPrint"><a class="btn btn-plain" href="/reports/copies/${copy.id}/file">${t.reports.docx}</a>${
  copy.figuresId === null ? null : html` <a class="btn btn-plain" href="/reports/made/${copy.figuresId}/figures.json">${t.schedules.sealed}</a>`}</p></div>
<p>${report.title}. <span class="quiet">${t.reports.frozenAt(at, copy.by)}</span> ${badge(intact ? { kind: 'good', text: t.reports.intact } : { kind: 'late', text: t.reports.damaged })}</p>
<p class="quiet">SHA-256 <code>${copy.sha256}</code></p>
${differencesPanel(visit, differences)}${sectionsOf(visit, report)}${sourcesOf(visit, report)}`
}

/** The page: the question, and the report when it could be asked. */
export const reportsView = (visit: Visit, choice: ReportChoice, shown: ShownReport | null): Html => {
  const { t } = visit
  if (shown === null) return html`<div class="headline"><h1>${t.reports.title}</h1></div>${choiceForm(visit, choice)}`
  const { report, files, asOf, plan, back, copies, made } = shown
  const names = { docx: t.reports.docx, pdf: t.reports.pdf, xlsx: t.reports.xlsx }
  return html`<div class="headline"><h1>${t.reports.title}</h1><p class="noPrint">${files.map(({ kind, href }) => html`<a class="btn btn-plain" href="${href}">${names[kind]}</a> `)}<a class="btn btn-plain" href="/reports/schedules">${t.schedules.title}</a></p></div>${choiceForm(visit, choice)}
<p>${report.title}. <span class="quiet">${t.reports.asOf(asOf)}</span></p>${findingsOf(visit, report.findings)}${plan === null ? null : html`<section class="panel actions noPrint">${foldedForm(visit, plan, back)}</section>`}
${sectionsOf(visit, report)}${sourcesOf(visit, report)}${madeList(visit, made)}${copyList(visit, copies)}`
}
