/** The registers over time: accounts closed and opened, roles and substitutions with their days, passwords, and the trace of all of it. */
import t from 'tap'
import { addDays } from '../../workflows/calendar/index.ts'
import { askAs as askFor, type Clerk, expecting, newClerk } from '../support/document-service.ts'
import fc from '../support/property.ts'
import { at, isProblem, password, withService, type Json, type Reply } from '../support/live.ts'

t.setTimeout(120_000)
let nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => nowMs } })
const { home, other } = live
const today = String(at((await live.ask('/api/v1/me', { as: 'boss' })).json, 'today'))
const [yesterday, tomorrow] = [addDays(today, -1), addDays(today, 1)]
const decision = 'QĐ 12/QĐ-UBND'
let keys = 0
const post = (path: string, body: unknown, as = 'boss', headers: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  live.ask(`/api/v1${path}`, { as, body, headers: { 'idempotency-key': `admin-${keys += 1}`, ...headers } })
const idOf = (reply: Reply): string => String(at(reply.json, 'id'))
const personId = (name: string): string => home.people.get(name)?.accountId ?? ''

let people = 0
/** Somebody new, who signs in with the password of everybody. */
const newcomer = async (): Promise<{ id: string; userName: string }> => {
  const userName = `moi.${people += 1}`
  const entered = await post('/accounts', { userName, fullName: `Người Mới ${people}`, password })
  t.equal(entered.status, 201)
  return { id: idOf(entered), userName }
}
const grant = (accountId: string, role: string, unit: keyof typeof home.units, more: Record<string, unknown> = {}): Promise<Reply> =>
  post('/grants', { accountId, unitId: home.units[unit], role, validFrom: '2020-01-01', validTo: null, decision, ...more })
const signIn = (userName: string, more: Record<string, unknown> = {}): Promise<Reply> => live.ask('/api/v1/session', { body: { userName, password, ...more } })
const askAs = (session: Reply, path: string, asked: { method?: string; body?: unknown } = {}): Promise<Reply> =>
  live.ask(`/api/v1${path}`, { ...asked, headers: { authorization: `Bearer ${String(at(session.json, 'token'))}` } })
const entriesOf = async (subject: string): Promise<Json[]> => at((await live.ask(`/api/v1/register-entries?subject=${subject}`, { as: 'boss' })).json, 'items') as Json[]
const file = async (headers: Record<string, string>, as = 'lan'): Promise<Reply> => live.ask('/api/v1/dossiers', { as, headers, body: {
  procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty Mẫu', phone: '0900 000 001' },
  papers: [{ code: 'TB-KM', originals: 1, copies: 0 }, { code: 'THE-LE', originals: 1, copies: 0 }], receivingUnitId: home.units.DESK, responsibleUnitId: home.units.D1,
} })

t.test('only administrators change registers or read their trace', async (t) => {
  const { id } = await newcomer()
  for (const [path, body] of [
    [`/accounts/${id}/close`, { decision }], [`/accounts/${id}/reopen`, { decision }], [`/accounts/${id}/password`, {}], [`/grants/${id}/end`, { lastDay: today, decision }],
    [`/substitutions/${id}/end`, { lastDay: today, decision }], [`/units/${home.units.D2}/close`, { lastDay: today, decision }],
    ['/routes', { procedureCode: 'P1', responsibleUnitId: home.units.D1, validFrom: today, decision }],
  ] as const) isProblem(t, await post(path, body, 'hung'), 'role-not-granted', 403, path)
  isProblem(t, await live.ask('/api/v1/register-entries', { as: 'hung' }), 'role-not-granted', 403, 'the trace')
  isProblem(t, await live.ask(`/api/v1/accounts/${id}`, { as: 'hung' }), 'role-not-granted', 403, 'a person')
  isProblem(t, await post(`/accounts/${other.people.get('xlan')?.accountId ?? ''}/close`, { decision }), 'not-found', 404, 'of another agency')
})

t.test('a closed account ends its sessions and its roles, and opened again it gets none back', async (t) => {
  const { id, userName } = await newcomer()
  await grant(id, 'specialist', 'D1')
  const session = await signIn(userName)
  t.equal((await askAs(session, '/dossiers')).status, 200)
  const closed = await post(`/accounts/${id}/close`, { decision })
  t.equal(closed.status, 200)
  t.equal(at(closed.json, 'active'), false)
  isProblem(t, await askAs(session, '/dossiers'), 'not-signed-in', 401, 'the session')
  isProblem(t, await signIn(userName), 'wrong-credentials', 401, 'signing in')
  isProblem(t, await post(`/accounts/${id}/close`, { decision }), 'account-closed', 409, 'twice')
  isProblem(t, await grant(id, 'specialist', 'D1', { validFrom: tomorrow }), 'account-closed', 409, 'a role')
  t.equal((await post(`/accounts/${id}/reopen`, { decision: 'QĐ 13/QĐ-UBND' })).status, 200)
  isProblem(t, await post(`/accounts/${id}/reopen`, { decision }), 'account-open', 409, 'opened twice')
  const again = await signIn(userName)
  t.same(at((await askAs(again, '/me')).json, 'roles'), [])
  t.same((await entriesOf(id)).map((one) => [at(one, 'kind'), at(one, 'decision'), at(one, 'actor.userName')]), [
    ['account.reopened', 'QĐ 13/QĐ-UBND', 'boss'], ['account.closed', decision, 'boss'], ['grant.entered', decision, 'boss'], ['account.entered', null, 'boss'],
  ])
})

t.test('who has open dossiers in hand is not closed, and the refusal names them', async (t) => {
  const { id, userName } = await newcomer()
  await grant(id, 'specialist', 'D1')
  const received = await file({ 'idempotency-key': 'held-1' })
  const dossierId = String(at(received.json, 'id'))
  const step = async (type: string, as: string, more: Record<string, unknown> = {}): Promise<Reply> => {
    const version = String(at((await live.ask(`/api/v1/dossiers/${dossierId}`, { as: 'dung' })).json, 'version'))
    return live.ask(`/api/v1/dossiers/${dossierId}/events`, { as, body: { type, ...more }, headers: { 'idempotency-key': `${type}-${keys += 1}`, 'if-match': `"${version}"` } })
  }
  t.equal((await step('HAND_OVER', 'lan')).status, 200)
  t.equal((await step('ASSIGN', 'hung', { assigneeId: id })).status, 200)
  const refused = await post(`/accounts/${id}/close`, { decision })
  isProblem(t, refused, 'account-holds-work', 409, 'closing')
  t.match(at(refused.json, 'held'), [{ kind: 'dossier', count: 1, blocking: 1, items: [{ id: dossierId, code: at(received.json, 'code') }] }])
  t.same(at((await live.ask(`/api/v1/accounts/${id}`, { as: 'tech' })).json, 'held.0.items.0.id'), dossierId)
  t.equal((await signIn(userName)).status, 201, 'still open')
  t.equal((await step('ASSIGN', 'hung', { assigneeId: personId('nam') })).status, 200)
  t.equal((await post(`/accounts/${id}/close`, { decision })).status, 200)
})

/** An event at the version that the thing has now, read by somebody who sees everything of it. */
const cause = async (reader: Clerk, who: Clerk, path: string, body: Record<string, unknown>): Promise<void> => {
  const read = await askFor(live, reader, path)
  expecting(200, await askFor(live, who, `${path}/events`, { body, headers: { 'if-match': read.headers.get('etag') ?? '"0"' } }))
}
/** Something new; answers its address. */
const enter = async (who: Clerk, path: string, body: Record<string, unknown>): Promise<string> => `${path}/${String(at(expecting(201, await askFor(live, who, path, { body })), 'id'))}`

t.test('work of every kind in hand is named when the last role ends, and keeps the account open while it waits for the person', async (t) => {
  const [leader, secretary, leaver, head] = [await newClerk(live, ['agencyLeader', 'ROOT']), await newClerk(live, ['isoSecretary', 'ROOT']), await newClerk(live, ['specialist', 'D1']), await newClerk(live, ['unitHead', 'D1'])]
  const complaint = await enter(secretary, '/api/v1/complaints', { kind: 'feedback', channel: 'post', unitId: home.units.D1, receivedOn: today, text: 'Chờ lâu' })
  await cause(secretary, leader, complaint, { type: 'ACCEPT' })
  await cause(secretary, leader, complaint, { type: 'ASSIGN', handlerId: leaver.accountId })
  const review = await enter(secretary, '/api/v1/management-reviews', { plannedOn: today, asOf: yesterday, chairId: leader.accountId, participants: [secretary.accountId] })
  await cause(secretary, secretary, review, { type: 'HOLD', heldOn: today })
  await cause(secretary, secretary, review, { type: 'DECIDE', output: 'resources', text: 'Mua máy quét', ownerId: leaver.accountId, dueOn: tomorrow })
  await cause(secretary, secretary, review, { type: 'CONCLUDE', minutes: { number: '31/BB-UBND', on: today, conclusion: 'Phù hợp.' } })
  const found = await enter(secretary, '/api/v1/nonconformities', { source: 'inspection', unitId: home.units.D1, grade: 'minor', clause: '8.5.1', occurredOn: today, text: 'Sổ ghi thiếu' })
  const action = await enter(head, '/api/v1/corrective-actions', { nonconformityIds: [found.split('/').at(-1)], summary: 'Ghi đủ sổ' })
  await cause(secretary, secretary, action, { type: 'ACCEPT', ownerId: leaver.accountId })

  const roles = at((await live.ask(`/api/v1/accounts/${leaver.accountId}`, { as: 'boss' })).json, 'grants') as Json[]
  const kept = idOf(await grant(leaver.accountId, 'recordsClerk', 'ROOT'))
  const end = (id: string): Promise<Reply> => post(`/grants/${id}/end`, { lastDay: yesterday, decision })
  t.same(at((await end(kept)).json, 'held'), [], 'another role goes on')
  const ended = await end(String(at(roles[0], 'id')))
  t.match(at(ended.json, 'held'), [
    { kind: 'action', count: 1, blocking: 1, items: [{ state: 'analysing' }] }, { kind: 'reviewTask', count: 1, blocking: 1, items: [{ part: '1', dueOn: tomorrow }] }, { kind: 'complaint', count: 1, blocking: 1 },
  ], 'the last one')
  t.match(at((await entriesOf(leaver.accountId))[0], 'details.stillHeld'), { action: 1, reviewTask: 1, complaint: 1 })
  const refused = await post(`/accounts/${leaver.accountId}/close`, { decision })
  isProblem(t, refused, 'account-holds-work', 409, 'closing')
  t.same(at(refused.json, 'held'), at(ended.json, 'held'))

  await cause(secretary, leader, complaint, { type: 'ASSIGN', handlerId: head.accountId })
  await cause(secretary, leader, review, { type: 'ASSIGN', task: 1, ownerId: head.accountId, reason: 'Nghỉ hưu' })
  isProblem(t, await post(`/accounts/${leaver.accountId}/close`, { decision }), 'account-holds-work', 409, 'the action is left')
  await cause(secretary, secretary, action, { type: 'ASSIGN', ownerId: head.accountId, reason: 'Nghỉ hưu' })
  t.equal((await post(`/accounts/${leaver.accountId}/close`, { decision })).status, 200)
})

/** Work of four kinds in the hands of a new specialist of D1. `about`: who the complaint is about. */
const laden = async ({ secretary, leader, head }: { readonly secretary: Clerk; readonly leader: Clerk; readonly head: Clerk }, leaver: Clerk, { about, state, judge }: { readonly about: string | null; readonly state: string; readonly judge: string | null }): Promise<void> => {
  const complaint = await enter(secretary, '/api/v1/complaints', { kind: 'feedback', channel: 'post', unitId: home.units.D1, receivedOn: today, text: 'Chờ lâu', ...(about === null ? {} : { personId: about }) })
  await cause(secretary, leader, complaint, { type: 'ACCEPT' })
  await cause(secretary, leader, complaint, { type: 'ASSIGN', handlerId: leaver.accountId })
  const review = await enter(secretary, '/api/v1/management-reviews', { plannedOn: today, asOf: yesterday, chairId: leader.accountId, participants: [secretary.accountId] })
  await cause(secretary, secretary, review, { type: 'HOLD', heldOn: today })
  for (const text of ['Mua máy quét', 'Tập huấn']) await cause(secretary, secretary, review, { type: 'DECIDE', output: 'resources', text, ownerId: leaver.accountId, dueOn: tomorrow })
  const found = await enter(secretary, '/api/v1/nonconformities', { source: 'inspection', unitId: home.units.D1, grade: 'minor', clause: '8.5.1', occurredOn: today, text: 'Sổ ghi thiếu' })
  const action = await enter(head, '/api/v1/corrective-actions', { nonconformityIds: [found.split('/').at(-1)], summary: 'Ghi đủ sổ' })
  await cause(secretary, secretary, action, { type: 'ACCEPT', ownerId: leaver.accountId })
  await live.deps.pool.query('update corrective_action set state = $2, body = body || jsonb_build_object(\'state\', $2::text, \'verifiers\', to_jsonb($3::text[])) where id = $1', [action.split('/').at(-1), state, judge === null ? [] : [judge]])
  const dossier = await enter(lan, '/api/v1/dossiers', { procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'citizen', name: 'Nguyễn Văn Mẫu' }, papers: [{ code: 'TB-KM', originals: 1, copies: 0 }], receivingUnitId: home.units.DESK, responsibleUnitId: home.units.D1 })
  await cause(head, lan, dossier, { type: 'HAND_OVER' })
  await cause(head, head, dossier, { type: 'ASSIGN', assigneeId: leaver.accountId })
}
const lan: Clerk = await newClerk(live, ['receptionist', 'DESK'])

