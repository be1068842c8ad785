/** Figures of subordinates: sealed where they are counted, checked where they arrive, every broken identity named, a second file a newer version. */
import fc from '../support/property.ts'
import t from 'tap'
import { figuresFile, sumOfFigures } from '../../server/reports/figures-file.ts'
import { usualGrouping, usualKinds } from '../../server/reports/statistics.ts'
import type { FiguresFile } from '../../schemas/subordinate.ts'
import { listTenants } from '../../storage/tenants.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { arrivalFaults, columnsOf } from '../../workflows/statistics/arrival.ts'
import { askAs, newClerk } from '../support/document-service.ts'
import { at, isProblem, withService } from '../support/live.ts'
import { withSample } from '../support/sample.ts'

t.setTimeout(180_000)
const live = await withService(t)
const secretary = await newClerk(live, ['isoSecretary', 'ROOT'])
const specialist = await newClerk(live, ['specialist', 'D1'])
const sample = await withSample(t)
const tenant = (await listTenants(sample.orm.em.fork()))[0]!
const request = { from: '2026-01-15', to: '2026-06-14', asOf: null, by: 'field' as const, kinds: usualKinds, grouping: usualGrouping }
const sent = await figuresFile(sample, tenant, { ...request, form: '06a' }, (value) => value ?? '–')
const send = (body: unknown, headers: Record<string, string> = {}, who = secretary) => askAs(live, who, '/api/v1/subordinate-reports', { body, headers })
const sealed = (file: FiguresFile): FiguresFile => ({ ...file, sha256: sumOfFigures(file) })
const rulesOf = (json: unknown): string[] => (at(json, 'errors') as { rule: string }[]).map(({ rule }) => rule)
const list = async () => (await askAs(live, secretary, `/api/v1/subordinate-reports?form=06a&from=${request.from}&to=${request.to}`)).json

t.test('what the service counts agrees with itself in every form and grouping, and seals the state of the journals', async (t) => {
  for (const form of ['06a', '06b', 'weekly', '766'] as const) {
    for (const grouping of [usualGrouping, { ended: 'apart', paused: 'apart' } as const]) {
      const file = await figuresFile(sample, tenant, { ...request, form, grouping, by: form === '06b' ? 'unit' : 'field' }, (value) => value ?? '–')
      t.same(arrivalFaults(file, '2026-12-01'), [], form)
      t.ok(file.rows.length > 1 && (file.totals[0] ?? 0) > 100 && file.sha256 === sumOfFigures(file))
    }
  }
  t.ok(sent.journal.dossiers > 1000 && sent.journal.entries > 5000)
})

t.test('one figure changed anywhere breaks an identity or a sum, and the seal', async () => {
  fc.assert(fc.property(fc.nat(sent.rows.length), fc.nat(sent.columns.length - 1), fc.integer({ min: -50, max: 50 }).filter((n) => n !== 0), (row, column, by) => {
    const change = (figures: readonly number[]): number[] => figures.map((value, index) => (index === column ? value + by : value))
    const file = row === sent.rows.length ? { ...sent, totals: change(sent.totals) } : { ...sent, rows: sent.rows.map((one, index) => (index === row ? { ...one, figures: change(one.figures) } : one)) }
    return arrivalFaults(file, '2026-12-01').length > 0 && sumOfFigures(file) !== sent.sha256
  }), { numRuns: 200 })
})

t.test('an unknown agency, a broken sum, a negative number and a period to come are each named', async (t) => {
  const unknown = await send(sent)
  isProblem(t, unknown, 'figures-refused', 422, 'nobody expects it')
  t.same(rulesOf(unknown.json), ['agency'])
  t.equal((await askAs(live, secretary, '/api/v1/subordinates', { body: { code: tenant.code, name: tenant.name.vi, decision: '12/QĐ-UBND' } })).status, 201)
  t.equal((await askAs(live, secretary, '/api/v1/subordinates', { body: { code: 'H99', name: 'UBND xã Chưa Gửi', decision: '12/QĐ-UBND' } })).status, 201)
  t.same(rulesOf((await send({ ...sent, to: '2026-06-13' })).json), ['sum'])
  const wrong = { ...sent, totals: sent.totals.map((value, index) => (index === 4 ? -1 : value)) }
  t.same([...new Set(rulesOf((await send(sealed(wrong))).json))].sort(), ['identity', 'negative', 'subtotal'])
  t.same(rulesOf((await send(sealed({ ...sent, to: '2999-12-31' }))).json), ['period', 'asOf'])
  const onLastDay = (today: string): string[] => arrivalFaults(sent, today).map(({ rule }) => rule)
  t.same([onLastDay(sent.to), onLastDay(addDays(sent.to, 1))], [['period'], []], 'its last day is not over before midnight')
  t.same(rulesOf((await send(sealed({ ...sent, columns: [...columnsOf(sent)].reverse() }))).json).includes('columns'), true)
  isProblem(t, await send(sent, {}, specialist), 'role-not-granted', 403, 'a specialist')
})

