import t from 'tap'
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { at, isProblem, password, withService, type Live, type Reply } from '../support/live.ts'

const live = await withService(t)
const papers = [{ code: 'TB-KM', originals: 1, copies: 0 }, { code: 'THE-LE', originals: 1, copies: 0 }]
const filing = (more: Record<string, unknown> = {}) => ({
  procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty Mẫu', phone: '0900 000 001' }, papers,
  receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1, ...more,
})
let keys = 0
const key = (): Record<string, string> => ({ 'idempotency-key': `key-${keys += 1}` })
const receive = async (one: Live = live): Promise<Reply> => one.ask('/api/v1/dossiers', { as: 'lan', body: filing(), headers: key() })
const advance = (id: string, version: number, type: string, who: string, more: Record<string, unknown> = {}): Promise<Reply> =>
  live.ask(`/api/v1/dossiers/${id}/events`, { as: who, body: { type, ...more }, headers: { ...key(), 'if-match': `"${version}"` } })

t.test('signing in gives a token and a cookie, and signing out ends both', async (t) => {
  const wrong = await live.ask('/api/v1/session', { body: { userName: 'lan', password: 'sai mật khẩu rồi' } })
  isProblem(t, wrong, 'wrong-credentials', 401, 'wrong password')
  const nobody = await live.ask('/api/v1/session', { body: { userName: 'khong-co', password } })
  isProblem(t, nobody, 'wrong-credentials', 401, 'unknown name')
  const right = await live.ask('/api/v1/session', { body: { userName: 'lan', password } })
  t.equal(right.status, 201)
  t.equal(at(right.json, 'failedAttempts'), 1, 'wrong passwords before it are told')
  const cookie = right.headers.get('set-cookie') ?? ''
  t.match(cookie, /HttpOnly/)
  t.match(cookie, /SameSite=Strict/)
  const bearer = { authorization: `Bearer ${String(at(right.json, 'token'))}` }
  const me = await live.ask('/api/v1/me', { headers: bearer })
  t.equal(at(me.json, 'account.userName'), 'lan')
  t.equal(at(me.json, 'roles.0.role'), 'receptionist')
  t.equal((await live.ask('/api/v1/me', { headers: { cookie: cookie.split(';')[0] ?? '' } })).status, 200, 'by cookie')
  t.equal((await live.ask('/api/v1/session', { method: 'DELETE', headers: bearer })).status, 204)
  isProblem(t, await live.ask('/api/v1/me', { headers: bearer }), 'not-signed-in', 401, 'after signing out')
})

t.test('the token is nowhere in the database, only its hash', async (t) => {
  const { rows } = await live.deps.pool.query<{ token_hash: Buffer }>('select token_hash from session')
  const token = live.home.people.get('lan')?.token ?? ''
  t.ok(rows.length > 0)
  t.notOk(rows.some((row) => row.token_hash.includes(Buffer.from(token))))
})

t.test('after ten wrong passwords a name has to wait, from this address', async (t) => {
  for (let i = 0; i < 10; i += 1) await live.ask('/api/v1/session', { body: { userName: i % 2 ? 'tech' : 'TeCH', password: `sai ${i}` } })
  const blocked = await live.ask('/api/v1/session', { body: { userName: 'tech', password } })
  isProblem(t, blocked, 'too-many-requests', 429, 'even with the right one')
  t.ok(Number(blocked.headers.get('retry-after')) > 0)
  t.equal((await live.ask('/api/v1/session', { body: { userName: 'boss', password } })).status, 201, 'other names are free')
})

t.test('wrong passwords sent all at once are counted like those sent in turn', async (t) => {
  const tries = await Promise.all(Array.from({ length: 30 }, (_, i) => live.ask('/api/v1/session', { body: { userName: 'nobody-here', password: `sai ${i}` } })))
  t.equal(tries.filter(({ status }) => status === 401).length, 10)
  t.equal(tries.filter(({ status }) => status === 429).length, 20)
})

