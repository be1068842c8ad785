/** A real PostgreSQL of our own: made, started, watched and stopped without root, without a system service, on loopback only. */
import { mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { createCluster, findPrograms, hasCluster } from './cluster.ts'
import { countHolders, hold } from './holders.ts'
import { chooseIdentity, giveTo } from './identity.ts'
import { withFolderLock } from './lock.ts'
import { pause, startedTicks } from './process.ts'
import { findRunning, type Running, type ServerPlan, startServer, stopServer, trimLog } from './server.ts'

export interface EmbeddedOptions {
  /** The server's files go into `postgres/` in this folder. */
  readonly dataDir: string
  readonly settings: Readonly<Record<string, string | number>>
  /** False only in tests: then a power cut may lose everything. */
  readonly durable: boolean
  /** Milliseconds that a start may take, crash recovery included. */
  readonly startWithinMs: number
  /** Told of every restart after a crash and of every failed one. */
  readonly onNotice: (message: string) => void
}

export interface Embedded {
  /** As the role `quytrinh`, which owns the database of the same name and is no superuser. */
  readonly url: string
  /** As the superuser, on the database `postgres`. */
  readonly superuserUrl: string
  /** The postmaster now; changes when it is started anew after a crash. */
  pid(): number
  /** Whether a server that already ran was taken instead of starting one. */
  readonly reused: boolean
  /** Leaves the server; the last living process that uses it stops it. */
  stop(): Promise<void>
}

const connectionUrl = (home: string, role: string, database: string, port: number): string =>
  `postgres://${role}:${readFileSync(`${home}/${role === 'postgres' ? 'superuser-password' : 'password'}`, 'utf8').trim()}@127.0.0.1:${port}/${database}`

const prepare = async (options: EmbeddedOptions): Promise<ServerPlan> => {
  mkdirSync(options.dataDir, { recursive: true })
  const dataRoot = realpathSync(options.dataDir)
  const programs = await findPrograms()
  const home = `${dataRoot}/postgres`
  return { programs, home, identity: chooseIdentity(dirname(programs.postgres), dataRoot, home), settings: options.settings }
}

/** Makes the cluster if there is none, takes the server that runs, or starts one. To be called under the folder lock. */
const ensureRunning = async (plan: ServerPlan, options: EmbeddedOptions, port?: number): Promise<Running & { reused: boolean }> => {
  const waitUntil = performance.now() + options.startWithinMs
  if (!hasCluster(plan.home, plan.programs)) await createCluster(plan.programs, plan.identity, plan.home, options.durable)
  const running = await findRunning(plan.home, waitUntil)
  if (running !== undefined) return { ...running, reused: true }
  if (statSync(plan.home).uid !== plan.identity.files.uid) giveTo(plan.home, plan.identity.files)
  return { ...await startServer(plan, port, waitUntil), reused: false }
}

const watchEveryMs = 100
/** A restart after a crash is given this many times as long as a start: crash recovery that is broken off begins from nothing. */
const restartPatience = 10
const trimEvery = 300

/** Looks after the server: when it dies, it is started again on the same port, so that pools find it under the same URL. */
const watch = (plan: ServerPlan, options: EmbeddedOptions, first: Running) => {
  let running = first
  let repair: Promise<void> | undefined
  let rounds = 0
  const patient = { ...options, startWithinMs: options.startWithinMs * restartPatience }
  const restart = async (): Promise<void> => {
    try {
      running = await withFolderLock(plan.home, patient.startWithinMs, () => ensureRunning(plan, patient, first.port))
      options.onNotice(`PostgreSQL had died and was started again (pid ${running.pid})`)
    } catch (error) {
      options.onNotice(`PostgreSQL had died and could not be started: ${error instanceof Error ? error.message : String(error)}`)
      await pause(1_000)
    } finally { repair = undefined }
  }
  const timer = setInterval(() => {
    if (++rounds % trimEvery === 0) trimLog(plan.home)
    if (repair === undefined && startedTicks(running.pid) === undefined) repair = restart()
  }, watchEveryMs)
  timer.unref()
  return { pid: () => running.pid, end: async () => { clearInterval(timer); await repair } }
}

/**
 * Starts PostgreSQL in `options.dataDir`, or joins the one that already runs there.
 * @throws Error that says what to do, with the server's log, when it cannot be started in time
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<Embedded> => {
  const plan = await prepare(options)
  const { home } = plan
  const started = await withFolderLock(home, options.startWithinMs, async () => {
    const running = await ensureRunning(plan, options)
    return { ...running, holder: hold(home) }
  })
  const watcher = watch(plan, options, started)
  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    await watcher.end()
    await withFolderLock(home, options.startWithinMs, async () => {
      started.holder.release()
      if (countHolders(home) === 0) await stopServer(home)
    })
  }
  return {
    url: connectionUrl(home, 'quytrinh', 'quytrinh', started.port),
    superuserUrl: connectionUrl(home, 'postgres', 'postgres', started.port),
    pid: watcher.pid, reused: started.reused, stop: () => stopping ??= stop(),
  }
}
