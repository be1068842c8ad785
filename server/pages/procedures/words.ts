/** Steps, transitions and facts of a procedure in words. */
import { officialStatuses, type ProcedureDefinition, type RequiredPaper } from '../../../schemas/procedure.ts'
import type { ComparedStep, FactMember, Way } from '../../../workflows/procedure/compare.ts'
import { named, namedList } from '../../../workflows/procedure/definition.ts'
import type { Named } from '../../../workflows/procedure/registry.ts'
import { eventName } from '../../render/flowchart.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { dateText } from '../../views/times.ts'
import { limitText } from '../dossier-facts.ts'
import type { Visit } from '../visit.ts'

const yesNo = ({ t }: Visit, value: boolean): string => (value ? t.app.yes : t.app.no)

/** What a step is called by its dotted path; the path itself where the definition has no such step. */
export type StepNames = ReadonlyMap<string, string>

/** One member of a step. */
export const stepMemberText = (visit: Visit, step: ComparedStep, member: string, names: StepNames): string => {
  const { t, language } = visit
  const nameOf = (path: string | null): string => (path === null ? t.app.none : path === '' ? t.compare.anywhere : names.get(path) ?? path)
  const texts: Readonly<Record<string, () => string>> = {
    name: () => inLanguage(language, step.name), role: () => (step.role === null ? t.app.none : t.roles[step.role]), place: () => t.places[step.place],
    limit: () => (step.limit === null ? t.app.none : limitText(visit, step.limit)), limitAt: () => nameOf(step.limitAt), within: () => nameOf(step.within),
    status: () => (step.status === null ? t.app.none : officialStatuses[step.status]?.[language] ?? t.app.none), clock: () => t.clockModes[step.clock],
    fourEyes: () => step.fourEyes.map(nameOf).join('; ') || t.app.none, isFinal: () => yesNo(visit, step.isFinal), regionPath: () => nameOf(step.regionPath === '' ? null : step.regionPath),
  }
  return texts[member]?.() ?? String((step as Readonly<Record<string, unknown>>)[member] ?? t.app.none)
}

const namedText = (words: Readonly<Record<string, string>>, { type, params }: Named, names: StepNames): string => {
  const values = Object.values(params).map((value) => names.get(String(value)) ?? String(value))
  return [words[type] ?? type, ...(values.length === 0 ? [] : [`(${values.join(', ')})`])].join(' ')
}

/** The condition of a transition. */
const guardText = ({ t }: Visit, guard: Way['guard'], names: StepNames): string => (guard === null || guard === undefined ? t.app.none : namedText(t.guards, named(guard), names))
const actionsText = ({ t }: Visit, actions: Way['actions'], names: StepNames): string =>
  namedList(actions ?? undefined).map((one) => namedText(t.sideActions, one, names)).join('; ') || t.app.none

/** Members of a transition, those of its `meta` among them. */
const wayTexts = (visit: Visit, { guard, actions, reenter, meta }: Way, names: StepNames): Readonly<Record<string, string>> => {
  const { t, language } = visit
  return {
    guard: guardText(visit, guard, names), actions: actionsText(visit, actions, names), reenter: yesNo(visit, reenter), role: meta?.role === undefined ? t.app.none : t.roles[meta.role],
    place: meta?.place === undefined ? t.app.none : t.places[meta.place], branch: yesNo(visit, meta?.branch === true), paper: meta?.paper ?? t.app.none, reason: yesNo(visit, meta?.reason === true),
    name: meta?.name === undefined ? t.app.none : inLanguage(language, meta.name),
  }
}

/** What differs between two forms of one transition: member, before, after. */
export const wayDifferences = (visit: Visit, before: Way, after: Way, names: { readonly before: StepNames; readonly after: StepNames }): [string, string, string][] => {
  const [was, is] = [wayTexts(visit, before, names.before), wayTexts(visit, after, names.after)]
  return Object.keys(is).filter((member) => was[member] !== is[member]).map((member) => [member, was[member] ?? '', is[member] ?? ''])
}

/** Where a transition leads from, by what, and where to. */
export const wayText = (visit: Visit, { source, cause, event, target, meta }: Way, definition: ProcedureDefinition, names: StepNames): string => {
  const { t, language } = visit
  const nameOf = (path: string): string => (path === '' ? t.compare.anywhere : names.get(path) ?? path)
  const what = cause === 'always' ? t.compare.always : cause === 'onDone' ? t.compare.whenDone : eventName(language, t, event, meta?.name, definition.events?.[event]?.name)
  return `${nameOf(source)} → ${what} → ${target.map(nameOf).join(', ') || t.compare.stays}`
}

/** One fact of a definition. */
export const factText = (visit: Visit, definition: ProcedureDefinition, member: FactMember): string => {
  const { t, language, format } = visit
  const { title, kind, field, level, limit, limitVariants, onResume, fee, events } = definition
  const texts: Readonly<Record<string, () => string>> = {
    title: () => inLanguage(language, title), kind: () => t.kinds[kind], field: () => (field === undefined ? t.app.none : inLanguage(language, field.name)), level: () => (level === undefined ? t.app.none : t.levels[level]),
    limit: () => limitText(visit, limit), limitVariants: () => Object.values(limitVariants ?? {}).map((one) => `${limitText(visit, one.limit)} (${one.ground})`).join('; ') || t.app.none,
    onResume: () => t.resumeRules[onResume], fee: () => (fee === undefined ? t.app.none : [`${format.number(fee.amountDong)} đ`, fee.note].filter((one) => one !== undefined).join(' · ')),
    validFrom: () => dateText(definition.validFrom), validTo: () => (definition.validTo === null ? t.app.none : dateText(definition.validTo)),
    events: () => Object.values(events ?? {}).map(({ name }) => inLanguage(language, name)).join('; ') || t.app.none,
  }
  return texts[member]?.() ?? String(definition[member] ?? t.app.none)
}

/** A paper that must be handed in. */
export const paperText = ({ t, language, format }: Visit, { name, originals, copies, required }: RequiredPaper): string =>
  `${inLanguage(language, name)} (${t.compare.original(format.number(originals))}, ${t.compare.copy(format.number(copies))}${required ? '' : `, ${t.dossier.optional.toLowerCase()}`})`
