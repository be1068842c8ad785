/** Papers state what the journal states: forms 01 to 06, domain.md 1.2 and 2.3. */
import t from 'tap'
import Value from 'typebox/value'
import { DomainError } from '../../schemas/errors.ts'
import { erasedText, PaperFacts, type PaperForm } from '../../schemas/paper.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { bookLine } from '../../workflows/dossier/book-line.ts'
import { issuedPapers, issuerOf, paperFacts } from '../../workflows/dossier/paper-facts.ts'
import { act, acts, receive, rulesFor, staff, type Case } from '../support/dossiers.ts'
import { names, paperCase } from '../support/paper-cases.ts'

const { lan, hung, nam, dung, khoa } = staff
const rules = rulesFor({ ...shippedProcedure('P1')!, limit: { unit: 'workingDay', amount: 5 } })
const applicant = { kind: 'citizen' as const, name: 'Trần Thị Mẫu', phone: '0900 000 002', address: 'Thôn 1' }
const received = receive(rules, '2024-06-10T08:00', { applicant, subject: 'Khuyến mại Tết' })
const inHand = acts(received, [lan, 'HAND_OVER', '2024-06-10T08:30'], [hung, 'ASSIGN', '2024-06-10T09:00', { to: nam }], [nam, 'ACKNOWLEDGE', '2024-06-10T09:10'])
const asked = act(inHand, [nam, 'REQUEST_SUPPLEMENT', '2024-06-12T10:00', { reason: 'Thiếu bản sao', paper: { number: '12/YCBS', on: '2024-06-12' } }])
const refused = (one: Case, form: PaperForm, seq?: number): DomainError => {
  try {
    paperFacts(paperCase(one), form, seq)
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error(`${form} was printed`)
}
const check = (t: { ok(value: unknown, message: string): void }, facts: PaperFacts): PaperFacts => {
  t.ok(Value.Check(PaperFacts, facts), `${facts.form} has the declared shape`)
  return facts
}

t.test('the receipt states the day of acceptance and the date that was printed then', async (t) => {
  const facts = check(t, paperFacts(paperCase(asked, { bookNumber: 12 }), 'receipt'))
  t.match(facts, {
    receivedAt: '2024-06-10T08:00', dueAt: '2024-06-17T17:00', on: '2024-06-10', bookNumber: 12, limit: { unit: 'workingDay', amount: 5 }, papersUpTo: null,
    issuer: { superior: 'Ủy ban nhân dân xã Thuận Lộc', name: 'Trung tâm Phục vụ hành chính công', place: 'Thuận Lộc' },
    applicant: { name: 'Trần Thị Mẫu', phone: '0900 000 002', address: 'Thôn 1', email: null, subject: 'Khuyến mại Tết' },
    signer: { name: 'Hồ Thị Lan', role: 'receptionist', insteadOf: null },
  })
  t.equal(facts.form === 'receipt' && facts.papers.length, 2)
})

t.test('a receipt printed after a supplement says up to which day its list of papers is', async (t) => {
  const supplied = act(asked, [lan, 'SUPPLEMENT_RECEIVED', '2024-06-17T09:00'])
  t.match(paperFacts(paperCase(supplied), 'receipt'), { papersUpTo: '2024-06-17', dueAt: '2024-06-17T17:00' })
})

t.test('a supplement request carries its reason, its number, and what it does to the limit', async (t) => {
  const facts = check(t, paperFacts(paperCase(asked), 'supplement-request'))
  t.match(facts, { number: '12/YCBS', on: '2024-06-12', reason: 'Thiếu bản sao', onResume: 'reset', signer: { name: 'Trần Văn Nam' }, issuer: { name: 'Phòng Kinh tế' } })
})

t.test('a form issued twice is printed as of its last time, or as of the entry asked for', async (t) => {
  const twice = acts(asked, [lan, 'SUPPLEMENT_RECEIVED', '2024-06-13T09:00'], [nam, 'REQUEST_SUPPLEMENT', '2024-06-14T10:00', { reason: 'Thiếu chữ ký' }])
  const first = asked.entries.at(-1)?.entry.seq ?? 0
  t.match(paperFacts(paperCase(twice), 'supplement-request'), { reason: 'Thiếu chữ ký' })
  t.match(paperFacts(paperCase(twice), 'supplement-request', first), { reason: 'Thiếu bản sao' })
  t.equal(refused(twice, 'supplement-request', 1).code, 'paper-not-issued')
})

t.test('an apology names the old date and the new one, and whether it came in time', async (t) => {
  const sorry = act(inHand, [dung, 'APOLOGY_ISSUED', '2024-06-14T10:00', { reason: 'Chờ ý kiến', newDueOn: '2024-06-20', paper: { number: '5/PXL', on: '2024-06-14' } }])
  const facts = check(t, paperFacts(paperCase(sorry), 'apology'))
  t.match(facts, { receivedAt: '2024-06-10T08:00', dueAt: '2024-06-17T17:00', newDueAt: '2024-06-20T17:00', inTime: true, number: '5/PXL', issuer: { superior: null } })
  const late = act(inHand, [dung, 'APOLOGY_ISSUED', '2024-06-18T10:00', { reason: 'Chờ ý kiến', newDueOn: '2024-06-20' }])
  t.match(paperFacts(paperCase(late), 'apology'), { inTime: false })
})

t.test('a stop notice and a refusal state their reason', async (t) => {
  const stopped = act(inHand, [dung, 'STOP', '2024-06-13T10:00', { reason: 'Có tranh chấp', paper: { number: '7/TB', on: '2024-06-13' } }])
  t.match(check(t, paperFacts(paperCase(stopped), 'stop-notice')), { stoppedAt: '2024-06-13T10:00', reason: 'Có tranh chấp', clock: 'stopped', dueAt: '2024-06-17T17:00' })
  const turnedAway = act(receive(rules, '2024-06-10T08:00', { accept: false, applicant }), [lan, 'REFUSE', '2024-06-10T09:00', { reason: 'Không thuộc thẩm quyền' }])
  t.match(check(t, paperFacts(paperCase(turnedAway), 'refusal')), { reason: 'Không thuộc thẩm quyền', code: null })
  t.equal(refused(turnedAway, 'control-slip').code, 'paper-not-issued', 'never received: nothing to control')
})

t.test('what was never issued is refused, and the refusal says what was', async (t) => {
  const refusal = refused(inHand, 'apology')
  t.equal(refusal.code, 'paper-not-issued')
  t.same(refusal.details['issued'], ['receipt', 'control-slip'])
  t.same(issuedPapers(rules, asked.entries.map(({ entry }) => entry)).map(({ form, on }) => [form, on]),
    [['receipt', '2024-06-10'], ['supplement-request', '2024-06-12'], ['control-slip', '2024-06-12']])
})

t.test('after an erasure papers say so, and keep what was never personal', async (t) => {
  t.match(paperFacts(paperCase(asked, { erased: true }), 'supplement-request'), {
    reason: erasedText, number: '12/YCBS', applicant: { name: erasedText, phone: erasedText, address: erasedText, email: null, subject: erasedText },
  })
})

t.test('the control slip has a row for each hand-over, judged by the limit of the step', async (t) => {
  const done = acts(inHand, [nam, 'STEP_DONE', '2024-06-12T09:00'], [dung, 'STEP_DONE', '2024-06-20T10:00'], [khoa, 'RESULT_SIGNED', '2024-06-20T11:00'], [lan, 'RESULT_DELIVERED', '2024-06-21T08:00'])
  const facts = check(t, paperFacts(paperCase(done), 'control-slip'))
  if (facts.form !== 'control-slip') return t.fail('another form')
  t.same(facts.rows.map(({ giver, receiver, at, takenAt }) => [giver.person, giver.unit, receiver.person, receiver.unit, at, takenAt]), [
    ['Hồ Thị Lan', 'Trung tâm Phục vụ hành chính công', null, 'Phòng Kinh tế', '2024-06-10T08:30', null],
    ['Võ Quang Hùng', 'Phòng Kinh tế', 'Trần Văn Nam', 'Phòng Kinh tế', '2024-06-10T09:00', '2024-06-10T09:10'],
    ['Trần Văn Nam', 'Phòng Kinh tế', null, 'Phòng Kinh tế', '2024-06-12T09:00', null],
    ['Phạm Đức Dũng', 'Phòng Kinh tế', null, 'Phòng Kinh tế', '2024-06-20T10:00', null],
    ['Nguyễn Đăng Khoa', 'Phòng Kinh tế', null, 'Trung tâm Phục vụ hành chính công', '2024-06-20T11:00', null],
    ['Hồ Thị Lan', 'Trung tâm Phục vụ hành chính công', null, 'Người nộp hồ sơ', '2024-06-21T08:00', null],
  ])
  t.same(facts.rows.map(({ result, limit, daysLate }) => [result, limit?.amount, daysLate]),
    [['onTime', 2, 0], ['onTime', 2, 0], ['late', 8, 1], ['late', 2, 6], ['onTime', 2, 0], [null, undefined, null]])
  t.match(facts, { resultAt: '2024-06-20T11:00', timeliness: 'late', daysLate: 3 })
  return undefined
})

t.test('work given back counts on: the step gets no fresh limit', async (t) => {
  const back = acts(inHand, [nam, 'STEP_DONE', '2024-06-10T16:00'], [dung, 'STEP_RETURNED', '2024-06-10T16:30', { reason: 'Sửa lại' }], [nam, 'STEP_DONE', '2024-06-11T11:00'])
  const facts = paperFacts(paperCase(back), 'control-slip')
  t.same(facts.form === 'control-slip' ? facts.rows.slice(2).map(({ event, result, note }) => [event, result, note]) : [],
    [['STEP_DONE', 'onTime', null], ['STEP_RETURNED', 'onTime', 'Trả lại để làm lại'], ['STEP_DONE', 'late', null]], '5.5 of 8 hours were used before, 4 more are too many')
})

t.test('a line of the tracking book says what differs from receive, due and return', async (t) => {
  const sorry = act(inHand, [dung, 'APOLOGY_ISSUED', '2024-06-14T10:00', { reason: 'Chờ', newDueOn: '2024-06-20' }])
  const entry = { year: 2024, number: 7, procedure: 'Đăng ký', name: 'Trần Thị Mẫu', phone: null, address: null, unit: 'Phòng Kinh tế' }
  t.match(bookLine({ ...entry, dossier: sorry.dossier }, rules.calendar), {
    number: 7, receivedAt: '2024-06-10T08:00', dueAt: '2024-06-17T17:00', returnedAt: null, notes: ['Đã xin lỗi, hẹn lại 20/06/2024'],
  })
  t.match(bookLine({ ...entry, name: '–', dossier: asked.dossier }, rules.calendar), { applicant: erasedText, notes: ['Yêu cầu bổ sung giấy tờ'] })
  t.equal(bookLine({ ...entry, dossier: receive(rules, '2024-06-10T08:00', { accept: false }).dossier }, rules.calendar), null)
})

t.test('the place before the date is the one that the name of the agency ends in', async (t) => {
  const place = (agency: string) => issuerOf({ ...names, agency }, null).place
  t.same(['Ủy ban nhân dân xã Thuận Lộc', 'UBND phường Hương Hồ', 'UBND phường 12', 'Sở Công Thương tỉnh Đồng Nai', 'Sở Công Thương'].map(place),
    ['Thuận Lộc', 'Hương Hồ', 'Phường 12', 'Đồng Nai', null])
})
