/** Whom complaints reach, in random organisations: units, heads, substitutes of one role or of all, closed accounts; held against a walk of its own, person by person. */
import t from 'tap'
import fc, { type Arbitrary } from '../support/property.ts'
import type { HeldRole } from '../../schemas/dossier.ts'
import type { Complaint, ComplaintDecision } from '../../schemas/complaint.ts'
import type { Role } from '../../schemas/procedure.ts'
import { newId } from '../../storage/ids.ts'
import { openPool } from '../../storage/pool.ts'
import { countComplaints, keptFrom, listComplaints, saveComplaint } from '../../storage/quality/complaints.ts'
import { countOtherWork } from '../../storage/work.ts'
import { createTenant } from '../../storage/tenants.ts'
import { complaintOffers, receiveComplaint } from '../../workflows/quality/complaint.ts'
import { parseInstant, prepare } from '../../workflows/calendar/index.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { withDatabase } from '../support/postgres.ts'

t.setTimeout(120_000)
const { url, orm } = await withDatabase(t)
const pool = openPool({ url, poolSize: 4, onError: () => undefined })
t.teardown(() => pool.end())

const zone = 'Asia/Ho_Chi_Minh'
const calendar = prepare(seedCalendar('vn'))
const nowMs = parseInstant('2026-01-05T09:00', zone)
const dayOf = (day: number): string => `2026-01-${String(day).padStart(2, '0')}`
const acting: readonly Role[] = ['unitHead', 'specialist', 'qualityManager', 'isoSecretary', 'agencyLeader', 'technicalAdmin']
/** The first unit is above the second and third, the third above the fourth. */
const above = [null, 0, 0, 2] as const
const peopleMany = 6
const days = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.nat(12)).map(([from, length]) => ({ from, to: from + length }))
const someone = fc.nat(peopleMany - 1)
const someUnit = fc.nat(above.length - 1)
const organisation = fc.record({
  closed: fc.subarray(Array.from({ length: peopleMany }, (_, index) => index), { maxLength: 2 }),
  grants: fc.uniqueArray(fc.record({ who: someone, unit: someUnit, role: fc.constantFrom(...acting), days }), { minLength: 6, maxLength: 12, selector: ({ who, unit, role, days: { from } }) => `${who} ${unit} ${role} ${from}` }),
  substitutions: fc.array(fc.record({ absent: someone, substitute: someone, role: fc.option(fc.constantFrom(...acting), { nil: null, freq: 1 }), days }).filter(({ absent, substitute }) => absent !== substitute), { maxLength: 8 }),
  complaints: fc.array(fc.record({ unit: someUnit, about: fc.option(someone, { nil: null, freq: 3 }), handler: fc.option(someone, { nil: null }) }), { minLength: 3, maxLength: 8 }),
  day: fc.integer({ min: 8, max: 22 }),
})
type Organisation = typeof organisation extends Arbitrary<infer T> ? T : never

const isOn = (day: number, { from, to }: { readonly from: number; readonly to: number }): boolean => from <= day && day <= to
/** Roles that a person uses that day, each with whose it is. */
const used = ({ grants, substitutions, closed, day }: Organisation, who: number): { readonly of: number; readonly unit: number; readonly role: Role }[] => {
  const today = grants.filter((grant) => isOn(day, grant.days))
  const own = today.filter((grant) => grant.who === who)
  const lent = substitutions.filter((one) => one.substitute === who && isOn(day, one.days) && !closed.includes(one.absent)).flatMap(({ absent, role }) => today.filter((grant) => grant.who === absent && (role ?? grant.role) === grant.role))
  return [...own, ...lent].map(({ who: of, unit, role }) => ({ of, unit, role }))
}
/** The person and everybody in whose name they act. */
const namesOf = (agency: Organisation, who: number): ReadonlySet<number> => new Set([who, ...used(agency, who).map(({ of }) => of)])
const isBelow = (unit: number, top: number): boolean => unit === top || (above[unit] !== null && isBelow(above[unit]!, top))
/** Whether a complaint reaches a person: they see its unit or act for its handler, and neither they nor anybody in whose name they act is the one it is about. */
const reaches = (agency: Organisation, who: number, { unit, about, handler }: Organisation['complaints'][number]): boolean => {
  const names = namesOf(agency, who)
  const isSeen = used(agency, who).some((held) => held.role !== 'technicalAdmin' && isBelow(unit, held.unit)) || (handler !== null && names.has(handler))
  return isSeen && (about === null || !names.has(about))
}

