/** Names and words for the registers on a page: units as they are called today, people, days, roles. */
import type { Account, RoleGrant, Unit } from '../../schemas/agency.ts'
import type { LocalDate } from '../../schemas/common.ts'
import { roles } from '../../schemas/procedure.ts'
import { listAccounts } from '../../storage/accounts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { findProcedures } from '../../storage/work.ts'
import type { Deps } from '../deps.ts'
import type { Choice } from '../views/form.ts'
import { inLanguage } from '../views/texts/index.ts'
import { dateText } from '../views/times.ts'
import type { Visit } from './visit.ts'

/** More people than one agency chooses from by a list. */
const peopleMost = 3000

export interface Registers { readonly units: readonly Unit[]; readonly people: readonly Account[]; readonly today: LocalDate }

/** Units and people of the agency, past ones too. */
export const readRegisters = async (deps: Deps, { reader }: SignedInPerson): Promise<Registers> => {
  const em = deps.orm.em.fork()
  const [units, people] = [await listUnits(em, reader.tenantId, reader.today), await listAccounts(em, reader.tenantId, { limit: peopleMost })]
  return { units, people, today: reader.today }
}

export const unitNameOf = ({ units }: Registers, { language, t }: Visit, id: string): string => {
  const unit = units.find((one) => one.id === id)
  return unit === undefined ? t.app.none : inLanguage(language, unit.name)
}

export const personNameOf = ({ people }: Registers, { t }: Visit, id: string): string => people.find((one) => one.id === id)?.fullName ?? t.app.none

/** `01/01/2026 – 31/12/2026`, or since a day. */
export const daysText = ({ t }: Visit, { validFrom, validTo }: { readonly validFrom: LocalDate; readonly validTo: LocalDate | null }): string =>
  (validTo === null || validTo < validFrom ? t.person.since(dateText(validFrom)) : t.person.stretch(dateText(validFrom), dateText(validTo)))

export type Standing = 'now' | 'planned' | 'ended' | 'calledOff'
/** Where today lies in something dated. */
export const standingOn = ({ validFrom, validTo }: { readonly validFrom: LocalDate; readonly validTo: LocalDate | null }, today: LocalDate): Standing => {
  if (validTo !== null && validTo < validFrom) return 'calledOff'
  if (validFrom > today) return 'planned'
  return validTo !== null && validTo < today ? 'ended' : 'now'
}

/** Units that exist today or will, as they can be chosen. */
export const unitChoices = ({ units, today }: Registers, { language }: Visit): Choice[] =>
  units.filter(({ validTo }) => validTo === null || validTo >= today).map(({ id, code, name }) => ({ value: id, text: `${inLanguage(language, name)} (${code})` }))

/** People whose account is open, without one of them. */
export const peopleChoices = ({ people }: Registers, exceptId?: string): Choice[] =>
  people.filter(({ active, id }) => active && id !== exceptId).map(({ id, fullName, userName }) => ({ value: id, text: `${fullName} (${userName})` }))

export const roleChoices = ({ t }: Visit): Choice[] => roles.map((role) => ({ value: role, text: t.roles[role] }))

/** More than an agency has in force. */
const proceduresMost = 3000

/** Titles of the procedures in force, by their codes. */
export const procedureTitles = async (deps: Deps, { language }: Visit, { reader }: SignedInPerson): Promise<ReadonlyMap<string, string>> => {
  const found = await findProcedures(deps.pool, reader.tenantId, { words: '', on: reader.today, limit: proceduresMost })
  return new Map(found.map(({ code, title }) => [code, `${code} ${inLanguage(language, title)}`]))
}

/** A role in a unit and its days, on one line. */
export const grantText = (registers: Registers, visit: Visit, grant: RoleGrant): string =>
  `${visit.t.people.roleIn(visit.t.roles[grant.role], unitNameOf(registers, visit, grant.unitId))}, ${daysText(visit, grant)}`
