/** The end of the calendar is told in time: to administrators first, then to everybody, on the screen, by notices, and to whoever watches the service. */
import t from 'tap'
import { warnCalendarEnd } from '../../server/jobs/warn-calendar-end.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { at, type Json, withService } from '../support/live.ts'

let nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => nowMs } })
const { pool } = live.deps
await pool.query("update session set expires_at = expires_at + interval '3000 days'")
const lastDay = String(at((await live.ask('/api/v1/calendars/test', { as: 'lan' })).json, 'coversTo'))
const year = lastDay.slice(0, 4)
const on = (date: string): void => { nowMs = parseInstant(`${date}T09:00`, 'Asia/Ho_Chi_Minh') }
const page = async (as: string, path = '/notices'): Promise<string> => {
  const token = live.home.people.get(as)?.token ?? ''
  return (await fetch(`http://127.0.0.1:${live.port}${path}`, { headers: { cookie: `quytrinh_session=${token}` } })).text()
}
const isTold = async (as: string): Promise<boolean> => (await page(as)).includes('id="calendarEnd"')
const ready = async (): Promise<Json> => at((await live.ask('/readyz')).json, 'calendar')

const noticesOf = async (): Promise<string[]> => (await pool.query<{ user_name: string; days: string }>(`select a.user_name, n.payload->>'daysLeft' as days from notice n
  join account a on a.tenant_id = n.tenant_id and a.id = n.account_id where n.kind = 'calendarEnds' and n.tenant_id = $1 order by n.id`, [live.home.tenantId])).rows.map((row) => `${row.user_name} ${row.days}`)

t.test('administrators see it ninety days before, everybody fifteen', async (t) => {
  on(`${year}-09-30`)
  t.notOk(await isTold('boss'), '92 days')
  t.same(await ready(), { coversTo: lastDay, daysLeft: 92 })
  on(`${year}-10-02`)
  t.ok(await isTold('boss'))
  t.match(await page('boss'), /còn 90 ngày.*href="\/admin\/calendars\/draft"/s)
  t.ok(await isTold('tech'))
  t.notOk((await page('tech')).includes('href="/admin/calendars/draft"'), 'a technical administrator cannot extend it')
  t.notOk(await isTold('lan'))
  on(`${year}-12-16`)
  t.ok(await isTold('lan'))
  t.match(await page('lan'), /còn 15 ngày\). Hồ sơ có hạn sau ngày đó chưa tiếp nhận được/)
})

t.test('the business administrator gets a notice at each rung, once, and nobody else does', async (t) => {
  on(`${year}-09-30`)
  t.equal(await warnCalendarEnd(live.deps), 0)
  on(`${year}-10-05`)
  await Promise.all([warnCalendarEnd(live.deps), warnCalendarEnd(live.deps), warnCalendarEnd(live.deps)])
  t.same(await noticesOf(), ['boss 87'])
  on(`${year}-10-20`)
  await warnCalendarEnd(live.deps)
  t.same(await noticesOf(), ['boss 87'])
  on(`${year}-12-20`)
  await warnCalendarEnd(live.deps)
  t.same(await noticesOf(), ['boss 87', 'boss 11'], 'rungs that were slept through are told once')
  t.match(await page('boss'), /Lịch làm việc sắp hết.*còn 11 ngày/s)
  t.equal(at((await live.ask('/api/v1/notices', { as: 'boss' })).json, 'items.0.kind'), 'calendarEnds')
})

t.test('after the end every page still opens, the service is ready, and says so', async (t) => {
  on(`${Number(year) + 1}-01-05`)
  for (const path of ['/', '/?kind=all', '/search?q=nguyen', '/procedures', '/admin/calendars', '/public', '/notices']) t.match(await page('lan', path), /Lịch làm việc đã hết|<title>Tra cứu/, path)
  t.match(await page('lan', '/receive?procedure=P8'), /lịch làm việc chưa có năm này/)
  t.same(await ready(), { coversTo: lastDay, daysLeft: -5 })
  t.same(live.conformance.faults, [])
})

t.test('with the next year it is silent again', async (t) => {
  const { json } = await live.ask('/api/v1/calendars/test', { as: 'boss' })
  const next = { ...(json as Record<string, unknown>), version: Number(at(json, 'version')) + 1, coversTo: `${Number(year) + 1}-12-31` }
  t.equal((await live.ask('/api/v1/calendars/test', { method: 'PUT', as: 'boss', body: next, headers: { 'idempotency-key': 'end-1' } })).status, 201)
  t.notOk(await isTold('boss'))
  const before = await noticesOf()
  await warnCalendarEnd(live.deps)
  t.same(await noticesOf(), before)
})
