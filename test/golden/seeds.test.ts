/**
 * The figures that five agencies wrote by hand (domain rules of the reports, sections 6.1 to 6.5, and the vectors V1 to V9), out of dossiers driven
 * through the real rules: each ward is built from its counts, and its table is read.
 */
import t from 'tap'
import type { Channel } from '../../schemas/dossier.ts'
import type { Cut, OfficialForm, OfficialTable } from '../../schemas/statistics.ts'
import { makeDeps } from '../../server/deps.ts'
import { statisticsOf, usualGrouping, usualKinds } from '../../server/reports/statistics.ts'
import { officialTable } from '../../server/reports/tables.ts'
import { openPool } from '../../storage/pool.ts'
import { addProcedure } from '../../storage/procedures.ts'
import { addDays, localDateOf, parseInstant, workingDayAfter } from '../../workflows/calendar/index.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { percent } from '../../workflows/statistics/shares.ts'
import { makeAgency } from '../support/agency.ts'
import { begin, keepAll, move, seedRules, service, type Course } from '../support/figures.ts'
import { withObjects } from '../support/objects.ts'
import { withDatabase } from '../support/postgres.ts'

t.setTimeout(300_000)
const zone = 'Asia/Ho_Chi_Minh'
const { orm, url } = await withDatabase(t)
const pool = openPool({ url, poolSize: 2, onError: (error) => { throw error } })
t.teardown(() => pool.end())
const deps = makeDeps(pool, orm, { nowMs: () => parseInstant('2026-11-20T09:30', zone) }, await withObjects(t))

const promotion = service('KM', 'XTTM')
const electricity = service('DIEN', 'DIEN', { limit: { unit: 'workingDay', amount: 15 } })
const rules = seedRules(promotion)
const at = (local: string): number => parseInstant(local, zone)

interface Ward { readonly tenantId: string; readonly courses: Course[]; readonly unitId: string; numbers: number }
const ward = async (code: string): Promise<Ward> => {
  const { tenantId, units } = await makeAgency(orm, { code, people: [], procedures: [promotion, electricity], passwordHash: null })
  return { tenantId, unitId: units.D1, courses: [], numbers: 0 }
}

type End = 'early' | 'onTime' | 'late' | 'open'
const daysUntil: Readonly<Record<Exclude<End, 'open'>, number>> = { early: 2, onTime: 5, late: 6 }

/** Received on a day of the period, and ended so many working days later at ten o'clock; every fifth result is fetched the same day. */
const add = (to: Ward, many: number, end: End, on: { from: string; days: number }, channel: Channel = 'direct'): void => {
  for (let index = 0; index < many; index++) {
    const day = workingDayAfter(rules.calendar, addDays(on.from, index % on.days), 1)
    const begun = begin(rules, { tenantId: to.tenantId, unitId: to.unitId, channel, code: `H99.01-${day.slice(2).replaceAll('-', '')}-${String(++to.numbers).padStart(5, '0')}` }, at(`${day}T09:00`))
    if (end === 'open') { to.courses.push(begun); continue }
    const done = workingDayAfter(rules.calendar, day, daysUntil[end])
    const signed = move(begun, { type: 'RESULT_SIGNED' }, at(`${done}T10:00`))
    to.courses.push(index % 5 > 0 ? signed : move(signed, { type: 'RESULT_DELIVERED' }, at(`${done}T15:00`)))
  }
}

const request = (from: string, to: string, asOf: string | null = null) => ({ from, to, asOf, kinds: usualKinds, grouping: usualGrouping })
const report = (of: Ward, from: string, to: string) => statisticsOf(deps, { tenantId: of.tenantId, zone, reader: null }, { ...request(from, to), by: [] })
const table = (of: Ward, form: OfficialForm, from: string, to: string, by: Cut | null = null): Promise<OfficialTable> =>
  officialTable(deps, { tenantId: of.tenantId, zone, reader: null }, { ...request(from, to), form, by })

t.test('the ward of seed 001, first half of 2024: 875 = 820 + 55, 820 = 627 + 190 + 3, and 0,37 where it printed 0,36', async (t) => {
  const huongHo = await ward('H57')
  add(huongHo, 107 + 315 + 50, 'early', { from: '2024-01-02', days: 120 }, 'online')
  add(huongHo, 627 - 472, 'early', { from: '2024-01-02', days: 120 })
  add(huongHo, 190, 'onTime', { from: '2024-01-02', days: 120 }, 'postal')
  add(huongHo, 3, 'late', { from: '2024-03-04', days: 30 })
  add(huongHo, 55, 'open', { from: '2024-06-06', days: 2 })
  await keepAll(pool, huongHo.courses)
  const { totals, shares } = await report(huongHo, '2024-01-01', '2024-06-10')
  t.match(totals, { received: { total: 875, online: 472, directOrPostal: 403, carriedOver: 0 }, resolved: { total: 820, early: 627, onTime: 190, late: 3 }, inProgress: { total: 55, within: 55, overdue: 0 } })
  t.same(shares, { early: '76,46', onTime: '23,17', late: '0,37', notLate: '99,63' })
  t.same([percent(820, 875), percent(55, 875)], ['93,71', '6,29'])
  const form = await table(huongHo, '06a', '2024-01-01', '2024-06-10', 'field')
  t.same(form.totals, [875, 472, 403, 0, 820, 627, 190, 3, 55, 55, 0])
  t.same([form.rows.map(({ figures }) => figures), form.broken], [[form.totals], []])
  t.same((await table(huongHo, 'causes', '2024-01-01', '2024-06-10')).totals.slice(0, 3), [3, 3, 0])
  const progress = await table(huongHo, '766', '2024-01-01', '2024-06-10')
  t.same(progress.groups.map(({ most, share }) => [most, share]), [[18, '–'], [20, '99,63'], [22, '–'], [12, '53,94'], [10, '–'], [18, '–']])
})

