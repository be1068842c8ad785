/** A management review through the service: inputs counted by themselves and frozen, decisions that become tasks, followed up in the next one. */
import t from 'tap'
import { remindDuties } from '../../server/jobs/remind-duties.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { askAs, type Clerk, expecting, formWith, newClerk } from '../support/document-service.ts'
import { at, isProblem, type Json, withService } from '../support/live.ts'
import { receiveNow } from '../support/quality.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(120_000)
const go = (local: string): void => { nowMs = parseInstant(local, 'Asia/Ho_Chi_Minh') }
let nowMs = 0
go('2026-11-02T08:00')
const live = await withService(t, { clock: { nowMs: () => (nowMs += 50) } })
const leader = await newClerk(live, ['agencyLeader', 'ROOT'])
const secretary = await newClerk(live, ['isoSecretary', 'ROOT'])
const owner = await newClerk(live, ['specialist', 'D1'])
const stranger = await newClerk(live, ['specialist', 'D2'])
const path = '/api/v1/management-reviews'
const plan = { plannedOn: '2026-11-20', asOf: '2026-11-15', chairId: leader.accountId, participants: [secretary.accountId] }
const cause = async (who: Clerk, id: string, body: Readonly<Record<string, unknown>>) => {
  const read = await askAs(live, secretary, `${path}/${id}`)
  return askAs(live, who, `${path}/${id}/events`, { body, headers: { 'if-match': read.headers.get('etag') ?? '"0"' } })
}
const figure = (inputs: Json, id: string): Json => (at(inputs, 'report.figures') as Json[]).find((one) => at(one, 'id') === id)
let [first, second] = ['', '']

t.test('it is planned by whoever answers for the system, and seen by those who have to do with it', async (t) => {
  isProblem(t, await askAs(live, owner, path, { body: plan }), 'role-not-granted', 403, 'a specialist')
  const made = expecting(201, await askAs(live, secretary, path, { body: plan }))
  t.match(made, { code: 'XXLĐ-2026-01', state: 'planned', from: '2026-01-01', asOf: '2026-11-15' })
  first = String(at(made, 'id'))
  t.equal((await askAs(live, stranger, `${path}/${first}`)).status, 404)
  isProblem(t, await cause(secretary, first, { type: 'HOLD', heldOn: '2026-11-20' }), 'invalid-request', 400, 'a meeting to come')
  isProblem(t, await cause(secretary, first, { type: 'DECIDE', output: 'change', text: 'x', ownerId: owner.accountId, dueOn: '2026-12-01' }), 'event-not-allowed', 409, 'nothing is decided before it is held')
})

t.test('its inputs have a section for each of 9.3.2, are frozen when it is held, and say what was counted otherwise later', async (t) => {
  const received = [await receiveNow(live), await receiveNow(live), await receiveNow(live)]
  for (const [index, day] of ['2026-11-02T09:00', '2026-11-13T09:00', '2026-11-18T09:00'].entries()) {
    go(day)
    expecting(200, await live.ask(`/api/v1/dossiers/${String(received[index]?.id)}/events`, { as: 'lan', body: { type: 'WITHDRAW', reason: 'Người nộp xin rút' }, headers: { 'idempotency-key': day, 'if-match': '"1"' } }))
  }
  go('2026-11-20T09:00')
  const before = expecting(200, await askAs(live, secretary, `${path}/${first}/inputs`))
  t.same((at(before, 'report.sections') as Json[]).map((one) => String(at(one, 'title')).replace(/\).*/, '')), ['a', 'b', 'c.1', 'c.2', 'c.3', 'c.4', 'c.5', 'c.6', 'c.7', 'd', 'e', 'f'])
  t.match(before, { intact: null, report: { asOf: /^2026-11-15T23:59:59/ } })
  t.match(expecting(200, await cause(secretary, first, { type: 'HOLD', heldOn: '2026-11-20' })), { state: 'held', heldOn: '2026-11-20', inputs: /^[0-9a-f]{64}$/ })
  const frozen = expecting(200, await askAs(live, secretary, `${path}/${first}/inputs`))
  t.match(frozen, { intact: true, differences: [] })
  t.match(figure(frozen, 'received.total'), { value: 3 })
  t.match(['dossiers', 'exact', 'share', 'waiting'].map((id) => figure(frozen, `conformance.${id}`)), [{ value: 2 }, { value: 1 }, { value: '50,00' }, { value: 0 }], 'what ended up to its day, not up to the meeting')
  t.match(figure(frozen, 'deviation.step-over-limit'), { value: 1, label: 'Sai lệch: Có bước quá định mức' })
  t.match(figure(frozen, 'context.climate'), { value: null }, 'nobody has said')
  expecting(201, await askAs(live, secretary, '/api/v1/facts', { body: { kind: 'context', number: '9/BC-UBND', on: '2026-11-02', title: 'Bối cảnh', figures: { climateRelevant: 0 } } }))
  const risk = { kind: 'risk', number: '3/KH-UBND', on: '2026-11-19', title: 'Chuyển nhầm tài khoản (P1): phân công theo lịch trực', figures: { likelihood: 4, impact: 4, residualLikelihood: 2, residualImpact: 3 },
    treatment: { ownerId: owner.accountId, treatment: 'Lịch trực hai người', dueOn: '2027-01-15' } }
  isProblem(t, await askAs(live, secretary, '/api/v1/facts', { body: { ...risk, figures: { ...risk.figures, impact: 6 } } }), 'invalid-request', 400, 'the scale ends at 5')
  expecting(201, await askAs(live, secretary, '/api/v1/facts', { body: risk }))
  t.match(at(expecting(200, await askAs(live, secretary, `${path}/${first}/inputs`)), 'differences'), [{ id: 'context.climate', sent: null, now: 'không', why: 'recordedLater' }])
  await t.rejects(live.deps.pool.query('update management_review_input set report = $1', ['{}']), 'nobody changes them')
})

