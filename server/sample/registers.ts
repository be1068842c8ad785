/** Enters the sample commune's units, people, roles, substitutions and routes. */
import type { EntityManager } from '@mikro-orm/core'
import type { Tenant } from '../../schemas/agency.ts'
import type { Id, LocalDate } from '../../schemas/common.ts'
import { createAccount } from '../../storage/accounts.ts'
import { addSubstitution, grantRole } from '../../storage/grants.ts'
import { addRoute } from '../../storage/routes.ts'
import { createUnit } from '../../storage/units.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { samplePeople, sampleRoutes, sampleSubstitutions, sampleUnits } from './agency.ts'
import type { Crew } from './crew.ts'

export interface Entering {
  readonly tenant: Tenant
  /** Where the year of dossiers begins and ends, and where the calendar ends. */
  readonly firstDay: LocalDate
  readonly lastOn: LocalDate
  readonly lastDay: LocalDate
  readonly passwordHashes: readonly string[]
  readonly nowMs: number
}

const unitsDecision = 'NQ 01/NQ-HĐND (mẫu)'
const staffDecision = 'QĐ 05/QĐ-UBND (mẫu)'
const routesDecision = 'QĐ 06/QĐ-UBND (mẫu)'

/** Somebody new in a role: a few weeks before the last day she was given the records as well. No dossier of the sample waits for her there. */
const newcomer = { userName: 'mau.baotro', role: 'recordsClerk', unit: 'VHXH', daysBefore: 30, decision: 'QĐ 189/QĐ-UBND (mẫu)' } as const

/** The communes of today began on this day (Law 72/2025/QH15 on local government). */
const communesFrom: LocalDate = '2025-07-01'

const enterUnits = async (em: EntityManager, tenantId: Id, validFrom: LocalDate): Promise<{ unitIds: Map<string, Id>; lines: Map<Id, readonly Id[]> }> => {
  const unitIds = new Map<string, Id>()
  const lines = new Map<Id, readonly Id[]>()
  for (const { code, kind, parent, name } of sampleUnits) {
    const parentId = parent === null ? null : unitIds.get(parent)!
    const unit = await createUnit(em, tenantId, { code, name, kind, parentId, validFrom, validTo: null, decision: unitsDecision })
    unitIds.set(code, unit.id)
    lines.set(unit.id, [unit.id, ...(parentId === null ? [] : lines.get(parentId)!)])
  }
  return { unitIds, lines }
}

/** Everything but the dossiers; answers it as the rules will see it. */
export const enterRegisters = async (em: EntityManager, { tenant, firstDay, lastOn, lastDay, passwordHashes, nowMs }: Entering): Promise<Crew> => {
  const tenantId = tenant.id
  const validFrom = firstDay < communesFrom ? firstDay : communesFrom
  const { unitIds, lines } = await enterUnits(em, tenantId, validFrom)
  const accountIds = new Map<string, Id>()
  const grants: Crew['grants'][number][] = []
  for (const [index, { userName, fullName, grants: wanted }] of samplePeople.entries()) {
    const { id: accountId } = await createAccount(em, tenantId, { userName, fullName, passwordHash: passwordHashes[index]! }, nowMs)
    accountIds.set(userName, accountId)
    for (const [role, unit] of wanted) grants.push(await grantRole(em, tenantId, { accountId, unitId: unitIds.get(unit)!, role, validFrom, validTo: null, decision: staffDecision }))
  }
  const substitutions: Crew['substitutions'][number][] = []
  const leaves: Crew['leaves'][number][] = []
  for (const { absent, substitute, role, fromDay, days, decision } of sampleSubstitutions) {
    const from = addDays(firstDay, fromDay)
    const entered = await addSubstitution(em, tenantId, {
      absentAccountId: accountIds.get(absent)!, substituteAccountId: accountIds.get(substitute)!, role, decision,
      validFrom: from, validTo: days === null ? lastDay : addDays(from, days - 1),
    })
    substitutions.push(entered)
    if (days !== null) leaves.push(entered)
  }
  await grantRole(em, tenantId, {
    accountId: accountIds.get(newcomer.userName)!, unitId: unitIds.get(newcomer.unit)!, role: newcomer.role, validFrom: addDays(lastOn, -newcomer.daysBefore), validTo: null, decision: newcomer.decision,
  })
  for (const [procedureCode, unit] of sampleRoutes) await addRoute(em, tenantId, { procedureCode, responsibleUnitId: unitIds.get(unit)!, validFrom, validTo: null, decision: routesDecision })
  return { tenantId, accountIds: [...accountIds.values()], grants, substitutions, leaves, lines, unitIds }
}
