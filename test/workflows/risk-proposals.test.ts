/** Risks proposed from causes of lateness: the rule, its numbers, one proposal at most for a cause and a quarter. */
import t from 'tap'
import { proposalRule, proposalsOf, quarterOver, type LateOf } from '../../workflows/quality/risk-proposals.ts'
import { causeColumns, type Cause } from '../../workflows/statistics/forms.ts'
import { reportingPeriod } from '../../workflows/statistics/periods.ts'
import fc from '../support/property.ts'

const lateOf = (cause: Cause, procedure: string, count: number): LateOf[] => Array.from({ length: count }, () => ({ cause, procedure }))

t.test('three of ten waiting at the superior are a risk of the process with most of them; two are not, nor three of sixteen, nor what nobody can tell', async (t) => {
  const late = [...lateOf('superior', 'P2', 2), ...lateOf('superior', 'P1', 1), ...lateOf('person', 'P1', 2), ...lateOf('unknown', 'P3', 5)]
  t.same(proposalsOf(late, '2021-Q2'), [{
    key: 'cause:superior:2021-Q2', rule: 'risk-from-cause-1', cause: 'superior', quarter: '2021-Q2', dossiers: 3, late: 10, processes: [{ code: 'P2', dossiers: 2 }, { code: 'P1', dossiers: 1 }],
  }])
  t.same(proposalsOf([...late, ...lateOf('unknown', 'P3', 6)], '2021-Q2'), [])
})

t.test('every proposal bears its numbers, and none comes twice', async () => {
  const causes = causeColumns.map(({ key }) => key as Cause)
  const late = fc.array(fc.record({ cause: fc.constantFrom(...causes), procedure: fc.constantFrom('P1', 'P2', 'P3', 'P4') }), { maxLength: 60 })
  fc.assert(fc.property(late, (all) => {
    const found = proposalsOf(all, '2026-Q3')
    const isSound = found.every(({ cause, dossiers, late: whole, processes }) => dossiers === all.filter((one) => one.cause === cause).length && whole === all.length && dossiers >= proposalRule.least
      && dossiers * 100 >= proposalRule.leastPercent * whole && processes.reduce((sum, one) => sum + one.dossiers, 0) === dossiers && cause !== 'unknown')
    const left = causes.filter((cause) => cause !== 'unknown' && !found.some((one) => one.cause === cause)).map((cause) => all.filter((one) => one.cause === cause).length)
    return isSound && new Set(found.map(({ key }) => key)).size === found.length && left.every((many) => many < proposalRule.least || many * 100 < proposalRule.leastPercent * all.length)
  }), { numRuns: 300 })
})

t.test('the quarter is the newest that is over', async () => {
  fc.assert(fc.property(fc.date({ min: new Date('2016-01-01'), max: new Date('2040-12-31'), noInvalidDate: true }), (date) => {
    const today = date.toISOString().slice(0, 10)
    const name = quarterOver(today)
    const [year, quarter] = [Number(name.slice(0, 4)), Number(name.slice(6))]
    const next = quarter === 4 ? `${year + 1}-Q1` : `${year}-Q${quarter + 1}`
    return reportingPeriod(name).to < today && reportingPeriod(next).to >= today
  }), { numRuns: 300 })
})
