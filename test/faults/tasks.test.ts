/** A service that is killed in the middle of an assignment of many, and started again: every dossier is assigned once. */
import t from 'tap'
import { advanceDossier } from '../../server/commands/advance-dossier.ts'
import { beginAssignment } from '../../server/commands/begin-assignment.ts'
import { receiveDossier } from '../../server/commands/receive-dossier.ts'
import { leaseMs } from '../../server/commands/run-task.ts'
import { findSignedIn } from '../../storage/signed-in.ts'
import { findTask, type OwnTask } from '../../storage/tasks.ts'
import { withEmptyDatabase } from '../support/postgres.ts'
import { freePort, startService } from '../support/service.ts'
import { makeWorld } from '../bench/world.ts'
import { personNamed } from '../support/agency.ts'

t.setTimeout(300_000)
const parts = 80
const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms) })

t.test('killed in the middle, it goes on when its lease is over, and nothing is done twice', async (t) => {
  const { url } = await withEmptyDatabase(t)
  const world = await makeWorld(url)
  t.teardown(() => world.close())
  const { deps, agency } = world
  const [desk, head] = [personNamed(agency, 'desk'), personNamed(agency, 'head')]
  const bring = async (number: number): Promise<{ dossierId: string; version: number; step: string }> => {
    const papers = [{ code: 'TB-KM', originals: 1, copies: 0 }, { code: 'THE-LE', originals: 1, copies: 0 }]
    const { dossier } = await receiveDossier(deps, { tokenHash: desk.tokenHash, idempotencyKey: `r${number}`, body: {
      procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: `Công ty ${number}` }, papers, receivingUnitId: agency.units.DESK, responsibleUnitId: agency.units.D1 } })
    const { dossier: moved } = await advanceDossier(deps, { tokenHash: desk.tokenHash, dossierId: dossier.id, expectedVersion: 1, idempotencyKey: `h${number}`, body: { type: 'HAND_OVER' } })
    return { dossierId: dossier.id, version: moved.version, step: moved.steps[0]?.step ?? '' }
  }
  const brought = []
  for (let number = 0; number < parts; number += 1) brought.push(await bring(number))
  const person = await findSignedIn(deps.pool, head.tokenHash, deps.clock.nowMs())
  if (person === undefined) throw new Error('the head is not signed in')
  const id = await beginAssignment(deps, { person, key: 'many', assigneeId: personNamed(agency, 'an').accountId, parts: brought })
  const seen = async (): Promise<OwnTask> => {
    const task = await findTask(deps.pool, person.reader, id)
    if (task === null) throw new Error('the task is gone')
    return task
  }
  const plan = { port: await freePort(), dataDir: t.testdir({}), databaseUrl: url }
  // However fast it is, it does not come to the end before it is killed: somebody else has the last dossier in hand.
  const blocker = await deps.pool.connect()
  await blocker.query('begin')
  await blocker.query('select from dossier where id = $1 for update', [brought.at(-1)?.dossierId])
  const first = await startService(plan)
  while ((await seen()).doneCount < 5) await pause(5)
  await first.kill()
  await blocker.query('rollback')
  blocker.release()
  const killed = await seen()
  t.ok(killed.state === 'running' && killed.doneCount < parts, `killed after ${killed.doneCount} of ${parts}`)
  // The lease would be over by itself; the test does not wait for it.
  const { rows: [lease] } = await deps.pool.query<{ ms: number }>(`update task set lease_until = now() - interval '1 second' from (select lease_until as until from task where id = $1) was where id = $1 returning extract(epoch from was.until - now())::float8 * 1000 as ms`, [id])
  t.ok(lease !== undefined && lease.ms <= leaseMs, 'others are held back for no longer than a lease')
  const second = await startService(plan)
  const from = performance.now()
  while ((await seen()).state !== 'done') {
    if (performance.now() - from > 120_000) throw new Error('it did not go on')
    await pause(200)
  }
  t.comment(`went on and ended ${((performance.now() - from) / 1000).toFixed(1)} s after the new start`)
  t.match(await seen(), { run: 2, doneCount: parts, result: { done: parts, refused: 0 } })
  const { rows } = await deps.pool.query<{ times: number }>(`select count(*)::integer as times from journal where event = 'ASSIGN' and dossier_id = any ($1) group by dossier_id`, [brought.map(({ dossierId }) => dossierId)])
  t.same(rows.map(({ times }) => times), brought.map(() => 1), 'each once')
  await second.stop()
})
