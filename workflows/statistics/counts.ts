/** How one dossier counts in form II.06a, and how counts add up. Source: TT 01/2020/TT-VPCP form II.06a; docs/statistics.md. */
import type { Timeliness } from '../../schemas/calendar.ts'
import type { Channel } from '../../schemas/dossier.ts'
import type { Counts, Grouping } from '../../schemas/statistics.ts'

/** What became of a dossier by the end of the period: a result, an end without one, or still open. `ended`: closed under no status of its own (imported logs). */
export type State = 'ready' | 'withdrawn' | 'refused' | 'stopped' | 'ended' | 'paused' | 'working'
/** Early, on time or late for what has ended, null without a limit; within or overdue for what is open. */
export type Pace = Timeliness | 'within' | 'overdue'

/** How one dossier stands in a period: everything that an official table asks of it, and nothing more. */
export interface Standing {
  readonly channel: Channel
  /** Of the procedure; null as well for whatever did not come online. */
  readonly onlineLevel: 'full' | 'partial' | null
  readonly carriedOver: boolean
  readonly state: State
  readonly pace: Pace | null
  /** Told of late and overdue dossiers alone. */
  readonly withApology: boolean
}

/** The standing as one word, as the database counts by it: `online/full/new/ready/early/no`. */
const wordOf = ({ channel, onlineLevel, carriedOver, state, pace, withApology }: Standing): string =>
  [channel, onlineLevel ?? '-', carriedOver ? 'carried' : 'new', state, pace ?? '-', withApology ? 'yes' : 'no'].join('/')

const levels = ['full', 'partial', null] as const
const states: readonly State[] = ['ready', 'withdrawn', 'refused', 'stopped', 'ended', 'paused', 'working']
const paces = ['early', 'onTime', 'late', 'within', 'overdue', null] as const

/** Every standing that there is, by its word. */
export const standings: ReadonlyMap<string, Standing> = new Map((['direct', 'online', 'postal'] as const).flatMap((channel) => (channel === 'online' ? levels : [null]).flatMap((onlineLevel) =>
  [true, false].flatMap((carriedOver) => states.flatMap((state) => paces.flatMap((pace) => [true, false].map((withApology) => {
    const standing = { channel, onlineLevel, carriedOver, state, pace, withApology }
    return [wordOf(standing), standing] as const
  })))))))

/** The standing of a word. @throws RangeError for a word that is none */
export const standingOf = (word: string): Standing => {
  const found = standings.get(word)
  if (found === undefined) throw new RangeError(`${word} is no standing`)
  return found
}

/** Nothing counted. */
export const noCounts: Counts = {
  received: { total: 0, online: 0, directOrPostal: 0, carriedOver: 0 },
  resolved: { total: 0, early: 0, onTime: 0, late: 0 },
  inProgress: { total: 0, within: 0, overdue: 0 },
  apart: { ended: 0, paused: 0 },
  ofWhich: { withdrawn: 0, refused: 0, stopped: 0, paused: 0, lateWithApology: 0, overdueWithApology: 0, withoutLimit: 0 },
}

/** A column that a dossier lies in: resolved, in progress, or apart as the grouping has it. */
export const placeOf = ({ state }: Pick<Standing, 'state'>, grouping: Grouping): 'resolved' | 'inProgress' | 'apart' => {
  if (state === 'ready') return 'resolved'
  if (state === 'working') return 'inProgress'
  return state === 'paused' ? grouping.paused : grouping.ended
}

/** `many` dossiers of one standing as counts. What was ended without a result is in time unless its end was late; without a limit nothing is late. */
export function countsOf(standing: Standing, grouping: Grouping, many = 1): Counts {
  const { channel, carriedOver, state, pace, withApology } = standing
  const place = placeOf(standing, grouping)
  const [resolved, inProgress, apart] = [place === 'resolved', place === 'inProgress', place === 'apart']
  const [late, overdue, paused] = [pace === 'late', pace === 'overdue', state === 'paused']
  const given = (condition: boolean): number => (condition ? many : 0)
  return {
    received: { total: many, online: given(!carriedOver && channel === 'online'), directOrPostal: given(!carriedOver && channel !== 'online'), carriedOver: given(carriedOver) },
    resolved: { total: given(resolved), early: given(resolved && pace === 'early'), onTime: given(resolved && pace !== 'early' && !late), late: given(resolved && late) },
    inProgress: { total: given(inProgress), within: given(inProgress && !overdue), overdue: given(inProgress && overdue) },
    apart: { ended: given(apart && !paused), paused: given(apart && paused) },
    ofWhich: {
      withdrawn: given(state === 'withdrawn'), refused: given(state === 'refused'), stopped: given(state === 'stopped'), paused: given(paused),
      lateWithApology: given(late && withApology), overdueWithApology: given(overdue && withApology), withoutLimit: given(state === 'ready' && pace === null),
    },
  }
}

const addGroup = <T extends Readonly<Record<string, number>>>(a: T, b: T): T =>
  Object.fromEntries(Object.entries(a).map(([name, value]) => [name, value + (b[name] ?? 0)])) as T

/** Both together. */
export const add = (a: Counts, b: Counts): Counts => ({
  received: addGroup(a.received, b.received), resolved: addGroup(a.resolved, b.resolved), inProgress: addGroup(a.inProgress, b.inProgress),
  apart: addGroup(a.apart, b.apart), ofWhich: addGroup(a.ofWhich, b.ofWhich),
})

/** The identities of the form that do not hold, by name; none for counts made here: (3)=(4)+(5)+(6), (7)=(8)+(9)+(10), (11)=(12)+(13), (3)=(7)+(11) and what is apart. */
export function brokenIdentities({ received, resolved, inProgress, apart }: Counts): string[] {
  const identities: readonly (readonly [string, number, number])[] = [
    ['(3)=(4)+(5)+(6)', received.total, received.online + received.directOrPostal + received.carriedOver],
    ['(7)=(8)+(9)+(10)', resolved.total, resolved.early + resolved.onTime + resolved.late],
    ['(11)=(12)+(13)', inProgress.total, inProgress.within + inProgress.overdue],
    ['(3)=(7)+(11)', received.total, resolved.total + inProgress.total + apart.ended + apart.paused],
  ]
  return identities.filter(([, whole, sum]) => whole !== sum).map(([name]) => name)
}