const organisation = fc.record({
  actor: fc.subarray(['unitHead', 'agencyLeader', 'isoSecretary', 'businessAdmin'] as const, { minLength: 1 }), successor: fc.constantFrom('specialist', 'unitHead', 'recordsClerk', null),
  isAbout: fc.boolean(), state: fc.constantFrom('analysing', 'awaitingApproval', 'doing', 'verifying', 'measuring'), isJudge: fc.boolean(),
})
t.test('after a handover and the end of the account nothing open that could move is without somebody in a role, and four eyes hold, in any organisation', async (t) => {
  const secretary = await newClerk(live, ['isoSecretary', 'ROOT'])
  const others = { secretary, leader: await newClerk(live, ['agencyLeader', 'ROOT']), head: await newClerk(live, ['unitHead', 'D1']) }
  await fc.assert(fc.asyncProperty(organisation, async ({ actor, successor, isAbout, state, isJudge }) => {
    const leaver = await newClerk(live, ['specialist', 'D1'])
    const next = successor === null ? await newClerk(live) : await newClerk(live, [successor, 'D1'])
    const by = await newClerk(live, ...actor.map((role) => [role, role === 'unitHead' ? 'D1' : 'ROOT'] as const))
    await laden(others, leaver, { about: isAbout ? next.accountId : null, state, judge: isJudge ? next.accountId : null })
    const path = `/api/v1/accounts/${leaver.accountId}/handovers`
    const asked = { body: { successorId: next.accountId, decision, decidedOn: today }, headers: { 'idempotency-key': `handover-${keys += 1}` } }
    const answer = await askFor(live, by, path, asked)
    if (successor === null) return isProblem(t, answer, 'user-unknown', 422, 'nobody takes over without a role')
    const record = expecting(201, answer)
    const is = (role: (typeof actor)[number]): boolean => actor.includes(role)
    // What the rules of each kind say, said once more: who may assign, who may be given it, that nobody handles what is about them, and that nobody gets what they verified.
    const may: Readonly<Record<string, boolean>> = {
      action: !isJudge && (is('unitHead') || is('isoSecretary')), complaint: !isAbout && (is('unitHead') || is('agencyLeader') || is('isoSecretary')),
      dossier: is('unitHead') && successor === 'specialist', reviewTask: is('agencyLeader'),
    }
    const all = ['action', 'complaint', 'dossier', 'reviewTask', 'reviewTask']
    const kindsOf = (member: string): string[] => (at(record, member) as Json[]).map((one) => String(at(one, 'kind'))).sort()
    t.same([kindsOf('moved'), kindsOf('kept')], [all.filter((kind) => may[kind]), all.filter((kind) => !may[kind])], `${actor.join()} to ${successor}`)
    const heldBy = async ({ accountId }: Clerk): Promise<Json[]> => at((await live.ask(`/api/v1/accounts/${accountId}`, { as: 'boss' })).json, 'held') as Json[]
    const many = (held: Json[]): number => held.reduce<number>((sum, one) => sum + Number(at(one, 'count')), 0)
    t.same([many(await heldBy(next)), many(await heldBy(leaver))], [kindsOf('moved').length, kindsOf('kept').length], 'nothing is lost, nothing twice')
    const again = await askFor(live, by, path, asked)
    t.same([again.headers.get('idempotency-replayed'), again.json], ['true', record], 'sent again it moves nothing')
    t.same(at((await askFor(live, next, `/api/v1/handovers/${String(at(record, 'id'))}`)).json, 'moved'), kindsOf('moved').length === 0 && successor !== 'unitHead' ? undefined : at(record, 'moved'), 'the successor reads it, if anything came to them')
    const waits = (await heldBy(leaver)).reduce<number>((sum, one) => sum + Number(at(one, 'blocking')), 0)
    t.equal((await post(`/accounts/${leaver.accountId}/close`, { decision })).status, waits === 0 ? 200 : 409, 'closed when nothing waits for the person')
  }), { numRuns: 5, examples: [[{ actor: ['unitHead', 'agencyLeader'], successor: 'specialist', isAbout: false, state: 'measuring', isJudge: false }]] })
})

