/** Files that a caller names on the command line. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError, type ErrorCode } from '../../schemas/errors.ts'
import { seedCalendar, seedCalendarIds } from '../../storage/seed/calendars.ts'
import { prepare, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { parseJson, parseWith } from '../validate.ts'

const MAX_BYTES = 1_000_000

const unreadable = (path: string, reason: string) => new DomainError('file-unreadable', { file: path.slice(0, 200), reason })

const readBytes = (path: string): Buffer => {
  const file = openSync(path, 'r')
  try {
    if (!fstatSync(file).isFile()) throw unreadable(path, 'not-a-file')
    const bytes = Buffer.alloc(MAX_BYTES + 1)
    let size = 0
    for (let got = -1; got !== 0 && size < bytes.length; size += got) got = readSync(file, bytes, size, bytes.length - size, null)
    return bytes.subarray(0, size)
  } finally {
    closeSync(file)
  }
}

const isSystemError = (error: unknown): error is Error & { code: string } => error instanceof Error && 'code' in error && 'syscall' in error

/**
 * The JSON value of a file of at most 1 MB of UTF-8.
 * @throws DomainError file-unreadable (missing, not a plain file, too large, not UTF-8), or of the code given (not JSON).
 */
export const readJsonFile = (path: string, errorCode: ErrorCode): unknown => {
  try {
    const bytes = readBytes(path)
    if (bytes.length > MAX_BYTES) throw unreadable(path, 'too-large')
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes), errorCode)
  } catch (error) {
    if (isSystemError(error)) throw unreadable(path, error.code)
    if (error instanceof TypeError) throw unreadable(path, 'not-utf-8')
    throw error
  }
}

/**
 * The calendar of `--calendar`: a shipped name, or a file that holds one.
 * @throws DomainError calendar-unknown (neither), file-unreadable, calendar-invalid.
 */
export const calendarOption = (value: string): PreparedCalendar => {
  if (seedCalendarIds.some((id) => id === value)) return prepare(seedCalendar(value))
  try {
    return prepare(parseWith(WorkingCalendar, readJsonFile(value, 'calendar-invalid'), 'calendar-invalid'))
  } catch (error) {
    const missing = error instanceof DomainError && error.code === 'file-unreadable' && error.details['reason'] === 'ENOENT'
    if (missing) throw new DomainError('calendar-unknown', { calendar: value.slice(0, 200), known: [...seedCalendarIds] })
    throw error
  }
}
