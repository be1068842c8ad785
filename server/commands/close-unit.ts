/** Closes a unit, with a successor that exists or, when nothing is left to take over, without one. */
import type { UnitClosing, UnitsAfter } from '../../schemas/administration.ts'
import { DomainError } from '../../schemas/errors.ts'
import { burdenOf } from '../../storage/administration.ts'
import { endUnit, findUnit } from '../../storage/units.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { changeRegister, checkInForce, type EntryOn, type RegisterDeps } from './change-register.ts'
import { endableUnits, handOverUnits } from './hand-over-units.ts'
import type { Done } from './once.ts'

/** @throws DomainError unit-unknown | unit-ended | unit-is-root | unit-not-begun | unit-has-children | unit-still-needed | last-administrator */
export const closeUnit = (deps: RegisterDeps, { person, key, id, body }: EntryOn<UnitClosing>): Promise<Done<UnitsAfter>> => {
  const { tenantId } = person.reader
  const { lastDay, decision, successorId = null } = body
  const from = addDays(lastDay, 1)
  return changeRegister<UnitsAfter>(deps, { person, key, kind: 'unit.closed', request: { ...body, id }, decision }, async (em) => {
    const ending = await endableUnits(em, tenantId, [id], from)
    if (successorId === null) {
      const burden = await burdenOf(em, tenantId, id, lastDay)
      if (burden.dossiers + burden.routes + burden.grants > 0) throw new DomainError('unit-still-needed', { ...burden })
      await endUnit(em, tenantId, id, lastDay)
      return { answer: { ended: ending.map((unit) => ({ ...unit, validTo: lastDay })), successors: [] }, subjects: [id], details: { lastDay } }
    }
    const successor = await findUnit(em, tenantId, successorId, from)
    if (successor.id === id) throw new DomainError('unit-ended', { unit: successor.code })
    checkInForce(successor, from, null)
    const one = () => successor
    const { after, subjects, details } = await handOverUnits(em, { tenantId, ending, from, decision, successors: async () => [successor], ofPerson: one, ofProcedure: one })
    return { answer: after, subjects, details }
  })
}
