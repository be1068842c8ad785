/** What the page of a dossier tells: its facts, papers, times and journal, in the visitor's words. */
import type { Account, Unit } from '../../schemas/agency.ts'
import type { Dossier, JournalEntry } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { officialStatuses, type ProcedureDefinition } from '../../schemas/procedure.ts'
import type { JournalView } from '../../schemas/service.ts'
import type { ReadDossier } from '../../storage/dossiers.ts'
import { localDateOf, parseInstant, workingDaysBetween } from '../../workflows/calendar/index.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { isDueOpen } from '../../workflows/dossier/recount.ts'
import { type Keeper, type Span, spansOf } from '../../workflows/dossier/spans.ts'
import { TIMELINESS_OPEN } from '../../workflows/dossier/timeliness.ts'
import type { Step } from '../../workflows/procedure/compile.ts'
import { eventName, type Progress, type StepProgress } from '../render/flowchart.ts'
import { durationText } from '../views/badge.ts'
import { inLanguage } from '../views/texts/index.ts'
import { dateText } from '../views/times.ts'
import type { Visit } from './visit.ts'

/** Everything that was read for one page. */
export interface Seen {
  readonly found: ReadDossier
  readonly rules: Rules
  readonly journal: Pick<JournalView, 'verified' | 'entries'>
  readonly units: readonly Unit[]
  readonly people: readonly Account[]
  readonly nowMs: number
}

const unitName = ({ units }: Pick<Seen, 'units'>, { language, t }: Visit, id: string | null): string =>
  inLanguage(language, units.find((unit) => unit.id === id)?.name ?? { vi: t.app.none, en: t.app.none })
export const personName = ({ people }: Pick<Seen, 'people'>, { t }: Visit, id: string | null): string =>
  people.find((person) => person.id === id)?.fullName ?? t.app.none
export const stepName = ({ rules }: Pick<Seen, 'rules'>, { language }: Visit, step: string): string =>
  inLanguage(language, rules.compiled.steps.get(step)?.name ?? { vi: step, en: step })

export const limitText = ({ t, format }: Visit, { unit, amount }: ProcedureDefinition['limit']): string => t.limits[unit](format.number(amount))

/** Each open step: who has it, since when, and when its own limit ends. */
const inHandText = (seen: Seen, visit: Visit): string | null => {
  const { t, format } = visit
  const lines = seen.found.facts.dossier.steps.map(({ step, unitId, holderId, enteredAtMs, dueAtMs }) => {
    const who = holderId === null ? `${unitName(seen, visit, unitId)} (${t.work.nobody.toLowerCase()})` : personName(seen, visit, holderId)
    return `${stepName(seen, visit, step)} – ${who}, ${t.dossier.since} ${format.at(enteredAtMs)}${dueAtMs === null ? '' : `; ${t.dossier.stepDue.toLowerCase()} ${format.at(dueAtMs)}`}`
  })
  return lines.length === 0 ? t.dossier.closed : lines.join('\n')
}

/** Label and text, in order; what is not known is left out. */
export const factsOf = (seen: Seen, visit: Visit): (readonly [string, string])[] => {
  const { t, format, language } = visit
  const { found: { facts: { dossier }, applicant }, rules: { compiled: { definition }, calendar } } = seen
  const lastDay = dateText(calendar.calendar.coversTo)
  const all: (readonly [string, string | null])[] = [
    [t.dossier.applicant, applicant === null ? t.dossier.erased : `${applicant.name} (${t.applicantKinds[applicant.kind]})`],
    [t.dossier.phone, applicant?.phone ?? null], [t.dossier.email, applicant?.email ?? null], [t.dossier.address, applicant?.address ?? null],
    [t.dossier.subject, applicant?.subject ?? null],
    [t.dossier.status, officialStatuses[dossier.status]?.[language] ?? null], [t.dossier.inHand, inHandText(seen, visit)], [t.dossier.channel, t.channels[dossier.channel]],
    [dossier.receivedAtMs === null ? t.dossier.submitted : t.dossier.received, format.longAt(dossier.receivedAtMs ?? dossier.submittedAtMs)],
    [t.dossier.due, isDueOpen(dossier.clock) ? t.dossier.dueOpen(lastDay) : dossier.clock.dueAtMs === null ? null : format.longAt(dossier.clock.dueAtMs)],
    [t.dossier.verdict, dossier.timelinessRule === TIMELINESS_OPEN ? t.dossier.verdictOpen(lastDay) : null],
    [t.dossier.dueOriginal, dossier.clock.dueOriginalAtMs === dossier.clock.dueAtMs || dossier.clock.dueOriginalAtMs === null ? null : format.longAt(dossier.clock.dueOriginalAtMs)],
    [t.dossier.limit, limitText(visit, definition.limit)],
    [t.dossier.receivingUnit, unitName(seen, visit, dossier.receivingUnitId)], [t.dossier.responsibleUnit, unitName(seen, visit, dossier.responsibleUnitId)],
    [t.dossier.ready, dossier.resultReadyAtMs === null ? null : format.longAt(dossier.resultReadyAtMs)],
    [t.dossier.delivered, dossier.deliveredAtMs === null ? null : format.longAt(dossier.deliveredAtMs)],
  ]
  return all.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const]))
}

