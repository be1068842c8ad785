/** The registers as the ORM sees them; the truth about columns and constraints is in `schema.sql`. */
import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import type { ProcedureDefinition, Role } from '../../schemas/procedure.ts'
import type { TenantLevel, UnitKind } from '../../schemas/agency.ts'
import { instant } from './instant.ts'

export const TenantEntity = defineEntity({
  name: 'Tenant', tableName: 'tenant',
  properties: {
    id: p.uuid().primary(), code: p.text(), nameVi: p.text(), nameEn: p.text(), level: p.text().$type<TenantLevel>(),
    zone: p.text(), calendarId: p.text(), createdAt: instant(),
  },
})
export type TenantRow = InferEntity<typeof TenantEntity>

export const UnitEntity = defineEntity({
  name: 'Unit', tableName: 'unit',
  properties: {
    tenantId: p.uuid().primary(), id: p.uuid().primary(), code: p.text(), nameVi: p.text(), nameEn: p.text(), kind: p.text().$type<UnitKind>(),
    parentId: p.uuid().nullable(), validFrom: p.date(), validTo: p.date().nullable(), decision: p.text().nullable(),
  },
})
export type UnitRow = InferEntity<typeof UnitEntity>

export const AccountEntity = defineEntity({
  name: 'Account', tableName: 'account',
  properties: {
    tenantId: p.uuid().primary(), id: p.uuid().primary(), userName: p.text(), fullName: p.text(), passwordHash: p.text().nullable(),
    active: p.boolean(), failedAttempts: p.integer().default(0), lockedUntil: instant().nullable(), passwordOnceUntil: instant().nullable(), createdAt: instant(),
  },
})
export type AccountRow = InferEntity<typeof AccountEntity>

export const RoleGrantEntity = defineEntity({
  name: 'RoleGrant', tableName: 'role_grant',
  properties: {
    tenantId: p.uuid().primary(), id: p.uuid().primary(), accountId: p.uuid(), unitId: p.uuid(), role: p.text().$type<Role>(),
    validFrom: p.date(), validTo: p.date().nullable(), decision: p.text().nullable(),
  },
})
export type RoleGrantRow = InferEntity<typeof RoleGrantEntity>

export const SubstitutionEntity = defineEntity({
  name: 'Substitution', tableName: 'substitution',
  properties: {
    tenantId: p.uuid().primary(), id: p.uuid().primary(), absentAccountId: p.uuid(), substituteAccountId: p.uuid(),
    role: p.text().$type<Role>().nullable(), validFrom: p.date(), validTo: p.date(), decision: p.text(),
  },
})
export type SubstitutionRow = InferEntity<typeof SubstitutionEntity>

export const SessionEntity = defineEntity({
  name: 'Session', tableName: 'session',
  properties: {
    tokenHash: p.blob().primary(), tenantId: p.uuid(), accountId: p.uuid(), createdAt: instant(), expiresAt: instant(), lastSeenAt: instant(),
  },
})

export const CalendarVersionEntity = defineEntity({
  name: 'CalendarVersion', tableName: 'calendar_version',
  properties: { tenantId: p.uuid().primary(), id: p.text().primary(), version: p.integer().primary(), body: p.json<WorkingCalendar>(), createdAt: instant() },
})

export const ProcedureRevisionEntity = defineEntity({
  name: 'ProcedureRevision', tableName: 'procedure_revision',
  properties: {
    tenantId: p.uuid().primary(), hash: p.text().primary(), code: p.text(), revision: p.integer(), validFrom: p.date(), validTo: p.date().nullable(),
    status: p.text().$type<'draft' | 'effective'>(), body: p.json<ProcedureDefinition>(), createdAt: instant(), endRecordedAt: instant().nullable(),
  },
})
export type ProcedureRevisionRow = InferEntity<typeof ProcedureRevisionEntity>
