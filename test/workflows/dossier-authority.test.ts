/** Who may do what, and to whom the work goes: docs/dossier.md; ISO 9001:2015, 5.3. */
import t from 'tap'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { act, acts, actionsFor, ids, person, receive, refusalOf, rulesFor, staff, type Act, type Case } from '../support/dossiers.ts'
import { definitionOf } from '../support/procedures.ts'

const rules = rulesFor(shippedProcedure('P1')!)
const { lan, mai, hung, nam, binh, chi, dung, giang, khoa } = staff
const received = receive(rules, '2021-05-06T09:40')
const handedOver = act(received, [lan, 'HAND_OVER', '2021-05-06T10:00'])
const withNam = act(handedOver, [hung, 'ASSIGN', '2021-05-06T11:00', { to: nam }])
const holding = (one: Case) => one.dossier.steps.map(({ step, holderId }) => [step, holderId])
const noon = '2021-05-06T13:30'

t.test('a role held in the unit, or above it, reaches a step of the unit; one held beside it does not', async (t) => {
  t.equal(act(handedOver, [person('son', ['unitHead', 'agency']), 'ASSIGN', noon, { to: nam }]).dossier.steps[0]?.holderId, ids.nam)
  const beside = refusalOf(handedOver, [person('son', ['unitHead', 'other']), 'ASSIGN', noon, { to: nam }])
  t.equal(beside.code, 'role-not-granted')
  t.strictSame(beside.details, { event: 'ASSIGN', step: 'processing.assign', role: 'unitHead', place: 'responsible' })
  t.equal(refusalOf(received, [person('chi', ['receptionist', 'department']), 'HAND_OVER', noon]).code, 'role-not-granted', 'the desk is not the department')
})

t.test('a step of the whole agency may be done by its role in whatever unit', async (t) => {
  const issue = acts(withNam, [nam, 'STEP_DONE', noon], [dung, 'STEP_DONE', '2021-05-06T14:00'])
  t.equal(act(issue, [person('chi', ['recordsClerk', 'other']), 'RESULT_SIGNED', '2021-05-06T15:00']).dossier.status, 9)
})

t.test('an event that the step does not take is refused with what it takes', async (t) => {
  const refusal = refusalOf(received, [lan, 'RESULT_SIGNED', noon])
  t.equal(refusal.code, 'event-not-allowed')
  t.strictSame(refusal.details, { event: 'RESULT_SIGNED', steps: ['received'], allowed: ['HAND_OVER', 'WITHDRAW'] })
  t.equal(refusalOf(received, [lan, 'HAND_OVER', noon, { step: 'processing.assign' }]).code, 'event-not-allowed', 'a step that is not active')
})

t.test('assigned work is its holder\'s alone', async (t) => {
  t.strictSame(holding(withNam), [['processing.appraise', ids.nam]])
  t.strictSame(withNam.last.effects.find(({ kind }) => kind === 'assigned')?.payload, { step: 'processing.appraise', accountId: ids.nam, by: ids.hung })
  const refusal = refusalOf(withNam, [binh, 'STEP_DONE', noon])
  t.equal(refusal.code, 'held-by-another')
  t.equal(refusal.details['holderId'], ids.nam)
  t.equal(refusalOf(withNam, [binh, 'ACKNOWLEDGE', noon]).code, 'held-by-another')
  t.equal(refusalOf(withNam, [binh, 'CLAIM', noon]).code, 'held-by-another')
})

t.test('the receiver acknowledges', async (t) => {
  const read = act(withNam, [nam, 'ACKNOWLEDGE', noon])
  t.not(read.dossier.steps[0]?.acknowledgedAtMs, null)
  t.equal(read.dossier.steps[0]?.step, 'processing.appraise')
})

t.test('the head may give assigned work to another, who then holds it unacknowledged', async (t) => {
  const moved = acts(withNam, [nam, 'ACKNOWLEDGE', noon], [hung, 'ASSIGN', '2021-05-06T14:00', { to: binh }])
  t.match(moved.dossier.steps[0], { step: 'processing.appraise', holderId: ids.binh, acknowledgedAtMs: null })
  t.equal(refusalOf(moved, [nam, 'STEP_DONE', '2021-05-06T15:00']).code, 'held-by-another')
})

