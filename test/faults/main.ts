/**
 * `npm run faults`: 200 kills of the service and 50 of PostgreSQL under 16 clients, then 100 of a migration of running dossiers; `--services 0
 * --databases 0` for that alone. `--plant early-ack` makes the service lie, which must be reported.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../storage/connect.ts'
import { spreadOf } from '../bench/numbers.ts'
import { isClean } from './check.ts'
import type { Kill } from './killer.ts'
import { isMigrationClean, migrationLine, runMigrationFaults } from './migration-rig.ts'
import { type FaultPlan, plants, runFaults, type FaultReport } from './rig.ts'

/** The kills in an order in which every part of the run has some of each: databases in turn by postmaster, whole cluster, and with the service. */
export const killsOf = (services: number, databases: number): Kill[] => {
  const ways: readonly Kill[] = ['postmaster', 'cluster', 'both']
  const total = services + databases
  return Array.from({ length: total }, (_, at): Kill => {
    const before = Math.floor(at * databases / total)
    return Math.floor((at + 1) * databases / total) > before ? ways[before % ways.length]! : 'service'
  })
}

/** What a run found, line by line. */
export const linesOf = ({ found, oddities, acknowledged, received, retries, replays, recoveredMs }: FaultReport): string[] => [
  `acknowledged: ${acknowledged} transitions, ${received} of them receipts; ${retries} requests asked again, ${replays} answered as before`,
  `lost: ${found.lost}, doubled: ${found.doubled}, broken chains: ${found.brokenChains}, gaps in codes: ${found.codeGaps}, contradictions: ${found.contradictions}, odd answers: ${oddities.length}`,
  ...[...recoveredMs].map(([kill, times]) => {
    const { min, median, max } = spreadOf(times)
    return `ready again after a kill of ${kill} (${times.length} times): ${[min, median, max].map(Math.round).join(' / ')} ms (min / median / max)`
  }),
  ...[...found.faults].slice(0, 10), ...oddities.slice(0, 10),
]

/** Kills of a migration of running dossiers, on a database of its own. */
const killMigrations = async (kills: number): Promise<boolean> => {
  if (kills === 0) return true
  const dataDir = mkdtempSync(join(tmpdir(), 'quytrinh-faults-'))
  const database = await openDatabase({ dataDir, poolSize: 8 })
  try {
    const found = await runMigrationFaults(database.url, kills, (kill) => { if (kill % 10 === 0) console.log(`${kill} kills of the migration`) })
    console.log(migrationLine(found))
    return isMigrationClean(found)
  } finally {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const killServices = async (services: number, databases: number, clients: number, plant: FaultPlan['plant']): Promise<boolean> => {
  if (services + databases === 0) return true
  const every = Math.ceil((services + databases) / 25)
  const report = await runFaults({
    kills: killsOf(services, databases), clients, workMs: { from: 300, to: 1_200 }, plant,
    onKill: (at, kill, recoveredMs, found) => {
      if (at % every === 0) console.log(`${at} kills, last ${kill}: ready after ${Math.round(recoveredMs)} ms; lost ${found.lost}, doubled ${found.doubled}`)
    },
  })
  console.log(linesOf(report).join('\n'))
  return isClean(report.found) && report.oddities.length === 0
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: {
    services: { type: 'string', default: '200' }, databases: { type: 'string', default: '50' }, clients: { type: 'string', default: '16' }, migrations: { type: 'string', default: '100' }, plant: { type: 'string' },
  } })
  const plant = values.plant === undefined ? null : plants.find((known) => known === values.plant)
  if (plant === undefined) throw new Error(`--plant takes one of ${plants.join(', ')}`)
  const isServiceClean = await killServices(Number(values.services), Number(values.databases), Number(values.clients), plant)
  process.exitCode = await killMigrations(Number(values.migrations)) && isServiceClean ? 0 : 1
}

if (import.meta.main) await main()
