/** A procedure as the table of steps that people edit: rows are states, each with what happens next. docs/procedure-editor.md. */
import Type, { type Static } from 'typebox'
import { Bilingual, closed, Code, line, nullable, oneOf, Sha256, text } from './common.ts'
import { Limit } from './calendar.ts'
import { ClockMode, EventType, Finding, OfficialStatus, Place, Role } from './procedure.ts'

/** Names a row within its table for as long as it is there: the dotted path that it had when the table was made, or `+1`, `+2` for one that was added. */
const RowId = Type.String({ maxLength: 200 })

/** A condition or a side action by its name in the registry, with parameters. */
export const RulePart = closed({
  type: Type.String({ minLength: 1, maxLength: 64 }),
  params: Type.Record(Type.String({ maxLength: 64 }), Type.Unknown(), { maxProperties: 10 }),
})
export type RulePart = Static<typeof RulePart>

/** One way out of a row. No target: it stays where it is. */
export const StepWay = closed({
  /** Its place in the definition that the table was made from, such as `on.ACCEPT`; `+1` for one that was added. */
  id: Type.String({ minLength: 1, maxLength: 120 }),
  /** By an event, by itself, or when all inside is done. */
  cause: oneOf(['on', 'always', 'onDone']),
  event: nullable(EventType),
  targets: Type.Array(RowId, { maxItems: 10 }),
  guard: nullable(RulePart),
  actions: Type.Array(RulePart, { maxItems: 10 }),
  role: nullable(Role),
  place: nullable(Place),
  /** Off the main path: not counted in the sum of the limits. */
  branch: Type.Boolean(),
  paper: nullable(Code),
  reason: Type.Boolean(),
  name: nullable(Bilingual),
  /** Enters the target anew although the dossier is inside it. */
  reenter: Type.Boolean(),
})
export type StepWay = Static<typeof StepWay>

/** A step, steps in a group, strands side by side, an end, or the step in which work goes on after a stop. */
export const rowKinds = ['step', 'group', 'strands', 'end', 'resume'] as const
export type RowKind = (typeof rowKinds)[number]

/** One row. The row '' is the whole procedure: what it says holds in every row. */
export const StepRow = closed({
  id: RowId,
  /** The row around it; null for the whole alone. */
  parent: nullable(RowId),
  code: Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z][A-Za-z0-9_-]*$' }),
  kind: oneOf(rowKinds),
  /** A group: in which row it begins; null: in its first one. */
  first: nullable(RowId),
  /** A `resume` row: whether the innermost step is remembered, and where it goes when nothing is. */
  deep: Type.Boolean(),
  fallback: nullable(RowId),
  name: nullable(Bilingual),
  role: nullable(Role),
  place: nullable(Place),
  limit: nullable(Limit),
  within: nullable(RowId),
  status: nullable(OfficialStatus),
  clock: nullable(ClockMode),
  stopGround: nullable(line(300)),
  paper: nullable(Code),
  form: nullable(Code),
  output: nullable(line(300)),
  fourEyes: Type.Array(RowId, { maxItems: 10 }),
  guidance: nullable(text(2000)),
  /** What happens when the step is entered. */
  entry: Type.Array(RulePart, { maxItems: 10 }),
  ways: Type.Array(StepWay, { maxItems: 120 }),
})
export type StepRow = Static<typeof StepRow>

/** The table. Rows of one parent stand in the order in which they are shown. */
export const StepTable = closed({
  title: Bilingual,
  /** The limit of the procedure, as it is published. */
  limit: Limit,
  hoursPerDay: Type.Number({ minimum: 1, maximum: 24 }),
  /** Events of the procedure's own, beside the standard ones. */
  events: Type.Array(closed({ code: EventType, name: Bilingual }), { maxItems: 100 }),
  rows: Type.Array(StepRow, { minItems: 1, maxItems: 200 }),
})
export type StepTable = Static<typeof StepTable>

/** What keeps a table from being a definition at all. */
export const tableFaults = ['code-twice', 'row-unknown', 'parent-wrong', 'group-empty', 'event-missing', 'too-deep'] as const
export type TableFault = (typeof tableFaults)[number]
/** One of them: at which row, and what is wrong there. */
export interface TableProblem { readonly fault: TableFault; readonly row: string; readonly what: string }

/** The limits of the steps against the limit that is published, in the hours that the agency counts; null where none can be counted. */
export const LimitSum = closed({
  limitHours: nullable(Type.Number()),
  /** The shortest and the longest of the main paths. */
  mainHours: nullable(closed({ least: Type.Number(), most: Type.Number() })),
  /** The longest of all ways. */
  longestHours: nullable(Type.Number()),
})
export type LimitSum = Static<typeof LimitSum>

/** A table with what is known about it. */
export const StepTableView = closed({
  /** Of the table: grows with each change. 0: nothing is edited, the table is what the draft carries. */
  version: Type.Integer({ minimum: 0 }),
  /** Whether the draft carries exactly this. */
  written: Type.Boolean(),
  hash: nullable(Sha256),
  table: StepTable,
  problems: Type.Array(closed({ fault: oneOf(tableFaults), row: RowId, what: Type.String({ maxLength: 400 }) }), { maxItems: 400 }),
  findings: Type.Array(Finding, { maxItems: 4000 }),
  sum: nullable(LimitSum),
})
export type StepTableView = Static<typeof StepTableView>

