/** Who the agency is: itself, its units, its people, what they may do and who stands in for them. All dated. */
import Type, { type Static } from 'typebox'
import { Bilingual, closed, Code, Id, line, LocalDate, nullable, oneOf, ZoneName } from './common.ts'
import { Role } from './procedure.ts'

/** Level of government: ministry, province, provincial department, district (ended 30 June 2025), commune. */
export const TenantLevel = oneOf(['bo', 'tinh', 'so', 'huyen', 'xa'])
export type TenantLevel = Static<typeof TenantLevel>

/** An agency: the root under which everything else is kept apart from other agencies. */
export const Tenant = closed({ id: Id, code: Code, name: Bilingual, level: TenantLevel, zone: ZoneName, calendarId: Code })
export type Tenant = Static<typeof Tenant>

/** What a unit is: the agency as a whole, its leaders, a specialised unit, the one-stop desk, a body outside that is consulted. */
/** Every kind of unit, in the order in which screens offer them. */
export const unitKinds = ['agency', 'leadership', 'department', 'oneStopDesk', 'external'] as const
export const UnitKind = oneOf(unitKinds)
export type UnitKind = Static<typeof UnitKind>

/** A unit of the temporal tree. A unit that moves or is merged ends and a new one begins; `validTo` is its last day. */
export const Unit = closed({
  id: Id, code: Code, name: Bilingual, kind: UnitKind, parentId: nullable(Id), validFrom: LocalDate, validTo: nullable(LocalDate),
  /** By which it began. */
  decision: Type.Optional(nullable(line(200))),
})
export type Unit = Static<typeof Unit>

/** The name that a person signs in with: lower-case letters, digits, dot, dash, underscore and @; unique over all agencies. */
export const UserName = Type.String({ minLength: 2, maxLength: 64, pattern: '^[a-z0-9][a-z0-9._@-]{1,63}$' })

/** A person who works in the service. Never deleted: journals name it. */
export const Account = closed({ id: Id, userName: UserName, fullName: line(200), active: Type.Boolean() })
export type Account = Static<typeof Account>

/** A role held in a unit, from the first day to the last, both included; called off before it began, its last day is before its first. */
export const RoleGrant = closed({
  id: Id, accountId: Id, unitId: Id, role: Role, validFrom: LocalDate, validTo: nullable(LocalDate), decision: Type.Optional(nullable(line(200))),
})
export type RoleGrant = Static<typeof RoleGrant>

/** One person stands in for another, in one role or (null) in all, on these days, by this decision. */
export const Substitution = closed({
  id: Id, absentAccountId: Id, substituteAccountId: Id, role: nullable(Role), validFrom: LocalDate, validTo: LocalDate, decision: line(200),
})
export type Substitution = Static<typeof Substitution>
