/** What answers say together, and what is not shown. */
import fc from '../support/property.ts'
import t from 'tap'
import { leastAnswers, surveyFigures, surveyRow, surveyRows, surveyWhole } from '../../workflows/quality/survey.ts'

const cells = (...counts: readonly number[]) => counts.map((count, index) => ({ question: 'overall', score: index + 1, count }))

t.test('the shares are those of SIPAS and of Decision 766, the mean is half-up, the bounds stand around the share', async (t) => {
  t.match(surveyFigures(cells(1, 1, 2, 4, 2)), { mean: '3,50', satisfied: '60,00', notDissatisfied: '80,00' })
  t.match(surveyFigures(cells(0, 0, 2, 1, 0)), { mean: '3,33' })
  t.same(surveyFigures(cells(0, 0, 0, 0, 0)), { mean: null, satisfied: null, notDissatisfied: null, low: null, high: null })
  const number = (text: string | null): number => Number((text ?? '').replace(',', '.'))
  fc.assert(fc.property(fc.array(fc.nat({ max: 40 }), { minLength: 5, maxLength: 5 }), (counts) => {
    const one = surveyFigures(cells(...counts))
    return one.mean === null || (number(one.low) <= number(one.notDissatisfied) && number(one.notDissatisfied) <= number(one.high) && number(one.mean) >= 1 && number(one.mean) <= 5)
  }))
})

t.test('of fewer than five answers nothing is shown but that they are few', async (t) => {
  const few = surveyRow({ key: 'D1', asked: 10, answers: leastAnswers - 1, cells: cells(4, 0, 0, 0, 0) })
  t.match(few, { hidden: true, overall: { mean: null, notDissatisfied: null } })
  t.ok(Object.values(few.questions).every(({ mean, answers }) => mean === null && answers === 0))
  const whole = surveyRow(surveyWhole([{ key: 'a', asked: 10, answers: 4, cells: cells(0, 0, 0, 4, 0) }, { key: 'b', asked: 6, answers: 4, cells: cells(0, 0, 0, 0, 4) }]))
  t.match(whole, { asked: 16, answers: 8, responseRate: '50,00', hidden: false, overall: { mean: '4,50', satisfied: '100,00' } })
})

t.test('what a small group answered cannot be worked out from the whole and the other groups', async (t) => {
  const group = (key: string, answers: number) => ({ key, asked: answers, answers, cells: cells(0, 0, 0, 0, answers) })
  const hidden = (...groups: ReturnType<typeof group>[]): (string | null)[] => surveyRows(groups).filter((one) => one.hidden).map(({ key }) => key)
  t.same(hidden(group('a', 9), group('b', 1), group('c', 6)), ['b', 'c'])
  t.same(hidden(group('a', 9), group('b', 2), group('c', 3)), ['b', 'c'], 'five together')
  t.same(hidden(group('a', 9), group('b', 0)), ['b'], 'nobody answered: nothing to work out')
  t.same(surveyRows([group('a', 5)]).map((one) => one.hidden), [false], 'exactly as many as may be shown')
  fc.assert(fc.property(fc.array(fc.nat({ max: 20 }), { maxLength: 8 }), (counts) => {
    const rows = surveyRows(counts.map((many, index) => group(String(index), many)))
    const many = rows.filter((one) => one.hidden).reduce((sum, { answers }) => sum + answers, 0)
    return many === 0 || many >= leastAnswers || rows.every((one) => one.hidden)
  }))
})
