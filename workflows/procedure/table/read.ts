/** A definition as a table of steps. What a table does not show stays in the definition, and goes back with it: see write.ts. */
import { DomainError } from '../../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../../schemas/procedure.ts'
import type { RowKind, RulePart, StepRow, StepTable, StepWay } from '../../../schemas/step-table.ts'
import { type Way, waysByKey } from '../compare.ts'
import { below, named, namedList, type StateEntry, statesOf } from '../definition.ts'
import type { Named } from '../registry.ts'

/** A part of the registry with parameters of its own object. */
export const partOf = ({ type, params }: Named): RulePart => ({ type, params: { ...params } })

/** What a state is, as a row. */
export const kindOf = ({ type, states }: StateEntry['config']): RowKind => {
  if (type === 'final') return 'end'
  if (type === 'history') return 'resume'
  if (type === 'parallel') return 'strands'
  return Object.keys(states ?? {}).length > 0 ? 'group' : 'step'
}

const wayOf = ({ member, cause, event, target, guard, actions, reenter, meta }: Way): StepWay => ({
  id: member, cause, event: cause === 'on' ? event : null, targets: [...target],
  guard: guard === null || guard === undefined ? null : partOf(named(guard)), actions: namedList(actions ?? undefined).map(partOf), reenter,
  role: meta?.role ?? null, place: meta?.place ?? null, branch: meta?.branch ?? false, paper: meta?.paper ?? null, reason: meta?.reason ?? false, name: meta?.name ?? null,
})

/** Every way by the state that it leaves, in document order. */
export const waysBySource = (definition: ProcedureDefinition): ReadonlyMap<string, StepWay[]> => {
  const found = new Map<string, StepWay[]>()
  for (const way of waysByKey(definition).values()) found.set(way.source, [...found.get(way.source) ?? [], wayOf(way)])
  return found
}

const parentOf = (path: string): string | null => (path === '' ? null : path.split('.').slice(0, -1).join('.'))

const rowOf = ({ path, key, config }: StateEntry, ways: readonly StepWay[]): StepRow => {
  const meta = config.meta ?? {}
  const inside = (child: string | undefined): string | null => (child === undefined ? null : below(path, child))
  const kind = kindOf(config)
  const parent = parentOf(path)
  return {
    id: path, parent, code: key, kind, first: kind === 'group' ? inside(config.initial) : null,
    deep: config.history === 'deep', fallback: kind === 'resume' && config.target !== undefined ? below(parent ?? '', config.target) : null,
    name: meta.name ?? null, role: meta.role ?? null, place: meta.place ?? null, limit: meta.limit ?? null, within: meta.within ?? null, status: meta.status ?? null, clock: meta.clock ?? null,
    stopGround: meta.stopGround ?? null, paper: meta.paper ?? null, form: meta.form ?? null, output: meta.output ?? null, fourEyes: [...meta.fourEyes ?? []], guidance: meta.guidance ?? null,
    entry: namedList(config.entry).map(partOf), ways: [...ways],
  }
}

/** Names of rows that the row refers to and the table does not have. */
export const lostReferences = ({ first, fallback, within, fourEyes, ways }: StepRow, known: ReadonlySet<string>): string[] => {
  const states = ways.flatMap(({ guard }) => (guard?.type === 'inState' ? [String(guard.params['state'])] : []))
  return [first, fallback, within, ...fourEyes, ...states, ...ways.flatMap(({ targets }) => targets)].filter((id) => id !== null).filter((id) => !known.has(id))
}

/**
 * The table of a definition: every state is a row, every transition stands with its row.
 * @throws DomainError procedure-invalid with `findings` where a transition or a step names a state that there is none of: a table cannot show it
 */
export const tableOf = (definition: ProcedureDefinition): StepTable => {
  const states = statesOf(definition)
  const ways = waysBySource(definition)
  const rows = states.map((state) => rowOf(state, ways.get(state.path) ?? [])).map((row) => (row.id === '' ? { ...row, code: definition.machine.id } : row))
  const known = new Set(rows.map(({ id }) => id))
  const lost = rows.flatMap((row) => lostReferences(row, known).map((what) => ({ rule: 'machine-does-not-compile', at: row.id, message: what })))
  if (lost.length > 0) throw new DomainError('procedure-invalid', { findings: lost.slice(0, 50) })
  return {
    title: definition.title, limit: definition.limit, hoursPerDay: definition.hoursPerDay,
    events: Object.entries(definition.events ?? {}).map(([code, { name }]) => ({ code, name })), rows,
  }
}
