/** `npm run bench`: transitions per second over HTTP against pgbench with the same SQL. `--short` for a quick look, `--forms` for the rival statement, `--profile FOLDER` for a profile. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../storage/connect.ts'
import { freePort, startService } from '../support/service.ts'
import { compare, rowOf, tableHead, type Level } from './compare.ts'
import { compareForms } from './forms.ts'
import { findPgbench } from './pgbench.ts'
import { tapeCircle } from './tape.ts'
import { makeWorld } from './world.ts'

export interface BenchPlan { readonly rounds: number; readonly seconds: number; readonly dossiers: number; readonly levels: readonly number[] }
export const shortPlan: BenchPlan = { rounds: 1, seconds: 2, dossiers: 400, levels: [1, 8, 32] }
const longPlan: BenchPlan = { rounds: 7, seconds: 8, dossiers: 3_200, levels: [1, 8, 32] }

/** Runs `work` on a fresh durable embedded server in the temporary folder, which is removed afterwards. */
const withServer = async <T>(work: (url: string, dataDir: string) => Promise<T>): Promise<T> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quytrinh-bench-'))
  const database = await openDatabase({ dataDir, poolSize: 80 })
  try { return await work(database.url, dataDir) } finally {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Measures the service; answers one line for each level of clients. */
export const bench = (plan: BenchPlan, pgbench: string, onLevel: (level: Level) => void, nodeOptions: readonly string[] = []): Promise<Level[]> => withServer(async (url, dataDir) => {
  const world = await makeWorld(url)
  const port = await freePort()
  const service = await startService({ port, dataDir, nodeOptions })
  try {
    return await compare({ world, url, port, servicePid: service.pid, dataDir, pgbench, ...plan }, await tapeCircle(world), onLevel)
  } finally {
    await service.stop()
    await world.close()
  }
})

const printForms = (pgbench: string, plan: BenchPlan): Promise<void> => withServer(async (url) => {
  const world = await makeWorld(url)
  console.log('| clients | function per second (min / median / max) | CTE per second | function : CTE |\n|---|---|---|---|')
  for (const { clients, asFunction, asCte, ratio } of await compareForms({ world, url, pgbench, ...plan }, await tapeCircle(world))) {
    const whole = ({ min, median, max }: typeof ratio): string => [min, median, max].map(Math.round).join(' / ')
    console.log(`| ${clients} | ${whole(asFunction)} | ${whole(asCte)} | ${[ratio.min, ratio.median, ratio.max].map((one) => one.toFixed(2)).join(' / ')} |`)
  }
  await world.close()
})

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { short: { type: 'boolean' }, forms: { type: 'boolean' }, rounds: { type: 'string' }, seconds: { type: 'string' }, profile: { type: 'string' }, levels: { type: 'string' } } })
  const pgbench = findPgbench()
  if (pgbench === undefined) throw new Error('pgbench is missing: install the Debian package postgresql-15, or put pgbench on the path')
  const base = values.short ? shortPlan : longPlan
  const plan = {
    ...base, rounds: Number(values.rounds ?? base.rounds), seconds: Number(values.seconds ?? base.seconds),
    levels: values.levels?.split(',').map(Number) ?? base.levels,
  }
  if (values.forms) return printForms(pgbench, plan)
  console.log(tableHead)
  const levels = await bench(plan, pgbench, (level) => console.log(rowOf(level)),
    values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`])
  console.log(`ratio: ${levels.map(({ clients, ratio }) => `${ratio.median.toFixed(2)} at ${clients}`).join(', ')}`)
}

if (import.meta.main) await main()
