/** Rights have ends: random people over random days hold exactly the roles that their registers say, and without any they see and do nothing. */
import t from 'tap'
import fc, { type Arbitrary } from '../support/property.ts'
import type { Role } from '../../schemas/procedure.ts'
import { DomainError } from '../../schemas/errors.ts'
import { createAccount, setActive } from '../../storage/accounts.ts'
import { listDossiers, readDossier, type Reader } from '../../storage/dossiers.ts'
import { addSubstitution, grantRole } from '../../storage/grants.ts'
import { beginSession } from '../../storage/sessions.ts'
import { findSignedIn } from '../../storage/signed-in.ts'
import { countWork, listWork, searchDossiers, workKinds } from '../../storage/work.ts'
import { advanceDossier } from '../../server/commands/advance-dossier.ts'
import { closeAccount } from '../../server/commands/close-account.ts'
import { endGrant } from '../../server/commands/end-grant.ts'
import { receiveDossier } from '../../server/commands/receive-dossier.ts'
import { hashToken } from '../../server/plugins/credentials.ts'
import { addDays, startOfDateMs } from '../../workflows/calendar/index.ts'
import { personNamed, unitCodes, type UnitCode } from '../support/agency.ts'
import { at, password, withService, type Reply } from '../support/live.ts'

t.setTimeout(120_000)
// One day for the whole test, also when it runs over midnight; each look at the clock is a little later.
let nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => (nowMs += 1) } })
const { deps, home } = live
const zone = 'Asia/Ho_Chi_Minh'
const boss = await findSignedIn(deps.pool, personNamed(home, 'boss').tokenHash, deps.clock.nowMs())
if (boss === undefined) throw new Error('the session has just begun')
const { today } = boss.reader
const dayAt = (offset: number): string => addDays(today, offset)
/** Ten o'clock of that day. */
const instantAt = (offset: number): number => startOfDateMs(dayAt(offset), zone) + 36_000_000
let keys = 0
const key = (): string => `permissions-${keys += 1}`

