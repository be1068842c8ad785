import type { EntityManager } from '@mikro-orm/core'
import type { RoleGrant, Substitution } from '../schemas/agency.ts'
import { DomainError } from '../schemas/errors.ts'
import { RoleGrantEntity, type RoleGrantRow, SubstitutionEntity, type SubstitutionRow } from './entities/registers.ts'
import { newId } from './ids.ts'
import { refusing } from './refusals.ts'

const toRoleGrant = (row: RoleGrantRow): RoleGrant => ({
  id: row.id, accountId: row.accountId, unitId: row.unitId, role: row.role, validFrom: row.validFrom, validTo: row.validTo ?? null,
})
const toSubstitution = (row: SubstitutionRow): Substitution => ({
  id: row.id, absentAccountId: row.absentAccountId, substituteAccountId: row.substituteAccountId, role: row.role ?? null,
  validFrom: row.validFrom, validTo: row.validTo, decision: row.decision,
})
const inForce = (on: string) => ({ validFrom: { $lte: on }, $or: [{ validTo: null }, { validTo: { $gte: on } }] })

/** Grants a role in a unit. @throws DomainError name-taken when the same grant begins that day; user-unknown when person or unit is not of this agency */
export const grantRole = async (em: EntityManager, tenantId: string, grant: Omit<RoleGrant, 'id'>): Promise<RoleGrant> => {
  const id = newId()
  await refusing(em.insert(RoleGrantEntity, { ...grant, tenantId, id }), { taken: 'name-taken', unknown: 'user-unknown' })
  return { ...grant, id }
}

/** Ends a grant that is open; its last day is `validTo`. @throws DomainError not-found */
export const endGrant = async (em: EntityManager, tenantId: string, id: string, validTo: string): Promise<void> => {
  if (await em.nativeUpdate(RoleGrantEntity, { tenantId, id, validTo: null }, { validTo }) === 0) throw new DomainError('not-found')
}

/** The grants in force on the date `on`: of these accounts, or of the whole agency. */
export const listGrants = async (em: EntityManager, tenantId: string, on: string, accountIds?: readonly string[]): Promise<RoleGrant[]> => {
  const whose = accountIds === undefined ? {} : { accountId: { $in: [...accountIds] } }
  return (await em.find(RoleGrantEntity, { tenantId, ...whose, ...inForce(on) }, { orderBy: { id: 'asc' } })).map(toRoleGrant)
}

/** Enters a substitution. @throws DomainError user-unknown when either person is not of this agency */
export const addSubstitution = async (em: EntityManager, tenantId: string, substitution: Omit<Substitution, 'id'>): Promise<Substitution> => {
  const id = newId()
  await refusing(em.insert(SubstitutionEntity, { ...substitution, tenantId, id }), { taken: 'name-taken', unknown: 'user-unknown' })
  return { ...substitution, id }
}

/** The substitutions in force on the date `on`: those in which this person stands in, or all of the agency. */
export const listSubstitutions = async (em: EntityManager, tenantId: string, on: string, substituteAccountId?: string): Promise<Substitution[]> => {
  const who = substituteAccountId === undefined ? {} : { substituteAccountId }
  const rows = await em.find(SubstitutionEntity, { tenantId, ...who, validFrom: { $lte: on }, validTo: { $gte: on } }, { orderBy: { id: 'asc' } })
  return rows.map(toSubstitution)
}
