/** The whole service in this process, on a real database and a real port, with two agencies that must not see each other. */
import { connect } from 'node:net'
import pino from 'pino'
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { buildApp } from '../../server/app.ts'
import type { ServiceClock } from '../../server/clock.ts'
import { systemClock } from '../../server/clock.ts'
import { type Deps, makeDeps } from '../../server/deps.ts'
import { hashPassword } from '../../server/passwords.ts'
import { readinessOf } from '../../server/readiness.ts'
import { openPool } from '../../storage/pool.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { Conformance } from './conformance.ts'
import { makeAgency, personNamed, type PersonPlan, type TestAgency } from './agency.ts'
import { withObjects } from './objects.ts'
import { withDatabase } from './postgres.ts'

export const password = 'một mật khẩu đủ dài'

const people: readonly PersonPlan[] = [
  { userName: 'lan', holds: [{ role: 'receptionist', unit: 'DESK' }] },
  { userName: 'nam', holds: [{ role: 'specialist', unit: 'D1' }] },
  { userName: 'hung', holds: [{ role: 'unitHead', unit: 'D1' }] },
  { userName: 'far', holds: [{ role: 'specialist', unit: 'D2' }] },
  { userName: 'dung', holds: [{ role: 'agencyLeader', unit: 'ROOT' }] },
  { userName: 'khoa', holds: [{ role: 'recordsClerk', unit: 'ROOT' }] },
  { userName: 'boss', holds: [{ role: 'businessAdmin', unit: 'ROOT' }] },
  { userName: 'tech', holds: [{ role: 'technicalAdmin', unit: 'ROOT' }] },
]

export interface Reply {
  readonly status: number
  readonly headers: Headers
  /** The JSON of the body; undefined without one. */
  readonly json: Json
  readonly text: string
}
/** What came back, read without ceremony in tests. */
export type Json = unknown

/** A member of a JSON answer by its path, such as `errors.0.at`. */
export const at = (value: Json, path: string): Json =>
  path.split('.').reduce<Json>((from, key) => (typeof from === 'object' && from !== null ? (from as Record<string, Json>)[key] : undefined), value)

export interface Asked {
  readonly method?: string
  readonly as?: string
  readonly body?: unknown
  /** Sent as it is instead of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
}

export interface Live {
  readonly app: FastifyInstance
  readonly deps: Deps
  /** Of the database. */
  readonly url: string
  readonly port: number
  readonly home: TestAgency
  readonly other: TestAgency
  /** Holds every JSON answer against the OpenAPI document. */
  readonly conformance: Conformance
  /** Everything that was logged, as text. */
  readonly logged: () => string
  ask(path: string, asked?: Asked): Promise<Reply>
  /** Sends bytes as they are and answers all that came back until the connection closed. */
  bytes(text: string): Promise<string>
}

export interface LiveOptions { readonly sessionRequestsPerMinute?: number; readonly addressRequestsPerMinute?: number; readonly clock?: ServiceClock; readonly agencyCode?: string }

const send = async (live: Pick<Live, 'port' | 'conformance'>, token: string | undefined, path: string, asked: Asked): Promise<Reply> => {
  const body = asked.raw ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body))
  const method = asked.method ?? (body === undefined ? 'GET' : 'POST')
  const response = await fetch(`http://127.0.0.1:${live.port}${path}`, {
    method, redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...asked.headers,
    },
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  const json = isJson ? JSON.parse(text) as Json : undefined
  live.conformance.check({ method, path, status: response.status }, json)
  return { status: response.status, headers: response.headers, text, json }
}

const exchange = (port: number, text: string): Promise<string> => new Promise((done, fail) => {
  const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'))
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => { answer += part })
  socket.on('error', () => undefined)
  socket.once('close', () => (answer === '' ? fail(new Error('closed without an answer')) : done(answer)))
  socket.setTimeout(5_000, () => socket.destroy())
})

/** The clock of this machine; in the last quarter of an hour of a day in Viet Nam it is half an hour late, so that no test runs over midnight. */
const clockOfOneDay = (): ServiceClock => {
  const time = new Date().toLocaleTimeString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' })
  const lateMs = time >= '23:45' ? 30 * 60_000 : 0
  return { nowMs: () => systemClock.nowMs() - lateMs }
}

/** Starts the service; it stops when the test ends. */
export const withService = async (t: Test, options: LiveOptions = {}): Promise<Live> => {
  const { url, orm } = await withDatabase(t)
  const pool = openPool({ url, poolSize: 8, onError: () => undefined })
  const deps = makeDeps(pool, orm, options.clock ?? clockOfOneDay(), await withObjects(t))
  const lines: string[] = []
  const logger = pino({ level: 'debug' }, { write: (line: string) => { lines.push(line) } })
  const limits = { sessionRequestsPerMinute: 1_000_000, addressRequestsPerMinute: 1_000_000, ...options }
  const app = await buildApp(deps, { logger, trustProxy: [], limits, readiness: readinessOf({}), setup: null })
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => { await app.close(); await pool.end() })
  const address = app.server.address()
  const port = typeof address === 'object' ? address?.port ?? 0 : 0
  const procedures = shippedProcedures().filter(({ kind }) => kind !== 'log')
  const passwordHash = await hashPassword(password)
  const home = await makeAgency(orm, { code: options.agencyCode ?? 'H19', people, procedures, passwordHash })
  const other = await makeAgency(orm, { code: 'H20', people: people.map((one) => ({ ...one, userName: `x${one.userName}` })), procedures, passwordHash })
  const tokenOf = (name: string): string => personNamed(name.startsWith('x') ? other : home, name).token
  const conformance = new Conformance(app.swagger())
  return {
    app, deps, url, port, conformance, home, other, logged: () => lines.join(''),
    ask: (path, asked = {}) => send({ port, conformance }, asked.as === undefined ? undefined : tokenOf(asked.as), path, asked),
    bytes: (text) => exchange(port, text),
  }
}

/** Whether a reply is a refusal as every client may rely on: RFC 9457, both titles, the status repeated. */
export const isProblem = (t: Test, reply: Reply, code: string, status: number, message: string): void => {
  t.match(reply.headers.get('content-type'), /^application\/problem\+json/, `${message}: problem+json`)
  t.equal(reply.status, status, `${message}: ${status}`)
  t.equal(at(reply.json, 'type'), `/problems/${code}`, `${message}: ${code}`)
  t.ok(at(reply.json, 'title') && at(reply.json, 'titleEn') && at(reply.json, 'status') === status, `${message}: both titles`)
}
