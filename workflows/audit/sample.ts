/**
 * A sample that anyone can draw again: the same population and the same published seed give the same dossiers. No randomness but the seed's.
 * Rule `sample-1`: a stratum is a procedure, a responsible unit and an outcome (late, in time, open). Of N dossiers it wants the square root, rounded up; of
 * late ones twice that, at least three. Strata take turns, those of late ones first, then in the order of their names: each turn takes one more, until all
 * have what they want or the bound is reached. Within a stratum the order is that of SHA-256 over "seed|code". Source: ISO 19011:2018, A.6 (sampling); design.
 */
import type { Drawn, PopulationLine, SampleQuestion } from '../../schemas/audit-sheet.ts'
import { sha256 } from '../evidence/chain.ts'

/** The rule by which samples are drawn now; a drawn sample keeps the name of its own. */
const SAMPLE_RULE = 'sample-1'

const fieldsOf = ({ code, procedure, unit, outcome }: PopulationLine): string => [code, procedure, unit, outcome].join('|')
const stratumOf = ({ procedure, unit, outcome }: PopulationLine): string => [procedure, unit, outcome].join('|')
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The hash of a frozen population: SHA-256 over its lines `code|procedure|unit|outcome`, sorted by code, each ended by a line feed. */
export const populationHash = (population: readonly PopulationLine[]): string => sha256(population.map(fieldsOf).sort(byText).map((line) => `${line}\n`).join(''))

/** How many a stratum wants. */
const wantedOf = (count: number, outcome: PopulationLine['outcome']): number => {
  const root = Math.ceil(Math.sqrt(count))
  return Math.min(count, outcome === 'late' ? Math.max(3, 2 * root) : root)
}

interface Stratum { readonly name: string; readonly isLate: boolean; readonly codes: readonly string[]; readonly wanted: number }

const strataOf = ({ population, seed }: SampleQuestion): Stratum[] => [...Map.groupBy(population, stratumOf)].map(([name, lines]) => {
  const { outcome } = lines[0]!
  const ranked = lines.map(({ code }) => ({ code, rank: sha256(`${seed}|${code}`) })).sort((a, b) => byText(a.rank, b.rank) || byText(a.code, b.code))
  return { name, isLate: outcome === 'late', codes: ranked.map(({ code }) => code), wanted: wantedOf(lines.length, outcome) }
}).sort((a, b) => Number(b.isLate) - Number(a.isLate) || byText(a.name, b.name))

/** How many of each stratum are taken: one more a turn, until none wants more or the bound is reached. */
const sharesOf = (strata: readonly Stratum[], most: number): number[] => {
  const taken = strata.map(() => 0)
  for (let left = most, turn = 1; left > 0; turn += 1) {
    const takers = strata.flatMap(({ wanted }, at) => (wanted >= turn ? [at] : [])).slice(0, left)
    if (takers.length === 0) return taken
    for (const at of takers) taken[at] = turn
    left -= takers.length
  }
  return taken
}

/** Draws the sample; the order of the population plays no part. */
export function drawSample(question: SampleQuestion): Drawn {
  const strata = strataOf(question)
  const taken = sharesOf(strata, question.most)
  return {
    rule: SAMPLE_RULE, populationHash: populationHash(question.population), populationCount: question.population.length,
    strata: strata.map(({ name, codes, wanted }, at) => ({ name, count: codes.length, wanted, taken: taken[at] ?? 0 })),
    codes: strata.flatMap(({ codes }, at) => codes.slice(0, taken[at] ?? 0)).sort(byText),
  }
}

/** By value: a database gives the members of an object back in another order. */
const strataText = ({ strata }: Drawn): string => strata.map(({ name, count, wanted, taken }) => [name, count, wanted, taken].join('|')).join('\n')

/** What differs between a recorded sample and one drawn again over the same population; empty when it is the same. */
export function sampleDifferences(recorded: Drawn, question: SampleQuestion): string[] {
  const again = drawSample(question)
  return [
    ...(recorded.rule === again.rule ? [] : ['rule']), ...(recorded.populationHash === again.populationHash ? [] : ['populationHash']),
    ...(recorded.codes.join() === again.codes.join() ? [] : ['codes']), ...(strataText(recorded) === strataText(again) ? [] : ['strata']),
  ]
}
