/** Words for tests of working time: the shipped calendar, instants by their local text, and refusals by their code. */
import type { CalendarDay, LimitUnit, WeeklyPattern, WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { dueAt, formatInstant, parseInstant, prepare, type PreparedCalendar } from '../../workflows/calendar/index.ts'

export const vn = prepare(seedCalendar('vn'))
export const zone = vn.calendar.zone

/** The instant of a local time of Viet Nam. */
export const at = (text: string): number => parseInstant(text, zone)

/** Local date and minute of an instant; null stays null. */
export const shown = (ms: number | null): string | null => (ms === null ? null : formatInstant(ms, zone).slice(0, 16))

/** The due moment of a limit that is never stopped. */
export const due = (unit: LimitUnit, amount: number, from: string, fast: PreparedCalendar = vn): string | null =>
  shown(dueAt(fast, at(from), { unit, amount }))

/** The code of the refusal, and its details; anything else thrown is thrown on. */
export const refusal = (question: () => unknown): { code: string; details: Readonly<Record<string, unknown>> } => {
  try {
    question()
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, details: error.details }
    throw error
  }
  return { code: 'not refused', details: {} }
}

export const office = [{ from: '07:30', to: '11:30' }, { from: '13:00', to: '17:00' }]
export const officeWeek: WeeklyPattern = { validFrom: '2024-01-01', days: [office, office, office, office, office, [], []],
  decision: 'Office hours' }

/** A calendar of the year 2024 with office hours, the days given, and whatever else is to differ. */
export const year2024 = (days: readonly CalendarDay[], other: Partial<WorkingCalendar> = {}): WorkingCalendar => ({
  id: 'test', version: 1, zone, coversFrom: '2024-01-01', coversTo: '2024-12-31', weekly: [officeWeek], days: [...days],
    sameDayCutOff: '15:00', ...other,
})

export const day = (on: string, kind: CalendarDay['kind'], other: Partial<CalendarDay> = {}): CalendarDay =>
  ({ on, kind, decision: `Decision on ${kind}`, knownOn: '2023-12-01', ...other })
