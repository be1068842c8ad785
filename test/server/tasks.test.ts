/** Long work: done once whatever crashes, with the rights of its owner, and files that no spreadsheet reckons with. */
import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import t from 'tap'
import fc from '../support/property.ts'
import { parse } from 'csv-parse/sync'
import { advanceDossier } from '../../server/commands/advance-dossier.ts'
import { beginAssignment } from '../../server/commands/begin-assignment.ts'
import { beginImport } from '../../server/commands/begin-import.ts'
import { beginExport } from '../../server/commands/begin-export.ts'
import { workbookOf } from '../../server/commands/export-list.ts'
import { leaseMs, runTask, runTasks } from '../../server/commands/run-task.ts'
import { byteOrderMark, csvOf } from '../../server/render/csv.ts'
import { setActive } from '../../storage/accounts.ts'
import { findSignedIn, type SignedInPerson } from '../../storage/signed-in.ts'
import { addTask, endTask, findTask, noteTask, noteTaskItem, readTaskFile, takeTask } from '../../storage/tasks.ts'
import { personNamed } from '../support/agency.ts'
import { at, withService } from '../support/live.ts'

let passedMs = 0
const live = await withService(t, { clock: { nowMs: () => Date.now() + passedMs } })
const { deps, home } = live

const personOf = async (userName: string): Promise<SignedInPerson> => {
  const person = await findSignedIn(deps.pool, personNamed(home, userName).tokenHash, deps.clock.nowMs())
  if (person === undefined) throw new Error(`${userName} is not signed in`)
  return person
}

let filed = 0
/** Received and handed over: it waits for the head. */
const bring = async (name = 'Công ty A'): Promise<{ dossierId: string; version: number; step: string }> => {
  const number = filed += 1
  const received = await live.ask('/api/v1/dossiers', { as: 'lan', headers: { 'idempotency-key': `task-${number}` }, body: {
    procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name }, papers: [{ code: 'TB-KM', originals: 1, copies: 0 }],
    receivingUnitId: home.units.DESK, responsibleUnitId: home.units.D1 } })
  const dossierId = String(at(received.json, 'id'))
  const moved = await live.ask(`/api/v1/dossiers/${dossierId}/events`, { as: 'lan', headers: { 'idempotency-key': `task-over-${number}`, 'if-match': '"1"' }, body: { type: 'HAND_OVER' } })
  return { dossierId, version: Number(at(moved.json, 'version')), step: String(at(moved.json, 'steps.0.step')) }
}
t.test('of two requests under one key at the same moment the second gets the task of the first', async (t) => {
  const { reader } = await personOf('hung')
  const asked = { kind: 'export', key: 'twice-at-once', request: { list: 'all', language: 'vi' }, total: null } as const
  const [first, second] = [await deps.pool.connect(), await deps.pool.connect()]
  try {
    await first.query('begin')
    const one = await addTask(first, reader, asked, deps.clock.nowMs())
    const other = addTask(second, reader, asked, deps.clock.nowMs())
    // The second stands still until the first is kept.
    for (let waits = 0; waits === 0;) waits = (await deps.pool.query("select from pg_stat_activity where wait_event_type = 'Lock' and query like '%into task %' and datname = current_database()")).rowCount ?? 0
    await first.query('commit')
    t.same([one.added, await other], [true, { id: one.id, added: false }])
  } finally {
    first.release()
    second.release()
    await deps.pool.query("delete from task where key = 'twice-at-once'")
  }
})

const noFault = (_: string, error: unknown): never => { throw error }
const assignments = async (dossierId: string): Promise<number> =>
  (await deps.pool.query(`select 1 from journal where dossier_id = $1 and event = 'ASSIGN'`, [dossierId])).rowCount ?? 0
const fileOf = async (taskId: string): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of readTaskFile(deps.pool, { tenantId: home.tenantId, id: taskId })) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

