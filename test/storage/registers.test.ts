import t from 'tap'
import type { Account } from '../../schemas/agency.ts'
import { type ProcedureDefinition, type Role, roles } from '../../schemas/procedure.ts'
import { clearFailedSignIns, createAccount, findAccount, findCredentials, listAccounts, noteFailedSignIn, setActive, setPasswordHash } from '../../storage/accounts.ts'
import { addCalendarVersion, findCalendar } from '../../storage/calendars.ts'
import { addSubstitution, endGrant, grantRole, listGrants, listSubstitutions } from '../../storage/grants.ts'
import { newId } from '../../storage/ids.ts'
import { addProcedure, endProcedure, findProcedure, findProcedureOn, listProcedures, putIntoForce } from '../../storage/procedures.ts'
import { beginSession, endSession, endSessionsOf, findSession, sweepSessions, touchSession } from '../../storage/sessions.ts'
import { createTenant, findTenant, listTenants } from '../../storage/tenants.ts'
import { createUnit, endUnit, findUnitByCode, listUnits } from '../../storage/units.ts'
import { withDatabase } from '../support/postgres.ts'

const nowMs = 1_780_000_000_000
const { orm } = await withDatabase(t)
const em = () => orm.em.fork()
const agency = (code: string) => createTenant(em(), { code, name: { vi: `Xã ${code}`, en: code }, level: 'xa', zone: 'Asia/Ho_Chi_Minh', calendarId: 'vn' }, nowMs)
const unitOf = (tenantId: string, code: string, validFrom = '2025-07-01') =>
  createUnit(em(), tenantId, { code, name: { vi: code, en: code }, kind: 'department', parentId: null, validFrom, validTo: null })
const person = (tenantId: string, userName: string, fullName = userName): Promise<Account> =>
  createAccount(em(), tenantId, { userName, fullName, passwordHash: null }, nowMs)
const refused = (code: string) => ({ name: 'DomainError', code })
const definition = (code: string, revision: number, validFrom: string): ProcedureDefinition => ({
  format: 1, code, revision, kind: 'internal', title: { vi: 'Thử', en: 'Trial' }, validFrom, validTo: null, legalBasis: [], requiredPapers: [],
  limit: { unit: 'none', amount: 0 }, onResume: 'pause', hoursPerDay: 8,
  machine: { id: code, initial: 'z', states: { z: { on: { STEP_DONE: 'a' } }, a: { type: 'final' } } },
})
let hashes = 0
const hash = (): string => (++hashes).toString(16).padStart(64, '0')

t.test('ids are ordered by the time of their making', async (t) => {
  const ids = Array.from({ length: 2000 }, newId)
  t.same(ids, ids.toSorted())
  t.equal(new Set(ids).size, ids.length)
})

t.test('an agency is entered once under its code', async (t) => {
  const tenant = await agency('xa-01')
  t.same(await findTenant(em(), tenant.id), tenant)
  t.ok((await listTenants(em())).some(({ id }) => id === tenant.id))
  t.equal(await findTenant(em(), newId()), undefined)
  await t.rejects(agency('xa-01'), refused('name-taken'))
})

t.test('a unit is found by its code on a day, and its successor may take the code', async (t) => {
  const { id } = await agency('xa-02')
  const old = await unitOf(id, 'tu-phap')
  await t.rejects(unitOf(id, 'tu-phap', '2026-01-01'), refused('name-taken'), 'two open units of one code')
  await endUnit(em(), id, old.id, '2025-12-31')
  await t.rejects(endUnit(em(), id, old.id, '2026-12-31'), refused('unit-unknown'), 'it has ended already')
  const next = await unitOf(id, 'tu-phap', '2026-01-01')
  t.equal((await findUnitByCode(em(), id, 'tu-phap', '2025-12-31'))?.id, old.id)
  t.equal((await findUnitByCode(em(), id, 'tu-phap', '2026-01-01'))?.id, next.id)
  t.equal(await findUnitByCode(em(), id, 'tu-phap', '2025-06-30'), undefined)
  t.same((await listUnits(em(), id, '2026-01-01')).map((unit) => unit.id), [old.id, next.id])
})

t.test('a unit hangs only under a unit of its own agency, and never moves', async (t) => {
  const [mine, other] = [await agency('xa-03'), await agency('xa-04')]
  const [root, foreign] = [await unitOf(mine.id, 'ubnd'), await unitOf(other.id, 'ubnd')]
  const child = { code: 'vp', name: { vi: 'VP', en: 'Office' }, kind: 'department' as const, validFrom: '2025-07-01', validTo: null }
  await t.rejects(createUnit(em(), mine.id, { ...child, parentId: foreign.id }), refused('unit-unknown'))
  const office = await createUnit(em(), mine.id, { ...child, parentId: root.id })
  await t.rejects(em().execute('update unit set parent_id = null where id = ?', [office.id]), /never changes/)
})

