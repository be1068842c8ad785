/**
 * The story of an audit of 2021 (domain 6.4) played through the service: four late dossiers, one of them sent to the wrong account, become nonconformities; the
 * report cannot say "none"; corrective actions need owner, day and measure; one is closed as effective, one reopened by measurement.
 */
import t from 'tap'
import type { Dossier } from '../../schemas/dossier.ts'
import { checkStatistics } from '../../server/jobs/check-statistics.ts'
import { claimReminders } from '../../server/jobs/claim-reminders.ts'
import { watchActions } from '../../server/jobs/watch-actions.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { askAs, type Clerk, expecting, formWith, newClerk } from '../support/document-service.ts'
import { pdfOf } from '../support/small-pdf.ts'
import { at, isProblem, type Json, withService } from '../support/live.ts'
import { checkRegister, resolvedCopies, sweepAll } from '../support/quality.ts'

t.setTimeout(300_000)
const ms = (local: string): number => parseInstant(local, 'Asia/Ho_Chi_Minh')
let nowMs = ms('2020-12-22T08:00')
const agencyCode = '000.00.07.H19'
const live = await withService(t, { clock: { nowMs: () => (nowMs += 50) }, agencyCode })
const { pool } = live.deps
const { tenantId, units } = live.home
const go = (local: string): void => { nowMs = ms(local) }
const session = async (...roles: Parameters<typeof newClerk> extends [unknown, ...infer R] ? R : never): Promise<Clerk> => newClerk(live, ...roles)
const desk = await session(['receptionist', 'DESK'])
const head = await session(['unitHead', 'D1'])
const wrong = await session(['specialist', 'D1'])
const right = await session(['specialist', 'D1'])
const leader = await session(['agencyLeader', 'ROOT'])
const clerk = await session(['recordsClerk', 'ROOT'])
const manager = await session(['qualityManager', 'ROOT'])
const auditor = await session(['internalAuditor', 'ROOT'])
const secretary = await session(['isoSecretary', 'ROOT'])

