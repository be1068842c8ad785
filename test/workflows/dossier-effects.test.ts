/** Whom a decision concerns: what each move puts into the outbox. docs/dossier.md. */
import t from 'tap'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { act, acts, ids, person, receive, rulesFor, staff, type Case } from '../support/dossiers.ts'

const rules = rulesFor(shippedProcedure('P1')!)
const { lan, hung, nam, binh, dung, khoa } = staff
const told = ({ last }: Case): string[] => last.effects.map(({ kind, payload }) => {
  const who = Object.entries(ids).find(([, id]) => id === payload['accountId'])?.[0] ?? payload['to'] ?? payload['form'] ?? payload['step'] ?? 'desk'
  return `${kind} ${String(who)}`
})

const received = receive(rules, '2021-05-06T09:40')
const handedOver = act(received, [lan, 'HAND_OVER', '2021-05-06T10:00'])
const withNam = act(handedOver, [hung, 'ASSIGN', '2021-05-06T11:00', { to: nam }])
const checked = act(withNam, [nam, 'STEP_DONE', '2021-05-06T14:00'])
const reason = 'Thiếu căn cứ'

t.test('what the desk receives is no news to the desk; what is filed online is', async (t) => {
  t.same(told(received), [])
  const filed = receive(rules, '2021-05-05T21:00', { accept: false, channel: 'online' })
  t.same(told(filed), ['waiting submitted'])
})

t.test('a dossier that comes into a unit is told to whoever may take it, and what is given to a person to that person', async (t) => {
  t.same(told(handedOver), ['waiting processing.assign'])
  t.same(told(withNam), ['assigned nam'])
  t.same(told(checked), ['waiting processing.confirm'])
})

t.test('whoever takes a step is told nothing', async (t) => {
  t.same(told(act(handedOver, [hung, 'ACKNOWLEDGE', '2021-05-06T11:00'])), [])
  const given = act(withNam, [hung, 'ASSIGN', '2021-05-06T13:30', { to: binh }])
  t.same(told(given), ['assigned binh', 'reassigned nam'])
})

t.test('returned work tells the person who gets it back', async (t) => {
  t.same(told(act(checked, [dung, 'STEP_RETURNED', '2021-05-06T15:00', { reason }])), ['returned nam'])
  t.same(told(act(handedOver, [hung, 'RETURN_WRONG_ADDRESSEE', '2021-05-06T15:00', { reason }])), ['returned received'])
})

t.test('a result is told to the desk once, and not to the applicant a second time', async (t) => {
  const ready = acts(checked, [dung, 'STEP_DONE', '2021-05-07T08:00'], [khoa, 'RESULT_SIGNED', '2021-05-07T09:00'])
  t.same(told(ready), ['resultReady resultReady'])
  t.same(told(act(ready, [lan, 'RESULT_DELIVERED', '2021-05-07T10:00'])), [], 'handed over, nothing is left to do')
})

t.test('a paper for the applicant is told to the desk, a stop and an end to whoever had it in hand', async (t) => {
  t.same(told(act(withNam, [nam, 'REQUEST_SUPPLEMENT', '2021-05-06T14:00', { reason }])), ['waiting supplement', 'formIssued 02'])
  const stopped = act(withNam, [dung, 'STOP', '2021-05-06T14:00', { reason, paper: { number: '12/TB', on: '2021-05-06' } }])
  t.same(told(stopped), ['stopped nam', 'formIssued 05'])
  t.same(told(act(stopped, [dung, 'RESUME', '2021-05-07T08:00', { reason }])), ['assigned nam'], 'it comes back into the same hands')
  t.same(told(act(withNam, [lan, 'WITHDRAW', '2021-05-06T14:00', { reason }])), ['ended nam'])
})

t.test('a substitute acts as the person: nobody is told of their own work', async (t) => {
  const forNam = person('binh', ['specialist', 'department', 'nam'])
  t.same(told(act(withNam, [forNam, 'STEP_DONE', '2021-05-06T14:00'])), ['waiting processing.confirm'])
})
