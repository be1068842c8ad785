/** Divides a unit: each person and each procedure goes to one part, and all parts together take over the open dossiers, so that no work is stuck. */
import type { UnitDivision, UnitsAfter } from '../../schemas/administration.ts'
import type { Unit } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { createUnit } from '../../storage/units.ts'
import { changeRegister, type EntryOn, type RegisterDeps } from './change-register.ts'
import { endableUnits, handOverUnits } from './hand-over-units.ts'
import type { Done } from './once.ts'

/** @throws DomainError invalid-request when a part is named that is not there */
const checkParts = ({ parts, people = [], procedures = [] }: UnitDivision): void => {
  if ([...people, ...procedures].every(({ part }) => part < parts.length)) return
  throw new DomainError('invalid-request', {
    errors: [{ at: '/parts', rule: 'part-unknown', message: 'không có phần này', messageEn: 'is not among the parts' }],
  })
}

/** @throws DomainError invalid-request | unit-unknown | unit-ended | unit-is-root | unit-not-begun | unit-has-children | name-taken | last-administrator */
export const divideUnit = async (deps: RegisterDeps, { person, key, id, body }: EntryOn<UnitDivision>): Promise<Done<UnitsAfter>> => {
  checkParts(body)
  const { tenantId } = person.reader
  const { parts, from, decision, people = [], procedures = [] } = body
  const partOf = (units: readonly Unit[], chosen: { readonly part: number } | undefined): Unit | undefined => units[chosen?.part ?? 0]
  return changeRegister<UnitsAfter>(deps, { person, key, kind: 'unit.divided', request: { ...body, id }, decision }, async (em) => {
    const ending = await endableUnits(em, tenantId, [id], from)
    const { after, subjects, details } = await handOverUnits(em, {
      tenantId, ending, from, decision,
      ofPerson: (units, accountId) => partOf(units, people.find((one) => one.accountId === accountId)),
      ofProcedure: (units, procedureCode) => partOf(units, procedures.find((one) => one.procedureCode === procedureCode)),
      successors: async (within) => {
        const made: Unit[] = []
        for (const part of parts) made.push(await createUnit(within, tenantId, { ...part, parentId: ending[0]?.parentId ?? null, validFrom: from, validTo: null, decision }))
        return made
      },
    })
    return { answer: after, subjects, details }
  })
}
