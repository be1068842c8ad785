/** One door to event logs of either format. */
import { DomainError } from '../../schemas/errors.ts'
import { logLimits, type LogCase, type LogLimits, type LogMapping } from '../../schemas/eventlog.ts'
import { zoneExists } from '../../workflows/calendar/index.ts'
import type { LogTally } from './build.ts'
import { readCsv } from './csv.ts'
import { resolveMapping } from './mapping.ts'
import { readXes } from './xes.ts'

export interface ReadLogOptions {
  /** Zone of timestamps that carry no offset. */
  readonly zone: string
  readonly mapping?: LogMapping
  /** A CSV file is a tracking book: each row is a case, and tells no events. */
  readonly isList?: boolean
  /** Only lower than `logLimits`. */
  readonly limits?: Partial<LogLimits>
  /** Filled in while the log is read. */
  readonly tally?: LogTally
}

/** A tally to hand in: what was read, and how many events were left out because their lifecycle does not count. */
export const newTally = (): LogTally => ({ cases: 0, events: 0, skippedByLifecycle: 0 })

/**
 * The cases of a log, `.csv` or `.xes`, each also with `.gz`. Nothing is stored here; a fault anywhere in the file is thrown.
 * @throws DomainError file-unreadable | log-malformed | log-too-large | log-mapping-invalid
 */
export const readLog = (path: string, options: ReadLogOptions): AsyncGenerator<LogCase> => {
  if (!zoneExists(options.zone)) throw new DomainError('log-mapping-invalid', { reason: 'zone-unknown' })
  const name = path.toLowerCase().replace(/\.gz$/, '')
  const build = {
    mapping: resolveMapping(options.mapping, options.isList === true && name.endsWith('.csv')), zone: options.zone,
    limits: { ...logLimits, ...options.limits }, tally: options.tally ?? newTally(),
  }
  if (name.endsWith('.xes')) return readXes(path, build)
  if (name.endsWith('.csv')) return readCsv(path, build)
  throw new DomainError('file-unreadable', { reason: 'neither .xes nor .csv' })
}
