import pino from 'pino'
import t from 'tap'
import type { Dossier } from '../../schemas/dossier.ts'
import { claimReminders } from '../../server/jobs/claim-reminders.ts'
import { drainOutbox } from '../../server/jobs/drain-outbox.ts'
import { startJobs } from '../../server/jobs/index.ts'
import { addNotices } from '../../storage/notices.ts'
import { inTransaction } from '../../storage/pool.ts'
import { takeOutbox } from '../../storage/outbox.ts'
import { localDateOf, parseInstant, workingDayAfter } from '../../workflows/calendar/index.ts'
import { at, withService } from '../support/live.ts'

const zone = 'Asia/Ho_Chi_Minh'
let nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => nowMs } })
const { pool } = live.deps
let keys = 0
const noFault = (id: string): void => { throw new Error(`a fault in ${id}`) }

const receive = async (): Promise<Dossier> => {
  const body = {
    procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'citizen', name: 'Nguyễn Văn Mẫu' },
    papers: [{ code: 'TB-KM', originals: 1, copies: 0 }], receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1,
  }
  const { json } = await live.ask('/api/v1/dossiers', { as: 'lan', body, headers: { 'idempotency-key': `jobs-${keys += 1}` } })
  const { rows } = await pool.query<{ body: Dossier }>('select body from dossier where id = $1', [at(json, 'id')])
  return rows[0]!.body
}
const move = (dossier: Dossier, version: number, type: string, as: string, more: Record<string, unknown> = {}) => live.ask(`/api/v1/dossiers/${dossier.id}/events`, {
  as, body: { type, ...more }, headers: { 'idempotency-key': `jobs-${keys += 1}`, 'if-match': `"${version}"` },
})
const noticesOf = async (dossierId: string): Promise<string[]> => {
  const { rows } = await pool.query<{ kind: string; user_name: string }>(`select n.kind, a.user_name from notice n
    join account a on a.tenant_id = n.tenant_id and a.id = n.account_id where n.dossier_id = $1 order by n.created_at, n.id`, [dossierId])
  return rows.map((row) => `${row.kind} ${row.user_name}`)
}
const claimsOf = async (dossierId: string): Promise<string[]> =>
  (await pool.query<{ rung: string }>('select rung from reminder_claim where dossier_id = $1 order by rung', [dossierId])).rows.map((row) => row.rung)
const sweep = () => claimReminders(live.deps, noFault)

// Received in office hours of the first working day from today on.
const calendar = await (async () => {
  const { rows } = await pool.query<{ version: number }>('select max(version) as version from calendar_version where tenant_id = $1', [live.home.tenantId])
  return live.deps.rules.calendarOf({ tenantId: live.home.tenantId, calendarId: 'test', calendarVersion: rows[0]!.version })
})()
const firstDay = workingDayAfter(calendar, localDateOf(nowMs, zone), 1)
const atLocal = (day: number, time: string): number => parseInstant(`${day === 0 ? firstDay : workingDayAfter(calendar, firstDay, day)}T${time}`, zone)

t.test('each rung is claimed once, told to whoever has the dossier in hand, and when it is late to the head too', async (t) => {
  nowMs = atLocal(0, '09:00')
  await pool.query("update session set expires_at = expires_at + interval '60 days'")
  const dossier = await receive()
  await drainOutbox(live.deps)
  t.same(await noticesOf(dossier.id), [])
  t.equal((await sweep()).dossiers, 0, 'nothing is due yet')
  nowMs = atLocal(1, '16:00')
  await sweep()
  t.ok((await claimsOf(dossier.id)).includes('tMinus1'), 'one working day before')
  const before = await noticesOf(dossier.id)
  t.ok(before.length > 0 && before.every((line) => line.endsWith(' lan')), 'told to the receptionist')
  t.equal((await sweep()).notices, 0, 'and not again')
  nowMs = atLocal(3, '08:00')
  await Promise.all([sweep(), sweep(), sweep(), sweep()])
  t.match((await noticesOf(dossier.id)).filter((line) => line.startsWith('duePassed')).sort(), ['duePassed dung', 'duePassed lan'], 'four sweeps at once tell once; the desk has no head, so a leader is told')
  t.equal((await pool.query('select from dossier where id = $1 and next_reminder_at is not null', [dossier.id])).rowCount, 0, 'nothing is left to look for')
})

t.test('after a stand-still the last rung alone is told', async (t) => {
  nowMs = atLocal(0, '09:00')
  const dossier = await receive()
  nowMs = atLocal(5, '09:00')
  await sweep()
  t.same((await claimsOf(dossier.id)).filter((rung) => rung !== 'stepPassed'), ['duePassed', 'share70', 'share90', 'tMinus1'])
  t.same((await noticesOf(dossier.id)).filter((line) => !line.startsWith('stepPassed')).sort(), ['duePassed dung', 'duePassed lan'])
})

