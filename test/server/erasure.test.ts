/** Erasing an applicant's personal data reaches every place where they can be: Law 91/2025/QH15; docs/dossier.md. */
import t, { type Test } from 'tap'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { newId } from '../../storage/ids.ts'
import { erasePersonalData, placesOfApplicant } from '../../server/commands/erase-personal.ts'
import { importLog } from '../../server/commands/import-log.ts'
import { agencyForLog } from '../../server/commands/log-agency.ts'
import { checkedCourses } from '../../server/jobs/check-courses.ts'
import { claimReminders } from '../../server/jobs/claim-reminders.ts'
import { drainOutbox } from '../../server/jobs/drain-outbox.ts'
import { readCourses } from '../../server/jobs/read-courses.ts'
import { askAs, type Clerk, expecting, newClerk } from '../support/document-service.ts'
import { at, withService, type Reply } from '../support/live.ts'

t.setTimeout(120_000)
let nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => (nowMs += 1_000) } })
const { pool } = live.deps
const dayMs = 86_400_000
const paper = { number: '9/QĐ', on: '2026-11-21' }

/** What identifies one applicant, unlike anything else in the database. */
interface Marks { readonly word: string; readonly digits: string }
const john: Marks = { word: 'Zưkharovqx', digits: '730194658' }
const jane: Marks = { word: 'Vyrnwyqhol', digits: '915502748' }

let keys = 0
const headers = (version?: number): Record<string, string> =>
  ({ 'idempotency-key': `erase-${keys += 1}`, ...(version === undefined ? {} : { 'if-match': `"${version}"` }) })
const filing = ({ word, digits }: Marks, accept: boolean) => ({
  procedureCode: 'P1', channel: accept ? 'direct' : 'online', accept, papers: [{ code: 'TB-KM', originals: 1, copies: 0 }], subject: `Việc của ${word}`,
  applicant: { kind: 'citizen', name: `Nguyễn Thị ${word}`, phone: `0${digits}`, email: `${digits}@example.vn`, address: `Số 1 đường ${word}`, idNumber: digits },
  receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1,
})
const must = (reply: Reply, status: number): Reply => {
  if (reply.status !== status) throw new Error(`${reply.status} ${reply.text}`)
  return reply
}

interface Filed { readonly id: string; readonly code: string | null; readonly version: number }
const file = async (marks: Marks, accept: boolean): Promise<Filed> => {
  const { json } = must(await live.ask('/api/v1/dossiers', { as: 'lan', body: filing(marks, accept), headers: headers() }), 201)
  return { id: String(at(json, 'id')), code: at(json, 'code') as string | null, version: Number(at(json, 'version')) }
}

/** A life with a reason at every event, papers printed, reminders and notices sent. */
const liveThrough = async ({ id, version }: Filed, { word }: Marks): Promise<void> => {
  let now = version
  const nam = live.home.people.get('nam')?.accountId
  const course: readonly (readonly [string, string, Record<string, unknown>?])[] = [
    ['HAND_OVER', 'lan'], ['ASSIGN', 'hung', { assigneeId: nam }], ['ACKNOWLEDGE', 'nam'], ['REQUEST_SUPPLEMENT', 'nam', { paper: { number: '5/YCBS', on: '2026-11-21' } }],
    ['SUPPLEMENT_RECEIVED', 'lan'], ['STEP_DONE', 'nam'], ['STEP_RETURNED', 'dung'], ['STEP_DONE', 'nam'], ['STEP_DONE', 'dung'], ['RESULT_SIGNED', 'khoa'], ['RESULT_DELIVERED', 'lan'],
  ]
  for (const [type, as, more] of course) {
    must(await live.ask(`/api/v1/dossiers/${id}/events`, { as, headers: headers(now), body: { type, reason: `${type}: ${word} đề nghị`, ...more } }), 200)
    now += 1
    await drainOutbox(live.deps)
  }
  nowMs += 30 * dayMs
  await claimReminders(live.deps, () => undefined)
  nowMs -= 30 * dayMs
  const papers = at(must(await live.ask(`/api/v1/dossiers/${id}/papers`, { as: 'lan' }), 200).json, 'items') as { href: string }[]
  for (const { href } of papers) must(await live.ask(href, { as: 'lan' }), 200)
}

/** A log that names the applicant wherever a log can hold a text. */
const importCase = async (t: Test, { word, digits }: Marks): Promise<string> => {
  const file = join(t.testdir({}), 'log.csv')
  const columns = 'case:concept:name,concept:name,time:timestamp,case:startdate,case:responsible,case:group,case:department,case:channel,org:resource,org:group'
  const row = (activity: string): string => `c1,${activity},2011-10-03 09:00,2011-10-03 08:00,${word},${word},${word},${word},${word},${word}`
  writeFileSync(file, [columns, row('Confirmation of receipt'), row(`${word} called`), ''].join('\n'))
  const definition = shippedProcedure('receipt-two-strands')!
  const zone = 'Europe/Amsterdam'
  const run = () => importLog(live.deps, {
    file, definition, mapping: {}, classifyBy: 'date', zone, agency: () => agencyForLog(live.deps, undefined, zone), onProgress: () => undefined,
  })
  await run()
  const { rows } = await pool.query<{ code: string }>('select d.code from dossier d join imported_case using (tenant_id) where d.id = dossier_id')
  await readAll()
  t.same(await placesOf({ word, digits }), ['imported_case', 'journal_personal'], 'the scan finds where they are, and not in what journals tell')
  await erase(rows[0]!.code)
  t.match(await run(), { dossiers: 1, imported: 0 }, 'the same log does not bring back what was erased')
  return rows[0]!.code
}

