import type { EntityManager } from '@mikro-orm/core'
import type { Unit, UnitKind } from '../schemas/agency.ts'
import type { Bilingual } from '../schemas/common.ts'
import { DomainError } from '../schemas/errors.ts'
import { UnitRenamingEntity, UnitSuccessionEntity } from './entities/administration.ts'
import { UnitEntity, type UnitRow } from './entities/registers.ts'
import { newId } from './ids.ts'
import type { Executor } from './pool.ts'
import { refusing } from './refusals.ts'
import { statement } from './sql.ts'
import { executorIn } from './transaction.ts'

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

interface ListedRow { id: string; code: string; name_vi: string; name_en: string; kind: UnitKind; parent_id: string | null; valid_from: string; valid_to: string | null; decision: string | null }

/** The whole tree of an agency over all time, by code and start, with the names of the day `on`: who asks about a day looks at `validFrom` and `validTo`. */
export const listUnits = async (em: EntityManager, tenantId: string, on: string): Promise<Unit[]> => {
  // Many pages name units: a plain query takes a tenth of what the ORM needs to make an entity of each.
  const { rows } = await executorIn(em).query<ListedRow>(statement('list-units', [tenantId, on]))
  return rows.map((row) => ({
    id: row.id, code: row.code, name: { vi: row.name_vi, en: row.name_en }, kind: row.kind, parentId: row.parent_id, validFrom: row.valid_from, validTo: row.valid_to, decision: row.decision,
  }))
}

/** The last name that a unit had taken by a day; undefined: it has the one it began with. */
const nameOn = async (em: EntityManager, tenantId: string, unitId: string, on: string): Promise<Bilingual | undefined> => {
  const [row] = await em.find(UnitRenamingEntity, { tenantId, unitId, validFrom: { $lte: on } }, { orderBy: { validFrom: 'desc' }, limit: 1 })
  return row === undefined ? undefined : { vi: row.nameVi, en: row.nameEn }
}

/** How many people hold a role in each of these units on a day; units without anybody are not there. */
export const peopleOfUnits = async (db: Executor, tenantId: string, unitIds: readonly string[], on: string): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await db.query<{ unitId: string; people: number }>(statement('people-of-units', [tenantId, unitIds, on]))
  return new Map(rows.map(({ unitId, people }) => [unitId, people]))
}

/** One unit with its name on a day. @throws DomainError unit-unknown */
export const findUnit = async (em: EntityManager, tenantId: string, id: string, on: string): Promise<Unit> => {
  const row = await em.findOne(UnitEntity, { tenantId, id }, { refresh: true })
  if (row === null) throw new DomainError('unit-unknown')
  return toUnit(row, await nameOn(em, tenantId, id, on))
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
