/** The people of the sample as the rules see them on a day: the same answer that the database gives for a signed-in person. */
import type { RoleGrant, Substitution } from '../../schemas/agency.ts'
import type { Id, LocalDate } from '../../schemas/common.ts'
import type { Actor, HeldRole } from '../../schemas/dossier.ts'
import { samplePeople } from './agency.ts'

/** What the sample agency consists of, with the identifiers that it got. */
export interface Crew {
  readonly tenantId: Id
  readonly accountIds: readonly Id[]
  readonly grants: readonly RoleGrant[]
  readonly substitutions: readonly Substitution[]
  /** Those of them that stand for a leave: the absent person is away. */
  readonly leaves: readonly Substitution[]
  /** Each unit and all above it, lowest first. */
  readonly lines: ReadonlyMap<Id, readonly Id[]>
  readonly unitIds: ReadonlyMap<string, Id>
}

/** The account of somebody of the sample. */
export const accountOf = ({ accountIds }: Pick<Crew, 'accountIds'>, userName: string): Id => accountIds[samplePeople.findIndex((one) => one.userName === userName)]!

const isOn = (on: LocalDate, { validFrom, validTo }: { readonly validFrom: LocalDate; readonly validTo: LocalDate | null }): boolean =>
  validFrom <= on && (validTo === null || on <= validTo)

const rolesOn = ({ grants, substitutions }: Crew, accountId: Id, on: LocalDate): HeldRole[] => {
  const own = grants.filter((grant) => grant.accountId === accountId && isOn(on, grant)).map(({ role, unitId }) => ({ role, unitId, onBehalfOf: null }))
  const forOthers = substitutions.filter((one) => one.substituteAccountId === accountId && isOn(on, one)).flatMap((one) =>
    grants.filter((grant) => grant.accountId === one.absentAccountId && isOn(on, grant) && (one.role === null || one.role === grant.role))
      .map(({ role, unitId }) => ({ role, unitId, onBehalfOf: one.absentAccountId })))
  return [...own, ...forOthers]
}

const isAway = ({ leaves }: Crew, accountId: Id, on: LocalDate): boolean => leaves.some((one) => one.absentAccountId === accountId && isOn(on, one))

/** One person with the roles held on a day, at work or not: papers are signed from anywhere. */
export const actorOn = (crew: Crew, accountId: Id, on: LocalDate): Actor => ({ accountId, roles: rolesOn(crew, accountId, on) })

const known = new WeakMap<Crew, Map<LocalDate, readonly Actor[]>>()

/** Everybody who is at work on a day, with the roles held then. Kept by day. */
export const atWorkOn = (crew: Crew, on: LocalDate): readonly Actor[] => {
  const byDay = known.get(crew) ?? new Map<LocalDate, readonly Actor[]>()
  known.set(crew, byDay)
  const actors = byDay.get(on) ?? crew.accountIds.filter((id) => !isAway(crew, id, on)).map((accountId) => ({ accountId, roles: rolesOn(crew, accountId, on) }))
  byDay.set(on, actors)
  return actors
}
