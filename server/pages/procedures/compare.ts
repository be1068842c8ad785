/** Two revisions of a procedure side by side, drafts among them for whoever may see them. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Code } from '../../../schemas/common.ts'
import { DomainError } from '../../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../../schemas/procedure.ts'
import { stepsOf, compile } from '../../../workflows/procedure/compile.ts'
import type { Compared, ComparedStep, Way } from '../../../workflows/procedure/compare.ts'
import { isWithin, statesOf } from '../../../workflows/procedure/definition.ts'
import { compareRevisions, type ChoosableRevision, type ComparedRevisions } from '../../commands/compare-revisions.ts'
import type { Deps } from '../../deps.ts'
import { comparisonChart } from '../../render/comparison-chart.ts'
import { numbersText } from '../../views/documents/list.ts'
import type { Html } from '../../views/html.ts'
import { compareView, type CompareDetail, type ComparedLine } from '../../views/procedures/compare.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { visitOf, type Visit } from '../visit.ts'
import { inForceText } from './catalogue.ts'
import { factText, paperText, stepMemberText, wayDifferences, wayText, type StepNames } from './words.ts'

/** A revision as something to choose. */
export const choiceText = (visit: Visit, { stored, drafted }: ChoosableRevision): string => {
  const { t, format } = visit
  if (stored !== null) return `${t.dossier.revision(format.number(stored.definition.revision))} (${inForceText(visit, stored)})`
  return drafted === null ? '' : t.compare.draftOf(drafted.documentCode, numbersText(visit, drafted), t.revisionStates[drafted.state])
}

/** Names of steps, and of states around them: their own, else that of their first step. */
const namesIn = ({ language }: Visit, definition: ProcedureDefinition): StepNames => {
  const states = statesOf(definition)
  const steps = stepsOf(states)
  const own = states.flatMap(({ path, config }): [string, string][] => {
    const name = config.meta?.name ?? steps.find((step) => isWithin(step.path, path))?.name
    return path === '' || name === undefined ? [] : [[path, inLanguage(language, name)]]
  })
  return new Map([...own, ...steps.map(({ path, name }): [string, string] => [path, inLanguage(language, name)])])
}

interface Sides { readonly before: StepNames; readonly after: StepNames }

/** A step that is the same but called otherwise is told by its old name and, among what changed, its new one. */
const stepLine = (visit: Visit, one: Compared<ComparedStep>, names: Sides): ComparedLine => {
  const { before, after, change, key, members } = one
  const labels: Readonly<Record<string, string>> = visit.t.stepMembers
  return {
    change, name: (change === 'removed' ? names.before : names.after).get(key) ?? key,
    differences: before === null || after === null ? [] : members.map((member) => [labels[member] ?? member, stepMemberText(visit, before, member, names.before), stepMemberText(visit, after, member, names.after)]),
  }
}

const wayLine = (visit: Visit, { before, after, change, key }: Compared<Way>, definitions: { readonly before: ProcedureDefinition; readonly after: ProcedureDefinition }, names: Sides): ComparedLine => {
  const side = change === 'removed' ? 'before' : 'after'
  const way = change === 'removed' ? before : after
  const labels: Readonly<Record<string, string>> = visit.t.stepMembers
  return {
    change, name: way === null ? key : wayText(visit, way, definitions[side], names[side]),
    differences: change !== 'changed' || before === null || after === null ? [] : wayDifferences(visit, before, after, names).map(([member, was, is]) => [labels[member] ?? member, was, is]),
  }
}

/** Papers and laws: each a text, whose two forms are shown when it changed. */
const textLine = <T>(visit: Visit, { before, after, change, key }: Compared<T>, textOf: (one: T) => string): ComparedLine => {
  const shown = change === 'removed' ? before : after
  return { change, name: shown === null ? key : textOf(shown), differences: change !== 'changed' || before === null || after === null ? [] : [[visit.t.compare.what, textOf(before), textOf(after)]] }
}

/** Null where a definition has faults that no machine can be built over. */
const chartOf = ({ language }: Visit, { before, after, comparison }: ComparedRevisions): Html | null => {
  try {
    return comparisonChart({ before: compile(before), after: compile(after), comparison }, language)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'procedure-invalid') return null
    throw error
  }
}

const detailOf = (visit: Visit, code: string, compared: ComparedRevisions): CompareDetail => {
  const { choices, from, to, before, after, comparison } = compared
  const names = { before: namesIn(visit, before), after: namesIn(visit, after) }
  return {
    code, from: from.key, to: to.key, choices: choices.map((one) => ({ key: one.key, text: choiceText(visit, one) })),
    facts: comparison.facts.map((member) => [visit.t.factMembers[member], factText(visit, before, member), factText(visit, after, member)]),
    papers: comparison.papers.map((one) => textLine(visit, one, (paper) => paperText(visit, paper))),
    laws: comparison.laws.map((one) => textLine(visit, one, ({ citation, source }) => [citation, source].filter((text) => text !== undefined).join(' · '))),
    steps: comparison.steps.map((one) => stepLine(visit, one, names)), ways: comparison.ways.map((one) => wayLine(visit, one, { before, after }, names)),
    chart: chartOf(visit, compared),
  }
}

const Key = Type.String({ maxLength: 64 })
const Query = Type.Object({ from: Type.Optional(Key), to: Type.Optional(Key) }, { additionalProperties: false })

export const declareComparePage = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Params: { code: string }; Querystring: { from?: string; to?: string } }>('/procedures/:code/compare', { schema: { hide: true, params: Type.Object({ code: Code }), querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const compared = await compareRevisions(deps, person, { code: request.params.code, ...request.query })
    return sendPage(request, reply, { title: visit.t.compare.title, body: compareView(visit, detailOf(visit, request.params.code, compared)) })
  })
}