t.test('a file is kept once; another one is a newer version with its difference; who has not sent is told; nothing is changed afterwards', async (t) => {
  const kept = await send(sent, { 'idempotency-key': 'figures' })
  t.match(kept.json, { version: 1, differences: [] }, kept.text)
  t.equal(at((await send(sent, { 'idempotency-key': 'figures' })).json, 'id'), at(kept.json, 'id'))
  isProblem(t, await send(sent), 'name-taken', 409, 'the very same file')
  const more = (figures: readonly number[]): number[] => figures.map((value, index) => (['3', '4', '11', '12'].includes(sent.columns[index] ?? '') ? value + 2 : value))
  const second = sealed({ ...sent, rows: sent.rows.map((row, index) => (index === 0 ? { ...row, figures: more(row.figures) } : row)), totals: more(sent.totals) })
  t.same(at((await send(second)).json, 'differences'), ['3', '4', '11', '12'].map((column) => ({ column, before: sent.totals[sent.columns.indexOf(column)], after: (sent.totals[sent.columns.indexOf(column)] ?? 0) + 2 })))
  const table = await list()
  t.same(at(table, 'missing'), ['H99'])
  t.same(at(table, 'totals'), second.totals)
  t.match((at(table, 'items') as { code: string }[]).find(({ code }) => code === tenant.code), { report: { version: 2, sha256: second.sha256 } })
  await t.rejects(live.deps.pool.query("update subordinate_report set body = '{}'"), /./)
  isProblem(t, await live.ask(`/api/v1/subordinate-reports?form=06a&from=${request.from}&to=${request.to}`, { as: 'xnam' }), 'role-not-granted', 403, 'another agency')
})

t.test('a table of thousands of rows is taken in over the API as on the page', async (t) => {
  const none = sent.totals.map(() => 0)
  const rows = Array.from({ length: 4_000 }, (_, at) => ({ name: `${'Thủ tục hành chính có tên dài '.repeat(4)}${at}`, depth: 0, figures: at === 0 ? sent.totals : none }))
  const large = sealed({ ...sent, from: '2025-12-15', to: '2026-01-14', rows })
  t.ok(JSON.stringify(large).length > 700_000)
  t.equal((await send(large)).status, 201)
})

t.test('agencies that group differently are named beside the sums', async (t) => {
  const days = { from: '2026-02-15', to: '2026-03-14' }
  for (const [code, ended] of [['H81', 'resolved'], ['H82', 'apart']] as const) {
    t.equal((await askAs(live, secretary, '/api/v1/subordinates', { body: { code, name: `UBND ${code}`, decision: '12/QĐ-UBND' } })).status, 201)
    const file = await figuresFile(sample, tenant, { ...request, ...days, form: 'weekly', grouping: { ended, paused: 'inProgress' } }, (value) => value ?? '–')
    t.equal((await send(sealed({ ...file, agency: { code, name: `UBND ${code}` } }))).status, 201)
  }
  t.match((await askAs(live, secretary, '/api/v1/subordinate-reports?form=weekly&from=2026-02-15&to=2026-03-14')).json, {
    groupings: [{ grouping: { ended: 'resolved' }, agencies: ['H81'] }, { grouping: { ended: 'apart' }, agencies: ['H82'] }],
  })
  t.match((await askAs(live, secretary, '/subordinates?form=weekly&from=15/02/2026&to=14/03/2026')).text, /gộp không giống nhau[^]*UBND H81, cơ quan mình[^]*để riêng[^]*UBND H82/)
})
