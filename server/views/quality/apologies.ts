/** The register of apologies, and what a dossier has of it. */
import type { ApologyLine, ApologyOfDossier, ApologyRegister } from '../../../schemas/apology.ts'
import type { Visit } from '../../pages/visit.ts'
import { apologyStandingText } from '../../reports/apology-files.ts'
import { badge, type Standing } from '../badge.ts'
import { type FormBack, formOf, type FormPlan } from '../form.ts'
import { packButton } from '../evidence.ts'
import { html, type Html } from '../html.ts'
import { periodFields, type StatisticsChoice } from '../statistics.ts'
import { dateText } from '../times.ts'

export interface ApologyPage {
  readonly choice: StatisticsChoice
  /** Null: a date could not be read, or the period holds too many; `fault` says which. */
  readonly register: ApologyRegister | null
  readonly fault: string | null
  readonly units: ReadonlyMap<string, string>
  readonly procedures: ReadonlyMap<string, string>
}

const kinds: Readonly<Record<ApologyLine['standing'], Standing['kind']>> = { kept: 'good', late: 'soon', missing: 'late' }
const mark = ({ t }: Visit, line: ApologyLine): Html => badge({ kind: kinds[line.standing], text: apologyStandingText(t, line) })
const day = ({ t }: Visit, on: string | null): string => (on === null ? t.app.none : dateText(on.slice(0, 10)))

const row = (visit: Visit, { units, procedures }: ApologyPage, line: ApologyLine): Html => html`<tr><th scope="row" class="nowrap"><a href="/dossiers/${line.dossierId}/apology">${line.code ?? visit.t.app.none}</a></th>
<td class="whatCell">${procedures.get(line.procedureCode) ?? line.procedureCode}<br><span class="quiet">${units.get(line.unitId) ?? visit.t.app.none}</span></td>
<td class="nowrap">${day(visit, line.dueOn)}</td><td class="nowrap">${day(visit, line.lastDayOn)}</td><td class="nowrap">${day(visit, line.madeOn)}${line.number === null ? null : html`<br><span class="quiet">${line.number}</span>`}</td>
<td>${mark(visit, line)}${line.daysAfterDue === null || line.daysAfterDue <= 0 ? null : html`<br><span class="quiet">${visit.t.apologies.after(visit.format.number(line.daysAfterDue))}</span>`}</td><td class="nowrap">${day(visit, line.newDueAt)}</td><td class="nowrap">${day(visit, line.resultAt)}</td></tr>
`

/** The figures of the period, in one line above the list. */
const countsLine = ({ t, format }: Visit, { counts }: ApologyRegister): Html => html`<p class="in"><strong>${t.apologies.total}: ${format.number(counts.total)}</strong> · ${t.apologies.withApology}: ${format.number(counts.withApology)} (${
  t.apologies.kept}: ${format.number(counts.kept)}, ${t.apologies.late}: ${format.number(counts.late)}) · ${t.apologies.withoutApology}: ${format.number(counts.withoutApology)}</p>`

const table = (visit: Visit, page: ApologyPage, { lines }: ApologyRegister): Html => {
  const { t } = visit
  if (lines.length === 0) return html`<p role="status">${t.apologies.none}</p>`
  const heads = [t.apologies.dossier, t.apologies.procedure, t.apologies.due, t.apologies.lastDay, t.apologies.made, t.apologies.standing, t.apologies.newDue, t.apologies.result]
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${t.apologies.caption}"><table class="qualityList"><caption class="visually-hidden">${t.apologies.caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${lines.map((line) => row(visit, page, line))}</tbody></table></div>`
}

/** The register of a period, with its figures and its files. */
export const apologiesView = (visit: Visit, page: ApologyPage): Html => {
  const { t } = visit
  const { choice, register, fault } = page
  const stretch = register === null ? '' : `from=${register.from}&to=${register.to}`
  return html`<div class="headline"><h1>${t.apologies.title}</h1>${register === null || register.lines.length === 0 ? null : html`<p class="noPrint">${t.apologies.files}: <a href="/apologies/register.xlsx?${stretch}">XLSX</a> · <a href="/apologies/register.csv?${stretch}">CSV</a></p>`}</div>
<section class="panel noPrint"><div class="in"><form method="get" action="/apologies" class="question">${periodFields(visit, choice)}<button class="btn btn-primary">${t.apologies.show}</button></form>
${fault === null ? null : html`<p class="notice bad" role="alert" id="fault">${fault}</p>`}<small class="quiet">${t.apologies.rule}</small></div></section>
${register === null ? null : html`<section class="panel">${countsLine(visit, register)}${table(visit, page, register)}</section>${packButton(visit, register.lines.map(({ dossierId }) => dossierId))}`}`
}

export interface ApologyDetail { readonly dossier: { readonly id: string; readonly code: string }; readonly known: ApologyOfDossier; readonly plan: FormPlan | null; readonly back: FormBack | null; readonly done: boolean }

const factsOf = (visit: Visit, { known: { line, lastDayOn } }: ApologyDetail): (readonly [string, string | Html])[] => {
  const { t } = visit
  if (line === null) return lastDayOn === null ? [] : [[t.apologies.lastDay, day(visit, lastDayOn)]]
  return [
    [t.apologies.due, day(visit, line.dueOn)], [t.apologies.lastDay, day(visit, line.lastDayOn)], [t.apologies.made, day(visit, line.madeOn)],
    ...(line.madeOn === null ? [] : [[t.apologies.number, line.number ?? t.apologies.noNumber] as const]), [t.apologies.standing, mark(visit, line)], [t.apologies.newDue, day(visit, line.newDueAt)], [t.apologies.result, day(visit, line.resultAt)],
  ]
}

/** The apology of one dossier: by when, whether, the letter that lies ready, and the form for one that was sent beside the procedure. */
export const apologyDetailView = (visit: Visit, detail: ApologyDetail): Html => {
  const { t } = visit
  const { dossier, known, plan, back, done } = detail
  const facts = factsOf(visit, detail)
  return html`${done ? html`<p class="notice good" role="status">${t.apologies.done}</p>` : null}<p class="crumbs"><a href="/apologies">${t.apologies.title}</a> · <a href="/dossiers/${dossier.id}">${dossier.code}</a></p>
<div class="headline"><h1>${t.apologies.ofDossier} <span class="nowrap">${dossier.code}</span></h1></div>
${known.prepared ? html`<div class="notice bad"><p>${t.apologies.prepared}</p><p><a class="btn btn-primary" href="/api/v1/dossiers/${dossier.id}/apology.docx" download>${t.apologies.download}</a></p></div>` : null}
<section class="panel" aria-labelledby="facts"><header><h2 id="facts">${t.apologies.facts}</h2></header><div class="in">${known.line === null && !known.prepared ? html`<p>${t.apologies.notOwed}</p>` : null}
<dl class="facts">${facts.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>
`)}</dl><small class="quiet">${t.apologies.rule}</small></div></section>
${plan === null ? null : html`<section class="panel" aria-labelledby="record"><header><h2 id="record">${plan.title}</h2></header><div class="in">${formOf(visit, plan, back)}</div></section>`}`
}