t.test('people are listed page by page in Vietnamese order, each once', async (t) => {
  const { id } = await agency('xa-05')
  const names = ['An', 'Ánh', 'Ăn', 'Ân', 'Ba', 'Dương', 'Đào', 'Đào', 'Ưng']
  for (const [index, name] of names.toReversed().entries()) await person(id, `p05.${index}`, name)
  const seen: Account[] = []
  for (let page = await listAccounts(em(), id, { limit: 2 }); page.length > 0; page = await listAccounts(em(), id, { limit: 2, after: seen.at(-1) })) seen.push(...page)
  t.same(seen.map(({ fullName }) => fullName), names)
  t.equal(new Set(seen.map((one) => one.id)).size, names.length)
})

t.test('a sign-in name is one person over all agencies', async (t) => {
  const [a, b] = [await agency('xa-06'), await agency('xa-07')]
  const mine = await person(a.id, 'lan')
  await t.rejects(person(b.id, 'lan'), refused('name-taken'))
  t.equal((await findCredentials(em(), 'lan'))?.tenantId, a.id)
  t.equal(await findCredentials(em(), 'nobody-here'), undefined)
  t.same(await findAccount(em(), a.id, mine.id), mine)
  t.equal(await findAccount(em(), b.id, mine.id), undefined, 'not from the other agency')
})

t.test('wrong passwords are counted even when they come at the same moment', async (t) => {
  const { id } = await agency('xa-08')
  const { id: accountId, userName } = await person(id, 'minh')
  await Promise.all(Array.from({ length: 10 }, () => noteFailedSignIn(em(), id, accountId, nowMs + 60_000)))
  t.match(await findCredentials(em(), userName), { failedAttempts: 10, lockedUntilMs: nowMs + 60_000, passwordHash: null })
  await clearFailedSignIns(em(), id, accountId)
  t.match(await findCredentials(em(), userName), { failedAttempts: 0, lockedUntilMs: null })
  await setPasswordHash(em(), id, accountId, '$argon2id$x')
  await setActive(em(), id, accountId, false)
  t.match(await findCredentials(em(), userName), { passwordHash: '$argon2id$x', account: { active: false } })
  await t.rejects(setActive(em(), id, newId(), false), refused('user-unknown'))
})

t.test('a role holds from its first day to its last, in a unit of the same agency', async (t) => {
  const [a, b] = [await agency('xa-09'), await agency('xa-10')]
  const [unit, foreign] = [await unitOf(a.id, 'u'), await unitOf(b.id, 'u')]
  const { id: accountId } = await person(a.id, 'hoa')
  const grant = await grantRole(em(), a.id, { accountId, unitId: unit.id, role: 'specialist', validFrom: '2026-01-05', validTo: null })
  await t.rejects(grantRole(em(), a.id, { accountId, unitId: foreign.id, role: 'specialist', validFrom: '2026-01-05', validTo: null }), refused('user-unknown'))
  await endGrant(em(), a.id, grant.id, '2026-02-01')
  await t.rejects(endGrant(em(), a.id, grant.id, '2026-03-01'), refused('not-found'))
  for (const [on, count] of [['2026-01-04', 0], ['2026-01-05', 1], ['2026-02-01', 1], ['2026-02-02', 0]] as const)
    t.equal((await listGrants(em(), a.id, on, [accountId])).length, count, on)
  t.equal((await listGrants(em(), a.id, '2026-01-06')).length, 1, 'of the whole agency')
})

t.test('the database knows the same roles as the schema', async (t) => {
  const { id } = await agency('xa-11')
  const unit = await unitOf(id, 'u')
  const { id: accountId } = await person(id, 'all-roles')
  for (const role of roles) await grantRole(em(), id, { accountId, unitId: unit.id, role, validFrom: '2026-01-01', validTo: null })
  t.equal((await listGrants(em(), id, '2026-01-01')).length, roles.length)
  await t.rejects(grantRole(em(), id, { accountId, unitId: unit.id, role: 'king' as Role, validFrom: '2026-01-01', validTo: null }), /role_grant_role_check/)
})

t.test('a substitution names two people and its days', async (t) => {
  const { id } = await agency('xa-12')
  const [absent, stand] = [await person(id, 'absent'), await person(id, 'stand-in')]
  const entry = { absentAccountId: absent.id, substituteAccountId: stand.id, role: null, validFrom: '2026-03-01', validTo: '2026-03-05', decision: 'GUQ 01' }
  const kept = await addSubstitution(em(), id, entry)
  t.same(await listSubstitutions(em(), id, '2026-03-05', stand.id), [kept])
  t.same(await listSubstitutions(em(), id, '2026-03-06'), [])
  t.same(await listSubstitutions(em(), id, '2026-03-05', absent.id), [])
  await t.rejects(addSubstitution(em(), id, { ...entry, substituteAccountId: absent.id }), /substitution_check/)
})

