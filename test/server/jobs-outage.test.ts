/** The database goes away while a job ends: the service lives on, and the jobs begin again. */
import t from 'tap'
import pino from 'pino'
import { makeDeps, type Deps } from '../../server/deps.ts'
import { startJobs } from '../../server/jobs/index.ts'
import { openPool } from '../../storage/pool.ts'
import { withObjects } from '../support/objects.ts'
import { withDatabase } from '../support/postgres.ts'

t.setTimeout(120_000)
const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms) })

t.test('a job that ends when its database is gone ends nothing else', async (t) => {
  const { url, orm } = await withDatabase(t)
  const name = new URL(url).pathname.slice(1)
  const pool = openPool({ url, poolSize: 4, onError: () => undefined })
  t.teardown(() => pool.end())
  const outside = await pool.connect()
  let drained = 0
  /** Within the job: every other connection breaks, and no new one is let in. */
  const goAway = async (own: number): Promise<void> => {
    await outside.query(`alter database ${name} connection limit 0`)
    await outside.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> all ($1)', [[own, (await outside.query('select pg_backend_pid() as pid')).rows[0].pid]])
  }
  const connect = async () => {
    const client = await pool.connect()
    drained += 1
    if (drained === 1) await goAway((await client.query('select pg_backend_pid() as pid')).rows[0].pid)
    return client
  }
  const breaking = Object.assign(Object.create(pool) as typeof pool, { connect, query: pool.query.bind(pool) })
  const deps: Deps = { ...makeDeps(pool, orm, { nowMs: Date.now }, await withObjects(t)), pool: breaking }
  const faults: unknown[] = []
  const note = (fault: unknown): void => { faults.push(fault) }
  process.on('unhandledRejection', note).on('uncaughtException', note)
  t.teardown(() => { process.off('unhandledRejection', note).off('uncaughtException', note) })
  const jobs = await startJobs(deps, url, pino({ level: 'silent' }))
  const ask = () => outside.query(`select graphile_worker.add_job('drain-outbox')`)
  await ask()
  while (drained === 0) await pause(20)
  await pause(1_500)
  t.same(faults, [], 'nothing is left unhandled')
  await outside.query(`alter database ${name} connection limit -1`)
  const before = drained
  await ask()
  for (let waited = 0; drained === before && waited < 40_000; waited += 50) await pause(50)
  t.ok(drained > before, 'the next job is done')
  t.equal(jobs.running(), true)
  await jobs.stop()
  outside.release()
})
