/** What the figures of form II.06a are: counts, the cuts they are made by, and how two groups are counted in. TT 01/2020/TT-VPCP; docs/statistics.md. */
import Type, { type Static } from 'typebox'
import { closed, Code, Id, Instant, LocalDate, nullable, oneOf } from './common.ts'
import { Channel } from './dossier.ts'

/** By what a dossier may be told apart. `month` is the month of receipt, so that what is received, resolved and in progress stays in one row. */
export const cuts = ['field', 'unit', 'procedure', 'revision', 'month', 'channel', 'level', 'department'] as const
export const Cut = oneOf(cuts)
export type Cut = Static<typeof Cut>

/** Which procedures are counted: administrative ones and imported logs of them by default, internal ones apart. */
export const statisticsKinds = ['tthc', 'log', 'internal'] as const
export const StatisticsKind = oneOf(statisticsKinds)
export type StatisticsKind = Static<typeof StatisticsKind>

/**
 * Whose time it was: the unit before anybody took it up, one person, the applicant who was to bring papers or to pay, another agency or a stop by
 * decision, the superior who signs.
 */
export const keepers = ['unit', 'person', 'applicant', 'other', 'superior'] as const
export const Keeper = oneOf(keepers)
export type Keeper = Static<typeof Keeper>

const count = Type.Integer({ minimum: 0 })

/** The columns of II.06a (3 to 13), and beside them what lies inside. Every one is a number of dossiers. */
export const Counts = closed({
  received: closed({ total: count, online: count, directOrPostal: count, carriedOver: count }),
  resolved: closed({ total: count, early: count, onTime: count, late: count }),
  inProgress: closed({ total: count, within: count, overdue: count }),
  /** Kept out of the columns above when the grouping says so; 0 otherwise. */
  apart: closed({ ended: count, paused: count }),
  /** Of those above, not added to them. */
  ofWhich: closed({
    withdrawn: count, refused: count, stopped: count, paused: count, lateWithApology: count, overdueWithApology: count, withoutLimit: count,
  }),
})
export type Counts = Static<typeof Counts>

/** Where two groups go: local forms count withdrawn, refused and stopped dossiers as resolved in time, and paused ones as within the limit; others list them apart. */
export const Grouping = closed({ ended: oneOf(['resolved', 'apart']), paused: oneOf(['inProgress', 'apart']) })
export type Grouping = Static<typeof Grouping>

/** What a row is about; null in each cut that was not asked for, or that the dossier has no value for. */
export const RowKey = closed({
  field: nullable(Code), unit: nullable(Id), procedure: nullable(Code),
  /** A procedure with its revision, as `P1@2`. */
  revision: nullable(Type.String({ maxLength: 80 })),
  month: nullable(Type.String({ pattern: '^\\d{4}-\\d{2}$' })), channel: nullable(Channel), level: nullable(Type.String({ maxLength: 10 })),
  /** The department that an imported log names; null for dossiers of the service's own. */
  department: nullable(Type.String({ maxLength: 500 })),
  /** Of the tables of work alone: a step of the procedure, or the person who had it in hand (null: nobody had taken it up). */
  step: Type.Optional(Type.String({ maxLength: 200 })), person: Type.Optional(nullable(Id)),
})
export type RowKey = Static<typeof RowKey>

/** What a table of work looks at: one procedure, steps in the hands of one unit with all below it; null for all. */
export const WorkScope = closed({ procedure: nullable(Code), unit: nullable(Id) })
export type WorkScope = Static<typeof WorkScope>

/** Shares of the resolved in per cent, half-up, two decimals and a comma; "–" where nothing is resolved. */
export const Shares = closed({ early: Type.String(), onTime: Type.String(), late: Type.String(), notLate: Type.String() })
export type Shares = Static<typeof Shares>

export const StatisticsRow = closed({ key: RowKey, counts: Counts, shares: Shares })
export type StatisticsRow = Static<typeof StatisticsRow>

