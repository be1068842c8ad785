/**
 * A table of steps as a definition. `base` is the definition that the table was made from: what a table does not show (laws, papers, ids
 * of states, how a transition is spelled) is taken from it, so that a table that nobody changed gives back the same content.
 */
import { DomainError } from '../../../schemas/errors.ts'
import type { MachineTransition, ProcedureDefinition, StateConfig, StepMeta, TransitionMeta } from '../../../schemas/procedure.ts'
import type { RulePart, StepRow, StepTable, StepWay, TableProblem } from '../../../schemas/step-table.ts'
import { canonicalJson } from '../../evidence/canonical.ts'
import { below, depthMax, namedList, statesOf, transitionList } from '../definition.ts'
import { kindOf, lostReferences, partOf, waysBySource } from './read.ts'

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null)
const present = <T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], null | undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined)) as { [K in keyof T]?: Exclude<T[K], null | undefined> }

/** Dotted paths of rows as the table has them now. A row whose line of parents does not lead to the whole has none. */
export const pathsOf = ({ rows }: StepTable): ReadonlyMap<string, string> => {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const pathOf = ({ id, parent, code }: StepRow, depth: number): string | null => {
    if (id === '') return ''
    const around = parent === null || depth > depthMax + 1 ? undefined : byId.get(parent)
    const outer = around === undefined ? null : pathOf(around, depth + 1)
    return outer === null ? null : below(outer, code)
  }
  return new Map(rows.flatMap((row): [string, string][] => { const path = pathOf(row, 0); return path === null ? [] : [[row.id, path]] }))
}

const childrenOf = ({ rows }: StepTable, id: string): StepRow[] => rows.filter(({ parent }) => parent === id)
const holds = ({ kind }: StepRow): boolean => kind === 'group' || kind === 'strands'

const problemsOfRow = (table: StepTable, row: StepRow, known: ReadonlySet<string>, paths: ReadonlyMap<string, string>): TableProblem[] => {
  const around = table.rows.find(({ id }) => id === row.parent)
  const siblings = row.parent === null ? [] : childrenOf(table, row.parent)
  const problem = (fault: TableProblem['fault'], what: string): TableProblem => ({ fault, row: row.id, what })
  const depth = paths.get(row.id)?.split('.').length ?? 0
  return [
    ...(siblings.some((other) => other !== row && other.code === row.code && table.rows.indexOf(other) < table.rows.indexOf(row)) ? [problem('code-twice', row.code)] : []),
    ...(row.id !== '' && (around === undefined || !holds(around) || !paths.has(row.id)) ? [problem('parent-wrong', row.parent ?? '')] : []),
    ...(row.id !== '' && depth > depthMax ? [problem('too-deep', String(depthMax))] : []),
    ...(holds(row) && !childrenOf(table, row.id).some(({ kind }) => kind !== 'resume') ? [problem('group-empty', row.code)] : []),
    ...(row.first !== null && known.has(row.first) && !childrenOf(table, row.id).some(({ id }) => id === row.first) ? [problem('row-unknown', row.first)] : []),
    ...(row.fallback !== null && known.has(row.fallback) && !siblings.some(({ id }) => id === row.fallback) ? [problem('row-unknown', row.fallback)] : []),
    ...lostReferences(row, known).map((what) => problem('row-unknown', what)),
    ...row.ways.filter(({ cause, event }) => cause === 'on' && event === null).map(({ id }) => problem('event-missing', id)),
  ]
}

/** What keeps the table from being a definition; empty when there is one. In the order of the rows. */
export const problemsOfTable = (table: StepTable): TableProblem[] => {
  const known = new Set(table.rows.map(({ id }) => id))
  const paths = pathsOf(table)
  const root = table.rows.filter(({ id }) => id === '')
  const noRoot: TableProblem[] = root.length === 1 && root[0] !== undefined && holds(root[0]) ? [] : [{ fault: 'parent-wrong', row: '', what: '' }]
  return [...noRoot, ...table.rows.flatMap((row) => problemsOfRow(table, row, known, paths))]
}

interface Before { readonly path: string; readonly config: StateConfig; readonly ways: readonly StepWay[] }
interface Writing {
  readonly table: StepTable
  readonly paths: ReadonlyMap<string, string>
  readonly machineId: string
  /** The states of the base by the ids that their rows have. */
  readonly before: ReadonlyMap<string, Before>
}