t.test('an assignee must hold the role of the step for its unit', async (t) => {
  for (const to of [chi, dung, lan]) t.equal(refusalOf(handedOver, [hung, 'ASSIGN', noon, { to }]).code, 'assignee-not-eligible')
  const nobody = refusalOf(handedOver, [hung, 'ASSIGN', noon, { assigneeId: ids.nam }])
  t.equal(nobody.code, 'assignee-not-eligible', 'a person whom the agency does not know')
  t.equal(refusalOf(handedOver, [hung, 'ASSIGN', noon]).code, 'invalid-request')
})

t.test('work in the pool is claimed by one, and then no longer to be claimed', async (t) => {
  const pool = act(withNam, [nam, 'RETURN_WRONG_ADDRESSEE', noon, { reason: 'Không phụ trách' }])
  t.strictSame(holding(pool), [['processing.assign', null]])
  const claimed = act(pool, [hung, 'CLAIM', '2021-05-06T14:00'])
  t.match(claimed.dossier.steps[0], { holderId: ids.hung })
  t.not(claimed.dossier.steps[0]?.acknowledgedAtMs, null, 'who claims it has seen it')
  const other = person('son', ['unitHead', 'agency'])
  t.equal(refusalOf(claimed, [other, 'CLAIM', '2021-05-06T14:10']).code, 'held-by-another')
  const substitute = person('binh', ['specialist', 'department'], ['unitHead', 'department', 'hung'])
  t.equal(refusalOf(claimed, [substitute, 'CLAIM', '2021-05-06T14:10']).code, 'held-by-another', 'not even by the holder\'s substitute')
  t.equal(refusalOf(handedOver, [nam, 'CLAIM', noon]).code, 'role-not-granted')
})

t.test('sent to the wrong person it goes back to assignment, and the holder is forgotten', async (t) => {
  t.equal(refusalOf(withNam, [nam, 'RETURN_WRONG_ADDRESSEE', noon]).code, 'reason-required')
  const back = act(withNam, [nam, 'RETURN_WRONG_ADDRESSEE', noon, { reason: 'Gửi nhầm' }])
  t.strictSame(holding(back), [['processing.assign', null]])
  t.strictSame(back.dossier.holders, {})
  t.equal(back.dossier.clock.dueAtMs, withNam.dossier.clock.dueAtMs, 'the clock goes on: S3 was late just so')
  t.strictSame(holding(act(back, [hung, 'ASSIGN', '2021-05-06T14:00', { to: binh }])), [['processing.appraise', ids.binh]])
  const toDesk = act(back, [hung, 'RETURN_WRONG_ADDRESSEE', '2021-05-06T14:00', { reason: 'Không thuộc phòng' }])
  t.equal(toDesk.dossier.steps[0]?.step, 'received')
})

t.test('returned work goes back to the person who did it', async (t) => {
  const returned = acts(withNam, [nam, 'STEP_DONE', noon], [dung, 'STEP_RETURNED', '2021-05-06T14:00', { reason: 'Bổ sung căn cứ' }])
  t.strictSame(holding(returned), [['processing.appraise', ids.nam]])
  t.equal(returned.dossier.steps[0]?.acknowledgedAtMs, null)
  t.equal(refusalOf(act(withNam, [nam, 'STEP_DONE', noon]), [dung, 'STEP_RETURNED', '2021-05-06T14:00']).code, 'reason-required')
})

t.test('a substitute acts for the holder on the days of the substitution, and both are written down', async (t) => {
  const forNam = person('binh', ['specialist', 'department', 'nam'])
  const done = act(withNam, [forNam, 'STEP_DONE', noon])
  t.match(done.entries.at(-1)?.entry.actor, { account: ids.binh, onBehalfOf: ids.nam, role: 'specialist', unit: ids.department })
  t.strictSame(done.dossier.doneBy['processing.appraise'], [ids.binh, ids.nam])
})

t.test('acting for nobody is preferred to acting for somebody', async (t) => {
  const both = person('mai', ['receptionist', 'desk', 'lan'], ['receptionist', 'desk'])
  t.equal(act(received, [both, 'HAND_OVER', noon]).entries.at(-1)?.entry.actor.onBehalfOf, null)
})

