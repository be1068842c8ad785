/** Units one above another. */
import type { Unit } from '../../schemas/agency.ts'

/** The unit and all above it, lowest first; empty for one that the agency does not have on the day. */
export const lineOf = (units: readonly Unit[], id: string, on: string): string[] => {
  const line: string[] = []
  for (let unit = units.find((one) => one.id === id); unit !== undefined && line.length < 20;) {
    if (unit.validFrom > on || (unit.validTo !== null && unit.validTo < on)) return line
    line.push(unit.id)
    const { parentId } = unit
    unit = units.find((one) => one.id === parentId)
  }
  return line
}
