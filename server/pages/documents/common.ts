/** What the pages of documents share: the units of the day by name, and who may draft or publish. */
import type { Role } from '../../../schemas/procedure.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { listUnits } from '../../../storage/units.ts'
import type { Deps } from '../../deps.ts'
import { inLanguage } from '../../views/texts/index.ts'
import type { Visit } from '../visit.ts'

const drafters: readonly Role[] = ['isoSecretary', 'qualityManager', 'unitHead', 'oneStopHead', 'specialist', 'receptionist', 'recordsClerk', 'accountant']
/** Whether the person holds one of the roles today, themselves or for somebody absent. */
export const holdsOne = ({ reader }: SignedInPerson, roles: readonly Role[]): boolean => reader.roles.some(({ role }) => roles.includes(role))
export const mayDraft = (person: SignedInPerson): boolean => holdsOne(person, drafters)
export const mayPublish = (person: SignedInPerson): boolean => holdsOne(person, ['isoSecretary'])

/** Names of the units that there are today, by their code. */
export const unitsToday = async (deps: Pick<Deps, 'orm'>, { reader }: SignedInPerson, { language }: Visit): Promise<{ id: string; name: string }[]> =>
  (await listUnits(deps.orm.em.fork(), reader.tenantId, reader.today))
    .filter(({ kind, validFrom, validTo }) => kind !== 'external' && validFrom <= reader.today && (validTo === null || validTo >= reader.today))
    .map(({ id, name }) => ({ id, name: inLanguage(language, name) }))
