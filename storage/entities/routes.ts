/** Which unit resolves which procedure, as the ORM sees it. */
import { defineEntity, p } from '@mikro-orm/core'

export const ProcedureRouteEntity = defineEntity({
  name: 'ProcedureRoute', tableName: 'procedure_route',
  properties: {
    tenantId: p.uuid().primary(), procedureCode: p.text().primary(), validFrom: p.date().primary(), validTo: p.date().nullable(), responsibleUnitId: p.uuid(),
    decision: p.text().nullable(),
  },
})