t.test('whoever appraised may not approve', async (t) => {
  const chief = person('nam', ['specialist', 'department'], ['agencyLeader', 'agency'])
  const confirm = act(withNam, [chief, 'STEP_DONE', noon])
  const refusal = refusalOf(confirm, [chief, 'STEP_DONE', '2021-05-06T14:00'])
  t.equal(refusal.code, 'four-eyes')
  t.strictSame(refusal.details['earlier'], ['processing.appraise'])
  t.equal(act(confirm, [giang, 'STEP_DONE', '2021-05-06T14:00']).dossier.steps[0]?.step, 'processing.issue')
})

t.test('four-eyes counts a substitute as the person, on both sides', async (t) => {
  const later = '2021-05-06T14:00'
  const done = act(withNam, [nam, 'STEP_DONE', noon])
  t.equal(refusalOf(done, [person('nam', ['agencyLeader', 'agency', 'dung']), 'STEP_DONE', later]).code, 'four-eyes', 'the doer stands in for the approver')
  t.equal(refusalOf(done, [person('binh', ['agencyLeader', 'agency', 'nam']), 'STEP_DONE', later]).code, 'four-eyes', 'somebody stands in for the doer as approver')
  const bySubstitute = act(withNam, [person('dung', ['agencyLeader', 'agency'], ['specialist', 'department', 'nam']), 'STEP_DONE', noon])
  t.equal(refusalOf(bySubstitute, [dung, 'STEP_DONE', later]).code, 'four-eyes', 'the approver stood in for the doer')
  t.equal(refusalOf(bySubstitute, [person('nam', ['agencyLeader', 'agency']), 'STEP_DONE', later]).code, 'four-eyes', 'the absent doer is counted too')
  t.equal(act(bySubstitute, [giang, 'STEP_DONE', later]).dossier.steps[0]?.step, 'processing.issue')
})

t.test('whoever has two capacities acts in the one that four-eyes allows', async (t) => {
  const done = act(withNam, [person('binh', ['specialist', 'department', 'nam']), 'STEP_DONE', noon])
  const both = person('giang', ['agencyLeader', 'agency', 'nam'], ['agencyLeader', 'agency', 'dung'])
  t.equal(act(done, [both, 'STEP_DONE', '2021-05-06T14:00']).entries.at(-1)?.entry.actor.onBehalfOf, ids.dung)
})

const pairOfEyes = definitionOf({
  draft: { on: { STEP_DONE: 'assign' } },
  assign: { meta: { role: 'unitHead' }, on: { ASSIGN: { target: 'verify', actions: 'assign' } } },
  verify: { meta: { fourEyes: ['draft'] }, on: { STEP_DONE: 'end', CLAIM: { actions: 'claim' } } },
  end: { type: 'final', meta: { status: 10 } },
})

t.test('four-eyes holds for whom the work may be given, and for who may take it', async (t) => {
  const drafted = act(receive(rulesFor(pairOfEyes), '2024-06-10T08:00', { by: nam }), [nam, 'STEP_DONE', '2024-06-10T09:00'])
  t.equal(refusalOf(drafted, [hung, 'ASSIGN', '2024-06-10T10:00', { to: nam }]).code, 'assignee-not-eligible')
  t.equal(refusalOf(drafted, [hung, 'ASSIGN', '2024-06-10T10:00', { to: person('binh', ['specialist', 'department', 'nam']) }]).code, 'assignee-not-eligible')
  const verifying = act(drafted, [hung, 'ASSIGN', '2024-06-10T10:00', { to: binh }])
  const inPool = { ...verifying, dossier: { ...verifying.dossier, steps: verifying.dossier.steps.map((one) => ({ ...one, holderId: null })) } }
  t.equal(refusalOf(inPool, [nam, 'CLAIM', '2024-06-10T11:00']).code, 'four-eyes')
  t.equal(act(inPool, [binh, 'CLAIM', '2024-06-10T11:00']).dossier.steps[0]?.holderId, ids.binh)
})

