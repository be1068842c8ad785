/** Running dossiers that go over to another revision of their procedure: proposed, approved by another person, carried out. */
import Type, { type Static } from 'typebox'
import { TaskState } from './task.ts'
import { closed, Code, Id, Instant, line, LocalDate, nullable, oneOf, text } from './common.ts'

const RevisionNumber = Type.Integer({ minimum: 1, maximum: 10_000 })
const StepPath = Type.String({ minLength: 1, maxLength: 200 })
/** Where steps of the old revision lead that are not to lead to their namesakes. */
const Steps = Type.Record(StepPath, StepPath, { maxProperties: 200 })

/** What is asked before anything is proposed: which dossiers would go over, with which due dates. */
export const MigrationQuestion = closed({ from: RevisionNumber, to: RevisionNumber, steps: Steps, newLimit: Type.Boolean() })
export type MigrationQuestion = Static<typeof MigrationQuestion>

/** Body of POST /procedures/:code/migrations. `ground`: the law by which the new limit holds for dossiers received before; needed with `newLimit`. */
export const ProposeMigration = closed({
  from: RevisionNumber, to: RevisionNumber, steps: Steps, newLimit: Type.Boolean(), ground: Type.Optional(line(300)), decision: closed({ number: line(60), on: LocalDate }),
})
export type ProposeMigration = Static<typeof ProposeMigration>

/** Body of POST /procedures/:code/migrations/:id/decision. A rejection says why. */
export const DecideMigration = closed({ approve: Type.Boolean(), reason: Type.Optional(text(2000)) })
export type DecideMigration = Static<typeof DecideMigration>

export const MigrationState = oneOf(['proposed', 'approved', 'rejected'])
export type MigrationState = Static<typeof MigrationState>

export const MigrationView = closed({
  id: Id, procedureCode: Code, from: RevisionNumber, to: RevisionNumber, steps: Steps, newLimit: Type.Boolean(), ground: nullable(Type.String()),
  decision: closed({ number: Type.String(), on: LocalDate }), state: MigrationState, proposedBy: Id, proposedAt: Instant,
  decidedBy: nullable(Id), decidedAt: nullable(Instant), reason: nullable(Type.String()), taskId: nullable(Id),
  /** How far the work has come: dossiers that it has told about, of how many; `finishedAt`: it has told about all, and people know whose hands changed. */
  work: nullable(closed({ state: TaskState, done: Type.Integer(), total: nullable(Type.Integer()), error: nullable(Type.String()), finishedAt: nullable(Instant) })),
})
export type MigrationView = Static<typeof MigrationView>

/** One dossier of a dry run. `refusal` null: it would go over. */
export const MigrationLine = closed({
  dossierId: Id, code: nullable(Type.String()), step: Type.String(), target: nullable(Type.String()), dueBefore: nullable(Instant), dueAfter: nullable(Instant),
  refusal: nullable(Type.String()), at: nullable(Type.String()),
})
export const MigrationPreview = closed({
  migrated: Type.Integer(), moved: Type.Integer(), refused: Type.Integer(), more: Type.Boolean(), lines: Type.Array(MigrationLine),
})
export type MigrationPreview = Static<typeof MigrationPreview>