/** Received at the desk; `number`: how many the agency received that day before it. */
const receive = async (local: string, procedureCode: string, before: number): Promise<string> => {
  go(local)
  if (before > 0) await pool.query('insert into dossier_number (tenant_id, agency_code, on_date, last_number) values ($1, $2, $3, $4)', [tenantId, agencyCode, local.slice(0, 10), before])
  const { rows: [row] } = await pool.query<{ papers: { code: string; originals: number; copies: number }[] }>(`select body->'requiredPapers' as papers from procedure_revision where tenant_id = $1 and code = $2`, [tenantId, procedureCode])
  const papers = row!.papers.map(({ code, originals, copies }) => ({ code, originals, copies }))
  const made = expecting(201, await askAs(live, desk, '/api/v1/dossiers', { body: { procedureCode, channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty Mẫu' }, papers, receivingUnitId: units.DESK, responsibleUnitId: units.D1 } }))
  return String(at(made, 'id'))
}
const act = async (who: Clerk, id: string, local: string, type: string, more: Readonly<Record<string, unknown>> = {}): Promise<Json> => {
  go(local)
  const read = await askAs(live, who, `/api/v1/dossiers/${id}`)
  return expecting(200, await askAs(live, who, `/api/v1/dossiers/${id}/events`, { body: { type, ...more }, headers: { 'if-match': read.headers.get('etag') ?? '' } }))
}
const dossierOf = async (id: string): Promise<Dossier> => (await pool.query<{ body: Dossier }>('select body from dossier where id = $1', [id])).rows[0]!.body
const found = async (query = ''): Promise<Json[]> => at(expecting(200, await askAs(live, secretary, `/api/v1/nonconformities${query}`)), 'items') as Json[]

const electric: string[] = []
let promotion = ''

t.test('four dossiers are late: three at the province, one sent to the wrong account', async (t) => {
  electric.push(await receive('2020-12-22T08:30', 'P2', 0))
  electric.push(await receive('2021-04-01T08:30', 'P2', 27))
  promotion = await receive('2021-05-06T09:40', 'P1', 2)
  await act(desk, promotion, '2021-05-06T10:15', 'HAND_OVER')
  await act(head, promotion, '2021-05-06T10:40', 'ASSIGN', { assigneeId: wrong.accountId })
  await act(wrong, promotion, '2021-05-10T15:20', 'RETURN_WRONG_ADDRESSEE', { reason: 'Chuyển nhầm tài khoản' })
  await act(head, promotion, '2021-05-10T16:30', 'ASSIGN', { assigneeId: right.accountId })
  await act(right, promotion, '2021-05-10T16:40', 'ACKNOWLEDGE')
  await act(right, promotion, '2021-05-11T08:30', 'STEP_DONE')
  await act(leader, promotion, '2021-05-11T08:50', 'STEP_DONE')
  await act(clerk, promotion, '2021-05-11T09:40', 'RESULT_SIGNED')
  await act(desk, promotion, '2021-05-11T10:30', 'RESULT_DELIVERED')
  electric.push(await receive('2021-06-11T08:30', 'P2', 5))
  for (const id of electric) await act(desk, id, '2021-06-11T10:00', 'HAND_OVER')
  const known = expecting(200, await askAs(live, head, `/api/v1/dossiers/${electric[2]}/apology`))
  t.match(known, { line: null, prepared: false })
  t.equal((await askAs(live, head, `/api/v1/dossiers/${electric[2]}/apology.docx`)).status, 404, 'nothing to be prepared before T-1')
  go(`${String(at(known, 'lastDayOn'))}T07:35`)
  await claimReminders(live.deps, (_id, error) => { throw error })
  const { rows: told } = await pool.query<{ kind: string }>("select kind from notice where account_id = $1 and dossier_id = $2 and kind in ('apologyDue', 'tMinus1')", [head.accountId, electric[2]])
  t.same(told, [{ kind: 'apologyDue' }], 'on T-1 the head is told that the letter lies ready')
  t.match(expecting(200, await askAs(live, head, `/api/v1/dossiers/${electric[2]}/apology`)), { line: null, prepared: true, reason: /bước “Trưởng phòng phân công” đã quá định mức/ })
  t.match((await askAs(live, head, `/api/v1/dossiers/${electric[2]}/apology.docx`)).text, /^PK/)
  t.match(await dossierOf(promotion), { timeliness: 'late', daysLate: 1, code: '000.00.07.H19-210506-0003' })
  t.same(await Promise.all(electric.map(async (id) => (await dossierOf(id)).code)), ['000.00.07.H19-201222-0001', '000.00.07.H19-210401-0028', '000.00.07.H19-210611-0006'])
  go('2021-10-20T08:00')
  t.equal(await sweepAll(live.deps), 4)
  t.equal(await sweepAll(live.deps), 0)
  const late = await found()
  t.equal(late.length, 4)
  t.match(late.find((one) => at(one, 'dossiers.0.id') === promotion), { source: 'lateDossier', occurredOn: '2021-05-11', facts: { dueAt: '2021-05-10T17:00:00+07:00', endedAt: /^2021-05-11T09:40/, daysLate: 1 } })
  t.same(await found('?source=latePattern'), [], 'not three within a month')
})

t.test('a report of the audit cannot say that there is no nonconformity', async (t) => {
  const asked = (query: string): Promise<Json> => askAs(live, auditor, `/api/v1/quality-facts?${query}`).then((reply) => expecting(200, reply))
  t.match(await asked('from=2021-01-01&to=2021-10-25'), { nonconformities: { total: 4, late: 4, open: 4 }, actions: { total: 0 } })
  t.match(await asked('from=2021-01-01&to=2021-10-25&asOf=2021-10-19'), { nonconformities: { total: 0 } }, 'nobody had looked by then')
})

t.test('the apology of 17 May, on day +7, is flagged against T-1; the other three have none', async (t) => {
  go('2021-05-17T15:00')
  const letters = (who: Clerk, body: Readonly<Record<string, unknown>>) => askAs(live, who, `/api/v1/dossiers/${promotion}/apology-letters`, { body })
  const letter = { number: '2372/TXL-SCT', on: '2021-05-17' }
  isProblem(t, await letters(auditor, letter), 'role-not-granted', 403, 'an auditor apologises for nobody')
  isProblem(t, await letters(head, { ...letter, on: '2021-05-18' }), 'invalid-request', 400, 'a day to come')
  const flagged = { dueOn: '2021-05-10', lastDayOn: '2021-05-07', madeOn: '2021-05-17', number: '2372/TXL-SCT', by: 'letter', standing: 'late', workingDaysLate: 6, daysAfterDue: 7, newDueAt: null, daysLate: 1 }
  t.match(expecting(201, await letters(head, letter)), { line: flagged, prepared: false, lastDayOn: '2021-05-07' })
  isProblem(t, await letters(head, letter), 'apology-already-issued', 409, 'one letter for a dossier')
  go('2021-10-20T09:00')
  const register = expecting(200, await askAs(live, secretary, '/api/v1/apologies?from=2021-01-01&to=2021-10-20'))
  t.match(at(register, 'counts'), { total: 4, withApology: 1, withoutApology: 3, kept: 0, late: 1 })
  t.match((at(register, 'lines') as Json[]).find((line) => at(line, 'dossierId') === promotion), flagged)
  const figures = expecting(200, await askAs(live, secretary, '/api/v1/statistics?from=2021-01-01&to=2021-10-20&kinds=tthc'))
  t.match(at(figures, 'totals.ofWhich'), { lateWithApology: 1, overdueWithApology: 0 })
  const report = expecting(200, await askAs(live, secretary, '/api/v1/reports/annual?from=2021-01-01&to=2021-10-20'))
  t.ok((at(report, 'findings') as Json[]).some((one) => at(one, 'code') === 'apology-after-t1' && at(one, 'about') === '1'))
  t.same(await checkStatistics(live.deps, (_, error) => { throw error }), [], 'the recount out of journals and letters says the same')
})

t.test('the officer in charge of the late promotion file is not in the audit of it; the audit looks at all four and cannot conclude that nothing was found', async (t) => {
  go('2021-10-20T09:00')
  const paper = (number: string, on: string) => ({ number, on })
  const member = ({ accountId }: Clerk, post: string) => ({ accountId, post, unitIds: [units.D1], procedures: [], exceptOwn: false })
  const planWith = (team: readonly Json[]) => ({
    title: 'Đánh giá nội bộ năm 2021', objective: 'Hiệu lực và sự phù hợp của hệ thống', unitIds: [units.D1], procedures: [], clauses: ['8.5', '8.7', '10.2'], catalogue: 'iso-9001-2015-a1', periodFrom: '2021-01-01', periodTo: '2021-10-20',
    from: '2021-10-20', to: '2021-10-25', paper: paper('5227/KH-SCT', '2021-09-24'), decision: paper('258/QĐ-SCT', '2021-09-30'), team, seed: 'Quyết định 258/QĐ-SCT', sampleMost: 30,
  })
  const plan = (team: readonly Json[]) => askAs(live, secretary, '/api/v1/audits', { body: planWith(team) })
  const refused = await plan([member(auditor, 'lead'), member(right, 'deputy')])
  isProblem(t, refused, 'auditor-not-independent', 409, 'D3.2')
  t.match(at(refused.json, 'violations'), [{ accountId: right.accountId, rule: 'ownUnit', unitIds: [units.D1] }, { rule: 'ownDossier', codes: ['000.00.07.H19-210506-0003'] }])
  const id = String(at(expecting(201, await plan([member(auditor, 'lead')])), 'id'))
  const event = async (who: Clerk, body: Json) => {
    const read = await askAs(live, who, `/api/v1/audits/${id}`)
    return askAs(live, who, `/api/v1/audits/${id}/events`, { body, headers: { 'if-match': read.headers.get('etag') ?? '"0"' } })
  }
  expecting(200, await event(leader, { type: 'APPROVE' }))
  expecting(200, await event(auditor, { type: 'START' }))
  const lines = at(expecting(200, await askAs(live, auditor, `/api/v1/audits/${id}/sheet`)), 'lines') as Json[]
  const codes = await Promise.all([promotion, ...electric].map(async (one) => (await dossierOf(one)).code))
  t.same(lines.filter((line) => at(line, 'outcome') === 'late').map((line) => at(line, 'dossierCode')).sort(), codes.sort(), 'all four late ones are in the sample')
  const conclusion = { remarks: 'Tài liệu đầy đủ', recommendations: 'Theo dõi thời hạn', nextSteps: 'Khắc phục', conclusion: 'Không phát hiện bất kỳ sự không phù hợp nào của HTQLCL trong quá trình đánh giá.' }
  expecting(200, await event(auditor, { type: 'CONCLUDE', conclusion }))
  const beside = await event(auditor, { type: 'REPORT' })
  isProblem(t, beside, 'report-contradicts', 409, 'D3.1')
  t.match(at(beside.json, 'findings'), [{ code: 'none-beside-late', at: 'conclusion' }])
  expecting(200, await event(auditor, { type: 'CONCLUDE', conclusion: { ...conclusion, conclusion: 'Bốn hồ sơ trễ hạn phải khắc phục.' } }))
  expecting(200, await event(auditor, { type: 'REPORT' }))
  const report = expecting(200, await askAs(live, auditor, `/api/v1/audits/${id}/report`))
  t.match((at(report, 'figures') as Json[]).find((one) => at(one, 'id') === 'audit.late'), { value: 4 })
  t.match(JSON.stringify(at(report, 'sections')), /4 hồ sơ trễ hạn[^]*258\/QĐ-SCT|258\/QĐ-SCT[^]*4 hồ sơ trễ hạn/)
  const pdf = await askAs(live, auditor, `/api/v1/audits/${id}/report/pdf`)
  t.equal(pdf.text.slice(0, 5), '%PDF-')
})

const cause = async (who: Clerk, id: string, local: string, body: Readonly<Record<string, unknown>>) => {
  go(local)
  const read = await askAs(live, who, `/api/v1/corrective-actions/${id}`)
  return askAs(live, who, `/api/v1/corrective-actions/${id}/events`, { body, headers: { 'if-match': read.headers.get('etag') ?? '"0"' } })
}
const propose = async (local: string, ids: readonly string[], summary: string): Promise<string> => {
  go(local)
  return String(at(expecting(201, await askAs(live, head, '/api/v1/corrective-actions', { body: { nonconformityIds: ids, summary } })), 'id'))
}
const planOf = (field: string) => ({
  type: 'ANALYSE', analysis: { whys: ['Không ai mở hồ sơ', 'Chuyển nhầm tài khoản', 'Không có lịch phân công'], categories: ['coordination', 'monitoring'], rootCause: 'Phân công theo trí nhớ' },
  correction: 'Trả kết quả, thư xin lỗi 2372/TXL-SCT ngày 17/5/2021', action: 'Phân công theo lịch trực, cảnh báo hồ sơ chưa mở',
  measure: { figure: 'lateShare', scope: { unitId: units.D1, field }, baselineFrom: '2021-01-01', baselineTo: '2021-10-15', target: 100, windowFrom: '2021-12-01', windowTo: '2022-03-31' },
})
const throughTheWork = async (id: string, field: string): Promise<void> => {
  expecting(200, await cause(head, id, '2021-10-26T08:00', { type: 'ACCEPT', ownerId: right.accountId }))
  expecting(200, await cause(right, id, '2021-10-26T09:00', planOf(field)))
  expecting(200, await cause(right, id, '2021-10-26T09:30', { type: 'SUBMIT' }))
  expecting(200, await cause(manager, id, '2021-10-26T10:00', { type: 'APPROVE' }))
  expecting(200, await cause(right, id, '2021-10-28T10:00', { type: 'REPORT', note: 'Lịch trực đã niêm yết' }))
  expecting(200, await cause(right, id, '2021-10-28T11:00', { type: 'FINISH' }))
  expecting(200, await cause(auditor, id, '2021-10-29T08:00', { type: 'VERIFY', note: 'Đã xem lịch trực và hồ sơ chưa mở' }))
}

t.test('an action needs owner, day and measure; "khắc phục các lỗi trên" is not enough', async (t) => {
  const all = await found()
  const one = String(at(all.find((line) => at(line, 'dossiers.0.id') === promotion), 'id'))
  const id = await propose('2021-10-25T15:00', [one], 'Khắc phục các lỗi trên')
  isProblem(t, await askAs(live, secretary, '/api/v1/corrective-actions', { body: { nonconformityIds: [one], summary: 'Lần nữa' } }), 'already-decided', 409, 'one action for one nonconformity')
  isProblem(t, await cause(head, id, '2021-10-25T15:10', { type: 'ACCEPT' }), 'plan-incomplete', 409, 'no owner')
  expecting(200, await cause(head, id, '2021-10-25T15:20', { type: 'ACCEPT', ownerId: right.accountId }))
  const bare = await cause(right, id, '2021-10-25T15:30', { type: 'SUBMIT' })
  isProblem(t, bare, 'plan-incomplete', 409, 'nothing planned')
  t.same(at(bare.json, 'missing'), ['analysis', 'correction', 'action', 'measure', 'baseline'])
  isProblem(t, await cause(secretary, id, '2021-10-25T15:40', { type: 'ANALYSE', correction: 'x' }), 'role-not-granted', 403, 'the plan is the owner\'s')
  expecting(200, await cause(secretary, id, '2021-10-25T15:50', { type: 'WITHDRAW', reason: 'Lập lại cho đúng' }))
  t.equal(at((await found()).find((line) => at(line, 'id') === one), 'standing'), 'open', 'a withdrawn action frees it')
})

t.test('one action is closed as effective, one is reopened by measurement', async (t) => {
  const all = await found()
  const promotionNc = all.filter((line) => at(line, 'dossiers.0.id') === promotion).map((line) => String(at(line, 'id')))
  const electricNc = all.filter((line) => at(line, 'dossiers.0.id') !== promotion).map((line) => String(at(line, 'id')))
  const [sample, other] = [await dossierOf(promotion), await dossierOf(electric[2]!)]
  await resolvedCopies(pool, sample, { count: 34, on: '2021-03-10', late: false })
  await resolvedCopies(pool, sample, { count: 6, on: '2021-03-10', late: true })
  await resolvedCopies(pool, other, { count: 30, on: '2021-03-10', late: false })
  await resolvedCopies(pool, other, { count: 4, on: '2021-03-10', late: true })
  const good = await propose('2021-10-25T16:00', promotionNc, 'Hồ sơ khuyến mại chuyển nhầm tài khoản')
  const bad = await propose('2021-10-25T16:10', electricNc, 'Hồ sơ điện lực chờ UBND tỉnh')
  await throughTheWork(good, 'XTTM')
  await throughTheWork(bad, 'DIEN')
  const read = async (id: string): Promise<Json> => expecting(200, await askAs(live, secretary, `/api/v1/corrective-actions/${id}`))
  t.same(at(await read(good), 'baseline'), { hits: 6, total: 40 }, 'the dossier that raised the alarm is left out')
  isProblem(t, await cause(head, good, '2021-10-29T09:00', { type: 'CLOSE', reason: 'xong' }), 'role-not-granted', 403, 'a head does not close')
  isProblem(t, await cause(auditor, good, '2021-10-29T09:10', { type: 'CLOSE', reason: 'xong' }), 'not-measured-yet', 409, 'before the window is over')
  await resolvedCopies(pool, sample, { count: 60, on: '2022-01-12', late: false })
  await resolvedCopies(pool, other, { count: 30, on: '2022-01-12', late: false })
  await resolvedCopies(pool, other, { count: 9, on: '2022-01-12', late: true })
  const watch = () => watchActions(live.deps, (_id, error) => { throw error })
  go('2022-03-31T23:00')
  t.equal((await watch()).measured, 0)
  go('2022-04-01T00:10')
  t.equal((await watch()).measured, 2)
  t.equal((await watch()).measured, 0, 'once')
  t.match(at(await read(good), 'measurements.0'), { verdict: 'effective', window: { hits: 0, total: 60 } })
  t.match(at(await read(bad), 'measurements.0'), { verdict: 'notEffective' })
  expecting(200, await cause(auditor, good, '2022-04-01T08:00', { type: 'CLOSE' }))
  isProblem(t, await cause(auditor, bad, '2022-04-01T08:10', { type: 'CLOSE', reason: 'cố gắng' }), 'not-effective', 409, 'the figures say no')
  expecting(200, await cause(auditor, bad, '2022-04-01T08:20', { type: 'REOPEN', reason: 'Vẫn trễ ở cấp tỉnh: xin ủy quyền' }))
  t.match(await read(bad), { state: 'analysing', round: 2, measure: null })
  const facts = expecting(200, await askAs(live, secretary, '/api/v1/quality-facts?from=2021-01-01&to=2022-04-01'))
  t.match(facts, { actions: { total: 3, effective: 1, reopened: 1, open: 1, withdrawn: 1 }, nonconformities: { closed: 1 } })
  t.match(await found('?standing=closed'), [{ actionId: good }])
})

t.test('evidence is a file, whoever is behind is reminded once for each rung, and what is carried over goes on under another number', async (t) => {
  go('2022-04-02T08:00')
  await sweepAll(live.deps)
  const [open] = await found('?standing=open')
  const id = await propose('2022-04-04T08:00', [String(at(open, 'id'))], 'Hồ sơ trễ hạn tháng 3')
  expecting(200, await cause(head, id, '2022-04-04T09:00', { type: 'ACCEPT', ownerId: right.accountId, dueOn: '2022-04-08' }))
  const plan = planOf('XTTM')
  expecting(200, await cause(right, id, '2022-04-04T10:00', { ...plan, measure: { ...plan.measure, windowFrom: '2022-05-01', windowTo: '2022-08-31' } }))
  expecting(200, await cause(right, id, '2022-04-04T10:30', { type: 'SUBMIT' }))
  isProblem(t, await cause(right, id, '2022-04-04T10:40', { type: 'APPROVE' }), 'role-not-granted', 403, 'a specialist does not approve')
  expecting(200, await cause(head, id, '2022-04-04T11:00', { type: 'APPROVE' }))
  const watch = async (local: string): Promise<number> => { go(local); return (await watchActions(live.deps, (_id, error) => { throw error })).notices }
  t.ok(await watch('2022-04-06T08:00') >= 1)
  t.equal(await watch('2022-04-06T09:00'), 0, 'once')
  t.ok(await watch('2022-04-12T08:00') >= 2, 'the owner and the head')
  t.ok(await watch('2022-04-25T08:00') >= 2, 'the quality manager and the leader')
  t.equal(await watch('2022-04-25T09:00'), 0)
  const read = await askAs(live, right, `/api/v1/corrective-actions/${id}`)
  const { raw, type } = formWith(pdfOf('biên bản'), 'biên bản.pdf')
  expecting(200, await askAs(live, right, `/api/v1/corrective-actions/${id}/evidence`, { method: 'POST', raw, headers: { 'content-type': type, 'if-match': read.headers.get('etag') ?? '' } }))
  t.equal((await askAs(live, auditor, `/api/v1/corrective-actions/${id}/evidence/0`)).text, pdfOf('biên bản').toString())
  expecting(200, await cause(right, id, '2022-04-25T10:00', { type: 'FINISH' }))
  const carried = expecting(200, await cause(auditor, id, '2022-04-25T11:00', { type: 'CARRY_OVER', reason: 'Chuyển sang quý sau' }))
  t.match(expecting(200, await askAs(live, secretary, `/api/v1/corrective-actions/${String(at(carried, 'nextId'))}`)), { state: 'proposed', previousId: id })
  t.match(expecting(200, await askAs(live, secretary, `/api/v1/corrective-actions/${id}/journal`)), { verified: true })
  t.match(expecting(200, await askAs(live, secretary, `/api/v1/corrective-actions/${id}/actions`)), { actions: [] })
  const stranger = await session(['unitHead', 'D2'])
  t.equal((await askAs(live, stranger, `/api/v1/corrective-actions/${id}`)).status, 404)
  t.match(await checkRegister(pool, tenantId), { gaps: 0, chainFaults: 0 })
  t.same(live.conformance.faults, [])
})
