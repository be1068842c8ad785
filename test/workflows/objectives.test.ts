/** Objectives: lights, versions, periods, and a forecast whose interval holds as often as it says. Seeds are fixed: the same figures every time. */
import t from 'tap'
import type { Formula, Objective } from '../../schemas/objective.ts'
import { seeded } from '../../server/sample/random.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { forecastOf } from '../../workflows/objectives/forecast.ts'
import { goalAt, lightOf, trendOf, valueText, type Goal } from '../../workflows/objectives/judge.ts'
import { planOfYear, reportingYearOf } from '../../workflows/objectives/periods.ts'

const goal = (formula: Formula, comparison: Goal['comparison'], target: number, tolerance = 0): Goal => ({ formula, comparison, target, tolerance })
const onTime = goal('onTime', 'atLeast', 9900, 100)

t.test('a share that is just met is met, and what is missed within the tolerance is amber', (t) => {
  t.equal(lightOf(onTime, { hits: 99, total: 100 }), 'green')
  t.equal(lightOf(onTime, { hits: 9899, total: 10_000 }), 'amber', '98,99 % rounds to 99 nowhere')
  t.equal(lightOf(onTime, { hits: 98, total: 100 }), 'amber', 'exactly the tolerance')
  t.equal(lightOf(onTime, { hits: 979, total: 1000 }), 'red')
  t.equal(lightOf(onTime, { hits: 0, total: 0 }), 'grey', 'nothing resolved is no failure')
  t.equal(lightOf(onTime, { hits: null, total: null }), 'grey')
  t.end()
})

t.test('a count is held against its target, and none is a figure', (t) => {
  const complaints = goal('complaints', 'atMost', 0)
  t.equal(lightOf(complaints, { hits: 0, total: null }), 'green')
  t.equal(lightOf(complaints, { hits: 1, total: null }), 'red')
  t.equal(lightOf(goal('late', 'atMost', 4, 2), { hits: 6, total: null }), 'amber')
  t.equal(valueText('complaints', { hits: 0, total: null }), '0')
  t.equal(valueText('onTime', { hits: 627, total: 820 }), '76,46')
  t.equal(valueText('onTime', { hits: 0, total: 0 }), '–')
  t.end()
})

t.test('a period is judged by the version that was decided by its last day', (t) => {
  const version = (number: number, on: string): Objective => ({ version: number, on }) as Objective
  const versions = [version(3, '2026-09-01'), version(2, '2026-05-01'), version(1, '2026-01-05')]
  t.equal(goalAt(versions, '2026-03-14').version, 1)
  t.equal(goalAt(versions, '2026-06-14').version, 2)
  t.equal(goalAt(versions, '2026-12-14').version, 3)
  t.equal(goalAt([version(1, '2026-04-01')], '2026-03-14').version, 1, 'the first holds for the quarter before it too')
  t.end()
})

t.test('quarters follow the cut-off of reports, and every day of the two years lies in one stretch', (t) => {
  t.equal(reportingYearOf('2026-12-14'), 2026)
  t.equal(reportingYearOf('2026-12-15'), 2027)
  const { quarters, lastSoFar, lastRest, daysOver, daysLeft } = planOfYear(2026, '2026-05-20')
  t.match(quarters, [{ period: '2026-Q1', from: '2025-12-15', to: '2026-03-14', ended: true }, { period: '2026-Q2', from: '2026-03-15', to: '2026-05-20', ended: false }])
  t.same([lastSoFar.from, addDays(lastSoFar.to, 1), lastRest?.to], ['2024-12-15', lastRest?.from, '2025-12-14'])
  t.equal(daysOver + daysLeft, 365)
  t.same(planOfYear(2026, '2025-12-14').quarters, [], 'a year that has not begun')
  t.match(planOfYear(2024, '2026-05-20'), { lastRest: null, daysLeft: 0 })
  t.ok(planOfYear(2024, '2026-05-20').quarters.every(({ ended }) => ended))
  const over = (today: string): readonly boolean[] => { const plan = planOfYear(2026, today); return [plan.quarters[0]?.ended ?? false, plan.ended] }
  t.same(over('2026-03-14'), [false, false], 'its last day still belongs to a quarter')
  t.same(over('2026-03-15'), [true, false])
  t.same(over('2026-12-14'), [true, false], 'and to the year: nobody judges it that morning')
  t.same(over('2026-12-15'), [true, true])
  t.match(planOfYear(2026, '2026-12-14', '2026-12-20'), { ended: true, daysLeft: 0, quarters: [{ ended: true }, { ended: true }, { ended: true }, { ended: true }] }, 'cut at its end, and long over')
  t.end()
})

