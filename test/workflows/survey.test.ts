/** What answers say together, and what is not shown. */
import fc from '../support/property.ts'
import t from 'tap'
import { leastAnswers, surveyFigures, surveyRow, surveyWhole } from '../../workflows/quality/survey.ts'

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
