/** Periodic reports on the management system: what is counted, what is cited, and what contradicts itself. Layouts: docs/reports.md. */
import Type, { type Static } from 'typebox'
import type { ApologyCounts } from './apology.ts'
import type { AuditProgramme } from './audit.ts'
import type { ComplaintCounts } from './complaint.ts'
import type { CompetenceCounts } from './competence.ts'
import type { ConformanceReport } from './conformance.ts'
import type { SurveyRow } from './survey.ts'
import { closed, Id, Instant, line, LocalDate, nullable, oneOf, Sha256 } from './common.ts'
import { DocumentNumber, type Fact } from './fact.ts'
import type { NonconformityStanding } from './nonconformity.ts'
import type { ObjectiveStanding } from './objective.ts'
import type { QualityFacts } from './quality-facts.ts'
import type { ListedReview } from './review.ts'
import type { Counts } from './statistics.ts'

/** The yearly report, the half-yearly one, that of a commune, the roadmap, progress by unit, the list of documents, documents issued, nonconformities, the inputs of a management review. */
export const reportLayouts = ['annual', 'halfYear', 'commune', 'roadmap', 'progress', 'documents', 'issued', 'nonconformities', 'review'] as const
export const ReportLayout = oneOf(reportLayouts)
export type ReportLayout = Static<typeof ReportLayout>

/** What stands in the way of sending a report, or has to be seen before. Each is an error that a real report has been sent with (docs/reports.md). */
export const findingCodes = [
  'identity-broken', 'period-not-over', 'plan-missing', 'objectives-missing', 'number-order', 'dated-on-day-off', 'issued-overlap', 'number-equals-count', 'republication-missing',
  'late-without-nonconformity', 'late-without-apology', 'apology-after-t1', 'training-none', 'dossiers-none', 'satisfaction-none', 'procedures-undocumented', 'score-over-maximum', 'score-without-card', 'unit-spelt-twice', 'milestone-dated-twice', 'milestone-behind',
  'document-dated-twice', 'called-otherwise', 'milestone-without-plan', 'procedures-outside', 'nonconformity-without-action', 'audit-not-held',
] as const
export const FindingCode = oneOf(findingCodes)
export type FindingCode = Static<typeof FindingCode>
export const ReportFinding = closed({ code: FindingCode, severity: oneOf(['blocks', 'warns']), about: Type.String({ maxLength: 300 }) })
export type ReportFinding = Static<typeof ReportFinding>

/** A figure of the report: null where it is not known, printed "–". `source`: the query and member, or the register, that it was read from. */
export const ReportFigure = closed({ id: Type.String({ maxLength: 80 }), label: line(200), value: Type.Union([Type.Integer(), Type.String({ maxLength: 40 }), Type.Null()]), source: line(200) })
export type ReportFigure = Static<typeof ReportFigure>

export const ReportColumn = closed({ title: line(100), share: Type.Number({ minimum: 0.1, maximum: 100 }), align: oneOf(['left', 'center', 'right']), group: Type.Optional(line(100)) })
export const ReportTable = closed({
  kind: Type.Literal('table'), caption: Type.Optional(line(300)), columns: Type.Array(ReportColumn, { minItems: 1, maxItems: 20 }),
  rows: Type.Array(Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 20 }), { maxItems: 5000 }), totals: Type.Optional(Type.Array(Type.String({ maxLength: 300 }), { maxItems: 20 })),
})
export type ReportTable = Static<typeof ReportTable>
export const ReportBlock = Type.Union([closed({ kind: oneOf(['paragraph', 'item', 'note']), text: Type.String({ maxLength: 2000 }) }), ReportTable])
export type ReportBlock = Static<typeof ReportBlock>
export const ReportSection = closed({ title: line(300), blocks: Type.Array(ReportBlock, { maxItems: 500 }) })
export type ReportSection = Static<typeof ReportSection>

/** How a paper begins and ends: whom it goes to, what it answers, its last sentence, who else gets it. */
export const ReportFrame = closed({ addressee: nullable(line(200)), opening: Type.String({ maxLength: 2000 }), closing: Type.String({ maxLength: 2000 }), recipients: Type.Array(line(200), { maxItems: 10 }) })
export type ReportFrame = Static<typeof ReportFrame>

/** The report as it is shown, printed and compared: one model for all of its forms. */
export const IsoReport = closed({
  layout: ReportLayout, agency: line(500), title: line(300), from: LocalDate, to: LocalDate, asOf: Instant, madeOn: LocalDate,
  sections: Type.Array(ReportSection, { maxItems: 40 }), annexes: Type.Array(ReportSection, { maxItems: 20 }),
  figures: Type.Array(ReportFigure, { maxItems: 2000 }), findings: Type.Array(ReportFinding, { maxItems: 200 }),
  /** Absent in copies of reports that were made before papers had one. */
  frame: Type.Optional(ReportFrame),
})
export type IsoReport = Static<typeof IsoReport>

/**
 * Body of POST /report-copies: the report of now becomes the copy of what is sent; or, with `madeId`, the one that a schedule made, to the byte. `seen`: the
 * warnings that whoever freezes it has seen.
 */
export const NewReportCopy = closed({ layout: ReportLayout, from: LocalDate, to: LocalDate, number: DocumentNumber, seen: Type.Array(FindingCode, { maxItems: 50, uniqueItems: true }), madeId: Type.Optional(Id) })
export type NewReportCopy = Static<typeof NewReportCopy>

