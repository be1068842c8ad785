/** Nonconformities found by rule and entered by hand: at most one for each cause, whoever sweeps and whatever dies, and seen by whoever may. */
import t from 'tap'
import { makeDeps } from '../../server/deps.ts'
import { addDays, localDateOf } from '../../workflows/calendar/index.ts'
import { askAs, cause, expecting, newClerk, newDesk, newDraft, publishDraft } from '../support/document-service.ts'
import { dyingPool, killed } from '../support/killed.ts'
import { at, isProblem, type Json, withService } from '../support/live.ts'
import { checkRegister, copyDossier, receiveNow, sweepAll } from '../support/quality.ts'

t.setTimeout(300_000)
const dayMs = 86_400_000
let passedMs = 0
const live = await withService(t, { clock: { nowMs: () => Date.now() + passedMs } })
const { pool } = live.deps
const desk = await newDesk(live)
const elsewhere = await newClerk(live, ['unitHead', 'D2'])
const receptionist = await newClerk(live, ['receptionist', 'DESK'])
const auditor = await newClerk(live, ['internalAuditor', 'ROOT'])
const listed = async (who = desk.secretary, query = ''): Promise<Json[]> => at(expecting(200, await askAs(live, who, `/api/v1/nonconformities${query}`)), 'items') as Json[]
const dossier = await receiveNow(live)
const today = (): string => localDateOf(live.deps.clock.nowMs(), 'Asia/Ho_Chi_Minh')

t.test('a dossier that is not overdue is no nonconformity; one that is becomes one, once', async (t) => {
  t.equal(await sweepAll(live.deps), 0)
  passedMs = 40 * dayMs
  t.equal(await sweepAll(live.deps), 1)
  t.equal(await sweepAll(live.deps), 0, 'the same sweep again')
  const [one] = await listed()
  t.match(one, { source: 'lateDossier', rule: 'nonconformity-1', unitId: live.home.units.D1, clause: '8.7', standing: 'open', dossiers: [{ id: dossier.id, code: dossier.code }], dossiersHidden: 0, facts: { endedAt: null } })
  t.match(at(one, 'code'), /^KPH-\d{4}-0001$/)
  t.equal((await pool.query('select kind from notice where kind = $1', ['nonconformityFound'])).rows.length, 3, 'the two heads of the unit and the ISO secretary are told')
})

t.test('whoever may read the dossier or sees the unit sees it, and nobody else', async (t) => {
  const [one] = await listed()
  const path = `/api/v1/nonconformities/${String(at(one, 'id'))}`
  for (const who of [desk.secretary, desk.head, desk.drafter, auditor]) t.equal((await askAs(live, who, path)).status, 200)
  t.equal((await askAs(live, receptionist, path)).status, 200, 'the desk that received it')
  t.equal((await askAs(live, elsewhere, path)).status, 404)
  t.same(await listed(elsewhere), [])
})

t.test('three late in one field within a month are a pattern; a fourth is attached to it', async (t) => {
  await copyDossier(pool, dossier, 2)
  t.equal(await sweepAll(live.deps), 3, 'two dossiers and the pattern')
  const [pattern] = await listed(desk.secretary, '?source=latePattern')
  t.match(pattern, { unitId: live.home.units.D1, grade: 'major', facts: { count: 3 } })
  t.equal((at(pattern, 'dossiers') as Json[]).length, 3)
  await copyDossier(pool, dossier, 1)
  t.equal(await sweepAll(live.deps), 1, 'no second pattern')
  t.equal((at((await listed(desk.secretary, '?source=latePattern'))[0], 'dossiers') as Json[]).length, 4)
})

t.test('a law that a document has not taken up in three months', async (t) => {
  const { id, code } = await newDraft(live, desk)
  expecting(200, await publishDraft(live, desk, id))
  const law = expecting(201, await askAs(live, desk.secretary, '/api/v1/laws', { body: { number: '61/2018/NĐ-CP', title: 'Về một cửa', kind: 'decree', issuer: 'Chính phủ', issuedOn: '2018-04-23', effectiveFrom: addDays(today(), -60) } }))
  expecting(200, await cause(live, desk.secretary, id, { type: 'LINK_LAW', lawId: String(at(law, 'id')) }))
  t.equal(await sweepAll(live.deps), 0, 'two months')
  passedMs += 35 * dayMs
  t.equal(await sweepAll(live.deps), 1)
  t.match((await listed(desk.secretary, '?source=lawNotTakenUp'))[0], { facts: { documentCode: code, lawNumber: '61/2018/NĐ-CP' }, unitId: live.home.units.D1 })
  t.equal(await sweepAll(live.deps), 0)
})

