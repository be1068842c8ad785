/** Starting, finding and stopping the postmaster of one cluster. */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { closeSync, copyFileSync, existsSync, fstatSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { serverEnvironment, type Programs } from './cluster.ts'
import { giveTo, type Identity } from './identity.ts'
import { dwellersOf, isPostmasterOf, pause, readPidFile, startedTicks } from './process.ts'

/** One cluster and how its server is to run. */
export interface ServerPlan {
  readonly programs: Programs
  readonly identity: Identity
  /** Holds data/, the passwords, holders/ and postgres.log. */
  readonly home: string
  readonly settings: Readonly<Record<string, string | number>>
}
export interface Running { readonly pid: number; readonly port: number }

const logBytesMax = 4_194_304

const isFree = (port: number): Promise<boolean> => new Promise((done) => {
  const server = createServer()
  server.once('error', () => done(false))
  server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
})

/** A free port below the range that the kernel lends to outgoing connections: after a crash it is most likely still free. */
const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
}

/** Keeps `postgres.log` small: what is over the limit moves to `postgres.log.1`. The server appends, so it goes on at the new end. */
export const trimLog = (home: string): void => {
  const log = `${home}/postgres.log`
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) <= logBytesMax) return
  rmSync(`${log}.1`, { force: true })
  copyFileSync(log, `${log}.1`)
  truncateSync(log, 0)
}

const logSince = (home: string, from: number): string => {
  const bytes = readFileSync(`${home}/postgres.log`)
  return bytes.subarray(Math.max(from, bytes.length - 4_000)).toString()
}

const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/**
 * Whether a living server answers on this port: its first byte to a question about encryption needs a new backend. A postmaster
 * that was just killed is seen in /proc, and listens, for some milliseconds more.
 */
const answers = (port: number): Promise<boolean> => new Promise((done) => {
  const socket = connect({ port, host: '127.0.0.1', timeout: 5_000 }, () => socket.write(sslRequest))
  const end = (alive: boolean) => (): void => { socket.destroy(); done(alive) }
  socket.once('data', end(true)).once('error', end(false)).once('close', end(false)).once('timeout', end(false))
})

/** The server that already runs on the cluster; waits for one that is just starting or stopping. */
export const findRunning = async (home: string, waitUntil: number): Promise<Running | undefined> => {
  for (;;) {
    const seen = readPidFile(`${home}/data`)
    if (seen === undefined || !isPostmasterOf(seen.pid, `${home}/data`)) return undefined
    if (seen.status === 'ready' && await answers(seen.port)) return { pid: seen.pid, port: seen.port }
    if (performance.now() > waitUntil) throw new Error(`PostgreSQL ${seen.pid} in ${home} has been ${seen.status} for too long:\n${logSince(home, 0)}`)
    await pause(20)
  }
}

/**
 * Removes the pid file of a dead server. PostgreSQL itself refuses to start while its old pid answers, be it a zombie or an
 * unrelated program; here both were told apart, no other starter can run (folder lock), and no process is left in the folder.
 */
const clearDeadServer = async (home: string, waitUntil: number): Promise<void> => {
  const folder = `${home}/data`
  if (!existsSync(`${folder}/postmaster.pid`)) return
  for (let left = dwellersOf(folder); left.length > 0; left = dwellersOf(folder)) {
    if (performance.now() > waitUntil) throw new Error(`processes ${left.join(', ')} of a killed PostgreSQL still work in ${folder}`)
    await pause(20)
  }
  rmSync(`${folder}/postmaster.pid`, { force: true })
}

const ends = async (pid: number, ms: number): Promise<boolean> => {
  const waitUntil = performance.now() + ms
  while (startedTicks(pid) !== undefined) {
    if (performance.now() > waitUntil) return false
    await pause(10)
  }
  return true
}

/** Ends a server that is not ready: until it has, it may still take the folder from the next one. */
const giveUp = async (child: ChildProcess): Promise<void> => {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    child.kill(signal)
    if (await ends(child.pid ?? 0, 10_000)) return
  }
}

/** Starts the server on a cluster on which none runs. @throws Error with the server's log when it ends or is not ready in time */
export const startServer = async (plan: ServerPlan, port: number | undefined, waitUntil: number): Promise<Running> => {
  const { home, identity, programs } = plan
  await clearDeadServer(home, waitUntil)
  trimLog(home)
  const log = openSync(`${home}/postgres.log`, 'a', 0o600)
  const from = fstatSync(log).size
  giveTo(`${home}/postgres.log`, identity.files)
  const chosen = port ?? await freePort()
  const settings = { ...plan.settings, port: chosen, listen_addresses: '127.0.0.1', unix_socket_directories: '' }
  const [program = '', ...words] = [...identity.prefix, programs.postgres, '-D', `${home}/data`,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const child = spawn(program, words, { ...identity.owner, cwd: home, env: serverEnvironment(), detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  let ended: string | undefined
  child.once('error', (error) => { ended = error.message })
  child.once('exit', (code, signal) => { ended = `code ${code ?? signal}` })
  child.unref()
  for (;;) {
    const seen = readPidFile(`${home}/data`)
    if (seen !== undefined && seen.pid === child.pid && seen.status === 'ready') return { pid: seen.pid, port: chosen }
    if (ended !== undefined) throw new Error(`PostgreSQL ended at start with ${ended}:\n${logSince(home, from)}`)
    if (performance.now() > waitUntil) {
      await giveUp(child)
      throw new Error(`PostgreSQL was not ready in time:\n${logSince(home, from)}`)
    }
    await pause(10)
  }
}

/** Stops the server: connections are cut and a checkpoint is written; after half a minute without one. */
export const stopServer = async (home: string): Promise<void> => {
  const pid = readPidFile(`${home}/data`)?.pid ?? 0
  if (!isPostmasterOf(pid, `${home}/data`)) return
  process.kill(pid, 'SIGINT')
  if (await ends(pid, 30_000)) return
  process.kill(pid, 'SIGQUIT')
  await ends(pid, 10_000)
}