/** A report as it was sent. */
export const ReportCopy = closed({
  id: Id, layout: ReportLayout, from: LocalDate, to: LocalDate, number: DocumentNumber, sentOn: LocalDate, title: line(300), sha256: Sha256, seen: Type.Array(FindingCode),
  at: Instant, by: Type.String(),
  /** The sealed figures of form II.06a that were kept with it; null for a layout without that form. */
  figuresId: nullable(Id),
})
export type ReportCopy = Static<typeof ReportCopy>
export const ReportCopies = closed({ items: Type.Array(ReportCopy, { maxItems: 100 }) })

/**
 * Why a figure is another one today: what was recorded only after the copy was made (counted as of then, today's data still give the copy's
 * figure), or that today's count as of then differs too: the way of counting has changed.
 */
export const FigureDifference = closed({
  id: Type.String(), label: Type.String(), sent: nullable(Type.Union([Type.Integer(), Type.String()])), now: nullable(Type.Union([Type.Integer(), Type.String()])), why: oneOf(['recordedLater', 'countedOtherwise']),
})
export type FigureDifference = Static<typeof FigureDifference>
/** A copy with its report, whether its bytes are those that were frozen, and how today's count differs. */
export const ReportCopyDetail = closed({ copy: ReportCopy, report: IsoReport, intact: Type.Boolean(), differences: Type.Array(FigureDifference, { maxItems: 2000 }) })
export type ReportCopyDetail = Static<typeof ReportCopyDetail>

/** A group of dossiers with its counts. */
export interface CountedRow { readonly name: string; readonly counts: Counts }
/** A nonconformity as the list prints it. */
export interface ListedNonconformity {
  readonly code: string; readonly source: string; readonly grade: string; readonly unit: string; readonly occurredOn: LocalDate; readonly standing: NonconformityStanding
  readonly what: string; readonly action: string | null; readonly rootCause: string; readonly remedy: string; readonly owner: string | null; readonly dueOn: LocalDate | null
}
/** How many of one source, grade and standing there are. */
export interface NonconformityCount { readonly source: string; readonly grade: string; readonly standing: NonconformityStanding; readonly number: number }
/** An internal audit that was reported, with what it found. */
export interface ListedAudit {
  readonly code: string; readonly title: string; readonly from: LocalDate; readonly to: LocalDate; readonly decision: string | null; readonly decisionOn: LocalDate | null; readonly units: readonly string[]
  readonly major: number; readonly minor: number; readonly observation: number
}
/** Dossiers of an internal procedure in the period. */
export interface InternalWork { readonly name: string; readonly received: number; readonly resolved: number; readonly inProgress: number }
/** How many controlled documents of a type are in force. */
export interface DocumentCount { readonly type: string; readonly number: number }
/** A controlled document in force. */
export interface ListedDocument { readonly code: string; readonly type: string; readonly title: string; readonly edition: string; readonly since: LocalDate }

/** The share of dossiers that were handled exactly as their procedure says. */
export type ConformanceFacts = Pick<ConformanceReport, 'dossiers' | 'waiting' | 'exact' | 'share' | 'deviations'>

/** What only the inputs of a management review ask for: the review before, late dossiers by cause, corrective actions as they stood, names of those who answer for risks. */
export interface ReviewInputFacts {
  readonly previous: ListedReview | null
  readonly causes: readonly { readonly cause: string; readonly dossiers: number }[]
  readonly actions: QualityFacts['actions']
  readonly owners: ReadonlyMap<Id, string>
}

/** All that a report is made of, as it was known at its instant. Null: the system has no such data. */
export interface ReportFacts {
  readonly agency: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly asOf: string
  readonly madeOn: LocalDate
  readonly totals: Counts
  /** As form II.06a counts, and with what is paused and ended apart. */
  readonly byField: readonly CountedRow[]
  readonly byUnitApart: readonly CountedRow[]
  /** The first of them; all of them are counted. */
  readonly documents: readonly ListedDocument[]
  readonly documentCounts: readonly DocumentCount[]
  /** Procedures in force at the end, by kind, and those that no document carried; and what changed in the period. */
  readonly procedures: { readonly tthc: number; readonly internal: number; readonly undocumented: number; readonly begun: number; readonly amended: number; readonly ended: number }
  readonly facts: readonly Fact[]
  /** The first of them; all of them are counted. */
  readonly nonconformities: readonly ListedNonconformity[]
  readonly nonconformityCounts: readonly NonconformityCount[]
  readonly audits: readonly ListedAudit[]
  /** The programme of internal audits of the year that ends the period; null when nobody decided on one. */
  readonly auditProgramme: Pick<AuditProgramme, 'decision' | 'lines'> | null
  /** Nonconformities that a rule raised about late dossiers. */
  readonly lateRaised: number
  /** Apologies for dossiers that were due in the period; null when there are too many to be listed. */
  readonly apologies: ApologyCounts | null
  /** Quality objectives of the year, as they stood on the last day. */
  readonly objectives: readonly ObjectiveStanding[]
  /** Management reviews that were held in the period. */
  readonly reviews: readonly ListedReview[]
  /** Null for layouts that do not ask for it. */
  readonly conformance: ConformanceFacts | null
  readonly internal: readonly InternalWork[]
  /** The letter that asked for this report; null when none was entered. */
  readonly request: Fact | null
  /** Null for every other layout. */
  readonly inputs: ReviewInputFacts | null
  /** What applicants answered whose result was handed over in the period. */
  readonly satisfaction: SurveyRow
  /** Complaints and feedback that were received in the period. */
  readonly complaints: ComplaintCounts
  /** What people were to know and did know on the last day. */
  readonly competence: CompetenceCounts
  /** Days of own documents on which nobody worked. */
  readonly daysOff: readonly LocalDate[]
}