export const StatisticsReport = closed({
  from: LocalDate, to: LocalDate, asOf: Instant, by: Type.Array(Cut, { maxItems: 8 }), kinds: Type.Array(StatisticsKind, { maxItems: 3 }), grouping: Grouping,
  rows: Type.Array(StatisticsRow, { maxItems: 20_000 }), totals: Counts, shares: Shares,
})
export type StatisticsReport = Static<typeof StatisticsReport>

/**
 * The official tables. `06a`: form II.06a/VPCP/KSTT; `06b`: the same by unit, rolled up the agency tree; `weekly`: the weekly layout; `766`: the
 * progress table of QĐ 766/QĐ-TTg; `causes`: causes of lateness (II.07); `score`: indices of TT 01/2018/TT-VPCP art. 13; `steps` and `people`: the work
 * done in each step and by each person.
 */
export const officialForms = ['06a', '06b', 'weekly', '766', 'causes', 'score', 'steps', 'people'] as const
export const OfficialForm = oneOf(officialForms)
export type OfficialForm = Static<typeof OfficialForm>

/** A column: its key in the form, and the heading that it stands under, as codes. */
export const OfficialColumn = closed({ key: Type.String({ maxLength: 40 }), group: Type.String({ maxLength: 40 }) })
export type OfficialColumn = Static<typeof OfficialColumn>

/** A row: what it is about, how deep it lies in the tree, and its figures in the order of the columns; null where a figure is not known, printed "–". */
export const OfficialRow = closed({
  key: RowKey, depth: Type.Integer({ minimum: 0, maximum: 40 }),
  /** Units whose dossiers the row counts, where it sums those below it; null otherwise. */
  units: nullable(Type.Array(Id, { maxItems: 20_000 })),
  figures: Type.Array(nullable(Type.Number({ minimum: 0 })), { maxItems: 40 }),
})
export type OfficialRow = Static<typeof OfficialRow>

/** Indices within the group of satisfaction (QĐ 766/QĐ-TTg): feedback answered in time, how content people were with those answers, and with how they were served. */
export const satisfactionIndices = ['feedbackInTime', 'feedbackContent', 'servedContent'] as const

/** A group of indices of QĐ 766/QĐ-TTg: its most points, and the share that is known, "–" where nothing recorded tells it; `parts`: indices of the group that are told apart. */
export const IndexGroup = closed({
  parts: Type.Array(closed({ index: oneOf(satisfactionIndices), share: Type.String({ maxLength: 10 }) }), { maxItems: 3 }),
  group: oneOf(['publicity', 'progress', 'digitisation', 'onlineService', 'onlinePayment', 'satisfaction']), most: Type.Integer({ minimum: 0, maximum: 100 }), share: Type.String({ maxLength: 10 }),
})
export type IndexGroup = Static<typeof IndexGroup>

/** An official table for a period, with the identities of the form that do not hold: none for what is counted here. */
export const OfficialTable = closed({
  form: OfficialForm, from: LocalDate, to: LocalDate, asOf: Instant, by: nullable(Cut), kinds: Type.Array(StatisticsKind, { maxItems: 3 }), grouping: Grouping,
  columns: Type.Array(OfficialColumn, { maxItems: 40 }), rows: Type.Array(OfficialRow, { maxItems: 20_000 }), totals: Type.Array(nullable(Type.Number({ minimum: 0 })), { maxItems: 40 }),
  /** Of form 766 alone. */
  groups: Type.Array(IndexGroup, { maxItems: 6 }),
  /** Of the tables of work. */
  scope: Type.Optional(WorkScope),
  /** Of forms that look into journals: how many dossiers were read for it, and how many of the agency wait to be read and are not told of yet. */
  read: Type.Optional(closed({ dossiers: count, waiting: count })),
  broken: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
})
export type OfficialTable = Static<typeof OfficialTable>