interface Planted { readonly tenantId: string; readonly people: readonly string[]; readonly complaints: readonly Complaint[] }
let agencies = 0
const plant = async ({ closed, grants, substitutions, complaints }: Organisation): Promise<Planted> => {
  agencies += 1
  const { id: tenantId } = await createTenant(orm.em.fork(), { code: `khieu-nai-${agencies}`, name: { vi: 'Xã', en: 'Commune' }, level: 'xa', zone, calendarId: 'vn' }, 0)
  const idsOf = (many: number): string[] => Array.from({ length: many }, newId)
  const [units, people] = [idsOf(above.length), idsOf(peopleMany)]
  const insert = (table: string, rows: readonly object[]): Promise<unknown> => pool.query(`insert into ${table} select r.* from jsonb_populate_recordset(null::${table}, $1::jsonb) r`, [JSON.stringify(rows.map((row) => ({ tenant_id: tenantId, ...row })))])
  await insert('unit', units.map((id, index) => ({ id, code: `u${index}`, name_vi: 'Đơn vị', name_en: 'Unit', kind: 'department', parent_id: above[index] === null ? null : units[above[index]!], valid_from: dayOf(1) })))
  await insert('account', people.map((id, index) => ({ id, user_name: `p${id}`, full_name: `Người ${index}`, active: !closed.includes(index), failed_attempts: 0, created_at: dayOf(1) })))
  await insert('role_grant', grants.map(({ who, unit, role, days: { from, to } }) => ({ id: newId(), account_id: people[who], unit_id: units[unit], role, valid_from: dayOf(from), valid_to: dayOf(Math.min(to, 31)) })))
  await insert('substitution', substitutions.map(({ absent, substitute, role, days: { from, to } }) => ({ id: newId(), absent_account_id: people[absent], substitute_account_id: people[substitute], role, valid_from: dayOf(from), valid_to: dayOf(Math.min(to, 31)), decision: '1/QĐ' })))
  const decisions = complaints.map(({ unit, about, handler }, index): ComplaintDecision => {
    const decision = receiveComplaint({
      id: newId(), tenantId, code: `K${index}`, kind: 'complaint', channel: 'post', unitId: units[unit]!, dossierId: null, personId: about === null ? null : people[about]!, receivedAtMs: nowMs,
    }, {}, { nowMs, calendar, by: null })
    return { ...decision, complaint: { ...decision.complaint, state: 'handling', acceptedAtMs: nowMs, handlerId: handler === null ? null : people[handler]! } }
  })
  for (const decision of decisions) await saveComplaint(pool, decision, 0)
  return { tenantId, people, complaints: decisions.map(({ complaint }) => complaint) }
}

t.test('a complaint reaches neither whom it is about nor who acts in their name that day, in whatever capacity they come; whoever else sees its unit or acts for its handler finds, opens and counts it', async (t) => {
  let [reached, keptBack] = [0, 0]
  await fc.assert(fc.asyncProperty(organisation, async (agency) => {
    const { tenantId, people, complaints } = await plant(agency)
    const on = dayOf(agency.day)
    const idsOf = (fits: (one: Organisation['complaints'][number]) => boolean): string[] => complaints.flatMap(({ id }, index) => (fits(agency.complaints[index]!) ? [id] : []))
    for (const [who, accountId] of people.entries()) {
      const { rows: [held] } = await pool.query<{ roles: HeldRole[]; units: string[] }>('select held_roles($1, $2, $3::date) as roles, visible_units($1, $2, $3::date) as units', [tenantId, accountId, on])
      const reader = { tenantId, accountId, zone, today: on, units: held!.units, roles: held!.roles }
      const names = namesOf(agency, who)
      const wanted = idsOf((one) => reaches(agency, who, one))
      t.same((await listComplaints(pool, reader, {}, { belowId: null, limit: 50 })).map(({ complaint: { id } }) => id), wanted.toReversed(), `person ${who} on ${on}`)
      t.equal((await countOtherWork(pool, reader, 50)).find(({ kind }) => kind === 'complaint')?.many ?? 0, idsOf((one) => one.handler !== null && names.has(one.handler) && reaches(agency, who, one)).length, 'the first page names the same')
      t.equal((await countComplaints(pool, tenantId, reader, { fromMs: 0, endMs: nowMs + 1, knownAtMs: nowMs })).received, wanted.length, 'they are counted alike')
      reached += wanted.length
      for (const [index, complaint] of complaints.entries()) {
        const { about } = agency.complaints[index]!
        const kept = await keptFrom(pool, complaint, on)
        const isKept = about !== null && names.has(about)
        t.equal(kept.has(accountId), isKept, `person ${who} is told nothing of ${index}`)
        if (!isKept) continue
        keptBack += 1
        t.same(complaintOffers({ complaint, unitLine: reader.units, standIns: [...kept], actor: { accountId, roles: reader.roles } }, { nowMs, calendar }), [], 'and can do nothing with it')
      }
    }
  }), { numRuns: 12 })
  t.comment(`${reached} reached, ${keptBack} kept back`)
  t.ok(reached > 5 && keptBack > 5)
})
