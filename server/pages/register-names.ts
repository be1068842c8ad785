/** Names and words for the registers on a page: units as they are called today, people, days, roles. */
import type { Account, RoleGrant, Substitution, Unit } from '../../schemas/agency.ts'
import type { LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { roles } from '../../schemas/procedure.ts'
import { findAccounts, findCredentials, listAccounts } from '../../storage/accounts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { findProcedures } from '../../storage/work.ts'
import { isId } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import type { Choice, FormField } from '../views/form.ts'
import { inLanguage } from '../views/texts/index.ts'
import { dateText } from '../views/times.ts'
import type { Visit } from './visit.ts'

/** As many as anybody looks through in a list; where there are more, a form takes the user name or the code instead. */
const offeredMost = 200

/** What a page needs of the registers: every unit, past ones too, and the people that it names. */
export interface Registers {
  readonly units: ReadonlyMap<string, Unit>
  readonly people: ReadonlyMap<string, Account>
  /** People that a form offers; null: more than a list can hold. */
  readonly offered: readonly Account[] | null
  readonly today: LocalDate
}

/** `named`: people whose names the page shows. `offersPeople`: it has a form in which somebody is chosen. */
export const readRegisters = async (deps: Deps, { reader }: SignedInPerson, { named, offersPeople = false }: { readonly named: readonly string[]; readonly offersPeople?: boolean }): Promise<Registers> => {
  const em = deps.orm.em.fork()
  const units = await listUnits(em, reader.tenantId, reader.today)
  const people = await findAccounts(em, reader.tenantId, named)
  const offered = offersPeople ? await listAccounts(em, reader.tenantId, { limit: offeredMost + 1 }) : []
  return { units: new Map(units.map((one) => [one.id, one])), people: new Map(people.map((one) => [one.id, one])), offered: offered.length > offeredMost ? null : offered, today: reader.today }
}

/** Everybody whom a substitution names. */
export const peopleOf = (substitutions: readonly Substitution[]): string[] => substitutions.flatMap(({ absentAccountId, substituteAccountId }) => [absentAccountId, substituteAccountId])

export const unitNameOf = ({ units }: Registers, { language, t }: Visit, id: string): string => {
  const unit = units.get(id)
  return unit === undefined ? t.app.none : inLanguage(language, unit.name)
}

export const personNameOf = ({ people }: Registers, { t }: Visit, id: string): string => people.get(id)?.fullName ?? t.app.none

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

/** A unit that exists today or will. */
const goesOn = (today: LocalDate) => ({ validTo }: Unit): boolean => validTo === null || validTo >= today
/** Units that exist today or will and are fit for something; null: more than a list can hold. */
const unitChoices = ({ units, today }: Registers, { language }: Visit, fits: (unit: Unit) => boolean): Choice[] | null => {
  const found = [...units.values()].filter((unit) => goesOn(today)(unit) && fits(unit))
  return found.length > offeredMost ? null : found.map(({ id, code, name }) => ({ value: id, text: `${inLanguage(language, name)} (${code})` }))
}

/** How a field asks for something out of a register. */
type AskedField = Pick<FormField, 'name' | 'label' | 'optional'> & { readonly empty?: string }
const codeMost = 64

/** A field for a unit: chosen from a list, or its code typed where there are too many. `value` is a unit, chosen beforehand. */
export const unitField = (registers: Registers, visit: Visit, { empty, ...field }: AskedField, { fits = () => true, value = '' }: { readonly fits?: (unit: Unit) => boolean; readonly value?: string } = {}): FormField => {
  const choices = unitChoices(registers, visit, fits)
  if (choices === null) return { ...field, kind: 'text', max: codeMost, hint: visit.t.admin.unitHint, value: registers.units.get(value)?.code ?? '' }
  return { ...field, kind: 'pick', choices, value, ...(empty === undefined ? {} : { empty }) }
}

/** A field for several units: boxes to tick, or a code on each line. */
export const unitsField = (registers: Registers, visit: Visit, field: Pick<FormField, 'name' | 'label'>, fits: (unit: Unit) => boolean): FormField => {
  const choices = unitChoices(registers, visit, fits)
  return choices === null ? { ...field, kind: 'lines', rows: 3, max: 4_000, hint: visit.t.admin.unitsHint } : { ...field, kind: 'many', choices }
}

/** A field for a person whose account is open: chosen from a list, or the user name typed. */
export const personField = ({ offered }: Registers, visit: Visit, field: Pick<FormField, 'name' | 'label'>, exceptId?: string): FormField => {
  if (offered === null) return { ...field, kind: 'text', max: codeMost, hint: visit.t.admin.personHint }
  const choices = offered.filter(({ active, id }) => active && id !== exceptId).map(({ id, fullName, userName }) => ({ value: id, text: `${fullName} (${userName})` }))
  return { ...field, kind: 'pick', choices, empty: visit.t.admin.choose }
}

/** The units that were chosen or whose codes were typed. @throws DomainError unit-unknown */
export const unitIdsOf = async (deps: Deps, { reader }: SignedInPerson, asked: readonly string[]): Promise<string[]> => {
  const codes = asked.filter((one) => one !== '' && !isId(one))
  if (codes.length === 0) return [...asked]
  const units = (await listUnits(deps.orm.em.fork(), reader.tenantId, reader.today)).filter(goesOn(reader.today))
  return asked.map((one) => {
    if (one === '' || isId(one)) return one
    const unit = units.find(({ code }) => code.toLowerCase() === one.toLowerCase())
    if (unit === undefined) throw new DomainError('unit-unknown')
    return unit.id
  })
}

/** The unit in a field of a form; empty where nothing was typed. @throws DomainError unit-unknown */
export const unitIdOf = async (deps: Deps, person: SignedInPerson, asked: string): Promise<string> => (await unitIdsOf(deps, person, [asked]))[0] ?? ''

/** The person who was chosen, or whose user name was typed. @throws DomainError user-unknown */
export const accountIdOf = async (deps: Deps, { reader }: SignedInPerson, asked: string): Promise<string> => {
  if (asked === '' || isId(asked)) return asked
  const found = await findCredentials(deps.orm.em.fork(), asked.toLowerCase())
  if (found?.tenantId !== reader.tenantId) throw new DomainError('user-unknown')
  return found.account.id
}

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
