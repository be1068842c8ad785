/** The year of the management system through the service: evidence found by itself, reminders once, and whose page it is. */
import t from 'tap'
import { makeReports } from '../../server/jobs/make-reports.ts'
import { remindDuties } from '../../server/jobs/remind-duties.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { type ActionLimit, actionDue } from '../../workflows/quality/limits.ts'
import { askAs, expecting, newClerk } from '../support/document-service.ts'
import { at, isProblem, type Json, withService } from '../support/live.ts'

t.setTimeout(120_000)
let nowMs = parseInstant('2026-11-20T08:00', 'Asia/Ho_Chi_Minh')
const live = await withService(t, { clock: { nowMs: () => (nowMs += 50) } })
const secretary = await newClerk(live, ['isoSecretary', 'ROOT'])
const manager = await newClerk(live, ['qualityManager', 'ROOT'])
const specialist = await newClerk(live, ['specialist', 'D1'])

const dutiesOf = async (year = 2026): Promise<Json[]> => at(expecting(200, await askAs(live, secretary, `/api/v1/duties?year=${year}`)), 'duties') as Json[]
const dutyOf = async (key: string): Promise<Json> => (await dutiesOf()).find((one) => at(one, 'key') === key)
const enter = async (body: Readonly<Record<string, unknown>>): Promise<string> => String(at(expecting(201, await askAs(live, secretary, '/api/v1/facts', { body })), 'id'))

t.test('what is entered with its document, and what was sent, shows as done; nobody ticks', async (t) => {
  t.match(await dutyOf('plan-2026'), { standing: 'late', dueOn: '2026-03-31', evidence: [] })
  const id = await enter({ kind: 'plan', number: '02/KH-UBND', on: '2026-01-05', title: 'Kế hoạch ISO năm 2026' })
  t.match(await dutyOf('plan-2026'), { standing: 'done', doneOn: '2026-01-05', evidence: [{ href: `/facts/${id}`, text: '02/KH-UBND: Kế hoạch ISO năm 2026' }] })
  await enter({ kind: 'context', number: '9/BC-UBND', on: '2026-11-02', title: 'Bối cảnh năm 2026', figures: { climateRelevant: 1 } })
  t.match(await dutyOf('context-2026'), { standing: 'done' })
  isProblem(t, await askAs(live, secretary, '/api/v1/facts', { body: { kind: 'context', number: '10/BC-UBND', on: '2026-11-02', title: 'x', figures: { climateRelevant: 2 } } }), 'invalid-request', 400, 'yes or no')
  await enter({ kind: 'milestone', number: '02/KH-UBND', on: '2026-01-05', from: '2026-01-05', to: '2026-12-05', title: 'Đánh giá nội bộ', figures: { plannedPercent: 100, donePercent: 40 } })
  t.match((await dutiesOf()).find((one) => at(one, 'kind') === 'milestone'), { dueOn: '2026-12-05', standing: 'soon' })
  expecting(201, await askAs(live, secretary, '/api/v1/report-copies', { body: { layout: 'commune', from: '2026-01-01', to: '2026-11-15', number: '99/BC-UBND', seen: [
    'plan-missing', 'objectives-missing', 'training-none', 'republication-missing', 'late-without-nonconformity', 'late-without-apology', 'dated-on-day-off', 'number-order', 'period-not-over', 'dossiers-none', 'procedures-undocumented'] } }))
  t.match(await dutyOf('annualReport-2026'), { standing: 'done', doneOn: '2026-11-20' })
  t.match(await dutyOf('halfYearReport-2026'), { standing: 'late' }, 'the yearly one is not the half-yearly one')
})

t.test('an agency sets its own limit for corrective actions from a day on; of one source alone, once a day', async (t) => {
  const limits = async (): Promise<Json[]> => at(expecting(200, await askAs(live, specialist, '/api/v1/action-limits')), 'items') as Json[]
  const own = { source: 'inspection', unit: 'day', amount: 45, ground: 'QĐ 7/QĐ-UBND', validFrom: '2026-11-01' }
  isProblem(t, await askAs(live, specialist, '/api/v1/action-limits', { body: own }), 'role-not-granted', 403, 'a specialist')
  expecting(201, await askAs(live, secretary, '/api/v1/action-limits', { body: own }))
  isProblem(t, await askAs(live, secretary, '/api/v1/action-limits', { body: { ...own, amount: 50 } }), 'name-taken', 409, 'two that begin on one day')
  expecting(201, await askAs(live, secretary, '/api/v1/action-limits', { body: { ...own, source: null, amount: 20, validFrom: '2027-01-01' } }))
  t.match((await limits()).filter((one) => at(one, 'own') === true), [own, { source: null, amount: 20 }])
  t.match((await limits()).find((one) => at(one, 'source') === null), { own: false, unit: 'month', amount: 1 }, 'until its day')
  t.match([actionDue('inspection', '2026-11-20', [own as ActionLimit]), actionDue('inspection', '2026-10-31', [own as ActionLimit])], [{ dueOn: '2027-01-04', ground: own.ground }, { dueOn: '2026-12-31' }])
  t.match((await askAs(live, secretary, '/corrective-actions/limits')).text, /45 ngày[^]*Cơ quan đặt/)
})

