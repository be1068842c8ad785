/** The legal clock through a dossier's life: docs/dossier.md, docs/clock.md. */
import t from 'tap'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { handOvers } from '../../workflows/dossier/hand-overs.ts'
import { rungsOf } from '../../workflows/dossier/reminders.ts'
import { act, acts, actionsFor, local, receive, refusalOf, rulesFor, special, staff, strands, type Act, type Case } from '../support/dossiers.ts'
import { changed } from '../support/procedures.ts'

const promotion = shippedProcedure('P1')!
const rules = rulesFor(promotion)
const fiveDays = { ...promotion, limit: { unit: 'workingDay' as const, amount: 5 } }
const { lan, hung, nam, dung, khoa } = staff

/** Received on Monday 10 June 2024, due on the 17th; in the hands of Nam. */
const inHand = (onResume: 'pause' | 'reset'): Case => acts(receive(rulesFor({ ...fiveDays, onResume }), '2024-06-10T08:00'),
  [lan, 'HAND_OVER', '2024-06-10T08:30'], [hung, 'ASSIGN', '2024-06-10T09:00', { to: nam }])
const finish: readonly Act[] = [
  [nam, 'STEP_DONE', '2024-06-14T09:00'], [dung, 'STEP_DONE', '2024-06-14T10:00'], [khoa, 'RESULT_SIGNED', '2024-06-14T11:00'],
]

t.test('a supplement stops the clock; with pause the due date moves by the working days in between', async (t) => {
  const asked = act(inHand('pause'), [nam, 'REQUEST_SUPPLEMENT', '2024-06-12T10:00', { reason: 'Thiếu bản sao' }])
  t.match(asked.dossier, { status: 5, clock: { dueAtMs: null, runningSinceMs: null, consumed: 2 } })
  t.equal(asked.entries.at(-1)?.entry.paper?.form, '02')
  t.notOk(asked.entries.at(-1)?.entry.deviation, 'asked within three working days')
  const supplied = act(asked, [lan, 'SUPPLEMENT_RECEIVED', '2024-06-17T09:00'])
  t.equal(local(supplied.dossier.clock.dueAtMs), '2024-06-20T17:00')
  t.equal(local(supplied.dossier.clock.dueOriginalAtMs), '2024-06-17T17:00')
  t.equal(supplied.dossier.status, 4)
  t.equal(supplied.dossier.steps[0]?.holderId, nam.accountId, 'the work goes back to whoever had it')
  t.equal(supplied.dossier.steps[0]?.step, 'processing.appraise')
})

t.test('with reset the limit is counted again from zero', async (t) => {
  const supplied = acts(inHand('reset'), [nam, 'REQUEST_SUPPLEMENT', '2024-06-12T10:00', { reason: 'x' }], [lan, 'SUPPLEMENT_RECEIVED', '2024-06-17T09:00'])
  t.equal(local(supplied.dossier.clock.dueAtMs), '2024-06-24T17:00')
  t.match(supplied.dossier.clock, { consumed: 0, cycle: 1 })
  t.equal(local(supplied.dossier.clock.dueOriginalAtMs), '2024-06-17T17:00')
  t.equal(local(supplied.dossier.receivedAtMs), '2024-06-10T08:00', 'it was received once')
})

t.test('a supplement asked for after the third working day goes through and is kept as a deviation', async (t) => {
  const on = (day: string) => act(inHand('pause'), [nam, 'REQUEST_SUPPLEMENT', `${day}T16:59`, { reason: 'x' }]).entries.at(-1)?.entry.deviation?.rule
  t.equal(on('2024-06-13'), undefined)
  t.equal(on('2024-06-14'), 'supplement-notice-late')
})

t.test('received on a Saturday the three days for a supplement run from Monday, as the limit does', async (t) => {
  const saturday = acts(receive(rulesFor(fiveDays), '2024-06-08T09:00'), [lan, 'HAND_OVER', '2024-06-10T08:30'], [hung, 'ASSIGN', '2024-06-10T09:00', { to: nam }])
  const on = (day: string) => act(saturday, [nam, 'REQUEST_SUPPLEMENT', `${day}T16:59`, { reason: 'x' }]).entries.at(-1)?.entry.deviation?.rule
  t.equal(local(saturday.dossier.clock.dueAtMs), '2024-06-17T17:00')
  t.equal(on('2024-06-13'), undefined)
  t.equal(on('2024-06-14'), 'supplement-notice-late')
})

