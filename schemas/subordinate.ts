/** Figures of a period as a file that a subordinate agency sends to its superior: one table of the statistics with its sums and its seal. docs/rollup-files.md. */
import Type, { type Static } from 'typebox'
import { closed, Code, Id, Instant, line, LocalDate, nullable, oneOf, Sha256 } from './common.ts'
import { DecisionNumber } from './administration.ts'
import { Cut, Grouping } from './statistics.ts'

/** Tables whose figures are dossiers, each once, so that they may be added up. */
export const sentForms = ['06a', '06b', 'weekly', '766'] as const
export const SentForm = oneOf(sentForms)
export type SentForm = Static<typeof SentForm>

/** A name that changes when the shape does. */
export const figuresSchema = 'quytrinh-figures-1'

/** More procedures or units than a province has, and the bytes that their rows fit into: so many a table keeps. */
const rowsMost = 10_000
export const figuresBytesMax = 4 * 1024 * 1024

const figures = Type.Array(Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 }), { maxItems: 40 })
/** Broken sums and negative numbers are named when the file arrives, so the shape lets them pass. */
export const FiguresFile = closed({
  schema: Type.Literal(figuresSchema), agency: closed({ code: Code, name: line(500) }), form: SentForm, from: LocalDate, to: LocalDate, asOf: Instant, by: nullable(Cut), grouping: Grouping,
  columns: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 40 }),
  rows: Type.Array(closed({ name: line(500), depth: Type.Integer({ minimum: 0, maximum: 40 }), figures }), { maxItems: rowsMost }), totals: figures,
  /** All dossiers of the agency: how many, their entries, and a SHA-256 over the ends of their journals, by days of receipt. */
  journal: closed({ dossiers: Type.Integer({ minimum: 0 }), entries: Type.Integer({ minimum: 0 }), head: Sha256 }),
  /** Of the canonical JSON (RFC 8785) of everything else. */
  sha256: Sha256,
})
export type FiguresFile = Static<typeof FiguresFile>

/** An agency whose figures are expected. */
export const NewSubordinate = closed({ code: Code, name: line(500), decision: DecisionNumber })
export type NewSubordinate = Static<typeof NewSubordinate>
export const Subordinate = closed({ code: Code, name: line(500), decision: DecisionNumber })
export type Subordinate = Static<typeof Subordinate>
export const Subordinates = closed({ items: Type.Array(Subordinate, { maxItems: 5_000 }) })

/** A total that another version had otherwise; null where it had no such column. */
export const TotalDifference = closed({ column: Type.String(), before: nullable(Type.Integer()), after: nullable(Type.Integer()) })
export type TotalDifference = Static<typeof TotalDifference>
export const ReceivedFigures = closed({ id: Id, version: Type.Integer({ minimum: 1 }), differences: Type.Array(TotalDifference, { maxItems: 80 }) })
export type ReceivedFigures = Static<typeof ReceivedFigures>

/** What one subordinate has sent of a form and a period: the newest version, and how its totals differ from the one before. Null: nothing yet. */
export const SubordinateLine = closed({
  code: Code, name: line(500),
  report: nullable(closed({ id: Id, version: Type.Integer(), asOf: Instant, sha256: Sha256, receivedAt: Instant, by: Type.String(), grouping: Grouping, totals: Type.Array(nullable(Type.Integer()), { maxItems: 40 }), differences: Type.Array(TotalDifference, { maxItems: 80 }) })),
})
export type SubordinateLine = Static<typeof SubordinateLine>
export const SubordinateQuestion = closed({ form: SentForm, from: LocalDate, to: LocalDate })
export type SubordinateQuestion = Static<typeof SubordinateQuestion>
/** All subordinates together; `missing`: who has not sent. */
export const SubordinateTable = closed({
  form: SentForm, from: LocalDate, to: LocalDate, columns: Type.Array(closed({ key: Type.String(), group: Type.String() }), { maxItems: 40 }), items: Type.Array(SubordinateLine, { maxItems: 5_000 }),
  totals: Type.Array(Type.Integer(), { maxItems: 40 }),
  /** How those that sent group what ended without a result and what is paused; more than one: the sums are of different counts. None for a form that no grouping changes. */
  groupings: Type.Array(closed({ grouping: Grouping, agencies: Type.Array(Code, { maxItems: 5_000 }) }), { maxItems: 4 }), missing: Type.Array(Code, { maxItems: 5_000 }),
})
export type SubordinateTable = Static<typeof SubordinateTable>
