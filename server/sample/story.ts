/** What is to befall one dossier of the sample: how fast people work, which detours it takes, and where it still lies. */
import type { Limit } from '../../schemas/calendar.ts'
import type { Random } from './random.ts'

/** An event off the straight way, done once: how long it lies before it, in working minutes. */
export interface Detour { readonly event: string; readonly minutes: number }

export interface Story {
  /** Share of each step's own limit that is really used, about. */
  readonly pace: number
  readonly detours: readonly Detour[]
  /** Working minutes that the longest step takes on top: what makes a dossier late. */
  readonly delayMinutes: number
  /** An apology with a new date: on the working day before it is due, or only after it. */
  readonly apology: 'none' | 'inTime' | 'tooLate'
  /** It lies still once it has this official status, or is at a step of this name. */
  readonly hold: { readonly status?: number; readonly step?: string } | null
}

const plain = (random: Random): Story => ({ pace: 0.15 + random.next() * 0.6, detours: [], delayMinutes: 0, apology: 'none', hold: null })

/** The published limit in working minutes, for proportions only: how long a delay must be to be one. */
const roughMinutes = ({ unit, amount }: Limit, hoursPerDay: number): number => {
  if (unit === 'none') return 0
  if (unit === 'workingHour') return amount * 60
  return amount * hoursPerDay * 60
}

const detour = (random: Random, event: string, from: number, to: number): Detour => ({ event, minutes: random.int(from, to) })

type Kind = 'plain' | 'slow' | 'late' | 'supplement' | 'returned' | 'wrongAddressee' | 'consulted' | 'withdrawn' | 'refused' | 'stopped' | 'own'
const kinds: readonly (readonly [Kind, number])[] = [
  ['plain', 55], ['slow', 9], ['late', 5], ['supplement', 9], ['returned', 5], ['wrongAddressee', 4], ['consulted', 5],
  ['withdrawn', 2], ['refused', 2], ['stopped', 1], ['own', 2],
]

/** Events that only some procedures have: verification, a longer time agreed, measurement, a complaint, payment. */
const ownEvents = ['LONGER_AGREED', 'MEASURE_NEEDED', 'COMPLAINT_RECEIVED', 'REQUEST_PAYMENT', 'INVENTORY_DUE'] as const

/** A story for a dossier of this limit. `takes` tells which events its procedure has at all. */
export const storyOf = (random: Random, limit: Limit, hoursPerDay: number, takes: (event: string) => boolean): Story => {
  const story = plain(random)
  const kind = random.weighted(kinds)
  const rough = roughMinutes(limit, hoursPerDay)
  const payment = takes('REQUEST_PAYMENT') && random.chance(0.4) ? [detour(random, 'REQUEST_PAYMENT', 60, 240)] : []
  const own = ownEvents.filter(takes).map((event) => detour(random, event, 30, 120))
  switch (kind) {
    case 'plain': return { ...story, detours: payment }
    case 'slow': return { ...story, pace: 0.85 + random.next() * 0.1, detours: payment }
    case 'late': return { ...story, delayMinutes: Math.round(rough * (0.6 + random.next() * 0.3) + Math.min(rough, 240 + random.next() * 1200)), apology: random.weighted([['none', 4], ['inTime', 5], ['tooLate', 2]]) }
    case 'supplement': return { ...story, detours: [detour(random, 'REQUEST_SUPPLEMENT', 40, 600), ...payment] }
    case 'returned': return { ...story, detours: [detour(random, 'STEP_RETURNED', 20, 120)] }
    case 'wrongAddressee': return { ...story, detours: [detour(random, 'RETURN_WRONG_ADDRESSEE', 60, 700)] }
    case 'consulted': return { ...story, detours: [detour(random, 'CONSULT_SENT', 30, 240)], delayMinutes: random.chance(0.25) ? Math.round(rough * 0.8) : 0 }
    case 'withdrawn': return { ...story, detours: [detour(random, 'WITHDRAW', 30, 300)] }
    case 'refused': return { ...story, detours: [detour(random, 'REFUSE', 30, 120)] }
    case 'stopped': return { ...story, detours: [detour(random, 'STOP', 60, 400)] }
    case 'own': return { ...story, detours: own }
  }
}

/** A dossier that lies somewhere today: one of each kind that screens have to show. */
export interface Tail { readonly code: string; readonly workingDaysAgo: number; readonly online: boolean; readonly story: Story }

const lying = (hold: Story['hold'], detours: readonly Detour[] = []): Story => ({ pace: 0.2, detours, delayMinutes: 0, apology: 'none', hold })

/** What the last days leave behind: filed, received, waiting, stopped, overdue, nearly due, ready for collection. */
export const tails = (random: Random): Tail[] => {
  const tail = (code: string, workingDaysAgo: number, story: Story, online = false): Tail => ({ code, workingDaysAgo, online, story })
  const supplement = [detour(random, 'REQUEST_SUPPLEMENT', 30, 60)]
  return [
    tail('P8', 0, lying({ status: 1 }), true), tail('P3', 0, lying({ status: 1 }), true), tail('P7', 0, lying({ status: 2 })), tail('P8', 0, lying({ status: 2 })),
    tail('P7', 12, lying({ status: 5 }, supplement)), tail('P8', 4, lying({ status: 5 }, supplement)), tail('P6', 6, lying({ status: 5 }, supplement)),
    tail('P6', 9, lying({ status: 6 }, [detour(random, 'REQUEST_PAYMENT', 60, 90)])), tail('P6', 5, lying({ status: 6 }, [detour(random, 'REQUEST_PAYMENT', 60, 90)])),
    tail('P7', 15, lying({ status: 8 }, [detour(random, 'STOP', 60, 90)])), tail('P6', 11, lying({ status: 8 }, [detour(random, 'STOP', 60, 90)])),
    tail('P8', 7, lying({ step: 'appraise' })), tail('P8', 5, lying({ step: 'sign' })), tail('P6', 8, lying({ step: 'consult' }, [detour(random, 'CONSULT_SENT', 30, 60)])),
    tail('P7', 24, lying({ step: 'review' })), tail('P4', 3, lying({ step: 'sign' })),
    tail('P8', 2, lying({ step: 'appraise' })), tail('P6', 4, lying({ step: 'review' })), tail('P7', 17, lying({ step: 'sign' })), tail('P7', 19, lying({ step: 'appraise' })),
    tail('P8', 3, lying({ status: 9 })), tail('P6', 9, lying({ status: 9 })), tail('P3', 2, lying({ status: 9 })), tail('P5', 1, lying({ status: 9 })),
  ]
}