t.test('the commune of seed 002, 2022: 2137 received and resolved, none late; its 95 % is an estimate that no count gives', async (t) => {
  const thuanLoc = await ward('H30')
  add(thuanLoc, 1137, 'early', { from: '2022-01-04', days: 300 })
  add(thuanLoc, 1000, 'onTime', { from: '2022-01-04', days: 300 })
  await keepAll(pool, thuanLoc.courses)
  const { totals, shares } = await report(thuanLoc, '2022-01-01', '2022-12-31')
  t.same([totals.received.total, totals.resolved.total, totals.resolved.early + totals.resolved.onTime, totals.resolved.late, totals.inProgress.total], [2137, 2137, 2137, 0, 0])
  t.equal(shares.notLate, '100,00')
})

t.test('the district of seed 000, 2021: 4237 received, 2015 and 430 and 1792 of them, none overdue', async (t) => {
  const nghiXuan = await ward('H31')
  add(nghiXuan, 2015, 'early', { from: '2021-01-04', days: 280 }, 'online')
  add(nghiXuan, 1792, 'onTime', { from: '2021-01-04', days: 280 })
  add(nghiXuan, 430, 'open', { from: '2021-11-25', days: 3 })
  await keepAll(pool, nghiXuan.courses)
  const { totals } = await report(nghiXuan, '2021-01-01', '2021-11-30')
  t.match(totals, { received: { total: 4237 }, resolved: { total: 3807, late: 0 }, inProgress: { total: 430, overdue: 0 } })
  t.same([totals.received.online, totals.resolved.onTime, totals.inProgress.within].map((part) => percent(part, totals.received.total)), ['47,56', '42,29', '10,15'])
  t.equal(percent(totals.received.online, totals.resolved.total), '52,93')
})

t.test('the department of seed 003, 2021: four late, one promotion and three of electricity; the one of December is late in the year it ended', async (t) => {
  const congThuong = await ward('H19')
  const one = (definition: typeof promotion, code: string, received: string, done: string): void => {
    const begun = begin(seedRules(definition), { tenantId: congThuong.tenantId, unitId: congThuong.unitId, channel: 'online', code }, at(received))
    congThuong.courses.push(move(begun, { type: 'RESULT_SIGNED' }, at(done)))
  }
  const twoDays = { ...promotion, limit: { unit: 'workingDay' as const, amount: 2 } }
  one(electricity, '000.00.07.H19-201222-0001', '2020-12-22T09:00', '2021-01-14T09:00')
  one(electricity, '000.00.07.H19-210401-0028', '2021-04-01T09:00', '2021-04-26T09:00')
  one(electricity, '000.00.07.H19-210611-0006', '2021-06-11T09:00', '2021-07-05T09:00')
  const second = { ...twoDays, revision: 2 }
  await addProcedure(orm.em.fork(), congThuong.tenantId, { hash: hashOf(second), definition: second }, 'effective', at('2021-01-04T08:00'))
  one(second, '000.00.07.H19-210506-0003', '2021-05-06T09:40', '2021-05-11T09:40')
  await keepAll(pool, congThuong.courses)
  const late = congThuong.courses.at(-1)?.dossier
  t.same([late?.clock.dueAtMs && localDateOf(late.clock.dueAtMs, zone), late?.daysLate, late?.timeliness], ['2021-05-10', 1, 'late'])
  const causes = await table(congThuong, 'causes', '2021-01-01', '2021-10-24', 'field')
  t.same(causes.rows.map(({ key, figures }) => [key.field, figures[0]]), [['DIEN', 3], ['XTTM', 1]])
  t.match((await report(congThuong, '2020-01-01', '2020-12-31')).totals, { inProgress: { total: 1, within: 1, overdue: 0 }, resolved: { total: 0 } }, 'V8: in time at the end of 2020')
  t.match((await report(congThuong, '2021-01-01', '2021-12-31')).totals, { received: { carriedOver: 1 }, resolved: { late: 4 } }, 'V8: carried over, and late, in 2021')
})

t.test('the scores of the circular: twice 6, once 3 and nothing once are 1,5 points of time', async (t) => {
  const ten = await ward('H32')
  add(ten, 6, 'early', { from: '2023-03-01', days: 5 })
  add(ten, 3, 'onTime', { from: '2023-03-01', days: 5 })
  add(ten, 1, 'late', { from: '2023-03-01', days: 5 })
  await keepAll(pool, ten.courses)
  const { rows } = await table(ten, 'score', '2023-01-01', '2023-12-31')
  t.same(rows.map(({ figures }) => figures), [[1, 15, 10], [2, null, null], [3, 20, 10], [4, null, null], [5, null, null], [6, null, null], [7, null, null], [8, null, null], [9, 0, 1]])
})
