/** Gives a unit another name from a day on. It stays the same unit; what was printed before keeps the old name. */
import type { UnitRenaming } from '../../schemas/administration.ts'
import type { Unit } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { addRenaming, findUnit } from '../../storage/units.ts'
import { changeRegister, checkInForce, type EntryOn, type RegisterDeps } from './change-register.ts'
import type { Done } from './once.ts'

/** @throws DomainError unit-unknown | unit-not-begun | unit-ended | name-taken */
export const renameUnit = (deps: RegisterDeps, { person, key, id, body }: EntryOn<UnitRenaming>): Promise<Done<Unit>> => {
  const { tenantId } = person.reader
  const { name, from, decision } = body
  return changeRegister(deps, { person, key, kind: 'unit.renamed', request: { ...body, id }, decision }, async (em) => {
    const unit = await findUnit(em, tenantId, id, from)
    if (from <= unit.validFrom) throw new DomainError('unit-not-begun', { validFrom: unit.validFrom })
    checkInForce(unit, from, from)
    await addRenaming(em, tenantId, id, { from, name })
    return { answer: { ...unit, name }, subjects: [id], details: { from, name: name.vi, before: unit.name.vi } }
  })
}
