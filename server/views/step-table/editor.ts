/** The editor of a step table: the table with its tools, what the check finds, the flowchart, and the versions that were saved. */
import type { Finding, ProcedureDefinition } from '../../../schemas/procedure.ts'
import type { LimitSum, StepRow, StepTable, TableNote, TableProblem } from '../../../schemas/step-table.ts'
import type { ListedTable } from '../../../storage/documents/step-tables.ts'
import { inOrder } from '../../../workflows/procedure/table/rows.ts'
import { limitText } from '../../pages/dossier-facts.ts'
import { newFormKey } from '../../pages/forms.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge, type Standing } from '../badge.ts'
import { type FormBack, foldedForm, type FormPlan } from '../form.ts'
import { html, type Html } from '../html.ts'
import { findingsList } from '../procedures/finding.ts'
import { inLanguage } from '../texts/index.ts'
import { causeText, nameById, rowName, targetText } from './names.ts'

/** What stands beside the table: of the table as it is, or of one that is only looked at. */
export interface Beside {
  readonly isPreview: boolean
  readonly problems: readonly TableProblem[]
  readonly findings: readonly Finding[]
  /** Null while the table is none yet. */
  readonly definition: ProcedureDefinition | null
  readonly sum: LimitSum | null
  readonly chart: Html | null
  readonly limit: ProcedureDefinition['limit']
  readonly hoursPerDay: number
}

export interface EditorPage {
  readonly documentId: string
  readonly documentName: string
  readonly version: number
  readonly table: StepTable
  readonly beside: Beside
  /** Rows at which the check finds something. */
  readonly marked: ReadonlySet<string>
  readonly open: { readonly id: string; readonly form: Html } | null
  readonly mayEdit: boolean
  readonly standing: 'untouched' | 'written' | 'unwritten'
  readonly isOvertaken: boolean
  readonly compareHref: string | null
  readonly notes: readonly TableNote[]
  readonly history: readonly ListedTable[]
  readonly draftHash: string | null
  readonly procedurePlan: FormPlan
  readonly importing: Html
  readonly back: FormBack | null
  readonly notices: readonly Html[]
}

export const editorPath = (documentId: string): string => `/documents/${documentId}/steps`

/** Fields that every form of the editor sends along. */
export const editorFields = (version: number): Html => html`<input type="hidden" name="key" value="${newFormKey()}"><input type="hidden" name="version" value="${version}">`

/** The ordinary ends of a step need no words of their own: what comes next says it. */
const plain: ReadonlySet<string | null> = new Set(['STEP_DONE', 'HAND_OVER'])
const isPlain = ({ event, branch, name, cause }: StepRow['ways'][number]): boolean => cause === 'on' && !branch && name === null && plain.has(event)

const wayItems = (visit: Visit, table: StepTable, ways: StepRow['ways']): Html => html`<ul class="ways">${ways.map((way) => html`<li>${isPlain(way) ? null : html`${causeText(visit, table, way)} `}→ <b>${targetText(visit, table, way)}</b></li>
`)}</ul>`

/** The ordinary way on is seen; the others, and what a group offers in all of its steps, are folded. */
const waysList = (visit: Visit, table: StepTable, { kind, ways }: StepRow): Html => {
  const { t, format } = visit
  const isGroup = kind === 'group' || kind === 'strands'
  const seen = ways.filter(({ branch, targets }) => !branch && (targets.length > 0 || !isGroup))
  const folded = ways.filter((way) => !seen.includes(way))
  const count = format.number(folded.length)
  return html`${seen.length === 0 ? null : wayItems(visit, table, seen)}${folded.length === 0 ? null : html`<details><summary>${isGroup ? t.stepTable.shared(count) : t.stepTable.others(count)}</summary>${wayItems(visit, table, folded)}</details>`}`
}

