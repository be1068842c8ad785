/** The figures of the sample commune: the database's count against one made from the journals alone, for any period, instant and cut. */
import { isDeepStrictEqual } from 'node:util'
import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import type { Channel, JournalEntry } from '../../schemas/dossier.ts'
import { cuts, type Cut, type Grouping } from '../../schemas/statistics.ts'
import { apologyRegister } from '../../server/commands/apologies.ts'
import { periodsOf } from '../../server/pages/periods.ts'
import type { Visit } from '../../server/pages/visit.ts'
import { statisticsOf, usualGrouping, usualKinds } from '../../server/reports/statistics.ts'
import { behindNumber } from '../../server/reports/tables.ts'
import { catalogues } from '../../server/views/texts/index.ts'
import { listTenants } from '../../storage/tenants.ts'
import { addDays, formatInstant, parseInstant, startOfDateMs } from '../../workflows/calendar/index.ts'
import { add, brokenIdentities, noCounts } from '../../workflows/statistics/counts.ts'
import { fold, type Told } from '../../workflows/statistics/fold.ts'
import { reportingPeriod } from '../../workflows/statistics/periods.ts'
import { sampleNowMs, withSample } from '../support/sample.ts'

t.setTimeout(300_000)
const zone = 'Asia/Ho_Chi_Minh'
const nowMs = sampleNowMs
const sample = await withSample(t)
const { orm, pool } = sample
const tenant = (await listTenants(orm.em.fork()))[0]!
const audience = { tenantId: tenant.id, zone, reader: null }
const deps = { pool, clock: { nowMs: () => nowMs } }

interface Row { channel: Channel; onlineLevel: 'full' | 'partial' | null; month: string; procedure: string; entries: JournalEntry[] }
const rows = (await pool.query<Row>(`
  select d.channel, p.body->>'onlineLevel' as "onlineLevel", d.procedure_code as procedure, to_char(d.received_at at time zone $1, 'YYYY-MM') as month, jsonb_agg(j.canonical::jsonb order by j.seq) as entries
    from dossier d join journal j on j.tenant_id = d.tenant_id and j.dossier_id = d.id
    join procedure_revision p on p.tenant_id = d.tenant_id and p.hash = d.procedure_hash and p.body->>'kind' = 'tthc'
   group by d.tenant_id, d.id, p.body->>'onlineLevel'`, [zone])).rows
const told: readonly Told[] = rows

const day = fc.integer({ min: -420, max: 10 }).map((n) => addDays('2026-11-20', n))
const groupings: Arbitrary<Grouping> = fc.record({ ended: fc.constantFrom('resolved', 'apart'), paused: fc.constantFrom('inProgress', 'apart') })
const question = fc.record({ a: day, b: day, grouping: groupings, knownAgoMs: fc.option(fc.integer({ min: 0, max: 420 * 86_400_000 })), by: fc.subarray<Cut>([...cuts]) })

t.test('SQL counts what the journals say, as of any instant', async (t) => {
  t.ok(told.length > 500, `${told.length} dossiers`)
  let [moving, nonEmpty] = [0, 0]
  await fc.assert(fc.asyncProperty(question, async ({ a, b, grouping, knownAgoMs, by }) => {
    const [from, to] = a < b ? [a, b] : [b, a]
    const asOf = knownAgoMs === null ? null : formatInstant(nowMs - knownAgoMs, zone)
    const { rows, totals } = await statisticsOf(deps, audience, { from, to, asOf, by, kinds: usualKinds, grouping })
    const period = { fromMs: startOfDateMs(from, zone), endMs: startOfDateMs(addDays(to, 1), zone), knownAtMs: nowMs - (knownAgoMs ?? 0), zone }
    const expected = fold(told, period, grouping)
    if (knownAgoMs !== null) moving++
    if (totals.resolved.total > 0 && totals.inProgress.total > 0) nonEmpty++
    if (!isDeepStrictEqual(totals, expected)) t.strictSame(totals, expected, `${from} to ${to} as of ${asOf ?? 'now'}`)
    if (rows.some(({ counts }) => brokenIdentities(counts).length > 0)) t.fail('an identity of a row is broken')
    if (new Set(rows.map(({ key }) => JSON.stringify(key))).size !== rows.length) t.fail('a row is there twice')
  }), { numRuns: 250 })
  t.ok(moving > 80 && nonEmpty > 40, `${moving} as of an earlier instant, ${nonEmpty} with both resolved and open ones`)
})