t.test('each dossier is assigned or refused on its own, and each refusal is told', async (t) => {
  const person = await personOf('hung')
  const [good, stale, closed] = [await bring(), await bring(), await bring()]
  await live.ask(`/api/v1/dossiers/${closed.dossierId}/events`, { as: 'lan', headers: { 'idempotency-key': 'w', 'if-match': `"${closed.version}"` }, body: { type: 'WITHDRAW', reason: 'thử' } })
  const parts = [good, { ...stale, version: 1 }, { ...closed, version: closed.version + 1 }]
  const id = await beginAssignment(deps, { person, key: 'three', assigneeId: personNamed(home, 'nam').accountId, parts })
  const task = await findTask(deps.pool, person.reader, id)
  t.match(task, { state: 'done', doneCount: 3, totalCount: 3, result: { done: 1, refused: 2 } })
  t.equal(await beginAssignment(deps, { person, key: 'three', assigneeId: personNamed(home, 'nam').accountId, parts }), id, 'sent twice, it is one task')
  t.equal(await assignments(good.dossierId), 1)
  t.same((await deps.pool.query(`select outcome from task_item where task_id = $1 order by ordinal`, [id])).rows, [{ outcome: 'done' }, { outcome: 'stale-version' }, { outcome: 'dossier-closed' }])
})

t.test('a run that is killed anywhere is taken up where it stood, and nothing is done twice', async (t) => {
  const person = await personOf('hung')
  const parts = await Promise.all(Array.from({ length: 12 }, () => bring()))
  const id = await beginAssignment(deps, { person, key: 'killed', assigneeId: personNamed(home, 'nam').accountId, parts })
  // What a process leaves behind that is killed after an assignment, and before it could note the outcome.
  const nowMs = deps.clock.nowMs()
  const dead = await takeTask(deps.pool, { nowMs, leaseUntilMs: nowMs + leaseMs }, id)
  const token = personNamed(home, 'hung')
  for (const [at, { dossierId, version, step }] of parts.slice(0, 2).entries()) await advanceDossier(deps, { tokenHash: token.tokenHash, dossierId, expectedVersion: version, idempotencyKey: `task-${id}-${at + 1}`,
    body: { type: 'ASSIGN', step, assigneeId: personNamed(home, 'nam').accountId } })
  // Of another it had noted the outcome, and not yet counted it.
  await noteTaskItem(deps.pool, dead!, 2, 'done')
  t.equal(await runTasks(deps, noFault), 0, 'its lease holds others back')
  passedMs += leaseMs + 1_000
  t.equal(await runTasks(deps, noFault), 1)
  t.match(await findTask(deps.pool, person.reader, id), { state: 'done', run: 2, doneCount: 12, result: { done: 12, refused: 0 } })
  for (const { dossierId } of parts) t.equal(await assignments(dossierId), 1)
  t.equal(await noteTask(deps.pool, dead!, nowMs + leaseMs, { done: 1 }), false, 'the first run can write nothing more')
  await endTask(deps.pool, dead!, { state: 'failed', result: null, error: 'internal-error' }, nowMs)
  t.match(await findTask(deps.pool, person.reader, id), { state: 'done' })
})

t.test('a task whose owner was closed meanwhile fails, and so does one that breaks its process again and again', async (t) => {
  const person = await personOf('far')
  const id = await beginExport(deps, { person, key: 'closed', asked: { list: 'all', language: 'vi' } })
  await setActive(deps.orm.em.fork(), home.tenantId, person.account.id, false)
  await runTask(deps, id)
  t.match(await findTask(deps.pool, person.reader, id), { state: 'failed', error: 'not-signed-in' })
  await setActive(deps.orm.em.fork(), home.tenantId, person.account.id, true)
  const poison = await beginExport(deps, { person, key: 'poison', asked: { list: 'all', language: 'vi' } })
  for (let run = 0; run < 5; run += 1) {
    const nowMs = deps.clock.nowMs()
    t.ok(await takeTask(deps.pool, { nowMs, leaseUntilMs: nowMs + leaseMs }, poison))
    passedMs += leaseMs + 1_000
  }
  await runTasks(deps, noFault)
  t.match(await findTask(deps.pool, person.reader, poison), { state: 'failed', error: 'internal-error' })
})

