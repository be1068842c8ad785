/** Random calendars, limits and stops: the module of working time and the independent count agree. `npm run oracle` is the long form. */
import fc from '../support/property.ts'
import t from 'tap'
import { arbitraryClocks } from '../support/arbitrary-calendar.ts'
import { assertSame } from '../support/oracle-compare.ts'
import { oracleDue } from '../support/oracle-calendar.ts'

t.test('20,000 random cases agree with the count by the minute', async (t) => {
  let asked = 0
  let answered = 0
  fc.assert(fc.property(arbitraryClocks(200), ({ cal, inputs }) => {
    for (const input of inputs) {
      assertSame(cal, input)
      asked++
      if (typeof oracleDue(cal, input) === 'object') answered++
    }
  }), { numRuns: 220 })
  t.ok(asked > 15_000, `${asked} cases`)
  t.ok(answered > asked / 2, `${answered} of them have a due moment, the rest leave the calendar`)
})
