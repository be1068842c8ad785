/** `quytrinh due`: when a limit ends, and what was done with each day. */
import Type from 'typebox'
import { closed, line, nullable } from '../../schemas/common.ts'
import type { Limit, LimitUnit } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import {
  explainDue, formatInstant, parseInstant, type DueExplanation, type PreparedCalendar, type StopMs,
} from '../../workflows/calendar/index.ts'
import { parseWith } from '../validate.ts'
import type { Command } from './command.ts'
import { calendarOption, readJsonFile } from './files.ts'
import { oneOfWords, readOptions, required, type Options } from './options.ts'

const units = ['workingDay', 'workingHour', 'calendarDay', 'sameDay', 'none'] as const

const when = Type.String({ maxLength: 40 })

/** As `Stop`, but local times without an offset are allowed as they are for --from, and `kind` may be left out. */
const StopsFile = Type.Array(
  closed({ from: when, to: Type.Optional(nullable(when)), kind: Type.Optional(line(64)) }),
  { maxItems: 1000 },
)

/** Same-day services and procedures without a limit have no amount to give; it may be left out. */
const limitOption = (options: Options, unit: LimitUnit): Limit => {
  const fixed = unit === 'none' ? 0 : unit === 'sameDay' ? 1 : null
  const given = fixed === null ? required(options, 'limit') : (options.values['limit'] ?? String(fixed))
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(given)) throw new DomainError('limit-invalid', { unit, amount: given.slice(0, 40) })
  return { unit, amount: Number(given) }
}

const stopsOption = (path: string, zone: string): StopMs[] =>
  parseWith(StopsFile, readJsonFile(path, 'stops-invalid'), 'stops-invalid').map((stop) => ({
    fromMs: parseInstant(stop.from, zone),
    toMs: stop.to === undefined || stop.to === null ? null : parseInstant(stop.to, zone),
    kind: stop.kind ?? 'stop',
  }))

const answerOf = (calendar: PreparedCalendar, explained: DueExplanation) => ({
  dueAt: explained.dueAtMs === null ? null : formatInstant(explained.dueAtMs, calendar.calendar.zone),
  dueOn: explained.dueOn,
  trace: explained.trace,
})

const textOf = (answer: ReturnType<typeof answerOf>): string => [
  answer.dueAt ?? 'no due date: no limit, or stopped',
  ...answer.trace.map(({ on, counted, reason, source, minutes }) =>
    `${on} ${counted ? '+' : ' '} ${reason}${minutes === undefined ? '' : ` ${minutes} min`}${source === null ? '' : ` (${source})`}`),
].join('\n')

/**
 * @throws UsageError; DomainError invalid-request, limit-invalid, stops-invalid, calendar-unknown, calendar-invalid, calendar-not-covered,
 * file-unreadable.
 */
export const run: Command = async (args) => {
  const options = readOptions(args, ['from', 'limit', 'unit', 'calendar', 'stops', 'on-resume'])
  const unit = oneOfWords(required(options, 'unit'), units, 'unit')
  const onResume = oneOfWords(options.values['on-resume'] ?? 'pause', ['pause', 'reset'], 'on-resume')
  const from = required(options, 'from')
  const limit = limitOption(options, unit)
  const calendar = calendarOption(options.values['calendar'] ?? 'vn')
  const { zone } = calendar.calendar
  const stops = options.values['stops'] === undefined ? [] : stopsOption(options.values['stops'], zone)
  const answer = answerOf(calendar, explainDue(calendar, { startMs: parseInstant(from, zone), limit, stops, onResume }))
  return { value: answer, text: textOf(answer) }
}