t.test('an export holds what its owner may read, every line once, also when it is broken off between two pages', async (t) => {
  await bring('=1+1"; DROP')
  const person = await personOf('hung')
  const id = await beginExport(deps, { person, key: 'list', asked: { list: 'all', language: 'vi' } })
  await runTask(deps, id)
  const text = await fileOf(id)
  t.ok(text.startsWith(byteOrderMark))
  const lines = parse(text.slice(1)) as string[][]
  const { rows } = await deps.pool.query<{ code: string }>(`select code from dossier where tenant_id = $1 and closed_at is null`, [home.tenantId])
  t.same(lines.slice(1).map(([code]) => code).sort(), rows.map(({ code }) => code).sort())
  t.ok(lines.some((cells) => cells.includes(`'=1+1"; DROP`)), 'a formula is text')
  const book = await beginExport(deps, { person, key: 'book', asked: { list: 'all', language: 'vi', format: 'xlsx' } })
  await runTask(deps, book)
  const bytes = await workbookOf(await fileOf(book))
  const cells = (await readSheet(Buffer.from(bytes))).map((row) => row.map((cell) => (typeof cell === 'string' ? cell : '')))
  t.same(cells, lines.map((row) => row.map((cell) => cell.replace(/^'(?==)/, ''))), 'the workbook holds the same lines, each cell as it was')
  t.notMatch(strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array()), /<f>|<f /, 'and no formula')
  const far = await personOf('far')
  const none = await beginExport(deps, { person: far, key: 'list', asked: { list: 'search', words: 'Công ty', language: 'en' } })
  await runTask(deps, none)
  t.equal((parse((await fileOf(none)).slice(1)) as string[][]).length, 1, 'the head alone')
  t.notOk(JSON.stringify((await findTask(deps.pool, far.reader, none))?.request).includes('Công ty'), 'the words do not stay')
})

t.test('whatever stands in a cell comes back as it was, and never begins as a formula', (t) => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('=1', ' =1', '+', '-2', '@x', '\t=1', '＝1', '"', '\u200b=1', '|x', '%y').chain((head) => fc.string().map((tail) => head + tail)))
  fc.assert(fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }), (lines) => {
    const back = parse(csvOf(lines), { relax_column_count: true }) as string[][]
    back.forEach((cells, row) => cells.forEach((cell, column) => {
      const plain = (lines[row]?.[column] ?? '').replace(/[\r\n\t]+/g, ' ')
      if (cell !== plain && cell !== `'${plain}`) throw new Error(`${JSON.stringify(plain)} came back as ${JSON.stringify(cell)}`)
      if (/^[\s\u200b]*[=+\-@＝＋－＠]/.test(cell)) throw new Error(`${cell} is a formula`)
    }))
  }))
  t.end()
})

const logOf = (cases: number): Buffer => Buffer.from(['case:concept:name,concept:name,time:timestamp', ...Array.from({ length: cases }, (_, index) => [
  `c${index},Confirmation of receipt,2026-03-0${1 + index % 9}T09:00:00+07:00`, `c${index},T02 Check confirmation of receipt,2026-03-1${index % 9}T09:00:00+07:00`]).flat()].join('\n'))

t.test('a log that is handed in becomes dossiers once, also when its import is broken off and when it is handed in again', async (t) => {
  const person = await personOf('boss')
  const asked = { procedureCode: 'receipt-two-strands', fileName: 'log.csv', classifyBy: 'date' } as const
  const id = await beginImport(deps, { person, key: 'log', asked, bytes: logOf(30) })
  const nowMs = deps.clock.nowMs()
  t.ok(await takeTask(deps.pool, { nowMs, leaseUntilMs: nowMs + leaseMs }, id), 'a run that is killed')
  passedMs += leaseMs + 1_000
  await runTasks(deps, noFault)
  t.match(await findTask(deps.pool, person.reader, id), { state: 'done', doneCount: 30, totalCount: 30, result: { dossiers: 30, imported: 30, events: 60 } })
  t.equal(await fileOf(id), '', 'the file does not stay')
  const again = await beginImport(deps, { person, key: 'log again', asked, bytes: logOf(30) })
  await runTasks(deps, noFault)
  t.match(await findTask(deps.pool, person.reader, again), { state: 'done', result: { dossiers: 30, imported: 0 } })
  const broken = await beginImport(deps, { person, key: 'broken', asked, bytes: Buffer.from('no,log\n1,2\n') })
  await runTasks(deps, noFault)
  t.match(await findTask(deps.pool, person.reader, broken), { state: 'failed', error: /^log-/ })
})
