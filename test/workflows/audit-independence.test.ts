/** Independence of auditors: random organisations with substitutes, heads, merged units and acts, held against an oracle that walks day by day. */
import fc from '../support/property.ts'
import t from 'tap'
import type { Act, AuditPlan, IndependenceFacts, TeamMember } from '../../schemas/audit.ts'
import type { Id, LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { type Role, roles } from '../../schemas/procedure.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { checkIndependence, violationsOf } from '../../workflows/audit/independence.ts'
import { idOf } from '../support/documents.ts'

/** A tree: 1 above 2 and 3, 3 above 4; 5 was merged into 2. */
const units = [[1, null], [2, 1], [3, 1], [4, 3], [5, 1]] as const
const tree = units.map(([id, parent]) => ({ id: idOf(id), parentId: parent === null ? null : idOf(parent) }))
const successions = [{ unitId: idOf(5), successorId: idOf(2) }]
const parentOf = (id: Id): Id | null => tree.find((unit) => unit.id === id)?.parentId ?? null

const firstDay = '2026-01-01'
const dayAt = (n: number): LocalDate => addDays(firstDay, n)
const period = { periodFrom: dayAt(5), periodTo: dayAt(10) }
const today = dayAt(15)
const audited: readonly LocalDate[] = [...Array.from({ length: 6 }, (_, n) => dayAt(5 + n)), today]

const person = (n: number): Id => idOf(50 + n)
const days = fc.tuple(fc.integer({ min: 0, max: 18 }), fc.option(fc.integer({ min: -1, max: 12 }), { nil: null })).map(([from, length]) => ({ validFrom: dayAt(from), validTo: length === null ? null : dayAt(from + length) }))
const someUnit = fc.constantFrom(...tree.map(({ id }) => id))
const someone = fc.integer({ min: 0, max: 4 }).map(person)
const grant = fc.record({ accountId: someone, unitId: someUnit, role: fc.constantFrom(...roles), days }).map(({ days: when, ...rest }) => ({ ...rest, ...when }))
const substitution = fc.record({ absentAccountId: someone, substituteAccountId: someone, role: fc.option(fc.constantFrom(...roles), { nil: null, freq: 2 }), days })
  .map(({ days: when, ...rest }) => ({ ...rest, ...when })).filter((one) => one.absentAccountId !== one.substituteAccountId)
const act = fc.record({ accountId: someone, onBehalfOf: fc.option(someone, { nil: null, freq: 1 }), procedure: fc.constantFrom('P1', 'P2', 'P3'), unitId: someUnit, n: fc.integer({ min: 1, max: 99 }) })
  .map(({ n, ...rest }): Act => ({ ...rest, dossiers: 1, codes: [`H-${n}`] }))
const facts = fc.record({ grants: fc.array(grant, { maxLength: 10 }), substitutions: fc.array(substitution, { maxLength: 5 }), acts: fc.array(act, { maxLength: 6 }) })
  .map((one): IndependenceFacts => ({ ...one, today, units: tree, successions }))
const member = fc.record({ accountId: someone, post: fc.constant('auditor' as const), unitIds: fc.uniqueArray(someUnit, { maxLength: 4 }), procedures: fc.uniqueArray(fc.constantFrom('P1', 'P2', 'P3'), { maxLength: 2 }), exceptOwn: fc.boolean() })

/** Day by day: in which units somebody worked, or headed, on the days that count; nothing of the rule is used. */
const workedIn = (who: Id, { grants, substitutions }: IndependenceFacts): { unitId: Id; role: Role }[] => audited.flatMap((day) => {
  const on = ({ validFrom, validTo }: { validFrom: LocalDate; validTo: LocalDate | null }): boolean => day >= validFrom && day <= (validTo ?? '9999-12-31')
  const hats = new Map<Id, (role: Role) => boolean>([[who, () => true]])
  const held = grants.filter(on)
  const found = held.filter(({ accountId }) => hats.get(accountId) !== undefined)
  for (const one of substitutions.filter(on)) {
    if (one.substituteAccountId === who) found.push(...held.filter(({ accountId, role }) => accountId === one.absentAccountId && [null, role].includes(one.role)))
  }
  return found.flatMap(({ unitId, role }) => [{ unitId, role }, ...(unitId === idOf(5) ? [{ unitId: idOf(2), role }] : [])])
})
const climbs = (from: Id, to: Id): boolean => {
  const above = parentOf(from)
  return above !== null && (above === to || climbs(above, to))
}
const isOwn = (unit: Id, { unitId, role }: { unitId: Id; role: Role }): boolean =>
  unitId === unit || (unit !== idOf(1) && climbs(unitId, unit)) || (['unitHead', 'oneStopHead', 'agencyLeader'].includes(role) && climbs(unit, unitId))

t.test('in random organisations the rule and the oracle name the same units, procedures and dossiers', async (t) => {
  let [refused, free] = [0, 0]
  fc.assert(fc.property(facts, member, fc.uniqueArray(fc.constantFrom('P1', 'P2', 'P3'), { maxLength: 2 }), (known, one, procedures) => {
    const found = violationsOf(one, { ...period, procedures }, known)
    const worked = workedIn(one.accountId, known)
    const own = one.unitIds.filter((unit) => worked.some((held) => isOwn(unit, held))).sort()
    const named: readonly string[] = one.unitIds.length === 0 ? [] : [one.procedures, procedures].find((list) => list.length > 0) ?? []
    const hands = known.acts.filter((done) => [done.accountId, done.onBehalfOf].includes(one.accountId))
    const touched = one.unitIds.length === 0 ? [] : hands.filter(({ procedure, unitId }) => (named.length > 0 ? named.includes(procedure) : !one.exceptOwn && one.unitIds.includes(unitId)))
    if (own.length + touched.length > 0) refused += 1
    else free += 1
    const rules = found.map(({ rule }) => rule)
    const codes = found.flatMap((violation) => violation.codes)
    return JSON.stringify(found.find(({ rule }) => rule === 'ownUnit')?.unitIds ?? []) === JSON.stringify(own)
      && rules.includes('ownProcedure') === (named.length > 0 && touched.length > 0) && rules.includes('ownDossier') === (named.length === 0 && touched.length > 0)
      && touched.every((done) => codes.includes(done.codes[0]!)) && found.reduce((sum, { dossiers }) => sum + dossiers, 0) === touched.length
  }), { numRuns: 2000 })
  t.comment(`${refused} refused, ${free} free`)
  t.ok(refused > 200 && free > 200)
})

const planWith = (team: readonly TeamMember[]): AuditPlan => ({
  title: 'Đánh giá nội bộ', objective: 'Sự phù hợp', unitIds: [idOf(2), idOf(3)], procedures: [], clauses: ['8.5'], catalogue: '2015-A1', ...period, from: today, to: today, paper: null, decision: null, team: [...team], seed: 's', sampleMost: 30,
})
const nothing: IndependenceFacts = { today, units: tree, successions, grants: [], substitutions: [], acts: [] }
const auditor: TeamMember = { accountId: person(0), post: 'auditor', unitIds: [idOf(2)], procedures: [], exceptOwn: false }
const forever = { validFrom: firstDay, validTo: null }

t.test('a refusal says who, by which rule, which units and which dossiers', async (t) => {
  t.doesNotThrow(() => checkIndependence(planWith([auditor]), nothing))
  try {
    checkIndependence(planWith([auditor]), {
      ...nothing, grants: [{ ...forever, accountId: person(1), unitId: idOf(2), role: 'specialist' }], substitutions: [{ validFrom: dayAt(7), validTo: dayAt(7), absentAccountId: person(1), substituteAccountId: person(0), role: null }],
      acts: [{ accountId: person(3), onBehalfOf: person(0), procedure: 'P1', unitId: idOf(2), dossiers: 1, codes: ['H-7'] }],
    })
    t.fail('not refused')
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    t.equal(error.code, 'auditor-not-independent')
    t.match(error.details['violations'], [{ rule: 'ownUnit', unitIds: [idOf(2)], accountId: person(0) }, { rule: 'ownDossier', codes: ['H-7'], dossiers: 1, procedures: ['P1'] }], 'stood in for one day; somebody acted in their stead')
  }
})
