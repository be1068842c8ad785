/** The agency that takes the dossiers of an imported log. */
import { DomainError } from '../../schemas/errors.ts'
import type { Tenant } from '../../schemas/agency.ts'
import { addCalendarVersion, findCalendar } from '../../storage/calendars.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { createTenant, listTenants } from '../../storage/tenants.ts'
import { createUnit, listUnits } from '../../storage/units.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import type { LogAgency } from './import-log.ts'

export const logAgencyCode = 'LOG'
const ownName = { vi: 'Nhật ký sự kiện đã nhập', en: 'Imported event logs' }

/** An agency for logs alone: what came from elsewhere stays out of the figures of the agency that works here. The shipped calendar is that of the zone, else the national one. */
async function createOwn(deps: Deps, zone: string | undefined): Promise<Tenant> {
  const nowMs = deps.clock.nowMs()
  const dutch = seedCalendar('nl')
  const calendar = zone === dutch.zone ? dutch : seedCalendar('vn')
  return deps.orm.em.fork().transactional(async (em) => {
    const tenant = await createTenant(em, { code: logAgencyCode, name: ownName, level: 'xa', zone: calendar.zone, calendarId: calendar.id }, nowMs)
    await createUnit(em, tenant.id, { code: logAgencyCode, name: ownName, kind: 'agency', parentId: null, validFrom: '1900-01-01', validTo: null })
    await addCalendarVersion(em, tenant.id, calendar, nowMs)
    return tenant
  })
}

/** The one named, else the agency for logs, made when it is first needed. */
async function chooseTenant(deps: Deps, code: string | undefined, zone: string | undefined): Promise<Tenant> {
  const tenants = await listTenants(deps.orm.em.fork())
  const found = tenants.find((tenant) => tenant.code === (code ?? logAgencyCode))
  if (found !== undefined) return found
  if (code === undefined) return createOwn(deps, zone)
  throw new DomainError('invalid-request', { reason: 'which-agency', agencies: tenants.slice(0, 50).map((tenant) => tenant.code), errors: [
    { at: '/agency', rule: 'unknown', message: 'không có cơ quan với mã này; xem "agencies"', messageEn: 'there is no agency of that code; see "agencies"' }] })
}

/**
 * The agency of that code; without a code the one for logs.
 * @throws DomainError invalid-request (no agency of that code) | unit-unknown | calendar-unknown
 */
export async function agencyForLog(deps: Deps, code: string | undefined, zone: string | undefined): Promise<LogAgency> {
  const tenant = await chooseTenant(deps, code, zone)
  const em = deps.orm.em.fork()
  const root = (await listUnits(em, tenant.id, localDateOf(deps.clock.nowMs(), tenant.zone))).find(({ parentId }) => parentId === null)
  if (root === undefined) throw new DomainError('unit-unknown', { agency: tenant.code })
  const calendar = await findCalendar(em, tenant.id, tenant.calendarId)
  if (calendar === undefined) throw new DomainError('calendar-unknown', { calendar: tenant.calendarId })
  return { tenantId: tenant.id, code: tenant.code, unitId: root.id, zone: tenant.zone, calendar }
}
