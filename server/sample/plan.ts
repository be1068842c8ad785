/** Which dossiers the sample year brings, when, and what becomes of each: about five a working day. */
import type { LocalDate } from '../../schemas/common.ts'
import type { Channel } from '../../schemas/dossier.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import type { PreparedCalendar } from '../../workflows/calendar/index.ts'
import type { CompiledProcedure } from '../../workflows/procedure/compile.ts'
import type { Random } from './random.ts'
import { storyOf, tails, type Story } from './story.ts'
import { laterBy, timeOn } from './times.ts'

/** A procedure as the sample uses it. */
export interface UsedProcedure { readonly hash: string; readonly definition: ProcedureDefinition; readonly compiled: CompiledProcedure }

/** One dossier to be: received at once, or filed online and looked at later. */
export interface Errand {
  readonly procedure: UsedProcedure
  readonly channel: Channel
  readonly submittedAtMs: number
  /** When the desk accepts what was filed online, or refuses it; the moment of filing for all others. */
  readonly decidedAtMs: number
  readonly turnedAway: boolean
  readonly story: Story
}

const services: readonly (readonly [string, number])[] = [['P5', 30], ['P8b', 20], ['P3', 14], ['P8', 14], ['P7', 8], ['P6', 8], ['P4', 6]]
/** How many a year of each internal procedure. */
const internals: readonly (readonly [string, number])[] = [
  ['I1', 45], ['I2', 40], ['I3', 30], ['I4', 4], ['I5', 10], ['I6', 5], ['I7', 8], ['I8', 4], ['I9', 4], ['I10', 2], ['I11', 2],
]

export interface Season {
  readonly random: Random
  readonly calendar: PreparedCalendar
  readonly days: readonly LocalDate[]
  /** The revision of a procedure in force on a date; undefined when there is none. */
  readonly procedureOn: (code: string, on: LocalDate) => UsedProcedure | undefined
}

const channelOf = (random: Random, code: string): Channel =>
  code === 'P5' ? 'direct' : random.weighted<Channel>([['direct', 55], ['online', 40], ['postal', 5]])

const storyFor = ({ random }: Season, { definition, compiled }: UsedProcedure): Story =>
  storyOf(random, definition.limit, definition.hoursPerDay, (event) => compiled.eventTypes.has(event))

interface Filing { readonly procedure: UsedProcedure; readonly channel: Channel; readonly on: LocalDate; readonly story: Story }

const errandOf = ({ random, calendar }: Season, { procedure, channel, on, story }: Filing): Errand => {
  const submittedAtMs = timeOn(calendar, on, 5 + random.next() * 450)
  const decidedAtMs = channel === 'online' ? laterBy(calendar, submittedAtMs, 5 + random.next() * 295) : submittedAtMs
  return { procedure, channel, submittedAtMs, decidedAtMs, turnedAway: channel === 'online' && random.chance(0.04), story }
}

const onDay = (season: Season, on: LocalDate): Errand[] => {
  const { random } = season
  const count = random.weighted([[2, 1], [3, 2], [4, 3], [5, 3], [6, 2], [7, 1]])
  const codes = Array.from({ length: count }, () => random.weighted(services))
  return codes.flatMap((code) => filed(season, code, on, channelOf(random, code)))
}

const filed = (season: Season, code: string, on: LocalDate, channel: Channel): Errand[] => {
  const procedure = season.procedureOn(code, on)
  return procedure === undefined ? [] : [errandOf(season, { procedure, channel, on, story: storyFor(season, procedure) })]
}

/** In a shorter season than a year as many as belong to it, and one of each at least. */
const inside = (season: Season): Errand[] => internals.flatMap(([code, yearly]) => {
  const count = Math.max(1, Math.round((yearly * season.days.length) / workingDaysAYear))
  return Array.from({ length: count }, () => season.random.pick(season.days)).flatMap((on) => filed(season, code, on, 'direct'))
})
const workingDaysAYear = 250

const leftLying = (season: Season): Errand[] => tails(season.random).flatMap(({ code, workingDaysAgo, online, story }) => {
  const on = season.days.at(-1 - workingDaysAgo)
  const procedure = on === undefined ? undefined : season.procedureOn(code, on)
  if (on === undefined || procedure === undefined) return []
  return [{ ...errandOf(season, { procedure, channel: online ? 'online' : 'direct', on, story }), turnedAway: false }]
})

/** Every errand of the season in the order in which the desk decides on it: codes are numbered in that order. */
export const planSeason = (season: Season): Errand[] =>
  season.days.length === 0 ? [] : [...season.days.flatMap((on) => onDay(season, on)), ...inside(season), ...leftLying(season)].sort((a, b) => a.decidedAtMs - b.decidedAtMs)
