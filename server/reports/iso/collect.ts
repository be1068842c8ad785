/** Collects what a report is made of, as it was known at one instant: dossiers, documents, procedures, nonconformities, facts of the register. */
import type { Tenant } from '../../../schemas/agency.ts'
import type { LocalDate } from '../../../schemas/common.ts'
import { DomainError } from '../../../schemas/errors.ts'
import type { Fact } from '../../../schemas/fact.ts'
import type { NonconformitySource } from '../../../schemas/nonconformity.ts'
import type { ConformanceFacts, InternalWork, IsoReport, ListedNonconformity, ReportFacts, ReportLayout, ReviewInputFacts } from '../../../schemas/report.ts'
import type { Cut, Grouping } from '../../../schemas/statistics.ts'
import { findAccounts } from '../../../storage/accounts.ts'
import { findCalendar } from '../../../storage/calendars.ts'
import { factsKnown } from '../../../storage/facts.ts'
import { readQualityFacts } from '../../../storage/quality/facts.ts'
import { reviewsKnown } from '../../../storage/quality/reviews.ts'
import { auditsOf, documentsInForce, type KeptNonconformity, nonconformitiesOf, procedureCounts } from '../../../storage/reports.ts'
import { statisticsNames } from '../../../storage/statistics.ts'
import { findTenant } from '../../../storage/tenants.ts'
import { listUnits } from '../../../storage/units.ts'
import { addDays, formatInstant, isWorkingDay, localDateOf, parseInstant, prepare, startOfDateMs, weekdayOfDate, whereCovered } from '../../../workflows/calendar/index.ts'
import { apologyCounts } from '../../commands/apologies.ts'
import { programmeKnown } from '../../commands/audit-programme.ts'
import { complaintFacts } from '../../commands/complaints.ts'
import { reportingYearOf } from '../../../workflows/objectives/periods.ts'
import { howMany } from '../../../workflows/report/facts.ts'
import { surveyResults } from '../../commands/surveys.ts'
import { competenceCounts } from '../competence.ts'
import type { Deps } from '../../deps.ts'
import { conformanceOf } from '../conformance.ts'
import { groupingFor } from '../grouping.ts'
import { objectivesOf } from '../objectives/standing.ts'
import { statisticsOf, usualGrouping, usualKinds } from '../statistics.ts'
import { officialTable } from '../tables.ts'
import { nonconformityText } from '../../views/quality/nonconformities.ts'
import { catalogues } from '../../views/texts/index.ts'
import { formatsOf } from '../../views/times.ts'
import { asksConformance, composeReport } from './layouts.ts'

type ReportDeps = Pick<Deps, 'pool' | 'orm' | 'clock' | 'rules'>
/** First and last day, and the instant at which everything is looked at; null for now. */
export interface ReportQuestion { readonly tenantId: string; readonly layout: ReportLayout; readonly from: LocalDate; readonly to: LocalDate; readonly asOf: string | null }

/** Bounds of what a report lists: beyond them a register is no report. Documents and nonconformities are counted whole. */
const most = { documents: 5_000, nonconformities: 5_000, facts: 20_000, reviews: 100, audits: 200 } as const
const apart: Grouping = { ended: 'apart', paused: 'apart' }

/** The agency of a report. @throws DomainError not-found */
export const agencyOf = async (deps: Pick<Deps, 'orm'>, tenantId: string): Promise<Tenant> => {
  const tenant = await findTenant(deps.orm.em.fork(), tenantId)
  if (tenant === undefined) throw new DomainError('not-found')
  return tenant
}

/** Whether nobody worked on a day; where the calendar does not reach, Saturdays and Sundays are such days. */
const dayOffOf = async (deps: ReportDeps, { id, calendarId }: Tenant): Promise<(date: LocalDate) => boolean> => {
  const calendar = await findCalendar(deps.orm.em.fork(), id, calendarId)
  const fast = calendar === undefined ? null : prepare(calendar)
  return (date) => !((fast === null ? null : whereCovered(() => isWorkingDay(fast, date))) ?? weekdayOfDate(date) < 5)
}

