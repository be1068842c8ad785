/** The page of the file store for administrators. */
import type { LockVerdict } from '../../storage/objects/store.ts'
import type { LegalHold } from '../../storage/objects/holds.ts'
import type { ObjectCounts, ObjectFault, ObjectRun, RunKind } from '../../storage/objects/upkeep.ts'
import type { Visit } from '../pages/visit.ts'
import { type FormBack, type FormPlan, formsPanel } from './form.ts'
import { html, type Html, type HtmlValue } from './html.ts'
import type { Texts } from './texts/index.ts'

export interface StorePage {
  readonly kind: 'disk' | 's3'
  readonly place: string
  readonly answers: boolean
  readonly locks: LockVerdict
  /** Whether LibreOffice is installed. */
  readonly hasOffice: boolean
  readonly counts: ObjectCounts
  readonly runs: readonly ObjectRun[]
  readonly faults: readonly ObjectFault[]
  /** Those that are open. */
  readonly holds: readonly LegalHold[]
  readonly plans: readonly FormPlan[]
  readonly back: FormBack | null
  readonly done: 'placed' | 'released' | null
}

const lockStates: Readonly<Record<LockVerdict, 'good' | 'soon' | 'still'>> = { enforced: 'good', notEnforced: 'still', unknown: 'soon' }
const lockHelp = (t: Texts, locks: LockVerdict): string => ({ enforced: t.store.enforcedHelp, notEnforced: t.store.notEnforcedHelp, unknown: t.store.unknownHelp })[locks]

const fact = (name: string, value: HtmlValue): Html => html`<dt>${name}</dt><dd>${value}</dd>
`

const whereItIs = ({ t }: Visit, { kind, place, answers, locks, hasOffice }: StorePage): Html => html`<section class="panel"><header><h2>${t.store.where}</h2></header>
<div class="in"><dl class="facts">${fact(t.store.kind, kind === 'disk' ? t.store.disk : t.store.s3)}${fact(t.store.place, html`<code>${place}</code>`)}${
  fact(t.store.state, answers ? html`<span class="state good">${t.store.up}</span>` : html`<span class="state late">${t.store.down}</span> <span class="quiet">${t.store.downHelp}</span>`)}${
  fact(t.store.locks, html`<span class="state ${lockStates[locks]}">${t.store[locks]}</span> <span class="quiet">${lockHelp(t, locks)}</span>`)}${
  fact(t.store.office, hasOffice ? html`<span class="state good">${t.store.officeThere}</span>` : html`<span class="state soon">${t.store.officeMissing}</span> <span class="quiet">${t.store.officeHelp}</span>`)}</dl></div></section>`

const whatIsThere = ({ t, format }: Visit, { counts }: StorePage): Html => html`<section class="panel"><header><h2>${t.store.files}</h2></header>
<div class="in"><dl class="facts">${fact(t.store.count, format.number(counts.objects))}${fact(t.store.size, t.store.megabytes(format.number(counts.bytes / 1_000_000)))}${
  fact(t.store.retained, format.number(counts.retained))}${fact(t.store.holds, format.number(counts.holds))}${fact(t.store.discarded, format.number(counts.discarded))}${
  fact(t.store.purged, format.number(counts.purged))}${
  fact(t.store.faults, counts.faults === 0 ? html`<span class="state good">${t.store.noFaults}</span>` : html`<span class="state late">${format.number(counts.faults)}</span>`)}</dl></div></section>`

/** What a run did, in words. */
const didText = ({ t, format }: Visit, { kind, report }: ObjectRun): string => {
  const count = (name: string): string => format.number(Number(report[name] ?? 0))
  if (kind === 'sweep') return t.store.swept(count('orphans'), count('unfinished'), count('foreign'))
  if (kind === 'purge') return t.store.didPurge(count('purged'), count('kept'))
  return t.store.scrubbed(count('checked'), format.number(Number(report['missing'] ?? 0) + Number(report['damaged'] ?? 0)), count('mended'))
}