const papers = [{ code: 'TB-KM', originals: 1, copies: 0 }, { code: 'THE-LE', originals: 1, copies: 0 }]
const filing = { procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Chung Ánh', phone: '0900 000 001' }, papers } as const
const file = async (unit: UnitCode): Promise<string> => {
  const filed = await live.ask('/api/v1/dossiers', { as: 'lan', headers: { 'idempotency-key': key() }, body: { ...filing, receivingUnitId: home.units.DESK, responsibleUnitId: home.units[unit] } })
  return String(at(filed.json, 'id'))
}
const versionOf = async (id: string): Promise<number> => Number(at((await live.ask(`/api/v1/dossiers/${id}`, { as: 'dung' })).json, 'version'))
const moveAs = async (id: string, type: string, as: string, more: Record<string, unknown> = {}): Promise<Reply> =>
  live.ask(`/api/v1/dossiers/${id}/events`, { as, body: { type, ...more }, headers: { 'idempotency-key': key(), 'if-match': `"${await versionOf(id)}"` } })
const dossiers = [await file('D1'), await file('D2'), await file('D1')]
for (const id of dossiers.slice(0, 2)) await moveAs(id, 'HAND_OVER', 'lan')

interface Held { readonly role: Role; readonly unit: UnitCode; readonly from: number; readonly to: number | null }
interface Plan {
  readonly own: readonly Held[]
  readonly absent: { readonly held: readonly Held[]; readonly from: number; readonly to: number; readonly role: Role | null; readonly closed: boolean } | null
  readonly closed: boolean
}

const roles = ['receptionist', 'unitHead', 'specialist', 'agencyLeader', 'recordsClerk', 'inspector'] as const satisfies readonly Role[]
const offset = fc.integer({ min: -6, max: 6 })
const held = fc.record({ role: fc.constantFrom(...roles), unit: fc.constantFrom(...unitCodes), from: offset, length: fc.option(fc.integer({ min: -1, max: 8 })) })
  .map(({ role, unit, from, length }): Held => ({ role, unit, from, to: length === null ? null : from + length }))
const someHeld = (maxLength: number) => fc.uniqueArray(held, { maxLength, selector: ({ role, unit, from }) => `${role} ${unit} ${from}` })
const absent = fc.record({ held: someHeld(2), from: offset, length: fc.integer({ min: -1, max: 8 }), role: fc.option(fc.constantFrom(...roles)), closed: fc.boolean() })
  .map(({ length, ...one }) => ({ ...one, to: one.from + length }))
const plan: Arbitrary<Plan> = fc.record({ own: someHeld(3), absent: fc.option(absent), closed: fc.boolean() })

const isOn = ({ from, to }: { readonly from: number; readonly to: number | null }, day: number): boolean => from <= day && (to === null || day <= to)
/** What the registers say, reckoned here and not by the database. */
const rolesOn = ({ own, absent: other }: Plan, day: number): string[] => {
  const mine = own.filter((one) => isOn(one, day)).map(({ role, unit }) => `${role} ${unit}`)
  const others = other === null || other.closed || !isOn(other, day) ? []
    : other.held.filter((one) => isOn(one, day) && (other.role === null || other.role === one.role)).map(({ role, unit }) => `for another: ${role} ${unit}`)
  return [...mine, ...others].sort()
}

let people = 0
const enter = async (all: readonly Held[]): Promise<{ id: string; token: Buffer }> => {
  const em = deps.orm.em.fork()
  people += 1
  const { id } = await createAccount(em, home.tenantId, { userName: `ai.${people}`, fullName: `Ai ${people}`, passwordHash: null }, 0)
  for (const { role, unit, from, to } of all) {
    await grantRole(em, home.tenantId, { accountId: id, unitId: home.units[unit], role, validFrom: dayAt(from), validTo: to === null ? null : dayAt(to) })
  }
  const token = `token of ${people}`
  await beginSession(em, token, { tenantId: home.tenantId, accountId: id }, { nowMs: instantAt(-30), expiresAtMs: instantAt(30) })
  return { id, token: hashToken(token) }
}
const enterPlan = async ({ own, absent: other }: Plan): Promise<{ id: string; token: Buffer }> => {
  const person = await enter(own)
  if (other !== null) {
    const away = await enter(other.held)
    const em = deps.orm.em.fork()
    const days = { validFrom: dayAt(other.from), validTo: dayAt(other.to) }
    await addSubstitution(em, home.tenantId, { absentAccountId: away.id, substituteAccountId: person.id, role: other.role, decision: 'GUQ 1', ...days })
    if (other.closed) await setActive(em, home.tenantId, away.id, false)
  }
  return person
}
const unitOf = (id: string): string => unitCodes.find((code) => home.units[code] === id) ?? '?'

/** Everything that a reader can see of the dossiers by any way there is. */
const seenBy = async (reader: Reader): Promise<unknown[]> => {
  const page = { after: null, limit: 100 }
  const read = await Promise.all(dossiers.map((id) => readDossier(deps.pool, reader, { id })))
  const work = await Promise.all(workKinds.map((kind) => listWork(deps.pool, reader, kind, page)))
  const found = await searchDossiers(deps.pool, reader, { words: 'chung', procedureCodes: ['P1'], openOnly: false }, { afterId: null, limit: 100 })
  const { mine, pool } = await countWork(deps.pool, reader, 100)
  return [...read.filter((one) => one !== null), ...await listDossiers(deps.pool, reader, {}, { afterId: null, limit: 100 }), ...work.flat(), ...found, ...Array.from({ length: mine + pool })]
}

/** The codes with which every event, and receiving, is refused; an empty answer would be a deed. */
const triedBy = async (token: Buffer, day: number): Promise<string[]> => {
  const then = { ...deps, clock: { nowMs: () => instantAt(day) } }
  const codes = new Set<string>()
  const attempt = (deed: Promise<unknown>): Promise<void> => deed.then(() => { codes.add('done') }, (error: unknown) => { codes.add(error instanceof DomainError ? error.code : String(error)) })
  for (const dossierId of dossiers) {
    const expectedVersion = await versionOf(dossierId)
    for (const type of ['ACKNOWLEDGE', 'CLAIM', 'ASSIGN', 'STEP_DONE', 'WITHDRAW']) {
      await attempt(advanceDossier(then, { tokenHash: token, dossierId, expectedVersion, idempotencyKey: key(), body: { type, reason: 'thử' } }))
    }
  }
  await attempt(receiveDossier(then, { tokenHash: token, idempotencyKey: key(), body: { ...filing, receivingUnitId: home.units.DESK, papers: [...papers] } }))
  return [...codes].sort()
}

t.test('on every day a person holds what the registers say, and with nothing they see nothing and do nothing', async (t) => {
  let idle = 0
  await fc.assert(fc.asyncProperty(plan, fc.uniqueArray(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 }), async (one, days) => {
    const { id, token } = await enterPlan(one)
    for (const day of days) {
      const person = await findSignedIn(deps.pool, token, instantAt(day))
      t.same(person?.reader.roles.map(({ role, unitId, onBehalfOf }) => `${onBehalfOf === null ? '' : 'for another: '}${role} ${unitOf(unitId)}`).sort(), rolesOn(one, day), `day ${day}`)
      if (person === undefined || person.reader.roles.length > 0) continue
      idle += 1
      t.same(await seenBy(person.reader), [], 'nothing is seen')
      const refusals = await triedBy(token, day)
      t.same(refusals.filter((code) => code !== 'not-found' && code !== 'role-not-granted'), [], 'nothing is done')
    }
    if (!one.closed) return
    await setActive(deps.orm.em.fork(), home.tenantId, id, false)
    t.equal(await findSignedIn(deps.pool, token, instantAt(days[0] ?? 0)), undefined, 'closed: no session')
    t.same(await triedBy(token, days[0] ?? 0), ['not-signed-in'])
  }), { numRuns: 15 })
  t.ok(idle > 3, `${idle} days without a role`)
})

