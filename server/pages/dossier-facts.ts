/** What the page of a dossier tells: its facts, papers, times and journal, in the visitor's words. */
import type { Account, Unit } from '../../schemas/agency.ts'
import type { LimitUnit } from '../../schemas/calendar.ts'
import type { Dossier, JournalEntry } from '../../schemas/dossier.ts'
import { officialStatuses, type ProcedureDefinition } from '../../schemas/procedure.ts'
import type { JournalView } from '../../schemas/service.ts'
import type { Keeper } from '../../schemas/statistics.ts'
import type { ReadDossier } from '../../storage/dossiers.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { isDueOpen } from '../../workflows/dossier/recount.ts'
import { reasonsOf, type KeeperTime, type Reasons, type StepUse } from '../../workflows/dossier/reasons.ts'
import { TIMELINESS_OPEN } from '../../workflows/dossier/timeliness.ts'
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
  /** To which units the dossiers of its units belong today. */
  readonly heirs: ReadonlyMap<string, readonly string[]>
  readonly people: readonly Account[]
  readonly nowMs: number
}

const unitName = ({ units }: Pick<Seen, 'units'>, { language, t }: Visit, id: string | null): string =>
  inLanguage(language, units.find((unit) => unit.id === id)?.name ?? { vi: t.app.none, en: t.app.none })
/** A unit of the dossier, and once it has ended who took over. */
const placeName = (seen: Pick<Seen, 'units' | 'heirs'>, visit: Visit, id: string): string => {
  const heirs = (seen.heirs.get(id) ?? []).filter((heir) => heir !== id)
  const name = unitName(seen, visit, id)
  return heirs.length === 0 ? name : visit.t.units.takenOver(name, heirs.map((heir) => unitName(seen, visit, heir)).join(', '))
}
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
    [t.dossier.applicant, applicant === null ? definition.kind === 'log' ? t.dossier.notImported : t.dossier.erased : `${applicant.name} (${t.applicantKinds[applicant.kind]})`],
    [t.dossier.phone, applicant?.phone ?? null], [t.dossier.email, applicant?.email ?? null], [t.dossier.address, applicant?.address ?? null],
    [t.dossier.subject, applicant?.subject ?? null],
    [t.dossier.status, officialStatuses[dossier.status]?.[language] ?? null], [t.dossier.inHand, inHandText(seen, visit)], [t.dossier.channel, t.channels[dossier.channel]],
    [dossier.receivedAtMs === null ? t.dossier.submitted : t.dossier.received, format.longAt(dossier.receivedAtMs ?? dossier.submittedAtMs)],
    [t.dossier.due, isDueOpen(dossier.clock) ? t.dossier.dueOpen(lastDay) : dossier.clock.dueAtMs === null ? null : format.longAt(dossier.clock.dueAtMs)],
    [t.dossier.verdict, dossier.timelinessRule === TIMELINESS_OPEN ? t.dossier.verdictOpen(lastDay) : null],
    [t.dossier.dueOriginal, dossier.clock.dueOriginalAtMs === dossier.clock.dueAtMs || dossier.clock.dueOriginalAtMs === null ? null : format.longAt(dossier.clock.dueOriginalAtMs)],
    [t.dossier.limit, limitText(visit, definition.limit)],
    [t.dossier.receivingUnit, placeName(seen, visit, dossier.receivingUnitId)], [t.dossier.responsibleUnit, placeName(seen, visit, dossier.responsibleUnitId)],
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
    who: personal['source'] ?? actorText(seen, visit, entry.actor), status: officialStatuses[entry.status]?.[language] ?? t.app.none,
    kind: entry.deviation ? 'odd' : entry.clock.mode === 'stopped' ? 'stopped' : 'plain',
    texts: [
      personal['reason'] ?? null, personal['activity'] ?? null, paper?.number ? t.dossier.paperOf(paper.number, paper.on === null ? t.app.none : dateText(paper.on)) : null,
      paper?.form ? t.dossier.form(paper.form) : null, moved ? t.dossier.newDue(format.at(parseInstant(entry.clock.dueAt ?? '', 'UTC'))) : null,
      entry.deviation ? t.dossier.deviation : null,
    ].filter((text) => text !== null),
  }
}

/** Everything that happened, the newest first. */
export const timelineOf = (seen: Seen, visit: Visit): TimelineLine[] =>
  seen.journal.entries.map((one, index, all) => timelineLine(seen, visit, one, all[index - 1]?.entry)).reverse()