t.test('an apology after the due date cannot promise a day that is past', async (t) => {
  const apologise = (newDueOn: string): Act => [dung, 'APOLOGY_ISSUED', '2024-06-20T10:00', { reason: 'x', newDueOn, paper: { number: '1', on: '2024-06-20' } }]
  const late = inHand('pause')
  t.match(refusalOf(late, apologise('2024-06-19')), { code: 'new-due-not-later', details: { reason: 'in-the-past', today: '2024-06-20' } })
  t.match(refusalOf(late, apologise('2024-06-17')), { code: 'new-due-not-later', details: { reason: 'not-later' } })
  t.equal(local(act(late, apologise('2024-06-20')).dossier.clock.dueAtMs), '2024-06-20T17:00')
})

t.test('after a limit that began anew the three days are counted from the supply', async (t) => {
  const supplied = acts(inHand('reset'), [nam, 'REQUEST_SUPPLEMENT', '2024-06-12T10:00', { reason: 'x' }], [lan, 'SUPPLEMENT_RECEIVED', '2024-06-17T09:00'])
  const again = (day: string) => act(supplied, [nam, 'REQUEST_SUPPLEMENT', `${day}T10:00`, { reason: 'y' }]).entries.at(-1)?.entry.deviation?.rule
  t.equal(again('2024-06-20'), undefined)
  t.equal(again('2024-06-21'), 'supplement-notice-late')
})

t.test('a limit that begins anew is the legal one, without what an apology had added; a pause keeps it', async (t) => {
  const after = (onResume: 'pause' | 'reset') => acts(inHand(onResume), [dung, 'APOLOGY_ISSUED', '2024-06-11T09:00', { reason: 'x', newDueOn: '2024-06-19' }],
    [nam, 'REQUEST_SUPPLEMENT', '2024-06-12T10:00', { reason: 'y' }], [lan, 'SUPPLEMENT_RECEIVED', '2024-06-17T09:00']).dossier
  t.equal(local(after('reset').clock.dueAtMs), '2024-06-24T17:00')
  t.equal(local(after('pause').clock.dueAtMs), '2024-06-24T17:00', '19 June and three working days')
  t.match(after('reset').clock, { budget: 5, consumed: 0, apologies: 1 })
  t.match(after('pause').clock, { budget: 7, consumed: 2, apologies: 1 })
})

t.test('every other stop continues where it stood, whatever the policy for supplements', async (t) => {
  const stopped = act(inHand('reset'), [dung, 'STOP', '2024-06-12T10:00', { reason: 'Chờ bản án', paper: { number: '12/TB-UBND', on: '2024-06-12' } }])
  t.match(stopped.dossier, { status: 8, clock: { dueAtMs: null } })
  t.strictSame(stopped.entries.at(-1)?.entry.paper, { form: '05', number: '12/TB-UBND', on: '2024-06-12' })
  const resumed = act(stopped, [dung, 'RESUME', '2024-06-17T09:00', { reason: 'Đã có bản án' }])
  t.equal(local(resumed.dossier.clock.dueAtMs), '2024-06-20T17:00')
  t.equal(resumed.dossier.clock.cycle, 0)
})

t.test('a stop needs its paper and a reason, and only a leader may order it', async (t) => {
  const one = inHand('pause')
  t.equal(refusalOf(one, [dung, 'STOP', '2024-06-12T10:00', { reason: 'x' }]).code, 'paper-required')
  t.equal(refusalOf(one, [dung, 'STOP', '2024-06-12T10:00', { paper: { number: '1', on: '2024-06-12' } }]).code, 'reason-required')
  t.equal(refusalOf(one, [nam, 'STOP', '2024-06-12T10:00', { reason: 'x', paper: { number: '1', on: '2024-06-12' } }]).code, 'role-not-granted')
})

t.test('a consultation runs inside the total, its late answer changes no due date and is called for', async (t) => {
  const asked = act(inHand('pause'), [nam, 'CONSULT_SENT', '2024-06-11T08:00'])
  t.match(asked.dossier, { status: 4, clock: { runningSinceMs: asked.dossier.receivedAtMs } })
  t.equal(local(asked.dossier.clock.dueAtMs), '2024-06-17T17:00')
  t.equal(local(asked.dossier.steps[0]?.dueAtMs ?? null), '2024-06-11T13:30', 'four hours of its own')
  t.ok(rungsOf(asked.rules.calendar, asked.dossier).some(({ rung }) => rung === 'stepPassed'))
  const answered = act(asked, [nam, 'CONSULT_ANSWERED', '2024-06-20T08:00'])
  t.equal(local(answered.dossier.clock.dueAtMs), '2024-06-17T17:00')
  t.equal(answered.dossier.steps[0]?.step, 'processing.appraise')
  t.equal(answered.dossier.steps[0]?.holderId, nam.accountId)
})