/** What only a management review asks for. */
const inputsOf = async (
  deps: ReportDeps, { tenantId, from, to }: ReportQuestion, { zone, knownAtMs, facts }: { readonly zone: string; readonly knownAtMs: number; readonly facts: readonly Fact[] },
): Promise<ReviewInputFacts> => {
  const [audience, asOf] = [{ tenantId, zone, reader: null }, formatInstant(knownAtMs, zone)]
  const ownerIds = new Set(facts.flatMap(({ treatment }) => (treatment === undefined ? [] : [treatment.ownerId])))
  const [[previous = null], causes, { actions }, owners] = await Promise.all([
    reviewsKnown(deps.pool, tenantId, { from, to }, { before: true, knownAtMs, limit: 1 }),
    officialTable(deps, audience, { form: 'causes', by: null, from, to, asOf, kinds: usualKinds, grouping: usualGrouping }),
    readQualityFacts(deps.pool, tenantId, null, { from, to, knownAtMs }), findAccounts(deps.orm.em.fork(), tenantId, [...ownerIds]),
  ])
  return { previous, actions, owners: new Map(owners.map(({ id, fullName }) => [id, fullName])), causes: causes.columns.flatMap(({ key, group }, at) => (group === 'cause' && (causes.totals[at] ?? 0) > 0 ? [{ cause: key, dossiers: causes.totals[at] ?? 0 }] : [])) }
}

/** What ran through internal procedures, by procedure. */
const internalWork = async (deps: ReportDeps, { tenantId, from, to }: ReportQuestion, { zone, asOf, nameOf }: { readonly zone: string; readonly asOf: string; readonly nameOf: (code: string) => string }): Promise<InternalWork[]> => {
  const { rows } = await statisticsOf(deps, { tenantId, zone, reader: null }, { from, to, asOf, by: ['procedure'], kinds: ['internal'], grouping: usualGrouping })
  return rows.map(({ key, counts: { received, resolved, inProgress } }) => ({ name: nameOf(key.procedure ?? ''), received: received.total, resolved: resolved.total, inProgress: inProgress.total }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
}

/** Facts up to the last day, and the letter that asked for the report: it may have come after that day. */
const factsFor = async (deps: ReportDeps, { tenantId, from, to }: ReportQuestion, { knownAtMs, madeOn }: { readonly knownAtMs: number; readonly madeOn: LocalDate }): Promise<Pick<ReportFacts, 'facts' | 'request'>> => {
  const known = await factsKnown(deps.pool, tenantId, { knownAtMs, to: madeOn > to ? madeOn : to, limit: most.facts })
  const requests = known.filter(({ kind, on }) => kind === 'request' && on >= from).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : 1))
  return { facts: known.filter(({ on }) => on <= to), request: requests.at(-1) ?? null }
}

const words = (zone: string) => ({ t: catalogues.vi, format: formatsOf('vi', zone) })
const told = (fields: ReadonlyMap<string, string>, zone: string) => ({ text, facts, ...one }: KeptNonconformity): ListedNonconformity =>
  ({ ...one, what: nonconformityText(words(zone), { source: one.source as NonconformitySource, text, facts }, fields) })