t.test('decisions become tasks: reported by their owner, verified by another, late by the day, reminded once', async (t) => {
  isProblem(t, await cause(secretary, first, { type: 'DECIDE', text: 'Mua máy quét' }), 'plan-incomplete', 409, 'without owner and day')
  const minutes = { number: '31/BB-UBND', on: '2026-11-20', conclusion: 'Hệ thống phù hợp, cần cải tiến hai điểm.' }
  isProblem(t, await cause(leader, first, { type: 'CONCLUDE', minutes }), 'reason-required', 409, 'nothing decided, and no word why')
  for (const [text, dueOn] of [['Mua máy quét', '2026-12-15'], ['Tập huấn biểu mẫu mới', '2027-01-31']] as const) expecting(200, await cause(secretary, first, { type: 'DECIDE', output: 'resources', text, ownerId: owner.accountId, dueOn }))
  t.match(expecting(200, await cause(leader, first, { type: 'CONCLUDE', minutes })), { state: 'concluded', minutes })
  t.equal((await askAs(live, owner, `${path}/${first}`)).status, 200, 'an owner sees it')
  isProblem(t, await cause(leader, first, { type: 'REPORT', task: 1, note: 'x' }), 'role-not-granted', 403, 'the owner reports')
  const attach = async (who: Clerk) => {
    const { raw, type } = formWith(pdfOf('biên bản bàn giao'), 'biên bản 12.pdf')
    return askAs(live, who, `${path}/${first}/tasks/1/files`, { method: 'POST', raw, headers: { 'content-type': type, 'if-match': (await askAs(live, who, `${path}/${first}`)).headers.get('etag') ?? '' } })
  }
  isProblem(t, await attach(leader), 'role-not-granted', 403, 'the owner shows what was done')
  t.match(expecting(200, await attach(owner)), { tasks: [{ state: 'open', evidence: [{ note: 'biên bản 12.pdf', file: { mediaType: 'application/pdf' } }] }, {}] })
  t.equal((await askAs(live, leader, `${path}/${first}/tasks/1/files/0`)).text, pdfOf('biên bản bàn giao').toString())
  t.equal((await askAs(live, stranger, `${path}/${first}/tasks/1/files/0`)).status, 404)
  t.match((await askAs(live, owner, `/reviews/${first}`)).text, /tasks\/1\/files\/0[^]*biên bản 12\.pdf[^]*Thêm tệp/)
  expecting(200, await cause(owner, first, { type: 'REPORT', task: 1, note: 'Đã bàn giao ngày 10/12, biên bản 12/BB' }))
  isProblem(t, await cause(owner, first, { type: 'VERIFY', task: 1, note: 'x' }), 'role-not-granted', 403, 'not by the owner')
  expecting(200, await cause(leader, first, { type: 'RETURN', task: 1, reason: 'Chưa có biên bản' }))
  expecting(200, await cause(owner, first, { type: 'REPORT', task: 1, note: 'Đã đính kèm biên bản 12/BB' }))
  t.match(expecting(200, await cause(secretary, first, { type: 'VERIFY', task: 1, note: 'Đã xem máy và biên bản' })), { tasks: [{ state: 'verified' }, { state: 'open', late: false }] })
  t.match(expecting(200, await askAs(live, secretary, `${path}/${first}/journal`)), { verified: true })
  isProblem(t, await cause(secretary, first, { type: 'POSTPONE', task: 9, dueOn: '2027-03-01', reason: 'x' }), 'not-found', 404, 'no such task')
  const fail = (_: string, error: unknown): never => { throw error }
  const toldOf = async (who: Clerk): Promise<unknown[]> => (await live.deps.pool.query(
    "select payload->>'year' as year from notice where account_id = $1 and kind = 'dutyLate' and payload->>'dutyKey' = 'internalAudit-2026'", [who.accountId])).rows
  go('2027-01-01T08:00')
  await remindDuties(live.deps, fail)
  t.same(await toldOf(secretary), [{ year: '2026' }], 'what was due on 31 December is late on 1 January, though another year has begun')
  t.same(await toldOf(leader), [])
  const riskToldOf = async (who: Clerk): Promise<string[]> => (await live.deps.pool.query<{ kind: string }>("select kind from notice where account_id = $1 and kind like 'risk%' order by id", [who.accountId])).rows.map(({ kind }) => kind)
  go('2027-01-07T08:00')
  await remindDuties(live.deps, fail)
  t.same(await riskToldOf(owner), [])
  go('2027-01-08T08:00')
  await remindDuties(live.deps, fail)
  await remindDuties(live.deps, fail)
  t.same([await riskToldOf(owner), await riskToldOf(secretary)], [['riskSoon'], []], 'a week before, whoever answers for the risk')
  go('2027-01-15T08:00')
  await remindDuties(live.deps, fail)
  await remindDuties(live.deps, fail)
  t.same([await riskToldOf(owner), await riskToldOf(secretary)], [['riskSoon', 'riskDue'], ['riskDue']], 'on the day the ISO secretary too, each once')
  const [link = ''] = /\/facts\/[0-9a-f-]{36}/.exec((await askAs(live, owner, '/notices')).text) ?? []
  t.match((await askAs(live, owner, link)).text, /Chuyển nhầm tài khoản/, 'the notice leads to the risk')
  go('2027-02-02T08:00')
  await remindDuties(live.deps, fail)
  await remindDuties(live.deps, fail)
  t.same(await toldOf(leader), [{ year: '2026' }], 'two weeks later the leaders')
  const { rows } = await live.deps.pool.query<{ kind: string }>(`select kind from notice where account_id = $1 and payload->>'reviewId' = $2 order by id`, [owner.accountId, first])
  t.same(rows.map(({ kind }) => kind), ['reviewTaskGiven', 'reviewTaskGiven', 'reviewTaskReturned', 'reviewTaskLate'])
})

