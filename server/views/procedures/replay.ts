/** A revision tried on closed dossiers: the form that begins it, and what came of it. */
import type { ReplayReport } from '../../../schemas/replay.ts'
import { parseInstant } from '../../../workflows/calendar/index.ts'
import { eventName } from '../../render/flowchart.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge } from '../badge.ts'
import { type FormBack, formOf, type FormPlan } from '../form.ts'
import { html, type Html } from '../html.ts'
import { inLanguage } from '../texts/index.ts'

/** The form. */
export const replayView = (visit: Visit, { code, plan, back }: { readonly code: string; readonly plan: FormPlan; readonly back: FormBack | null }): Html => {
  const { t } = visit
  return html`<div class="headline"><h1>${t.replay.heading(code)}</h1><a href="/procedures/${code}">${t.procedures.title}: ${code}</a></div>
<section class="panel"><div class="in">${formOf(visit, plan, back)}</div></section>`
}

const verdictRow = (name: string, { early, onTime, late, notLate }: ReplayReport['before'], { format }: Visit): Html =>
  html`<tr><th scope="row">${name}</th><td class="number">${format.number(early)}</td><td class="number">${format.number(onTime)}</td><td class="number">${format.number(late)}</td><td class="number">${notLate}</td></tr>
`

const faultsTable = ({ t, format, language }: Visit, { faults }: ReplayReport): Html => html`<h3>${t.replay.faults}</h3><div class="scroll" tabindex="0" role="group" aria-label="${t.replay.faults}"><table>
<thead><tr><th scope="col">${t.replay.fault}</th><th scope="col" class="number">${t.replay.count}</th></tr></thead><tbody>${faults.map(({ fault, event, step, stepName, dossiers }) => html`<tr><th scope="row">${(t.replayFaults as Readonly<Record<string, string>>)[fault] ?? fault}${event === '' ? null : html`: ${t.replay.at(eventName(language, t, event, null, undefined), stepName === null ? step : inLanguage(language, stepName))}`}</th><td class="number">${format.number(dossiers)}</td></tr>
`)}</tbody></table></div>`

const instantText = ({ t, format }: Visit, instant: string | null): string => (instant === null ? t.app.none : format.at(parseInstant(instant, 'UTC')))

const linesTable = (visit: Visit, lines: ReplayReport['lines']): Html => {
  const { t } = visit
  const verdicts: Readonly<Record<string, string>> = { early: t.replay.early, onTime: t.replay.onTime, late: t.replay.late }
  return html`<h3>${t.replay.differing}</h3><div class="scroll" tabindex="0" role="group" aria-label="${t.replay.differing}"><table><thead><tr><th scope="col">${t.replay.dossier}</th><th scope="col">${t.replay.dueBefore}</th><th scope="col">${t.replay.dueAfter}</th>
<th scope="col">${t.replay.before}</th><th scope="col">${t.replay.after}</th></tr></thead><tbody>${lines.map((line) => html`<tr><th scope="row" class="nowrap"><a href="/dossiers/${line.dossierId}">${line.code ?? t.app.none}</a></th><td class="nowrap">${instantText(visit, line.dueBefore)}</td>
<td class="nowrap">${instantText(visit, line.dueAfter)}</td><td>${verdicts[line.before ?? ''] ?? t.app.none}</td><td>${line.fault === null ? verdicts[line.after ?? ''] ?? t.app.none : badge({ kind: 'late', text: t.replayFaults[line.fault] })}${line.isSamePath === false ? html` ${badge({ kind: 'soon', text: t.replay.otherPath })}` : null}</td></tr>
`)}</tbody></table></div>`
}

/** What came of it; shown with the task. */
export const replayOutcome = (visit: Visit, report: ReplayReport): Html => {
  const { t, format } = visit
  return html`<p>${report.code} · ${t.dossier.revision(format.number(report.revision))}. ${t.replay.sum(format.number(report.replayed), format.number(report.dossiers), format.number(report.samePath), format.number(report.sameDue))}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${t.replay.title}"><table><thead><tr><th scope="col">${t.replay.as}</th><th scope="col" class="number">${t.replay.early}</th><th scope="col" class="number">${t.replay.onTime}</th><th scope="col" class="number">${t.replay.late}</th>
<th scope="col" class="number">${t.replay.notLate}</th></tr></thead><tbody>${verdictRow(t.replay.was, report.before, visit)}${verdictRow(t.replay.is, report.after, visit)}</tbody></table></div>
${report.faults.length === 0 ? null : faultsTable(visit, report)}${report.lines.length === 0 ? null : linesTable(visit, report.lines)}`
}
