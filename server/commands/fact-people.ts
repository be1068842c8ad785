/** The people whom a fact names: who was trained, who is in the steering committee. */
import type { EntityManager } from '@mikro-orm/core'
import type { LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { type FactKind, type FactPerson, listsPeople, type NewFact, type NewFactPerson, peopleKinds } from '../../schemas/fact.ts'
import { findAccounts } from '../../storage/accounts.ts'

type Figures = NonNullable<NewFact['figures']>

/** A refusal of something that a fact states. */
export const factFault = (at: string, message: string, messageEn: string): DomainError => new DomainError('invalid-request', { errors: [{ at, rule: 'fact', message, messageEn }] })

const checkPerson = (kind: keyof typeof peopleKinds, { accountId, name, as, from, to }: NewFactPerson, index: number): void => {
  const capacities: readonly string[] = peopleKinds[kind]
  if (!capacities.includes(as)) throw factFault(`/people/${index}/as`, 'loại này không có vai trò đó', 'this kind does not have that capacity')
  if (accountId === undefined && (kind === 'training' || name === undefined)) throw factFault('/people', `người thứ ${index + 1}: chọn người của cơ quan`, `person ${index + 1}: name somebody of the agency`)
  if (from !== undefined && to !== undefined && from > to) throw new DomainError('dates-reversed', { validFrom: from, validTo: to })
}

/**
 * The list as it is kept: each person once, by the name of their account where they have one.
 * @throws DomainError invalid-request: a kind that lists nobody, somebody twice, a capacity of another kind | user-unknown | dates-reversed
 */
export const peopleOfFact = async (em: EntityManager, tenantId: string, kind: FactKind, people: readonly NewFactPerson[]): Promise<FactPerson[]> => {
  if (people.length === 0) return []
  if (!listsPeople(kind)) throw factFault('/people', 'loại này không ghi danh sách người', 'this kind lists no people')
  people.forEach((one, index) => checkPerson(kind, one, index))
  const accounts = new Map((await findAccounts(em, tenantId, people.flatMap(({ accountId }) => accountId ?? []))).map((one) => [one.id, one.fullName]))
  const listed = people.map(({ accountId, name, as, position, from, to }): FactPerson => {
    const known = accountId === undefined ? name : accounts.get(accountId)
    if (known === undefined) throw new DomainError('user-unknown')
    return { accountId: accountId ?? null, name: known, as, position: position ?? null, from: from ?? null, to: to ?? null }
  })
  const twice = listed.find((one, index) => listed.findIndex((other) => (other.accountId ?? other.name) === (one.accountId ?? one.name) && other.as === one.as && other.from === one.from) !== index)
  if (twice !== undefined) throw factFault('/people', `${twice.name} có hai lần`, `${twice.name} is listed twice`)
  return listed
}

/**
 * Figures that follow from the list: members are those who serve on the day of the decision. Of a training the paper says how many there were; those
 * named may be fewer (guests have no account), never more. @throws DomainError invalid-request
 */
export const derivedFigures = (kind: FactKind, { figures, people, on }: { readonly figures: Figures; readonly people: readonly FactPerson[]; readonly on: LocalDate }): Figures => {
  if (people.length === 0) return figures
  if (kind === 'steering') {
    const members = people.filter(({ from, to }) => (from === null || from <= on) && (to === null || to >= on)).length
    if (figures.members !== undefined && figures.members !== members) throw factFault('/figures/members', `danh sách có ${members} người`, `the list has ${members} people`)
    return { ...figures, members }
  }
  const named = (as: FactPerson['as']): number => people.filter((one) => one.as === as).length
  if (named('attended') > (figures.peopleTaught ?? 0)) throw factFault('/figures/peopleTaught', `danh sách có ${named('attended')} người`, `the list has ${named('attended')} people`)
  if (named('sent') > (figures.peopleSent ?? 0)) throw factFault('/figures/peopleSent', `danh sách có ${named('sent')} người`, `the list has ${named('sent')} people`)
  return figures
}
