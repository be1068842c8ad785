/** What a new version of a calendar does: to which dossiers before it is published, and how far it is put to them after. */
import Type, { type Static } from 'typebox'
import { closed, Id, Instant, LocalDate, nullable } from './common.ts'
import { DossierCode } from './dossier.ts'
import { Cursor, page, PageSize } from './service.ts'

/** A dossier whose due date would move. `toDueAt` null: the calendar ends before it. `days`: calendar days, null when one of the two is not known. */
export const DueMoveLine = closed({
  id: Id, code: nullable(DossierCode), fromDueAt: nullable(Instant), toDueAt: nullable(Instant), days: nullable(Type.Integer()),
  holders: Type.Array(closed({ step: Type.String(), unitId: Id, holderId: nullable(Id) })),
})
export const DueMovePage = page(DueMoveLine)
export type DueMovePage = Static<typeof DueMovePage>
export const DueMoveFilter = closed({ limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })

/** How many would move. `unknown`: to or from a day that the calendar does not cover. `more`: the count stopped at its bound. */
export const DueMoveCount = closed({
  moved: Type.Integer(), byDays: Type.Array(closed({ days: Type.Integer(), dossiers: Type.Integer() })), unknown: Type.Integer(), more: Type.Boolean(),
})
export type DueMoveCount = Static<typeof DueMoveCount>

/** One version. `publication` null: it came with the agency. `remaining`: open dossiers that it is still to be put to; of the newest version alone. */
export const CalendarVersionView = closed({
  version: Type.Integer(), coversFrom: LocalDate, coversTo: LocalDate, createdAt: Instant,
  publication: nullable(closed({ by: Type.String(), moved: Type.Integer(), kept: Type.Integer(), remaining: Type.Integer(), finishedAt: nullable(Instant) })),
})
export type CalendarVersionView = Static<typeof CalendarVersionView>
export const CalendarVersionPage = page(CalendarVersionView)
export const CalendarVersionFilter = closed({ limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })
