/** `quytrinh timeliness`: early, on time or late, and by how many working days. */
import { parseInstant } from '../../workflows/calendar/index.ts'
import { classify } from '../../workflows/dossier/timeliness.ts'
import type { Command } from './command.ts'
import { calendarOption } from './files.ts'
import { oneOfWords, readOptions, required } from './options.ts'

/** @throws UsageError; DomainError invalid-request, calendar-unknown, calendar-invalid, calendar-not-covered, file-unreadable. */
export const run: Command = async (args) => {
  const options = readOptions(args, ['due', 'done', 'unit', 'calendar'])
  const unit = oneOfWords(required(options, 'unit'), ['workingDay', 'workingHour', 'calendarDay', 'sameDay', 'none'], 'unit')
  const [due, done] = [required(options, 'due'), required(options, 'done')]
  const calendar = calendarOption(options.values['calendar'] ?? 'vn')
  const { zone } = calendar.calendar
  const found = classify(calendar, { unit, dueAtMs: parseInstant(due, zone), doneAtMs: parseInstant(done, zone) })
  const value = { timeliness: found?.timeliness ?? null, daysLate: found?.daysLate ?? null, lateWorkingMs: found?.lateWorkingMs ?? null }
  const late = found?.timeliness === 'late' ? ` by ${found.daysLate} working day(s)` : ''
  return { value, text: found ? `${found.timeliness}${late}` : 'no due date' }
}