t.test('rows by procedure, channel and month are what each of them counts alone', async (t) => {
  const request = { from: '2026-01-01', to: '2026-06-30', asOf: null, kinds: usualKinds, grouping: { ended: 'resolved', paused: 'inProgress' } as const }
  const period = { fromMs: startOfDateMs('2026-01-01', zone), endMs: startOfDateMs('2026-07-01', zone), knownAtMs: nowMs, zone }
  for (const [cut, of] of [['procedure', (row: Row) => row.procedure], ['channel', (row: Row) => row.channel], ['month', (row: Row) => row.month]] as const) {
    const report = await statisticsOf(deps, audience, { ...request, by: [cut] })
    t.ok(report.rows.length > 1, cut)
    for (const { key, counts } of report.rows) t.strictSame(counts, fold(rows.filter((row) => of(row) === key[cut]), period, request.grouping), `${cut} ${String(key[cut])}`)
    t.strictSame(report.rows.map(({ counts }) => counts).reduce(add, noCounts), report.totals)
  }
})

t.test('an apology in the register that is not among the late ones is of a dossier that met its new date', async (t) => {
  const range = reportingPeriod('2026')
  const { lines, counts } = await apologyRegister(sample, audience, range)
  const { totals } = await statisticsOf(deps, audience, { ...range, asOf: null, by: [], kinds: usualKinds, grouping: usualGrouping })
  const apologised = lines.filter(({ madeOn }) => madeOn !== null)
  const inNewTime = apologised.filter(({ newDueAt, resultAt }) => newDueAt !== null && resultAt !== null && parseInstant(resultAt, zone) <= parseInstant(newDueAt, zone))
  t.ok(totals.ofWhich.lateWithApology > 0 && inNewTime.length > 0)
  t.equal(counts.kept + counts.late - inNewTime.length, totals.ofWhich.lateWithApology + totals.ofWhich.overdueWithApology)
})

t.test('what cannot be asked is refused with what to do', async (t) => {
  const request = { from: '2026-02-01', to: '2026-01-01', asOf: null, by: [], kinds: usualKinds, grouping: { ended: 'resolved', paused: 'inProgress' } as const }
  await t.rejects(statisticsOf(deps, audience, request), { code: 'invalid-request' })
  await t.rejects(statisticsOf(deps, audience, { ...request, to: '2099-01-01' }), { code: 'invalid-request' })
})

t.test('a number of a unit that there is not leads to no dossier', async (t) => {
  const request = { form: '06a', by: 'unit', from: '2026-01-15', to: '2026-06-14', asOf: null, kinds: usualKinds, grouping: usualGrouping } as const
  for (const value of ['abc', '-']) t.same(await behindNumber({ ...sample, ...deps }, audience, request, { column: '3', value }, { afterId: null, limit: 10 }), [], value)
})

t.test('pages offer the reporting year that a day lies in, which begins on the 15th of December', async (t) => {
  const offered = (today: string) => periodsOf({ t: catalogues.vi } as Visit, today).map(({ value }) => value)
  t.same([offered('2026-12-14').slice(0, 2), offered('2026-12-15').slice(0, 2), offered('2027-01-01').slice(0, 2)], [['2026', '2026-H2'], ['2027', '2027-H2'], ['2027', '2027-H2']])
  t.ok(offered('2026-12-20').includes('2027-01') && offered('2026-12-20').includes('2026-12'))
})
