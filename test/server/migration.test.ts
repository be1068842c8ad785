/** Running dossiers of P2 go over to its second revision: proposed, approved by other eyes, carried out once whatever breaks off. Closed ones are replayed under either. */
import t from 'tap'
import { migrateDossiers } from '../../server/commands/migrate-dossiers.ts'
import { runTask, runTasks, type TaskHands } from '../../server/commands/run-task.ts'
import { findSignedIn } from '../../storage/signed-in.ts'
import { findTask } from '../../storage/tasks.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { hashToken } from '../../server/plugins/credentials.ts'
import { personNamed } from '../support/agency.ts'
import { askAs, type Clerk, expecting, newClerk } from '../support/document-service.ts'
import { dyingPool, killed } from '../support/killed.ts'
import { papersOf, at as local } from '../support/dossiers.ts'
import { at, isProblem, type Json, withService } from '../support/live.ts'

t.setTimeout(200_000)
const clock = { nowMs: () => (passedMs += 20) }
let passedMs = local('2021-06-08T08:00')
const live = await withService(t, { clock })
const desk = await newClerk(live, ['receptionist', 'DESK'])
const secretary = await newClerk(live, ['isoSecretary', 'ROOT'], ['agencyLeader', 'ROOT'])
const leader = await newClerk(live, ['agencyLeader', 'ROOT'])
const head = await newClerk(live, ['unitHead', 'D1'])
const path = '/api/v1/procedures/P2/migrations'

const bring = async (number: number): Promise<string> => {
  const made = await askAs(live, desk, '/api/v1/dossiers', { body: {
    procedureCode: 'P2', channel: 'direct', accept: true, applicant: { kind: 'business', name: `Công ty ${number}` }, papers: papersOf(shippedProcedure('P2')!),
    receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1,
  } })
  const id = String(at(expecting(201, made), 'id'))
  if (number % 3 === 0) expecting(200, await askAs(live, desk, `/api/v1/dossiers/${id}/events`, { body: { type: 'HAND_OVER' }, headers: { 'if-match': made.headers.get('etag') ?? '' } }))
  if (number % 6 === 0) expecting(200, await askAs(live, head, `/api/v1/dossiers/${id}/events`, { body: { type: 'CLAIM' }, headers: { 'if-match': '"2"' } }))
  return id
}
const ids: string[] = []
for (let number = 0; number < 12; number += 1) ids.push(await bring(number))
passedMs = local('2021-06-18T08:00')

const question = { from: 1, to: 2, steps: {}, newLimit: false }
const proposal = { ...question, decision: { number: '2059/QĐ-UBND', on: '2021-06-17' } }
const journalOf = async (id: string): Promise<Json[]> => at(expecting(200, await askAs(live, leader, `/api/v1/dossiers/${id}/journal`)), 'entries') as Json[]

t.test('a dry run names every dossier with its due date before and after, and writes nothing', async (t) => {
  const dry = expecting(200, await askAs(live, secretary, `${path}/preview`, { body: question }))
  t.match(dry, { migrated: 12, moved: 0, refused: 0, more: false } as Json)
  t.match(at(dry, 'lines.0'), { step: 'processing.assign', target: 'processing.assign', refusal: null } as Json)
  const longer = await askAs(live, secretary, `${path}/preview`, { body: { ...question, steps: { received: 'delivered' } } })
  isProblem(t, longer, 'invalid-request', 400, 'an end for a step')
  isProblem(t, await askAs(live, desk, `${path}/preview`, { body: question }), 'role-not-granted', 403, 'not for everybody')
  isProblem(t, await askAs(live, secretary, `${path}/preview`, { body: { ...question, from: 2, to: 1 } }), 'procedure-not-effective', 422, 'not back to an older one')
  t.equal((await journalOf(ids[1] ?? '')).length, 1)
})

const approve = (who: Clerk, id: string, approved = true) => askAs(live, who, `${path}/${id}/decision`, { body: approved ? { approve: true } : { approve: false } })

