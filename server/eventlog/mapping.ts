/** How the columns or keys of a log are found, and how they become cases. */
import type { LogColumns, LogMapping } from '../../schemas/eventlog.ts'

export type LogField = keyof LogColumns

/** Facts of the case and facts of the event: in XES they stand in the trace and in its events. */
export const caseFields = ['caseId', 'start', 'end', 'plannedEnd', 'deadline', 'channel', 'unit', 'group', 'responsible'] as const satisfies readonly LogField[]
export const eventFields = ['activity', 'at', 'lifecycle', 'instance', 'resource', 'resourceGroup'] as const satisfies readonly LogField[]
const required: readonly LogField[] = ['caseId', 'activity', 'at']

/** The names of the XES standard extensions, and those of the CoSeLoG logs for the dates of a case. */
const defaultColumns: Readonly<Record<LogField, string>> = {
  caseId: 'case:concept:name',
  activity: 'concept:name',
  at: 'time:timestamp',
  lifecycle: 'lifecycle:transition',
  instance: 'concept:instance',
  resource: 'org:resource',
  resourceGroup: 'org:group',
  start: 'case:startdate',
  end: 'case:enddate',
  plannedEnd: 'case:enddate_planned',
  deadline: 'case:deadline',
  channel: 'case:channel',
  unit: 'case:department',
  group: 'case:group',
  responsible: 'case:responsible',
}

/** What a reader needs to know: names of all facts, which of them must be there, which lifecycles count, the delimiter of CSV. */
export interface ResolvedMapping {
  readonly columns: Readonly<Record<LogField, string>>
  readonly mustExist: ReadonlySet<LogField>
  readonly lifecycles: ReadonlySet<string>
  readonly delimiter: string
}

/** A mapping with the defaults filled in. What the mapping names itself must be found in the log. */
export const resolveMapping = (mapping: LogMapping = {}): ResolvedMapping => ({
  columns: { ...defaultColumns, ...mapping.columns },
  mustExist: new Set([...required, ...(Object.keys(mapping.columns ?? {}) as LogField[])]),
  lifecycles: new Set((mapping.lifecycles ?? ['complete']).map((name) => name.toLowerCase())),
  delimiter: mapping.delimiter ?? ',',
})