t.test('a password given by an administrator is shown once, serves once, and signs nobody in by itself', async (t) => {
  const { id, userName } = await newcomer()
  const session = await signIn(userName)
  const headers = { 'idempotency-key': 'reset-1' }
  const reset = await post(`/accounts/${id}/password`, {}, 'tech', headers)
  const given = String(at(reset.json, 'password'))
  t.match(given, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  const twice = await post(`/accounts/${id}/password`, {}, 'tech', headers)
  t.equal(twice.headers.get('idempotency-replayed'), 'true', 'sent twice it is given once')
  t.equal(at(twice.json, 'password'), given, 'and both answers tell the same')
  nowMs += 30_000
  t.equal(at((await post(`/accounts/${id}/password`, {}, 'tech', headers)).json, 'password'), null, 'later under the same key it is not told again')
  isProblem(t, await askAs(session, '/me'), 'not-signed-in', 401, 'sessions ended')
  isProblem(t, await signIn(userName), 'wrong-credentials', 401, 'the old password')
  isProblem(t, await signIn(userName, { password: given }), 'password-change-needed', 403, 'alone')
  isProblem(t, await signIn(userName, { password: given, newPassword: given }), 'password-unchanged', 422, 'itself again')
  isProblem(t, await signIn(userName, { password: given, newPassword: 'ngắn' }), 'password-too-weak', 422, 'too short')
  t.equal((await signIn(userName, { password: given, newPassword: 'mật khẩu của riêng tôi' })).status, 201)
  t.equal((await signIn(userName, { password: 'mật khẩu của riêng tôi' })).status, 201)
  isProblem(t, await signIn(userName, { password: given }), 'wrong-credentials', 401, 'it served')
  isProblem(t, await post(`/accounts/${personId('tech')}/password`, {}, 'tech'), 'own-account', 409, 'one\'s own')
  const kept = await live.deps.pool.query('select details::text, (select string_agg(response::text, \'\') from idempotency) as answers from register_entry')
  t.notOk(JSON.stringify(kept.rows).includes(given), 'it is kept nowhere')
  t.notOk(live.logged().includes(given), 'nor logged')
})

t.test('a person changes their own password: the other sessions end, this one goes on', async (t) => {
  const { userName } = await newcomer()
  const [here, there] = [await signIn(userName), await signIn(userName)]
  const change = (current: string, wanted: string): Promise<Reply> => askAs(here, '/me/password', { method: 'PUT', body: { current, wanted } })
  isProblem(t, await change('sai mật khẩu rồi', 'mật khẩu mới của tôi'), 'current-password-wrong', 403, 'a wrong one')
  isProblem(t, await change(password, password), 'password-unchanged', 422, 'the same')
  t.equal((await change(password, 'mật khẩu mới của tôi')).status, 204)
  t.equal((await askAs(here, '/me')).status, 200)
  isProblem(t, await askAs(there, '/me'), 'not-signed-in', 401, 'elsewhere')
  for (let tries = 0; tries < 10; tries += 1) await change('sai mật khẩu rồi', 'mật khẩu mới nữa đây')
  isProblem(t, await change('mật khẩu mới của tôi', 'mật khẩu mới nữa đây'), 'too-many-requests', 429, 'guesses are counted')
})

t.test('a role ends on its day, at once, or before it began; never further back than yesterday', async (t) => {
  const { id, userName } = await newcomer()
  const session = await signIn(userName)
  const rolesNow = async (): Promise<Json[]> => at((await askAs(session, '/me')).json, 'roles') as Json[]
  const entered = await grant(id, 'specialist', 'D1')
  const grantId = idOf(entered)
  isProblem(t, await post(`/grants/${grantId}/end`, { lastDay: addDays(today, -2), decision }), 'day-is-past', 422, 'the day before yesterday')
  t.equal(at((await post(`/grants/${grantId}/end`, { lastDay: today, decision })).json, 'validTo'), today)
  t.equal((await rolesNow()).length, 1, 'the last day counts')
  isProblem(t, await post(`/grants/${grantId}/end`, { lastDay: tomorrow, decision }), 'already-ended', 409, 'not longer')
  t.equal((await post(`/grants/${grantId}/end`, { lastDay: yesterday, decision })).status, 200)
  t.same(await rolesNow(), [])
  isProblem(t, await askAs(session, `/dossiers/${idOf(await file({ 'idempotency-key': 'unseen' }))}`), 'not-found', 404, 'nothing to see')
  const planned = idOf(await grant(id, 'specialist', 'D2', { validFrom: addDays(today, 10) }))
  t.equal(at((await post(`/grants/${planned}/end`, { lastDay: today, decision })).json, 'validTo'), addDays(today, 9), 'called off')
  t.equal(at((await grant(id, 'specialist', 'D2', { validFrom: addDays(today, 10), validTo: tomorrow })).json, 'type'), '/problems/dates-reversed')
})

t.test('a substitution begins and ends on its days, and can be ended early', async (t) => {
  const { id, userName } = await newcomer()
  const session = await signIn(userName)
  const roles = async (): Promise<Json[]> => (at((await askAs(session, '/me')).json, 'roles') as Json[]).map((one) => at(one, 'onBehalfOf.userName'))
  const body = { absentAccountId: personId('hung'), substituteAccountId: id, role: null, validFrom: today, validTo: addDays(today, 5), decision: 'GUQ 1' }
  const one = idOf(await post('/substitutions', body))
  t.same(await roles(), ['hung'])
  t.equal(at((await post(`/substitutions/${one}/end`, { lastDay: yesterday, decision: 'GUQ 2' })).json, 'validTo'), yesterday)
  t.same(await roles(), [])
  const planned = idOf(await post('/substitutions', { ...body, validFrom: tomorrow }))
  t.same(await roles(), [], 'not yet')
  t.equal((await post(`/substitutions/${planned}/end`, { lastDay: today, decision })).status, 200)
  t.same((await entriesOf(id)).map((entry) => at(entry, 'kind')).slice(0, 4), ['substitution.ended', 'substitution.entered', 'substitution.ended', 'substitution.entered'])
})

t.test('nobody stands in for an account that is closed', async (t) => {
  const [absent, stand] = [await newcomer(), await newcomer()]
  await grant(absent.id, 'unitHead', 'D1')
  await post('/substitutions', { absentAccountId: absent.id, substituteAccountId: stand.id, role: null, validFrom: today, validTo: addDays(today, 5), decision })
  const session = await signIn(stand.userName)
  t.equal((at((await askAs(session, '/me')).json, 'roles') as Json[]).length, 1)
  await post(`/accounts/${absent.id}/close`, { decision })
  t.same(at((await askAs(session, '/me')).json, 'roles'), [])
})

t.test('the trace cannot be changed or deleted, by the owner of the database neither', async (t) => {
  for (const sql of ['update register_entry set decision = null', 'delete from register_entry', 'truncate register_entry']) {
    await t.rejects(live.deps.pool.query(sql), /permission denied|refused/, sql)
  }
})

t.test('the last who can administer stays, and another one must really be able to', async (t) => {
  const { tenantId } = other
  const at2 = (path: string, body: unknown, as: string): Promise<Reply> => post(path, body, as)
  t.equal((await at2(`/accounts/${other.people.get('xtech')?.accountId ?? ''}/close`, { decision }, 'xboss')).status, 200, 'the other one may go')
  const grants = await live.deps.pool.query<{ id: string }>("select id from role_grant where tenant_id = $1 and role = 'businessAdmin'", [tenantId])
  isProblem(t, await at2(`/grants/${grants.rows[0]?.id ?? ''}/end`, { lastDay: tomorrow, decision }, 'xboss'), 'last-administrator', 409, 'the last role, also on a day to come')
  isProblem(t, await at2(`/accounts/${other.people.get('xboss')?.accountId ?? ''}/close`, { decision }, 'xboss'), 'own-account', 409, 'oneself')
  const heir = idOf(await at2('/accounts', { userName: 'x.heir', fullName: 'Người Thừa' }, 'xboss'))
  await at2('/grants', { accountId: heir, unitId: other.units.ROOT, role: 'businessAdmin', validFrom: today, validTo: null, decision }, 'xboss')
  isProblem(t, await at2(`/grants/${grants.rows[0]?.id ?? ''}/end`, { lastDay: today, decision }, 'xboss'), 'last-administrator', 409, 'the heir has no password')
  const reset = await at2(`/accounts/${heir}/password`, {}, 'xboss')
  isProblem(t, await at2(`/grants/${grants.rows[0]?.id ?? ''}/end`, { lastDay: today, decision }, 'xboss'), 'last-administrator', 409, 'nor one of their own')
  t.equal((await signIn('x.heir', { password: at(reset.json, 'password'), newPassword: 'mật khẩu của người kế' })).status, 201)
  t.equal((await at2(`/grants/${grants.rows[0]?.id ?? ''}/end`, { lastDay: today, decision }, 'xboss')).status, 200)
})

t.test('every answer was as the OpenAPI document says', async (t) => {
  t.same(live.conformance.faults, [])
})