t.test('the whole page is the secretary\'s and the leaders\', on screen too', async (t) => {
  isProblem(t, await askAs(live, specialist, '/api/v1/duties'), 'role-not-granted', 403, 'a specialist')
  const page = await askAs(live, secretary, '/year')
  t.equal(page.status, 200)
  t.match(page.text, /Lịch năm ISO 2026[^]*Cần làm trước[^]*Tháng 12/)
  t.equal((await askAs(live, secretary, '/year/2025')).status, 200)
  t.equal((await askAs(live, secretary, '/year/x')).status, 404)
})

t.test('each rung reminds once, one notice for a duty, and nothing is said of what is done', async (t) => {
  const fail = (_: string, error: unknown): never => { throw error }
  const kinds = async (): Promise<string[]> => (await live.deps.pool.query<{ line: string }>(`select n.kind || ' ' || (n.payload->>'dutyKey') as line from notice n where n.account_id = $1 order by n.id`, [secretary.accountId])).rows.map(({ line }) => line)
  await Promise.all([remindDuties(live.deps, fail), remindDuties(live.deps, fail)])
  const first = await kinds()
  t.equal(new Set(first).size, first.length, 'one notice for each, by two sweeps at once')
  t.notOk(first.some((line) => line.includes('plan-2026')))
  t.ok(first.some((line) => line.startsWith('dutySoon milestone')))
  t.notOk(first.some((line) => line.includes('managementReview')), 'forty-one days ahead')
  t.equal(await remindDuties(live.deps, fail), 0)
  nowMs = parseInstant('2026-12-02T08:00', 'Asia/Ho_Chi_Minh')
  await remindDuties(live.deps, fail)
  t.ok((await kinds()).includes('dutySoon managementReview-2026'))
  nowMs = parseInstant('2026-12-07T08:00', 'Asia/Ho_Chi_Minh')
  await remindDuties(live.deps, fail)
  t.equal((await kinds()).filter((line) => line.startsWith('dutyLate milestone')).length, 1)
  t.match((await askAs(live, manager, '/notices')).text, /year\/2026#milestone/)
})

interface Asked { readonly name?: string; readonly values?: readonly unknown[] }
/** The same service, whose database does not answer some statements. */
const failingAt = (isRefused: (asked: Asked) => boolean): typeof live.deps => {
  const connect = async () => {
    const client = await live.deps.pool.connect()
    const query = (asked: Asked): unknown => (isRefused(asked) ? Promise.reject(new Error('gone')) : client.query(asked as never))
    return { query, release: (error?: Error) => client.release(error) }
  }
  const query = live.deps.pool.query.bind(live.deps.pool)
  return { ...live.deps, pool: Object.assign(Object.create(live.deps.pool) as typeof live.deps.pool, { connect, query }) }
}

t.test('a scheduled report is made once for its period, on its working day, and told; nothing of it is left by a crash; it is frozen to the byte', async (t) => {
  const fail = (_: string, error: unknown): never => { throw error }
  const told = async (): Promise<number> => Number((await live.deps.pool.query<{ n: string }>(`select count(*) n from notice where kind = 'reportMade' and account_id = $1`, [secretary.accountId])).rows[0]?.n)
  const made = async (): Promise<Json[]> => (at(expecting(200, await askAs(live, secretary, '/api/v1/made-reports')), 'items') as Json[]).filter((one) => at(one, 'scheduleId') !== null)
  const body = { subject: 'commune', pace: 'month', afterDays: 2, decision: '02/KH-UBND' }
  isProblem(t, await askAs(live, specialist, '/api/v1/report-schedules', { body }), 'role-not-granted', 403, 'a specialist')
  expecting(201, await askAs(live, secretary, '/api/v1/report-schedules', { body }))
  isProblem(t, await askAs(live, secretary, '/api/v1/report-schedules', { body: { ...body, afterDays: 5 } }), 'name-taken', 409, 'one of a kind at a time')
  expecting(201, await askAs(live, secretary, '/api/v1/report-schedules', { body: { ...body, subject: '06a' } }))
  t.match(at(expecting(200, await askAs(live, manager, '/api/v1/report-schedules')), 'items'), [{ next: { period: '2026-12', from: '2026-11-15', to: '2026-12-14', makeOn: '2026-12-16' } }, {}])
  nowMs = parseInstant('2026-12-15T23:00', 'Asia/Ho_Chi_Minh')
  t.equal(await makeReports(live.deps, fail), 0, 'one working day is too early')
  nowMs = parseInstant('2026-12-16T00:01', 'Asia/Ho_Chi_Minh')
  const faults: unknown[] = []
  t.equal(await makeReports(failingAt(({ name }) => name === 'add-notices'), (_, error) => faults.push(error)), 0)
  t.match([faults.length, (await made()).length, await told()], [4, 0, 0], 'a crash leaves nothing, of the report or of what tells that it failed')
  t.equal((await Promise.all([makeReports(live.deps, fail), makeReports(live.deps, fail)])).reduce((sum, one) => sum + one, 0), 2, 'by two runs at once')
  t.equal(await makeReports(live.deps, fail), 0)
  t.match([(await made()).length, await told()], [2, 2])
  t.match((await askAs(live, secretary, '/year/2026')).text, /16\/12\/2026[^]*Báo cáo cấp xã[^]*Đã lập/)
  const madeNow = await made()
  const [commune, figures] = ['commune', '06a'].map((subject) => `/api/v1/made-reports/`.concat(String(at(madeNow.find((one) => at(one, 'subject') === subject), 'id')))) as [string, string]
  const report = expecting(200, await askAs(live, secretary, commune))
  t.match(at(expecting(200, await askAs(live, secretary, figures)), 'figures'), { form: '06a', from: '2026-11-15', to: '2026-12-14', rows: [] })
  await enter({ kind: 'training', number: '31/KH-UBND', on: '2026-12-10', title: 'Ghi sau khi lập', figures: { classesHeld: 4, peopleTaught: 9, peopleSent: 1 } })
  const seen = (at(report, 'report.findings') as { code: string }[]).map(({ code }) => code)
  const copy = expecting(201, await askAs(live, secretary, '/api/v1/report-copies', { body: { layout: 'commune', from: '2026-11-15', to: '2026-12-14', number: '131/BC-UBND', seen: [...new Set(seen)], madeId: at(report, 'made.id') } }))
  const frozen = expecting(200, await askAs(live, secretary, `/api/v1/report-copies/${String(at(copy, 'id'))}`))
  t.same(at(frozen, 'report'), at(report, 'report'), 'the numbers of then, not of now')
  t.equal(at(frozen, 'copy.sha256'), at(report, 'made.sha256'))
  t.match(at(frozen, 'differences'), [{ id: 'training.classesHeld', now: 4, why: 'recordedLater' }, {}, {}])
  t.match(at(expecting(200, await askAs(live, secretary, commune)), 'made.sentAs'), { number: '131/BC-UBND' })
  t.equal(at(expecting(200, await askAs(live, secretary, `/api/v1/made-reports/${String(at(frozen, 'copy.figuresId'))}`)), 'figures.asOf'), at(report, 'report.asOf'), 'its sealed figures are of the same moment')
  await t.rejects(live.deps.pool.query("update made_report set body = '{}'"), /./)
  t.equal((await askAs(live, secretary, '/reports/schedules')).status, 200)
})

t.test('twelve schedules that fail for ever wait longer each time, are told once, and do not keep the thirteenth from being made', async (t) => {
  const enterSchedule = async ([subject, pace]: readonly [string, string], afterDays: number): Promise<string> =>
    String(at(expecting(201, await askAs(live, secretary, '/api/v1/report-schedules', { body: { subject, pace, afterDays, decision: '02/KH-UBND' } })), 'id'))
  // Tables, which are counted sooner than reports, for three periods that end on one day.
  const quick = ['quarter', 'halfYear', 'year'].flatMap((pace) => ['06a', '06b', 'weekly', '766'].map((subject) => [subject, pace] as const))
  for (const one of quick) await enterSchedule(one, 4)
  const healthy = await enterSchedule(['766', 'month'], 6)
  const broken = failingAt(({ name, values }) => name === 'add-made-report' && values?.[2] !== healthy)
  const run = async (instant: string, deps = broken): Promise<{ made: number; failed: number }> => {
    nowMs = parseInstant(instant, 'Asia/Ho_Chi_Minh')
    const failed: string[] = []
    return { made: await makeReports(deps, (scheduleId) => failed.push(scheduleId)), failed: new Set(failed).size }
  }
  const told = async (): Promise<number> => Number((await live.deps.pool.query<{ n: string }>(`select count(*) n from notice where kind = 'reportFailed'`)).rows[0]?.n)
  t.same(await run('2026-12-23T08:00'), { made: 0, failed: 12 }, 'those due longest come first')
  t.same(await run('2026-12-23T08:30'), { made: 1, failed: 0 }, 'while they wait the thirteenth is made')
  await live.deps.pool.query(`update report_delay d set failures = 1000 from report_schedule s where s.id = d.schedule_id and s.subject = '766' and s.pace = 'year'`)
  t.same(await run('2026-12-23T09:30'), { made: 0, failed: 12 }, 'after an hour they are tried again')
  t.same(await run('2026-12-23T11:00'), { made: 0, failed: 0 }, 'and wait two hours then')
  t.equal(await told(), 12, 'whoever entered a schedule is told once')
  t.match((await askAs(live, secretary, '/notices')).text, /href="\/reports\/schedules#schedule-[^]*chưa lập được/i)
  t.match((await askAs(live, secretary, '/reports/schedules')).text, /id="schedule-[^]*Chưa lập được \(2 lần\), lập lại từ [^<]*11:30/)
  t.same(await run('2026-12-24T09:31', live.deps), { made: 12, failed: 0 }, 'however often one failed, it is tried within a day')
  t.ok((at(expecting(200, await askAs(live, secretary, '/api/v1/report-schedules')), 'items') as Json[]).every((one) => at(one, 'delay') === null), 'none waits any longer')
})
