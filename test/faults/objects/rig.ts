/** Kills the service under clients that upload and publish, and holds store and database against what the clients were told. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../../storage/connect.ts'
import { dwellersOf } from '../../../storage/embedded/process.ts'
import { openObjects } from '../../../storage/objects/open.ts'
import type { ObjectStore } from '../../../storage/objects/store.ts'
import { migrate, openOrm } from '../../../storage/orm.ts'
import { openPool, type Pool } from '../../../storage/pool.ts'
import { makeAgency, type TestAgency } from '../../support/agency.ts'
import { newBucket, type S3Server } from '../../support/s3.ts'
import { freePort, startService, type ServicePlan } from '../../support/service.ts'
import { clusterFolder, databaseUrl, killAndRecover } from '../killer.ts'
import { checkBytes, checkPublications, checkSweep, checkUploads, noObjectFindings, type ObjectFindings } from './check.ts'
import { readableFiles, readBack } from './read-back.ts'
import { newLedger, ObjectClient, type ObjectGround, type ObjectLedger, people } from './client.ts'

export interface ObjectFaultPlan {
  readonly kills: number
  readonly clients: number
  /** Between two kills the clients upload something and then work for some time between these. */
  readonly workMs: { readonly from: number; readonly to: number }
  /** Null: on disk. */
  readonly s3: S3Server | null
  /** `late-bytes`: the service says that bytes are durable before they are, which must be reported. */
  readonly plant: 'late-bytes' | null
  readonly onKill?: (at: number, recoveredMs: number, found: ObjectFindings, ledger: ObjectLedger) => void
}
export interface ObjectFaultReport { readonly found: ObjectFindings; readonly ledger: ObjectLedger; readonly recoveredMs: readonly number[] }

interface World { readonly plan: ServicePlan; readonly agency: TestAgency; readonly store: ObjectStore }

const makeAgencyIn = async (url: string): Promise<TestAgency> => {
  const orm = await openOrm({ url, poolSize: 2 })
  try {
    await migrate(orm)
    return await makeAgency(orm, { code: 'H19', people, procedures: [], passwordHash: null })
  } finally { await orm.close() }
}

const environmentOf = (s3: S3Server | null, bucket: string): Record<string, string> =>
  (s3 === null ? {} : { S3_ENDPOINT: s3.endpoint, S3_ACCESS_KEY: s3.accessKey, S3_SECRET_KEY: s3.secretKey, S3_BUCKET: bucket })

const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms) })

const withPool = async (dataDir: string, work: (db: Pool) => Promise<void>): Promise<void> => {
  const db = openPool({ url: databaseUrl(dataDir), poolSize: 2, onError: () => undefined })
  try { await work(db) } finally { await db.end() }
}

/** A service that is killed before it did anything proves nothing; on a busy machine that takes a while. */
const untilUploaded = async ({ uploads }: ObjectLedger): Promise<void> => {
  const [from, until] = [uploads.length, performance.now() + 20_000]
  while (uploads.length === from && performance.now() < until) await pause(10)
}

/** Kills and starts; after each start what was acknowledged since the last one is looked for, and what was published since is read. */
const killAll = async (plan: ObjectFaultPlan, world: World, ground: ObjectGround): Promise<{ found: ObjectFindings; recoveredMs: number[] }> => {
  const found = noObjectFindings()
  const recoveredMs: number[] = []
  const { ledger } = ground
  let service = await startService(world.plan)
  let [checked, read] = [0, 0]
  const clients = Array.from({ length: plan.clients }, (_, at) => new ObjectClient(ground, `C${at}`).run())
  try {
    for (let at = 1; at <= plan.kills; at += 1) {
      await untilUploaded(ledger)
      await pause(plan.workMs.from + Math.random() * (plan.workMs.to - plan.workMs.from))
      const recovered = await killAndRecover('service', service, world.plan)
      service = recovered.service
      recoveredMs.push(recovered.recoveredMs)
      const until = ledger.uploads.length
      await withPool(world.plan.dataDir, (db) => checkUploads(db, world.store, ledger.uploads.slice(checked, until), found))
      checked = until
      const published = new Set(ledger.publications.slice(read).map(({ revisionId }) => revisionId))
      read = ledger.publications.length
      await readBack(ground, readableFiles(ledger).filter(({ revisionId }) => published.has(revisionId)), found)
      plan.onKill?.(at, recovered.recoveredMs, found, ledger)
    }
  } finally {
    ground.ended = true
    await Promise.allSettled(clients)
    await readBack(ground, readableFiles(ledger), found)
    // Not asked to stop: what it was at must lie about for the sweep.
    await service.kill()
  }
  return { found, recoveredMs }
}

/** Everything that was ever acknowledged, every byte that has a row, and the sweep; no service runs meanwhile. */
const checkAll = async ({ plan: { dataDir }, store }: World, ledger: ObjectLedger, found: ObjectFindings): Promise<void> => {
  const database = await openDatabase({ dataDir, poolSize: 20 })
  const db = openPool({ url: database.url, poolSize: 4, onError: () => undefined })
  try {
    await checkUploads(db, store, ledger.uploads, found)
    await checkPublications(db, ledger, found)
    await checkBytes(db, store, found)
    await checkSweep(db, store, found)
    await checkBytes(db, store, found)
  } finally {
    await db.end()
    await database.stop()
  }
}

/** Whatever a failed run left of the database. */
const endDatabase = (dataDir: string): void => {
  for (const pid of existsSync(clusterFolder(dataDir)) ? dwellersOf(clusterFolder(dataDir)) : []) {
    try { process.kill(pid, 'SIGQUIT') } catch (error) { if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error }
  }
}

/** Runs the plan from an empty folder to the final check. */
export const runObjectFaults = async (plan: ObjectFaultPlan): Promise<ObjectFaultReport> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quytrinh-object-faults-'))
  const bucket = newBucket()
  const preload = plan.plant === null ? [] : ['--import', fileURLToPath(new URL(`../plants/${plan.plant}.ts`, import.meta.url))]
  const servicePlan = { port: await freePort(), dataDir, nodeOptions: preload, env: environmentOf(plan.s3, bucket) }
  const database = await openDatabase({ dataDir, poolSize: 20 })
  const agency = await makeAgencyIn(database.url).finally(() => database.stop())
  const store = await openObjects({ folder: join(dataDir, 'objects'), s3: plan.s3 === null ? undefined : { ...plan.s3, bucket }, nowMs: Date.now, onNotice: () => undefined })
  const world = { plan: servicePlan, agency, store }
  const ledger = newLedger()
  try {
    const { found, recoveredMs } = await killAll(plan, world, { port: servicePlan.port, agency, ledger, ended: false })
    await checkAll(world, ledger, found)
    return { found, ledger, recoveredMs }
  } finally {
    store.close()
    endDatabase(dataDir)
    rmSync(dataDir, { recursive: true, force: true })
  }
}