export interface PaperLine { readonly name: string; readonly originals: string; readonly copies: string; readonly standing: 'got' | 'missing' | 'optional' }

/** The papers that the procedure asks for, and what came of each. */
export const papersOf = ({ found: { facts: { dossier } }, rules }: Seen, { language, format }: Visit): PaperLine[] =>
  rules.compiled.definition.requiredPapers.map((wanted) => {
    const got = dossier.papers.find((paper) => paper.code === wanted.code) ?? { originals: 0, copies: 0 }
    const whole = got.originals >= wanted.originals && got.originals + got.copies >= wanted.originals + wanted.copies
    return {
      name: inLanguage(language, wanted.name), originals: `${format.number(got.originals)}/${format.number(wanted.originals)}`,
      copies: `${format.number(got.copies)}/${format.number(wanted.copies)}`, standing: whole ? 'got' : wanted.required ? 'missing' : 'optional',
    }
  })

/** An event in words; the journal knows it by its code. */
export const eventText = ({ rules: { compiled } }: Pick<Seen, 'rules'>, { language, t }: Visit, event: string, step: string | null): string => {
  const own = compiled.offersByStep.get(step ?? '')?.find((offer) => offer.event === event)?.name
  return eventName(language, t, event, own, compiled.definition.events?.[event]?.name)
}

export interface TimelineLine {
  readonly at: string; readonly what: string; readonly step: string | null; readonly who: string; readonly status: string
  readonly texts: readonly string[]; readonly kind: 'plain' | 'stopped' | 'odd'
}

const actorText = (seen: Seen, visit: Visit, { account, onBehalfOf, role }: JournalEntry['actor']): string => [
  account === null ? null : personName(seen, visit, account), onBehalfOf === null ? null : visit.t.dossier.onBehalf(personName(seen, visit, onBehalfOf)),
  role === null ? null : visit.t.roles[role],
].filter((part) => part !== null).join(' · ')

const timelineLine = (seen: Seen, visit: Visit, { entry, personal }: JournalView['entries'][number], before: JournalEntry | undefined): TimelineLine => {
  const { t, format, language } = visit
  const { paper } = entry
  const moved = before?.clock.dueAt != null && entry.clock.dueAt !== null && before.clock.dueAt !== entry.clock.dueAt
  return {
    at: format.at(parseInstant(entry.at, 'UTC')), what: eventText(seen, visit, entry.event, entry.step), step: entry.step === null ? null : stepName(seen, visit, entry.step),
    who: actorText(seen, visit, entry.actor), status: officialStatuses[entry.status]?.[language] ?? t.app.none,
    kind: entry.deviation ? 'odd' : entry.clock.mode === 'stopped' ? 'stopped' : 'plain',
    texts: [
      personal['reason'] ?? null, paper?.number ? t.dossier.paperOf(paper.number, paper.on === null ? t.app.none : dateText(paper.on)) : null,
      paper?.form ? t.dossier.form(paper.form) : null, moved ? t.dossier.newDue(format.at(parseInstant(entry.clock.dueAt ?? '', 'UTC'))) : null,
      entry.deviation ? t.dossier.deviation : null,
    ].filter((text) => text !== null),
  }
}

/** Everything that happened, the newest first. */
export const timelineOf = (seen: Seen, visit: Visit): TimelineLine[] =>
  seen.journal.entries.map((one, index, all) => timelineLine(seen, visit, one, all[index - 1]?.entry)).reverse()

/** Stretches of working time; none where the calendar does not reach, as with imported logs of long ago. */
const spans = ({ rules, journal, found: { facts: { dossier } }, nowMs }: Seen): Span[] => {
  const isOutside = (step: string): boolean => rules.compiled.steps.get(step)?.role === 'consultedBody'
  try {
    return spansOf(rules.calendar, journal.entries.map(({ entry }) => entry), dossier.clock.endedAtMs ?? nowMs, isOutside)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar-not-covered') return []
    throw error
  }
}

const sum = (list: readonly Span[]): number => list.reduce((total, one) => total + one.workingMs, 0)

export interface KeeperLine { readonly keeper: Keeper; readonly who: string; readonly time: string; readonly share: number; readonly shareText: string }

