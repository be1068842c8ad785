/** An agency for tests that drive the service from outside: a small tree of units, people with roles and sessions, procedures in force. */
import { createHash, randomBytes } from 'node:crypto'
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import type { ProcedureDefinition, Role } from '../../schemas/procedure.ts'
import { createAccount } from '../../storage/accounts.ts'
import { addCalendarVersion } from '../../storage/calendars.ts'
import { grantRole } from '../../storage/grants.ts'
import type { Orm } from '../../storage/orm.ts'
import { addProcedure } from '../../storage/procedures.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { beginSession } from '../../storage/sessions.ts'
import { createTenant } from '../../storage/tenants.ts'
import { createUnit } from '../../storage/units.ts'
import { hashOf } from '../../workflows/procedure/content.ts'

/** The root, the one-stop desk, the department that is responsible, and a sibling that is not. */
export const unitCodes = ['ROOT', 'DESK', 'D1', 'D2'] as const
export type UnitCode = (typeof unitCodes)[number]

export interface PersonPlan { readonly userName: string; readonly holds: readonly { readonly role: Role; readonly unit: UnitCode }[] }
export interface AgencyPlan {
  /** Begins the codes of dossiers, such as `H19`. */
  readonly code: string
  readonly people: readonly PersonPlan[]
  readonly procedures: readonly ProcedureDefinition[]
  /** PHC string that everybody gets, for tests that sign in; null: sessions only. */
  readonly passwordHash: string | null
}
export interface Person { readonly userName: string; readonly accountId: string; readonly token: string; readonly tokenHash: Buffer }
export interface TestAgency {
  readonly tenantId: string
  readonly units: Readonly<Record<UnitCode, string>>
  readonly people: ReadonlyMap<string, Person>
}

const dayMs = 86_400_000
/** Units, roles and procedures are known since then, so that reports of years that are over know them. */
const foundedMs = Date.parse('2020-01-01T00:00:00+07:00')

/** The shipped calendar, taken as known for years to come, so that no test begins to fail on a New Year's Day. */
const calendar = (): WorkingCalendar => ({ ...seedCalendar('vn'), id: 'test', coversTo: `${new Date().getUTCFullYear() + 4}-12-31` })

const makeUnits = async (orm: Orm, tenantId: string): Promise<Record<UnitCode, string>> => {
  const unit = async (code: UnitCode, kind: 'agency' | 'oneStopDesk' | 'department', parentId: string | null): Promise<string> =>
    (await createUnit(orm.em.fork(), tenantId, { code, name: { vi: code, en: code }, kind, parentId, validFrom: '2020-01-01', validTo: null })).id
  const root = await unit('ROOT', 'agency', null)
  return { ROOT: root, DESK: await unit('DESK', 'oneStopDesk', root), D1: await unit('D1', 'department', root), D2: await unit('D2', 'department', root) }
}

const makePerson = async (orm: Orm, agency: { tenantId: string; units: Record<UnitCode, string> }, plan: PersonPlan, passwordHash: string | null): Promise<Person> => {
  const em = orm.em.fork()
  const nowMs = Date.now()
  const { tenantId, units } = agency
  const account = await createAccount(em, tenantId, { userName: plan.userName, fullName: plan.userName, passwordHash }, nowMs)
  for (const { role, unit } of plan.holds) {
    await grantRole(em, tenantId, { accountId: account.id, unitId: units[unit], role, validFrom: '2020-01-01', validTo: null })
  }
  const token = randomBytes(32).toString('base64url')
  await beginSession(em, token, { tenantId, accountId: account.id }, { nowMs, expiresAtMs: nowMs + dayMs })
  return { userName: plan.userName, accountId: account.id, token, tokenHash: createHash('sha256').update(token).digest() }
}

/** Makes the agency in a migrated database. */
export const makeAgency = async (orm: Orm, plan: AgencyPlan): Promise<TestAgency> => {
  const nowMs = Date.now()
  const tenant = { code: plan.code, name: { vi: 'Cơ quan thử', en: 'Test agency' }, level: 'xa' as const, zone: 'Asia/Ho_Chi_Minh', calendarId: 'test' }
  const { id: tenantId } = await createTenant(orm.em.fork(), tenant, nowMs)
  await addCalendarVersion(orm.em.fork(), tenantId, calendar(), nowMs)
  const units = await makeUnits(orm, tenantId)
  for (const definition of plan.procedures) await addProcedure(orm.em.fork(), tenantId, { hash: hashOf(definition), definition }, 'effective', foundedMs)
  const people = new Map<string, Person>()
  for (const one of plan.people) people.set(one.userName, await makePerson(orm, { tenantId, units }, one, plan.passwordHash))
  return { tenantId, units, people }
}

/** The person of that name. @throws Error when there is none: a fault of the test */
export const personNamed = ({ people }: TestAgency, userName: string): Person => {
  const person = people.get(userName)
  if (person === undefined) throw new Error(`nobody is called ${userName}`)
  return person
}