t.test('who had work in hand sees and does nothing with it once the role has ended, nor does their substitute', async (t) => {
  const person = await enter([{ role: 'specialist', unit: 'D1', from: -5, to: null }])
  const stand = await enter([])
  await addSubstitution(deps.orm.em.fork(), home.tenantId, { absentAccountId: person.id, substituteAccountId: stand.id, role: null, decision: 'GUQ', validFrom: dayAt(-5), validTo: dayAt(9) })
  const [id] = dossiers
  t.equal((await moveAs(id ?? '', 'ASSIGN', 'hung', { assigneeId: person.id })).status, 200)
  for (const { token } of [person, stand]) {
    const reader = (await findSignedIn(deps.pool, token, instantAt(0)))?.reader
    t.ok(reader !== undefined && await readDossier(deps.pool, reader, { id: id ?? '' }) !== null, 'today it is read')
  }
  const grant = (await deps.pool.query<{ id: string }>('select id from role_grant where account_id = $1', [person.id])).rows[0]?.id ?? ''
  await endGrant(deps, { person: boss, key: key(), id: grant, body: { lastDay: dayAt(1), decision: 'QĐ 1' } })
  for (const { token } of [person, stand]) {
    const reader = (await findSignedIn(deps.pool, token, instantAt(2)))?.reader
    t.same(reader?.roles, [])
    t.same(reader === undefined ? null : await seenBy(reader), [])
    t.same((await triedBy(token, 2)).filter((code) => code !== 'not-found' && code !== 'role-not-granted'), [])
  }
})

type Step = readonly ['add' | 'close' | 'end' | 'endSoon', number, number]
const steps: Arbitrary<Step[]> = fc.array(fc.tuple(fc.constantFrom('add' as const, 'close' as const, 'end' as const, 'endSoon' as const), fc.nat(20), fc.nat(20)), { minLength: 6, maxLength: 16 })

