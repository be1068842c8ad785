/** Small definitions for tests, and events with every fact given. */
import type { ProcedureDefinition, StateConfig } from '../../schemas/procedure.ts'
import type { MachineEvent } from '../../workflows/procedure/registry.ts'

/** A definition around the given states; every state without a status is in progress. */
export const definitionOf = (states: Record<string, StateConfig>, more: Partial<ProcedureDefinition> = {}): ProcedureDefinition => ({
  format: 1, code: 'T', revision: 1, kind: 'internal', title: { vi: 'Thử', en: 'Trial' }, validFrom: '2020-01-01', validTo: null,
  legalBasis: [], requiredPapers: [], limit: { unit: 'none', amount: 0 }, onResume: 'pause', hoursPerDay: 8,
  machine: { id: 'T', initial: Object.keys(states)[0] ?? '', meta: { status: 4, role: 'specialist' }, states }, ...more,
})

/** An event that meets every guard, except what is given. */
export const event = (type: string, more: Partial<MachineEvent> = {}): MachineEvent =>
  ({ type, papersComplete: true, reasonGiven: true, paperGiven: true, apologies: 0, ...more })

/** A copy of a definition with some of its states changed; `state` finds one by its dotted path. */
export const changed = (definition: ProcedureDefinition, change: (state: (path: string) => StateConfig, copy: ProcedureDefinition) => void): ProcedureDefinition => {
  const copy = structuredClone(definition)
  const state = (path: string): StateConfig => path.split('.').reduce<StateConfig>((at, key) => {
    const inside = at.states?.[key]
    if (inside === undefined) throw new Error(`no state ${path}`)
    return inside
  }, copy.machine)
  change(state, copy)
  return copy
}
