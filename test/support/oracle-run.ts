/** The long comparison of working time with the independent count: `npm run oracle -- [CASES] [SEED]`. Exit 1 at the first difference. */
import fc from './property.ts'
import { arbitraryClocks } from './arbitrary-calendar.ts'
import { assertSame } from './oracle-compare.ts'

const QUESTIONS = 200
const cases = Number(process.argv[2] ?? 2_000_000)
const seed = Number(process.argv[3] ?? Date.now() % 2_147_483_647)
if (!Number.isInteger(cases) || cases < 1 || !Number.isInteger(seed)) throw new Error('usage: npm run oracle -- [CASES] [SEED]')

const startedMs = performance.now()
let asked = 0
let calendars = 0
const units = new Map<string, number>()
console.log(`seed ${seed}`)
while (asked < cases) {
  // Each round has a seed of its own, so that a difference found late is repeated by that round alone.
  const roundSeed = seed + calendars
  fc.assert(fc.property(arbitraryClocks(QUESTIONS), ({ cal, inputs }) => {
    for (const input of inputs) {
      assertSame(cal, input)
      units.set(input.limit.unit, (units.get(input.limit.unit) ?? 0) + 1)
    }
    asked += inputs.length
    calendars++
  }), { seed: roundSeed, numRuns: 50 })
  const seconds = (performance.now() - startedMs) / 1000
  if (calendars % 1000 === 0) console.log(`${asked} cases, ${calendars} calendars, ${Math.round(asked / seconds)} a second`)
}
const took = Math.round((performance.now() - startedMs) / 1000)
console.log(`${asked} cases on ${calendars} calendars, 0 differences, ${took} s; ${JSON.stringify(Object.fromEntries(units))}`)
