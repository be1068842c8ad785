/** What audits look at: a sample that anyone redraws, a checklist that two auditors write, findings that become nonconformities, a report that cannot say "none". */
import { writeFileSync } from 'node:fs'
import t from 'tap'
import type { IsoReport } from '../../schemas/report.ts'
import { run } from '../../server/cli/audit-sample.ts'
import { askAs, type Clerk, expecting, formWith, newClerk } from '../support/document-service.ts'
import { at, isProblem, type Json, type Reply, withService } from '../support/live.ts'
import { receiveNow, resolvedCopies } from '../support/quality.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(120_000)
const live = await withService(t)
const { units } = live.home
const secretary = await newClerk(live, ['isoSecretary', 'ROOT'])
const leader = await newClerk(live, ['agencyLeader', 'ROOT'])
const lead = await newClerk(live, ['internalAuditor', 'ROOT'])
const other = await newClerk(live, ['specialist', 'D2'])
const head = await newClerk(live, ['unitHead', 'D1'])
const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' })
const year = Number(today.slice(0, 4))
const dossier = await receiveNow(live)
await resolvedCopies(live.deps.pool, dossier, { count: 25, on: today, late: false })
await resolvedCopies(live.deps.pool, dossier, { count: 2, on: today, late: true })
const lan = live.home.people.get('lan')!

const paper = { number: '4/QĐ-UBND', on: today }
const member = ({ accountId }: Clerk, post: string, unitIds: readonly string[]) => ({ accountId, post, unitIds, procedures: [], exceptOwn: true })
const plan = {
  title: 'Đánh giá nội bộ', objective: 'Sự phù hợp', unitIds: [units.D1], procedures: [], clauses: ['8.5', '8.7'], catalogue: 'iso-9001-2015-a1', periodFrom: `${year - 1}-12-01`, periodTo: `${year + 1}-01-31`,
  from: today, to: today, paper, decision: paper, team: [member(lead, 'lead', [units.D1]), member(other, 'auditor', [units.D1]), member(lan, 'auditor', [units.D1])], seed: 'Xổ số 45821', sampleMost: 12,
}
const ask = async (who: Clerk, path: string): Promise<Json> => expecting(200, await askAs(live, who, `/api/v1${path}`))
expecting(201, await askAs(live, secretary, '/api/v1/audit-questions', { body: { clause: '8.5', text: 'Bảng phân công trực có cập nhật không?' } }))
const id = String(at(expecting(201, await askAs(live, secretary, '/api/v1/audits', { body: plan })), 'id'))
const cause = async (who: Clerk, body: Json): Promise<Reply> => {
  const read = await askAs(live, who, `/api/v1/audits/${id}`)
  return askAs(live, who, `/api/v1/audits/${id}/events`, { body, headers: { 'if-match': read.headers.get('etag') ?? '"0"' } })
}
const record = (who: Clerk, key: string, version: number, body: Json): Promise<Reply> => askAs(live, who, `/api/v1/audits/${id}/lines/${key}`, { body, headers: { 'if-match': `"${version}"` } })
const linesNow = async (): Promise<Json[]> => at(await ask(lead, `/audits/${id}/sheet`), 'lines') as Json[]
expecting(200, await cause(leader, { type: 'APPROVE' }))
expecting(200, await cause(lead, { type: 'START' }))

t.test('the sample is drawn from the frozen list by the published seed, and anyone draws it again', async (t) => {
  const sample = await ask(secretary, `/audits/${id}/sample`)
  t.match(sample, { seed: 'Xổ số 45821', most: 12, drawn: { rule: 'sample-1', populationCount: 28 } })
  const strata = at(sample, 'drawn.strata') as Json[]
  t.match(strata[0], { name: 'P1|D1|late', count: 2, taken: 2 }, 'late ones first')
  const file = `${t.testdir()}/sample.json`
  writeFileSync(file, JSON.stringify(sample))
  t.match(await run([file], { json: true }), { exitCode: 0, value: { same: true, differences: [] } })
  const copy = structuredClone(sample) as { population: { unit: string }[] }
  copy.population[0]!.unit = 'D9'
  writeFileSync(file, JSON.stringify(copy))
  t.match(await run([file], { json: true }), { exitCode: 1, value: { same: false } }, 'a changed list is told')
  await receiveNow(live)
  t.same(at(await ask(secretary, `/audits/${id}/sample`), 'drawn.populationCount'), 28, 'what comes later is not in it')
  await t.rejects(live.deps.pool.query('update audit_sheet set sheet = \'{}\''))
})