t.test('workers that sweep at once, and one that dies at any query, enter each cause once', async (t) => {
  await copyDossier(pool, dossier, 230)
  const before = await checkRegister(pool, live.home.tenantId)
  for (let at = 0; at < 24; at += 1) {
    const dying = makeDeps(dyingPool(pool, { at, heard: at % 2 === 1 }), live.deps.orm, live.deps.clock, live.deps.objects)
    await sweepAll(dying).catch((error: unknown) => { if ((error as Error).message !== killed) throw error })
  }
  await Promise.all([sweepAll(live.deps), sweepAll(live.deps), sweepAll(live.deps)])
  const after = await checkRegister(pool, live.home.tenantId)
  t.equal(after.rows - before.rows, 230)
  t.match(after, { causes: after.rows, gaps: 0, chainFaults: 0, entries: after.rows, notices: after.rows })
})

t.test('a person enters one from a paper, once for the paper, and another says that a correction is enough', async (t) => {
  const body = { source: 'complaint', unitId: live.home.units.D1, grade: 'minor', clause: '8.2', occurredOn: today(), text: 'Công dân phản ánh bị yêu cầu giấy tờ ngoài quy định', reference: 'PA-12/2026', dossierIds: [dossier.id] }
  isProblem(t, await askAs(live, elsewhere, '/api/v1/nonconformities', { body }), 'role-not-granted', 403, 'not of the unit')
  isProblem(t, await askAs(live, auditor, '/api/v1/nonconformities', { body: { ...body, occurredOn: addDays(today(), 2) } }), 'invalid-request', 400, 'a day to come')
  const id = String(at(expecting(201, await askAs(live, auditor, '/api/v1/nonconformities', { body })), 'id'))
  isProblem(t, await askAs(live, desk.secretary, '/api/v1/nonconformities', { body: { ...body, text: 'khác', reference: 'pa-12/2026' } }), 'name-taken', 409, 'the paper was entered')
  const path = `/api/v1/nonconformities/${id}/settlement`
  isProblem(t, await askAs(live, desk.drafter, path, { body: { reason: 'đã xin lỗi' } }), 'role-not-granted', 403, 'a specialist')
  expecting(200, await askAs(live, desk.head, path, { body: { reason: 'Đã xin lỗi và trả lại giấy tờ' } }))
  isProblem(t, await askAs(live, desk.head, path, { body: { reason: 'lần nữa' } }), 'already-decided', 409, 'once')
  t.match(expecting(200, await askAs(live, auditor, `/api/v1/nonconformities/${id}`)), { standing: 'settled', settled: { role: 'unitHead' } })
  const late = (await listed(desk.secretary, `?dossier=${dossier.id}&source=lateDossier`))[0]
  const unfounded = { body: { reason: 'Ngày nghỉ mới công bố, hạn được tính lại', unfounded: true } }
  const ofLate = `/api/v1/nonconformities/${String(at(late, 'id'))}`
  isProblem(t, await askAs(live, desk.head, `${ofLate}/settlement`, unfounded), 'invalid-request', 400, 'while it is late it is not unfounded')
  passedMs = 0
  expecting(200, await askAs(live, desk.head, `${ofLate}/settlement`, unfounded))
  t.match(expecting(200, await askAs(live, desk.secretary, ofLate)), { standing: 'settled', settled: { unfounded: true }, facts: at(late, 'facts') }, 'what was found stays')
  t.match(await checkRegister(pool, live.home.tenantId), { gaps: 0, chainFaults: 0 })
  await t.rejects(pool.query(`update nonconformity set text = 'khác' where id = $1`, [id]), 'what was found stays as it was')
  t.same(live.conformance.faults, [])
})
