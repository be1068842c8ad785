/** Kills the service and its database under clients that work, and holds what is left against what the clients were told. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { openDatabase } from '../../storage/connect.ts'
import { dwellersOf } from '../../storage/embedded/process.ts'
import { migrate, openOrm } from '../../storage/orm.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { makeAgency, type TestAgency } from '../support/agency.ts'
import { freePort, startService, type Service, type ServicePlan } from '../support/service.ts'
import { check, checkReceipts, noFindings, type Findings } from './check.ts'
import { FaultClient, type Ground } from './client.ts'
import { clusterFolder, databaseUrl, killAndRecover, type Kill } from './killer.ts'
import { Ledger } from './ledger.ts'

export const plants = ['early-ack', 'async-commit'] as const
export type Plant = (typeof plants)[number]

export interface FaultPlan {
  readonly kills: readonly Kill[]
  readonly clients: number
  /** Between two kills the clients work for some time between these. */
  readonly workMs: { readonly from: number; readonly to: number }
  /** A fault of the service's own, which must be reported. */
  readonly plant: Plant | null
  readonly onKill?: (at: number, kill: Kill, recoveredMs: number, found: Findings) => void
}
export interface FaultReport {
  readonly found: Findings
  readonly oddities: readonly string[]
  readonly acknowledged: number
  readonly received: number
  readonly retries: number
  readonly replays: number
  /** Milliseconds until the service was ready again, by kind of kill. */
  readonly recoveredMs: ReadonlyMap<Kill, readonly number[]>
}

const people = [
  { userName: 'desk', holds: [{ role: 'receptionist', unit: 'DESK' }] }, { userName: 'head', holds: [{ role: 'unitHead', unit: 'D1' }] },
  { userName: 'an', holds: [{ role: 'specialist', unit: 'D1' }] }, { userName: 'binh', holds: [{ role: 'specialist', unit: 'D1' }] },
] as const

const procedureP1 = () => {
  const procedure = shippedProcedure('P1')
  if (procedure === null) throw new Error('procedure P1 is not shipped')
  return procedure
}

const makeAgencyIn = async (url: string): Promise<TestAgency> => {
  const orm = await openOrm({ url, poolSize: 2 })
  try {
    await migrate(orm)
    return await makeAgency(orm, { code: 'H19', people, procedures: [procedureP1()], passwordHash: null })
  } finally { await orm.close() }
}

const receiptOf = ({ units }: TestAgency): string => JSON.stringify({
  procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty A' },
  papers: procedureP1().requiredPapers.map(({ code, originals, copies }) => ({ code, originals, copies })),
  receivingUnitId: units.DESK, responsibleUnitId: units.D1,
})

/** Prepares the data folder, starts the service on it, and lets the database to the service alone. */
const startWorld = async (plan: ServicePlan): Promise<{ agency: TestAgency; service: Service }> => {
  const database = await openDatabase({ dataDir: plan.dataDir, poolSize: 20 })
  try {
    const agency = await makeAgencyIn(database.url)
    return { agency, service: await startService(plan) }
  } finally { await database.stop() }
}

const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms) })

/** Lets every client finish what it is at, runs `work`, and lets them go on. */
const atRest = async (ground: Ground, clients: readonly FaultClient[], work: () => Promise<void>): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  ground.gate = promise
  while (clients.some((one) => !one.idle)) await pause(5)
  try { await work() } finally { resolve() }
}

const withDatabase = async (dataDir: string, work: (db: Client) => Promise<void>): Promise<void> => {
  const db = new Client({ connectionString: databaseUrl(dataDir) })
  await db.connect()
  try { await work(db) } finally { await db.end() }
}

/** A service that is killed before it did anything proves nothing; on a busy machine that takes a while. */
const untilWorked = async ({ acknowledged }: Ledger, many: number): Promise<void> => {
  const wanted = acknowledged.length + many
  for (const end = performance.now() + 60_000; acknowledged.length < wanted && performance.now() < end;) await pause(10)
}

/** Kills one after the other; after each recovery everything acknowledged since the last one is checked. */
const killAll = async (plan: FaultPlan, servicePlan: ServicePlan, world: { service: Service }, ground: Ground, clients: readonly FaultClient[]): Promise<Omit<FaultReport, 'oddities' | 'acknowledged' | 'received' | 'retries' | 'replays'>> => {
  const found = noFindings()
  const recoveredMs = new Map<Kill, number[]>()
  const { acknowledged } = ground.ledger
  let checked = 0
  for (const [at, kill] of plan.kills.entries()) {
    await untilWorked(ground.ledger, plan.clients)
    await pause(plan.workMs.from + Math.random() * (plan.workMs.to - plan.workMs.from))
    const recovered = await killAndRecover(kill, world.service, servicePlan)
    world.service = recovered.service
    if (recovered.died !== null) ground.ledger.oddities.push(`the service ended when only ${kill} was killed: ${recovered.died}`)
    recoveredMs.set(kill, [...recoveredMs.get(kill) ?? [], recovered.recoveredMs])
    await atRest(ground, clients, async () => {
      await withDatabase(servicePlan.dataDir, (db) => check(db, found, acknowledged.slice(checked)))
      checked = acknowledged.length
    })
    plan.onKill?.(at + 1, kill, recovered.recoveredMs, found)
  }
  return { found, recoveredMs }
}

const cleanUp = async (service: Service, dataDir: string): Promise<void> => {
  await service.stop()
  // Whatever a failed run left of the database.
  for (const pid of existsSync(clusterFolder(dataDir)) ? dwellersOf(clusterFolder(dataDir)) : []) process.kill(pid, 'SIGQUIT')
  rmSync(dataDir, { recursive: true, force: true })
}

/** Runs the plan from an empty folder to the final check of everything that was ever acknowledged. */
export const runFaults = async (plan: FaultPlan): Promise<FaultReport> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quytrinh-faults-'))
  const preload = plan.plant === null ? [] : ['--import', fileURLToPath(new URL(`./plants/${plan.plant}.ts`, import.meta.url))]
  const servicePlan = { port: await freePort(), dataDir, nodeOptions: preload }
  const world = await startWorld(servicePlan)
  const ledger = new Ledger()
  const ground: Ground = { port: servicePlan.port, agency: world.agency, ledger, receipt: receiptOf(world.agency), shared: [], gate: Promise.resolve(), ended: false }
  const clients = Array.from({ length: plan.clients }, (_, at) => new FaultClient(ground, `client-${at}`))
  const working = Promise.all(clients.map((one) => one.run()))
  try {
    const { found, recoveredMs } = await killAll(plan, servicePlan, world, ground, clients)
    await atRest(ground, clients, async () => {
      ground.ended = true
      await withDatabase(dataDir, async (db) => {
        await check(db, found, ledger.acknowledged)
        await checkReceipts(db, found, ledger.received)
      })
    })
    await working
    return { found, recoveredMs, oddities: ledger.oddities, acknowledged: ledger.acknowledged.length, received: ledger.received, retries: ledger.retries, replays: ledger.replays }
  } finally {
    ground.ended = true
    await cleanUp(world.service, dataDir)
  }
}
