/** Merges units into a new one: it takes over their people, procedures and dossiers on its first day. */
import type { UnitMerger, UnitsAfter } from '../../schemas/administration.ts'
import { DomainError } from '../../schemas/errors.ts'
import { createUnit, findUnit } from '../../storage/units.ts'
import { changeRegister, checkInForce, type Entry, type RegisterDeps } from './change-register.ts'
import { endableUnits, handOverUnits } from './hand-over-units.ts'
import type { Done } from './once.ts'

/** @throws DomainError unit-unknown | unit-ended | unit-is-root | unit-not-begun | unit-has-children | name-taken | last-administrator */
export const mergeUnits = (deps: RegisterDeps, { person, key, body }: Entry<UnitMerger>): Promise<Done<UnitsAfter>> => {
  const { tenantId } = person.reader
  const { unitIds, into, from, decision } = body
  return changeRegister<UnitsAfter>(deps, { person, key, kind: 'unit.merged', request: body, decision }, async (em) => {
    const ending = await endableUnits(em, tenantId, unitIds, from)
    if (into.parentId !== null) {
      const parent = await findUnit(em, tenantId, into.parentId, from)
      if (unitIds.includes(parent.id)) throw new DomainError('unit-ended', { unit: parent.code })
      checkInForce(parent, from, null)
    }
    const first = (units: readonly UnitsAfter['successors'][number][]) => units[0]
    const { after, subjects, details } = await handOverUnits(em, {
      tenantId, ending, from, decision, ofPerson: first, ofProcedure: first,
      successors: async (within) => [await createUnit(within, tenantId, { ...into, validFrom: from, validTo: null, decision })],
    })
    return { answer: after, subjects, details }
  })
}
