/** Conformance, the delay of each step as a heat map with its table, and the ways that dossiers really went. */
import type { Bilingual } from '../../schemas/common.ts'
import type { ConformanceReport, StepDelay } from '../../schemas/conformance.ts'
import type { Visit } from '../pages/visit.ts'
import { durationText } from './badge.ts'
import { howCounted } from './how.ts'
import { html, type Html } from './html.ts'
import type { Choice } from './late.ts'
import { periodFields, type StatisticsChoice } from './statistics.ts'
import { readNote } from './tables.ts'
import { inLanguage } from './texts/index.ts'

export interface ConformancePage {
  readonly report: ConformanceReport | null
  readonly procedure: string
  readonly procedures: readonly Choice[]
  readonly procedureName: (code: string) => string
  readonly unitName: (id: string) => string
  readonly eventText: (event: string, own: Bilingual | null) => string
  readonly hrefOf: (more: Readonly<Record<string, string>>) => string
  /** This page of one procedure alone, at its ways. */
  readonly waysHref: (procedure: string) => string
}

const stepsShown = 12
/** The most frequent ways of all procedures, unless one is chosen. */
const waysShown = 10
/** Shades of the heat map, by the share of dossiers over the limit of a step. */
const shades = 5
const shadeOf = ({ over, dossiers }: StepDelay): number => (dossiers === 0 || over === 0 ? 0 : Math.min(shades - 1, 1 + Math.floor((over * (shades - 1)) / dossiers)))

const number = ({ format }: Visit, value: number, href: string): Html =>
  html`<td class="number">${value === 0 ? '0' : html`<a href="${href}">${format.number(value)}</a>`}</td>`

/** A figure that is a time or a share leads to the dossiers that it was reckoned from. */
const linked = (text: string, href: string): Html => html`<td class="number nowrap"><a href="${href}">${text}</a></td>`

const panel = (id: string, title: string, note: string | Html, body: Html): Html => html`<section class="panel" aria-labelledby="${id}"><header><div class="titled"><h2 id="${id}">${title}</h2>${note === '' ? null : html`<p class="quiet">${note}</p>`}</div></header>
${body}</section>`
const scroll = (id: string, table: Html): Html => html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}">${table}</div>`

const sharesTable = (visit: Visit, { procedureName, unitName, hrefOf }: ConformancePage, { rows, dossiers, exact, share }: ConformanceReport): Html => {
  const { t } = visit
  return scroll('shares', html`<table class="figures"><thead><tr><th scope="col">${t.cuts.procedure}</th><th scope="col">${t.cuts.unit}</th><th scope="col" class="number">${t.conformance.ended}</th>
<th scope="col" class="number">${t.conformance.exact}</th><th scope="col" class="number">${t.conformance.deviating}</th><th scope="col" class="number">${t.conformance.share}</th></tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${procedureName(row.procedure)}</th><td>${unitName(row.unit)}</td>${number(visit, row.dossiers, hrefOf({ procedure: row.procedure, unit: row.unit }))}
${number(visit, row.exact, hrefOf({ procedure: row.procedure, unit: row.unit, what: 'exact' }))}${number(visit, row.dossiers - row.exact, hrefOf({ procedure: row.procedure, unit: row.unit, what: 'deviating' }))}${linked(row.share, hrefOf({ procedure: row.procedure, unit: row.unit }))}</tr>
`)}</tbody><tfoot><tr><th scope="row" colspan="2">${t.statistics.all}</th>${number(visit, dossiers, hrefOf({}))}${number(visit, exact, hrefOf({ what: 'exact' }))}
${number(visit, dossiers - exact, hrefOf({ what: 'deviating' }))}${linked(share, hrefOf({}))}</tr></tfoot></table>`)
}

const kindText = ({ t }: Visit, kind: string): string => (kind in t.deviationKinds ? t.deviationKinds[kind as keyof typeof t.deviationKinds] : kind)

const deviationsTable = (visit: Visit, { hrefOf }: ConformancePage, { deviations }: ConformanceReport): Html => (deviations.length === 0 ? html`<p>${visit.t.conformance.noDeviation}</p>` : scroll('deviations', html`<table class="figures short">
<thead><tr><th scope="col">${visit.t.conformance.kind}</th><th scope="col" class="number">${visit.t.conformance.dossiers}</th></tr></thead>
<tbody>${deviations.map(({ kind, dossiers }) => html`<tr><th scope="row">${kindText(visit, kind)}</th>${number(visit, dossiers, hrefOf({ deviation: kind }))}</tr>
`)}</tbody></table>`))

const barWidth = 160
const bar = (label: string, delay: StepDelay, mostMs: number): Html => html`<svg class="heat" viewBox="0 0 ${barWidth} 14" width="${barWidth}" height="14" role="img" aria-label="${label}">
<rect class="heat${shadeOf(delay)}" x="0" y="0" width="${mostMs === 0 ? 0 : Math.max(2, Math.round((delay.totalMs / mostMs) * barWidth))}" height="14"/></svg>`

const stepsTable = (visit: Visit, { procedureName, hrefOf }: ConformancePage, { steps }: ConformanceReport): Html => {
  const { t, language } = visit
  const mostMs = steps[0]?.totalMs ?? 0
  return scroll('steps', html`<table class="figures"><thead><tr><th scope="col">${t.dossier.step}</th><th scope="col">${t.conformance.total}</th><th scope="col" class="number">${t.conformance.hours}</th><th scope="col" class="number">${t.conformance.mean}</th>