const runLine = (visit: Visit, kind: RunKind, run: ObjectRun | undefined): Html => {
  const { t, format } = visit
  const help = { sweep: t.store.sweepHelp, scrub: t.store.scrubHelp, purge: t.store.purgeHelp }[kind]
  return html`<tr><th scope="row">${t.store[kind]}<small class="quiet"> ${help}</small></th><td class="nowrap">${run === undefined ? t.store.never : format.at(run.finishedAtMs)}</td>
<td>${run === undefined ? t.app.none : didText(visit, run)}</td></tr>
`
}

const upkeep = (visit: Visit, { runs }: StorePage): Html => {
  const { t } = visit
  const kinds = ['sweep', 'scrub', 'purge'] as const
  return html`<section class="panel"><header><h2>${t.store.upkeep}</h2></header>
<div class="scroll" tabindex="0" role="group" aria-label="${t.store.upkeep}"><table><caption class="visually-hidden">${t.store.upkeep}</caption>
<thead><tr><th scope="col">${t.store.job}</th><th scope="col">${t.store.last}</th><th scope="col">${t.store.found}</th></tr></thead>
<tbody>${kinds.map((kind) => runLine(visit, kind, runs.find((run) => run.kind === kind)))}</tbody></table></div><p class="quiet">${t.store.everyAgency}</p></section>`
}

const faultLine = ({ t, format }: Visit, one: ObjectFault): Html => html`<tr><th scope="row"><bdi>${one.fileName}</bdi><br><code>${one.key}</code></th>
<td><span class="state late">${t.store[one.fault]}</span></td><td class="nowrap">${format.at(one.foundAtMs)}</td><td class="nowrap">${format.at(one.seenAtMs)}</td></tr>
`

const faultList = (visit: Visit, { kind, faults }: StorePage): Html | null => {
  const { t } = visit
  return faults.length === 0 ? null : html`<section class="panel"><header><h2>${t.store.faultList}</h2></header><p class="quiet">${kind === 'disk' ? t.store.faultHelp : t.store.faultHelpS3}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${t.store.faultList}"><table><caption class="visually-hidden">${t.store.faultList}</caption>
<thead><tr><th scope="col">${t.store.file}</th><th scope="col">${t.store.fault}</th><th scope="col">${t.store.since}</th><th scope="col">${t.store.seen}</th></tr></thead>
<tbody>${faults.map((one) => faultLine(visit, one))}</tbody></table></div></section>`
}

const holdLine = ({ format }: Visit, { reason, objects, placedAtMs }: LegalHold): Html =>
  html`<tr><th scope="row">${reason}</th><td class="number">${format.number(objects)}</td><td class="nowrap">${format.at(placedAtMs)}</td></tr>
`

const holdList = (visit: Visit, { holds }: StorePage): Html => {
  const { t } = visit
  return html`<section class="panel"><header><h2>${t.store.holdList}</h2></header>${holds.length === 0 ? html`<p>${t.store.noHolds}</p>` : html`
<div class="scroll" tabindex="0" role="group" aria-label="${t.store.holdList}"><table><caption class="visually-hidden">${t.store.holdList}</caption>
<thead><tr><th scope="col">${t.store.holdReason}</th><th scope="col" class="number">${t.store.holdFiles}</th><th scope="col">${t.store.holdPlaced}</th></tr></thead>
<tbody>${holds.map((one) => holdLine(visit, one))}</tbody></table></div>`}</section>`
}

/** The whole page. */
export const storeView = (visit: Visit, page: StorePage): Html => html`${page.done === null ? null : html`<p class="notice good" role="status">${visit.t.store[page.done]}</p>`}
<p class="crumbs"><a href="/admin">${visit.t.admin.title}</a></p>
<div class="headline"><h1>${visit.t.store.title}</h1></div>
${faultList(visit, page)}
<div class="columns">${whereItIs(visit, page)}${whatIsThere(visit, page)}</div>
<div class="columns">${holdList(visit, page)}${formsPanel(visit, visit.t.store.actions, page.plans, page.back)}</div>
${upkeep(visit, page)}`
