/** Apologies for dossiers that are not in time: what the register tells of each, and how many there are. Source: NĐ 61/2018/NĐ-CP art. 19.9 (LS-003). */
import Type, { type Static } from 'typebox'
import { closed, Code, Id, Instant, line, LocalDate, nullable, oneOf } from './common.ts'
import { DossierCode } from './dossier.ts'

/** `kept`: made by T-1. `late`: made after it. `missing`: the due instant is over and nobody apologised. */
export const apologyStandings = ['kept', 'late', 'missing'] as const
export const ApologyStanding = oneOf(apologyStandings)
export type ApologyStanding = Static<typeof ApologyStanding>

/** One dossier of the register. */
export const ApologyLine = closed({
  dossierId: Id, code: nullable(DossierCode), procedureCode: Code, field: nullable(Code), unitId: Id,
  /** When it was due before any new date, and the last day for the apology: T-1, a working day. */
  dueAt: Instant, dueOn: LocalDate, lastDayOn: LocalDate,
  /** The day of the apology, and the number of its paper; `issued` by an event of the dossier, which may name a new date, or `letter`, recorded beside it. */
  madeOn: nullable(LocalDate), number: nullable(line(60)), by: nullable(oneOf(['issued', 'letter'])), newDueAt: nullable(Instant),
  standing: ApologyStanding,
  /** Of one that was made: working days after T-1 (0: in time; null: the calendar does not reach), and days after the due day (negative: before it). */
  workingDaysLate: nullable(Type.Integer({ minimum: 0 })), daysAfterDue: nullable(Type.Integer()),
  resultAt: nullable(Instant), daysLate: nullable(Type.Integer({ minimum: 0 })),
})
export type ApologyLine = Static<typeof ApologyLine>

const count = Type.Integer({ minimum: 0 })
/** How many: with (`kept` and `late` together) and without. */
export const ApologyCounts = closed({ total: count, withApology: count, withoutApology: count, kept: count, late: count })
export type ApologyCounts = Static<typeof ApologyCounts>

/** As many lines as one register holds. */
export const apologyLinesMax = 2_000
/** The register of dossiers that were due from the first day to the last, both counted. */
export const ApologyRegister = closed({ from: LocalDate, to: LocalDate, asOf: Instant, counts: ApologyCounts, lines: Type.Array(ApologyLine, { maxItems: apologyLinesMax }) })
export type ApologyRegister = Static<typeof ApologyRegister>
export const ApologyQuery = closed({ from: LocalDate, to: LocalDate })

/** Body of POST /dossiers/:id/apology-letters: a letter that was sent beside the procedure. */
export const NewApologyLetter = closed({ number: line(60), on: LocalDate })
export type NewApologyLetter = Static<typeof NewApologyLetter>

/** What is known of the apology of one dossier. `line` null: none is owed and none was made. `prepared`: T-1 has come, and the letter lies ready. */
export const ApologyOfDossier = closed({ lastDayOn: nullable(LocalDate), line: nullable(ApologyLine), prepared: Type.Boolean(), reason: nullable(Type.String()) })
export type ApologyOfDossier = Static<typeof ApologyOfDossier>