t.test('nobody approves what they proposed, and a rejection says why', async (t) => {
  isProblem(t, await askAs(live, secretary, path, { body: { ...proposal, newLimit: true } }), 'migration-ground-missing', 422, 'a new limit by no law')
  const id = String(at(expecting(201, await askAs(live, secretary, path, { body: proposal })), 'id'))
  isProblem(t, await askAs(live, secretary, path, { body: proposal }), 'migration-open', 409, 'one proposal at a time')
  isProblem(t, await approve(secretary, id), 'four-eyes', 403, 'the proposer is a leader too')
  isProblem(t, await approve(desk, id), 'role-not-granted', 403, 'a receptionist')
  isProblem(t, await approve(leader, id, false), 'reason-required', 409, 'no reason')
  expecting(200, await askAs(live, leader, `${path}/${id}/decision`, { body: { approve: false, reason: 'Chưa có bước chuyển tiếp' } }))
  isProblem(t, await approve(leader, id), 'migration-decided', 409, 'decided once')
  await t.rejects(live.deps.pool.query(`update procedure_migration set state = 'approved', decided_by = proposed_by where id = $1`, [id]), /four_eyes/, 'the database refuses it too')
})

t.test('broken off and run twice at once, every dossier goes over once, with one entry of its own', async (t) => {
  const id = String(at(expecting(201, await askAs(live, secretary, path, { body: { ...proposal, steps: { 'processing.assign': 'processing.sign' } } })), 'id'))
  const approved = expecting(200, await approve(leader, id))
  const taskId = String(at(approved, 'taskId'))
  const person = (await findSignedIn(live.deps.pool, hashToken(leader.token), clock.nowMs()))!
  const run = { tenantId: person.reader.tenantId, id: taskId, accountId: leader.accountId, kind: 'migrate' as const, request: { migrationId: id }, run: 0, idleRuns: 0, doneCount: 0, totalCount: null, position: null }
  const hands: TaskHands = { run, person, tokenHash: hashToken(leader.token), keepPart: async () => undefined, note: async () => undefined }
  for (let query = 1; query < 11; query += 1) await t.rejects(migrateDossiers({ ...live.deps, pool: dyingPool(live.deps.pool, { at: query, heard: query % 2 === 0 }) }, hands), { message: killed }, `dies at query ${query}`)
  await Promise.all([migrateDossiers(live.deps, hands), runTask(live.deps, taskId)])
  await runTasks(live.deps, (_, error) => { throw error })
  const task = await findTask(live.deps.pool, person.reader, taskId)
  t.match(task, { state: 'done', result: { migrated: 12 } })
  for (const one of ids) {
    const entries = await journalOf(one)
    t.equal(entries.filter((entry) => at(entry, 'entry.event') === 'PROCEDURE_MIGRATED').length, 1)
  }
  t.match(at(expecting(200, await askAs(live, secretary, path)), 'items.0.work'), { state: 'done', done: 12, total: 12, error: null, finishedAt: String }, 'and says how far it has come')
  const { rows } = await live.deps.pool.query<{ version: number; hashes: number; unmoved: boolean }>(
    `select version, (select count(*)::integer from procedure_revision r where r.tenant_id = d.tenant_id and r.hash = d.procedure_hash and r.revision = 2) as hashes, due_at = due_original_at as unmoved from dossier d where id = any ($1)`, [ids])
  t.ok(rows.length === 12 && rows.every(({ version, hashes, unmoved }) => version <= 4 && hashes === 1 && unmoved), 'all under revision 2, due as printed')
  const moved = await askAs(live, desk, `/api/v1/dossiers/${ids[1]}/events`, { body: { type: 'HAND_OVER' }, headers: { 'if-match': '"2"' } })
  t.equal(moved.status, 200, 'work goes on')
})

