import type { EntityManager, FilterQuery } from '@mikro-orm/core'
import type { RoleGrant, Substitution } from '../schemas/agency.ts'
import { DomainError } from '../schemas/errors.ts'
import { RoleGrantEntity, type RoleGrantRow, SubstitutionEntity, type SubstitutionRow } from './entities/registers.ts'
import { newId } from './ids.ts'
import { refusing } from './refusals.ts'

const toRoleGrant = (row: RoleGrantRow): RoleGrant => ({
  id: row.id, accountId: row.accountId, unitId: row.unitId, role: row.role, validFrom: row.validFrom, validTo: row.validTo ?? null, decision: row.decision ?? null,
})
const toSubstitution = (row: SubstitutionRow): Substitution => ({
  id: row.id, absentAccountId: row.absentAccountId, substituteAccountId: row.substituteAccountId, role: row.role ?? null,
  validFrom: row.validFrom, validTo: row.validTo, decision: row.decision,
})
const inForce = (on: string) => ({ validFrom: { $lte: on }, $or: [{ validTo: null }, { validTo: { $gte: on } }] })

/** Grants a role in a unit. @throws DomainError name-taken when the same grant begins that day; user-unknown when person or unit is not of this agency */
export const grantRole = async (em: EntityManager, tenantId: string, grant: Omit<RoleGrant, 'id'>): Promise<RoleGrant> => {
  const kept = { ...grant, id: newId(), decision: grant.decision ?? null }
  await refusing(em.insert(RoleGrantEntity, { ...kept, tenantId }), { taken: 'name-taken', unknown: 'user-unknown' })
  return kept
}

/** Ends a grant earlier than it would have ended; its last day is `validTo`, and one before its first day calls it off. @throws DomainError not-found */
export const endGrant = async (em: EntityManager, tenantId: string, id: string, validTo: string): Promise<void> => {
  const later: FilterQuery<RoleGrantRow> = { tenantId, id, $or: [{ validTo: null }, { validTo: { $gt: validTo } }] }
  if (await em.nativeUpdate(RoleGrantEntity, later, { validTo }) === 0) throw new DomainError('not-found')
}

/** One grant, past or planned too; undefined when the agency has none of that id. */
export const findGrant = async (em: EntityManager, tenantId: string, id: string): Promise<RoleGrant | undefined> => {
  const row = await em.findOne(RoleGrantEntity, { tenantId, id }, { refresh: true })
  return row === null ? undefined : toRoleGrant(row)
}

/** The grants in force on the date `on`: of these accounts, or of the whole agency. */
export const listGrants = async (em: EntityManager, tenantId: string, on: string, accountIds?: readonly string[]): Promise<RoleGrant[]> => {
  const whose = accountIds === undefined ? {} : { accountId: { $in: [...accountIds] } }
  return (await em.find(RoleGrantEntity, { tenantId, ...whose, ...inForce(on) }, { orderBy: { id: 'asc' } })).map(toRoleGrant)
}

/** Every grant of a person or in a unit, past and planned ones too, the latest first. */
export const allGrants = async (em: EntityManager, tenantId: string, of: { readonly accountId: string } | { readonly unitId: string }): Promise<RoleGrant[]> =>
  (await em.find(RoleGrantEntity, { tenantId, ...of }, { orderBy: { validFrom: 'desc', id: 'desc' }, refresh: true })).map(toRoleGrant)

/** Enters a substitution. @throws DomainError user-unknown when either person is not of this agency */
export const addSubstitution = async (em: EntityManager, tenantId: string, substitution: Omit<Substitution, 'id'>): Promise<Substitution> => {
  const id = newId()
  await refusing(em.insert(SubstitutionEntity, { ...substitution, tenantId, id }), { taken: 'name-taken', unknown: 'user-unknown' })
  return { ...substitution, id }
}

/** Ends a substitution earlier than it would have ended; a last day before its first calls it off. @throws DomainError not-found */
export const endSubstitution = async (em: EntityManager, tenantId: string, id: string, validTo: string): Promise<void> => {
  if (await em.nativeUpdate(SubstitutionEntity, { tenantId, id, validTo: { $gt: validTo } }, { validTo }) === 0) throw new DomainError('not-found')
}

/** One substitution, past or planned too; undefined when the agency has none of that id. */
export const findSubstitution = async (em: EntityManager, tenantId: string, id: string): Promise<Substitution | undefined> => {
  const row = await em.findOne(SubstitutionEntity, { tenantId, id }, { refresh: true })
  return row === null ? undefined : toSubstitution(row)
}

/** The substitutions in force on the date `on`: those in which this person stands in, or all of the agency. */
export const listSubstitutions = async (em: EntityManager, tenantId: string, on: string, substituteAccountId?: string): Promise<Substitution[]> => {
  const who = substituteAccountId === undefined ? {} : { substituteAccountId }
  const rows = await em.find(SubstitutionEntity, { tenantId, ...who, validFrom: { $lte: on }, validTo: { $gte: on } }, { orderBy: { id: 'asc' } })
  return rows.map(toSubstitution)
}

/** Substitutions that end on or after a day, planned ones too, by their first day: of a person on either side, or of the whole agency. */
export const substitutionsFrom = async (em: EntityManager, tenantId: string, on: string, accountId?: string): Promise<Substitution[]> => {
  const who = accountId === undefined ? {} : { $or: [{ absentAccountId: accountId }, { substituteAccountId: accountId }] }
  const rows = await em.find(SubstitutionEntity, { tenantId, ...who, validTo: { $gte: on } }, { orderBy: { validFrom: 'asc', id: 'asc' }, refresh: true })
  return rows.map(toSubstitution).filter(({ validFrom, validTo }) => validFrom <= validTo)
}