t.test('an apology sets a new date once, on a later working day; the receipt stays', async (t) => {
  const one = inHand('pause')
  const sorry = (newDueOn: string | undefined, when = '2024-06-14T09:00'): Act => [dung, 'APOLOGY_ISSUED', when, { reason: 'Chờ ý kiến', ...(newDueOn === undefined ? {} : { newDueOn }) }]
  t.equal(refusalOf(one, sorry('2024-06-17')).code, 'new-due-not-later')
  t.equal(refusalOf(one, sorry('2024-06-22')).code, 'new-due-not-later', 'a Saturday')
  t.equal(refusalOf(one, sorry(undefined)).code, 'invalid-request')
  t.equal(refusalOf(one, [nam, 'APOLOGY_ISSUED', '2024-06-14T09:00', { reason: 'x', newDueOn: '2024-06-19' }]).code, 'role-not-granted')
  const told = act(one, sorry('2024-06-19'))
  t.equal(local(told.dossier.clock.dueAtMs), '2024-06-19T17:00')
  t.equal(local(told.dossier.clock.dueOriginalAtMs), '2024-06-17T17:00')
  t.match(told.dossier.clock, { apologies: 1, cycle: 1 })
  t.equal(told.dossier.steps[0]?.holderId, nam.accountId, 'the work stays where it is')
  t.equal(refusalOf(told, sorry('2024-06-25', '2024-06-18T09:00')).code, 'apology-already-issued')
  const done = acts(told, [nam, 'STEP_DONE', '2024-06-18T09:00'], [dung, 'STEP_DONE', '2024-06-18T10:00'], [khoa, 'RESULT_SIGNED', '2024-06-18T11:00'])
  t.match(done.dossier, { timeliness: 'early', daysLate: 0, timelinessVsOriginal: 'late' })
})

t.test('the clock ends when the result is ready, and collecting it late changes nothing', async (t) => {
  const ready = acts(inHand('pause'), ...finish)
  t.match(ready.dossier, { status: 9, timeliness: 'early', daysLate: 0, done: false })
  t.equal(ready.entries.at(-1)?.entry.timeliness, 'early')
  t.not(ready.dossier.clock.endedAtMs, null)
  const collected = act(ready, [lan, 'RESULT_DELIVERED', '2024-09-30T09:00'])
  t.match(collected.dossier, { status: 10, done: true, timeliness: 'early', daysLate: 0, resultReadyAtMs: ready.dossier.resultReadyAtMs })
  t.equal(local(collected.dossier.deliveredAtMs), '2024-09-30T09:00')
  t.notOk('timeliness' in (collected.entries.at(-1)?.entry ?? {}), 'it is decided and journaled once')
})

t.test('due on Monday 10 May 2021 and ready on Tuesday 11 May 09:40 is one working day late, and delivered like any other', async (t) => {
  const ready = acts(receive(rules, '2021-05-06T09:40'), [lan, 'HAND_OVER', '2021-05-06T10:00'], [hung, 'ASSIGN', '2021-05-06T11:00', { to: nam }],
    [nam, 'STEP_DONE', '2021-05-10T16:00'], [dung, 'STEP_DONE', '2021-05-11T08:00'], [khoa, 'RESULT_SIGNED', '2021-05-11T09:40'])
  t.match(ready.dossier, { timeliness: 'late', daysLate: 1, timelinessVsOriginal: 'late', timelinessRule: 'timeliness-1' })
  t.match(actionsFor(ready, lan).find(({ event }) => event === 'RESULT_DELIVERED'), { refusal: null })
  t.equal(act(ready, [lan, 'RESULT_DELIVERED', '2021-05-12T08:00']).dossier.status, 10)
})