const partText = ({ type, params }: RulePart): string | { type: string; params: Record<string, unknown> } => (Object.keys(params).length === 0 ? type : { type, params: { ...params } })

/** Conditions that look at a step name its row in the table, its path in the definition. */
const placed = ({ paths }: Writing, part: RulePart): RulePart =>
  (part.type === 'inState' ? { ...part, params: { ...part.params, state: paths.get(String(part.params['state'])) ?? '' } } : part)

/** A sibling by its key, everything else from the machine's id on. */
const targetText = ({ table, paths, machineId }: Writing, source: StepRow, target: string): string => {
  const row = table.rows.find(({ id }) => id === target)
  return row !== undefined && source.parent !== null && row.parent === source.parent ? row.code : `#${[machineId, paths.get(target)].filter((part) => part !== '').join('.')}`
}

/** Whether the base's own spelling of where it leads still says the same. */
const leadsAsBefore = ({ paths }: Writing, source: StepRow, way: StepWay, before: { readonly path: string; readonly way: StepWay }): boolean =>
  paths.get(source.id) === before.path && isSame(way.targets.map((id) => paths.get(id)), before.way.targets)

const metaOf = ({ role, place, branch, paper, reason, name }: StepWay): TransitionMeta =>
  present({ role, place, branch: branch ? true : null, paper, reason: reason ? true : null, name })

const transitionOf = (writing: Writing, source: StepRow, way: StepWay, before: { readonly path: string; readonly way: StepWay; readonly config: MachineTransition } | undefined): MachineTransition => {
  const { config } = before ?? {}
  const guard = way.guard === null ? undefined : partText(placed(writing, way.guard))
  const actions = way.actions.map((one) => partText(placed(writing, one)))
  const targets = way.targets.map((id) => targetText(writing, source, id))
  const meta = metaOf(way)
  const keep = <T>(is: boolean, kept: T | undefined, written: T | undefined): T | undefined => (is ? kept : written)
  return present({
    target: keep(before !== undefined && leadsAsBefore(writing, source, way, before), config?.target, targets.length > 1 ? targets : targets[0]),
    guard: keep(before !== undefined && isSame(way.guard && placed(writing, way.guard), before.way.guard), config?.guard, guard),
    actions: keep(before !== undefined && isSame(way.actions, before.way.actions), config?.actions, actions.length > 1 ? actions : actions[0]),
    reenter: keep(before !== undefined && way.reenter === before.way.reenter, config?.reenter, way.reenter ? true : undefined),
    meta: keep(before !== undefined && isSame(meta, metaOf(before.way)), config?.meta, Object.keys(meta).length === 0 ? undefined : meta),
  })
}

type Member = 'on' | 'onDone' | 'always'
const memberOf = (config: StateConfig | undefined, cause: Member, event: string | null): MachineTransition[] =>
  transitionList(cause === 'on' ? config?.on?.[event ?? ''] : config?.[cause])

/** The ways of one event, spelled as the base does where they are the same. */
const spelled = <T>(writing: Writing, row: StepRow, cause: Member, event: string | null): T | undefined => {
  const ways = row.ways.filter((way) => way.cause === cause && way.event === event)
  if (ways.length === 0) return undefined
  const before = writing.before.get(row.id)
  const was = memberOf(before?.config, cause, event)
  const oldWays = before?.ways.filter((way) => way.cause === cause && way.event === event) ?? []
  const written = ways.map((way) => {
    const at = oldWays.findIndex(({ id }) => id === way.id)
    const [oldWay, config] = [oldWays[at], was[at]]
    return transitionOf(writing, row, way, before === undefined || oldWay === undefined || config === undefined ? undefined : { path: before.path, way: oldWay, config })
  })
  const kept = cause === 'on' ? before?.config.on?.[event ?? ''] : before?.config[cause]
  return (kept !== undefined && isSame(written, was) ? kept : written.length === 1 ? written[0] : written) as T
}