t.test('a four-eyes rule that names a group of steps means each of them', async (t) => {
  const grouped = definitionOf({
    work: { initial: 'draft', states: { draft: { on: { STEP_DONE: 'mend' } }, mend: { on: { STEP_DONE: '#T.verify' } } } },
    verify: { meta: { fourEyes: ['work'] }, on: { STEP_DONE: 'end' } },
    end: { type: 'final', meta: { status: 10 } },
  })
  const mended = acts(receive(rulesFor(grouped), '2024-06-10T08:00', { by: nam }), [nam, 'STEP_DONE', '2024-06-10T09:00'], [binh, 'STEP_DONE', '2024-06-10T10:00'])
  for (const who of [nam, binh]) t.equal(refusalOf(mended, [who, 'STEP_DONE', '2024-06-10T11:00']).code, 'four-eyes')
  t.equal(act(mended, [person('son', ['specialist', 'agency']), 'STEP_DONE', '2024-06-10T11:00']).dossier.done, true)
})

t.test('taking a step in hand is no work on it', async (t) => {
  const seen = acts(withNam, [nam, 'ACKNOWLEDGE', noon])
  t.strictSame(Object.keys(seen.dossier.doneBy).sort(), ['submitted'])
  const sorry = acts(withNam, [nam, 'STEP_DONE', noon], [dung, 'APOLOGY_ISSUED', '2021-05-06T14:00', { reason: 'x', newDueOn: '2021-05-12' }])
  t.notOk('processing.confirm' in sorry.dossier.doneBy, 'nor is what leaves the step where it is')
})

t.test('a refusal by role says which role, where; it never names a person', async (t) => {
  const tried: readonly Act[] = [[khoa, 'HAND_OVER', noon], [dung, 'HAND_OVER', noon]]
  for (const one of tried) t.match(refusalOf(received, one).details, { role: 'receptionist', place: 'receiving', step: 'received' })
})

t.test('the actions of a person say what they may do now, what each needs, and what keeps them from the rest', async (t) => {
  const byEvent = (one: Case, who: typeof lan) => new Map(actionsFor(one, who).map((action) => [action.event, action]))
  const forNam = byEvent(withNam, nam)
  t.equal(forNam.get('STEP_DONE')?.refusal, null)
  t.strictSame(forNam.get('REQUEST_SUPPLEMENT')?.needs, ['reason'])
  t.equal(forNam.get('ASSIGN')?.refusal?.code, 'role-not-granted')
  t.equal(byEvent(withNam, binh).get('STEP_DONE')?.refusal?.code, 'held-by-another')
  t.strictSame(byEvent(handedOver, hung).get('ASSIGN')?.needs, ['assigneeId'])
  t.strictSame(byEvent(withNam, dung).get('APOLOGY_ISSUED')?.needs, ['reason', 'newDueOn'])
  t.strictSame(byEvent(withNam, dung).get('STOP')?.needs, ['reason', 'paper'])
  const closed = act(received, [mai, 'WITHDRAW', noon, { reason: 'x' }])
  t.strictSame(actionsFor(closed, lan), [])
})

const chosen = definitionOf({
  decide: { on: { STEP_DONE: [
    { target: 'small', guard: { type: 'choice', params: { is: 'small' } } }, { target: 'large', guard: { type: 'choice', params: { is: 'large' } } },
  ] } },
  small: { type: 'final', meta: { status: 10 } }, large: { type: 'final', meta: { status: 10 } },
})

t.test('where the way depends on a choice, each way is an action that names it', async (t) => {
  const begun = receive(rulesFor(chosen), '2024-06-10T08:00', { by: nam })
  t.match(actionsFor(begun, nam), [{ event: 'STEP_DONE', choice: 'small', refusal: null }, { event: 'STEP_DONE', choice: 'large', refusal: null }])
  t.equal(act(begun, [nam, 'STEP_DONE', '2024-06-10T09:00', { choice: 'large' }]).dossier.state.value, 'large')
  const refusal = refusalOf(begun, [nam, 'STEP_DONE', '2024-06-10T09:00'])
  t.equal(refusal.code, 'guard-refused')
  t.strictSame(refusal.details['choices'], ['small', 'large'], 'the refusal says what may be chosen')
})

t.test('papers that are missing may be handed in with the event: the action names them', async (t) => {
  const filed = receive(rules, '2021-05-05T21:00', { accept: false, papers: [] })
  t.match(actionsFor(filed, lan).find(({ event }) => event === 'ACCEPT'), { refusal: null, needs: ['papers'], missing: ['TB-KM'] })
})
