/** What administrators change in the registers, each by a decision, and the trace that it leaves. */
import Type, { type Static } from 'typebox'
import { Account, RoleGrant, Substitution, Unit, UnitKind } from './agency.ts'
import { Bilingual, closed, Code, Id, Instant, line, LocalDate, nullable, oneOf } from './common.ts'
import { Cursor, page, PageSize, Password } from './service.ts'

/** Number of the decision (quyết định, giấy ủy quyền) by which a change was made, as it is cited. */
export const DecisionNumber = line(200)

/** Every kind of change that the trace knows: the noun, and what was done with it. */
export const changeKinds = [
  'agency.setUp', 'account.entered', 'account.closed', 'account.reopened', 'account.handedOver', 'account.passwordReset', 'account.passwordChanged', 'grant.entered', 'grant.ended',
  'substitution.entered', 'substitution.ended', 'unit.entered', 'unit.renamed', 'unit.closed', 'unit.merged', 'unit.divided', 'route.set', 'calendar.published', 'fact.entered', 'fact.corrected', 'fact.withdrawn',
  'objective.entered', 'objective.changed', 'objective.withdrawn', 'subordinate.entered', 'subordinate.reported', 'reportSchedule.entered', 'reportSchedule.ended', 'formGrouping.set',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** One line of the trace: who changed what, when, by which decision. `subjects` are the units and people concerned. */
export const RegisterEntry = closed({
  id: Id, at: Instant, actor: Account, kind: Type.String(), subjects: Type.Array(Id), decision: nullable(DecisionNumber), details: Type.Record(Type.String(), Type.Unknown()),
})
export type RegisterEntry = Static<typeof RegisterEntry>
export const RegisterEntryPage = page(RegisterEntry)
export const RegisterEntryFilter = closed({ subject: Type.Optional(Id), limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })

/** By a decision alone: closing and reopening an account. */
export const ByDecision = closed({ decision: DecisionNumber })
export type ByDecision = Static<typeof ByDecision>
/** Ends a grant or a substitution; the day before today takes it away at once. */
export const Ending = closed({ lastDay: LocalDate, decision: DecisionNumber })
export type Ending = Static<typeof Ending>

export const PasswordReset = closed({})
/** Shown once: a request repeated later does not get the password again. It must be changed at the next sign-in, and before `until`. */
export const OneTimePassword = closed({ accountId: Id, password: nullable(Type.String()), until: Instant })
export type OneTimePassword = Static<typeof OneTimePassword>
export const PasswordChange = closed({ current: Password, wanted: Password })
export type PasswordChange = Static<typeof PasswordChange>

export const UnitRenaming = closed({ name: Bilingual, from: LocalDate, decision: DecisionNumber })
export type UnitRenaming = Static<typeof UnitRenaming>
/** Ends a unit; `successorId` takes over its dossiers, routes and people. Without one there may be nothing left to take over. */
export const UnitClosing = closed({ lastDay: LocalDate, decision: DecisionNumber, successorId: Type.Optional(nullable(Id)) })
export type UnitClosing = Static<typeof UnitClosing>
const Part = closed({ code: Code, name: Bilingual, kind: UnitKind })
/** Units become a new one from a day on. */
export const UnitMerger = closed({
  unitIds: Type.Array(Id, { minItems: 2, maxItems: 50, uniqueItems: true }), into: closed({ ...Part.properties, parentId: nullable(Id) }), from: LocalDate, decision: DecisionNumber,
})
export type UnitMerger = Static<typeof UnitMerger>
/** A unit becomes several; each person and each procedure goes to the part named by its place in `parts`, the rest to the first. */
export const UnitDivision = closed({
  parts: Type.Array(Part, { minItems: 2, maxItems: 20 }), from: LocalDate, decision: DecisionNumber,
  people: Type.Optional(Type.Array(closed({ accountId: Id, part: Type.Integer({ minimum: 0, maximum: 19 }) }), { maxItems: 1000 })),
  procedures: Type.Optional(Type.Array(closed({ procedureCode: Code, part: Type.Integer({ minimum: 0, maximum: 19 }) }), { maxItems: 5000 })),
})
export type UnitDivision = Static<typeof UnitDivision>
/** The units as they are after a change: those that ended, and those that took over. */
export const UnitsAfter = closed({ ended: Type.Array(Unit), successors: Type.Array(Unit) })
export type UnitsAfter = Static<typeof UnitsAfter>

/** From a day on, dossiers of a procedure are resolved by a unit. */
export const Route = closed({ procedureCode: Code, responsibleUnitId: Id, validFrom: LocalDate, validTo: nullable(LocalDate), decision: nullable(DecisionNumber) })
export type Route = Static<typeof Route>
export const NewRoute = closed({ procedureCode: Code, responsibleUnitId: Id, validFrom: LocalDate, decision: DecisionNumber })
export type NewRoute = Static<typeof NewRoute>

/** What a person can have in hand: steps of dossiers, corrective actions, tasks of reviews, complaints, drafts of documents, places in audit teams. */
export const heldKinds = ['dossier', 'action', 'reviewTask', 'complaint', 'document', 'audit'] as const
export type HeldKind = (typeof heldKinds)[number]
/**
 * One thing in hand: no personal data, so that an administrator who may not read it can have it handed over. `part`: the step, number of the task, revision, or
 * post in the team; `title`: of the procedure. `blocks`: it waits for this person, so that the account is not closed before somebody else has it.
 */
export const HeldItem = closed({
  id: Id, code: nullable(Type.String()), part: nullable(Type.String()), state: nullable(Type.String()), dueOn: nullable(LocalDate), title: nullable(Bilingual), blocks: Type.Boolean(),
})
export type HeldItem = Static<typeof HeldItem>
/** Of one kind: how many there are, how many of them block, and the first fifty, soonest due first. */
export const HeldWork = closed({ kind: oneOf(heldKinds), count: Type.Integer(), blocking: Type.Integer(), items: Type.Array(HeldItem, { maxItems: 50 }) })
export type HeldWork = Static<typeof HeldWork>
/** A person with everything that is dated about them, past and planned. */
export const PersonView = closed({
  account: Account, grants: Type.Array(RoleGrant), substitutions: Type.Array(Substitution), held: Type.Array(HeldWork),
})
export type PersonView = Static<typeof PersonView>
/** A role that was ended; `held`: what the person still has in hand when it was their last one, else nothing. */
export const EndedGrant = closed({ ...RoleGrant.properties, held: Type.Array(HeldWork) })
export type EndedGrant = Static<typeof EndedGrant>
