/** Processes that sweep for nonconformities are killed -9 in the midst of it; afterwards none is missing and none is there twice. `QUALITY_KILLS=500` for the long form. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { withService } from '../support/live.ts'
import { checkRegister, copyDossier, receiveNow, sweepAll } from '../support/quality.ts'

const kills = Number(process.env['QUALITY_KILLS'] ?? 2)
t.setTimeout(120_000 + kills * 20_000)
const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms) })
const root = fileURLToPath(new URL('../../', import.meta.url))
const dayMs = 86_400_000
/** New late dossiers for each kill: some pages of the sweep, so that it takes a while. */
const perKill = 250

/** The job of the service in a process of its own, again and again until it is killed. */
const sweeper = (url: string): string => `
  import { openPool } from './storage/pool.ts'
  import { openOrm } from './storage/orm.ts'
  import { sweepNonconformities } from './server/jobs/sweep-nonconformities.ts'
  const pool = openPool({ url: ${JSON.stringify(url)}, poolSize: 2, onError: () => undefined })
  const orm = await openOrm({ url: ${JSON.stringify(url)}, poolSize: 2 })
  for (;;) await sweepNonconformities({ pool, orm, clock: { nowMs: () => Date.now() + ${40 * dayMs} } }, (_, error) => { console.error(error) })
`

/** Longer than the first page takes on a busy machine. */
const patienceMs = 30_000

/** Lets one sweep, or two beside each other, and kills them so long after the first page was entered. */
const killOne = async (url: string, entered: () => Promise<number>, afterMs: number, beside: boolean): Promise<void> => {
  const children = Array.from({ length: beside ? 2 : 1 }, () => spawn(process.execPath, ['--input-type=module', '-e', sweeper(url)], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }))
  const gone = children.map((child) => once(child, 'exit'))
  const before = await entered()
  for (const until = performance.now() + patienceMs; await entered() === before && performance.now() < until;) await pause(5)
  await pause(afterMs)
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(gone)
}

t.test(`after ${kills} kills in the midst of sweeps every late dossier has its nonconformity, once`, async (t) => {
  let passedMs = 0
  const live = await withService(t, { clock: { nowMs: () => Date.now() + passedMs } })
  const { pool } = live.deps
  const dossier = await receiveNow(live)
  const entered = async (): Promise<number> => (await pool.query<{ rows: number }>('select count(*)::int as rows from nonconformity where tenant_id = $1', [live.home.tenantId])).rows[0]?.rows ?? 0
  let midway = 0
  for (let kill = 0; kill < kills; kill += 1) {
    await copyDossier(pool, dossier, perKill)
    const before = await entered()
    await killOne(live.url, entered, (kill * 53) % 400, kill % 3 === 2)
    const rows = await entered()
    if (rows > before && rows < (kill + 1) * perKill) midway += 1
  }
  passedMs = 40 * dayMs
  await sweepAll(live.deps)
  const dossiers = kills * perKill + 1
  const check = await checkRegister(pool, live.home.tenantId)
  t.comment(`${kills} kills, ${midway} of them with a sweep half done; ${dossiers} late dossiers, ${check.rows} nonconformities`)
  t.match(check, { rows: dossiers + 1, causes: dossiers + 1, entries: dossiers + 1, notices: dossiers + 1, links: 2 * dossiers, gaps: 0, chainFaults: 0 }, 'each dossier, and one pattern')
})
