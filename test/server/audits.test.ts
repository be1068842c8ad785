/** Internal audits of a running service: planned and approved by different people, nobody audits their own work, every change in a whole journal. */
import t from 'tap'
import { askAs, type Clerk, expecting, newClerk } from '../support/document-service.ts'
import { at, isProblem, type Json, type Reply, withService } from '../support/live.ts'
import { receiveNow } from '../support/quality.ts'

t.setTimeout(120_000)
const live = await withService(t)
const { units } = live.home
const secretary = await newClerk(live, ['isoSecretary', 'ROOT'])
const leader = await newClerk(live, ['agencyLeader', 'ROOT'])
const lead = await newClerk(live, ['internalAuditor', 'ROOT'])
const other = await newClerk(live, ['specialist', 'D2'])
const ofUnit = await newClerk(live, ['specialist', 'D1'])
const stranger = await newClerk(live, ['specialist', 'D2'])

const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' })
const year = Number(today.slice(0, 4))
const paper = (n: number) => ({ number: `${n}/QĐ-UBND`, on: today })
const member = ({ accountId }: Clerk, post: string, unitIds: readonly string[], procedures: readonly string[] = [], exceptOwn = false) => ({ accountId, post, unitIds, procedures, exceptOwn })
const planWith = (team: readonly Json[], more: Readonly<Record<string, unknown>> = {}) => ({
  title: 'Đánh giá nội bộ', objective: 'Sự phù hợp và hiệu lực của hệ thống', unitIds: [units.D1], procedures: [], clauses: ['8.5', '8.7'], catalogue: 'iso-9001-2015-a1', periodFrom: `${year}-01-01`, periodTo: `${year + 1}-12-31`,
  from: today, to: today, paper: paper(3), decision: paper(4), team, seed: 'QĐ 4, xổ số ngày mở thưởng 123456', sampleMost: 20, ...more,
})
const plan = (who: Clerk, body: Json): Promise<Reply> => askAs(live, who, '/api/v1/audits', { body })
const cause = async (who: Clerk, id: string, body: Readonly<Record<string, unknown>>): Promise<Reply> => {
  const read = await askAs(live, who, `/api/v1/audits/${id}`)
  return askAs(live, who, `/api/v1/audits/${id}/events`, { body, headers: { 'if-match': read.headers.get('etag') ?? '"0"' } })
}
const conclusion = { remarks: 'Tài liệu đầy đủ', recommendations: 'Theo dõi thời hạn', nextSteps: 'Khắc phục trong một tuần', conclusion: 'Hệ thống được duy trì' }

t.test('an audit is planned by one, approved by another, led by an auditor who is independent; every change is in a whole journal', async (t) => {
  isProblem(t, await plan(other, planWith([])), 'role-not-granted', 403, 'a specialist does not plan audits')
  isProblem(t, await plan(secretary, planWith([], { periodFrom: '2026-05-01', periodTo: '2026-04-01' })), 'invalid-request', 400, 'a period that ends before it begins')
  const made = expecting(201, await plan(secretary, planWith([member(lead, 'lead', [])], { decision: null })))
  t.match(made, { code: /^ĐGNB-\d{4}-0001$/, state: 'planned' })
  const id = String(at(made, 'id'))
  const bare = await cause(leader, id, { type: 'APPROVE' })
  isProblem(t, bare, 'plan-incomplete', 409, 'no decision, and nobody for the unit')
  t.same(at(bare.json, 'missing'), ['decision', 'unitAuditor'])
  expecting(200, await cause(secretary, id, { type: 'EDIT', plan: planWith([member(lead, 'lead', [units.D1]), member(other, 'auditor', [units.D1])]) }))
  isProblem(t, await cause(secretary, id, { type: 'APPROVE' }), 'role-not-granted', 403, 'who plans does not approve')
  expecting(200, await cause(leader, id, { type: 'APPROVE' }))
  isProblem(t, await cause(secretary, id, { type: 'EDIT', plan: planWith([]) }), 'event-not-allowed', 409, 'an approved plan is revised first')
  expecting(200, await cause(lead, id, { type: 'START' }))
  isProblem(t, await cause(lead, id, { type: 'REPORT' }), 'plan-incomplete', 409, 'nothing concluded')
  expecting(200, await cause(other, id, { type: 'CONCLUDE', conclusion }))
  isProblem(t, await cause(other, id, { type: 'REPORT' }), 'role-not-granted', 403, 'the lead reports')
  expecting(200, await cause(lead, id, { type: 'REPORT' }))
  isProblem(t, await cause(lead, id, { type: 'CLOSE' }), 'role-not-granted', 403, 'an auditor does not close')
  expecting(200, await cause(leader, id, { type: 'CLOSE' }))
  t.match(expecting(200, await askAs(live, secretary, `/api/v1/audits/${id}/journal`)), { verified: true })
  t.match(expecting(200, await askAs(live, secretary, `/api/v1/audits/${id}/actions`)), { actions: [] })
  t.equal((await askAs(live, stranger, `/api/v1/audits/${id}`)).status, 404, 'of another unit')
  await t.rejects(live.deps.pool.query('delete from audit_journal'), 'the journal stays')
})

