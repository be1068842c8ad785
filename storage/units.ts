import type { EntityManager } from '@mikro-orm/core'
import type { Unit } from '../schemas/agency.ts'
import type { Bilingual } from '../schemas/common.ts'
import { DomainError } from '../schemas/errors.ts'
import { UnitRenamingEntity, UnitSuccessionEntity } from './entities/administration.ts'
import { UnitEntity, type UnitRow } from './entities/registers.ts'
import { newId } from './ids.ts'
import type { Executor } from './pool.ts'
import { refusing } from './refusals.ts'
import { statement } from './sql.ts'

const toUnit = (row: UnitRow, name: Bilingual = { vi: row.nameVi, en: row.nameEn }): Unit => ({
  id: row.id, code: row.code, name, kind: row.kind, parentId: row.parentId ?? null,
  validFrom: row.validFrom, validTo: row.validTo ?? null, decision: row.decision ?? null,
})

/** Enters a unit. @throws DomainError name-taken when a unit of that code is open; unit-unknown when the parent is not of this agency */
export const createUnit = async (em: EntityManager, tenantId: string, unit: Omit<Unit, 'id'>): Promise<Unit> => {
  const { name, decision = null, ...rest } = unit
  const id = newId()
  await refusing(em.insert(UnitEntity, { ...rest, decision, tenantId, id, nameVi: name.vi, nameEn: name.en }), { taken: 'name-taken', unknown: 'unit-unknown' })
  return { ...unit, id, decision }
}

/** The unit that has this code on the date `on`; undefined when there is none. */
export const findUnitByCode = async (em: EntityManager, tenantId: string, code: string, on: string): Promise<Unit | undefined> => {
  const row = await em.findOne(UnitEntity, { tenantId, code, validFrom: { $lte: on }, $or: [{ validTo: null }, { validTo: { $gte: on } }] })
  return row === null ? undefined : toUnit(row)
}

/** The names that units had taken by a day, the last of each. */
const namesOn = async (em: EntityManager, tenantId: string, on: string): Promise<ReadonlyMap<string, Bilingual>> => {
  const rows = await em.find(UnitRenamingEntity, { tenantId, validFrom: { $lte: on } }, { orderBy: { validFrom: 'asc' } })
  return new Map(rows.map(({ unitId, nameVi, nameEn }) => [unitId, { vi: nameVi, en: nameEn }]))
}

/** The whole tree of an agency over all time, by code and start, with the names of the day `on`: who asks about a day looks at `validFrom` and `validTo`. */
export const listUnits = async (em: EntityManager, tenantId: string, on: string): Promise<Unit[]> => {
  const names = await namesOn(em, tenantId, on)
  return (await em.find(UnitEntity, { tenantId }, { orderBy: { code: 'asc', validFrom: 'asc' } })).map((row) => toUnit(row, names.get(row.id)))
}

/** One unit with its name on a day. @throws DomainError unit-unknown */
export const findUnit = async (em: EntityManager, tenantId: string, id: string, on: string): Promise<Unit> => {
  const row = await em.findOne(UnitEntity, { tenantId, id }, { refresh: true })
  if (row === null) throw new DomainError('unit-unknown')
  return toUnit(row, (await namesOn(em, tenantId, on)).get(id))
}

/** A name and its first day. */
export interface DatedName { readonly from: string; readonly name: Bilingual }

/** The names that a unit took after the one it began with, in their order, planned ones too. */
export const listRenamings = async (em: EntityManager, tenantId: string, unitId: string): Promise<DatedName[]> =>
  (await em.find(UnitRenamingEntity, { tenantId, unitId }, { orderBy: { validFrom: 'asc' } })).map((row) => ({ from: row.validFrom, name: { vi: row.nameVi, en: row.nameEn } }))

/** Gives a unit another name from a day on. @throws DomainError name-taken when it took one that day already */
export const addRenaming = async (em: EntityManager, tenantId: string, unitId: string, { from, name }: DatedName): Promise<void> => {
  await refusing(em.insert(UnitRenamingEntity, { tenantId, unitId, validFrom: from, nameVi: name.vi, nameEn: name.en }), { taken: 'name-taken' })
}

/** Ends a unit that is open; its last day is `validTo`. Roles in it must have ended before. @throws DomainError unit-unknown */
export const endUnit = async (em: EntityManager, tenantId: string, id: string, validTo: string): Promise<void> => {
  const changed = await em.nativeUpdate(UnitEntity, { tenantId, id, validTo: null }, { validTo })
  if (changed === 0) throw new DomainError('unit-unknown')
}

/** The units to which the dossiers of these belong on a day: each itself while it exists, else whoever took over. */
export const heirsOf = async (db: Executor, tenantId: string, unitIds: readonly string[], on: string): Promise<ReadonlyMap<string, readonly string[]>> => {
  const { rows } = await db.query<{ unitId: string; heirId: string }>(statement('unit-heirs', [tenantId, [...new Set(unitIds)], on]))
  return new Map([...Map.groupBy(rows, ({ unitId }) => unitId)].map(([id, heirs]) => [id, heirs.map(({ heirId }) => heirId)]))
}

/** A unit that ended, one that took over from it, and the first day of that. */
export interface Succession { readonly unitId: string; readonly successorId: string; readonly validFrom: string }

/** Lets units take over the dossiers of one that ends. */
export const addSuccessions = async (em: EntityManager, tenantId: string, successions: readonly Succession[]): Promise<void> => {
  for (const one of successions) await refusing(em.insert(UnitSuccessionEntity, { ...one, tenantId }), { taken: 'name-taken', unknown: 'unit-unknown' })
}

/** Every succession of an agency, in the order of time. */
export const listSuccessions = async (em: EntityManager, tenantId: string): Promise<Succession[]> =>
  (await em.find(UnitSuccessionEntity, { tenantId }, { orderBy: { validFrom: 'asc', unitId: 'asc' } })).map(({ unitId, successorId, validFrom }) => ({ unitId, successorId, validFrom }))
