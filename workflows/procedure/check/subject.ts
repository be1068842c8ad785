/** What every rule of `check` looks at, worked out once. */
import type { Bilingual } from '../../../schemas/common.ts'
import type { ClockMode, Finding, ProcedureDefinition } from '../../../schemas/procedure.ts'
import type { stepsOf } from '../compile.ts'
import type { Chart } from './chart.ts'
import { arrivals, nearest, told, waysTo, type Way, type Ways } from './ways.ts'

export type CheckedStep = ReturnType<typeof stepsOf>[number]

export interface Subject {
  readonly definition: ProcedureDefinition
  readonly chart: Chart
  readonly ways: Ways
  readonly first: ReadonlyMap<number, Way>
  readonly steps: readonly CheckedStep[]
  readonly clocks: ReadonlyMap<string, ClockMode>
}

/** Everything the rules need, from the definition and its ways. */
export const subjectOf = (definition: ProcedureDefinition, chart: Chart, ways: Ways, steps: readonly CheckedStep[]): Subject =>
  ({ definition, chart, ways, steps, first: arrivals(ways), clocks: new Map(steps.map(({ path, clock }) => [path, clock])) })

/** The shortest way to a situation, told from the start; [] when there is none. */
export const pathTo = ({ ways, first }: Subject, id: number): string[] => {
  if (id < 0) return []
  const all = waysTo(id, first)
  return all.length === 0 ? [ways.situations[id]?.label ?? ''] : told(ways, all)
}

/** The shortest way to a state; [] when nothing leads there, the start for the machine itself. */
export const pathToState = (subject: Subject, state: string): string[] =>
  pathTo(subject, state === '' ? 0 : nearest(subject.ways, state, subject.chart))

/** What a reader calls a step, or a group of steps; one without a name goes by its code, as in the table of steps. */
export const nameOf = ({ steps, chart }: Subject, path: string): Bilingual => {
  const code = path.split('.').at(-1) ?? path
  return steps.find((step) => step.path === path && step.name.vi !== path)?.name ?? (chart.nodes.get(path)?.config.meta as { readonly name?: Bilingual } | undefined)?.name ?? { vi: code, en: code }
}

/** A number as each language writes it, to two decimals. */
export const figure = (amount: number): Bilingual => {
  const en = String(Math.round(amount * 100) / 100)
  return { vi: en.replace('.', ','), en }
}

const longest = 400
const cutTo = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)

/** Messages repeat names of the definition: control and direction characters in them are shown as a question mark. */
const shown = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '?').slice(0, 500)

/** A finding within the limits of its schema: a path too long keeps its beginning and its end. */
export const finding = (
  rule: Finding['rule'], severity: Finding['severity'], at: string, path: readonly string[], message: Bilingual,
): Finding => ({
  rule, severity, at: cutTo(at),
  path: (path.length > longest ? [...path.slice(0, longest / 2 - 1), '…', ...path.slice(-longest / 2)] : path).map(cutTo),
  message: { vi: shown(message.vi), en: shown(message.en) },
})
