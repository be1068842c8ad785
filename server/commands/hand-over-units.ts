/** Units that end, and what goes on in others: people keep their roles, procedures their way, open dossiers stay whole and are taken over. */
import type { EntityManager } from '@mikro-orm/core'
import type { UnitsAfter } from '../../schemas/administration.ts'
import type { RoleGrant, Unit } from '../../schemas/agency.ts'
import type { Id, LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { allGrants, endGrant, grantRole } from '../../storage/grants.ts'
import { addRoute, endRoute, routesFrom } from '../../storage/routes.ts'
import { addSuccessions, endUnit, findUnit, listUnits } from '../../storage/units.ts'
import { addDays } from '../../workflows/calendar/index.ts'

export interface HandOver {
  readonly tenantId: Id
  readonly ending: readonly Unit[]
  /** First day of the successors; the day before is the last of the units that end. */
  readonly from: LocalDate
  readonly decision: string
  /** Makes or finds the successors, once the units have ended and their codes are free. */
  readonly successors: (em: EntityManager) => Promise<readonly Unit[]>
  /** Which successor a person goes to, and which one resolves a procedure. */
  readonly ofPerson: (successors: readonly Unit[], accountId: Id) => Unit | undefined
  readonly ofProcedure: (successors: readonly Unit[], procedureCode: string) => Unit | undefined
}

/**
 * The units that are to end, if they may: open, begun, not the root, and with nothing under them that goes on.
 * @throws DomainError unit-unknown | unit-ended | unit-is-root | unit-not-begun | unit-has-children
 */
export const endableUnits = async (em: EntityManager, tenantId: Id, ids: readonly Id[], from: LocalDate): Promise<Unit[]> => {
  const lastDay = addDays(from, -1)
  const ending: Unit[] = []
  for (const id of ids) ending.push(await findUnit(em, tenantId, id, from))
  for (const { code, kind, parentId, validFrom, validTo } of ending) {
    if (kind === 'agency' && parentId === null) throw new DomainError('unit-is-root', { unit: code })
    if (validTo !== null) throw new DomainError('unit-ended', { unit: code, validTo })
    if (lastDay < validFrom) throw new DomainError('unit-not-begun', { unit: code, validFrom })
  }
  const below = (await listUnits(em, tenantId, from)).filter(({ id, parentId, validTo }) =>
    parentId !== null && ids.includes(parentId) && !ids.includes(id) && (validTo === null || validTo > lastDay))
  if (below.length > 0) throw new DomainError('unit-has-children', { units: below.map(({ code }) => code) })
  return ending
}

const laterOf = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)

/** The roles that go on after the last day, ended with it. A role that begins later is called off here and begins in the successor. */
const endGrants = async (em: EntityManager, tenantId: Id, units: readonly Unit[], lastDay: LocalDate): Promise<RoleGrant[]> => {
  const all = (await Promise.all(units.map(({ id }) => allGrants(em, tenantId, { unitId: id })))).flat()
  const going = all.filter(({ validFrom, validTo }) => validTo === null || (validTo > lastDay && validTo >= validFrom))
  for (const { id, validFrom } of going) await endGrant(em, tenantId, id, laterOf(lastDay, addDays(validFrom, -1)))
  return going
}

/** The same role in the successor, from its first day on; who already holds it there has it once. */
const moveGrant = async (em: EntityManager, { tenantId, from, decision }: HandOver, grant: RoleGrant, unit: Unit): Promise<void> => {
  const validFrom = laterOf(from, grant.validFrom)
  const there = await allGrants(em, tenantId, { unitId: unit.id })
  const has = there.some((one) => one.accountId === grant.accountId && one.role === grant.role && one.validFrom <= validFrom && (one.validTo === null || one.validTo >= validFrom))
  if (!has) await grantRole(em, tenantId, { accountId: grant.accountId, unitId: unit.id, role: grant.role, validFrom, validTo: grant.validTo, decision })
}

/** Routes that lead to the units lead on to a successor from the first day; a planned one finds it by itself (unit_heirs). */
const moveRoutes = async (em: EntityManager, { tenantId, ending, from, decision, ofProcedure }: HandOver, successors: readonly Unit[]): Promise<number> => {
  const led = (await routesFrom(em, tenantId, from)).filter((one) => one.validFrom < from && ending.some(({ id }) => id === one.responsibleUnitId))
  for (const route of led) {
    const unit = ofProcedure(successors, route.procedureCode)
    if (unit === undefined) continue
    await endRoute(em, tenantId, route, addDays(from, -1))
    await addRoute(em, tenantId, { procedureCode: route.procedureCode, responsibleUnitId: unit.id, validFrom: from, validTo: route.validTo, decision })
  }
  return led.length
}

/** What a hand-over moved: for the trace. */
export interface HandedOver { readonly after: UnitsAfter; readonly subjects: readonly Id[]; readonly details: Readonly<Record<string, unknown>> }

/** Ends the units and lets the successors begin, whole: roles, routes, dossiers. The order keeps to what the database holds true. */
export const handOverUnits = async (em: EntityManager, handOver: HandOver): Promise<HandedOver> => {
  const { tenantId, ending, from } = handOver
  const lastDay = addDays(from, -1)
  const grants = await endGrants(em, tenantId, ending, lastDay)
  for (const { id } of ending) await endUnit(em, tenantId, id, lastDay)
  const successors = await handOver.successors(em)
  await addSuccessions(em, tenantId, ending.flatMap(({ id: unitId }) => successors.map(({ id: successorId }) => ({ unitId, successorId, validFrom: from }))))
  for (const grant of grants) {
    const unit = handOver.ofPerson(successors, grant.accountId)
    if (unit !== undefined) await moveGrant(em, handOver, grant, unit)
  }
  const routes = await moveRoutes(em, handOver, successors)
  return {
    after: { ended: ending.map((unit) => ({ ...unit, validTo: lastDay })), successors: [...successors] },
    subjects: [...ending, ...successors].map(({ id }) => id),
    details: { from, ended: ending.map(({ code }) => code), successors: successors.map(({ code }) => code), grants: grants.length, routes },
  }
}