/** Whose time it was and how long each step took, up to the end of the clock or now. */
const reasons = ({ rules, journal, found: { facts: { dossier } }, nowMs }: Seen): Reasons =>
  reasonsOf(rules, journal.entries.map(({ entry }) => entry), dossier.clock.endedAtMs ?? nowMs)

export interface KeeperLine {
  readonly keeper: Keeper; readonly who: string; readonly time: string; readonly share: number; readonly shareText: string; readonly elapsed: string; readonly used: string
}
/** Everybody's time with its sums, which are the time since receipt and what the clock has consumed. */
export interface KeeperSum { readonly lines: readonly KeeperLine[]; readonly elapsed: string; readonly used: string }

/** A keeper in words. */
export const keeperText = (names: Pick<Seen, 'units' | 'people'>, visit: Visit, { keeper, accountId, unitId }: Pick<KeeperTime, 'keeper' | 'accountId' | 'unitId'>): string => {
  const { t } = visit
  if (keeper === 'person') return personName(names, visit, accountId)
  if (keeper === 'superior') return `${accountId === null ? unitName(names, visit, unitId) : personName(names, visit, accountId)} – ${t.keepers.superior.toLowerCase()}`
  if (keeper === 'unit') return `${unitName(names, visit, unitId)} – ${t.dossier.unit}`
  return keeper === 'applicant' ? t.dossier.applicantTime : t.dossier.other
}

/** A number in the quantum of a clock: whole days, or hours and minutes. */
export const amountText = ({ t, format }: Pick<Visit, 't' | 'format'>, unit: LimitUnit, amount: number): string => {
  if (unit === 'workingDay' || unit === 'calendarDay') return t.dossier.days(format.number(amount))
  return durationText({ t }, amount)
}

/** Whose time it was, the longest first. */
export const keepersOf = (seen: Seen, visit: Visit): KeeperSum => {
  const { unit, keepers } = reasons(seen)
  const sum = (of: 'elapsed' | 'used'): string => amountText(visit, unit, keepers.reduce((total, one) => total + one[of], 0))
  return {
    elapsed: sum('elapsed'), used: sum('used'), lines: keepers.map((one) => ({
      keeper: one.keeper, who: keeperText(seen, visit, one), time: durationText(visit, one.workingMs), share: one.share,
      shareText: `${visit.format.number(Math.round(one.share * 1000) / 10)}%`, elapsed: amountText(visit, unit, one.elapsed), used: amountText(visit, unit, one.used),
    })),
  }
}

const toneOf = ({ used, limit, over }: StepUse, current: boolean): StepProgress['tone'] => {
  if (over) return 'over'
  if (limit !== null && current && used > limit * 0.7) return 'near'
  return current ? 'none' : 'done'
}

/** Time used in a step against its limit. */
export const useText = ({ used, unit, limit }: StepUse, { t, format }: Visit): string => {
  const words = unit === 'hours' ? t.dossier.hours : t.dossier.days
  const figure = format.number(Math.round(used * 10) / 10)
  return words(limit === null ? figure : `${figure}/${format.number(limit)}`)
}

/** How far the dossier came, for the flowchart: each step it was in with time used against its limit. */
export const progressOf = (seen: Seen, visit: Visit): Progress => {
  const now = new Set(seen.found.facts.dossier.steps.map(({ step }) => step))
  const times = reasons(seen).steps.map((time) =>
    [time.step.path, { current: now.has(time.step.path), tone: toneOf(time, now.has(time.step.path)), note: useText(time, visit) }] as const)
  const fresh = [...now].map((path) => [path, { current: true, tone: 'none', note: visit.t.dossier.inHand }] as const)
  const ends = seen.rules.compiled.steps.values().filter(({ path, isFinal }) => isFinal && isEnd(seen.found.facts.dossier, path))
    .map(({ path }) => [path, { current: true, tone: 'done', note: '' }] as const)
  return new Map<string, StepProgress>([...fresh, ...times, ...ends])
}

const isEnd = ({ done, state }: Dossier, path: string): boolean => done && state.value === path

export interface StepLine { readonly name: string; readonly used: string; readonly limit: string; readonly over: boolean }

/** The same in words, for a table. */
export const stepLinesOf = (seen: Seen, visit: Visit): StepLine[] => reasons(seen).steps.map((time) => ({
  name: inLanguage(visit.language, time.step.name), used: time.unit === 'hours' ? durationText(visit, time.workingMs) : visit.t.dossier.days(visit.format.number(time.used)),
  limit: time.step.limit === null ? visit.t.app.none : limitText(visit, time.step.limit), over: time.over,
}))