t.test('every question of the clauses is asked, the agency\'s own too; two auditors who write one line are told', async (t) => {
  const lines = await linesNow()
  t.ok(lines.some((line) => at(line, 'about') === 'Bảng phân công trực có cập nhật không?'))
  t.ok(lines.every((line) => ['8.5', '8.7'].includes(String(at(line, 'clause')))))
  const key = String(at(lines[0], 'key'))
  isProblem(t, await record(secretary, key, 0, { result: 'conforming' }), 'role-not-granted', 403, 'who is not in the team')
  isProblem(t, await record(lead, key, 0, { result: 'minor' }), 'plan-incomplete', 409, 'a finding without a word')
  t.match(expecting(200, await record(lead, key, 0, { result: 'conforming', note: 'Đã xem ba hồ sơ' })), { version: 1, by: lead.accountId })
  const late = await record(other, key, 0, { result: 'minor', note: 'Thiếu chữ ký' })
  isProblem(t, late, 'stale-version', 412, 'the second of two')
  t.match(at(late.json, 'line'), { version: 1, note: 'Đã xem ba hồ sơ' }, 'with what the first one wrote')
  expecting(200, await record(other, key, 1, { result: 'observation', note: 'Một hồ sơ thiếu chữ ký nháy' }))
  const both = await Promise.all([lead, other].map((who, n) => record(who, String(at(lines[1], 'key')), 0, { result: 'conforming', note: `lần ${n}` })))
  t.same(both.map(({ status }) => status).sort(), [200, 412], 'of two at once one is kept')
  const { raw, type } = formWith(pdfOf('ảnh chụp'), 'ảnh.pdf')
  const filed = expecting(200, await askAs(live, lead, `/api/v1/audits/${id}/lines/${key}/files`, { method: 'POST', raw, headers: { 'content-type': type, 'if-match': '"2"' } }))
  t.match(filed, { version: 3, result: 'observation', evidence: [{ file: { name: 'ảnh.pdf' } }] }, 'what was recorded stays')
  t.equal((await askAs(live, secretary, `/api/v1/audits/${id}/lines/${key}/files/0`)).text, pdfOf('ảnh chụp').toString())
})

t.test('whoever acted on a dossier does not record about it, whatever the plan excepts; another one may', async (t) => {
  const mine = (await linesNow()).find((line) => at(line, 'dossierCode') === dossier.code)
  const key = String(at(mine, 'key'))
  const own = await record(lan, key, 0, { result: 'conforming' })
  isProblem(t, own, 'auditor-not-independent', 409, 'received it')
  t.match(at(own.json, 'violations.0'), { rule: 'ownDossier', codes: [dossier.code] })
  expecting(200, await record(other, key, 0, { result: 'conforming' }))
})

t.test('a beginning whose sample nobody may check is warned of by name, and not refused; another member ends the warning', async (t) => {
  const two = String(at(expecting(201, await askAs(live, secretary, '/api/v1/audits', { body: { ...plan, team: [member(lan, 'lead', [units.D1])] } })), 'id'))
  const on = async (who: Clerk, body: Json): Promise<Reply> => {
    const { headers } = await askAs(live, who, `/api/v1/audits/${two}`)
    return askAs(live, who, `/api/v1/audits/${two}/events`, { body, headers: { 'if-match': headers.get('etag') ?? '"0"' } })
  }
  expecting(200, await on(leader, { type: 'APPROVE' }))
  isProblem(t, await askAs(live, head, `/api/v1/audits/${two}/unchecked`), 'role-not-granted', 403, 'what would be drawn is not told to those who are audited')
  const foreseen = at(await ask(secretary, `/audits/${two}/unchecked`), 'items') as Json[]
  t.match(foreseen.find((one) => at(one, 'code') === dossier.code), { people: [lan.accountId], unitId: units.D1 }, 'received by the only auditor')
  const page = (await askAs(live, secretary, `/audits/${two}`)).text
  t.ok(page.includes('Nếu bắt đầu bây giờ') && page.includes(`<b>${dossier.code}</b>: không độc lập:`), 'on the page, before')
  const begun = expecting(200, await on(secretary, { type: 'START' }))
  t.match(begun, { state: 'underWay', unchecked: foreseen }, 'told by the answer, and begun all the same')
  const refused = new Set(foreseen.map((one) => String(at(one, 'key'))))
  for (const line of (at(await ask(lan, `/audits/${two}/sheet`), 'lines') as Json[]).filter((one) => at(one, 'dossierCode') !== null)) {
    const { status } = await askAs(live, lan, `/api/v1/audits/${two}/lines/${String(at(line, 'key'))}`, { body: { result: 'conforming' }, headers: { 'if-match': '"0"' } })
    t.equal(status, refused.has(String(at(line, 'key'))) ? 409 : 200, 'exactly these are refused')
  }
  expecting(200, await on(leader, { type: 'REPLACE', team: [member(lan, 'lead', [units.D1]), member(other, 'auditor', [units.D1])], reason: 'Thêm người độc lập' }))
  t.same(await ask(head, `/audits/${two}/unchecked`), { items: [] })
})

