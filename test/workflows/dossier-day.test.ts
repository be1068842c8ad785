/** The parts of the list of a day: docs/clock.md. */
import t from 'tap'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { dayPartOf } from '../../workflows/dossier/day.ts'
import { act, acts, at, receive, rulesFor, staff } from '../support/dossiers.ts'

const rules = rulesFor(shippedProcedure('P1')!)
const { calendar } = rules
const { lan, hung, nam, dung, khoa } = staff
/** Two working days from Thursday 6 May 2021: due on Monday 10 May at 17:00. */
const received = receive(rules, '2021-05-06T09:40')
const withNam = acts(received, [lan, 'HAND_OVER', '2021-05-06T10:00'], [hung, 'ASSIGN', '2021-05-06T11:00', { to: nam }])
const seen = act(withNam, [nam, 'ACKNOWLEDGE', '2021-05-06T13:30'])
const partAt = ({ dossier }: typeof received, local: string) => dayPartOf(calendar, dossier, at(local))

t.test('due on the next working day, today, and overdue from the very instant on', async (t) => {
  t.equal(partAt(seen, '2021-05-06T14:00'), null, 'on Thursday there is nothing to say yet')
  t.equal(partAt(seen, '2021-05-07T08:00'), 'next', 'on Friday, the working day before')
  t.equal(partAt(seen, '2021-05-08T08:00'), 'next', 'on Saturday too')
  t.equal(partAt(seen, '2021-05-10T07:30'), 'today')
  t.equal(partAt(seen, '2021-05-10T17:00'), 'today', 'the last minute is in time')
  t.equal(partAt(seen, '2021-05-10T17:01'), 'late')
})

t.test('paused while it waits for the applicant, and out of the list when its result is ready', async (t) => {
  const paused = act(seen, [nam, 'REQUEST_SUPPLEMENT', '2021-05-06T14:00', { reason: 'Thiếu bản vẽ' }])
  t.equal(partAt(paused, '2021-05-20T08:00'), 'paused')
  const ready = acts(seen, [nam, 'STEP_DONE', '2021-05-07T08:00'], [dung, 'STEP_DONE', '2021-05-07T09:00'], [khoa, 'RESULT_SIGNED', '2021-05-07T10:00'])
  t.equal(partAt(ready, '2021-05-20T08:00'), null)
})

t.test('unopened when a working day has passed over it and nobody acknowledged it', async (t) => {
  const long = receive(rulesFor({ ...shippedProcedure('P1')!, limit: { unit: 'workingDay', amount: 20 } }), '2021-05-06T09:40')
  t.equal(partAt(long, '2021-05-07T16:00'), null)
  t.equal(partAt(long, '2021-05-10T08:00'), 'unopened')
  t.equal(partAt(act(long, [lan, 'HAND_OVER', '2021-05-10T09:00']), '2021-05-10T10:00'), null, 'a new step, a new day')
})

t.test('where the calendar ends, what is past is late and the rest is left out', async (t) => {
  const { dossier } = seen
  t.equal(dayPartOf(calendar, { ...dossier, clock: { ...dossier.clock, dueAtMs: at('2031-05-06T17:00') } }, at('2021-05-06T14:00')), null)
  t.equal(dayPartOf(calendar, dossier, at('2031-05-06T17:00')), 'late')
})