<th scope="col" class="number">${t.conformance.longest}</th><th scope="col" class="number">${t.conformance.dossiers}</th><th scope="col" class="number">${t.conformance.over}</th></tr></thead>
<tbody>${steps.slice(0, stepsShown).map((delay) => html`<tr><th scope="row">${inLanguage(language, delay.name)}<small class="quiet"> ${procedureName(delay.procedure)}</small></th>
<td>${bar(`${inLanguage(language, delay.name)}: ${durationText(visit, delay.totalMs)}`, delay, mostMs)}</td>${linked(durationText(visit, delay.totalMs), hrefOf({ procedure: delay.procedure, step: delay.step, least: '1' }))}${linked(durationText(visit, delay.meanMs), hrefOf({ procedure: delay.procedure, step: delay.step }))}
${linked(durationText(visit, delay.longestMs), hrefOf({ procedure: delay.procedure, step: delay.step, least: String(delay.longestMs) }))}${number(visit, delay.dossiers, hrefOf({ procedure: delay.procedure, step: delay.step }))}${number(visit, delay.over, hrefOf({ procedure: delay.procedure, step: delay.step, over: 'yes' }))}</tr>
`)}</tbody></table>`)
}

/** A way in full, or folded under its first and its last event where many ways stand together. */
const wayText = ({ t, format }: Visit, events: readonly string[], isFolded: boolean): Html | string =>
  (isFolded && events.length > 2 ? html`<details class="way"><summary>${events[0]} → … → ${events.at(-1)} <span class="quiet">(${t.conformance.events(format.number(events.length))})</span></summary>${events.join(' → ')}</details>` : events.join(' → '))

const variantsTable = (visit: Visit, { procedure: chosen, procedureName, eventText, hrefOf, waysHref }: ConformancePage, { variants }: ConformanceReport): Html => {
  const { t } = visit
  const isWhole = chosen === ''
  const shown = isWhole ? variants.toSorted((a, b) => b.dossiers - a.dossiers).slice(0, waysShown) : variants
  return scroll('variants', html`<table class="figures"><thead><tr><th scope="col">${t.cuts.procedure}</th><th scope="col">${t.conformance.way}</th><th scope="col" class="number">${t.conformance.dossiers}</th><th scope="col" class="number">${t.conformance.exact}</th></tr></thead>
<tbody>${shown.map(({ procedure, id, events, names, dossiers, exact }) => html`<tr><th scope="row">${isWhole ? html`<a href="${waysHref(procedure)}">${procedureName(procedure)}</a>` : procedureName(procedure)}</th><td>${wayText(visit, events.map((event, at) => eventText(event, names[at] ?? null)), isWhole)}</td>
${number(visit, dossiers, hrefOf({ procedure, variant: id }))}${number(visit, exact, hrefOf({ procedure, variant: id, what: 'exact' }))}</tr>
`)}</tbody></table>`)
}

const form = (visit: Visit, choice: StatisticsChoice, { procedure, procedures }: ConformancePage): Html => {
  const { t } = visit
  return html`<section class="panel noPrint"><div class="in"><form method="get" action="/statistics/conformance" class="question">${periodFields(visit, choice)}
<div class="double"><label for="procedure">${t.cuts.procedure}</label><select id="procedure" name="procedure" class="form-select"><option value="">${t.late.allProcedures}</option>${procedures.map(({ id, name }) => html`<option value="${id}"${id === procedure ? html` selected` : null}>${name}</option>
`)}</select></div><button class="btn btn-primary">${t.statistics.show}</button></form>${choice.fault === null ? null : html`<p class="notice bad" role="alert" id="fault">${choice.fault}</p>`}</div></section>`
}

/** The page; no report while a date cannot be read. */
export const conformanceView = (visit: Visit, choice: StatisticsChoice, page: ConformancePage): Html => {
  const { t } = visit
  const { report } = page
  const body = report === null ? null : report.dossiers === 0 ? html`<section class="panel"><p role="status">${t.statistics.empty}</p></section>` : html`
${panel('shares', t.conformance.shares, html`<b>${t.statistics.period(choice.from, choice.to)}</b> · ${t.conformance.sharesNote}`, sharesTable(visit, page, report))}${panel('deviations', t.conformance.deviations, '', deviationsTable(visit, page, report))}
${panel('steps', t.conformance.steps, t.conformance.stepsNote, stepsTable(visit, page, report))}${panel('variants', t.conformance.variants, page.procedure === '' ? t.conformance.variantsNote : '', variantsTable(visit, page, report))}`
  const read = report === null ? null : readNote(visit, { dossiers: report.dossiers, waiting: report.waiting })
  return html`<div class="headline"><h1>${t.conformance.title}</h1><a class="btn btn-plain noPrint" href="/statistics">${t.statistics.title}</a></div>${form(visit, choice, page)}${body}${read === null ? null : html`<section class="panel">${read}${howCounted(visit, [t.conformance.counts])}</section>`}`
}