/** Whose time it was, the longest first. */
export const keepersOf = (seen: Seen, visit: Visit): KeeperLine[] => {
  const { t, format } = visit
  const all = spans(seen)
  const total = sum(all)
  if (total === 0) return []
  const keyOf = (one: Span): string => `${one.keeper} ${one.accountId ?? (one.keeper === 'unit' ? one.unitId : '')}`
  const nameOf = (one: Span): string => {
    if (one.keeper === 'person') return personName(seen, visit, one.accountId)
    if (one.keeper === 'unit') return `${unitName(seen, visit, one.unitId)} – ${t.dossier.unit}`
    return one.keeper === 'applicant' ? t.dossier.applicantTime : t.dossier.other
  }
  return [...Map.groupBy(all, keyOf).values()].map((list): KeeperLine => {
    const [first] = list as [Span]
    const share = sum(list) / total
    return { keeper: first.keeper, who: nameOf(first), time: durationText(visit, sum(list)), share, shareText: `${format.number(Math.round(share * 1000) / 10)}%` }
  }).sort((a, b) => b.share - a.share)
}

const hourMs = 60 * 60_000
const day = (seen: Seen, ms: number): string => localDateOf(ms, seen.rules.calendar.calendar.zone)

/** Working days from the first entry into a step to the last leaving of it: limits by the day are never reckoned in hours. */
const daysIn = (seen: Seen, step: string): number => {
  const entries = seen.journal.entries.map(({ entry }) => entry)
  return entries.reduce((days, entry, index) => {
    if (!entry.steps.some((one) => one.step === step)) return days
    const next = entries[index + 1]
    const toMs = next === undefined ? seen.found.facts.dossier.clock.endedAtMs ?? seen.nowMs : parseInstant(next.at, 'UTC')
    return days + workingDaysBetween(seen.rules.calendar, day(seen, parseInstant(entry.at, 'UTC')), day(seen, toMs))
  }, 0)
}

/** `used` and `limit` are in the unit of the limit; `limit` null: the step has none. */
interface StepTime { readonly step: Step; readonly used: number; readonly unit: 'hours' | 'days'; readonly limit: number | null; readonly workingMs: number }

const stepTimes = (seen: Seen): StepTime[] => {
  const bySteps = Map.groupBy(spans(seen), ({ step }) => step)
  return [...bySteps].flatMap(([path, list]) => {
    const step = seen.rules.compiled.steps.get(path)
    if (step === undefined) return []
    const workingMs = sum(list)
    const byDay = step.limit?.unit === 'workingDay' || step.limit?.unit === 'calendarDay'
    return [{ step, workingMs, unit: byDay ? 'days' : 'hours', used: byDay ? daysIn(seen, path) : workingMs / hourMs, limit: step.limit?.amount ?? null }]
  })
}

const toneOf = ({ used, limit }: StepTime, current: boolean): StepProgress['tone'] => {
  if (limit !== null && used > limit) return 'over'
  if (limit !== null && current && used > limit * 0.7) return 'near'
  return current ? 'none' : 'done'
}

const noteOf = ({ used, unit, limit }: StepTime, { t, format }: Visit): string => {
  const words = unit === 'hours' ? t.dossier.hours : t.dossier.days
  const figure = format.number(Math.round(used * 10) / 10)
  return words(limit === null ? figure : `${figure}/${format.number(limit)}`)
}

/** How far the dossier came, for the flowchart: each step it was in with time used against its limit. */
export const progressOf = (seen: Seen, visit: Visit): Progress => {
  const now = new Set(seen.found.facts.dossier.steps.map(({ step }) => step))
  const times = stepTimes(seen).map((time) =>
    [time.step.path, { current: now.has(time.step.path), tone: toneOf(time, now.has(time.step.path)), note: noteOf(time, visit) }] as const)
  const fresh = [...now].map((path) => [path, { current: true, tone: 'none', note: visit.t.dossier.inHand }] as const)
  const ends = seen.rules.compiled.steps.values().filter(({ path, isFinal }) => isFinal && isEnd(seen.found.facts.dossier, path))
    .map(({ path }) => [path, { current: true, tone: 'done', note: '' }] as const)
  return new Map<string, StepProgress>([...fresh, ...times, ...ends])
}

const isEnd = ({ done, state }: Dossier, path: string): boolean => done && state.value === path

export interface StepLine { readonly name: string; readonly used: string; readonly limit: string; readonly over: boolean }

/** The same in words, for a table. */
export const stepLinesOf = (seen: Seen, visit: Visit): StepLine[] => stepTimes(seen).map((time) => ({
  name: inLanguage(visit.language, time.step.name), used: time.unit === 'hours' ? durationText(visit, time.workingMs) : visit.t.dossier.days(visit.format.number(time.used)),
  limit: time.step.limit === null ? visit.t.app.none : limitText(visit, time.step.limit), over: time.limit !== null && time.used > time.limit,
}))
