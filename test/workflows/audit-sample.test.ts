/** Samples that anyone can redraw: the same population and seed give the same dossiers, in whatever order they come; the rule is held against a plain recount. */
import { createHash } from 'node:crypto'
import fc from '../support/property.ts'
import t from 'tap'
import type { PopulationLine } from '../../schemas/audit-sheet.ts'
import { drawSample, populationHash, sampleDifferences } from '../../workflows/audit/sample.ts'

const population = fc.uniqueArray(fc.integer({ min: 0, max: 9999 }), { maxLength: 120 }).chain((numbers) => fc.tuple(...numbers.map((n) =>
  fc.record({ procedure: fc.constantFrom('P1', 'P2'), unit: fc.constantFrom('KT', 'VP'), outcome: fc.constantFrom('late' as const, 'inTime' as const, 'open' as const) }).map((line): PopulationLine => ({ ...line, code: `H99-${n}` })))))
const question = fc.record({ population, seed: fc.string({ minLength: 1, maxLength: 20 }), most: fc.integer({ min: 1, max: 60 }) })
const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const nameOf = ({ procedure, unit, outcome }: PopulationLine): string => `${procedure}|${unit}|${outcome}`

t.test('a redraw gives the same, whatever the order of the list; another seed or list is told', async (t) => {
  fc.assert(fc.property(question, fc.nat(), (asked, shift) => {
    const drawn = drawSample(asked)
    const at = asked.population.length === 0 ? 0 : shift % asked.population.length
    const turned = { ...asked, population: [...asked.population.slice(at), ...asked.population.slice(0, at)].reverse() }
    const first = asked.population[0]
    const changed = first === undefined ? [] : sampleDifferences(drawn, { ...asked, population: [{ ...first, unit: 'XX' }, ...asked.population.slice(1)] })
    return sampleDifferences(drawn, turned).length === 0 && populationHash(asked.population) === populationHash(turned.population) && (first === undefined || changed.includes('populationHash'))
  }), { numRuns: 300 })
  t.pass('no law broken')
})

t.test('each stratum has what the rule states, the lowest hashes first; late ones come before the others, and the bound holds', async (t) => {
  fc.assert(fc.property(question, (asked) => {
    const drawn = drawSample(asked)
    const groups = new Map(asked.population.map((line) => [nameOf(line), asked.population.filter((one) => nameOf(one) === nameOf(line))]))
    const wants = [...groups].map(([name, lines]) => Math.min(lines.length, name.endsWith('late') ? Math.max(3, 2 * Math.ceil(lines.length ** 0.5)) : Math.ceil(lines.length ** 0.5)))
    const total = wants.reduce((sum, one) => sum + one, 0)
    if (drawn.codes.length !== Math.min(asked.most, total) || drawn.strata.length !== groups.size) return false
    return drawn.strata.every(({ name, taken, wanted }, at) => {
      const lines = groups.get(name) ?? []
      const lowest = lines.map(({ code }) => code).sort((a, b) => (hash(`${asked.seed}|${a}`) < hash(`${asked.seed}|${b}`) ? -1 : 1)).slice(0, taken)
      const next = drawn.strata[at + 1]
      // Who stands earlier has its turn earlier: it is never behind the next one by more than what it does not want.
      const isFair = next === undefined || taken >= Math.min(wanted, next.taken)
      return isFair && lowest.every((code) => drawn.codes.includes(code)) && lines.filter(({ code }) => drawn.codes.includes(code)).length === taken
    })
  }), { numRuns: 300 })
  t.pass('no law broken')
})

t.test('of a hundred in time, nine late and one open, with room for all: ten, six and one', async (t) => {
  const lines = Array.from({ length: 110 }, (_, n): PopulationLine => ({ code: `H99-${n}`, procedure: 'P1', unit: 'KT', outcome: n < 100 ? 'inTime' : n < 109 ? 'late' : 'open' }))
  const drawn = drawSample({ population: lines, seed: 'XSMB 45821', most: 40 })
  t.same(drawn.strata.map(({ name, taken }) => [name, taken]), [['P1|KT|late', 6], ['P1|KT|inTime', 10], ['P1|KT|open', 1]])
  t.equal(drawn.populationHash, hash(lines.map(({ code, outcome }) => `${code}|P1|KT|${outcome}`).sort().map((line) => `${line}\n`).join('')), 'a hash that anyone can make')
})
