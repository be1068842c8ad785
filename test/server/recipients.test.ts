/** Who is told: substitutes, holders of roles above the unit, heads where nobody is left, and never anybody who may not read. And the sweep that comes to its end. */
import fc from '../support/property.ts'
import t from 'tap'
import type { Dossier } from '../../schemas/dossier.ts'
import { roles, type Role } from '../../schemas/procedure.ts'
import { claimReminders } from '../../server/jobs/claim-reminders.ts'
import { drainOutbox } from '../../server/jobs/drain-outbox.ts'
import { createAccount, setActive } from '../../storage/accounts.ts'
import { readDossier } from '../../storage/dossiers.ts'
import { addSubstitution, grantRole } from '../../storage/grants.ts'
import { findMailPerson } from '../../storage/mails.ts'
import { addNotices, countUnread, listNotices } from '../../storage/notices.ts'
import { whoIsTold, type Asking } from '../../storage/recipients.ts'
import { localDateOf, parseInstant, workingDayAfter } from '../../workflows/calendar/index.ts'
import { listDay } from '../../storage/work.ts'
import { type UnitCode, unitCodes } from '../support/agency.ts'
import { at, withService } from '../support/live.ts'

const zone = 'Asia/Ho_Chi_Minh'
let nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => nowMs } })
const { home, deps: { pool, orm } } = live
let keys = 0
const names = new Map([...home.people.values()].map(({ accountId, userName }) => [accountId, userName]))
const idOf = (name: string): string => home.people.get(name)?.accountId ?? [...names].find(([, one]) => one === name)?.[0] ?? ''

const newPerson = async (name: string, holds: readonly (readonly [Role, UnitCode])[] = []): Promise<string> => {
  const { id } = await createAccount(orm.em.fork(), home.tenantId, { userName: name, fullName: name, passwordHash: null }, nowMs)
  for (const [role, unit] of holds) await grantRole(orm.em.fork(), home.tenantId, { accountId: id, unitId: home.units[unit], role, validFrom: '2020-01-01', validTo: null })
  names.set(id, name)
  return id
}
const standIn = async (absent: string, substituteAccountId: string, role: Role | null = null): Promise<void> => {
  await addSubstitution(orm.em.fork(), home.tenantId, { absentAccountId: idOf(absent), substituteAccountId, role, validFrom: '2020-01-01', validTo: '2099-12-31', decision: 'QĐ 1' })
}
const receive = async (): Promise<Dossier> => {
  const body = {
    procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'citizen', name: 'Nguyễn Văn Mẫu' },
    papers: [{ code: 'TB-KM', originals: 1, copies: 0 }], receivingUnitId: home.units.DESK, responsibleUnitId: home.units.D1,
  }
  const { json } = await live.ask('/api/v1/dossiers', { as: 'lan', body, headers: { 'idempotency-key': `told-${keys += 1}` } })
  return (await pool.query<{ body: Dossier }>('select body from dossier where id = $1', [at(json, 'id')])).rows[0]!.body
}
const move = async ({ id }: Dossier, type: string, as: string, more: Record<string, unknown> = {}): Promise<void> => {
  const { rows } = await pool.query<{ version: number }>('select version from dossier where id = $1', [id])
  const { status, text } = await live.ask(`/api/v1/dossiers/${id}/events`, { as, body: { type, ...more }, headers: { 'idempotency-key': `told-${keys += 1}`, 'if-match': `"${rows[0]?.version}"` } })
  if (status !== 200) throw new Error(text)
}
const told = async (dossier: Dossier, asking: Partial<Asking>): Promise<string[]> => {
  const found = await whoIsTold(pool, [{ tenantId: home.tenantId, dossierId: dossier.id, whom: 'step', ...asking }], nowMs)
  return found[0]!.map((id) => names.get(id) ?? id).sort()
}
const noticesOf = async ({ id }: Dossier): Promise<string[]> => {
  const { rows } = await pool.query<{ kind: string; account_id: string }>('select kind, account_id from notice where dossier_id = $1 order by id', [id])
  return rows.map((row) => `${row.kind} ${names.get(row.account_id)}`)
}
const atNam = async (): Promise<Dossier> => {
  const dossier = await receive()
  await move(dossier, 'HAND_OVER', 'lan')
  await move(dossier, 'ASSIGN', 'hung', { assigneeId: idOf('nam') })
  return dossier
}

