/** How the columns or keys of a log are found, and how they become cases. */
import type { LogColumns, LogMapping } from '../../schemas/eventlog.ts'

export type LogField = keyof LogColumns

/** Facts of the case and facts of the event: in XES they stand in the trace and in its events. */
export const caseFields = ['caseId', 'start', 'end', 'plannedEnd', 'deadline', 'channel', 'unit', 'group', 'responsible'] as const satisfies readonly LogField[]
export const eventFields = ['activity', 'at', 'lifecycle', 'instance', 'resource', 'resourceGroup'] as const satisfies readonly LogField[]
const required: readonly LogField[] = ['caseId', 'activity', 'at']
const requiredOfList: readonly LogField[] = ['caseId', 'start']

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

/** Headings of tracking books and of what one-stop systems export, the one to be told of first. They serve CSV alone, in any case of letters. */
export const headings: Readonly<Partial<Record<LogField, readonly string[]>>> = {
  caseId: ['Mã hồ sơ', 'Số hồ sơ'],
  activity: ['Sự kiện', 'Công việc'],
  at: ['Thời điểm'],
  start: ['Ngày tiếp nhận', 'Ngày nhận', 'Nhận hồ sơ', 'Thời điểm tiếp nhận'],
  deadline: ['Ngày hẹn trả', 'Hẹn trả kết quả', 'Ngày hẹn trả kết quả', 'Hạn trả'],
  end: ['Ngày có kết quả', 'Ngày trả kết quả', 'Trả kết quả', 'Ngày kết thúc'],
  channel: ['Hình thức nộp', 'Hình thức tiếp nhận', 'Phương thức nộp'],
  unit: ['Đơn vị giải quyết', 'Cơ quan chủ trì giải quyết'],
  group: ['Tên thủ tục', 'Tên TTHC', 'Thủ tục'],
}

/** What a reader needs to know: names of all facts, which of them must be there, which lifecycles count, the delimiter of CSV. */
export interface ResolvedMapping {
  readonly columns: Readonly<Record<LogField, string>>
  readonly mustExist: ReadonlySet<LogField>
  readonly lifecycles: ReadonlySet<string>
  /** Null: comma, semicolon or tab, whichever the headings are divided by. */
  readonly delimiter: string | null
  /** Other names of columns that the mapping does not name itself. */
  readonly headings: typeof headings
  /** Each row is a case of its own, and tells no events. */
  readonly isList: boolean
}

/** A mapping with the defaults filled in. What the mapping names itself must be found in the log. */
export const resolveMapping = (mapping: LogMapping = {}, isList = false): ResolvedMapping => ({
  columns: { ...defaultColumns, ...mapping.columns },
  mustExist: new Set([...(isList ? requiredOfList : required), ...(Object.keys(mapping.columns ?? {}) as LogField[])]),
  headings: Object.fromEntries(Object.entries(headings).filter(([field]) => !(field in (mapping.columns ?? {})))),
  isList,
  lifecycles: new Set((mapping.lifecycles ?? ['complete']).map((name) => name.toLowerCase())),
  delimiter: mapping.delimiter ?? null,
})