/** Reads what journals tell of work, conformance and causes. */
const readAll = (): Promise<number> => readCourses(live.deps, { tenantId: null, most: Infinity, onFault: (error) => { throw error } })

const erase = (code: string): Promise<unknown> => erasePersonalData(live.deps, { code, agencyCode: null, paper })

/** Every table of every schema whose rows, as text or as bytes, hold one of the marks; a folded or a decomposed form counts. */
const placesOf = async ({ word, digits }: Marks): Promise<string[]> => {
  const { rows: tables } = await pool.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%' order by 1`)
  const hex = (text: string): string => Buffer.from(text).toString('hex')
  const marks = [word, word.normalize('NFD'), word.toLowerCase(), 'zukharovqx', digits, hex(word), hex(digits), JSON.stringify(word).slice(1, -1)]
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await pool.query<{ count: number }>(`select count(*)::integer as count from ${name} t where lower(t::text) like any ($1)`, [marks.map((mark) => `%${mark.toLowerCase()}%`)])
    if ((rows[0]?.count ?? 0) > 0) found.push(name.replace('public.', ''))
  }
  return found
}

t.test('nothing of an applicant is left in any table, what is others\' stays, and the journal still verifies', async (t) => {
  const other = await file(jane, true)
  await liveThrough(other, jane)
  const before = await placesOf(jane)
  t.same(before, ['applicant', 'journal_personal'], 'the scan finds where they are')
  const [whole, filed] = [await file(john, true), await file(john, false)]
  await liveThrough(whole, john)
  const searched = await live.ask(`/search?q=${encodeURIComponent(john.word)}`, { as: 'lan' })
  t.ok(searched.text.includes(whole.code ?? '?'), 'found by name')
  const task = newId()
  await pool.query(`insert into task (tenant_id, id, account_id, kind, key, request, state, created_at, finished_at) values ($1, $2, $3, 'export', 'k', $4, 'done', now(), now())`,
    [live.home.tenantId, task, live.home.people.get('lan')?.accountId, JSON.stringify({ list: 'search', language: 'vi', words: john.word })])
  await pool.query('insert into task_file (tenant_id, task_id, part, bytes) values ($1, $2, 1, $3)', [live.home.tenantId, task, Buffer.from(`1,Nguyễn Thị ${john.word}\n`)])
  await readAll()
  t.same(await placesOf(john), ['applicant', 'journal_personal', 'task', 'task_file'], 'and where else a list was written out')
  const { rows: hashes } = await pool.query<{ request_hash: string }>('select request_hash from idempotency where response->>\'id\' = $1', [whole.id])
  await erase(whole.code ?? '')
  await erase(filed.id)
  t.equal(await readAll(), 2, 'the erasure is an entry of each journal, and journals that have grown are read again')
  t.match(await checkedCourses(live.deps, live.home.tenantId), { dossiers: 3, differing: 0 })
  t.same(await placesOf(john), [])
  t.same(await placesOf(jane), before, 'the other applicant is as before')
  const { rows: left } = await pool.query('select from idempotency where request_hash = any ($1)', [hashes.map((row) => row.request_hash)])
  t.equal(left.length, 0, 'no hash over what was asked is left')
  const journal = (await live.ask(`/api/v1/dossiers/${whole.id}/journal`, { as: 'lan' })).json
  t.equal(at(journal, 'verified'), true)
  t.same((at(journal, 'entries') as unknown[]).flatMap((one) => Object.keys(at(one, 'personal') as object)), [])
  t.notOk((await live.ask(`/search?q=${encodeURIComponent(john.word)}`, { as: 'lan' })).text.includes(whole.code ?? '?'), 'no search finds it by name')
  t.notMatch((await live.ask(`/dossiers/${whole.id}`, { as: 'lan' })).text, new RegExp(john.word))
})

