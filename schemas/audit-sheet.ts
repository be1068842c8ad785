/** What auditors ask and look at: question banks by clause, the drawn sample, the checklist. ISO 9001:2015, 9.2.2; domain 4.4. */
import Type, { type Static } from 'typebox'
import { Bilingual, closed, Code, Instant, line, LocalDate, oneOf, Sha256, text } from './common.ts'
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