t.test('a substitute is told with the absent person, for the roles that the substitution names', async (t) => {
  const dossier = await atNam()
  t.same(await told(dossier, {}), ['nam'])
  await standIn('nam', await newPerson('linh'))
  await standIn('nam', await newPerson('minh'), 'accountant')
  t.same(await told(dossier, {}), ['linh', 'nam'])
})

t.test('a role held above the unit is told of the step that it reaches', async (t) => {
  const dossier = await atNam()
  await move(dossier, 'STEP_DONE', 'nam')
  t.same(await told(dossier, {}), ['dung'], 'the leader of the agency, for a step of the department')
  await move(dossier, 'STEP_DONE', 'dung')
  t.same(await told(dossier, {}), ['khoa'], 'and the clerk of the agency, for a step of no unit in particular')
})

t.test('when the account of the holder is closed, or they hold the role no longer, those who could act are told, and the head', async (t) => {
  const leaving = await newPerson('leaving', [['specialist', 'D1']])
  const dossier = await receive()
  await move(dossier, 'HAND_OVER', 'lan')
  await move(dossier, 'ASSIGN', 'hung', { assigneeId: leaving })
  t.same(await told(dossier, {}), ['leaving'])
  t.same(await told(dossier, { whom: 'heads' }), [])
  await setActive(orm.em.fork(), home.tenantId, leaving, false)
  t.same(await told(dossier, {}), ['linh', 'nam'])
  t.same(await told(dossier, { whom: 'heads' }), ['hung'])
  await setActive(orm.em.fork(), home.tenantId, leaving, true)
  await pool.query("update role_grant set valid_to = '2020-12-31' where account_id = $1", [leaving])
  t.same(await told(dossier, {}), ['linh', 'nam'], 'who holds no role any more may not read it, in hand or not')
})

t.test('where nobody is left for a step, its head is told; where there is no head, a leader, then who administers', async (t) => {
  const dossier = await receive()
  for (const who of ['lan', 'hung', 'dung']) await setActive(orm.em.fork(), home.tenantId, idOf(who), false)
  t.teardown(async () => { for (const who of ['lan', 'hung', 'dung']) await setActive(orm.em.fork(), home.tenantId, idOf(who), true) })
  t.same(await told(dossier, {}), ['boss'])
  await setActive(orm.em.fork(), home.tenantId, idOf('dung'), true)
  t.same(await told(dossier, {}), ['dung'])
  await newPerson('deskhead', [['oneStopHead', 'DESK']])
  t.same(await told(dossier, {}), ['deskhead'])
  t.same(await told(dossier, { step: 'processing.assign' }), [], 'a step that is not open concerns nobody')
})

t.test('nobody is told who may not read: a technical administrator, a person of another unit, a closed account', async (t) => {
  const dossier = await atNam()
  for (const who of ['tech', 'far']) t.same(await told(dossier, { whom: 'account', accountId: idOf(who) }), [], who)
  t.same(await told(dossier, { whom: 'role', role: 'technicalAdmin' }), ['hung'], 'who may read is told instead')
})

t.test('each move is told once to a person, whatever it concerns them for, and never to the one who made it', async (t) => {
  const dossier = await atNam()
  await drainOutbox(live.deps)
  t.same((await noticesOf(dossier)).sort(), ['assigned linh', 'assigned nam'], 'the head had assigned it before anybody was told')
  await move(dossier, 'REQUEST_SUPPLEMENT', 'nam', { reason: 'Thiếu bản vẽ' })
  await drainOutbox(live.deps)
  t.same((await noticesOf(dossier)).slice(2), ['formIssued lan'], 'one notice, though both the step and the paper are for the desk')
  t.same((await pool.query<{ payload: object }>("select payload from notice where kind = 'formIssued'")).rows[0]?.payload, { form: '02', seq: 4 })
})

const grants = fc.uniqueArray(fc.tuple(fc.constantFrom(...roles), fc.constantFrom(...unitCodes)), { maxLength: 3, selector: String })
const absent = fc.option(fc.constantFrom('lan', 'nam', 'hung', 'far', 'dung', 'tech'), { freq: 2 })