/** Ways that a table offers to add; each comes with the condition, the count and the form that usually go with it. */
export const wayKinds = ['forward', 'return', 'consult', 'supplement', 'stop', 'refuse', 'withdraw'] as const
export type WayKind = (typeof wayKinds)[number]

/** What can be done to a table. */
export const tableDeeds = ['begin', 'setStep', 'addStep', 'removeStep', 'moveStep', 'addWay', 'removeWay', 'setProcedure', 'replace', 'restore', 'import'] as const
export type TableDeed = (typeof tableDeeds)[number]

/** Body of POST /documents/:id/step-table: one change, at the version of the table named in If-Match. */
export const EditStepTable = closed({
  do: oneOf(tableDeeds.filter((deed) => deed !== 'begin' && deed !== 'import')),
  /** setStep: the whole row, under the id that it has. With another change: saved before it. */
  step: Type.Optional(StepRow),
  /** removeStep, moveStep, addWay, removeWay; addStep: the row behind which the new one comes. */
  row: Type.Optional(RowId),
  by: Type.Optional(oneOf(['up', 'down'])),
  kind: Type.Optional(oneOf(wayKinds)),
  way: Type.Optional(Type.String({ maxLength: 120 })),
  procedure: Type.Optional(closed({ title: Bilingual, limit: Limit, hoursPerDay: Type.Number({ minimum: 1, maximum: 24 }) })),
  table: Type.Optional(StepTable),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
})
export type EditStepTable = Static<typeof EditStepTable>

/** What a change did beside what was asked: nothing is mended in silence. */
export const tableNotes = ['wayDropped', 'wayLed', 'referenceDropped', 'notLinked', 'stepAdded', 'dayToHours', 'limitUnread', 'roleUnread', 'dayAsWorking', 'named', 'noLimit', 'totalDiffers'] as const
export const TableNote = closed({ note: oneOf(tableNotes), at: Bilingual, what: Type.String({ maxLength: 400 }) })
export type TableNote = Static<typeof TableNote>

/** Body of POST /documents/:id/step-table/begin, for a draft that carries no procedure yet: a copy of one in force, or a new one. */
export const BeginStepTable = closed({
  from: Type.Optional(Code),
  procedure: Type.Optional(closed({ code: Code, title: Bilingual, kind: oneOf(['tthc', 'internal']), limit: Limit })),
})
export type BeginStepTable = Static<typeof BeginStepTable>

/** What came of a change: the version that the table has now, and what was changed beside what was asked. */
export const EditedStepTable = closed({ version: Type.Integer({ minimum: 1 }), notes: Type.Array(TableNote, { maxItems: 1000 }) })
export type EditedStepTable = Static<typeof EditedStepTable>

/** A sheet as it was read out of a file: rows with their numbers; `copied` names columns whose cell belongs to a merged one above or to the left. */
export interface SheetRow { readonly number: number; readonly cells: readonly string[]; readonly copied: readonly number[] }
export interface Sheet { readonly name: string; readonly rows: readonly SheetRow[] }

/** How one row of a published step table was read. */
export const importUses = ['step', 'result', 'heading', 'total', 'skipped'] as const
export const importRemarks = ['limitUnread', 'roleUnread', 'dayAsWorking', 'dayToHours', 'named', 'noLimit', 'totalDiffers'] as const
export type ImportRemark = (typeof importRemarks)[number]
export interface ImportLine {
  readonly row: number
  /** `heading`: the title of the sub-rows that follow; `result`: hands out what the steps made; `skipped`: nothing that a step could be. */
  readonly use: (typeof importUses)[number]
  readonly name: string
  readonly role: Static<typeof Role> | null
  readonly limit: Limit | null
  readonly output: string | null
  readonly guidance: string | null
  /** What was not understood or not taken as it stands, with the text of the cell. */
  readonly remarks: readonly { readonly remark: ImportRemark; readonly text: string }[]
}
/** A file read as a step table; `heading` is the row of the column names. */
export interface ReadSteps { readonly sheet: string; readonly heading: number; readonly lines: readonly ImportLine[] }

/** Answer of an import: the version that the table has now, and how each row of the file was read. */
export const ImportedTable = closed({
  ...EditedStepTable.properties,
  read: closed({
    sheet: Type.String({ maxLength: 200 }), heading: Type.Integer({ minimum: 0 }),
    lines: Type.Array(closed({
      row: Type.Integer({ minimum: 1 }), use: oneOf(importUses), name: Type.String(), role: nullable(Role), limit: nullable(Limit), output: nullable(Type.String()), guidance: nullable(Type.String()),
      remarks: Type.Array(closed({ remark: oneOf(importRemarks), text: Type.String() })),
    })),
  }),
})
export type ImportedTable = Static<typeof ImportedTable>