t.test('a session speaks for its owner until it ends', async (t) => {
  const { id: tenantId } = await agency('xa-13')
  const owner = { tenantId, accountId: (await person(tenantId, 'session')).id }
  for (const token of ['one', 'two', 'three']) await beginSession(em(), token, owner, { nowMs, expiresAtMs: nowMs + 1000 })
  t.same(await findSession(em(), 'one', nowMs + 999), { ...owner, lastSeenAtMs: nowMs })
  t.equal(await findSession(em(), 'one', nowMs + 1000), undefined, 'expired')
  await touchSession(em(), 'one', { nowMs: nowMs + 500, expiresAtMs: nowMs + 1500 })
  t.same(await findSession(em(), 'one', nowMs + 1000), { ...owner, lastSeenAtMs: nowMs + 500 })
  await endSession(em(), 'two')
  t.equal(await findSession(em(), 'two', nowMs), undefined)
  t.equal(await sweepSessions(em(), nowMs + 1000), 1)
  await endSessionsOf(em(), owner)
  t.equal(await findSession(em(), 'one', nowMs), undefined)
  t.same(await em().execute("select encode(token_hash, 'escape') as h from session where encode(token_hash, 'escape') like '%one%'"), [], 'no token is kept')
})

t.test('a calendar version never changes', async (t) => {
  const { id } = await agency('xa-14')
  const calendar = { id: 'vn', version: 1, zone: 'Asia/Ho_Chi_Minh', coversFrom: '2026-01-01', coversTo: '2026-12-31', weekly: [], days: [], sameDayCutOff: '15:00' }
  await addCalendarVersion(em(), id, calendar, nowMs)
  await addCalendarVersion(em(), id, { ...calendar, version: 2 }, nowMs)
  t.equal((await findCalendar(em(), id, 'vn'))?.version, 2)
  t.same(await findCalendar(em(), id, 'vn', 1), calendar)
  t.equal(await findCalendar(em(), id, 'xx'), undefined)
  await t.rejects(addCalendarVersion(em(), id, calendar, nowMs), refused('name-taken'))
  await t.rejects(em().execute('update calendar_version set version = 3'), /rows are only added/)
  await t.rejects(em().execute('delete from calendar_version'), /rows are only added/)
})

t.test('a procedure in force cannot be changed, only ended, once', async (t) => {
  const { id } = await agency('xa-15')
  const [first, second] = [hash(), hash()]
  await addProcedure(em(), id, { hash: first, definition: definition('P2', 1, '2025-07-01') }, 'draft', nowMs)
  t.equal(await findProcedureOn(em(), id, 'P2', '2025-08-01'), undefined, 'a draft is not in force')
  await putIntoForce(em(), id, first)
  await t.rejects(putIntoForce(em(), id, first), refused('procedure-unknown'))
  const stored = await findProcedureOn(em(), id, 'P2', '2025-08-01')
  t.equal(JSON.stringify(stored?.definition.machine.states), '{"z":{"on":{"STEP_DONE":"a"}},"a":{"type":"final"}}', 'the steps keep their order')
  for (const change of ["status = 'draft'", "valid_from = '2025-01-01'", "hash = repeat('f', 64)", `body = '{"code":"P2","revision":1}'`])
    await t.rejects(em().execute(`update procedure_revision set ${change}, valid_to = '2025-12-31'`), /only its end/, change)
  await t.rejects(em().execute('delete from procedure_revision'), /only its end/)
  await endProcedure(em(), id, first, '2025-12-31', nowMs)
  await t.rejects(endProcedure(em(), id, first, '2026-01-31', nowMs), refused('procedure-immutable'))
  await addProcedure(em(), id, { hash: second, definition: definition('P2', 2, '2026-01-01') }, 'effective', nowMs)
  t.equal((await findProcedureOn(em(), id, 'P2', '2025-12-31'))?.hash, first)
  t.equal((await findProcedureOn(em(), id, 'P2', '2026-01-01'))?.hash, second)
  t.match(await findProcedure(em(), id, first), { validTo: '2025-12-31', definition: { validTo: null } })
})

t.test('procedures are listed by code and revision', async (t) => {
  const { id } = await agency('xa-16')
  for (const [code, revision] of [['b', 1], ['a', 2], ['a', 1]] as const) await addProcedure(em(), id, { hash: hash(), definition: definition(code, revision, '2026-01-01') }, 'draft', nowMs)
  const names = (list: { definition: ProcedureDefinition }[]) => list.map(({ definition: { code, revision } }) => `${code}${revision}`)
  t.same(names(await listProcedures(em(), id, { limit: 2 })), ['a1', 'a2'])
  t.same(names(await listProcedures(em(), id, { limit: 2, after: { code: 'a', revision: 2 } })), ['b1'])
  await t.rejects(addProcedure(em(), id, { hash: hash(), definition: definition('a', 1, '2026-01-01') }, 'draft', nowMs), refused('name-taken'))
})
