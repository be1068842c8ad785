/** The service as its own process, as `npm start` runs it: started, waited for, killed and stopped by its pid. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Wire } from './wire.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface ServicePlan {
  readonly port: number
  readonly dataDir: string
  /** Absent: the embedded PostgreSQL of the data folder. */
  readonly databaseUrl?: string
  /** More of the environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Options of node itself, such as a module to load before, or a profiler. */
  readonly nodeOptions?: readonly string[]
}
export interface Service {
  readonly port: number
  readonly pid: number
  /** From the spawn until /readyz answered 200. */
  readonly readyMs: number
  /** Its last words when it has ended; undefined while it runs. */
  ended(): string | undefined
  /** What it wrote last on standard error. */
  words(): string
  /** Ends it at once, as a power cut would; answers when it is gone. */
  kill(): Promise<void>
  /** Asks it to stop, and waits. */
  stop(): Promise<void>
}

/** A port that is free now, below those that the kernel lends out. */
export const freePort = (): Promise<number> => new Promise((done, fail) => {
  const port = 12_000 + Math.floor(Math.random() * 7_000)
  const server = createServer()
  server.once('error', () => freePort().then(done, fail))
  server.listen(port, '127.0.0.1', () => server.close(() => done(port)))
})

const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms) })

/** Asks /readyz until it answers 200. @throws Error after `withinMs` */
export const waitUntilReady = async (port: number, withinMs: number, gone: () => string | undefined = () => undefined): Promise<void> => {
  const wire = new Wire(port)
  const until = performance.now() + withinMs
  try {
    for (;;) {
      const answer = await wire.send({ method: 'GET', path: '/readyz' }).catch(() => undefined)
      if (answer?.status === 200) return
      const why = gone()
      if (why !== undefined) throw new Error(`the service ended: ${why}`)
      if (performance.now() > until) throw new Error(`the service was not ready within ${withinMs} ms (last answer ${answer?.status ?? 'none'})`)
      await pause(10)
    }
  } finally { wire.close() }
}

const environment = (plan: ServicePlan): NodeJS.ProcessEnv => {
  const { DATABASE_URL: _, ...inherited } = process.env
  return {
    ...inherited, PORT: String(plan.port), HOST: '127.0.0.1', DATA_DIR: plan.dataDir, NODE_COMPILE_CACHE: 'node_modules/.cache/quytrinh', LOG_LEVEL: 'error',
    RATE_LIMIT_ADDRESS: '100000000', RATE_LIMIT_SESSION: '100000000',
    ...(plan.databaseUrl === undefined ? {} : { DATABASE_URL: plan.databaseUrl }), ...plan.env,
  }
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((done) => { child.once('exit', done) })
  child.kill(signal)
  await gone
}

/** The runner of the tests gives every process an environment that loads its own modules, which took 90 MB of a service: `npm start` has none of it. */
const asStarted = 'exec env -u NODE_OPTIONS "$0" "$@"'

/** Starts `server/main.ts --empty` and waits until it is ready. @throws Error with its last words when it ends before */
export const startService = async (plan: ServicePlan): Promise<Service> => {
  const from = performance.now()
  const child = spawn('/bin/sh', ['-c', asStarted, process.execPath, ...plan.nodeOptions ?? [], 'server/main.ts', '--empty'], {
    cwd: root, env: environment(plan), stdio: ['ignore', 'ignore', 'pipe'],
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => { words = (words + text).slice(-4_000) })
  const leave = (): void => { child.kill('SIGKILL') }
  process.once('exit', leave)
  child.once('exit', () => process.removeListener('exit', leave))
  const ended = (): string | undefined => (child.exitCode === null && child.signalCode === null ? undefined : `${child.exitCode ?? child.signalCode}\n${words}`)
  await waitUntilReady(plan.port, 120_000, ended)
  return {
    port: plan.port, pid: child.pid ?? 0, readyMs: performance.now() - from,
    ended, words: () => words, kill: () => end(child, 'SIGKILL'), stop: () => end(child, 'SIGTERM'),
  }
}
