/** How near the end of the calendar is, and who is to be told. */
import { daysBetween } from './instants.ts'

/** The last covered day, and how many days there are until it; negative when it is past. */
export interface CalendarEnd { readonly coversTo: string; readonly daysLeft: number }

/** Administrators are told from so many days before. */
const administratorsFromDays = 90
/** Everybody is told from so many days before: by then receipts with a long limit are refused. */
const everybodyFromDays = 15

/** Notices go out when so many days are left; 0 is the last covered day, -1 the first one after it. */
const endRungs = [90, 60, 30, 15, 7, 0, -1] as const

/** @throws DomainError invalid-request: no such date. */
export const calendarEnd = (coversTo: string, today: string): CalendarEnd => ({ coversTo, daysLeft: daysBetween(today, coversTo) })

/** Whether somebody is to see the warning today. */
export const isTold = ({ daysLeft }: CalendarEnd, isAdministrator: boolean): boolean => daysLeft <= (isAdministrator ? administratorsFromDays : everybodyFromDays)

/** The rungs that are reached today, the nearest to the end last; none while the end is far. */
export const rungsReached = ({ daysLeft }: CalendarEnd): number[] => endRungs.filter((rung) => daysLeft <= rung)