t.test('words about the applicant in an audit and in a management review go where the decision names them; the journals verify, and the database takes no other change', async (t) => {
  const [secretary, leader, auditor, owner] = [await newClerk(live, ['isoSecretary', 'ROOT']), await newClerk(live, ['agencyLeader', 'ROOT']), await newClerk(live, ['internalAuditor', 'ROOT']), await newClerk(live, ['specialist', 'D1'])]
  const today = new Date(live.deps.clock.nowMs()).toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' })
  const said = `Bà NGUYỄN THỊ ${john.word.toUpperCase()} (0${john.digits.replace(/(...)(...)/, '$1 $2 ')}) nói phải chờ`
  const cause = async (who: Clerk, record: string, body: Readonly<Record<string, unknown>>) => {
    const read = await askAs(live, secretary, `/api/v1${record}`)
    return expecting(200, await askAs(live, who, `/api/v1${record}/events`, { body, headers: { 'if-match': read.headers.get('etag') ?? '' } }))
  }
  const decision = { number: '4/QĐ-UBND', on: today }
  const audit = `/audits/${String(at(expecting(201, await askAs(live, secretary, '/api/v1/audits', { body: {
    title: 'Đánh giá nội bộ', objective: 'Sự phù hợp', unitIds: [live.home.units.D2], procedures: [], clauses: ['8.5'], catalogue: 'iso-9001-2015-a1', periodFrom: today, periodTo: today, from: today, to: today, paper: decision, decision,
    team: [{ accountId: auditor.accountId, post: 'lead', unitIds: [live.home.units.D2], procedures: [], exceptOwn: false }], seed: 's', sampleMost: 5,
  } })), 'id'))}`
  await cause(leader, audit, { type: 'APPROVE' })
  await cause(auditor, audit, { type: 'START' })
  const [line] = at(expecting(200, await askAs(live, auditor, `/api/v1${audit}/sheet`)), 'lines') as { key: string }[]
  for (const version of [0, 1]) expecting(200, await askAs(live, auditor, `/api/v1${audit}/lines/${line!.key}`, { body: { result: 'observation', note: `${said}, lần ${version}` }, headers: { 'if-match': `"${version}"` } }))
  const review = `/management-reviews/${String(at(expecting(201, await askAs(live, secretary, '/api/v1/management-reviews', { body: { plannedOn: today, asOf: today, chairId: leader.accountId, participants: [] } })), 'id'))}`
  await cause(secretary, review, { type: 'HOLD', heldOn: today })
  await cause(secretary, review, { type: 'DECIDE', output: 'resources', text: `Xin lỗi Nguyễn Thị ${john.word}`, ownerId: owner.accountId, dueOn: today })
  await cause(owner, review, { type: 'REPORT', task: 1, note: said })
  const { code } = await file(john, true)
  const listed = await placesOfApplicant(live.deps, { code: code ?? '', agencyCode: null })
  t.match(listed, [{ place: /^audit:/, found: ['name', 'phone'], entries: 3, erasable: true }, { place: /^review:/, found: ['name', 'phone'], entries: 3 }])
  await t.rejects(erasePersonalData(live.deps, { code: code ?? '', agencyCode: null, paper, places: ['audit:ĐGNB-1999-01'] }), { code: 'invalid-request' })
  const { places } = await erasePersonalData(live.deps, { code: code ?? '', agencyCode: null, paper, places: ['all'] })
  t.same(places.map(({ erased }) => erased), [true, true])
  t.same(await placesOf(john), [])
  for (const record of [audit, review]) t.equal(at(expecting(200, await askAs(live, secretary, `/api/v1${record}/journal`)), 'verified'), true, record)
  t.match(expecting(200, await askAs(live, secretary, `/api/v1${review}`)), { tasks: [{ text: 'Xin lỗi [đã xóa]', evidence: [{ note: 'Bà [đã xóa] ([đã xóa]) nói phải chờ' }] }] })
  for (const table of ['audit_journal', 'management_review_journal']) {
    await t.rejects(pool.query(`update ${table} set canonical = canonical || ' '`), /rows are only added/)
    await t.rejects(pool.query(`delete from ${table}`), /./)
  }
  await pool.query('alter table audit_journal disable trigger audit_journal_append_only')
  await pool.query(`update audit_journal set canonical = replace(canonical, '[đã xóa]', 'ai đó')`)
  t.equal(at(expecting(200, await askAs(live, secretary, `/api/v1${audit}/journal`)), 'verified'), false, 'altered behind its back it does not verify')
})

t.test('a request that comes again after the erasure is not carried out again', async (t) => {
  const key = { 'idempotency-key': 'again' }
  const first = must(await live.ask('/api/v1/dossiers', { as: 'lan', body: filing(jane, true), headers: key }), 201)
  await erase(String(at(first.json, 'code')))
  const { rows: [count] } = await pool.query('select count(*) from dossier')
  t.equal((await live.ask('/api/v1/dossiers', { as: 'lan', body: filing(jane, true), headers: key })).status, 422)
  t.same((await pool.query('select count(*) from dossier')).rows[0], count)
})

t.test('the texts of an imported log go as well, also an activity that names somebody', async (t) => {
  const code = await importCase(t, john)
  t.same(await placesOf(john), [])
  const { rows } = await pool.query<{ id: string; tenant_id: string }>('select id, tenant_id from dossier where code = $1', [code])
  t.equal(rows.length, 1)
})

t.test('the logs of the service name nobody', async (t) => {
  for (const { word, digits } of [john, jane]) t.notMatch(live.logged(), new RegExp(`${word}|${digits}`))
})