t.test('what decisions ask for is carried out once, by several workers at once too', async (t) => {
  nowMs = atLocal(0, '09:00')
  const dossier = await receive()
  await move(dossier, dossier.version, 'HAND_OVER', 'lan')
  await drainOutbox(live.deps)
  const assigned = await move(dossier, dossier.version + 1, 'ASSIGN', 'hung', { assigneeId: live.home.people.get('nam')?.accountId })
  t.equal(assigned.status, 200, assigned.text)
  const handled = await Promise.all([drainOutbox(live.deps), drainOutbox(live.deps), drainOutbox(live.deps)])
  t.ok(handled.reduce((sum, one) => sum + one, 0) > 0)
  t.same(await noticesOf(dossier.id), ['waiting hung', 'assigned nam'], 'the head that there is something to assign, then the specialist')
  const unread = async (as: string) => at((await live.ask('/api/v1/notices', { as })).json, 'items') as { id: string; kind: string; dossierCode: string }[]
  const [notice] = await unread('nam')
  t.match(notice, { kind: 'assigned', dossierCode: dossier.code })
  t.equal((await live.ask(`/api/v1/notices/${notice?.id}/read`, { method: 'PUT', as: 'hung' })).status, 404, 'it is nobody else\'s')
  t.equal((await live.ask(`/api/v1/notices/${notice?.id}/read`, { method: 'PUT', as: 'nam' })).status, 204)
  t.same(await unread('nam'), [])
  t.same(live.conformance.faults, [])
  t.equal((await pool.query('select from outbox')).rowCount, 0)
})

t.test('a worker that dies in between leaves everything as it was', async (t) => {
  const dossier = await receive()
  await move(dossier, dossier.version, 'HAND_OVER', 'lan')
  const count = async (): Promise<number | null> => (await pool.query('select from outbox')).rowCount
  const before = await count()
  t.ok(before)
  await t.rejects(inTransaction(pool, async (client) => { await takeOutbox(client, 200); throw new Error('killed') }), { message: 'killed' })
  t.equal(await count(), before)
})

/** Waits for what a worker does; a busy machine lets it wait. */
const within = async (isDone: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = performance.now() + 60_000; !await isDone() && performance.now() < end;) await new Promise((done) => { setTimeout(done, 50) })
}

t.test('the worker starts beside the service, does its work by the minute, and stops', async (t) => {
  const jobs = await startJobs(live.deps, live.url, pino({ level: 'silent' }))
  t.ok(jobs.running())
  await pool.query("select graphile_worker.add_job('drain-outbox')")
  await within(async () => (await pool.query('select from outbox')).rowCount === 0)
  t.equal((await pool.query('select from outbox')).rowCount, 0)
  const sent: string[] = []
  const office = { publicUrl: null, mailer: { send: async ({ to }: { to: string }) => { sent.push(to); return { outcome: 'sent' as const, reply: '250' } } } }
  await jobs.stop()
  const posting = await startJobs(live.deps, live.url, pino({ level: 'silent' }), office)
  const choice = { address: 'nam@xa.example', kinds: ['assigned'], daily: false, language: 'vi' } as const
  t.equal((await live.ask('/api/v1/me/mail', { method: 'PUT', as: 'nam', body: choice })).status, 204)
  t.same((await live.ask('/api/v1/me/mail', { as: 'nam' })).json, choice)
  t.equal((await live.ask('/api/v1/me/mail', { method: 'PUT', as: 'nam', body: { ...choice, address: 'a@b.vn, c@d.vn' } })).status, 400)
  nowMs += 1000
  const [account, { rows }] = [live.home.people.get('nam')!.accountId, await pool.query<{ id: string }>('select id from dossier limit 1')]
  await addNotices(pool, live.home.tenantId, [{ accountId: account, dossierId: rows[0]!.id, kind: 'assigned', payload: {} }], nowMs)
  await pool.query("select graphile_worker.add_job('mail')")
  await within(() => sent.length > 0)
  t.same(sent, ['nam@xa.example'])
  await posting.stop()
  const listed = await live.ask('/api/v1/mails', { as: 'boss' })
  t.match(at(listed.json, 'items.0'), { fullName: 'nam', kind: 'notices', attempts: 1 })
  t.equal((await live.ask('/api/v1/mails', { as: 'nam' })).status, 403)
  t.equal((await live.ask(`/api/v1/mails/${String(at(listed.json, 'items.0.id'))}/again`, { method: 'POST', as: 'boss' })).status, 404, 'what arrived is not sent again')
  const newest = at((await live.ask('/api/v1/notices', { as: 'nam' })).json, 'items.0.id')
  t.same((await live.ask('/api/v1/notices/read', { as: 'nam', body: { upTo: newest } })).json, { count: 1 })
  t.same(live.conformance.faults, [])
  t.notOk(jobs.running())
})