t.test('a dossier is received, moved and read', async (t) => {
  const received = await receive()
  t.equal(received.status, 201, received.text)
  const id = String(at(received.json, 'id'))
  t.equal(received.headers.get('location'), `/api/v1/dossiers/${id}`)
  t.equal(received.headers.get('etag'), `"${String(at(received.json, 'version'))}"`)
  t.match(at(received.json, 'code'), /^H19-\d{6}-\d{4}$/)
  const moved = await advance(id, Number(at(received.json, 'version')), 'HAND_OVER', 'lan')
  t.equal(moved.status, 200, moved.text)
  t.equal(at(moved.json, 'status'), 4)
  const read = await live.ask(`/api/v1/dossiers/${id}`, { as: 'nam' })
  t.equal(read.headers.get('etag'), moved.headers.get('etag'))
  t.equal(at(read.json, 'applicant.name'), 'Công ty Mẫu')
  const journal = await live.ask(`/api/v1/dossiers/${id}/journal`, { as: 'nam' })
  t.equal(at(journal.json, 'verified'), true)
  t.equal((at(journal.json, 'entries') as unknown[]).length, 2)
})

t.test('the codes of a day go on past 99,999, one digit longer', async (t) => {
  await receive()
  await live.deps.pool.query('update dossier_number set last_number = 99998 where tenant_id = $1', [live.home.tenantId])
  const replies = [await receive(), await receive(), await receive()]
  t.same(replies.map(({ status, json }) => [status, String(at(json, 'code')).split('-').at(-1)]), [[201, '99999'], [201, '100000'], [201, '100001']])
})

t.test('to whom a dossier is not to be seen, acting on it is answered as for one that is not there', async (t) => {
  const received = await receive()
  const id = String(at(received.json, 'id'))
  const version = Number(at(received.json, 'version'))
  const nowhere = (reply: Reply): unknown => ({ ...(reply.json as object), instance: null })
  const unknown = await advance('01900000-0000-7000-8000-000000000000', version, 'HAND_OVER', 'far')
  isProblem(t, unknown, 'not-found', 404, 'one that is not there')
  for (const who of ['far', 'tech', 'xlan']) {
    for (const [of, sent, type] of [['the right version', version, 'HAND_OVER'], ['another version', version + 7, 'HAND_OVER'], ['an event that no step takes', version, 'RESULT_SIGNED']] as const) {
      const refused = await advance(id, sent, type, who)
      isProblem(t, refused, 'not-found', 404, `${who} with ${of}`)
      t.same(nowhere(refused), nowhere(unknown), `${who} with ${of}: the same words`)
      t.equal(refused.headers.get('etag'), null, `${who} with ${of}: no version in the headers`)
    }
  }
  isProblem(t, await advance(id, version + 7, 'HAND_OVER', 'nam'), 'stale-version', 412, 'who may read it learns the version')
  isProblem(t, await advance(id, version, 'HAND_OVER', 'nam'), 'role-not-granted', 403, 'and why not')
})

t.test('a repeated request is answered as before; the key is bound to its request', async (t) => {
  const headers = key()
  const first = await live.ask('/api/v1/dossiers', { as: 'lan', body: filing(), headers })
  const again = await live.ask('/api/v1/dossiers', { as: 'lan', body: filing(), headers })
  t.equal(again.status, 201)
  t.same(again.json, first.json)
  t.equal(again.headers.get('idempotency-replayed'), 'true')
  const changed = await live.ask('/api/v1/dossiers', { as: 'lan', body: filing({ channel: 'postal' }), headers })
  isProblem(t, changed, 'idempotency-key-reused', 422, 'another request under the key')
  isProblem(t, await live.ask('/api/v1/dossiers', { as: 'lan', body: filing() }), 'idempotency-key-required', 400, 'no key')
})

