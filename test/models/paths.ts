/** The shortest way to every step of a compiled procedure, by the machine itself. */
import type { MachineState, MachineValue } from '../../schemas/procedure.ts'
import type { CompiledProcedure } from '../../workflows/procedure/compile.ts'
import { advance, begin, offers } from '../../workflows/procedure/run.ts'

export interface PathEvent { readonly event: string; readonly step: string; readonly choice: string | null }
/** A state that a dossier can be brought to, the steps for which it was sought, and how to get there. */
export interface Place { readonly state: MachineState; readonly active: readonly string[]; readonly reaches: readonly string[]; readonly path: readonly PathEvent[] }

const leavesIn = (value: MachineValue, path: string): string[] => {
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`)
  return typeof value === 'string' ? [below(value)] : Object.entries(value).flatMap(([key, inner]) => leavesIn(inner, below(key)))
}

/** Breadth first from the beginning, every condition of reason, paper and papers met; ends when every leaf has been stood in. */
export const placesOf = (compiled: CompiledProcedure, leaves: readonly string[]): Place[] => {
  const first = begin(compiled)
  const missing = new Set(leaves)
  const seen = new Set([JSON.stringify(first.state.value)])
  const found: Place[] = []
  const queue: { state: MachineState; active: readonly string[]; path: readonly PathEvent[] }[] = [{ state: first.state, active: first.active, path: [] }]
  for (let at = 0; at < queue.length && missing.size > 0; at++) {
    const { state, active, path } = queue[at]!
    const reaches = leavesIn(state.value, '').filter((leaf) => missing.delete(leaf))
    if (reaches.length > 0) found.push({ state, active, reaches, path })
    for (const { event, step, guard } of offers(compiled, state)) {
      const choice = guard?.type === 'choice' ? String(guard.params['is']) : null
      const next = advance(compiled, state, {
        type: event, step, papersComplete: true, reasonGiven: true, paperGiven: true, apologies: 0, ...(choice === null ? {} : { choice }),
      })
      if (next === null || seen.has(JSON.stringify(next.state.value))) continue
      seen.add(JSON.stringify(next.state.value))
      queue.push({ state: next.state, active: next.active, path: [...path, { event, step, choice }] })
    }
  }
  if (missing.size > 0) throw new Error(`${compiled.definition.code}: no way to ${[...missing].join(', ')}`)
  return found
}
