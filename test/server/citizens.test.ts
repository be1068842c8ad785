/** What applicants say, without signing in: one answer for a dossier however often it is sent, campaigns with a limit, nothing that tells who answered. */
import t from 'tap'
import { readSheet } from 'read-excel-file/node'
import { complaintFacts } from '../../server/commands/complaints.ts'
import { watchComplaints } from '../../server/jobs/watch-complaints.ts'
import { erasePersonalData } from '../../server/commands/erase-personal.ts'
import { typedCount } from '../../server/pages/admin-forms.ts'
import { askAs, expecting, formWith, newClerk } from '../support/document-service.ts'
import { pdfOf } from '../support/small-pdf.ts'
import { at, isProblem, type Json, type Reply, withService } from '../support/live.ts'
import fc from '../support/property.ts'
import { addSubstitution } from '../../storage/grants.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { complaintIndex } from '../../workflows/statistics/scoring.ts'
import { percent } from '../../workflows/statistics/shares.ts'

t.setTimeout(240_000)
let nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => (nowMs += 20) } })
const secretary = await newClerk(live, ['isoSecretary', 'ROOT'])
/** Few tries are let through from one address in a quarter of an hour. */
t.beforeEach(() => { nowMs += 16 * 60_000 })
const { pool } = live.deps
const { tenantId, units } = live.home
let keys = 0
const key = (): Record<string, string> => ({ 'idempotency-key': `citizens-${keys += 1}` })

