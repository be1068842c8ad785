/** Competence by person as page, files, programming interface and reports share it: as of the end of a day. */
import type { LocalDate } from '../../schemas/common.ts'
import type { CompetenceCounts, CompetenceDetail, PersonCompetence } from '../../schemas/competence.ts'
import { DomainError } from '../../schemas/errors.ts'
import { readCompetence } from '../../storage/quality/competence.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { competenceOf } from '../../workflows/quality/competence.ts'
import type { Deps } from '../deps.ts'
import { fault } from './statistics.ts'

interface ListAsked { readonly on: LocalDate; readonly unit: string | null; readonly after: { readonly fullName: string; readonly id: string } | null; readonly limit: number }

/** The day that is asked about. @throws DomainError invalid-request: one still to come */
export const competenceDay = ({ reader }: SignedInPerson, on: LocalDate = reader.today): LocalDate => {
  if (on > reader.today) throw fault('/on', 'range', 'ngày chưa đến', 'the day is still to come')
  return on
}

/** At most `limit` people whom this person may see, by name. */
export const competenceList = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, { on, unit, after, limit }: ListAsked): Promise<PersonCompetence[]> =>
  (await readCompetence(deps.pool, reader.tenantId, reader, { on, unitId: unit, accountId: null, after, limit, detail: false, knownAtMs: null })).map(({ facts }) => competenceOf(facts, on))

/** One person with each revision and training. @throws DomainError not-found: unknown, without a role on the day, or not for this person to see */
export const competenceDetail = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, accountId: string, on: LocalDate): Promise<CompetenceDetail> => {
  const [found] = await readCompetence(deps.pool, reader.tenantId, reader, { on, unitId: null, accountId, after: null, limit: 1, detail: true, knownAtMs: null })
  if (found === undefined) throw new DomainError('not-found')
  return {
    on, person: competenceOf(found.facts, on), trained: [...found.trained],
    readings: found.readings.map(({ readAtMs, ...one }) => ({ ...one, readAt: readAtMs === null ? null : formatInstant(readAtMs, reader.zone) })),
  }
}

const pageSize = 5_000
type AsKnown = { readonly on: LocalDate; readonly knownAtMs: number }

/** Everybody who holds a role on a day, page by page, as it was known at an instant. */
const wholeAgency = async (deps: Pick<Deps, 'pool'>, tenantId: string, { on, knownAtMs }: AsKnown): Promise<PersonCompetence[]> => {
  const all: PersonCompetence[] = []
  for (;;) {
    const last = all.at(-1)
    const after = last === undefined ? null : { fullName: last.fullName, id: last.accountId }
    const page = await readCompetence(deps.pool, tenantId, null, { on, unitId: null, accountId: null, after, limit: pageSize, detail: false, knownAtMs })
    all.push(...page.map(({ facts }) => competenceOf(facts, on)))
    if (page.length < pageSize) return all
  }
}

/** The whole agency at the end of a period, as it was known at an instant. */
export const competenceCounts = async (
  deps: Pick<Deps, 'pool'>, tenantId: string, { from, to, knownAtMs }: { readonly from: LocalDate; readonly to: LocalDate; readonly knownAtMs: number },
): Promise<CompetenceCounts> => {
  const all = await wholeAgency(deps, tenantId, { on: to, knownAtMs })
  const newcomers = all.filter(({ roles }) => roles.some(({ isNew }) => isNew))
  const complete = (people: readonly PersonCompetence[]): number => people.filter(({ read, toRead }) => read === toRead).length
  const sum = (of: (one: PersonCompetence) => number): number => all.reduce((total, one) => total + of(one), 0)
  return {
    people: all.length, toRead: sum(({ toRead }) => toRead), read: sum(({ read }) => read), complete: complete(all), newcomers: newcomers.length, newcomersComplete: complete(newcomers),
    trained: all.filter(({ lastTrainingOn }) => lastTrainingOn !== null && lastTrainingOn >= from).length,
  }
}