t.test('nobody audits their own unit, nor dossiers that they acted on; asked when the team is named, and again when the plan is approved', async (t) => {
  const own = await plan(secretary, planWith([member(lead, 'lead', []), member(ofUnit, 'auditor', [units.D1])]))
  isProblem(t, own, 'auditor-not-independent', 409, 'own unit')
  t.match(at(own.json, 'violations.0'), { accountId: ofUnit.accountId, rule: 'ownUnit', unitIds: [units.D1] })
  const { code } = await receiveNow(live)
  const lan = live.home.people.get('lan')!
  const touched = await plan(secretary, planWith([member(lead, 'lead', []), member(lan, 'auditor', [units.D1])]))
  isProblem(t, touched, 'auditor-not-independent', 409, 'received one of them')
  t.match(at(touched.json, 'violations.0'), { accountId: lan.accountId, rule: 'ownDossier', codes: [code], dossiers: 1 })
  const named = await plan(secretary, planWith([member(lan, 'lead', [units.D1], ['P1'])]))
  t.match(at(named.json, 'violations.0'), { rule: 'ownProcedure', procedures: ['P1'] })
  expecting(201, await plan(secretary, planWith([member(lan, 'lead', [units.D1], [], true)])))
  const id = String(at(expecting(201, await plan(secretary, planWith([member(lead, 'lead', [units.D1]), member(stranger, 'auditor', [units.D1])]))), 'id'))
  const { tenantId } = live.home
  await live.deps.pool.query(`insert into role_grant (tenant_id, id, account_id, unit_id, role, valid_from) values ($1, '00000000-0000-7000-8000-00000000aaaa', $2, $3, 'specialist', '2020-01-01')`, [tenantId, stranger.accountId, units.D1])
  isProblem(t, await cause(leader, id, { type: 'APPROVE' }), 'auditor-not-independent', 409, 'became one of the unit meanwhile')
  t.equal(at(expecting(200, await askAs(live, leader, `/api/v1/audits/${id}`)), 'state'), 'planned')
  t.equal((at(expecting(200, await askAs(live, secretary, `/api/v1/audits?state=planned&year=${year}`)), 'items') as Json[]).length, 2)
})

t.test('the programme of a year is decided in versions, each chained to the one before', async (t) => {
  const programme = { year, decision: paper(1), lines: [{ unitId: units.D1, months: [3, 9] }, { unitId: units.D2, months: [9] }] }
  const set = (who: Clerk, body: Json, version: number): Promise<Reply> => askAs(live, who, '/api/v1/audit-programmes', { body, headers: { 'if-match': `"${version}"` } })
  isProblem(t, await set(other, programme, 0), 'role-not-granted', 403, 'a specialist')
  t.equal(at(expecting(200, await askAs(live, other, `/api/v1/audit-programmes?year=${year}`)), 'programme'), null)
  expecting(201, await set(secretary, programme, 0))
  isProblem(t, await set(secretary, programme, 0), 'stale-version', 412, 'somebody was first')
  t.match(expecting(201, await set(secretary, { ...programme, lines: [{ unitId: units.D1, months: [10] }] }, 1)), { version: 2 })
  t.match(expecting(200, await askAs(live, other, `/api/v1/audit-programmes?year=${year}`)), { programme: { version: 2, programme: { lines: [{ months: [10] }] } } })
  t.same(live.conformance.faults, [])
})