t.test('minor and major lines become nonconformities once, with their dossiers; the report cannot say "none"; a corrective action is due a week after the audit', async (t) => {
  const late = (await linesNow()).find((line) => at(line, 'outcome') === 'late')
  const conclusion = { remarks: 'Đã xem mẫu', recommendations: 'Theo dõi', nextSteps: 'Khắc phục', conclusion: 'Không phát hiện bất kỳ sự không phù hợp nào của hệ thống.' }
  expecting(200, await cause(lead, { type: 'CONCLUDE', conclusion }))
  const beside = await cause(lead, { type: 'REPORT' })
  isProblem(t, beside, 'report-contradicts', 409, 'late dossiers in the list')
  t.match(at(beside.json, 'findings'), [{ code: 'none-beside-late' }])
  expecting(200, await record(other, String(at(late, 'key')), 0, { result: 'major', note: 'Không ai biết hồ sơ trễ', evidence: [{ dossier: dossier.code }] }))
  t.match(at((await cause(lead, { type: 'REPORT' })).json, 'findings'), [{ code: 'none-beside-found' }, { code: 'none-beside-late' }])
  t.same(at(await ask(secretary, '/nonconformities?source=auditFinding'), 'items'), [], 'what was refused left nothing behind')
  for (const line of (await linesNow()).filter((one) => at(one, 'result') === 'notLooked' && at(one, 'dossierCode') === null).slice(0, 2)) {
    expecting(200, await record(lead, String(at(line, 'key')), 0, { result: 'observation', note: 'Nên ghi rõ hơn' }))
  }
  expecting(200, await cause(lead, { type: 'CONCLUDE', conclusion: { ...conclusion, conclusion: 'Hệ thống được duy trì; một điểm phải khắc phục.' } }))
  expecting(200, await cause(lead, { type: 'REPORT' }))
  const { figures } = await ask(secretary, `/reports/annual?from=${year}-01-01&to=${year}-12-31`) as IsoReport
  t.same(['count', 'major', 'minor', 'observation'].map((one) => figures.find(({ id: name }) => name === `audits.${one}`)?.value), [1, 1, 0, 3], 'the yearly report counts what was recorded')
  const found = at(await ask(head, '/nonconformities?source=auditFinding'), 'items') as Json[]
  t.match(found, [{ rule: 'audit-1', grade: 'major', clause: '8.7', text: 'Không ai biết hồ sơ trễ', facts: { auditId: id } }])
  t.equal((at(found[0], 'dossiers') as Json[]).length, 2, 'the dossier of the line, and the one named')
  isProblem(t, await record(other, String(at(late, 'key')), 1, { result: 'conforming' }), 'event-not-allowed', 409, 'reported')
  isProblem(t, await cause(leader, { type: 'CLOSE' }), 'audit-not-followed-up', 409, 'nothing decided yet')
  const action = expecting(201, await askAs(live, head, '/api/v1/corrective-actions', { body: { nonconformityIds: [at(found[0], 'id')], summary: 'Theo dõi hồ sơ trễ' } }))
  const week = (await live.deps.pool.query<{ due: string }>('select ($1::date + 7)::text as due', [today])).rows[0]!.due
  t.equal(at(action, 'dueOn'), week)
  expecting(200, await cause(leader, { type: 'CLOSE' }))
  t.match(await ask(secretary, `/audits/${id}/journal`), { verified: true })
  t.same(live.conformance.faults, [])
})