t.test('whose hands it changed is told once, with the dossiers, and the page of the migration says how far it has come', async (t) => {
  const asPage = (who: Clerk, address: string) => live.ask(address, { headers: { cookie: `quytrinh_session=${who.token}`, 'accept-language': 'en' } })
  const { rows } = await live.deps.pool.query<{ account_id: string; kind: string; payload: { dossiers: number; migrationId: string; side: string } }>(`select account_id, kind, payload from notice where kind like 'steps%' order by kind, account_id = $1 desc`, [secretary.accountId])
  t.match(rows, [
    { account_id: secretary.accountId, kind: 'stepsGained', payload: { dossiers: 4 } }, { account_id: personNamed(live.home, 'dung').accountId, kind: 'stepsGained', payload: { dossiers: 4 } },
    { account_id: head.accountId, kind: 'stepsLost', payload: { dossiers: 2 } },
  ], 'the leader who approved it is not told what they did themselves')
  for (const [who, index, dossiers] of [[secretary, 0, 4], [head, 2, 2]] as const) {
    const { migrationId, side } = rows[index]!.payload
    const list = await asPage(who, `/changed-hands?migration=${migrationId}&side=${side}`)
    t.equal(list.text.split('href="/dossiers/').length - 1, dossiers, `${side}: the list has as many as the notice says`)
    t.match((await asPage(who, '/notices')).text, new RegExp(`/changed-hands\\?migration=${migrationId}&(amp;)?side=${side}`), 'and the notice leads there')
  }
  const { migrationId } = rows[0]!.payload
  const page = await asPage(leader, `/procedures/P2/migrations/${migrationId}`)
  t.match(page.text, /<progress value="12" max="12"/)
  t.match(page.text, /Head of unit assigns → Department leader signs the licence/, 'steps by their names')
  t.notMatch(page.text, /processing\./, 'not by their keys')
  t.notMatch(page.text, /hx-trigger/, 'it is over: the page does not ask again')
  const part = await live.ask(`/procedures/P2/migrations/${migrationId}`, { headers: { cookie: `quytrinh_session=${leader.token}`, 'hx-request': 'true' } })
  t.match(part.text, /^<section class="panel" id="work"/, 'htmx gets the part alone')
})

t.test('closed dossiers are replayed under a revision over the programming interface: begun once for a key, and read when it is done', async (t) => {
  for (const number of [1, 2]) {
    const id = await bring(number)
    expecting(200, await askAs(live, desk, `/api/v1/dossiers/${id}/events`, { body: { type: 'WITHDRAW', reason: 'Không còn nhu cầu' }, headers: { 'if-match': '"1"' } }))
  }
  const replays = '/api/v1/procedures/P2/replays'
  const period = { from: '2021-06-01', to: '2021-06-30' }
  const begin = (revision: string, key: string) => askAs(live, secretary, replays, { body: { revision, ...period }, headers: { 'idempotency-key': key } })
  const reportOf = async (revision: string): Promise<Json> => {
    const begun = await begin(revision, `replay-${revision}`)
    const id = String(at(expecting(202, begun), 'id'))
    t.equal(begun.headers.get('location'), `${replays}/${id}`)
    await runTasks(live.deps, (_, error) => { throw error })
    const done = expecting(200, await askAs(live, secretary, `${replays}/${id}`))
    t.match(done, { state: 'done', done: 2, total: 2, error: null, revision })
    isProblem(t, await askAs(live, leader, `${replays}/${id}`), 'not-found', 404, 'it is somebody else\'s')
    return at(done, 'report')
  }
  t.match(await reportOf('2'), { dossiers: 2, replayed: 2, samePath: 2, sameDue: 2, faults: [], lines: [] } as Json, 'under the revision that they ran under nothing differs')
  t.match(await reportOf('1'), { revision: 1, dossiers: 2, replayed: 2, faults: [] } as Json, 'and the one before takes them too')
  t.equal((await begin('2', 'replay-2')).headers.get('idempotency-replayed'), 'true')
  isProblem(t, await begin('1', 'replay-2'), 'idempotency-key-reused', 422, 'another question under the same key')
  isProblem(t, await begin('9', 'replay-9'), 'not-found', 404, 'a revision that there is not')
  isProblem(t, await askAs(live, secretary, replays, { body: { revision: '2', from: period.to, to: period.from } }), 'dates-reversed', 422, 'the days are reversed')
  isProblem(t, await askAs(live, desk, replays, { body: { revision: '2', ...period } }), 'role-not-granted', 403, 'not for everybody')
})
