/**
 * Random trees of units that begin, end and are taken over: the line upwards, the reach downwards, the heirs, what is
 * visible and whom documents reach agree.
 */
import t from 'tap'
import fc, { type Arbitrary } from '../support/property.ts'
import { createAccount } from '../../storage/accounts.ts'
import { grantRole } from '../../storage/grants.ts'
import { newId } from '../../storage/ids.ts'
import { openPool } from '../../storage/pool.ts'
import { createTenant } from '../../storage/tenants.ts'
import { addSuccessions, createUnit } from '../../storage/units.ts'
import { withDatabase } from '../support/postgres.ts'

t.setTimeout(120_000)
const { url, orm } = await withDatabase(t)
const pool = openPool({ url, poolSize: 4, onError: () => undefined })
t.teardown(() => pool.end())

const dayOf = (day: number): string => `2026-01-${String(day).padStart(2, '0')}`
interface Planned { readonly parent: number | null; readonly from: number; readonly to: number | null; readonly heirs: readonly number[] }

/** Parents come before their children; a unit that ends on a day may be taken over from the next day by units that begin by then. */
const tree: Arbitrary<Planned[]> = fc.array(
  fc.record({ parent: fc.option(fc.nat(20)), from: fc.integer({ min: 1, max: 12 }), length: fc.option(fc.integer({ min: 0, max: 8 })), heirs: fc.array(fc.nat(20), { maxLength: 2 }) }),
  { minLength: 2, maxLength: 9 },
).map((all) => all.map(({ parent, from, length, heirs }, index): Planned => {
  const to = length === null ? null : from + length
  return {
    from, to, parent: parent === null || index === 0 ? null : parent % index,
    heirs: to === null ? [] : [...new Set(heirs.map((heir) => heir % all.length))].filter((heir) => heir > index),
  }
}))

const isOn = ({ from, to }: Planned, day: number): boolean => from <= day && (to === null || day <= to)
const isTaken = ({ to, heirs }: Planned, day: number): boolean => to !== null && to < day && heirs.length > 0

/** The units in which a role decides about a unit's dossiers: walked here, unit by unit, and not by the database. */
const lineOf = (all: readonly Planned[], unit: number, day: number): Set<number> => {
  const seen = new Set([unit])
  for (const one of seen) {
    const { parent, heirs } = all[one]!
    for (const next of isTaken(all[one]!, day) ? heirs : parent === null ? [] : [parent]) if (isOn(all[next]!, day) || (all[next]!.from <= day && isTaken(all[next]!, day))) seen.add(next)
  }
  return seen
}

/** Whether what was distributed to a unit reaches the people of another one: it is that one, or those that took it over lead there. */
const leadsTo = (all: readonly Planned[], unit: number, day: number, to: ReadonlySet<number>): boolean => {
  const seen = new Set([unit])
  for (const one of seen) if (isTaken(all[one]!, day)) for (const heir of all[one]!.heirs) seen.add(heir)
  return [...seen].some((one) => to.has(one))
}

let agencies = 0
const plant = async (all: readonly Planned[]): Promise<{ tenantId: string; ids: string[] }> => {
  const em = orm.em.fork()
  agencies += 1
  const { id: tenantId } = await createTenant(em, { code: `cay-${agencies}`, name: { vi: 'Cây', en: 'Tree' }, level: 'xa', zone: 'Asia/Ho_Chi_Minh', calendarId: 'vn' }, 0)
  const ids: string[] = []
  for (const [index, { parent, from, to }] of all.entries()) {
    const unit = { code: `u${index}`, name: { vi: 'Đơn vị', en: 'Unit' }, kind: 'department' as const, parentId: parent === null ? null : ids[parent]!, validFrom: dayOf(from), validTo: to === null ? null : dayOf(to) }
    ids.push((await createUnit(em, tenantId, unit)).id)
  }
  for (const [index, { to, heirs }] of all.entries()) {
    await addSuccessions(em, tenantId, heirs.map((heir) => ({ unitId: ids[index]!, successorId: ids[heir]!, validFrom: dayOf((to ?? 0) + 1) })))
  }
  return { tenantId, ids }
}

t.test('who decides about a unit on a day is who reaches it, sees it, and is one of its heirs or above them', async (t) => {
  await fc.assert(fc.asyncProperty(tree, fc.integer({ min: 1, max: 22 }), fc.nat(20), async (all, day, seed) => {
    const { tenantId, ids } = await plant(all)
    const on = dayOf(day)
    const holding = seed % all.length
    const em = orm.em.fork()
    const { id: accountId } = await createAccount(em, tenantId, { userName: `p${newId().slice(-12)}`, fullName: 'Ai', passwordHash: null }, 0)
    const { from, to } = all[holding]!
    await grantRole(em, tenantId, { accountId, unitId: ids[holding]!, role: 'unitHead', validFrom: dayOf(from), validTo: to === null ? null : dayOf(to) })
    const { rows } = await pool.query<{ id: string; line: string[]; heirs: string[]; reached: boolean; seen: boolean; member: boolean }>(
      `select u.id, unit_line($1, u.id, $3::date) as line, array(select unit_heirs($1, u.id, $3::date)) as heirs,
              exists (select from role_reach($1, $2, $3::date) r where r.unit_id = u.id) as reached, u.id = any (visible_units($1, $2, $3::date)) as seen,
              u.id = any (member_units($1, $2, $3::date)) as member
         from unit u where u.tenant_id = $1`, [tenantId, accountId, on])
    const isHeld = isOn(all[holding]!, day)
    for (const row of rows) {
      const unit = ids.indexOf(row.id)
      const line = lineOf(all, unit, day)
      t.same(new Set(row.line.map((id) => ids.indexOf(id))), line, `line of ${unit} on ${on}`)
      t.equal(row.reached, isHeld && line.has(holding), `${holding} reaches ${unit} on ${on}`)
      t.ok(row.seen || !row.reached, 'whatever is reached is seen')
      t.equal(row.member, isHeld && leadsTo(all, unit, day, lineOf(all, holding, day)), `documents of ${unit} reach ${holding} on ${on}`)
      t.ok(row.heirs.every((id) => isOn(all[ids.indexOf(id)]!, day) && line.has(ids.indexOf(id))), 'heirs exist that day, and stand in the line')
    }
  }), { numRuns: 60 })
})
