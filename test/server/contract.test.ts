import { readFileSync } from 'node:fs'
import { validate } from '@scalar/openapi-parser'
import t from 'tap'
import { errorKinds } from '../../schemas/errors.ts'
import { ConfigError, readConfig } from '../../server/config.ts'
import { networkOf } from '../../server/plugins/rate.ts'
import { WindowCounter } from '../../server/plugins/windows.ts'
import { html } from '../../server/views/html.ts'
import { at, isProblem, password, withService } from '../support/live.ts'

const live = await withService(t, { addressRequestsPerMinute: 40, sessionRequestsPerMinute: 60 })

t.test('every code has both titles, and docs/errors.md lists exactly the codes', async (t) => {
  const listed = [...readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8').matchAll(/^\| `([a-z0-9-]+)` \| (\d{3}) \| (.+) \| (.+) \|$/gm)]
  const rows = listed.map(([, code, status, vi, en]) => ({ code, status: Number(status), vi, en }))
  t.same(rows, Object.entries(errorKinds).map(([code, kind]) => ({ code, ...kind })))
  for (const [code, { vi, en, status }] of Object.entries(errorKinds)) t.ok(vi.length > 5 && en.length > 5 && status >= 400, code)
})

t.test('the OpenAPI document is a valid 3.1 one and names every route', async (t) => {
  const { json } = await live.ask('/api/v1/openapi.json')
  t.match(at(json, 'openapi'), /^3\.1\./)
  const result = await validate(json as Record<string, unknown>)
  t.same(result.errors ?? [], [])
  const paths = at(json, 'paths') as Record<string, Record<string, unknown>>
  const documented = Object.keys(paths)
  for (const [path, methods] of Object.entries(paths)) {
    const url = path.replace(/\{(\w+)\}/g, ':$1')
    for (const method of Object.keys(methods)) t.ok(live.app.hasRoute({ method: method.toUpperCase() as 'GET', url }), `${method} ${path} is there`)
  }
  for (const path of ['/api/v1/session', '/api/v1/me', '/api/v1/dossiers', '/api/v1/dossiers/{id}', '/api/v1/dossiers/{id}/events',
    '/api/v1/dossiers/{id}/actions', '/api/v1/dossiers/{id}/journal', '/api/v1/calendars/{id}', '/api/v1/procedures', '/api/v1/procedures/check', '/api/v1/procedures/{code}', '/api/v1/procedures/{code}/{revision}', '/api/v1/due', '/api/v1/units', '/api/v1/accounts',
    '/api/v1/grants', '/api/v1/substitutions', '/healthz', '/readyz']) t.ok(documented.includes(path), path)
})

t.test('strict headers everywhere; inline script only where the document is read', async (t) => {
  const page = await live.ask('/sign-in')
  const policy = page.headers.get('content-security-policy') ?? ''
  t.match(policy, /default-src 'none'/)
  t.notMatch(policy, /unsafe/)
  t.match(policy, /script-src 'self'(;|$)/, 'scripts are files of this service')
  t.equal(page.headers.get('x-content-type-options'), 'nosniff')
  t.equal(page.headers.get('cache-control'), 'no-store')
  const data = await live.ask('/api/v1/me')
  t.equal(data.headers.get('content-security-policy'), "default-src 'none';frame-ancestors 'none'")
  t.equal(data.headers.get('x-content-type-options'), 'nosniff')
  t.equal(data.headers.get('cache-control'), 'no-store')
  const docs = await live.ask('/api/v1/docs/')
  t.equal(docs.status, 200)
  t.match(docs.headers.get('content-security-policy'), /script-src 'self' 'unsafe-inline'/)
  t.notMatch(docs.text, /https?:\/\/cdn/, 'nothing from elsewhere')
  t.equal((await live.ask('/api/v1/docs/js/scalar.js')).status, 200)
})

t.test('healthz and readyz answer', async (t) => {
  t.same((await live.ask('/healthz')).json, { status: 'ok' })
  t.equal(at((await live.ask('/readyz')).json, 'checks.database'), true)
})

t.test('too many requests are told to wait: of an address, and of a session apart from it', async (t) => {
  t.equal((await live.ask('/api/v1/me', { as: 'lan' })).status, 200, 'a token seen to be good')
  const signedIn = await live.ask('/api/v1/session', { body: { userName: 'nam', password } })
  const bearer = { authorization: `Bearer ${String(at(signedIn.json, 'token'))}` }
  let last = await live.ask('/api/v1/me')
  for (let i = 0; i < 60 && last.status !== 429; i += 1) last = await live.ask('/api/v1/me', { headers: { authorization: `Bearer ${'y'.repeat(42)}${i % 10}` } })
  isProblem(t, last, 'too-many-requests', 429, 'made-up tokens count for the address')
  t.ok(Number(last.headers.get('retry-after')) >= 1)
  t.equal((await live.ask('/healthz')).status, 200, 'the question whether it lives is always answered')
  t.equal((await live.ask('/api/v1/me', { as: 'lan' })).status, 200, 'the session is still free')
  t.equal((await live.ask('/api/v1/me', { headers: bearer })).status, 200, 'and one that was just begun')
  let own = await live.ask('/api/v1/me', { as: 'lan' })
  for (let i = 0; i < 70 && own.status !== 429; i += 1) own = await live.ask('/api/v1/me', { as: 'lan' })
  isProblem(t, own, 'too-many-requests', 429, 'until its own limit')
})

t.test('windows forget, and hold no more keys than told', async (t) => {
  const windows = new WindowCounter({ max: 2, windowMs: 1000, maxKeys: 2 })
  t.same([windows.take('a', 0), windows.take('a', 1), windows.take('a', 400)], [0, 0, 600])
  t.equal(windows.take('a', 1000), 0, 'a new window')
  windows.take('b', 1000)
  windows.take('c', 1000)
  t.equal(windows.wait('a', 1001), 0, 'the oldest was forgotten')
})

t.test('an IPv6 customer counts as one, whatever their addresses', async (t) => {
  t.equal(networkOf('192.0.2.7'), '192.0.2.7')
  t.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7')
  t.equal(networkOf('2001:db8:1:2:aaaa::1'), networkOf('2001:db8:1:2:bbbb:1:2:3'))
  t.not(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'))
})

t.test('the environment is checked all at once, and never repeats a secret', async (t) => {
  t.match(readConfig({}), { host: 'localhost', port: 3000, logLevel: 'info' })
  t.equal(readConfig({ PORT: '8080', DATA_DIR: '/srv/x' }).dataDir, '/srv/x')
  const wrong = { PORT: '99999', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://u:geheim@h/d', S3_ENDPOINT: 'ftp://x', S3_ACCESS_KEY: 'a' }
  t.throws(() => readConfig(wrong), ConfigError)
  try { readConfig(wrong) } catch (error) {
    t.equal((error as ConfigError).faults.length, 5)
    t.notMatch((error as ConfigError).message, /geheim/)
  }
})

t.test('the template escapes everything but itself', async (t) => {
  const inner = html`<b>${'<&>"\''}</b>`
  t.equal(html`<p title="${'"'}">${[inner, 1, null, false, undefined]}</p>`.markup, '<p title="&quot;"><b>&lt;&amp;&gt;&quot;&#39;</b>1</p>')
})