t.test('a trend is told only where chance does not explain it', (t) => {
  const stretch = (hits: number, total: number | null) => ({ hits, total, days: 90 })
  t.equal(trendOf(onTime, [stretch(90, 100), stretch(99, 100)]), 'better')
  t.equal(trendOf(onTime, [stretch(99, 100), stretch(0, 0), stretch(90, 100)]), 'worse', 'a quarter without data is passed over')
  t.equal(trendOf(onTime, [stretch(98, 100), stretch(99, 100)]), 'level')
  t.equal(trendOf(onTime, [stretch(98, 100)]), 'unknown')
  t.equal(trendOf(goal('late', 'atMost', 0), [stretch(2, null), stretch(12, null)]), 'worse')
  t.equal(trendOf(goal('late', 'atMost', 0), [stretch(12, null), stretch(2, null)]), 'better')
  t.end()
})

const random = seeded(20_261_122)
const binomial = (total: number, p: number): number => Array.from({ length: total }).reduce<number>((sum) => sum + Number(random.chance(p)), 0)
const numberOf = (text: string): number => Number(text.replace(',', '.'))

/** How often the end of a year lies within what was forecast after `soFar` dossiers, with `rest` more or less still to come. */
const coverage = (p: number, soFar: number, rest: number, years: number): number => {
  let held = 0
  for (let year = 0; year < years; year += 1) {
    const hits = binomial(soFar, p)
    // Nobody knows how many come: between four fifths and six fifths of last year's.
    const came = Math.round(rest * (0.8 + 0.4 * random.next()))
    const told = forecastOf(onTime, { hits, total: soFar }, { lastSoFar: soFar, lastRest: rest, daysOver: 200, daysLeft: 165 })
    const end = (100 * (hits + binomial(came, p))) / (soFar + came)
    // Printed with two decimals.
    if (told !== null && end >= numberOf(told.low) - 0.005 && end <= numberOf(told.high) + 0.005) held += 1
  }
  return held / years
}

t.test('the stated interval of nine times of ten holds about nine year ends of ten', (t) => {
  const years = 400
  const cases = [[0.5, 60, 60], [0.9, 60, 120], [0.95, 200, 100], [0.99, 150, 150], [0.99, 600, 300], [0.8, 20, 200]] as const
  const held = cases.map(([p, soFar, rest]) => coverage(p, soFar, rest, years))
  t.comment(cases.map((one, at) => `share ${one[0]}, ${one[1]} so far, about ${one[2]} to come: ${((held[at] ?? 0) * 100).toFixed(1)} %`).join('; '))
  t.ok(held.every((one) => one >= 0.9))
  t.end()
})

t.test('a count is forecast by its days, and holds as often', (t) => {
  const complaints = goal('complaints', 'atMost', 12)
  const poisson = (mean: number): number => {
    let many = 0
    for (let left = 1 - random.next(); left > Math.exp(-mean); left *= 1 - random.next()) many += 1
    return many
  }
  const years = 1000
  let held = 0
  for (let year = 0; year < years; year += 1) {
    const rate = [0.005, 0.02, 0.1][year % 3]!
    const hits = poisson(rate * 200)
    const told = forecastOf(complaints, { hits, total: null }, { lastSoFar: 0, lastRest: 0, daysOver: 200, daysLeft: 165 })
    const end = hits + poisson(rate * 165)
    if (told !== null && end >= Number(told.low) && end <= Number(told.high)) held += 1
  }
  t.comment(`counts: ${(held / 10).toFixed(1)} %`)
  t.ok(held / years >= 0.9)
  t.end()
})

t.test('a forecast says how likely the target is, is narrow at the end, and is none without data or days', (t) => {
  const expected = { lastSoFar: 200, lastRest: 100, daysOver: 240, daysLeft: 125 }
  const good = forecastOf(onTime, { hits: 400, total: 400 }, expected)
  t.match(good, { rest: 200, basis: 'lastYear', high: '100,00' })
  t.ok((good?.chanceBp ?? 0) > 9_900)
  t.equal(forecastOf(onTime, { hits: 300, total: 400 }, expected)?.chanceBp, 0, 'nothing can mend it any more')
  t.match(forecastOf(onTime, { hits: 99, total: 100 }, { ...expected, lastSoFar: 0, lastRest: 0 }), { basis: 'ownPace', rest: 52 })
  t.match(forecastOf(onTime, { hits: 990, total: 1000 }, expected), { basis: 'ownPace', rest: 521 }, 'a last year that was hardly recorded')
  t.equal(forecastOf(onTime, { hits: 0, total: 0 }, expected), null)
  t.equal(forecastOf(onTime, { hits: 9, total: 9 }, { ...expected, daysLeft: 0 }), null)
  t.match(forecastOf(onTime, { hits: 9, total: 10 }, { ...expected, lastSoFar: 1000, lastRest: 1 }), { low: '90,00', high: '90,00', rest: 0 })
  t.end()
})