const tools = (visit: Visit, { documentId, version, table, mayEdit }: EditorPage, row: StepRow): Html | null => {
  const { t } = visit
  if (!mayEdit || row.kind === 'resume') return null
  const name = rowName(visit, row)
  const edit = html`<a class="btn btn-plain btn-sm" href="${editorPath(documentId)}?row=${encodeURIComponent(row.id)}#row" hx-get="${editorPath(documentId)}?row=${encodeURIComponent(row.id)}">${t.stepTable.edit} <span class="visually-hidden">${name}</span></a>`
  if (row.parent === null) return edit
  const siblings = table.rows.filter(({ parent }) => parent === row.parent)
  const button = (value: string, sign: string, label: string, off: boolean): Html => html`<button class="btn btn-plain btn-sm" name="do" value="${value}" aria-label="${label}" title="${label}"${off ? html` disabled` : null}>${sign}</button>`
  return html`<form method="post" action="${editorPath(documentId)}" hx-post="${editorPath(documentId)}" class="rowTools">${editorFields(version)}<input type="hidden" name="row" value="${row.id}">
${edit}${button('up', '↑', t.stepTable.upOf(name), siblings[0] === row)}${button('down', '↓', t.stepTable.downOf(name), siblings.at(-1) === row)}${button('addStep', '+', t.stepTable.insertAfter(name), false)}</form>`
}

/** Who does it, with which papers, under its name. */
const underName = ({ t }: Visit, { kind, role, place, form, paper, output }: StepRow): Html | null => {
  const who = kind === 'end' || kind === 'resume' || role === null ? [] : [t.roles[role], ...(place === null ? [] : [t.places[place]])]
  const papers = [form, paper, output].filter((one) => one !== null)
  if (kind === 'step' && who.length === 0) return html`<br><small class="missing">${t.stepTable.nobody}</small>`
  return html`${who.length === 0 ? null : html`<br><small class="quiet">${who.join(' · ')}</small>`}${papers.length === 0 ? null : html`<br><small class="quiet">${t.stepTable.papers}: ${papers.join(' · ')}</small>`}`
}

const limitCell = (visit: Visit, table: StepTable, { limit, within }: StepRow): Html => html`${limit === null ? html`<span class="quiet">${visit.t.app.none}</span>` : limitText(visit, limit)}${
  within === null ? null : html`<br><small class="quiet">${visit.t.stepTable.within(nameById(visit, table, within))}</small>`}`

const rowMarkup = (visit: Visit, page: EditorPage, row: StepRow, depth: number, number: string): Html => {
  const { t } = visit
  const { table, open, marked } = page
  const isWhole = row.parent === null
  const level = Math.max(0, Math.min(4, depth - 1))
  return html`<tr${row.id === open?.id ? html` class="isOpen"` : null}><td class="number">${number}</td><th scope="row" class="level${level}">${rowName(visit, row)}${row.kind === 'step' || row.kind === 'resume' || isWhole ? null : html` <small class="quiet">(${t.rowKinds[row.kind]})</small>`}
${marked.has(row.id) ? badge({ kind: 'late', text: t.stepTable.hasFinding }) : null}${underName(visit, row)}</th><td class="limitCell">${row.kind === 'step' || row.limit !== null ? limitCell(visit, table, row) : null}</td><td class="nextCell">${waysList(visit, table, row)}</td><td>${tools(visit, page, row)}</td></tr>
${row.id === open?.id ? html`<tr class="editing" id="row"><td colspan="5">${open.form}</td></tr>
` : null}`
}

const tablePanel = (visit: Visit, page: EditorPage): Html => {
  const { t, format } = visit
  let number = 0
  const rows = inOrder(page.table).filter(({ row }) => row.parent !== null || row.ways.length > 0 || row.id === page.open?.id)
  return html`<section class="panel" aria-labelledby="steps"><header><h2 id="steps">${t.stepTable.table}</h2><a href="${editorPath(page.documentId)}.csv" download>${t.stepTable.csv}</a></header>
<div class="scroll" tabindex="0" role="group" aria-labelledby="steps"><table class="stepTable"><thead><tr><th scope="col" class="number">${t.stepTable.order}</th><th scope="col">${t.stepTable.step}</th><th scope="col">${t.stepTable.limit}</th><th scope="col">${t.stepTable.next}</th><th scope="col"><span class="visually-hidden">${t.stepTable.tools}</span></th></tr></thead>
<tbody>${rows.map(({ row, depth }) => rowMarkup(visit, page, row, depth, row.kind === 'step' ? format.number(number += 1) : ''))}</tbody></table></div></section>`
}

