import type { EntityManager } from '@mikro-orm/core'
import type { Unit } from '../schemas/agency.ts'
import { DomainError } from '../schemas/errors.ts'
import { UnitEntity, type UnitRow } from './entities/registers.ts'
import { newId } from './ids.ts'
import { refusing } from './refusals.ts'

const toUnit = (row: UnitRow): Unit => ({
  id: row.id, code: row.code, name: { vi: row.nameVi, en: row.nameEn }, kind: row.kind, parentId: row.parentId ?? null,
  validFrom: row.validFrom, validTo: row.validTo ?? null,
})

/** Enters a unit. @throws DomainError name-taken when a unit of that code is open; unit-unknown when the parent is not of this agency */
export const createUnit = async (em: EntityManager, tenantId: string, unit: Omit<Unit, 'id'>): Promise<Unit> => {
  const { name, ...rest } = unit
  const id = newId()
  await refusing(em.insert(UnitEntity, { ...rest, tenantId, id, nameVi: name.vi, nameEn: name.en }), { taken: 'name-taken', unknown: 'unit-unknown' })
  return { ...unit, id }
}

/** The unit that has this code on the date `on`; undefined when there is none. */
export const findUnitByCode = async (em: EntityManager, tenantId: string, code: string, on: string): Promise<Unit | undefined> => {
  const row = await em.findOne(UnitEntity, { tenantId, code, validFrom: { $lte: on }, $or: [{ validTo: null }, { validTo: { $gte: on } }] })
  return row === null ? undefined : toUnit(row)
}

/** The whole tree of an agency over all time, by code and start: who asks about a day looks at `validFrom` and `validTo`. */
export const listUnits = async (em: EntityManager, tenantId: string): Promise<Unit[]> =>
  (await em.find(UnitEntity, { tenantId }, { orderBy: { code: 'asc', validFrom: 'asc' } })).map(toUnit)

/** Ends a unit that is open; its last day is `validTo`. @throws DomainError unit-unknown */
export const endUnit = async (em: EntityManager, tenantId: string, id: string, validTo: string): Promise<void> => {
  const changed = await em.nativeUpdate(UnitEntity, { tenantId, id, validTo: null }, { validTo })
  if (changed === 0) throw new DomainError('unit-unknown')
}