t.test('an event needs the version that was read', async (t) => {
  const received = await receive()
  const path = `/api/v1/dossiers/${String(at(received.json, 'id'))}/events`
  isProblem(t, await live.ask(path, { as: 'lan', body: { type: 'HAND_OVER' }, headers: key() }), 'if-match-required', 428, 'no If-Match')
  const stale = await live.ask(path, { as: 'lan', body: { type: 'HAND_OVER' }, headers: { ...key(), 'if-match': '"77"' } })
  isProblem(t, stale, 'stale-version', 412, 'another version')
  t.equal(stale.headers.get('etag'), received.headers.get('etag'), 'the refusal names the version there is')
})

t.test('what a person may do now is listed, and for the rest why not', async (t) => {
  const id = String(at((await receive()).json, 'id'))
  const desk = await live.ask(`/api/v1/dossiers/${id}/actions`, { as: 'lan' })
  const actions = at(desk.json, 'actions') as { event: string; allowed: boolean; needs: string[]; refusal: { code: string } | null }[]
  t.equal(actions.find((one) => one.event === 'HAND_OVER')?.allowed, true)
  t.same(actions.find((one) => one.event === 'WITHDRAW')?.needs, ['reason'])
  const other = await live.ask(`/api/v1/dossiers/${id}/actions`, { as: 'nam' })
  t.ok((at(other.json, 'actions') as typeof actions).every((one) => one.allowed || one.refusal !== null))
  t.equal((at(other.json, 'actions') as typeof actions).find((one) => one.event === 'HAND_OVER')?.refusal?.code, 'role-not-granted')
})

t.test('dossiers are seen by their units and those above, by nobody else', async (t) => {
  const id = String(at((await receive()).json, 'id'))
  const count = async (as: string): Promise<number> => (at((await live.ask('/api/v1/dossiers?limit=200', { as })).json, 'items') as unknown[]).length
  for (const as of ['lan', 'nam', 'dung']) {
    t.equal((await live.ask(`/api/v1/dossiers/${id}`, { as })).status, 200, `${as} reads it`)
    t.ok(await count(as) > 0, `${as} lists it`)
  }
  for (const as of ['far', 'tech', 'xdung', 'xlan']) {
    isProblem(t, await live.ask(`/api/v1/dossiers/${id}`, { as }), 'not-found', 404, `${as} reading`)
    isProblem(t, await live.ask(`/api/v1/dossiers/${id}/journal`, { as }), 'not-found', 404, `${as} reading the journal`)
    t.equal(await count(as), 0, `${as} lists nothing`)
  }
  isProblem(t, await live.ask(`/api/v1/dossiers/${id}/events`, { as: 'xlan', body: { type: 'HAND_OVER' }, headers: { ...key(), 'if-match': '"1"' } }),
    'not-found', 404, 'another agency moving it')
})

t.test('a list is paged by key, every dossier once', async (t) => {
  const all = at((await live.ask('/api/v1/dossiers?limit=200', { as: 'dung' })).json, 'items') as { id: string }[]
  const seen: string[] = []
  for (let next: unknown = ''; next !== null;) {
    const page = await live.ask(`/api/v1/dossiers?limit=2${next === '' ? '' : `&after=${String(next)}`}`, { as: 'dung' })
    seen.push(...(at(page.json, 'items') as { id: string }[]).map((one) => one.id))
    next = at(page.json, 'next')
  }
  t.same(seen, all.map((one) => one.id))
  isProblem(t, await live.ask('/api/v1/dossiers?after=bm8', { as: 'dung' }), 'invalid-request', 400, 'a cursor of somebody else')
})

