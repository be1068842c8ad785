/** A definition made ready to run: its machine, its steps with everything they inherit, and what each step offers. */
import { DomainError } from '../../schemas/errors.ts'
import type { Bilingual } from '../../schemas/common.ts'
import type { Limit } from '../../schemas/calendar.ts'
import type { ClockMode, OfficialStatus, Place, ProcedureDefinition, Role, StepMeta } from '../../schemas/procedure.ts'
import { isLeaf, statesOf, transitionsOf, type StateEntry } from './definition.ts'
import { buildMachine, moverOf, nodesOf, type MachineNode, type ProcedureMachine } from './machine.ts'
import { offersOf, type Offer } from './offers.ts'
import { problemsOf } from './problems.ts'

/** A leaf state: a step that people work in, or an end. What it does not say itself it has from the states around it. */
export interface Step {
  /** Dotted path; the name of the step everywhere outside the machine. */
  readonly path: string
  readonly name: Bilingual
  readonly role: Role | null
  readonly place: Place
  readonly limit: Limit | null
  /** The state that declares `limit`: this one or one around it, whose steps then share it. */
  readonly limitAt: string | null
  readonly within: string | null
  readonly status: OfficialStatus
  readonly clock: ClockMode
  readonly stopGround: string | null
  readonly paper: string | null
  readonly form: string | null
  readonly output: string | null
  readonly fourEyes: readonly string[]
  readonly guidance: string | null
  readonly isFinal: boolean
  /** The innermost strand of a parallel state that it lies in; '' outside any. */
  readonly regionPath: string
  /** The states around it, outermost first, itself and the machine left out. */
  readonly ancestors: readonly string[]
  /** Document order. */
  readonly order: number
}

export interface CompiledProcedure {
  readonly definition: ProcedureDefinition
  readonly machine: ProcedureMachine
  /** The machine as `transition` takes it at the least cost. */
  readonly mover: ProcedureMachine
  readonly steps: ReadonlyMap<string, Step>
  /** Every event that some state takes. */
  readonly eventTypes: ReadonlySet<string>
  /** Every state of the machine by its dotted path, history states included. */
  readonly nodes: ReadonlyMap<string, MachineNode>
  /** What each leaf offers, its own transitions first. */
  readonly offersByStep: ReadonlyMap<string, readonly Offer[]>
}

const clockByStatus: Readonly<Record<OfficialStatus, ClockMode>> = {
  1: 'notStarted', 2: 'runs', 3: 'ended', 4: 'runs', 5: 'stopped', 6: 'stopped', 7: 'ended', 8: 'stopped', 9: 'ended', 10: 'ended',
}
/** What the clock does in a step that does not say so itself. docs/dossier.md. */
const clockOfStatus = (status: OfficialStatus): ClockMode => clockByStatus[status] ?? 'runs'

/** The innermost value that this state or one around it gives. */
const inherit = <K extends keyof StepMeta>(line: readonly StateEntry[], key: K): StepMeta[K] | undefined =>
  line.findLast(({ config }) => config.meta?.[key] !== undefined)?.config.meta?.[key]

const lineOf = (path: string, entries: ReadonlyMap<string, StateEntry>): StateEntry[] => {
  const keys = path.split('.')
  return ['', ...keys.map((_, i) => keys.slice(0, i + 1).join('.'))].flatMap((at) => entries.get(at) ?? [])
}

type UncheckedStep = Omit<Step, 'status'> & { readonly status: OfficialStatus | null }

/** The metadata of one leaf, with null where nobody gives any; the status is null only in a definition that `check` faults. */
const stepOf = (leaf: StateEntry, order: number, entries: ReadonlyMap<string, StateEntry>): UncheckedStep => {
  const line = lineOf(leaf.path, entries)
  const status = inherit(line, 'status') ?? null
  const region = line.findLast((_, i) => line[i - 1]?.config.type === 'parallel')
  const limitAt = line.findLast(({ config }) => config.meta?.limit !== undefined)
  return {
    path: leaf.path, order, status,
    name: leaf.config.meta?.name ?? inherit(line, 'name') ?? { vi: leaf.path, en: leaf.path },
    role: inherit(line, 'role') ?? null,
    place: inherit(line, 'place') ?? 'responsible',
    limit: limitAt?.config.meta?.limit ?? null,
    limitAt: limitAt?.path ?? null,
    within: inherit(line, 'within') ?? null,
    clock: inherit(line, 'clock') ?? (status === null ? 'runs' : clockOfStatus(status)),
    stopGround: inherit(line, 'stopGround') ?? null,
    paper: inherit(line, 'paper') ?? null,
    form: inherit(line, 'form') ?? null,
    output: inherit(line, 'output') ?? null,
    fourEyes: inherit(line, 'fourEyes') ?? [],
    guidance: inherit(line, 'guidance') ?? null,
    isFinal: leaf.config.type === 'final',
    regionPath: region?.path ?? '',
    ancestors: line.slice(1, -1).map(({ path }) => path),
  }
}

/** Every leaf with its metadata, in document order. */
export const stepsOf = (states: readonly StateEntry[]) => {
  const entries = new Map(states.map((state) => [state.path, state]))
  return states.filter(({ path, config }) => path !== '' && isLeaf(config)).map((leaf, order) => stepOf(leaf, order, entries))
}

const refuse = (reason: Record<string, unknown>): never => { throw new DomainError('procedure-invalid', reason) }

/** XState's own words are kept: they name the state and the target. */
const machineOf = (definition: ProcedureDefinition): ProcedureMachine => {
  try {
    return buildMachine(definition)
  } catch (error) {
    return refuse({ findings: [{ rule: 'machine-does-not-compile', at: 'machine', message: error instanceof Error ? error.message : '' }] })
  }
}

/**
 * A definition, already valid by its schema, made ready for `begin` and `advance`. About 0.3 ms; keep the result per revision.
 * @throws DomainError procedure-invalid with `findings` when a name, a target or a status is missing.
 */
export const compile = (definition: ProcedureDefinition): CompiledProcedure => {
  const states = statesOf(definition)
  const problems = problemsOf(definition)
  if (problems.length > 0) refuse({ findings: problems.slice(0, 50).map(({ rule, at, what }) => ({ rule, at, message: what })) })
  const machine = machineOf(definition)
  const steps = new Map(stepsOf(states).map((step) => [step.path, step.status === null
    ? refuse({ findings: [{ rule: 'missing-status', at: step.path, message: '' }] })
    : { ...step, status: step.status }]))
  return {
    definition, machine, mover: moverOf(machine), steps, nodes: nodesOf(machine.root),
    eventTypes: new Set(states.flatMap(transitionsOf).filter(({ cause }) => cause === 'on').map(({ event }) => event)),
    offersByStep: offersOf(states, steps),
  }
}
