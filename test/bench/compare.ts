/** The service over HTTP against pgbench with the same SQL on the same server: interleaved rounds, one ratio for each level of clients. */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { personNamed } from '../support/agency.ts'
import { endedChildrenUs, processUs, serverUs } from './cpu.ts'
import type { LoadPlan, LoadResult } from './load.ts'
import { firstNumber, spreadOf, type Spread } from './numbers.ts'
import { runPgbench } from './pgbench.ts'
import { scriptOf, type Script, type TapedEvent } from './tape.ts'
import { circleOf, copyPattern, settle, type World } from './world.ts'

export interface Measuring {
  readonly world: World
  readonly url: string
  readonly port: number
  readonly servicePid: number
  readonly dataDir: string
  readonly pgbench: string
  readonly levels: readonly number[]
  readonly rounds: number
  readonly seconds: number
  /** Dossiers that each side walks through in a round. */
  readonly dossiers: number
}
/** Microseconds of processor time for each transition. */
export interface CpuPerTransition {
  readonly client: number
  readonly service: number
  readonly database: number
  readonly pgbench: number
  readonly pgbenchDatabase: number
}
export interface Level {
  readonly clients: number
  readonly http: Spread
  readonly sql: Spread
  /** Of the rounds: transitions per second over HTTP, divided by those of pgbench in the same round. */
  readonly ratio: Spread
  readonly cpu: CpuPerTransition
  readonly p50Ms: number
  readonly p99Ms: number
}

const loader = fileURLToPath(new URL('./load.ts', import.meta.url))

/** Runs the HTTP clients in their own process. @throws Error with their words when an answer was not what it had to be */
export const runLoad = async (plan: LoadPlan): Promise<LoadResult> => {
  const child = spawn(process.execPath, [loader], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(plan))
  const [answer, code] = await Promise.all([text(child.stdout), new Promise((done) => { child.once('close', done) })])
  if (code !== 0) throw new Error(`the HTTP clients ended with ${String(code)}`)
  return JSON.parse(answer) as LoadResult
}

/** Hands out dossiers that nobody walked yet, so that every round begins alike. */
class Dossiers {
  #next = firstNumber
  readonly #world: World
  constructor(world: World) {
    this.#world = world
  }

  async take(count: number): Promise<number> {
    const from = this.#next
    this.#next += count
    await copyPattern(this.#world, from, count)
    return from
  }
}

interface Round { readonly clients: number; readonly own: number; readonly seconds: number; readonly run: string }

interface HttpRound extends LoadResult { readonly serviceUs: number; readonly databaseUs: number }
interface SqlRound { readonly rate: number; readonly pgbenchUs: number; readonly databaseUs: number }

const overHttp = async (measuring: Measuring, dossiers: Dossiers, { clients, own, seconds, run }: Round): Promise<HttpRound> => {
  const { world, port, servicePid, dataDir } = measuring
  const circle = circleOf(world.agency).map(({ by, event }) => ({ token: personNamed(world.agency, by).token, body: JSON.stringify(event) }))
  const base = await dossiers.take(clients * own)
  await settle(world)
  const [service, database] = [processUs(servicePid), serverUs(dataDir)]
  const result = await runLoad({ port, clients, seconds, own, circle, run, base, v0: world.pattern.version })
  return { ...result, serviceUs: (processUs(servicePid) - service) / result.done, databaseUs: (serverUs(dataDir) - database) / result.done }
}

const overSql = async (measuring: Measuring, script: Script, dossiers: Dossiers, { clients, own, seconds }: Round): Promise<SqlRound> => {
  const { world, url, pgbench, dataDir } = measuring
  const base = await dossiers.take(clients * own)
  await settle(world)
  const [own0, database] = [endedChildrenUs(), serverUs(dataDir)]
  const rate = await runPgbench({ program: pgbench, url, script, clients, seconds, numbers: { base, own, v0: world.pattern.version, i: -1 } })
  const done = rate * seconds
  return { rate, pgbenchUs: (endedChildrenUs() - own0) / done, databaseUs: (serverUs(dataDir) - database) / done }
}

const measureLevel = async (measuring: Measuring, script: Script, dossiers: Dossiers, clients: number): Promise<Level> => {
  const { rounds, seconds } = measuring
  const own = Math.ceil(measuring.dossiers / clients)
  const http: HttpRound[] = []
  const sql: SqlRound[] = []
  for (let round = 0; round < rounds; round++) {
    const one = { clients, own, seconds, run: `level-${clients}-round-${round}` }
    http.push(await overHttp(measuring, dossiers, one))
    sql.push(await overSql(measuring, script, dossiers, one))
  }
  const rates = http.map((one) => one.done / one.seconds)
  const median = <T>(rounds: readonly T[], pick: (one: T) => number): number => spreadOf(rounds.map(pick)).median
  return {
    clients, http: spreadOf(rates), sql: spreadOf(sql.map((one) => one.rate)), ratio: spreadOf(rates.map((rate, at) => rate / sql[at]!.rate)),
    cpu: {
      client: median(http, (one) => one.clientUs), service: median(http, (one) => one.serviceUs), database: median(http, (one) => one.databaseUs),
      pgbench: median(sql, (one) => one.pgbenchUs), pgbenchDatabase: median(sql, (one) => one.databaseUs),
    },
    p50Ms: median(http, (one) => one.p50Ms), p99Ms: median(http, (one) => one.p99Ms),
  }
}

/** Seconds of the round that is not counted: after two seconds the engine had not compiled what is hot, which halved the ratio of the first level. */
const warmSeconds = 12

/** Measures every level, after a round that is not counted. */
export const compare = async (measuring: Measuring, tape: readonly TapedEvent[], onLevel: (level: Level) => void): Promise<Level[]> => {
  const script = scriptOf(tape)
  const dossiers = new Dossiers(measuring.world)
  await overHttp(measuring, dossiers, { clients: 8, own: 50, seconds: Math.min(warmSeconds, measuring.seconds * 3), run: 'warm' })
  const levels: Level[] = []
  for (const clients of measuring.levels) {
    const level = await measureLevel(measuring, script, dossiers, clients)
    onLevel(level)
    levels.push(level)
  }
  return levels
}

const rate = (spread: Spread): string => `${Math.round(spread.min)} / ${Math.round(spread.median)} / ${Math.round(spread.max)}`
const share = (spread: Spread): string => `${spread.min.toFixed(2)} / ${spread.median.toFixed(2)} / ${spread.max.toFixed(2)}`

export const tableHead = '| clients | HTTP per second (min / median / max) | pgbench per second | ratio | HTTP p50 / p99 ms | CPU us: client + service + database | CPU us: pgbench + database |\n|---|---|---|---|---|---|---|'
/** A row of the table. */
export const rowOf = ({ clients, http, sql, ratio, cpu, p50Ms, p99Ms }: Level): string =>
  `| ${clients} | ${rate(http)} | ${rate(sql)} | ${share(ratio)} | ${p50Ms.toFixed(1)} / ${p99Ms.toFixed(1)} | `
  + `${Math.round(cpu.client)} + ${Math.round(cpu.service)} + ${Math.round(cpu.database)} | ${Math.round(cpu.pgbench)} + ${Math.round(cpu.pgbenchDatabase)} |`
