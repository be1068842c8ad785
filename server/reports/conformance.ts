/** Conformance of a period: dossiers that ended in it, each held against its own revision, and how they really ran. docs/statistics.md. */
import { createHash } from 'node:crypto'
import type { ConformanceReport, StepDelay, Variant } from '../../schemas/conformance.ts'
import type { LocalDate } from '../../schemas/common.ts'
import { journalsOf, type ListedDossier } from '../../storage/dossiers.ts'
import { dossiersBehind } from '../../storage/statistics.ts'
import { formatInstant, parseInstant } from '../../workflows/calendar/index.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { standings } from '../../workflows/statistics/counts.ts'
import { courseTaken, type CourseTaken } from '../../workflows/statistics/courses.ts'
import { percent } from '../../workflows/statistics/shares.ts'
import type { Deps } from '../deps.ts'
import { boundsOf, fault, usualKinds, type Audience } from './statistics.ts'

/** A period, and one procedure or all; `asOf` an instant, absent or null for now. */
export interface ConformanceRequest { readonly from: LocalDate; readonly to: LocalDate; readonly procedure: string | null; readonly asOf?: string | null }

/** A dossier with how it ran. */
export interface RunDossier { readonly listed: ListedDossier; readonly course: CourseTaken; readonly variant: string; readonly rules: Rules }

/** What is looked into at once: a few seconds of reading. */
const dossiersMost = 5_000
const pageSize = 250
const entriesMost = 500
const variantsMost = 10

const ended = [...standings].flatMap(([word, { state }]) => (state === 'working' || state === 'paused' ? [] : [word]))

/** A short name of a way, the same for the same events. */
const variantOf = (events: readonly string[]): string => createHash('sha256').update(events.join(' ')).digest('hex').slice(0, 16)

/**
 * Every dossier that ended in the period with its course, in the order of ids.
 * @throws DomainError invalid-request: a period that ends before it begins, or with more than 5,000 ended dossiers
 */
export async function coursesOf(deps: Pick<Deps, 'pool' | 'clock' | 'rules'>, { tenantId, zone, reader }: Audience, { from, to, procedure, asOf = null }: ConformanceRequest): Promise<RunDossier[]> {
  const nowMs = deps.clock.nowMs()
  const question = { ...boundsOf({ from, to }, zone), knownAtMs: asOf === null ? null : parseInstant(asOf, zone), nowMs, zone, kinds: usualKinds, standings: ended, units: null, key: procedure === null ? {} : { procedure } }
  const found = await dossiersBehind(deps.pool, tenantId, reader, question, { afterId: null, limit: dossiersMost + 1 })
  if (found.length > dossiersMost) throw fault('/from', 'range', `có hơn ${dossiersMost} hồ sơ; rút ngắn kỳ hoặc chọn một thủ tục`, `more than ${dossiersMost} dossiers; a shorter period or one procedure`)
  const courses: RunDossier[] = []
  for (let first = 0; first < found.length; first += pageSize) {
    const page = found.slice(first, first + pageSize)
    const journals = await journalsOf(deps.pool, tenantId, page.map(({ dossier }) => dossier.id), entriesMost)
    for (const listed of page) {
      const { dossier } = listed
      const rules = await deps.rules.rulesOf(dossier)
      const course = courseTaken(rules, journals.get(dossier.id) ?? [], dossier.clock.endedAtMs ?? dossier.closedAtMs ?? nowMs)
      courses.push({ listed, course, variant: variantOf(course.events), rules })
    }
  }
  return courses
}

const isExact = ({ course }: RunDossier): boolean => course.deviations.length === 0
const exactIn = (all: readonly RunDossier[]): number => all.filter(isExact).length
const procedureOf = ({ listed }: RunDossier): string => listed.dossier.procedureCode

const delaysOf = (courses: readonly RunDossier[]): StepDelay[] => {
  const uses = courses.flatMap((one) => one.course.steps.map((use) => ({ procedure: procedureOf(one), use })))
  return [...Map.groupBy(uses, ({ procedure, use }) => `${procedure} ${use.step.path}`).values()].flatMap((all): StepDelay[] => {
    const [first] = all
    if (first === undefined) return []
    const times = all.map(({ use }) => use.workingMs)
    const totalMs = times.reduce((sum, ms) => sum + ms, 0)
    const { path, name } = first.use.step
    return [{
      procedure: first.procedure, step: path, name, dossiers: all.length, over: all.filter(({ use }) => use.over).length, totalMs, meanMs: Math.round(totalMs / all.length), longestMs: Math.max(...times),
    }]
  }).sort((a, b) => b.totalMs - a.totalMs)
}

const namedEvents = (one: RunDossier | undefined): Pick<Variant, 'events' | 'names'> => {
  const events = [...one?.course.events ?? []]
  return { events, names: events.map((event) => one?.rules.compiled.definition.events?.[event]?.name ?? null) }
}

const variantsOf = (courses: readonly RunDossier[]): Variant[] => [...Map.groupBy(courses, procedureOf)].flatMap(([procedure, own]) =>
  [...Map.groupBy(own, ({ variant }) => variant)].map(([id, all]): Variant => ({ procedure, id, ...namedEvents(all[0]), dossiers: all.length, exact: exactIn(all) }))
    .sort((a, b) => b.dossiers - a.dossiers).slice(0, variantsMost)).sort((a, b) => (a.procedure < b.procedure ? -1 : a.procedure > b.procedure ? 1 : b.dossiers - a.dossiers))

/** The report of a period. @throws DomainError as `coursesOf` */
export async function conformanceOf(deps: Pick<Deps, 'pool' | 'clock' | 'rules'>, audience: Audience, request: ConformanceRequest): Promise<ConformanceReport> {
  const courses = await coursesOf(deps, audience, request)
  const rows = [...Map.groupBy(courses, (one) => `${procedureOf(one)} ${one.listed.dossier.responsibleUnitId}`).values()].flatMap((all) => {
    const [first] = all
    return first === undefined ? [] : [{ procedure: procedureOf(first), unit: first.listed.dossier.responsibleUnitId, dossiers: all.length, exact: exactIn(all), share: percent(exactIn(all), all.length) }]
  })
  const deviations = [...Map.groupBy(courses.flatMap(({ course }) => course.deviations), (kind) => kind)].map(([kind, all]) => ({ kind, dossiers: all.length }))
  return {
    from: request.from, to: request.to, asOf: formatInstant(deps.clock.nowMs(), audience.zone), dossiers: courses.length, exact: exactIn(courses), share: percent(exactIn(courses), courses.length),
    rows: rows.sort((a, b) => b.dossiers - b.exact - (a.dossiers - a.exact)), deviations: deviations.sort((a, b) => b.dossiers - a.dossiers), steps: delaysOf(courses), variants: variantsOf(courses),
  }
}

/** Which dossiers a number of the report counts; what is not asked is any. */
export interface ConformanceNumber { readonly unit?: string | undefined; readonly what?: 'exact' | 'deviating' | undefined; readonly deviation?: string | undefined; readonly step?: string | undefined; readonly over?: boolean | undefined; readonly variant?: string | undefined }

/** Whether a dossier is behind the number. */
export const isBehind = ({ unit, what, deviation, step, over, variant }: ConformanceNumber) => (one: RunDossier): boolean =>
  (unit === undefined || one.listed.dossier.responsibleUnitId === unit) && (what === undefined || isExact(one) === (what === 'exact'))
  && (deviation === undefined || one.course.deviations.includes(deviation)) && (variant === undefined || one.variant === variant)
  && (step === undefined || one.course.steps.some((use) => use.step.path === step && (over !== true || use.over)))