t.test('the next review begins where the last one ended, with its tasks as they stand', async (t) => {
  const made = expecting(201, await askAs(live, secretary, path, { body: { ...plan, plannedOn: '2027-02-02', asOf: '2027-02-01' } }))
  t.match(made, { code: 'XXLĐ-2027-01', from: '2026-11-16' })
  second = String(at(made, 'id'))
  const inputs = expecting(200, await askAs(live, secretary, `${path}/${second}/inputs`))
  t.match([figure(inputs, 'risks.total'), figure(inputs, 'risks.highBefore'), figure(inputs, 'risks.highAfter')], [{ value: 1 }, { value: 1 }, { value: 0 }])
  const tables = (at(inputs, 'report.sections') as Json[]).flatMap((one) => at(one, 'blocks') as Json[])
  const names = (await live.deps.pool.query<{ name: string }>('select full_name as name from account where id = $1', [owner.accountId])).rows
  t.match(tables.find((one) => JSON.stringify(at(one, 'columns') ?? '').includes('Người chịu trách nhiệm')), { rows: [['1', /^Chuyển nhầm/, 'Lịch trực hai người', names[0]?.name, '15/01/2027 (quá hạn)', '16, cao', '6, trung bình']] }, 'who does what by when')
  t.match([figure(inputs, 'previous.total'), figure(inputs, 'previous.verified'), figure(inputs, 'previous.late')], [{ value: 2 }, { value: 1 }, { value: 1 }])
  const report = expecting(200, await askAs(live, secretary, '/api/v1/reports/annual?from=2026-01-01&to=2026-12-31'))
  t.match((at(report, 'figures') as Json[]).find((one) => at(one, 'id') === 'reviews.count'), { value: 1 })
  t.match((at(expecting(200, await askAs(live, secretary, '/api/v1/duties?year=2026')), 'duties') as Json[]).find((one) => at(one, 'key') === 'managementReview-2026'), { standing: 'done', doneOn: '2026-11-20' })
})

t.test('pages and minutes open for those who see it', async (t) => {
  for (const page of ['/reviews', `/reviews/${first}`, `/reviews/${first}/inputs`, `/reviews/${second}/inputs`]) t.equal((await askAs(live, secretary, page)).status, 200, page)
  for (const kind of ['docx', 'pdf']) t.equal((await askAs(live, owner, `/reviews/${first}/minutes.${kind}`)).status, 200, kind)
  t.equal((await askAs(live, stranger, `/reviews/${first}/minutes.pdf`)).status, 404)
})