t.test('whatever administrators do to one another, somebody can still administer', async (t) => {
  const passwordHash = (await deps.pool.query<{ password_hash: string }>('select password_hash from account where password_hash is not null limit 1')).rows[0]?.password_hash ?? ''
  /** Who can sign in and administer for ever, asked plainly. */
  const able = async (): Promise<{ id: string; grants: string[] }[]> => (await deps.pool.query<{ id: string; grants: string[] }>(
    `select a.id, array_agg(g.id) as grants from account a join role_grant g on g.tenant_id = a.tenant_id and g.account_id = a.id
      where a.tenant_id = $1 and a.active and a.password_hash is not null and g.role in ('businessAdmin', 'technicalAdmin') and g.valid_to is null and g.valid_from <= $2 group by a.id order by a.id`,
    [home.tenantId, today])).rows
  let refused = 0
  const attempt = (deed: Promise<unknown>): Promise<void> => deed.then(() => undefined, (error: unknown) => {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'last-administrator') refused += 1
  })
  await fc.assert(fc.asyncProperty(steps, async (all) => {
    for (const [what, who, which] of all) {
      const now = await able()
      const target = now[who % now.length]
      const grant = target?.grants[which % target.grants.length] ?? ''
      const actor = { ...boss, account: { ...boss.account, id: now[which % now.length]?.id ?? '' }, reader: { ...boss.reader, accountId: now[which % now.length]?.id ?? '' } }
      const decision = 'QĐ'
      if (what === 'add') {
        people += 1
        const { id } = await createAccount(deps.orm.em.fork(), home.tenantId, { userName: `qt.${people}`, fullName: `Quản trị ${people}`, passwordHash }, 0)
        await grantRole(deps.orm.em.fork(), home.tenantId, { accountId: id, unitId: home.units.ROOT, role: which % 2 === 0 ? 'businessAdmin' : 'technicalAdmin', validFrom: today, validTo: null })
      } else if (what === 'close') await attempt(closeAccount(deps, { person: actor, key: key(), id: target?.id ?? '', body: { decision } }))
      else await attempt(endGrant(deps, { person: actor, key: key(), id: grant, body: { lastDay: dayAt(what === 'end' ? -1 : 3), decision } }))
      t.ok((await able()).length > 0, `after ${what}`)
    }
  }), { numRuns: 8 })
  t.ok(refused > 0, `${refused} times the last one stayed`)
})

t.test('two administrators who close each other at the same moment do not both go', async (t) => {
  for (let round = 0; round < 5; round += 1) {
    const agency = await Promise.all([0, 1].map(async () => {
      people += 1
      const made = await live.ask('/api/v1/accounts', { as: 'xboss', headers: { 'idempotency-key': key() }, body: { userName: `doi.${people}`, fullName: `Đôi ${people}`, password } })
      const id = String(at(made.json, 'id'))
      const body = { accountId: id, unitId: live.other.units.ROOT, role: 'technicalAdmin', validFrom: today, validTo: null, decision: 'QĐ' }
      await live.ask('/api/v1/grants', { as: 'xboss', headers: { 'idempotency-key': key() }, body })
      const session = await live.ask('/api/v1/session', { body: { userName: at(made.json, 'userName'), password } })
      return { id, authorization: `Bearer ${String(at(session.json, 'token'))}` }
    }))
    const [a, b] = agency as [typeof agency[0], typeof agency[0]]
    const close = (by: typeof a, whom: typeof a): Promise<Reply> =>
      live.ask(`/api/v1/accounts/${whom.id}/close`, { headers: { authorization: by.authorization, 'idempotency-key': key() }, body: { decision: 'QĐ' } })
    const answers = await Promise.all([close(a, b), close(b, a)])
    t.ok(answers.some(({ status }) => status === 200), `round ${round}`)
    const { rows } = await deps.pool.query<{ open: number }>('select count(*)::int as open from account where active and id = any ($1)', [[a.id, b.id]])
    t.equal(rows[0]?.open, 1, `round ${round}: one of them is left`)
  }
})
