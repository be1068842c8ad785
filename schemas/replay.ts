/** A revision of a procedure tried on closed dossiers: how they would have gone. */
import Type, { type Static } from 'typebox'
import { Bilingual, closed, Code, Id, Instant, LocalDate, nullable, oneOf } from './common.ts'
import { Timeliness } from './calendar.ts'
import { TaskState } from './task.ts'

const Verdicts = closed({ early: Type.Integer(), onTime: Type.Integer(), late: Type.Integer(), /** Early or on time, of those with a verdict, in per cent. */ notLate: Type.String() })

/** One dossier under both revisions, or why it does not fit the new one. */
export const ReplayLine = closed({
  dossierId: Id, code: nullable(Type.String()), fault: nullable(oneOf(['event-not-taken', 'clock-refused', 'not-ended', 'was-migrated'])), event: Type.String(), step: Type.String(), stepName: nullable(Bilingual),
  path: nullable(Type.Array(Type.String())), isSamePath: nullable(Type.Boolean()), dueBefore: nullable(Instant), dueAfter: nullable(Instant), before: nullable(Timeliness), after: nullable(Timeliness),
})
export type ReplayLine = Static<typeof ReplayLine>

export const ReplayReport = closed({
  code: Code, revision: Type.Integer(), from: LocalDate, to: LocalDate, dossiers: Type.Integer(), replayed: Type.Integer(), samePath: Type.Integer(), sameDue: Type.Integer(),
  before: Verdicts, after: Verdicts,
  /** Why some did not fit, and how many. */
  faults: Type.Array(closed({ fault: Type.String(), event: Type.String(), step: Type.String(), stepName: nullable(Bilingual), dossiers: Type.Integer() })),
  /** Those that differ, the first of them. */
  lines: Type.Array(ReplayLine),
})
export type ReplayReport = Static<typeof ReplayReport>

/** The task: closed dossiers from one day to another, under a revision in force or a draft (`key`: its number, or the revision of the document that carries it). */
export const ReplayTask = closed({ code: Code, key: Type.String({ minLength: 1, maxLength: 64 }), from: LocalDate, to: LocalDate })
export type ReplayTask = Static<typeof ReplayTask>

/** Body of POST /procedures/:code/replays. `revision`: the number of one in force, or the id of the document's revision that carries a draft. */
export const AskReplay = closed({ revision: ReplayTask.properties.key, from: LocalDate, to: LocalDate })

/** A replay that was begun; `report` once it is done, `error` the code of the refusal that ended it. */
export const ReplayView = closed({
  id: Id, procedureCode: Code, revision: Type.String(), from: LocalDate, to: LocalDate, state: TaskState, done: Type.Integer(), total: nullable(Type.Integer()), error: nullable(Type.String()),
  report: nullable(ReplayReport), createdAt: Instant, finishedAt: nullable(Instant),
})
export type ReplayView = Static<typeof ReplayView>