t.test('registers are kept by administrators, once per key', async (t) => {
  const unit = { code: 'VP', name: { vi: 'Văn phòng', en: 'Office' }, kind: 'department', parentId: live.home.units.ROOT, validFrom: '2026-01-01', validTo: null }
  isProblem(t, await live.ask('/api/v1/units', { as: 'lan', body: unit, headers: key() }), 'role-not-granted', 403, 'a receptionist')
  const headers = key()
  const made = await live.ask('/api/v1/units', { as: 'boss', body: unit, headers })
  t.equal(made.status, 201, made.text)
  t.same((await live.ask('/api/v1/units', { as: 'boss', body: unit, headers })).json, made.json)
  isProblem(t, await live.ask('/api/v1/units', { as: 'boss', body: unit, headers: key() }), 'name-taken', 409, 'the code is taken')
  isProblem(t, await live.ask('/api/v1/units', { as: 'boss', body: { ...unit, code: 'V2', parentId: live.other.units.ROOT }, headers: key() }),
    'unit-unknown', 422, 'a parent of another agency')
  const weak = await live.ask('/api/v1/accounts', { as: 'boss', body: { userName: 'moi', fullName: 'Người Mới', password: 'ngắn' }, headers: key() })
  isProblem(t, weak, 'password-too-weak', 422, 'a short password')
  const person = await live.ask('/api/v1/accounts', { as: 'boss', body: { userName: 'moi', fullName: 'Người Mới', password: 'dài hơn mười hai' }, headers: key() })
  t.equal(person.status, 201, person.text)
  const grant = { accountId: at(person.json, 'id'), unitId: at(made.json, 'id'), role: 'specialist', validFrom: '2026-01-01', validTo: null }
  t.equal((await live.ask('/api/v1/grants', { as: 'boss', body: grant, headers: key() })).status, 201)
  const foreign = { ...grant, accountId: live.other.people.get('xlan')?.accountId }
  isProblem(t, await live.ask('/api/v1/grants', { as: 'boss', body: foreign, headers: key() }), 'user-unknown', 422, 'somebody of another agency')
  t.equal((await live.ask('/api/v1/session', { body: { userName: 'moi', password: 'dài hơn mười hai' } })).status, 201)
})

t.test('a calendar gets its next version, and no other', async (t) => {
  const calendar = (await live.ask('/api/v1/calendars/test', { as: 'lan' })).json as WorkingCalendar
  const put = (version: number, as: string) =>
    live.ask('/api/v1/calendars/test', { method: 'PUT', as, body: { ...calendar, version }, headers: key() })
  isProblem(t, await put(calendar.version + 1, 'lan'), 'role-not-granted', 403, 'a receptionist')
  isProblem(t, await put(calendar.version + 5, 'boss'), 'stale-version', 412, 'a gap')
  t.equal((await put(calendar.version + 1, 'boss')).status, 201)
  isProblem(t, await live.ask('/api/v1/calendars/other', { as: 'lan' }), 'not-found', 404, 'unknown')
})

t.test('a procedure is checked, published, and ends the revision before it', async (t) => {
  const list = await live.ask('/api/v1/procedures?limit=3', { as: 'lan' })
  t.equal((at(list.json, 'items') as unknown[]).length, 3)
  t.type(at(list.json, 'next'), 'string')
  const { definition } = (await live.ask('/api/v1/procedures/P1/1', { as: 'lan' })).json as { definition: ProcedureDefinition }
  const next = { ...definition, revision: 2, validFrom: '2027-01-01' }
  t.same(at((await live.ask('/api/v1/procedures/check', { as: 'lan', body: next })).json, 'ok'), true)
  const broken = { ...next, machine: { ...next.machine, initial: 'nowhere' } }
  const findings = await live.ask('/api/v1/procedures/check', { as: 'lan', body: broken })
  t.equal(at(findings.json, 'ok'), false)
  t.equal(at(findings.json, 'findings.0.rule'), 'machine-does-not-compile')
  isProblem(t, await live.ask('/api/v1/procedures', { as: 'lan', body: next, headers: key() }), 'role-not-granted', 403, 'a receptionist')
  isProblem(t, await live.ask('/api/v1/procedures', { as: 'boss', body: broken, headers: key() }), 'procedure-invalid', 422, 'one that is wrong')
  isProblem(t, await live.ask('/api/v1/procedures', { as: 'boss', body: { code: 'X' }, headers: key() }), 'procedure-invalid', 422, 'none at all')
  isProblem(t, await live.ask('/api/v1/procedures', { as: 'boss', body: definition, headers: key() }), 'procedure-immutable', 409, 'a revision that is there')
  const headers = key()
  const published = await live.ask('/api/v1/procedures', { as: 'boss', body: next, headers })
  t.equal(published.status, 201, published.text)
  t.same((await live.ask('/api/v1/procedures', { as: 'boss', body: next, headers })).json, published.json)
  const revisions = at((await live.ask('/api/v1/procedures/P1', { as: 'lan' })).json, 'items') as { validTo: string | null }[]
  t.same(revisions.map((one) => one.validTo), ['2026-12-31', null])
  isProblem(t, await live.ask('/api/v1/procedures/NONE', { as: 'lan' }), 'not-found', 404, 'unknown')
})

