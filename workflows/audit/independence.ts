/**
 * Nobody audits their own work. Source: ISO 9001:2015, 9.2.2 c (objectivity and impartiality); domain 6.4, D3.2: the deputy leader of a real audit
 * was in charge of one of the late dossiers that it looked at.
 */
import type { Act, AuditPlan, IndependenceFacts, TeamMember, Violation } from '../../schemas/audit.ts'
import type { Id, LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Role } from '../../schemas/procedure.ts'

/** Whoever heads a unit heads what is below it. */
const heads: ReadonlySet<Role> = new Set(['unitHead', 'oneStopHead', 'agencyLeader'])
/** So many codes a refusal names; it counts the rest. */
const codesMost = 20
const depthMost = 20

interface Days { readonly validFrom: LocalDate; readonly validTo: LocalDate | null }
interface Held { readonly unitId: Id; readonly role: Role }
type Period = Pick<AuditPlan, 'periodFrom' | 'periodTo'>

const isOn = (day: LocalDate, { validFrom, validTo }: Days): boolean => validFrom <= day && (validTo === null || day <= validTo)
const common = (a: Days, b: Days): Days => ({
  validFrom: a.validFrom > b.validFrom ? a.validFrom : b.validFrom, validTo: a.validTo === null ? b.validTo : b.validTo === null || a.validTo < b.validTo ? a.validTo : b.validTo,
})
/** Held then, on any day of the audited period, or now. */
const isThenOrNow = (days: Days, { periodFrom, periodTo }: Period, today: LocalDate): boolean => {
  if (days.validTo !== null && days.validTo < days.validFrom) return false
  return isOn(today, days) || (days.validFrom <= periodTo && (days.validTo === null || days.validTo >= periodFrom))
}

/** Roles of a person then or now: their own, and those of whom they stood in for. */
const heldBy = (accountId: Id, { grants, substitutions, today }: IndependenceFacts, period: Period): Held[] => [
  ...grants.filter((grant) => grant.accountId === accountId && isThenOrNow(grant, period, today)),
  ...substitutions.filter((one) => one.substituteAccountId === accountId).flatMap((one) => grants.filter((grant) =>
    grant.accountId === one.absentAccountId && (one.role === null || one.role === grant.role) && isThenOrNow(common(grant, one), period, today))),
]

/** A unit and all above it, lowest first. */
const lineOf = (id: Id, units: IndependenceFacts['units']): Id[] => {
  const line: Id[] = []
  for (let at: Id | null | undefined = id; at && line.length < depthMost; at = units.find((unit) => unit.id === at)?.parentId) line.push(at)
  return line
}

/** A unit and what it was divided into or merged with later on. */
const heirsOf = (id: Id, successions: IndependenceFacts['successions']): ReadonlySet<Id> => {
  const found = new Set([id])
  for (const one of found) for (const { unitId, successorId } of successions) if (unitId === one) found.add(successorId)
  return found
}

/**
 * Whether a role makes a unit the holder's own: held in it, in a part of it, or, by a head, above it. The agency as a whole is nobody's own only because
 * they work in some part of it.
 */
const makesOwn = ({ unitId, role }: Held, audited: Id, { units, successions }: IndependenceFacts): boolean => [...heirsOf(unitId, successions)].some((held) => {
  const line = lineOf(audited, units)
  if (held === audited) return true
  if (line.includes(held)) return heads.has(role)
  return line.length > 1 && lineOf(held, units).includes(audited)
})

/** Whether what was done counts as done by this person: by them, or by their substitute in their stead. */
const isBy = (accountId: Id, act: Act): boolean => act.accountId === accountId || act.onBehalfOf === accountId

const codesOf = (acts: readonly Act[]): string[] => [...new Set(acts.flatMap(({ codes }) => codes))].sort().slice(0, codesMost)
const countOf = (acts: readonly Act[]): number => acts.reduce((sum, { dossiers }) => sum + dossiers, 0)

const touched = (rule: 'ownProcedure' | 'ownDossier', accountId: Id, acts: readonly Act[]): Violation[] => (acts.length === 0 ? [] : [{
  accountId, rule, unitIds: [...new Set(acts.map(({ unitId }) => unitId))].sort(), procedures: [...new Set(acts.map(({ procedure }) => procedure))].sort(), dossiers: countOf(acts), codes: codesOf(acts),
}])

/** Procedures that a member audits by name; empty: all of their units. */
const proceduresOf = (member: TeamMember, plan: Pick<AuditPlan, 'procedures'>): readonly string[] => (member.procedures.length > 0 ? member.procedures : plan.procedures)

/**
 * Why a member may not audit what they are given; empty when nothing is against it. Where procedures are named, having acted on any dossier of one of them
 * counts; else having acted on any dossier that one of the units resolves, unless the plan excepts these from what the member audits. A substitute counts as
 * the person, both ways.
 */
export function violationsOf(member: TeamMember, plan: Pick<AuditPlan, 'procedures'> & Period, facts: IndependenceFacts): Violation[] {
  const { accountId, unitIds, exceptOwn } = member
  if (unitIds.length === 0) return []
  const held = heldBy(accountId, facts, plan)
  const own = unitIds.filter((unitId) => held.some((one) => makesOwn(one, unitId, facts)))
  const named = proceduresOf(member, plan)
  const mine = facts.acts.filter((act) => isBy(accountId, act))
  return [
    ...(own.length === 0 ? [] : [{ accountId, rule: 'ownUnit' as const, unitIds: [...own].sort(), procedures: [], dossiers: 0, codes: [] }]),
    ...(named.length > 0 ? touched('ownProcedure', accountId, mine.filter(({ procedure }) => named.includes(procedure))) : touched('ownDossier', accountId, exceptOwn ? [] : mine.filter(({ unitId }) => unitIds.includes(unitId)))),
  ]
}

/** @throws DomainError auditor-not-independent with every violation: who, by which rule, which units, procedures and dossiers */
export function checkIndependence(plan: AuditPlan, facts: IndependenceFacts): void {
  const violations = plan.team.flatMap((member) => violationsOf(member, plan, facts))
  if (violations.length > 0) throw new DomainError('auditor-not-independent', { violations })
}
