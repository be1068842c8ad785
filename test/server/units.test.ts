/** Units over time: what goes on in dossiers, roles and routes when units are renamed, merged, divided and closed. */
import t from 'tap'
import { readNames } from '../../storage/papers.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { at, isProblem, password, withService, type Json, type Reply } from '../support/live.ts'

// One day for the whole test, also when it runs over midnight; each look at the clock is a little later.
t.setTimeout(120_000)
let nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => (nowMs += 1) } })
const { home } = live
const today = String(at((await live.ask('/api/v1/me', { as: 'boss' })).json, 'today'))
const [yesterday, tomorrow] = [addDays(today, -1), addDays(today, 1)]
const decision = 'NQ 05/NQ-HĐND'
let keys = 0
const post = (path: string, body: unknown, as = 'boss'): Promise<Reply> => live.ask(`/api/v1${path}`, { as, body, headers: { 'idempotency-key': `units-${keys += 1}` } })
const idOf = (reply: Reply): string => String(at(reply.json, 'id'))
const name = (vi: string) => ({ vi, en: vi })

let units = 0
const newUnit = async (more: Record<string, unknown> = {}): Promise<string> => {
  const code = `U${units += 1}`
  return idOf(await post('/units', { code, name: name(code), kind: 'department', parentId: home.units.ROOT, validFrom: '2020-01-01', validTo: null, decision, ...more }))
}
interface Member { readonly id: string; ask(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> }
let people = 0
/** Somebody with one role in a unit, signed in. */
const member = async (unitId: string, role: string): Promise<Member> => {
  const userName = `nguoi.${people += 1}`
  const id = idOf(await post('/accounts', { userName, fullName: userName, password }))
  await post('/grants', { accountId: id, unitId, role, validFrom: '2020-01-01', validTo: null, decision })
  const session = await live.ask('/api/v1/session', { body: { userName, password } })
  const authorization = `Bearer ${String(at(session.json, 'token'))}`
  return { id, ask: (path, body, headers = {}) => live.ask(`/api/v1${path}`, { ...(body === undefined ? {} : { body }), headers: { authorization, ...headers } }) }
}
const file = (responsibleUnitId: string | null): Promise<Reply> => live.ask('/api/v1/dossiers', { as: 'lan', headers: { 'idempotency-key': `file-${keys += 1}` }, body: {
  procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty Mẫu', phone: '0900 000 001' },
  papers: [{ code: 'TB-KM', originals: 1, copies: 0 }, { code: 'THE-LE', originals: 1, copies: 0 }], receivingUnitId: home.units.DESK,
  ...(responsibleUnitId === null ? {} : { responsibleUnitId }),
} })
const versionOf = async (id: string): Promise<string> => String(at((await live.ask(`/api/v1/dossiers/${id}`, { as: 'dung' })).json, 'version'))
const move = async (id: string, type: string, by: Member | string, more: Record<string, unknown> = {}): Promise<Reply> => {
  const headers = { 'idempotency-key': `move-${keys += 1}`, 'if-match': `"${await versionOf(id)}"` }
  return typeof by === 'string' ? live.ask(`/api/v1/dossiers/${id}/events`, { as: by, body: { type, ...more }, headers }) : by.ask(`/dossiers/${id}/events`, { type, ...more }, headers)
}
/** A dossier of the unit in the hand of a specialist. */
const inHand = async (unitId: string, head: Member, specialist: Member): Promise<string> => {
  const id = idOf(await file(unitId))
  t.equal((await move(id, 'HAND_OVER', 'lan')).status, 200)
  t.equal((await move(id, 'ASSIGN', head, { assigneeId: specialist.id })).status, 200)
  return id
}
const unitsOn = async (on: string): Promise<Json[]> =>
  (at((await live.ask(`/api/v1/units?on=${on}`, { as: 'nam' })).json, 'items') as Json[]).filter((one) => String(at(one, 'validFrom')) <= on && (at(one, 'validTo') === null || String(at(one, 'validTo')) >= on))

t.test('a unit takes another name on a day: the tree of each day and a paper of each day say it right', async (t) => {
  const id = await newUnit()
  t.equal((await post(`/units/${id}/rename`, { name: name('Phòng Mới'), from: today, decision })).status, 200)
  t.equal((await post(`/units/${id}/rename`, { name: name('Phòng Mai Sau'), from: addDays(today, 30), decision })).status, 200)
  for (const [on, called] of [[yesterday, /^U\d/], [today, /^Phòng Mới$/], [addDays(today, 29), /^Phòng Mới$/], [addDays(today, 30), /^Phòng Mai Sau$/]] as const) {
    t.match(at((await unitsOn(on)).find((one) => at(one, 'id') === id), 'name.vi'), called, on)
    t.match((await readNames(live.deps.pool, home.tenantId, { units: [id], people: [] }, on)).units.get(id)?.name, called, `printed ${on}`)
  }
  isProblem(t, await post(`/units/${id}/rename`, { name: name('Lần nữa'), from: today, decision }), 'name-taken', 409, 'twice on one day')
  isProblem(t, await post(`/units/${id}/rename`, { name: name('Trước khi có'), from: '2020-01-01', decision }), 'unit-not-begun', 422, 'before it was')
})

t.test('two units become one: work in hand goes on, heads assign, new dossiers find the new unit, and it sees all of the old ones', async (t) => {
  const [a, b] = [await newUnit(), await newUnit()]
  const [headA, specialistA, specialistB] = [await member(a, 'unitHead'), await member(a, 'specialist'), await member(b, 'specialist')]
  t.equal((await post('/routes', { procedureCode: 'P1', responsibleUnitId: a, validFrom: today, decision })).status, 201)
  const [held, waiting] = [await inHand(a, headA, specialistA), idOf(await file(a))]
  await move(waiting, 'HAND_OVER', 'lan')
  t.equal((await specialistB.ask(`/dossiers/${held}`)).status, 404, 'not theirs yet')
  const merged = await post('/unit-mergers', { unitIds: [a, b], into: { code: 'U1NEW', name: name('Phòng Hợp Nhất'), kind: 'department', parentId: home.units.ROOT }, from: today, decision })
  t.equal(merged.status, 201, merged.text)
  const into = String(at(merged.json, 'successors.0.id'))
  t.same((at(merged.json, 'ended') as Json[]).map((one) => at(one, 'validTo')), [yesterday, yesterday])
  t.same(at((await specialistA.ask('/me')).json, 'roles.0.unit.id'), into, 'the role is held in the new unit')
  t.equal(at((await specialistA.ask(`/dossiers/${held}`)).json, 'responsibleUnitId'), a, 'the dossier stays as it is')
  t.equal((await specialistB.ask(`/dossiers/${held}`)).status, 200, 'colleagues now')
  t.equal((await move(waiting, 'ASSIGN', headA, { assigneeId: specialistB.id })).status, 200, 'the head assigns across the old border')
  t.equal((await move(held, 'STEP_DONE', specialistA)).status, 200, 'work in hand goes on')
  t.equal(at((await file(null)).json, 'responsibleUnitId'), into, 'the route leads on')
  isProblem(t, await file(a), 'unit-unknown', 422, 'nothing new goes to a unit that has ended')
  t.ok((await unitsOn(yesterday)).some((one) => at(one, 'id') === a), 'the tree of yesterday')
  t.notOk((await unitsOn(today)).some((one) => at(one, 'id') === a), 'the tree of today')
  t.match(at((await live.ask(`/api/v1/register-entries?subject=${b}`, { as: 'tech' })).json, 'items.0'), { kind: 'unit.merged', decision, details: { grants: 3 } })
})

t.test('a unit becomes two: each keeps its people and procedures, and no open dossier is stuck', async (t) => {
  const unit = await newUnit()
  const [head, one, two] = [await member(unit, 'unitHead'), await member(unit, 'specialist'), await member(unit, 'specialist')]
  await post('/routes', { procedureCode: 'P8', responsibleUnitId: unit, validFrom: today, decision })
  const [first, second] = [await inHand(unit, head, one), await inHand(unit, head, two)]
  const divided = await post(`/units/${unit}/divide`, {
    parts: [{ code: 'PA', name: name('Phần A'), kind: 'department' }, { code: 'PB', name: name('Phần B'), kind: 'department' }], from: tomorrow, decision,
    people: [{ accountId: two.id, part: 1 }], procedures: [{ procedureCode: 'P8', part: 1 }],
  })
  t.equal(divided.status, 200, divided.text)
  const partB = String(at(divided.json, 'successors.1.id'))
  t.equal((await one.ask(`/dossiers/${first}`)).status, 200, 'today it is still the old unit')
  const routes = at((await live.ask(`/api/v1/routes?on=${tomorrow}`, { as: 'nam' })).json, 'items') as Json[]
  t.same(routes.filter((route) => at(route, 'procedureCode') === 'P8').map((route) => at(route, 'responsibleUnitId')), [partB])
  const rights = async (who: Member, on: string): Promise<{ line: string[]; units: string[]; roles: string }> => {
    const { rows } = await live.deps.pool.query<{ line: string[]; units: string[]; roles: string }>(
      'select unit_line($1, $2, $4) as line, visible_units($1, $3, $4) as units, held_roles($1, $3, $4)::text as roles', [home.tenantId, unit, who.id, on])
    return rows[0] ?? { line: [], units: [], roles: '' }
  }
  for (const who of [one, two, head]) {
    const { line, units: seen, roles } = await rights(who, tomorrow)
    t.ok(seen.includes(unit), 'sees the dossiers of the old unit')
    t.ok(line.some((above) => roles.includes(above)), 'holds the role in the line that decides')
    t.notOk(roles.includes(unit), 'and none in the unit that ended')
  }
  t.ok((await rights(two, tomorrow)).roles.includes(partB), 'in the part that was named')
  t.ok([first, second].every((id) => id !== ''))
  isProblem(t, await post(`/units/${unit}/divide`, { parts: [{ code: 'X', name: name('X'), kind: 'department' }, { code: 'Y', name: name('Y'), kind: 'department' }], from: tomorrow, decision }),
    'unit-ended', 409, 'it ends but once')
})

t.test('a unit is closed when nothing is left in it, or with the unit that takes over', async (t) => {
  const unit = await newUnit()
  const child = await newUnit({ parentId: unit })
  isProblem(t, await post(`/units/${home.units.ROOT}/close`, { lastDay: today, decision }), 'unit-is-root', 409, 'the agency itself')
  const refused = await post(`/units/${unit}/close`, { lastDay: today, decision })
  isProblem(t, refused, 'unit-has-children', 409, 'with a unit under it')
  t.equal((at(refused.json, 'units') as string[]).length, 1)
  t.equal((await post(`/units/${child}/close`, { lastDay: yesterday, decision })).status, 200)
  const specialist = await member(unit, 'specialist')
  isProblem(t, await post(`/units/${unit}/close`, { lastDay: today, decision }), 'unit-still-needed', 409, 'with people in it')
  isProblem(t, await post(`/units/${unit}/close`, { lastDay: today, decision, successorId: child }), 'unit-ended', 409, 'into one that has ended')
  isProblem(t, await post(`/units/${unit}/close`, { lastDay: '2019-12-31', decision, successorId: home.units.D2 }), 'unit-not-begun', 422, 'before it was')
  for (const far of ['9999-12-31', '0001-01-01', '0000-01-01']) {
    const answers = [await post(`/units/${unit}/close`, { lastDay: far, decision, successorId: far === '9999-12-31' ? unit : home.units.D2 }),
      await post(`/units/${unit}/rename`, { name: name('Xa'), from: far === '9999-12-31' ? '0000-01-01' : far, decision })]
    t.ok(answers.every(({ status }) => status >= 400 && status < 500), `${far}: ${answers.map(({ status }) => status).join(' ')}`)
  }
  t.equal((await post(`/units/${unit}/close`, { lastDay: yesterday, decision, successorId: home.units.D2 })).status, 200)
  t.equal(at((await specialist.ask('/me')).json, 'roles.0.unit.id'), home.units.D2)
  isProblem(t, await post('/grants', { accountId: specialist.id, unitId: unit, role: 'specialist', validFrom: today, validTo: null }), 'unit-ended', 409, 'no role in it any more')
  isProblem(t, await post('/units', { code: 'LATE', name: name('Muộn'), kind: 'department', parentId: unit, validFrom: today, validTo: null }), 'unit-ended', 409, 'no unit under it')
  await t.rejects(live.deps.pool.query('insert into role_grant (tenant_id, id, account_id, unit_id, role, valid_from) values ($1, $2, $3, $4, $5, $6)',
    [home.tenantId, specialist.id, specialist.id, unit, 'specialist', today]), /outlive/, 'the database holds to it')
})

t.test('a role that was to begin later begins in the successor, and one held twice is held once', async (t) => {
  const [from, into] = [await newUnit(), await newUnit()]
  const specialist = await member(from, 'specialist')
  await post('/grants', { accountId: specialist.id, unitId: into, role: 'specialist', validFrom: '2020-01-01', validTo: null, decision })
  await post('/grants', { accountId: specialist.id, unitId: from, role: 'unitHead', validFrom: addDays(today, 10), validTo: null, decision })
  t.equal((await post(`/units/${from}/close`, { lastDay: yesterday, decision, successorId: into })).status, 200)
  const grants = at((await live.ask(`/api/v1/accounts/${specialist.id}`, { as: 'boss' })).json, 'grants') as Json[]
  const going = grants.filter((one) => at(one, 'validTo') === null).map((one) => [at(one, 'unitId'), at(one, 'role'), at(one, 'validFrom')])
  t.same(going, [[into, 'unitHead', addDays(today, 10)], [into, 'specialist', '2020-01-01']])
})

t.test('a procedure is led to another unit from a day on', async (t) => {
  const [one, two] = [await newUnit(), await newUnit()]
  const set = (responsibleUnitId: string, validFrom: string, procedureCode = 'P3'): Promise<Reply> => post('/routes', { procedureCode, responsibleUnitId, validFrom, decision })
  isProblem(t, await set(one, yesterday), 'day-is-past', 422, 'not in the past')
  isProblem(t, await set(one, today, 'KHONG-CO'), 'procedure-unknown', 422, 'an unknown procedure')
  t.equal((await set(one, addDays(today, 20))).status, 201)
  t.equal(at((await set(two, addDays(today, 10))).json, 'validTo'), addDays(today, 19), 'until the one that is planned')
  isProblem(t, await set(one, addDays(today, 10)), 'name-taken', 409, 'two on one day')
})

t.test('a receptionist who stands in for one of another desk receives at that desk', async (t) => {
  const desk = await newUnit({ kind: 'oneStopDesk', code: 'ZDESK' })
  const [absent, stand] = [await member(desk, 'receptionist'), await member(home.units.D2, 'specialist')]
  await post('/substitutions', { absentAccountId: absent.id, substituteAccountId: stand.id, role: null, validFrom: today, validTo: tomorrow, decision })
  const filed = await stand.ask('/dossiers', {
    procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty Mẫu', phone: '0900 000 001' },
    papers: [{ code: 'TB-KM', originals: 1, copies: 0 }, { code: 'THE-LE', originals: 1, copies: 0 }],
  }, { 'idempotency-key': 'stand-in-desk' })
  t.equal(filed.status, 201, filed.text)
  t.equal(at(filed.json, 'receivingUnitId'), desk)
})

t.test('every answer about units was as the OpenAPI document says', async (t) => {
  t.same(live.conformance.faults, [])
})
