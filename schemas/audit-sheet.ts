/** What auditors ask and look at: question banks by clause, the drawn sample, the checklist. ISO 9001:2015, 9.2.2; domain 4.4. */
import Type, { type Static } from 'typebox'
import { Bilingual, closed, Code, Id, Instant, InstantMs, line, LocalDate, nullable, oneOf, Sha256, text } from './common.ts'
import { DocumentFile } from './document.ts'
import { DossierCode } from './dossier.ts'
import { Clause } from './nonconformity.ts'

/** Questions about the clauses of one edition of a standard, in our own words; `about`: what the clause is about. */
export const ClauseCatalogue = closed({
  id: Code, name: Bilingual, validFrom: LocalDate, source: line(200), note: Bilingual,
  clauses: Type.Array(closed({ clause: Clause, about: line(200), questions: Type.Array(text(1000), { minItems: 1, maxItems: 50 }) }), { minItems: 1, maxItems: 200 }),
})
export type ClauseCatalogue = Static<typeof ClauseCatalogue>

/** A dossier as the sample sees it: nothing personal. `unit`: the code of the unit that resolves it. */
export const PopulationLine = closed({ code: DossierCode, procedure: Code, unit: Code, outcome: oneOf(['late', 'inTime', 'open']) })
export type PopulationLine = Static<typeof PopulationLine>
/** What a sample is drawn from, by which seed, and its bound. */
export interface SampleQuestion { readonly population: readonly PopulationLine[]; readonly seed: string; readonly most: number }
/** A drawn sample: by which rule, out of what, how many of each stratum, and the codes in their order. */
export const Drawn = closed({
  rule: Type.String({ maxLength: 40 }), populationHash: Sha256, populationCount: Type.Integer({ minimum: 0 }),
  strata: Type.Array(closed({ name: Type.String({ maxLength: 300 }), count: Type.Integer({ minimum: 1 }), wanted: Type.Integer({ minimum: 1 }), taken: Type.Integer({ minimum: 0 }) }), { maxItems: 10_000 }),
  codes: Type.Array(DossierCode, { maxItems: 300 }),
})
export type Drawn = Static<typeof Drawn>
/** The frozen population with the sample drawn from it: all that a redraw needs. */
export const SampleFile = closed({ audit: Type.String({ maxLength: 20 }), frozenAt: Instant, seed: line(200), most: Type.Integer({ minimum: 1, maximum: 300 }), drawn: Drawn, population: Type.Array(PopulationLine, { maxItems: 200_000 }) })
export type SampleFile = Static<typeof SampleFile>

/** Conforming, minor or major nonconformity, observation, not looked at. */
export const lineResults = ['conforming', 'minor', 'major', 'observation', 'notLooked'] as const
export const LineResult = oneOf(lineResults)
export type LineResult = Static<typeof LineResult>

/** What a finding rests on: a dossier or a document by its code, or a file. */
export const LineEvidence = Type.Union([closed({ dossier: DossierCode }), closed({ document: line(60) }), closed({ file: DocumentFile })])
export type LineEvidence = Static<typeof LineEvidence>

/** `q12.UNIT`: the twelfth question, asked in a unit; `d.DOSSIER`: a dossier of the sample. */
export const LineKey = Type.String({ maxLength: 60, pattern: '^(q\\d{1,4}|d)\\.[0-9a-f-]{36}$' })

/** What was recorded about one line; `version` counts its recordings. */
export const AuditLine = closed({
  key: LineKey, version: Type.Integer({ minimum: 1 }), result: LineResult, clause: Clause, unitId: Id, dossierId: nullable(Id), about: text(1000), note: nullable(text(4000)),
  evidence: Type.Array(LineEvidence, { maxItems: 40 }), by: Id, atMs: InstantMs,
})
export type AuditLine = Static<typeof AuditLine>

/** Body of POST /audits/:id/lines/:key. `evidence` names dossiers and documents; files are added to it by themselves. */
export const RecordLine = closed({
  result: LineResult, clause: Type.Optional(Clause), note: Type.Optional(text(4000)), evidence: Type.Optional(Type.Array(Type.Union([closed({ dossier: DossierCode }), closed({ document: line(60) })]), { maxItems: 20 })),
})
export type RecordLine = Static<typeof RecordLine>

/** A dossier of the sample with the units that had to do with it. */
export const SampledDossier = closed({ id: Id, code: DossierCode, procedure: Code, unitId: Id, receivingUnitId: Id, outcome: oneOf(['late', 'inTime', 'open']) })
export type SampledDossier = Static<typeof SampledDossier>

/** What an audit asks and looks at, frozen when it begins. */
export const AuditSheet = closed({
  frozenAtMs: InstantMs, seed: line(200), most: Type.Integer({ minimum: 1, maximum: 300 }), questions: Type.Array(closed({ clause: Clause, text: text(1000) }), { maxItems: 1000 }),
  drawn: Drawn, dossiers: Type.Array(SampledDossier, { maxItems: 300 }), lateCount: Type.Integer({ minimum: 0 }),
})
export type AuditSheet = Static<typeof AuditSheet>

/** A line of the checklist before anybody recorded anything. */
export interface SheetLine { readonly key: string; readonly clause: string; readonly unitId: Id; readonly about: string; readonly dossier: SampledDossier | null }

/** A dossier of the sample that nobody of the team may check; `people`: to whom it was given, each kept from it by the rule of independence. */
export const UncheckedLine = closed({ key: LineKey, code: DossierCode, unitId: Id, people: Type.Array(Id, { maxItems: 30 }) })
export type UncheckedLine = Static<typeof UncheckedLine>
export const UncheckedLines = closed({ items: Type.Array(UncheckedLine, { maxItems: 300 }) })

/** A line as a program sees it; `version` 0: nothing recorded yet. */
export const LineView = closed({
  key: LineKey, version: Type.Integer({ minimum: 0 }), clause: Clause, unitId: Id, about: Type.String(), dossierCode: nullable(DossierCode), outcome: nullable(oneOf(['late', 'inTime', 'open'])),
  result: LineResult, note: nullable(Type.String()), evidence: Type.Array(LineEvidence), by: nullable(Id), at: nullable(Instant),
})
export type LineView = Static<typeof LineView>
export const SheetView = closed({ frozenAt: Instant, seed: Type.String(), drawn: Drawn, lines: Type.Array(LineView) })
export type SheetView = Static<typeof SheetView>

/** A question of the agency's own, asked beside those of the bank from its day on. */
export const OwnQuestion = closed({ id: Id, clause: Clause, text: text(1000), from: LocalDate, to: nullable(LocalDate) })
export type OwnQuestion = Static<typeof OwnQuestion>
export const NewQuestion = closed({ clause: Clause, text: text(1000) })
export type NewQuestion = Static<typeof NewQuestion>
export const OwnQuestions = closed({ items: Type.Array(OwnQuestion, { maxItems: 1000 }) })