t.test('whoever a person is, they are told, shown and sent what they may read, and nothing else', async (t) => {
  const ids = [(await receive()).id, (await atNam()).id]
  const elsewhere = await receive()
  await move(elsewhere, 'HAND_OVER', 'lan')
  await pool.query("update dossier set responsible_unit_id = $2::uuid, receiving_unit_id = $2::uuid, body = jsonb_set(jsonb_set(body, '{receivingUnitId}', to_jsonb($2::text)), '{responsibleUnitId}', to_jsonb($2::text)) where id = $1", [elsewhere.id, home.units.D2])
  ids.push(elsewhere.id)
  await fc.assert(fc.asyncProperty(grants, absent, async (holds, standsInFor) => {
    const accountId = await newPerson(`random${keys += 1}`, holds)
    if (standsInFor !== null) await standIn(standsInFor, accountId)
    const owner = { tenantId: home.tenantId, accountId }
    const { reader } = (await findMailPerson(pool, owner, nowMs))!
    const may: string[] = []
    for (const id of ids) if (await readDossier(pool, reader, { id }) !== null) may.push(id)
    const askings = ids.map((dossierId) => ({ tenantId: home.tenantId, dossierId, whom: 'account' as const, accountId }))
    const told = await whoIsTold(pool, askings, nowMs)
    t.same(ids.filter((_, index) => told[index]?.includes(accountId)), may, 'told')
    await addNotices(pool, home.tenantId, ids.map((dossierId) => ({ accountId, dossierId, kind: 'waiting', payload: {} })), nowMs)
    const shown = await listNotices(pool, reader, { kinds: null, unreadOnly: true }, { after: null, limit: 10 })
    t.same(shown.flatMap(({ dossier }) => dossier?.id ?? []).sort(), [...may].sort(), 'shown')
    t.equal(await countUnread(pool, reader, 100), may.length, 'counted')
    const day = await listDay(pool, reader, { headed: Object.values(home.units), dueBeforeMs: nowMs + 1e10, limit: 300 })
    t.same(day.filter(({ dossier: { id } }) => ids.includes(id) && !may.includes(id)), [], 'on the list of the day')
  }), { numRuns: 40, endOnFailure: true })
})

t.test('dossiers that can never be looked at keep nobody from their turn, and wait longer each time', async (t) => {
  const calendar = await live.deps.rules.calendarOf({ tenantId: home.tenantId, calendarId: 'test', calendarVersion: 1 })
  const day = workingDayAfter(calendar, localDateOf(nowMs, zone), 1)
  await pool.query('update dossier set next_reminder_at = null')
  nowMs = parseInstant(`${day}T09:00`, zone)
  await pool.query("update session set expires_at = expires_at + interval '60 days'")
  const broken = [await receive(), await receive(), await receive()]
  const good = await receive()
  for (const { id } of broken) await pool.query("update dossier set body = jsonb_set(body, '{calendarVersion}', '999'), next_reminder_at = $2 where id = $1", [id, new Date(nowMs - 1)])
  nowMs = parseInstant(`${workingDayAfter(calendar, day, 1)}T16:00`, zone)
  const faults: string[] = []
  const sweep = () => claimReminders(live.deps, (id) => { faults.push(id) })
  t.match(await sweep(), { failed: 3 })
  t.ok((await noticesOf(good)).length > 0, 'the one behind them had its turn')
  const waits = async (): Promise<number[]> => (await pool.query<{ at: Date }>('select next_reminder_at as at from dossier where id = any ($1)', [broken.map(({ id }) => id)])).rows
    .map(({ at: next }) => (next.getTime() - nowMs) / 60_000)
  t.same(await waits(), [1, 1, 1])
  t.match(await sweep(), { dossiers: 0 }, 'not looked at again at once')
  nowMs += 60_000
  await sweep()
  t.same(await waits(), [5, 5, 5])
  for (let i = 0; i < 8; i += 1) { nowMs += 360 * 60_000; await sweep() }
  t.same(await waits(), [360, 360, 360], 'at most six hours')
  await pool.query("update dossier set body = jsonb_set(body, '{calendarVersion}', '1') where id = any ($1)", [broken.map(({ id }) => id)])
  nowMs += 360 * 60_000
  t.match(await sweep(), { failed: 0 })
  t.equal((await pool.query('select from reminder_fault')).rowCount, 0)
  for (const one of broken) t.ok((await noticesOf(one)).length > 0)
})
