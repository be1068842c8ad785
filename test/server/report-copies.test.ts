/** What was sent stays as it was sent, and today's count is held against it figure by figure. */
import t from 'tap'
import { askAs, newClerk } from '../support/document-service.ts'
import { at, isProblem, withService } from '../support/live.ts'

t.setTimeout(120_000)
const live = await withService(t)
const secretary = await newClerk(live, ['isoSecretary', 'ROOT'])
const leader = await newClerk(live, ['agencyLeader', 'ROOT'])
const specialist = await newClerk(live, ['specialist', 'D1'])
const days = { from: '2024-01-01', to: '2024-06-10' }
const report = async (layout: string, more = '') => (await askAs(live, leader, `/api/v1/reports/${layout}?from=${days.from}&to=${days.to}${more}`)).json
const fact = (body: Readonly<Record<string, unknown>>) => askAs(live, secretary, '/api/v1/facts', { body })
const freeze = (number: string, seen: readonly unknown[], headers: Record<string, string> = {}, who = secretary) =>
  askAs(live, who, '/api/v1/report-copies', { body: { layout: 'annual', ...days, number, seen }, headers })
const warnings = async () => [...new Set((at(await report('annual'), 'findings') as { code: string }[]).map(({ code }) => code))]

t.test('the letter that asked for a report gives it its addressee and its first sentence; a list of the agency answers nobody', async (t) => {
  isProblem(t, await fact({ kind: 'request', number: '1753/SKHCN-TĐC', on: '2024-06-03', title: 'Báo cáo tình hình áp dụng ISO' }), 'invalid-request', 400, 'somebody must have asked')
  await fact({ kind: 'request', number: '1753/SKHCN-TĐC', on: '2024-06-12', issuer: 'Sở Khoa học và Công nghệ', title: 'Báo cáo tình hình áp dụng ISO' })
  const frame = at(await report('annual'), 'frame')
  t.match(frame, { addressee: 'Sở Khoa học và Công nghệ', opening: /^Thực hiện Công văn số 1753\/SKHCN-TĐC ngày 12 tháng 6 năm 2024 của Sở Khoa học và Công nghệ về báo cáo.* như sau:$/, closing: /\.\/\.$/ })
  t.match(at(await report('documents'), 'frame'), { addressee: null, opening: /^(?!Thực hiện)/ })
  const words = JSON.stringify([at(await report('annual'), 'sections'), at(await report('commune'), 'sections')])
  t.notMatch(words, /–%|……/, 'nothing is left half said')
  t.match(words, /Chưa có: sổ dữ kiện không ghi kinh phí trong kỳ/)
})

t.test('a report is frozen only when its warnings were seen, by the keepers of facts, once for its key and number', async (t) => {
  const refused = await freeze('12/BC-UBND', [])
  isProblem(t, refused, 'report-contradicts', 409, 'unseen')
  t.ok((at(refused.json, 'findings') as unknown[]).length > 0)
  const seen = await warnings()
  const frozen = await freeze('12/BC-UBND', seen, { 'idempotency-key': 'freeze' })
  t.equal(frozen.status, 201, frozen.text)
  t.equal(at((await freeze('12/BC-UBND', seen, { 'idempotency-key': 'freeze' })).json, 'id'), at(frozen.json, 'id'))
  isProblem(t, await freeze('5885/BC-BCĐ', seen), 'invalid-request', 400, 'a number of the committee')
  isProblem(t, await freeze('12/QĐ-UBND', seen), 'invalid-request', 400, 'a number of a decision')
  isProblem(t, await freeze('12/BC-UBND', seen), 'name-taken', 409, 'a number of this year once')
  isProblem(t, await freeze('13/BC-UBND', seen, {}, leader), 'role-not-granted', 403, 'a leader reads')
  isProblem(t, await askAs(live, specialist, '/api/v1/report-copies'), 'role-not-granted', 403, 'a specialist')
  t.match(at((await askAs(live, leader, '/api/v1/report-copies')).json, 'items.0'), { number: '12/BC-UBND', layout: 'annual', ...days, by: 'Người 1' })
})

t.test('the copy stays, and a fact that is entered later is told as such', async (t) => {
  const id = at((await freeze('14/BC-UBND', await warnings())).json, 'id')
  const path = `/api/v1/report-copies/${String(id)}`
  const before = (await askAs(live, leader, path)).json
  t.same(at(before, 'differences'), [])
  t.equal(at(before, 'intact'), true)
  await fact({ kind: 'budget', number: '15/QĐ-UBND', on: '2024-03-04', title: 'Kinh phí duy trì', figures: { amountDong: 50_000_000 } })
  const after = (await askAs(live, leader, path)).json
  t.same(at(after, 'differences'), [{ id: 'budget.amountDong', label: 'Kinh phí (đồng)', sent: null, now: '50.000.000 đồng', why: 'recordedLater' }])
  t.same(at(after, 'report'), at(before, 'report'))
  t.same(at(await report('annual', `&asOf=${encodeURIComponent(String(at(before, 'report.asOf')))}`), 'figures'), at(before, 'report.figures'), 'the report as of then is the report made then')
  await t.rejects(live.deps.pool.query("update report_copy set report = '{}'"), /./)
  await t.rejects(live.deps.pool.query('delete from report_copy'), /./)
  isProblem(t, await live.ask(path, { as: 'xdung' }), 'not-found', 404, 'another agency')
})

t.test('how a nonconformity stood is told as of the instant: what became of it since was recorded later', async (t) => {
  const head = await newClerk(live, ['unitHead', 'D1'])
  const body = { source: 'inspection', unitId: live.home.units.D1, grade: 'minor', clause: '8.5.1', occurredOn: '2024-03-05', text: 'Thiếu phiếu kiểm soát', reference: '7/KL-TT' }
  const raised = await askAs(live, secretary, '/api/v1/nonconformities', { body })
  t.equal(raised.status, 201, raised.text)
  const path = `/api/v1/report-copies/${String(at((await freeze('17/BC-UBND', await warnings())).json, 'id'))}`
  const settled = await askAs(live, head, `/api/v1/nonconformities/${String(at(raised.json, 'id'))}/settlement`, { body: { reason: 'Đã bổ sung phiếu' } })
  t.equal(settled.status, 200, settled.text)
  const told = (at((await askAs(live, leader, path)).json, 'differences') as { id: string }[]).filter(({ id }) => id.startsWith('nonconformities.'))
  t.match(told, [{ id: 'nonconformities.open', sent: 1, now: 0, why: 'recordedLater' }, { id: 'nonconformities.settled', sent: 0, now: 1, why: 'recordedLater' }])
})

t.test('what applicants said and complained of stands in the reports of a year, a half-year and a commune', async (t) => {
  for (const layout of ['annual', 'halfYear', 'commune']) {
    const ids = (at(await report(layout), 'figures') as { id: string }[]).map(({ id }) => id)
    t.ok(['satisfaction.asked', 'complaints.received'].every((id) => ids.includes(id)), layout)
  }
})

t.test('a contradiction keeps the report from being sent, whatever was seen', async (t) => {
  await fact({ kind: 'score', number: '99/QĐ-UBND', on: '2024-03-04', title: 'xã Mẫu', figures: Object.fromEntries([1, 2, 3, 4, 5, 6].map((at) => [`criterion${at}`, 50])) })
  const refused = await freeze('16/BC-UBND', await warnings())
  isProblem(t, refused, 'report-contradicts', 409, 'a score on no scorecard')
  t.match(at(refused.json, 'findings.0'), { code: 'score-without-card', severity: 'blocks' })
})
