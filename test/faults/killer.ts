/** Ways to end a service and its database without a word, and to see that they are back. */
import { readFileSync } from 'node:fs'
import { dwellersOf, readPidFile } from '../../storage/embedded/process.ts'
import { startService, waitUntilReady, type Service, type ServicePlan } from '../support/service.ts'

/** `postmaster`: the first process of the server; `cluster`: all of its processes at once; `both`: those and the service. */
export type Kill = 'service' | 'postmaster' | 'cluster' | 'both'

const kill9 = (pid: number): void => {
  try { process.kill(pid, 'SIGKILL') } catch (error) { if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error }
}
/** How long a busy machine may take; how long it took is reported. */
const patienceMs = 90_000

const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms) })

export const clusterFolder = (dataDir: string): string => `${dataDir}/postgres/data`

/** The address of the embedded database as it runs now: after both were killed the port is another one. */
export const databaseUrl = (dataDir: string): string => {
  const port = readPidFile(clusterFolder(dataDir))?.port ?? 0
  return `postgres://quytrinh:${readFileSync(`${dataDir}/postgres/password`, 'utf8').trim()}@127.0.0.1:${port}/quytrinh`
}

/** Kills the postmaster, its process group, and for `cluster` whatever else works in its folder. Answers the postmaster's pid. */
const killDatabase = (dataDir: string, whole: boolean): number => {
  const pid = readPidFile(clusterFolder(dataDir))?.pid ?? 0
  if (pid <= 1) throw new Error('the database does not run')
  const others = whole ? dwellersOf(clusterFolder(dataDir)) : []
  kill9(pid)
  if (whole) {
    kill9(-pid)
    others.forEach(kill9)
  }
  return pid
}

/** Waits for another postmaster that is ready; answers at once when the service has ended. @throws Error after `patienceMs` */
const waitForDatabase = async (dataDir: string, killed: number, service: Service): Promise<void> => {
  const until = performance.now() + patienceMs
  while (service.ended() === undefined) {
    const seen = readPidFile(clusterFolder(dataDir))
    if (seen !== undefined && seen.pid !== killed && seen.status === 'ready') return
    if (performance.now() > until) throw new Error(`the database did not come back within ${patienceMs} ms; the service says: ${service.words()}`)
    await pause(10)
  }
}

export interface Recovered {
  readonly service: Service
  readonly recoveredMs: number
  /** The last words of a service that ended though only its database was killed; null when it lived on. */
  readonly died: string | null
}

const restart = async (plan: ServicePlan, died: string | null): Promise<Recovered> => {
  const service = await startService(plan)
  return { service, recoveredMs: service.readyMs, died }
}

/** Kills, brings back, and answers the service with how long it took until /readyz said yes. */
export const killAndRecover = async (kill: Kill, service: Service, plan: ServicePlan): Promise<Recovered> => {
  const from = performance.now()
  const killed = kill === 'service' ? 0 : killDatabase(plan.dataDir, kill !== 'postmaster')
  if (kill === 'service' || kill === 'both') {
    await service.kill()
    return restart(plan, null)
  }
  await waitForDatabase(plan.dataDir, killed, service)
  try {
    await waitUntilReady(plan.port, patienceMs, service.ended)
  } catch (error) {
    const died = service.ended()
    if (died === undefined) throw error
    return restart(plan, died)
  }
  return { service, recoveredMs: performance.now() - from, died: null }
}