/** All that a report of a period is made of. @throws DomainError not-found | invalid-request: a period that ends before it begins */
export async function reportFacts(deps: ReportDeps, question: ReportQuestion): Promise<ReportFacts> {
  const { tenantId, layout, from, to, asOf } = question
  const tenant = await agencyOf(deps, tenantId)
  const { zone } = tenant
  const knownAtMs = asOf === null ? deps.clock.nowMs() : parseInstant(asOf, zone)
  const known = formatInstant(knownAtMs, zone)
  const count = (by: Cut, grouping: Grouping) => statisticsOf(deps, { tenantId, zone, reader: null }, { from, to, asOf: known, by: [by], kinds: usualKinds, grouping })
  const { grouping } = await groupingFor(deps, tenantId, { form: '06a', to, knownAtMs })
  const madeOn = localDateOf(knownAtMs, zone)
  const conformance: Promise<ConformanceFacts | null> = asksConformance(layout) ? conformanceOf(deps, { tenantId, zone, reader: null }, { from, to, procedure: null, asOf: known }) : Promise.resolve(null)
  const [field, unit, names, units, { counts: documentCounts, listed: documents }, procedures, { facts, request }, { counts: nonconformityCounts, listed: kept }, dayOff, apologies, objectives, reviews, satisfaction, complaints] = await Promise.all([
    count('field', grouping), count('unit', apart), statisticsNames(deps.pool, tenantId), listUnits(deps.orm.em.fork(), tenantId, to),
    documentsInForce(deps.pool, tenantId, { atMs: Math.min(knownAtMs, startOfDateMs(addDays(to, 1), zone) - 1), knownAtMs, zone, limit: most.documents }), procedureCounts(deps.pool, tenantId, { from, to }, knownAtMs),
    factsFor(deps, question, { knownAtMs, madeOn }), nonconformitiesOf(deps.pool, tenantId, { from, to }, { knownAtMs, limit: most.nonconformities }), dayOffOf(deps, tenant),
    apologyCounts(deps, { tenantId, zone, reader: null }, { from, to, knownAtMs }), objectivesOf(deps, { tenantId, zone, knownAtMs }, { year: reportingYearOf(to), upTo: to }),
    reviewsKnown(deps.pool, tenantId, { from, to }, { before: false, knownAtMs, limit: most.reviews }),
    surveyResults(deps, { tenantId, zone, reader: null }, { from, to, knownAtMs }), complaintFacts(deps, { tenantId, zone, reader: null }, { from, to, knownAtMs }),
  ])
  const nonconformities = kept.map(told(new Map([...names.fields].map(([code, { vi }]) => [code, vi])), zone))
  const unitNames = new Map(units.map(({ id, name }) => [id, name.vi]))
  return {
    agency: tenant.name.vi, from, to, asOf: known, madeOn, totals: field.totals,
    byField: field.rows.map(({ key, counts }) => ({ name: key.field === null ? 'Chưa xác định' : names.fields.get(key.field)?.vi ?? key.field, counts })),
    byUnitApart: unit.rows.map(({ key, counts }) => ({ name: key.unit === null ? 'Chưa xác định' : unitNames.get(key.unit) ?? key.unit, counts })),
    audits: await auditsOf(deps.pool, tenantId, { from, to }, { knownAtMs, limit: most.audits }),
    auditProgramme: await programmeKnown(deps, tenantId, { year: Number(to.slice(0, 4)), knownAtMs }),
    documents, documentCounts, procedures, facts, nonconformities, nonconformityCounts, lateRaised: howMany({ nonconformityCounts }, ({ source }) => source === 'lateDossier'), apologies, objectives,
    request, conformance: await conformance,
    internal: await internalWork(deps, question, { zone, asOf: known, nameOf: (code) => names.procedures.get(code)?.vi ?? code }),
    reviews, inputs: layout === 'review' ? await inputsOf(deps, question, { zone, knownAtMs, facts }) : null, satisfaction: satisfaction.whole, complaints, competence: await competenceCounts(deps, tenantId, { from, to, knownAtMs }), daysOff: [...new Set(facts.map(({ on }) => on))].filter(dayOff),
  }
}

/**
 * The report of an agency in a layout: what is counted, what is cited, what contradicts itself. The same question at the same instant has
 * the same answer for the command line, the programming interface, the page and every file. @throws DomainError not-found | invalid-request
 */
export const isoReport = async (deps: ReportDeps, question: ReportQuestion): Promise<IsoReport> => composeReport(question.layout, await reportFacts(deps, question))