const stepMeta = ({ paths }: Writing, row: StepRow): StepMeta => {
  const { name, role, place, limit, within, status, clock, stopGround, paper, form, output, fourEyes, guidance } = row
  const at = (id: string): string => paths.get(id) ?? id
  return present({
    name, role, place, limit, within: within === null ? null : at(within), status, clock, stopGround, paper, form, output, fourEyes: fourEyes.length === 0 ? null : fourEyes.map(at), guidance,
  })
}

const types: Readonly<Record<StepRow['kind'], NonNullable<StateConfig['type']> | null>> = { step: null, group: null, strands: 'parallel', end: 'final', resume: 'history' }

const waysOf = (writing: Writing, row: StepRow): Pick<StateConfig, 'on' | 'onDone' | 'always'> => {
  const events = [...new Set(row.ways.filter(({ cause }) => cause === 'on').map(({ event }) => event))]
  const on = Object.fromEntries(events.map((event) => [event ?? '', spelled<NonNullable<StateConfig['on']>[string]>(writing, row, 'on', event)])) as NonNullable<StateConfig['on']>
  const kept = writing.before.get(row.id)?.config.on
  return present({
    on: events.length > 0 ? on : kept !== undefined && Object.keys(kept).length === 0 ? kept : null,
    onDone: spelled<NonNullable<StateConfig['onDone']>>(writing, row, 'onDone', null) ?? null, always: spelled<NonNullable<StateConfig['always']>>(writing, row, 'always', null) ?? null,
  })
}

const stateOf = (writing: Writing, row: StepRow): StateConfig => {
  const { table } = writing
  const was = writing.before.get(row.id)?.config
  const isKind = was !== undefined && kindOf(was) === row.kind
  const codeOf = (id: string | null): string | null => table.rows.find((one) => one.id === id)?.code ?? null
  const inside = childrenOf(table, row.id)
  const begins = codeOf(row.first) ?? inside.find(({ kind }) => kind !== 'resume')?.code ?? null
  const meta = stepMeta(writing, row)
  const entry = row.entry.map((one) => partText(placed(writing, one)))
  return present({
    id: was?.id ?? null, type: isKind ? was.type ?? null : types[row.kind],
    history: row.kind !== 'resume' ? null : row.deep ? 'deep' as const : isKind ? was.history ?? null : 'shallow' as const,
    target: row.kind === 'resume' ? codeOf(row.fallback) : null, initial: row.kind === 'group' ? begins : isKind ? was.initial ?? null : null,
    meta: isSame(meta, was?.meta ?? {}) ? was?.meta ?? null : meta,
    entry: was !== undefined && isSame(row.entry, namedList(was.entry).map(partOf)) ? was.entry ?? null : entry,
    ...waysOf(writing, row),
    states: holds(row) ? Object.fromEntries(inside.map((child) => [child.code, stateOf(writing, child)])) : isKind ? was.states ?? null : null,
  })
}

const eventsOf = ({ events }: StepTable, base: ProcedureDefinition): ProcedureDefinition['events'] => {
  if (isSame(events.map(({ code, name }) => [code, name]), Object.entries(base.events ?? {}).map(([code, { name }]) => [code, name]))) return base.events
  return Object.fromEntries(events.map(({ code, name }) => [code, { name }]))
}

/** The definition of a table over the one that it was made from. @throws DomainError procedure-invalid with `findings` when the table has problems */
export const definitionOf = (table: StepTable, base: ProcedureDefinition): ProcedureDefinition => {
  const problems = problemsOfTable(table)
  if (problems.length > 0) throw new DomainError('procedure-invalid', { findings: problems.slice(0, 50).map(({ fault, row, what }) => ({ rule: fault, at: row, message: what })) })
  const root = table.rows.find(({ id }) => id === '')!
  const ways = waysBySource(base)
  const before = new Map(statesOf(base).map(({ path, config }) => [path, { path, config, ways: ways.get(path) ?? [] }]))
  const writing: Writing = { table, before, paths: pathsOf(table), machineId: root.code }
  const { events: _was, ...rest } = base
  const { onDone: _onDone, always: _always, id: _id, ...whole } = stateOf(writing, root)
  const events = eventsOf(table, base)
  return {
    ...rest, title: table.title, limit: table.limit, hoursPerDay: table.hoursPerDay, ...(events === undefined ? {} : { events }),
    machine: { ...whole, id: base.machine.id === root.code ? base.machine.id : root.code } as ProcedureDefinition['machine'],
  }
}