/** A dossier of P1; handed over at once, or still in hand. */
const receive = async (isDelivered: boolean): Promise<{ readonly id: string; readonly code: string; readonly path: string }> => {
  const { json, status, text } = await live.ask('/api/v1/dossiers', { as: 'lan', headers: key(), body: {
    procedureCode: 'P1', channel: 'direct', accept: true, papers: [{ code: 'TB-KM', originals: 1, copies: 0 }], receivingUnitId: units.DESK, responsibleUnitId: units.D1,
    applicant: { kind: 'citizen', name: 'Nguyễn Thị Kín', phone: '0900 000 009' },
  } })
  if (status !== 201) throw new Error(text)
  const [id, code] = [String(at(json, 'id')), String(at(json, 'code'))]
  if (isDelivered) await pool.query("update dossier set delivered_at = to_timestamp($2::double precision / 1000), body = body || jsonb_build_object('deliveredAtMs', $2::bigint) where id = $1", [id, nowMs])
  return { id, code, path: new URL(live.deps.links.linkOf({ id, code, tenantId }, 'http://x') ?? '').pathname }
}
const send = (path: string, fields: Readonly<Record<string, string>>) =>
  live.ask(path, { method: 'POST', raw: new TextEncoder().encode(new URLSearchParams(fields).toString()), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
const answers = async (): Promise<{ readonly scores: Json; readonly comment: string | null }[]> => (await pool.query<{ scores: Json; comment: string | null }>('select scores, comment from survey_answer order by id')).rows
const today = new Date().toISOString().slice(0, 10)
/** This year and the next, should the year end meanwhile. */
const [firstDay, lastDay] = [`${today.slice(0, 4)}-01-01`, `${Number(today.slice(0, 4)) + 1}-12-31`]
const year = `from=${firstDay}&to=${lastDay}`

t.test('sent twelve times at once, a dossier has one answer; whoever comes again is told so kindly', async (t) => {
  const { path } = await receive(true)
  t.match((await live.ask(path)).text, /name="overall"/)
  const said = (await Promise.all(Array.from({ length: 12 }, () => send(`${path}/survey`, { overall: '3' })))).map(({ headers }) => /said=(\w+)/.exec(headers.get('location') ?? '')?.[1])
  t.same(said.toSorted(), [...Array.from({ length: 11 }, () => 'answered'), 'thanks'])
  t.equal((await answers()).length, 1)
  const again = (await live.ask(path)).text
  t.match(again, /đã được ghi nhận/)
  t.notMatch(again, /name="overall"/)
})

t.test('nobody is asked before the result is handed over, by a wrong secret, or when a machine fills in every field', async (t) => {
  const open = await receive(false)
  t.notMatch((await live.ask(open.path)).text, /name="overall"/)
  t.equal((await send(`${open.path}/survey`, { overall: '5' })).status, 409)
  const { path } = await receive(true)
  t.equal((await send(`${path.slice(0, -3)}abc/survey`, { overall: '5' })).status, 404)
  t.match((await send(`${path}/survey`, { overall: '5', website: 'http://spam.example' })).headers.get('location'), /said=thanks/)
  t.match((await send(`${path}/survey`, { overall: '' })).headers.get('location'), /said=missing/)
  t.equal((await send(`${path}/survey`, { overall: '9' })).status, 400)
  t.equal((await answers()).length, 1, 'nothing was kept')
})

t.test('results are shown from five answers on, words to heads alone, and an erasure takes the words away', async (t) => {
  const four = await Promise.all(Array.from({ length: 3 }, () => receive(true)))
  for (const { path } of four) await send(`${path}/survey`, { overall: '4', staff: '5' })
  const asked = (as: string, more = ''): Promise<Json> => live.ask(`/api/v1/satisfaction?${year}${more}`, { as }).then(({ json }) => json)
  t.match(await asked('boss', '&by=unit'), { whole: { answers: 4, hidden: true, overall: { mean: null } }, rows: [{ key: units.D1, hidden: true }] })
  const last = await receive(true)
  await send(`${last.path}/survey`, { overall: '2', comment: 'Chị Kín ở xóm Bí Mật chờ lâu' })
  t.match(await asked('boss', '&by=unit'), { whole: { asked: 6, answers: 5, hidden: false, responseRate: '83,33' }, rows: [{ key: units.D1, overall: { notDissatisfied: '80,00' } }] })
  t.notOk(JSON.stringify(await asked('boss', '&by=procedure')).includes(last.id), 'no dossier is named')
  const page = async (as: string): Promise<string> => (await live.ask('/satisfaction', { as })).text
  t.match(await page('hung'), /xóm Bí Mật/)
  t.notMatch(await page('nam'), /xóm Bí Mật/, 'a specialist does not read what people wrote')
  await erasePersonalData(live.deps, { code: last.code, agencyCode: null, paper: { number: '1/QĐ', on: today } })
  t.same((await answers()).filter(({ comment }) => comment !== null), [], 'the words are gone, the grade stays')
  t.match(await asked('boss'), { whole: { answers: 5 } })
})

t.test('a count is read as people write it, and what is none is refused at its field', async (t) => {
  const read = (text: string) => typedCount(new Map([['handedOut', text]]), 'handedOut')
  t.same(['1.000', '1200', '0', '12.345.678'].map(read), [1_000, 1_200, 0, 12_345_678])
  t.same(['', '1.5', '0.500', '1e2', '-1', '1,000'].map(read), ['', '1.5', '0.500', '1e2', '-1', '1,000'])
})

t.test('a campaign takes no more answers than its limit; paper sheets are counted once with the number of their record', async (t) => {
  const campaign = (body: Readonly<Record<string, unknown>>) => ({ headers: key(), body: { title: 'Khảo sát quý', from: firstDay, to: lastDay, ...body } })
  const enter = (body: Readonly<Record<string, unknown>>) => askAs(live, secretary, '/api/v1/survey-campaigns', campaign(body))
  isProblem(t, await live.ask('/api/v1/survey-campaigns', { as: 'nam', ...campaign({ kind: 'link', answersMax: 3 }) }), 'role-not-granted', 403, 'not everybody begins a campaign')
  const made = await enter({ kind: 'link', answersMax: 3 })
  t.equal(made.status, 201, made.text)
  const path = String(at(made.json, 'link'))
  const said = await Promise.all(Array.from({ length: 8 }, () => send(path, { overall: '5' })))
  t.same(said.map(({ status }) => status).toSorted(), [200, 200, 200, 200, 200, 303, 303, 303])
  const paper = { kind: 'paper', number: '12/BB-KP', handedOut: 40, overall: [1, 2, 3, 10, 14] }
  t.equal((await enter(paper)).status, 201)
  isProblem(t, await enter(paper), 'name-taken', 409, 'the same record again')
  isProblem(t, await enter({ ...paper, number: '13', handedOut: 4 }), 'invalid-request', 400, 'fewer than came back')
  t.match((await live.ask('/api/v1/survey-campaigns', { as: 'nam' })).json, { items: [{ kind: 'paper', answers: 30, responseRate: '75,00', overall: { satisfied: '80,00', notDissatisfied: '90,00' } }, { kind: 'link', answers: 3, hidden: true }] })
  t.same(live.conformance.faults, [])
})

t.test('a complaint from the page of a dossier runs by its clock; found justified it is a nonconformity, once; an erasure takes its words', async (t) => {
  const { path, code } = await receive(false)
  t.match((await send(`${path}/complaint`, { text: '' })).headers.get('location'), /complaint=missing/)
  t.match((await send(`${path}/complaint`, { text: 'Cán bộ ở quầy Kín Đáo quát', sender: 'Bà Kín', contact: '0900 000 009' })).headers.get('location'), /complaint=PAKN-\d{4}-0001/)
  const [one] = at((await live.ask('/api/v1/complaints', { as: 'hung' })).json, 'items') as Json[]
  const id = String(at(one, 'id'))
  t.match(one, { channel: 'online', state: 'received', rule: 'feedback-accept-1' })
  const read = () => live.ask(`/api/v1/complaints/${id}`, { as: 'hung' })
  t.match((await read()).json, { verified: true, texts: { sender: 'Bà Kín' }, events: ['ACCEPT', 'REFUSE', 'PASS_ON', 'ATTACH'] })
  t.ok((at((await read()).json, 'trace') as Json[]).length >= 5, 'day by day')
  const act = async (body: Readonly<Record<string, unknown>>) => live.ask(`/api/v1/complaints/${id}/events`, { as: 'hung', body, headers: { ...key(), 'if-match': (await read()).headers.get('etag') ?? '' } })
  const nam = live.home.people.get('nam')?.accountId
  const nobody = await newClerk(live)
  const bytes = pdfOf('ảnh chụp')
  const { raw, type } = formWith(bytes, 'Bà Kín gửi.pdf')
  const attach = async (version: string) => live.ask(`/api/v1/complaints/${id}/files`, { as: 'nam', method: 'POST', raw, headers: { ...key(), 'content-type': type, 'if-match': version } })
  t.match((await attach((await read()).headers.get('etag') ?? '')).json, { state: 'received', version: 2 }, 'whoever may enter complaints of the unit keeps what came with one')
  isProblem(t, await attach('"1"'), 'stale-version', 412, 'of another version')
  const [kept] = at((await read()).json, 'files') as Json[]
  t.match(kept, { name: 'Bà Kín gửi.pdf', size: bytes.length, mediaType: 'application/pdf' })
  const fileOf = (as: string) => live.ask(`/api/v1/complaints/${id}/files/${String(at(kept, 'id'))}`, { as })
  t.equal((await fileOf('hung')).text, bytes.toString())
  t.equal((await fileOf('far')).status, 404)
  t.match((await live.ask(`/complaints/${id}`, { as: 'hung' })).text, /Bà Kín gửi\.pdf[^]*Thêm tệp/)
  t.equal((await act({ type: 'ACCEPT' })).status, 200)
  isProblem(t, await act({ type: 'ASSIGN', handlerId: nobody.accountId }), 'user-unknown', 422, 'somebody without a role could never answer it')
  for (const body of [{ type: 'ASSIGN', handlerId: nam }, { type: 'ANSWER', answer: 'Xin lỗi bà', justified: true, number: '9/TL' }]) t.equal((await act(body)).status, 200, body.type)
  t.match((await live.ask('/notices', { as: 'nam' })).text, new RegExp(`Được giao xử lý phản ánh, khiếu nại[^]*/complaints/${id}`), 'whoever handles it is told, with the way to it')
  isProblem(t, await act({ type: 'ANSWER', answer: 'x', justified: true }), 'event-not-allowed', 409, 'answered once')
  const found = await live.ask('/api/v1/nonconformities?source=complaint', { as: 'hung' })
  t.match(at(found.json, 'items'), [{ clause: '8.2.1', facts: { reference: String(at(one, 'code')) } }])
  t.equal((at(found.json, 'items') as Json[]).length, 1)
  t.match((await live.ask(`/api/v1/complaint-facts?${year}`, { as: 'hung' })).json, { received: 1, feedback: 1, answered: 1, answeredInTime: 1, justified: 1, open: 0, overdue: 0 })
  t.equal((await live.ask(`/api/v1/complaints/${id}`, { as: 'far' })).status, 404)
  await erasePersonalData(live.deps, { code, agencyCode: null, paper: { number: '2/QĐ', on: today } })
  t.match((await read()).json, { texts: {}, files: [], verified: true })
  t.equal((await fileOf('hung')).status, 404)
  t.match((await pool.query('select state, file_name from stored_object where id = $1', [at(kept, 'id')])).rows, [{ state: 'discarded', file_name: /^PAKN-\d{4}-0001\.pdf$/ }], 'its bytes go with the next purge, its name is gone')
  t.same((await pool.query('select from complaint_text')).rows, [])
  t.same(live.conformance.faults, [])
})

/** Of five people: who stands in for whom, whose account is closed, who left, who verified. */
const some = fc.uniqueArray(fc.nat(4), { maxLength: 2 })
const organisation = fc.record({ standIns: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 4 }), closed: some, left: some, verified: some })
/** People whom the form of an event of a page offers. */
const offeredIn = (page: string, name: string): string[] => [...(/<select[^>]*name="NAME"[^]*?<\/select>/.exec(page.replace(`name="${name}"`, 'name="NAME"'))?.[0] ?? '').matchAll(/<option[^>]*value="([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '').toSorted()

t.test('in random organisations exactly those are offered as handler of a complaint, or as responsible for a corrective action, whom the command takes', async (t) => {
  const em = live.deps.orm.em.fork()
  const crew = await Promise.all(Array.from({ length: 5 }, () => newClerk(live, ['specialist', 'D1'])))
  const candidates = [...crew, await newClerk(live), secretary].map(({ accountId }) => accountId).toSorted()
  const complaint = expecting(201, await askAs(live, secretary, '/api/v1/complaints', { body: { kind: 'feedback', channel: 'phone', unitId: units.D1, receivedOn: today, text: 'Về một người', personId: crew[0]?.accountId } }))
  const found = expecting(201, await askAs(live, secretary, '/api/v1/nonconformities', { body: { source: 'inspection', unitId: units.D1, grade: 'minor', clause: '8.5.1', occurredOn: today, text: 'Thiếu chữ ký' } }))
  const action = expecting(201, await askAs(live, secretary, '/api/v1/corrective-actions', { body: { nonconformityIds: [String(at(found, 'id'))], summary: 'Bổ sung chữ ký' } }))
  const things = [{ path: `complaints/${String(at(complaint, 'id'))}`, member: 'handlerId' }, { path: `corrective-actions/${String(at(action, 'id'))}`, member: 'ownerId' }] as const
  const versions = new Map<string, number>()
  const cause = async (path: string, body: object): Promise<Reply> => {
    const reply = await askAs(live, secretary, `/api/v1/${path}/events`, { body, headers: { 'if-match': `"${versions.get(path) ?? 1}"` } })
    if (reply.status === 200) versions.set(path, Number(at(reply.json, 'version')))
    return reply
  }
  expecting(200, await cause(things[0].path, { type: 'ACCEPT' }))
  expecting(200, await cause(things[1].path, { type: 'ACCEPT', ownerId: secretary.accountId }))
  const days = { validFrom: '2020-01-01', validTo: null }
  for (const [index, draw] of fc.sample(organisation, 3).entries()) {
    await pool.query('delete from substitution where tenant_id = $1', [tenantId])
    for (const [absent, substitute] of draw.standIns) if (absent !== substitute) await addSubstitution(em, tenantId, { absentAccountId: crew[absent]!.accountId, substituteAccountId: crew[substitute]!.accountId, role: null, ...days, validTo: '2099-12-31', decision: `${index}` })
    for (const [n, { accountId }] of crew.entries()) {
      await pool.query('update account set active = $2 where id = $1', [accountId, !draw.closed.includes(n)])
      await pool.query('update role_grant set valid_to = $2 where account_id = $1', [accountId, draw.left.includes(n) ? '2025-12-31' : null])
    }
    // Whoever verified it and sent it back does not work on it.
    await pool.query("update corrective_action set body = jsonb_set(body, '{verifiers}', $2) where id = $1", [at(action, 'id'), JSON.stringify(draw.verified.map((n) => crew[n]?.accountId))])
    for (const { path, member } of things) {
      const offered = offeredIn((await askAs(live, secretary, `/${path}`)).text, member).filter((id) => candidates.includes(id))
      const taken: string[] = []
      for (const id of candidates) if ((await cause(path, { type: 'ASSIGN', [member]: id, reason: 'Luân chuyển' })).status === 200) taken.push(id)
      t.same(offered, taken, `${member} where ${JSON.stringify(draw)}`)
    }
  }
})

t.test('twelve complaints about one dossier at the same moment leave three', async (t) => {
  const { id, path } = await receive(false)
  const sent = await Promise.all(Array.from({ length: 12 }, (_, index) => send(`${path}/complaint`, { text: `Lần ${index}` })))
  t.same(sent.map(({ status }) => status).toSorted(), [303, 303, 303, ...Array.from({ length: 9 }, () => 429)])
  t.equal((await pool.query('select from complaint where dossier_id = $1', [id])).rows.length, 3)
})

t.test('the register as a file is whole', async (t) => {
  await pool.query(`insert into complaint select r.* from (select * from complaint where state = 'answered' limit 1) c, generate_series(1, 230) n,
    jsonb_populate_record(null::complaint, to_jsonb(c) || jsonb_build_object('id', gen_random_uuid(), 'code', 'X' || n)) r`)
  const token = live.home.people.get('hung')?.token ?? ''
  const bytes = Buffer.from(await (await fetch(`http://127.0.0.1:${live.port}/complaints/register.xlsx`, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer())
  const rows = await readSheet(bytes)
  t.ok(rows.filter(([code]) => /^PAKN/.test(String(code))).length > 230)
})

t.test('reminders of an overdue complaint come once for each rung; a period is counted again as it was known', async (t) => {
  const { path } = await receive(false)
  const said = (await send(`${path}/complaint`, { kind: 'complaint', text: 'Quá hạn' })).headers.get('location')
  const watch = () => watchComplaints(live.deps, (_id, error) => { throw error })
  t.equal(await watch(), 0)
  nowMs += 20 * 24 * 60 * 60_000
  t.ok(await watch() >= 2)
  t.equal(await watch(), 0)
  const facts = (knownAtMs: number | null) => complaintFacts(live.deps, { tenantId, zone: 'Asia/Ho_Chi_Minh', reader: null }, { from: firstDay, to: lastDay, knownAtMs })
  const before = nowMs
  const { overdue, open } = await facts(before)
  t.ok(overdue > 0)
  const { rows: [late] } = await pool.query<{ id: string; version: number }>('select id, version from complaint where code = $1', [/PAKN-[\d-]+/.exec(said ?? '')?.[0]])
  const moved = await askAs(live, secretary, `/api/v1/complaints/${late?.id}/events`, { body: { type: 'REFUSE', reason: 'Không thuộc thẩm quyền' }, headers: { 'if-match': `"${late?.version}"` } })
  t.equal(moved.status, 200, moved.text)
  t.match(await facts(null), { overdue: overdue - 1, open: open - 1 })
  t.match(await facts(before), { overdue, open }, 'as it was known then')
  const days = `from=${firstDay}&to=${lastDay}`
  t.match((await askAs(live, secretary, `/api/v1/complaint-facts?${days}&asOf=${encodeURIComponent(formatInstant(before, 'Asia/Ho_Chi_Minh'))}`)).json, { overdue, open }, 'over the interface too')
  const now = await facts(null)
  const groups = at((await askAs(live, secretary, `/api/v1/statistics/tables/766?${days}`)).json, 'groups') as { group: string; share: string; parts: { index: string; share: string }[] }[]
  const parts = groups.find(({ group }) => group === 'satisfaction')?.parts
  t.match(parts, [{ index: 'feedbackInTime', share: percent(now.answeredInTime, now.answered + now.overdue) }, { share: '–' }, { index: 'servedContent' }], 'what is recorded is printed')
  t.ok(now.answered + now.overdue > 0)
  const score = at((await askAs(live, secretary, `/api/v1/statistics/tables/score?${days}`)).json, 'rows') as { figures: (number | null)[] }[]
  t.equal(score[7]?.figures[1], complaintIndex({ answeredInTime: now.answeredInTime, toBeAnswered: now.answered + now.overdue }).points, 'index 8 of TT 01/2018')
  t.match([[10, 10], [9, 10], [8, 10], [0, 0]].map(([answeredInTime = 0, toBeAnswered = 0]) => complaintIndex({ answeredInTime, toBeAnswered }).points), [2, 1, 0, null])
})