t.test('a result on the due day is on time at any hour', async (t) => {
  for (const time of ['16:59', '17:30']) {
    const one = acts(receive(rules, '2021-05-06T09:40'), [lan, 'HAND_OVER', '2021-05-06T10:00'], [hung, 'ASSIGN', '2021-05-06T11:00', { to: nam }],
      [nam, 'STEP_DONE', '2021-05-07T16:00'], [dung, 'STEP_DONE', '2021-05-10T08:00'], [khoa, 'RESULT_SIGNED', `2021-05-10T${time}`])
    t.match(one.dossier, { timeliness: 'onTime', daysLate: 0 })
  }
})

t.test('withdrawn while the clock stands still, it ends without a verdict', async (t) => {
  const asked = act(inHand('reset'), [nam, 'REQUEST_SUPPLEMENT', '2024-06-12T10:00', { reason: 'x' }])
  t.equal(refusalOf(asked, [lan, 'WITHDRAW', '2024-06-13T10:00']).code, 'reason-required')
  const gone = act(asked, [lan, 'WITHDRAW', '2024-06-13T10:00', { reason: 'Không còn nhu cầu' }])
  t.match(gone.dossier, { status: 7, done: true, timeliness: null, resultReadyAtMs: null, steps: [] })
  t.equal(local(gone.dossier.clock.endedAtMs), '2024-06-13T10:00')
})

t.test('refused after appraisal, it is no result in time or late', async (t) => {
  const confirm = act(inHand('pause'), [nam, 'STEP_DONE', '2024-06-12T09:00'])
  const refused = act(confirm, [dung, 'REFUSE', '2024-06-12T10:00', { reason: 'Không đủ điều kiện' }])
  t.match(refused.dossier, { status: 3, done: true, timeliness: null, code: 'H99.01-210506-0001' })
  t.equal(refused.entries.at(-1)?.entry.paper?.form, '03')
})

t.test('time never runs backwards in a journal, even if the clock of the machine does', async (t) => {
  const one = act(inHand('pause'), [nam, 'STEP_DONE', '2024-06-10T08:59'])
  t.equal(local(one.dossier.lastEventAtMs), '2024-06-10T09:00')
  t.equal(one.entries.at(-1)?.entry.at, one.entries.at(-2)?.entry.at)
})

t.test('with two strands one that waits stops the clock, and the status shows it until both go on', async (t) => {
  const { son } = staff
  const begun = receive(rulesFor(strands), '2024-06-10T08:00', { by: nam })
  t.match(begun.dossier, { status: 4, steps: [{ step: 'both.legal.check' }, { step: 'both.money.pay' }] })
  const waiting = act(begun, [nam, 'REQUEST_SUPPLEMENT', '2024-06-11T08:00'])
  t.match(waiting.dossier, { status: 5, clock: { runningSinceMs: null } })
  const twice = act(waiting, [son, 'REQUEST_PAYMENT', '2024-06-12T08:00'])
  t.equal(twice.dossier.status, 5)
  const paying = act(twice, [lan, 'SUPPLEMENT_RECEIVED', '2024-06-13T08:00'])
  t.match(paying.dossier, { status: 6, clock: { runningSinceMs: null, consumed: 1 } })
  const running = act(paying, [son, 'PAYMENT_CONFIRMED', '2024-06-14T08:00'])
  t.match(running.dossier, { status: 4, clock: { consumed: 1 } })
  t.equal(local(running.dossier.clock.dueAtMs), '2024-06-20T17:00')
  const half = act(running, [nam, 'STEP_DONE', '2024-06-14T09:00', { step: 'both.legal.check' }])
  t.match(half.dossier.steps.map(({ step }) => step), ['both.money.pay'])
  const done = acts(half, [son, 'STEP_DONE', '2024-06-14T10:00'], [nam, 'RESULT_SIGNED', '2024-06-14T11:00'])
  t.match(done.dossier, { status: 9, done: true, timeliness: 'early' })
})

t.test('where two strands offer the same event the step must be named', async (t) => {
  const begun = receive(rulesFor(strands), '2024-06-10T08:00', { by: nam })
  const unnamed = refusalOf(begun, [nam, 'STEP_DONE', '2024-06-10T09:00'])
  t.equal(unnamed.code, 'invalid-request')
  t.match(unnamed.details, { errors: [{ at: '/step', allowed: ['both.legal.check', 'both.money.pay'] }] })
})