const sumStanding = ({ t }: Visit, { limitHours, mainHours, longestHours }: LimitSum): Standing | null => {
  if (limitHours === null || mainHours === null) return null
  const near = (a: number): boolean => Math.abs(a - limitHours) < 1e-6
  if (mainHours.most > limitHours + 1e-6 || (longestHours ?? 0) > limitHours + 1e-6) return { kind: 'late', text: t.stepTable.over }
  return near(mainHours.least) && near(mainHours.most) ? { kind: 'good', text: t.stepTable.fits } : { kind: 'soon', text: t.stepTable.under }
}

const sumPart = (visit: Visit, { sum, limit, hoursPerDay }: Beside): Html | null => {
  const { t, format } = visit
  if (sum === null) return null
  const { limitHours, mainHours, longestHours } = sum
  const published = limitHours === null ? limitText(visit, limit) : t.stepTable.hours(limitText(visit, limit), format.number(limitHours), format.number(hoursPerDay))
  if (mainHours === null) return html`<p>${t.stepTable.sumNone(published)}</p>`
  const { least, most } = mainHours
  const standing = sumStanding(visit, sum)
  return html`<p>${t.stepTable.sum(least === most ? format.number(least) : t.stepTable.range(format.number(least), format.number(most)), published)} ${standing === null ? null : badge(standing)}
${longestHours === null || longestHours === most ? null : html`<br><small class="quiet">${t.stepTable.longest(format.number(longestHours))}</small>`}</p>`
}

const findingsPart = (visit: Visit, { problems, findings, definition }: Beside): Html | null => {
  if (problems.length > 0 || definition === null) return null
  if (findings.length === 0) return html`<p>${badge({ kind: 'good', text: visit.t.stepTable.sound })}</p>`
  return html`<h3>${visit.t.stepTable.findings}</h3>${findingsList(visit, definition, findings)}`
}

/** What stands beside the table; sent alone while somebody types. */
export const besidePanel = (visit: Visit, table: StepTable, beside: Beside): Html => {
  const { t } = visit
  const { problems, chart, isPreview } = beside
  return html`<div id="beside" aria-live="polite"><section class="panel" aria-labelledby="beside-title"><header><h2 id="beside-title">${t.stepTable.beside}</h2>${isPreview ? badge({ kind: 'soon', text: t.stepTable.preview }) : null}</header><div class="in">
${sumPart(visit, beside)}${problems.length === 0 ? null : html`<h3>${t.stepTable.faults}</h3><ul>${problems.map(({ fault, row }) => html`<li>${t.stepTable.faultAt(nameById(visit, table, row), t.tableFaults[fault])}</li>
`)}</ul>`}${findingsPart(visit, beside)}
${chart === null ? html`<p class="quiet">${t.stepTable.noChart}</p>` : html`<div class="scroll chartBox" tabindex="0" role="group" aria-label="${t.dossier.chart}">${chart}</div>`}</div></section></div>`
}

const notesPart = (visit: Visit, { notes }: EditorPage): Html | null => (notes.length === 0 ? null : html`<div class="notice"><p>${visit.t.stepTable.notes}:</p><ul>${notes.map(({ note, at, what }) => html`<li>${inLanguage(visit.language, at)}: ${visit.t.tableNotes[note]}${
  what === '' ? null : html` (${(visit.t.events as Readonly<Record<string, string>>)[what] ?? what.replaceAll('.', visit.language === 'vi' ? ',' : '.')})`}</li>
`)}</ul></div>`)

