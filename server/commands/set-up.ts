/** Makes the first agency of an empty service: itself, its calendar, the shipped procedures, and its administrator. */
import type { EntityManager } from '@mikro-orm/core'
import type { Tenant } from '../../schemas/agency.ts'
import type { SetUp } from '../../schemas/service.ts'
import { DomainError } from '../../schemas/errors.ts'
import { createAccount, hasAccounts } from '../../storage/accounts.ts'
import { addCalendarVersion } from '../../storage/calendars.ts'
import { grantRole } from '../../storage/grants.ts'
import { addProcedure } from '../../storage/procedures.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { recordChange } from '../../storage/register-journal.ts'
import { createTenant, lockTenants } from '../../storage/tenants.ts'
import { createUnit } from '../../storage/units.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import type { Deps } from '../deps.ts'
import { hashNewPassword } from './new-password.ts'

const zone = 'Asia/Ho_Chi_Minh'

/** @throws DomainError setup-done when somebody has an account by now; password-too-weak */
export const setUp = async (deps: Pick<Deps, 'orm' | 'clock'>, wanted: Omit<SetUp, 'code'>): Promise<void> => {
  const passwordHash = await hashNewPassword(wanted.password)
  const nowMs = deps.clock.nowMs()
  await deps.orm.em.fork().transactional(async (em) => {
    await lockTenants(em)
    if (await hasAccounts(em)) throw new DomainError('setup-done')
    const name = { vi: wanted.agencyName, en: wanted.agencyName }
    const { id: tenantId } = await makeAgency(em, { code: wanted.agencyCode, name, level: wanted.level }, nowMs)
    await makeAdministrator(em, tenantId, { ...wanted, passwordHash }, nowMs)
  })
}

/** An agency with the built-in calendar and every shipped procedure in force. */
export const makeAgency = async (em: EntityManager, agency: Pick<Tenant, 'code' | 'name' | 'level'>, nowMs: number): Promise<Tenant> => {
  const calendar = seedCalendar('vn')
  const tenant = await createTenant(em, { ...agency, zone, calendarId: calendar.id }, nowMs)
  const tenantId = tenant.id
  await addCalendarVersion(em, tenantId, calendar, nowMs)
  for (const definition of shippedProcedures().filter(({ kind }) => kind !== 'log')) {
    await addProcedure(em, tenantId, { hash: hashOf(definition), definition }, 'effective', nowMs)
  }
  return tenant
}

interface Administrator { readonly agencyName: string; readonly fullName: string; readonly userName: string; readonly passwordHash: string }

/** The root unit, and in it one person with both administrations: the agency divides them later. */
const makeAdministrator = async (em: EntityManager, tenantId: string, person: Administrator, nowMs: number): Promise<void> => {
  const validFrom = localDateOf(nowMs, zone)
  const name = { vi: person.agencyName, en: person.agencyName }
  const unit = await createUnit(em, tenantId, { code: 'ROOT', name, kind: 'agency', parentId: null, validFrom, validTo: null })
  const account = await createAccount(em, tenantId, { userName: person.userName, fullName: person.fullName, passwordHash: person.passwordHash }, nowMs)
  const roles = ['technicalAdmin', 'businessAdmin'] as const
  for (const role of roles) await grantRole(em, tenantId, { accountId: account.id, unitId: unit.id, role, validFrom, validTo: null })
  await recordChange(em, tenantId, { actorId: account.id, kind: 'agency.setUp', subjects: [account.id, unit.id], decision: null, details: { userName: account.userName, roles } }, nowMs)
}
