/**
 * What a closed dossier would have been under another revision of its procedure: its own events at their own instants, through the machine, the
 * clock and the verdict of that revision. Pure; nothing follows from it. Under its own revision every date and verdict comes out as it was.
 */
import type { Dossier, JournalEntry } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { localDateOf, parseInstant, whereCovered, type PreparedCalendar } from '../calendar/index.ts'
import type { CompiledProcedure } from '../procedure/compile.ts'
import { choiceOf } from '../procedure/offers.ts'
import type { MachineEvent } from '../procedure/registry.ts'
import { advance, begin, offers, type Move } from '../procedure/run.ts'
import { afterMove, unstartedClock, type Rules } from './lifecycle.ts'
import { PROCEDURE_MIGRATED } from './migrate.ts'
import { CALENDAR_CHANGED, decideRecount } from './under-calendar.ts'

/** A closed dossier with its whole journal, the revision that it ran under, and the calendar of each version that its journal names. */
export interface Course {
  readonly dossier: Dossier
  readonly entries: readonly JournalEntry[]
  readonly own: CompiledProcedure
  readonly calendarOf: (version: number) => PreparedCalendar
}

/** Why a course does not fit: the revision does not take the event there, its clock refuses it, it does not end, or the dossier changed its revision meanwhile. */
export type ReplayFault = 'event-not-taken' | 'clock-refused' | 'not-ended' | 'was-migrated'
export interface NotReplayed { readonly fault: ReplayFault; /** Entries that went through before. */ readonly after: number; readonly event: string; readonly step: string }
/** How it would have gone: the dossier at its end, and the steps that it entered, in order. */
export interface Replayed { readonly dossier: Dossier; readonly path: readonly string[] }

/** Where the two revisions stand before an entry. */
interface Standing { readonly is: Dossier; readonly was: Dossier; readonly path: readonly string[] }

const blank = ({ dossier, entries }: Course, { definition }: CompiledProcedure, move: Move): Dossier => ({
  ...dossier, state: move.state, done: false, steps: [], holders: {}, doneBy: {}, status: 1, clock: unstartedClock(definition), limitVariant: null, receivedAtMs: null, resultReadyAtMs: null,
  deliveredAtMs: null, closedAtMs: null, timeliness: null, daysLate: null, timelinessVsOriginal: null, timelinessRule: null, submittedAtMs: parseInstant(entries[0]?.at ?? '', 'UTC'),
  calendarVersion: versionOf(entries[0]),
})

const versionOf = (entry: JournalEntry | undefined): number => Number(entry?.calendar.split('@')[1] ?? 1)

/** What guards saw: what an entry does not tell was given, since the event went through. */
const machineEventOf = ({ event, clock: _ }: JournalEntry, dossier: Dossier, choice: string | null, step: string | null): MachineEvent => ({
  type: event, papersComplete: true, reasonGiven: true, paperGiven: true, apologies: dossier.clock.apologies,
  ...(choice === null ? {} : { choice }), ...(step === null ? {} : { step }),
})

/** The steps of a revision that take an event; its own step if it is among them, else the only one. */
const stepFor = (compiled: CompiledProcedure, dossier: Dossier, { event, step }: JournalEntry): string | null => {
  const taking = [...new Set(offers(compiled, dossier.state).filter((offer) => offer.event === event).map((offer) => offer.step))]
  return taking.find((one) => one === step) ?? (taking.length === 1 ? taking[0] ?? null : null)
}

const moveFor = (compiled: CompiledProcedure, dossier: Dossier, entry: JournalEntry, choice: string | null): Move | null => {
  const step = stepFor(compiled, dossier, entry)
  return step === null ? null : advance(compiled, dossier.state, machineEventOf(entry, dossier, choice, step))
}

const openSteps = ({ steps }: JournalEntry): string => steps.map(({ step }) => step).sort().join(' ')

/** A choice is not in the journal: it is the one that led where the dossier went. */
const choiceMade = (own: CompiledProcedure, was: Dossier, entry: JournalEntry): string | null => {
  const choices = offers(own, was.state).filter((offer) => offer.event === entry.event).flatMap((offer) => choiceOf(offer) ?? [])
  return choices.find((choice) => {
    const move = moveFor(own, was, entry, choice)
    const open = move?.active.filter((path) => own.steps.get(path)?.isFinal === false) ?? []
    return move !== null && [...open].sort().join(' ') === openSteps(entry)
  }) ?? null
}

