/** Every fault of a calendar has words in both languages. */
import t from 'tap'
import { withWords } from '../../server/calendar-faults.ts'
import { DomainError } from '../../schemas/errors.ts'
import { loadSources } from '../support/sources.ts'

t.test('each rule that a calendar can break says what is wrong, and where', async (t) => {
  const text = loadSources().filter(({ path }) => /^workflows\/calendar\/(validate|amend)\.ts$/.test(path)).map((source) => source.text).join('\n')
  const rules = [...new Set([...text.matchAll(/rule: '([a-z-]+)'/g)].map(([, rule]) => rule ?? ''))]
  t.ok(rules.length > 15)
  for (const rule of rules) {
    const told = withWords(new DomainError('calendar-invalid', { findings: [{ rule, on: '2026-12-07', decision: '1/QĐ' }] })) as DomainError
    const fault = told.details.errors?.[0]
    t.match(fault, { at: '/days/2026-12-07', rule, message: /\(07\/12\/2026, 1\/QĐ\)$/, messageEn: /\(07\/12\/2026, 1\/QĐ\)$/ })
    t.notMatch(fault?.message, /^lịch làm việc không hợp lệ/, rule)
  }
})

t.test('what is no fault of a calendar stays as it is', async (t) => {
  for (const error of [new Error('x'), new DomainError('not-found')]) t.equal(withWords(error), error)
})
