/** Closed dossiers under another revision: dates, verdicts, and why some do not fit. That the same revision reproduces all is held by the sample agency's test. */
import t from 'tap'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { replay } from '../../workflows/dossier/replay.ts'
import { acts, local, receive, rulesFor, special, staff } from '../support/dossiers.ts'
import { changed } from '../support/procedures.ts'

const rules = rulesFor(special)
const closed = acts(receive(rules, '2024-06-10T08:00', { by: staff.nam, accept: false }), [staff.nam, 'VERIFY', '2024-06-10T09:00'], [staff.nam, 'STEP_DONE', '2024-06-14T10:00'], [staff.nam, 'RESULT_DELIVERED', '2024-06-17T08:00'])
const under = (definition: ProcedureDefinition) =>
  replay({ dossier: closed.dossier, entries: closed.entries.map(({ entry }) => entry), own: rules.compiled, calendarOf: () => rules.calendar }, compile(definition))

t.test('under its own revision it comes out as it was, with the limit of its special case', async (t) => {
  const found = under(special)
  if ('fault' in found) return t.fail(found.fault)
  t.same([found.dossier.clock, found.dossier.timeliness, found.path], [closed.dossier.clock, 'early', ['check', 'verify', 'ready', 'end']])
})

t.test('under a shorter limit it is late, by its own instants', async (t) => {
  const found = under({ ...special, limitVariants: { verification: { limit: { unit: 'workingDay', amount: 2 }, ground: 'Luật mới' } } })
  if ('fault' in found) return t.fail(found.fault)
  t.equal(local(found.dossier.clock.dueAtMs), '2024-06-12T17:00')
  t.match(found.dossier, { timeliness: 'late', daysLate: 2 })
})

t.test('what a revision does not take is named with its step, and so is a way that does not end', async (t) => {
  t.same(under(changed(special, (state) => { delete state('check').on?.['VERIFY'] })), { fault: 'event-not-taken', after: 1, event: 'VERIFY', step: 'check' })
  const longer = changed(special, (state, copy) => { state('end').type = 'atomic'; state('end').on = { STEP_DONE: 'archived' }; copy.machine.states['archived'] = { type: 'final', meta: { status: 10 } } })
  t.match(under(longer), { fault: 'not-ended', step: 'end' })
})
