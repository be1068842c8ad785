/** What is made by a schedule or kept by hand: counted at one moment, kept as text with its sum, read back as it was. docs/reports.md. */
import { createHash } from 'node:crypto'
import type { Tenant } from '../../schemas/agency.ts'
import type { LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { reportLayouts, type IsoReport, type ReportLayout } from '../../schemas/report.ts'
import type { MadeReport, MadeReportDetail, ReportScheduleView, ScheduledLine, ScheduledSubject } from '../../schemas/report-schedule.ts'
import type { Cut } from '../../schemas/statistics.ts'
import type { FiguresFile, SentForm } from '../../schemas/subordinate.ts'
import { findCalendar } from '../../storage/calendars.ts'
import { findMadeReport, listReportSchedules, madePeriods, type StoredMade } from '../../storage/report-schedules.ts'
import { formatInstant, parseInstant, prepare, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { nextPeriod, periodsMadeIn } from '../../workflows/report/schedule.ts'
import type { DateRange } from '../../workflows/statistics/periods.ts'
import type { Deps } from '../deps.ts'
import { shortDate } from '../render/words.ts'
import { vi } from '../views/texts/figures.ts'
import { figuresFile, figuresNamer } from './figures-file.ts'
import { groupingFor } from './grouping.ts'
import { isoReport } from './iso/collect.ts'
import { usualKinds } from './statistics.ts'

export type MadeDeps = Pick<Deps, 'pool' | 'orm' | 'clock' | 'rules'>

/** More schedules than an agency has reports. */
export const schedulesMost = 200

const isLayout = (subject: ScheduledSubject): subject is ReportLayout => reportLayouts.some((one) => one === subject)

/** By what the rows of a form are told apart when nobody asks for something else. */
export const usualCut: Readonly<Record<SentForm, Cut>> = { '06a': 'field', '06b': 'unit', weekly: 'field', 766: 'unit' }

/** The SHA-256 of a text as it is kept. */
export const sumOfText = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A model ready to be kept. */
export interface Made { readonly title: string; readonly body: string; readonly sha256: string }
const madeOf = (title: string, body: string): Made => ({ title, body, sha256: sumOfText(body) })

/** The sealed figures of a form for an agency, as of an instant (null: now), with the names that people know. @throws DomainError as `officialTable` */
export const sealedFigures = async (deps: MadeDeps, tenant: Tenant, { form, from, to, by, asOf }: DateRange & { readonly form: SentForm; readonly by: Cut | null; readonly asOf: string | null }): Promise<FiguresFile> =>
  figuresFile(deps, tenant, {
    form, from, to, by, asOf, kinds: usualKinds, grouping: (await groupingFor(deps, tenant.id, { form, to, knownAtMs: asOf === null ? null : parseInstant(asOf, tenant.zone) })).grouping,
  }, await figuresNamer(deps, tenant.id, to))

/** The figures as they are kept and handed out: canonical JSON. */
export const keptFigures = (file: FiguresFile): Made => madeOf(`${vi.formHeadings[file.form]} từ ngày ${shortDate(file.from)} đến ngày ${shortDate(file.to)}`, canonicalJson(file))

/** The report or the table of a period as it is counted now. @throws DomainError as `isoReport` and `officialTable` */
export const makeNow = async (deps: MadeDeps, tenant: Tenant, subject: ScheduledSubject, { from, to }: DateRange): Promise<Made> => {
  if (!isLayout(subject)) return keptFigures(await sealedFigures(deps, tenant, { form: subject, from, to, by: usualCut[subject], asOf: null }))
  const report = await isoReport(deps, { tenantId: tenant.id, layout: subject, from, to, asOf: null })
  return madeOf(report.title, JSON.stringify(report))
}

/** One that was made, as lists tell it. */
export const toldMade = ({ madeAtMs, body: _, ...made }: StoredMade, zone: string): MadeReport => ({ ...made, madeAt: formatInstant(madeAtMs, zone) })

/** One that was made with what it says. @throws DomainError not-found */
export const readMade = async (deps: Pick<Deps, 'pool'>, { tenantId, zone }: { readonly tenantId: string; readonly zone: string }, id: string): Promise<MadeReportDetail & { readonly body: string }> => {
  const stored = await findMadeReport(deps.pool, tenantId, id)
  if (stored?.body == null) throw new DomainError('not-found')
  const { body, subject, sha256 } = stored
  const [report, figures] = isLayout(subject) ? [JSON.parse(body) as IsoReport, null] : [null, JSON.parse(body) as FiguresFile]
  return { made: toldMade(stored, zone), intact: sumOfText(body) === sha256, report, figures, body }
}

/** The working calendar of an agency by its id; null where it has none. */
export const calendarFor = async (deps: Pick<Deps, 'orm'>, { id, calendarId }: Pick<Tenant, 'id' | 'calendarId'>): Promise<PreparedCalendar | null> => {
  const calendar = await findCalendar(deps.orm.em.fork(), id, calendarId)
  return calendar === undefined ? null : prepare(calendar)
}

/** Schedules with what each makes next, and which of them wait after a failure. */
export const schedulesOf = async (deps: Pick<Deps, 'pool' | 'orm'>, tenant: Tenant, today: LocalDate): Promise<ReportScheduleView[]> => {
  const [schedules, calendar] = await Promise.all([listReportSchedules(deps.pool, tenant.id, schedulesMost), calendarFor(deps, tenant)])
  return schedules.map(({ delay, enteredBy: _, ...one }) => ({
    ...one, next: one.endedOn === null ? nextPeriod(one, calendar, today) : null, delay: delay === null ? null : { failures: delay.failures, until: formatInstant(delay.untilMs, tenant.zone) },
  }))
}

/** What schedules make in a year, by the day: what was made, and what is still to come. */
export const scheduledYear = async (deps: Pick<Deps, 'pool' | 'orm'>, tenant: Tenant, year: number): Promise<ScheduledLine[]> => {
  const schedules = await listReportSchedules(deps.pool, tenant.id, schedulesMost)
  if (schedules.length === 0) return []
  const [made, calendar] = await Promise.all([madePeriods(deps.pool, tenant.id), calendarFor(deps, tenant)])
  return schedules.flatMap((one) => periodsMadeIn(one, calendar, { first: year, last: year })
    .map((period): ScheduledLine => ({ ...period, subject: one.subject, scheduleId: one.id, madeId: made.get(`${one.id} ${period.period}`) ?? null })))
    .toSorted((a, b) => (a.makeOn < b.makeOn ? -1 : a.makeOn > b.makeOn ? 1 : 0))
}