t.test('a limit is explained day by day', async (t) => {
  const { json } = await live.ask('/api/v1/due', { as: 'lan', body: { from: '2021-05-06T09:40', limit: { unit: 'workingDay', amount: 2 } } })
  t.equal(at(json, 'dueAt'), '2021-05-10T17:00:00+07:00')
  t.equal((at(json, 'trace') as unknown[]).length, 5)
})

t.test('pages: sign in with a form, see the list, open a dossier', async (t) => {
  t.equal((await live.ask('/')).headers.get('location'), '/sign-in')
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: `http://127.0.0.1:${live.port}` }
  const bad = await live.ask('/sign-in', { raw: 'userName=lan&password=sai', headers: form })
  t.equal(bad.status, 401)
  t.match(bad.text, /Sai tên đăng nhập hoặc mật khẩu/)
  const signedIn = await live.ask('/sign-in', { raw: `userName=lan&password=${encodeURIComponent(password)}`, headers: form })
  t.equal(signedIn.status, 303)
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const received = await live.ask('/api/v1/dossiers', { as: 'lan', body: filing({ applicant: { kind: 'citizen', name: '<b>Ông & Bà</b>' } }), headers: key() })
  const list = await live.ask('/', { headers: { cookie } })
  t.match(list.text, String(at(received.json, 'code')))
  t.notMatch(list.text, /<b>Ông/, 'names are escaped')
  const page = await live.ask(`/dossiers/${String(at(received.json, 'id'))}`, { headers: { cookie } })
  t.match(page.text, /Nhật ký nguyên vẹn/)
  t.match(page.text, /&lt;b&gt;Ông &amp; Bà&lt;\/b&gt;/)
  t.equal((await live.ask('/dossiers/nothing', { headers: { cookie } })).status, 404)
  t.match((await live.ask('/setup', { headers: { cookie } })).headers.get('location'), '/')
  const style = /href="(\/assets\/app-[0-9a-f]+\.css)"/.exec(list.text)?.[1] ?? ''
  t.match((await live.ask(style)).headers.get('cache-control'), /immutable/)
})

t.test('no log line holds a name, a password, a token or a query', async (t) => {
  await live.ask('/api/v1/dossiers?code=BI-MAT-TRONG-DIA-CHI', { as: 'lan' })
  await live.ask('/api/v1/dossiers', { as: 'lan', raw: '{"applicant": {"name": "Công ty Mẫu"', headers: key() })
  const logged = live.logged()
  t.ok(logged.length > 100)
  for (const secret of ['Công ty Mẫu', password, live.home.people.get('lan')?.token ?? 'x', 'BI-MAT', '0900 000 001', '0900000001']) t.notOk(logged.includes(secret), `not ${secret.slice(0, 6)}…`)
})

t.test('every answer above is what the OpenAPI document says', async (t) => {
  t.ok(live.conformance.checked > 50)
  t.same(live.conformance.faults, [])
})
