import type { EntityManager } from '@mikro-orm/core'
import type { Tenant } from '../schemas/agency.ts'
import { TenantEntity, type TenantRow } from './entities/registers.ts'
import { newId } from './ids.ts'
import { refusing } from './refusals.ts'

const toTenant = (row: TenantRow): Tenant => ({
  id: row.id, code: row.code, name: { vi: row.nameVi, en: row.nameEn }, level: row.level, zone: row.zone, calendarId: row.calendarId,
})

/** Enters an agency. @throws DomainError name-taken when the code is in use */
export const createTenant = async (em: EntityManager, tenant: Omit<Tenant, 'id'>, nowMs: number): Promise<Tenant> => {
  const { name, ...rest } = tenant
  const id = newId()
  await refusing(em.insert(TenantEntity, { ...rest, id, nameVi: name.vi, nameEn: name.en, createdAt: nowMs }), { taken: 'name-taken' })
  return { ...tenant, id }
}

/** The agency with this id; undefined when there is none. */
export const findTenant = async (em: EntityManager, id: string): Promise<Tenant | undefined> => {
  const row = await em.findOne(TenantEntity, { id })
  return row === null ? undefined : toTenant(row)
}

/** All agencies of this service by code. A superior agency with its subordinates: at most a few thousand. */
export const listTenants = async (em: EntityManager): Promise<Tenant[]> =>
  (await em.find(TenantEntity, {}, { orderBy: { code: 'asc' } })).map(toTenant)

/** Lets one transaction at a time decide whether there is an agency yet. */
export const lockTenants = async (em: EntityManager): Promise<void> => {
  await em.getConnection().execute('lock table tenant in share row exclusive mode', [], 'run', em.getTransactionContext())
}
