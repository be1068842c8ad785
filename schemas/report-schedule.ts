/** Which report or table is made by itself, when, and what has been made so: kept as it was counted, sent by nobody. docs/reports.md. */
import Type, { type Static } from 'typebox'
import { closed, Id, Instant, line, LocalDate, nullable, oneOf, Sha256 } from './common.ts'
import { DecisionNumber } from './administration.ts'
import { IsoReport, reportLayouts } from './report.ts'
import { FiguresFile, sentForms } from './subordinate.ts'

/** A report on the management system by its layout, or a table of figures by its form. */
export const scheduledSubjects = [...reportLayouts, ...sentForms] as const
export const ScheduledSubject = oneOf(scheduledSubjects)
export type ScheduledSubject = Static<typeof ScheduledSubject>

/** How often: every reporting period of this length, each closed on the 14th (NĐ 09/2019/NĐ-CP art. 12). */
export const schedulePaces = ['month', 'quarter', 'halfYear', 'year'] as const
export const SchedulePace = oneOf(schedulePaces)
export type SchedulePace = Static<typeof SchedulePace>

/** Body of POST /report-schedules. `afterDays`: the working day after the last day of the period on which it is made. `decision`: what asks for it. */
export const NewReportSchedule = closed({ subject: ScheduledSubject, pace: SchedulePace, afterDays: Type.Integer({ minimum: 1, maximum: 60 }), decision: DecisionNumber })
export type NewReportSchedule = Static<typeof NewReportSchedule>
/** Body of POST /report-schedules/:id/end. */
export const ScheduleEnding = closed({ reason: line(500) })
export type ScheduleEnding = Static<typeof ScheduleEnding>

/** A period of a schedule with the day on which it is made. */
export const ScheduledPeriod = closed({ period: Type.String({ maxLength: 10 }), from: LocalDate, to: LocalDate, makeOn: LocalDate })
export type ScheduledPeriod = Static<typeof ScheduledPeriod>

/** A schedule as it was decided; what it makes begins on the day on which it was entered. */
export const ReportSchedule = closed({ id: Id, ...NewReportSchedule.properties, beginsOn: LocalDate, by: Type.String(), endedOn: nullable(LocalDate) })
export type ReportSchedule = Static<typeof ReportSchedule>
/** With what it makes next and, while its report cannot be made, how often it failed and when it is tried again. */
export const ReportScheduleView = closed({
  ...ReportSchedule.properties, next: nullable(ScheduledPeriod), delay: nullable(closed({ failures: Type.Integer({ minimum: 1 }), until: Instant })),
})
export type ReportScheduleView = Static<typeof ReportScheduleView>
export const ReportSchedules = closed({ items: Type.Array(ReportScheduleView, { maxItems: 200 }) })

/**
 * What was made and is kept as it was counted. `scheduleId`: null where somebody kept it by hand, or a frozen report brought its figures along
 * (`copyId`). `sentAs`: the number under which this very report was frozen as sent; null while it waits.
 */
export const MadeReport = closed({
  id: Id, scheduleId: nullable(Id), period: nullable(Type.String({ maxLength: 10 })), subject: ScheduledSubject, from: LocalDate, to: LocalDate, title: line(300), sha256: Sha256,
  madeAt: Instant, by: nullable(Type.String()), copyId: nullable(Id), sentAs: nullable(closed({ id: Id, number: Type.String({ maxLength: 60 }) })),
})
export type MadeReport = Static<typeof MadeReport>
export const MadeReports = closed({ items: Type.Array(MadeReport, { maxItems: 200 }) })
/** With what it says: the report, or the sealed figures; the other is null. `intact`: its bytes are those that were made. */
export const MadeReportDetail = closed({ made: MadeReport, intact: Type.Boolean(), report: nullable(IsoReport), figures: nullable(FiguresFile) })
export type MadeReportDetail = Static<typeof MadeReportDetail>

/** One line of a year: what a schedule makes for a period, when, and what was made. */
export interface ScheduledLine extends ScheduledPeriod { readonly subject: ScheduledSubject; readonly scheduleId: Id; readonly madeId: Id | null }
