/** Since when somebody holds a role, whether they are new in it, and what they lack. Pure; as of the end of a day. ISO 9001:2015, 7.2. */
import type { LocalDate } from '../../schemas/common.ts'
import type { CompetenceFacts, CompetenceGap, PersonCompetence } from '../../schemas/competence.ts'
import { addDays, addMonths } from '../calendar/index.ts'

/** So many days somebody counts as new in a role. Law and standard are silent; the probation of a first task is about as long. */
export const newcomerDays = 90
/** By when a newcomer is to have read what the role asks for; the service's own, as law and standard are silent. */
export const entryDays = 30

type Grant = CompetenceFacts['grants'][number]

/**
 * The first day of the unbroken time in which somebody has held a role, in whatever unit: a grant that ended the day before another one began goes on in it, so that
 * a merged unit makes nobody a beginner. Null when it is not held on the day.
 */
export function heldSince(grants: readonly Grant[], on: LocalDate): LocalDate | null {
  const firstCovering = (day: LocalDate): LocalDate | null =>
    grants.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day)).map(({ validFrom }) => validFrom).toSorted()[0] ?? null
  let since: LocalDate | null = null
  for (let first = firstCovering(on); first !== null; first = firstCovering(addDays(first, -1))) since = first
  return since
}

const gapsOf = ({ toRead, read, trainedOn }: CompetenceFacts, newSince: LocalDate | null, on: LocalDate): CompetenceGap[] => [
  ...(read < toRead ? ['unread' as const] : []),
  ...(newSince !== null && !trainedOn.some((day) => day >= newSince) ? ['newUntrained' as const] : []),
  ...(trainedOn.some((day) => day > addMonths(on, -12)) ? [] : ['noTraining' as const]),
]

/** The person as they stood at the end of the day. */
export function competenceOf(facts: CompetenceFacts, on: LocalDate): PersonCompetence {
  const roles = facts.held.map(({ role, unitId, onBehalfOf }) => {
    const since = onBehalfOf === null ? heldSince(facts.grants.filter((one) => one.role === role), on) : null
    return { role, unitId, onBehalfOf, since, isNew: since !== null && since > addDays(on, -newcomerDays) }
  })
  const order = (one: (typeof roles)[number]): string => `${one.onBehalfOf === null ? 0 : 1} ${one.since ?? ''} ${one.role} ${one.unitId}`
  const newSince = roles.filter(({ isNew }) => isNew).map(({ since }) => since!).toSorted().at(-1) ?? null
  const { accountId, fullName, toRead, read, trainedOn } = facts
  return { accountId, fullName, roles: roles.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)), toRead, read, trainings: trainedOn.length, lastTrainingOn: trainedOn.toSorted().at(-1) ?? null, gaps: gapsOf(facts, newSince, on) }
}
