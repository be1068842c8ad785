import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { withEmptyDatabase } from '../support/postgres.ts'
import { freePort } from '../support/service.ts'

t.setTimeout(240_000)
const root = fileURLToPath(new URL('../../', import.meta.url))
const { url } = await withEmptyDatabase(t)
const port = await freePort()
const base = `http://127.0.0.1:${port}`

interface Run { readonly child: ChildProcess; readonly said: () => string; readonly ended: Promise<number | null> }

/** Starts a program of the service as its users do, and collects what it says. */
const start = (words: readonly string[], env: Readonly<Record<string, string>> = {}): Run => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quytrinh-main-'))
  const child = spawn(process.execPath, words, {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: url, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn', DATA_DIR: dataDir, ...env },
  })
  let heard = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => { heard += text })
  t.teardown(() => { child.kill('SIGKILL'); rmSync(dataDir, { recursive: true, force: true }) })
  return { child, said: () => heard, ended: new Promise((done) => { child.once('exit', done) }) }
}

const until = async (run: Run, pattern: RegExp): Promise<string> => {
  for (let i = 0; i < 1200; i += 1) {
    const found = pattern.exec(run.said())
    if (found) return found[1] ?? found[0]
    await new Promise((done) => { setTimeout(done, 50) })
  }
  throw new Error(`it never said ${pattern}: ${run.said()}`)
}

const form = (fields: Readonly<Record<string, string>>) => ({
  method: 'POST', redirect: 'manual' as const, body: new URLSearchParams(fields), headers: { origin: base },
})
const agency = { agencyName: 'UBND xã Thử', agencyCode: 'H19.07', level: 'xa', fullName: 'Lê Thị Quản', userName: 'quan', password: 'một mật khẩu dài' }

t.test('an empty service asks for the code of its console, once, and then signs its administrator in', async (t) => {
  const run = start(['server/main.ts', '--empty'])
  const code = await until(run, /give this code: (\S+)/)
  await until(run, /quytrinh: http/)
  t.equal((await fetch(`${base}/sign-in`, { redirect: 'manual' })).headers.get('location'), '/setup')
  t.equal((await fetch(`${base}/setup`, form({ ...agency, code: 'wrong' }))).status, 403, 'another code')
  t.equal((await fetch(`${base}/setup`, form({ ...agency, code, password: 'kurz' }))).status, 422, 'a short password')
  const tries = await Promise.all([1, 2, 3].map(() => fetch(`${base}/setup`, form({ ...agency, code }))))
  t.same(tries.map((reply) => reply.status).sort(), [303, 409, 409], 'three at once make one agency')
  t.equal((await fetch(`${base}/setup`, form({ ...agency, code, userName: 'second' }))).status, 409, 'never again')
  t.equal((await fetch(`${base}/sign-in`, form({ userName: 'quan', password: agency.password }))).status, 303)

  // A request whose body is still coming when the signal arrives is finished before the service ends.
  const { begun, status, finish } = slowSignIn()
  await begun
  run.child.kill('SIGTERM')
  await new Promise((done) => { setTimeout(done, 200) })
  finish()
  t.equal(await status, 201, 'finished')
  t.equal(await run.ended, 0, 'ended in good order')
  await t.rejects(fetch(`${base}/healthz`), 'nobody listens any more')
})

/** Half a request; `begun` when the service has said that it wants the rest. */
const slowSignIn = (): { begun: Promise<unknown>; status: Promise<number | undefined>; finish: () => void } => {
  const bytes = Buffer.from(JSON.stringify({ userName: 'quan', password: agency.password }))
  const going = request(`${base}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': bytes.length, expect: '100-continue' } })
  const status = once(going, 'response').then(([answer]) => (answer as IncomingMessage).resume().statusCode)
  const begun = once(going, 'continue').then(() => { going.write(bytes.subarray(0, 10)) })
  return { begun, status, finish: () => { going.end(bytes.subarray(10)) } }
}

t.test('the command line serves too, and a taken port or a wrong environment is told in a line', async (t) => {
  const blocker = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => { blocker.once('listening', done) })
  const taken = String((blocker.address() as AddressInfo).port)
  const refused = start(['server/main.ts', '--empty'], { PORT: taken })
  t.equal(await refused.ended, 1, 'it ends by itself')
  t.match(refused.said(), new RegExp(`port ${taken} is in use`))
  blocker.close()
  const wrong = start(['server/cli/main.ts', 'serve'], { PORT: 'x' })
  t.equal(await wrong.ended, 2)
  t.match(wrong.said(), /PORT must be a whole number/)
  const cache = t.testdir({})
  const run = start(['server/cli/main.ts', 'serve', '--empty'], { NODE_COMPILE_CACHE: cache })
  await until(run, /quytrinh: http/)
  t.ok(readdirSync(cache, { recursive: true }).length > 100, 'what was compiled is kept while it still runs, so that a kill does not lose it')
  t.notMatch(run.said(), /give this code/, 'the agency is there')
  t.equal((await fetch(`${base}/readyz`)).status, 200)
  run.child.kill('SIGINT')
  t.equal(await run.ended, 0)
})
