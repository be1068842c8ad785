/** What each form of the draft asks for, as a change of the calendar. */
import { parse } from 'csv-parse/sync'
import Type from 'typebox'
import { CalendarDay, WeeklyPattern, type CalendarDayKind, type Session, type WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { legalHolidays } from '../../storage/seed/holidays.ts'
import { addDays, datesBetween, nextYear, usualSessions, weekdayOfDate, withDays, withoutDay, withWeek, withYear } from '../../workflows/calendar/index.ts'
import { readDate } from '../views/times.ts'
import { bodyOf, type Sent, typed } from './admin-forms.ts'
import { holidayRows, lieuRows, partOf } from './calendar-plans.ts'
import { given, type Fields } from './forms.ts'

type Amend = (calendar: WorkingCalendar) => WorkingCalendar
/** The longest stretch that one form enters. */
const stretchMost = 60

const refused = (field: string, message: string, messageEn: string): DomainError => new DomainError('invalid-request', { errors: [{ at: `/${field}`, rule: 'form', message, messageEn }] })

const dayIn = (fields: Fields, name: string): string => {
  const on = readDate(typed(fields, name))
  if (on === null) throw refused(name, 'ngày phải viết dd/mm/yyyy, ví dụ 05/03/2027', 'write the date as dd/mm/yyyy, such as 05/03/2027')
  return on
}

/** The dates of a form with a first and perhaps a last day; null when neither is given. */
const stretchIn = (fields: Fields, [first, last]: readonly [string, string]): string[] | null => {
  if (given(fields, first) === undefined && given(fields, last) === undefined) return null
  const from = dayIn(fields, first)
  const to = given(fields, last) === undefined ? from : dayIn(fields, last)
  const dates = datesBetween(from, to, stretchMost)
  if (dates.length === 0) throw refused(last, `ngày cuối phải từ ngày đầu trở đi, nhiều nhất ${stretchMost} ngày`, `the last day must not be before the first, and at most ${stretchMost} days in all`)
  return dates
}

interface Common { readonly decision: string; readonly knownOn: string; readonly name?: string }

const common = (fields: Fields): Common => {
  const decision = given(fields, 'decision')
  if (decision === undefined) throw refused('decision', 'cần số quyết định', 'the number of the decision is needed')
  const name = given(fields, 'name')
  return { decision, knownOn: dayIn(fields, 'knownOn'), ...(name === undefined ? {} : { name }) }
}

const isWorked = (calendar: WorkingCalendar, on: string): boolean => usualSessions(calendar, on).length > 0

/** Days off of one kind; those that the week gives off anyway are passed over. @throws DomainError invalid-request when none is left */
const daysOff = (calendar: WorkingCalendar, dates: readonly string[], kind: CalendarDayKind, more: Common): CalendarDay[] => {
  const inside = dates.filter((on) => on < calendar.coversFrom || on > calendar.coversTo || isWorked(calendar, on))
  if (inside.length === 0) throw refused('firstDay', 'những ngày này vốn đã là ngày nghỉ', 'these days are days off already')
  return inside.map((on) => ({ on, kind, ...more }))
}

const localOff = ({ fields }: Sent): Amend => (calendar) => {
  const part = typed(fields, 'part')
  const days = daysOff(calendar, stretchIn(fields, ['firstDay', 'lastDay']) ?? [dayIn(fields, 'firstDay')], 'LOCAL_OFF', common(fields))
  if (part !== 'morning' && part !== 'afternoon') return withDays(calendar, days)
  // The other half stays worked.
  const rest = part === 'morning' ? 'afternoon' : 'morning'
  return withDays(calendar, days.map((day) => ({ ...day, sessions: [...partOf(calendar, day.on, rest)] })))
}

const localWork = ({ fields }: Sent): Amend => (calendar) => {
  const on = dayIn(fields, 'firstDay')
  const monday = addDays(on, -weekdayOfDate(on))
  return withDays(calendar, [{ on, kind: 'LOCAL_WORK', sessions: [...partOf(calendar, monday, typed(fields, 'part'))], ...common(fields) }])
}

const swapped = ({ fields }: Sent): Amend => (calendar) => {
  const more = common(fields)
  return withDays(calendar, [{ on: dayIn(fields, 'off'), kind: 'SWAP_OFF', ...more }, { on: dayIn(fields, 'work'), kind: 'SWAP_WORK', ...more }])
}

const nationalOff = ({ fields }: Sent): Amend => (calendar) => {
  const kind = typed(fields, 'kind') === 'COMPENSATORY' ? 'COMPENSATORY' : 'HOLIDAY'
  return withDays(calendar, daysOff(calendar, stretchIn(fields, ['firstDay', 'lastDay']) ?? [dayIn(fields, 'firstDay')], kind, common(fields)))
}

const yearAdded = ({ fields }: Sent): Amend => (calendar) => {
  const year = nextYear(calendar)
  const longer = withYear(calendar, year)
  const more = common(fields)
  const rows = (count: number, name: string, kind: CalendarDayKind, nameOf: (index: number) => string): CalendarDay[] => Array.from({ length: count }, (_, index) => index).flatMap((index) =>
    (stretchIn(fields, [`${name}${index}From`, `${name}${index}To`]) ?? []).filter((on) => !on.startsWith(`${year}-`) || isWorked(longer, on)).map((on) => ({ on, kind, ...more, name: nameOf(index) })))
  const holidays = legalHolidays(year)
  return withDays(longer, [...rows(holidayRows, 'holiday', 'HOLIDAY', (index) => holidays[index]?.name.vi ?? ''), ...rows(lieuRows, 'lieu', 'COMPENSATORY', () => 'Nghỉ bù')])
}

const hoursIn = (fields: Fields, name: string): Session[] => {
  const text = given(fields, name)
  if (text === undefined) return []
  const found = /^(\d{2}:\d{2})\s*[-–]\s*(\d{2}:\d{2})$/.exec(text)
  if (!found) throw refused(name, 'giờ viết như 07:30-11:30', 'write hours as 07:30-11:30')
  return [{ from: found[1] ?? '', to: found[2] ?? '' }]
}

const weekChanged = ({ fields }: Sent): Amend => (calendar) => {
  const [morning, afternoon] = [hoursIn(fields, 'morning'), hoursIn(fields, 'afternoon')]
  const usual = [...morning, ...afternoon]
  if (usual.length === 0) throw refused('morning', 'cần ít nhất một buổi làm việc', 'at least one session is needed')
  const saturday = typed(fields, 'saturday')
  const pattern = bodyOf(WeeklyPattern, {
    validFrom: dayIn(fields, 'validFrom'), days: [usual, usual, usual, usual, usual, saturday === 'counts' ? morning : [], []], decision: typed(fields, 'decision'),
    ...(saturday === 'receipt' ? { receiptOnly: [[], [], [], [], [], morning, []] } : {}),
  })
  return withWeek(calendar, pattern)
}

const unreadable = () => refused('list', 'danh sách không đọc được: cần CSV có dòng đầu đúng mẫu, hoặc một mảng JSON', 'the list cannot be read: it must be CSV with the first line as shown, or a JSON array')

const csvRows = (text: string): unknown[] => {
  const rows = parse(text, { columns: true, skip_empty_lines: true, trim: true, bom: true, delimiter: [',', ';', '\t'] }) as Record<string, string>[]
  return rows.map(({ sessions = '', name = '', ...row }) => ({
    ...row, ...(name === '' ? {} : { name }),
    ...(sessions === '' ? {} : { sessions: sessions.split(/\s+/).map((one) => ({ from: one.slice(0, 5), to: one.slice(6) })) }),
  }))
}

const pasted = ({ fields }: Sent): Amend => (calendar) => {
  const text = typed(fields, 'list')
  let rows: unknown
  try {
    rows = /^\s*[[{]/.test(text) ? JSON.parse(text) : csvRows(text)
  } catch {
    throw unreadable()
  }
  if (!Array.isArray(rows) || rows.length === 0) throw unreadable()
  return withDays(calendar, bodyOf(Type.Array(CalendarDay, { maxItems: 1000 }), rows))
}

const forms: Readonly<Record<string, (sent: Sent) => Amend>> = {
  local: localOff, work: localWork, swap: swapped, off: nationalOff, year: yearAdded, week: weekChanged, paste: pasted,
  remove: ({ fields }) => (calendar) => withoutDay(calendar, typed(fields, 'on')),
}

/** The change that a form asks for. @throws DomainError not-found for a form that there is not; the change itself throws invalid-request and calendar-invalid */
export const amendmentOf = (sent: Sent): Amend => {
  const make = Object.hasOwn(forms, sent.formId) ? forms[sent.formId] : undefined
  if (make === undefined) throw new DomainError('not-found')
  return make(sent)
}
