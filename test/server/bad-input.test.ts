import { request } from 'node:http'
import t from 'tap'
import { isProblem, at, withService, type Asked } from '../support/live.ts'

const live = await withService(t)
let keys = 0
const key = (): Record<string, string> => ({ 'idempotency-key': `bad-${keys += 1}` })

/** Everything that a request could have stored, counted. */
const stored = async (): Promise<string> => {
  const tables = ['dossier', 'journal', 'journal_personal', 'applicant', 'outbox', 'idempotency', 'unit', 'account', 'role_grant', 'calendar_version',
    'procedure_revision', 'dossier_number', 'open_step']
  const { rows } = await live.deps.pool.query<Record<string, string>>(`select ${tables.map((name) => `(select count(*) from ${name}) as ${name}`).join(', ')}`)
  return JSON.stringify(rows[0])
}

const applicant = { kind: 'citizen', name: 'Nguyễn Văn Mẫu' }
const filing = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  procedureCode: 'P1', channel: 'direct', accept: true, applicant, papers: [{ code: 'TB-KM', originals: 1, copies: 0 }],
  receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1, ...more,
})
const post = (body: unknown): Asked => ({ as: 'lan', body, headers: key() })
const raw = (text: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Asked => ({ as: 'lan', raw: text, headers: { ...key(), ...headers } })

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`
const json = JSON.stringify

/** Name, request, code and status; all go to POST /dossiers. */
const family: readonly (readonly [string, () => Asked, string, number])[] = [
  ['no JSON', () => raw('{"procedureCode": '), 'invalid-request', 400],
  ['empty body', () => raw(''), 'invalid-request', 400],
  ['a list', () => raw('[]'), 'invalid-request', 400],
  ['null', () => raw('null'), 'invalid-request', 400],
  ['a number', () => raw('1e999'), 'invalid-request', 400],
  ['__proto__', () => raw(`{"__proto__": {"admin": true}, ${json(filing()).slice(1)}`), 'invalid-request', 400],
  ['__proto__ inside', () => raw(json(filing()).replace('"kind"', '"__proto__": {"x": 1}, "kind"')), 'invalid-request', 400],
  ['__proto__ escaped', () => raw(json(filing()).replace('"kind"', '"\\u005f_proto__": {"x": 1}, "kind"')), 'invalid-request', 400],
  ['constructor.prototype', () => raw(json(filing()).replace('"kind"', '"constructor": {"prototype": {"x": 1}}, "kind"')), 'invalid-request', 400],
  ['an unknown member', () => post(filing({ admin: true })), 'invalid-request', 400],
  ['a number for a text', () => post(filing({ procedureCode: 1 })), 'invalid-request', 400],
  ['a text for a truth value', () => post(filing({ accept: 'true' })), 'invalid-request', 400],
  ['a text for a number', () => post(filing({ papers: [{ code: 'TB-KM', originals: '1', copies: 0 }] })), 'invalid-request', 400],
  ['a fraction for a count', () => post(filing({ papers: [{ code: 'TB-KM', originals: 0.5, copies: 0 }] })), 'invalid-request', 400],
  ['a negative count', () => post(filing({ papers: [{ code: 'TB-KM', originals: -1, copies: 0 }] })), 'invalid-request', 400],
  ['too many papers', () => post(filing({ papers: Array.from({ length: 61 }, () => ({ code: 'A', originals: 1, copies: 0 })) })), 'invalid-request', 400],
  ['a name too long', () => post(filing({ applicant: { ...applicant, name: 'a'.repeat(201) } })), 'invalid-request', 400],
  ['an empty name', () => post(filing({ applicant: { ...applicant, name: '' } })), 'invalid-request', 400],
  ['a bidirectional override', () => post(filing({ applicant: { ...applicant, name: 'An\u202Egnp.exe' } })), 'invalid-request', 400],
  ['an isolate', () => post(filing({ applicant: { ...applicant, name: 'An\u2066x\u2069' } })), 'invalid-request', 400],
  ['a NUL', () => post(filing({ applicant: { ...applicant, name: 'An\u0000' } })), 'invalid-request', 400],
  ['a NUL in a member name', () => post({ ...filing(), 'x\u0000': 1 }), 'invalid-request', 400],
  ['a line break in a name', () => post(filing({ applicant: { ...applicant, name: 'An\nBình' } })), 'invalid-request', 400],
  ['a lone surrogate', () => raw(json(filing()).replace('Nguyễn', '\\ud800')), 'invalid-request', 400],
  ['not UTF-8', () => raw(Uint8Array.from(Buffer.from(json(filing()).replace('Nguyễn', 'Nguy\xffn'), 'latin1'))), 'invalid-request', 400],
  ['nested too deep', () => raw(json(filing()).replace('"P1"', nested(200))), 'invalid-request', 400],
  ['nested far too deep', () => raw(nested(100_000)), 'invalid-request', 400],
  ['too large', () => raw(json(filing({ subject: 'a'.repeat(300_000) }))), 'body-too-large', 413],
  ['plain text', () => raw(json(filing()), { 'content-type': 'text/plain' }), 'unsupported-media-type', 415],
  ['a form', () => raw('procedureCode=P1', { 'content-type': 'application/x-www-form-urlencoded' }), 'unsupported-media-type', 415],
  ['another JSON', () => raw(json(filing()), { 'content-type': 'application/merge-patch+json' }), 'unsupported-media-type', 415],
  ['a broken content type', () => raw(json(filing()), { 'content-type': ';;' }), 'unsupported-media-type', 415],
  ['an unknown procedure', () => post(filing({ procedureCode: 'NONE' })), 'procedure-unknown', 422],
  ['an unknown unit', () => post(filing({ receivingUnitId: '01900000-0000-7000-8000-000000000000' })), 'unit-unknown', 422],
  ['a unit of another agency', () => post(filing({ receivingUnitId: live.other.units.DESK })), 'unit-unknown', 422],
  ['an id that is none', () => post(filing({ receivingUnitId: "1' or 1=1 --" })), 'invalid-request', 400],
  ['missing papers', () => post(filing({ papers: [] })), 'papers-incomplete', 409],
  ['a key too long', () => ({ ...post(filing()), headers: { 'idempotency-key': 'k'.repeat(201) } }), 'idempotency-key-required', 400],
  ['a key with a blank', () => ({ ...post(filing()), headers: { 'idempotency-key': 'a b' } }), 'idempotency-key-required', 400],
  ['nobody', () => ({ body: filing(), headers: key() }), 'not-signed-in', 401],
  ['a made-up token', () => ({ body: filing(), headers: { ...key(), authorization: `Bearer ${'x'.repeat(43)}` } }), 'not-signed-in', 401],
  ['a token of another form', () => ({ body: filing(), headers: { ...key(), authorization: 'Bearer \u00ff' } }), 'not-signed-in', 401],
]

t.test('what is not right is refused with a code, and nothing is stored', async (t) => {
  const before = await stored()
  for (const [name, asked, code, status] of family) isProblem(t, await live.ask('/api/v1/dossiers', asked()), code, status, name)
  t.equal(await stored(), before)
})

t.test('faults are named by place and in both languages, without the value', async (t) => {
  const { json: problem, text } = await live.ask('/api/v1/dossiers', post(filing({ applicant: { ...applicant, phone: 'bí mật 123' }, channel: 'pigeon' })))
  t.same((at(problem, 'errors') as { at: string }[]).map((one) => one.at).sort(), ['/applicant/phone', '/channel'])
  t.type(at(problem, 'errors.0.message'), 'string')
  t.type(at(problem, 'errors.0.messageEn'), 'string')
  t.notMatch(text, /bí mật/)
})

t.test('text in combining marks is kept in composed form', async (t) => {
  const name = 'Nguyễn Thị Phượng'.normalize('NFD')
  const received = await live.ask('/api/v1/dossiers', post(filing({ applicant: { ...applicant, name } })))
  t.equal(received.status, 201, received.text)
  const read = await live.ask(`/api/v1/dossiers/${String(at(received.json, 'id'))}`, { as: 'lan' })
  t.equal(at(read.json, 'applicant.name'), name.normalize('NFC'))
})

t.test('events with bad input change nothing', async (t) => {
  const received = await live.ask('/api/v1/dossiers', post(filing()))
  const path = `/api/v1/dossiers/${String(at(received.json, 'id'))}/events`
  const event = (body: unknown): Asked => ({ as: 'lan', body, headers: { ...key(), 'if-match': '"1"' } })
  const before = await stored()
  isProblem(t, await live.ask(path, event({ type: 'hand over' })), 'invalid-request', 400, 'a type that is none')
  isProblem(t, await live.ask(path, event({ type: 'NO_SUCH' })), 'event-not-allowed', 409, 'an event that nobody knows')
  isProblem(t, await live.ask(path, event({ type: 'HAND_OVER', step: 'no\u0000where' })), 'invalid-request', 400, 'a NUL in a step')
  isProblem(t, await live.ask(path, event({ type: 'HAND_OVER', step: 'nowhere' })), 'event-not-allowed', 409, 'a step that is not active')
  isProblem(t, await live.ask(path, event({ type: 'WITHDRAW' })), 'reason-required', 409, 'no reason')
  isProblem(t, await live.ask(path, event({ type: 'constructor' })), 'invalid-request', 400, 'a name of the language')
  isProblem(t, await live.ask(path, event({ type: 'HAND_OVER', newDueOn: '2026-02-30' })), 'invalid-request', 400, 'a date that is none')
  isProblem(t, await live.ask(path, event({ type: 'HAND_OVER', paper: { number: '1', on: '2025-02-29' } })), 'invalid-request', 400, 'a leap day that was none')
  isProblem(t, await live.ask('/api/v1/dossiers/01900000-0000-7000-8000-000000000000/events', event({ type: 'HAND_OVER' })), 'not-found', 404, 'an unknown id')
  isProblem(t, await live.ask('/api/v1/dossiers/%00/events', event({ type: 'HAND_OVER' })), 'invalid-request', 400, 'a NUL in the path')
  t.equal(await stored(), before)
})

t.test('registers with bad input are left as they were', async (t) => {
  const before = await stored()
  const unit = { code: 'X', name: { vi: 'X', en: 'X' }, kind: 'department', parentId: live.home.units.ROOT, validFrom: '2026-01-01', validTo: null }
  const grant = { accountId: live.home.people.get('lan')?.accountId, unitId: live.home.units.ROOT, role: 'specialist', validFrom: '2026-01-01', validTo: null }
  const asked = (path: string, body: unknown) => live.ask(path, { as: 'boss', body, headers: key() })
  isProblem(t, await asked('/api/v1/units', { ...unit, validFrom: '2026-02-30' }), 'invalid-request', 400, 'no such day')
  isProblem(t, await asked('/api/v1/units', { ...unit, validTo: '2025-01-01' }), 'dates-reversed', 422, 'an end before the beginning')
  isProblem(t, await asked('/api/v1/units', { ...unit, code: '../x' }), 'invalid-request', 400, 'a code that is a path')
  isProblem(t, await asked('/api/v1/grants', { ...grant, role: 'king' }), 'invalid-request', 400, 'a role that is none')
  isProblem(t, await asked('/api/v1/grants', { ...grant, validTo: '2025-12-31' }), 'dates-reversed', 422, 'a grant that ends before it begins')
  const substitution = { absentAccountId: grant.accountId, substituteAccountId: grant.accountId, role: null, validFrom: '2026-01-01', validTo: '2026-01-02', decision: 'QĐ 1' }
  isProblem(t, await asked('/api/v1/substitutions', substitution), 'substitute-is-absent', 422, 'standing in for oneself')
  isProblem(t, await asked('/api/v1/accounts', { userName: 'LAN', fullName: 'Lan' }), 'invalid-request', 400, 'a user name in capitals')
  isProblem(t, await asked('/api/v1/accounts', { userName: 'xlan', fullName: 'Lan' }), 'name-taken', 409, 'a name that is taken')
  isProblem(t, await asked('/api/v1/due', { from: '2021-05-06T09:40', limit: { unit: 'workingDay', amount: 9999 } }), 'calendar-not-covered', 422, 'far beyond the calendar')
  isProblem(t, await asked('/api/v1/due', { from: 'yesterday at noon', limit: { unit: 'workingDay', amount: 1 } }), 'invalid-request', 400, 'a time in words')
  isProblem(t, await asked('/api/v1/due', { from: '2021-05-06T09:40', limit: { unit: 'workingDay', amount: 1.5 } }), 'limit-invalid', 422, 'a day and a half')
  t.equal(await stored(), before)
})

t.test('addresses, queries and methods that are not right', async (t) => {
  isProblem(t, await live.ask('/api/v1/nothing'), 'not-found', 404, 'no such address')
  isProblem(t, await live.ask('/api/v1/dossiers/x', { as: 'lan' }), 'not-found', 404, 'not an id')
  isProblem(t, await live.ask(`/api/v1/dossiers/${'x'.repeat(300)}`, { as: 'lan' }), 'not-found', 404, 'far too long an id')
  isProblem(t, await live.ask('/api/v1/dossiers/%E0%A4%A', { as: 'lan' }), 'invalid-request', 400, 'broken percent-encoding')
  isProblem(t, await live.ask('/api/v1/dossiers?limit=0', { as: 'lan' }), 'invalid-request', 400, 'a limit of none')
  isProblem(t, await live.ask('/api/v1/dossiers?limit=1e9', { as: 'lan' }), 'invalid-request', 400, 'a huge limit')
  isProblem(t, await live.ask('/api/v1/dossiers?limit=1&limit=2', { as: 'lan' }), 'invalid-request', 400, 'a limit twice')
  isProblem(t, await live.ask('/api/v1/dossiers?sort=price', { as: 'lan' }), 'invalid-request', 400, 'an unknown question')
  isProblem(t, await live.ask('/api/v1/dossiers?code=%00', { as: 'lan' }), 'invalid-request', 400, 'a NUL in a question')
  isProblem(t, await live.ask('/api/v1/dossiers?dueBefore=2026-13-45T00:00:00Z', { as: 'lan' }), 'invalid-request', 400, 'no such date')
  const wrong = await live.ask('/api/v1/dossiers/x/journal', { method: 'DELETE', as: 'lan' })
  isProblem(t, wrong, 'method-not-allowed', 405, 'a method that is not taken')
  t.equal(wrong.headers.get('allow'), 'GET, HEAD')
})

t.test('what is hardly HTTP is answered and cut off', async (t) => {
  const huge = await live.bytes(`GET /healthz HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(40_000)}\r\n\r\n`)
  t.match(huge, /^HTTP\/1\.1 431 [\s\S]*application\/problem\+json[\s\S]*headers-too-large/)
  const garbage = await live.bytes('\x16\x03\x01hello\r\n\r\n')
  t.match(garbage, /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*invalid-request/)
  const doubled = await live.bytes('POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')
  t.match(doubled, /^HTTP\/1\.1 400 /)
})

t.test('a foreign page can cause nothing', async (t) => {
  const token = live.home.people.get('lan')?.token ?? ''
  const cookie = `quytrinh_session=${token}`
  const own = `http://127.0.0.1:${live.port}`
  const write = (headers: Record<string, string>) => live.ask('/api/v1/dossiers', { body: filing(), headers: { ...key(), cookie, ...headers } })
  const before = await stored()
  isProblem(t, await write({ origin: 'https://evil.example' }), 'origin-refused', 403, 'a foreign origin')
  isProblem(t, await write({ origin: 'null' }), 'origin-refused', 403, 'a hidden origin')
  isProblem(t, await write({ 'sec-fetch-site': 'cross-site' }), 'origin-refused', 403, 'a foreign site')
  isProblem(t, await write({ 'sec-fetch-site': 'same-site', origin: own }), 'origin-refused', 403, 'a neighbour')
  isProblem(t, await write({}), 'origin-refused', 403, 'a cookie alone')
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' }
  t.equal((await live.ask('/sign-in', { raw: 'userName=lan&password=x', headers: form })).status, 403, 'signing somebody in')
  t.equal(await stored(), before)
  t.equal((await write({ origin: own })).status, 201, 'our own page')
})

t.test('nothing of all that was a fault of ours', async (t) => {
  t.notMatch(live.logged(), /"level":50/)
})

t.test('every answer above is what the OpenAPI document says', async (t) => {
  t.ok(live.conformance.checked > 50)
  t.same(live.conformance.faults, [])
})

t.test('an expectation that nobody knows is passed over, and a body over the limit is answered while it still comes in', async (t) => {
  const answer = await new Promise<{ status: number; type: string }>((done, fail) => {
    const sent = request({ port: live.port, host: '127.0.0.1', path: '/api/v1/me', headers: { expect: 'the-unexpected' } }, (reply) => {
      reply.resume().on('end', () => { done({ status: reply.statusCode ?? 0, type: reply.headers['content-type'] ?? '' }) })
    })
    sent.on('error', fail).end()
  })
  t.match(answer, { status: 401, type: /^application\/problem\+json/ })
  const large = await live.ask('/api/v1/dossiers', { as: 'lan', raw: `{"a":"${'x'.repeat(8_000_000)}"}`, headers: { 'idempotency-key': 'large', 'content-type': 'application/json' } })
  isProblem(t, large, 'body-too-large', 413, '8 MB')
  t.not(large.headers.get('connection'), 'close')
})