t.test('a marriage that must be verified is due in five working days from receipt instead of the same day', async (t) => {
  const begun = receive(rulesFor(special), '2024-06-10T08:00', { by: nam })
  t.equal(local(begun.dossier.clock.dueAtMs), '2024-06-10T17:00')
  const verifying = act(begun, [nam, 'VERIFY', '2024-06-10T14:00'])
  t.match(verifying.dossier, { limitVariant: 'verification', clock: { unit: 'workingDay', budget: 5 } })
  t.equal(local(verifying.dossier.clock.dueAtMs), '2024-06-17T17:00')
  t.equal(local(verifying.dossier.clock.dueOriginalAtMs), '2024-06-10T17:00')
  const ready = act(verifying, [nam, 'STEP_DONE', '2024-06-14T14:00'])
  t.match(ready.dossier, { timeliness: 'early', timelinessVsOriginal: 'late' })
})

t.test('a procedure without a limit is never due and never late', async (t) => {
  const open = receive(rulesFor({ ...strands, limit: { unit: 'none', amount: 0 } }), '2024-06-10T08:00', { by: nam })
  t.equal(open.dossier.clock.dueAtMs, null)
  const done = acts(open, [nam, 'STEP_DONE', '2025-06-14T09:00', { step: 'both.legal.check' }], [staff.son, 'STEP_DONE', '2025-06-14T10:00'], [nam, 'RESULT_SIGNED', '2025-06-14T11:00'])
  t.match(done.dossier, { status: 9, timeliness: null, daysLate: null })
})

t.test('a running clock calls at 70 and 90 percent, a working day before it is due, and when it has passed', async (t) => {
  const one = inHand('pause')
  const rungs = (at: Case) => rungsOf(at.rules.calendar, at.dossier).filter(({ rung }) => rung !== 'stepPassed').map(({ rung, atMs }) => [rung, local(atMs)])
  t.strictSame(rungs(one), [['share70', '2024-06-14T07:30'], ['tMinus1', '2024-06-14T07:30'], ['share90', '2024-06-17T07:30'], ['duePassed', '2024-06-17T17:00']])
  const asked = act(one, [nam, 'REQUEST_SUPPLEMENT', '2024-06-12T10:00', { reason: 'x' }])
  t.strictSame(rungs(asked), [], 'nobody is called while it waits for the applicant')
  t.strictSame(rungs(acts(one, ...finish)), [], 'nor after the result')
  t.strictSame(rungs(receive(rules, '2021-05-06T09:40', { accept: false })), [], 'nor before acceptance')
})

t.test('each call is made once: shares once a count, dates once a due date', async (t) => {
  const basis = (at: Case) => new Map(rungsOf(at.rules.calendar, at.dossier).map((one) => [one.rung, one.basis]))
  const one = inHand('pause')
  const paused = acts(one, [nam, 'REQUEST_SUPPLEMENT', '2024-06-12T10:00', { reason: 'x' }], [lan, 'SUPPLEMENT_RECEIVED', '2024-06-17T09:00'])
  t.equal(basis(paused).get('share70'), basis(one).get('share70'), 'the same count goes on')
  t.not(basis(paused).get('tMinus1'), basis(one).get('tMinus1'), 'but it is due on another day')
  const anew = acts(inHand('reset'), [nam, 'REQUEST_SUPPLEMENT', '2024-06-12T10:00', { reason: 'x' }], [lan, 'SUPPLEMENT_RECEIVED', '2024-06-17T09:00'])
  t.not(basis(anew).get('share70'), basis(one).get('share70'), 'counted from zero it calls again')
})

t.test('a step of part of a day, which no clock counts, has no due of its own and stops nobody', async (t) => {
  const quarter = changed(promotion, (state) => { (state('processing.confirm').meta ?? {}).limit = { unit: 'workingDay', amount: 0.25 } })
  const begun = receive(rulesFor({ ...quarter, limit: { unit: 'workingDay', amount: 5 } }), '2024-06-10T08:00')
  const done = acts(begun, [lan, 'HAND_OVER', '2024-06-10T08:30'], [hung, 'ASSIGN', '2024-06-10T09:00', { to: nam }], finish[0]!)
  t.match(done.dossier.steps, [{ step: 'processing.confirm', dueAtMs: null }])
  const signed = acts(done, ...finish.slice(1))
  t.equal(signed.dossier.timeliness, 'early')
  const names = { agency: 'UBND', units: new Map(), people: new Map() }
  t.equal(handOvers(signed.rules, signed.entries.map(({ entry }) => entry), names).findLast(({ event }) => event === 'STEP_DONE')?.result, null)
})