const ruled = (compiled: CompiledProcedure, calendar: PreparedCalendar): Rules => ({ compiled, calendar })

/** The dossier after a move; what the calendar did not reach then was left open then. @throws DomainError of the clock */
const moved = (rules: Rules, before: Dossier, move: Move, entry: JournalEntry): Dossier => {
  const atMs = parseInstant(entry.at, 'UTC')
  const named = entry.event === 'APOLOGY_ISSUED' && entry.clock.dueAt !== null ? localDateOf(parseInstant(entry.clock.dueAt, 'UTC'), rules.calendar.calendar.zone) : null
  const request = { atMs, newDueOn: named }
  return whereCovered(() => afterMove(rules, before, move, request)) ?? afterMove({ ...rules, leaveOpen: true }, before, move, request)
}

/** An event that neither moved the dossier nor its clock: who has it in hand, a note. Without it the course is the same. */
const isIdle = (entry: JournalEntry, before: JournalEntry | undefined): boolean => {
  const told = ({ status, clock }: JournalEntry): string => JSON.stringify([status, clock])
  return before !== undefined && told(entry) === told(before) && openSteps(entry) === openSteps(before)
}

class Broken extends Error {
  readonly fault: ReplayFault
  constructor(fault: ReplayFault) {
    super(fault)
    this.fault = fault
  }
}

const next = (compiled: CompiledProcedure, course: Course, { is, was, path }: Standing, entry: JournalEntry, before: JournalEntry | undefined): Standing => {
  const calendar = course.calendarOf(versionOf(entry))
  if (entry.event === PROCEDURE_MIGRATED) throw new Broken('was-migrated')
  if (entry.event === CALENDAR_CHANGED) {
    const nowMs = parseInstant(entry.at, 'UTC')
    const under = (one: CompiledProcedure, dossier: Dossier): Dossier => decideRecount({ ...ruled(one, calendar), leaveOpen: true }, dossier, { publisherId: null, nowMs }).dossier
    return { is: under(compiled, is), was: under(course.own, was), path }
  }
  const choice = choiceMade(course.own, was, entry)
  const ownMove = moveFor(course.own, was, entry, choice)
  const move = moveFor(compiled, is, entry, choice)
  const nextWas = ownMove === null ? was : moved(ruled(course.own, calendar), was, ownMove, entry)
  if (move === null) {
    if (isIdle(entry, before)) return { is, was: nextWas, path }
    throw new Broken('event-not-taken')
  }
  try {
    return { is: moved(ruled(compiled, calendar), is, move, entry), was: nextWas, path: [...path, ...move.entered] }
  } catch (error) {
    // Under a longer limit the apology was not needed: its date is before the due date.
    if (error instanceof DomainError && error.code === 'new-due-not-later') return { is, was: nextWas, path }
    if (error instanceof DomainError) throw new Broken('clock-refused')
    throw error
  }
}

/** The first entry begins the dossier; at the desk it accepts it in the same moment. */
const started = (compiled: CompiledProcedure, course: Course): { readonly dossier: Dossier; readonly path: readonly string[] } => {
  const move = begin(compiled)
  const [first] = course.entries
  if (first === undefined) throw new Broken('not-ended')
  return { dossier: moved(ruled(compiled, course.calendarOf(versionOf(first))), blank(course, compiled, move), move, first), path: move.active }
}

/** The course under a revision, or why it does not fit, and where. Bounded by the length of the journal. */
export const replay = (course: Course, compiled: CompiledProcedure): Replayed | NotReplayed => {
  const { entries, own } = course
  let at = 0
  try {
    const [is, was] = [started(compiled, course), started(own, course)]
    let standing: Standing = { is: is.dossier, was: was.dossier, path: is.path }
    for (; at < entries.length; at += 1) {
      const entry = entries[at]
      const begins = at === 0 && (entry?.event === 'SUBMIT' || entry?.event === 'START')
      if (entry !== undefined && !begins) standing = next(compiled, course, standing, entry, entries[at - 1])
    }
    return standing.is.done ? { dossier: standing.is, path: standing.path } : { fault: 'not-ended', after: at, event: '', step: standing.path.at(-1) ?? '' }
  } catch (error) {
    if (error instanceof Broken) return { fault: error.fault, after: at, event: entries[at]?.event ?? '', step: entries[at]?.step ?? '' }
    throw error
  }
}