const standingPart = (visit: Visit, page: EditorPage): Html => {
  const { t, format } = visit
  const { documentId, version, standing, mayEdit, isOvertaken, compareHref, history: [last], beside } = page
  const post = (name: string, text: string, look: string): Html => html`<form method="post" action="${editorPath(documentId)}">${editorFields(version)}<button class="btn ${look}" name="do" value="${name}">${text}</button></form>`
  return html`<section class="panel standingPanel"><div class="in"><div><p>${standing === 'unwritten' ? badge({ kind: 'soon', text: t.stepTable.unwritten }) : standing === 'written' ? badge({ kind: 'good', text: t.stepTable.written }) : html`<span class="quiet">${t.stepTable.untouched}</span>`}</p>
${last === undefined ? null : html`<p class="quiet">${t.stepTable.lastSaved(format.number(last.version), last.savedByName, format.at(last.savedAtMs))}</p>`}${isOvertaken ? html`<p class="notice">${t.stepTable.overtaken}</p>` : null}</div>
<div class="standingTools">${mayEdit && standing === 'unwritten' && beside.problems.length === 0 ? post('write', t.stepTable.write, 'btn-primary') : null}${mayEdit && standing === 'unwritten' && page.draftHash !== null ? post('discard', t.stepTable.discard, 'btn-plain') : null}
${compareHref === null ? null : html`<a href="${compareHref}">${t.stepTable.compare}</a>`}</div></div></section>`
}

const historyPanel = (visit: Visit, { documentId, version, history, draftHash, mayEdit }: EditorPage): Html | null => {
  const { t, format } = visit
  if (history.length === 0) return null
  return html`<section class="panel"><details class="action"><summary>${t.stepTable.history} (${format.number(history.length)})</summary><p class="quiet in">${t.stepTable.historyNote}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${t.stepTable.history}"><table><thead><tr><th scope="col" class="number">${t.stepTable.version}</th><th scope="col">${t.stepTable.did}</th><th scope="col">${t.stepTable.by}</th><th scope="col">${t.stepTable.at}</th><th scope="col"><span class="visually-hidden">${t.stepTable.tools}</span></th></tr></thead>
<tbody>${history.map((one) => html`<tr><th scope="row" class="number">${format.number(one.version)}</th><td>${t.tableDeeds[one.deed]}${one.about === null ? null : `: ${one.about}`}${one.hash !== null && one.hash === draftHash ? html` ${badge({ kind: 'good', text: t.stepTable.inDraft })}` : null}</td><td><bdi>${one.savedByName}</bdi></td><td class="nowrap">${format.at(one.savedAtMs)}</td>
<td>${one.version === version ? html`<span class="quiet">${t.stepTable.isNow}</span>` : !mayEdit ? null : html`<form method="post" action="${editorPath(documentId)}" hx-post="${editorPath(documentId)}">${editorFields(version)}<input type="hidden" name="restored" value="${one.version}"><button class="btn btn-plain btn-sm" name="do" value="restore">${t.stepTable.restore}</button></form>`}</td></tr>
`)}</tbody></table></div></details></section>`
}

/** The whole page. What htmx replaces after each change is `#editor`; while somebody types, `#beside` alone. */
export const editorView = (visit: Visit, page: EditorPage): Html => {
  const { t } = visit
  return html`<div id="editor" hx-target:inherited="#editor" hx-select:inherited="#editor" hx-swap:inherited="outerHTML"><div class="headline"><h1>${t.stepTable.heading(page.documentName)}</h1><a href="/documents/${page.documentId}">${t.stepTable.back}</a></div>
${page.notices}${notesPart(visit, page)}${standingPart(visit, page)}
<div class="editorColumns"><div>${tablePanel(visit, page)}${page.mayEdit ? html`<section class="panel actions">${foldedForm(visit, page.procedurePlan, page.back)}<details class="action" name="action"><summary>${t.stepTable.importTitle}</summary>${page.importing}</details></section>` : null}${historyPanel(visit, page)}</div>${besidePanel(visit, page.table, page.beside)}</div></div>`
}
