/** What the administration keeps beside the registers, as the ORM sees it. */
import { defineEntity, p } from '@mikro-orm/core'
import { instant } from './instant.ts'

export const RegisterEntryEntity = defineEntity({
  name: 'RegisterEntry', tableName: 'register_entry',
  properties: {
    tenantId: p.uuid().primary(), id: p.uuid().primary(), at: instant(), actorId: p.uuid(), kind: p.text(), subjects: p.array<string>().columnType('uuid[]'),
    decision: p.text().nullable(), details: p.json<Readonly<Record<string, unknown>>>(),
  },
})

export const UnitRenamingEntity = defineEntity({
  name: 'UnitRenaming', tableName: 'unit_renaming',
  properties: { tenantId: p.uuid().primary(), unitId: p.uuid().primary(), validFrom: p.date().primary(), nameVi: p.text(), nameEn: p.text() },
})

export const UnitSuccessionEntity = defineEntity({
  name: 'UnitSuccession', tableName: 'unit_succession',
  properties: { tenantId: p.uuid().primary(), unitId: p.uuid().primary(), successorId: p.uuid().primary(), validFrom: p.date() },
})
