/** Work that takes longer than a request: what is asked, and what comes of it. */
import Type, { type Static } from 'typebox'
import { closed, Code, Id, oneOf } from './common.ts'

export const TaskKind = oneOf(['assign', 'import', 'export', 'evidence', 'migrate', 'replay', 'intakeCheck', 'intake'])
export type TaskKind = Static<typeof TaskKind>
export const TaskState = oneOf(['waiting', 'running', 'done', 'failed'])
export type TaskState = Static<typeof TaskState>

/** Dossiers in one go; more is a second go. */
export const assignMost = 500

/** Many dossiers to one person. The dossiers are the parts of the task. */
export const AssignTask = closed({ assigneeId: Id })
export type AssignTask = Static<typeof AssignTask>

/** One dossier to be assigned: as it was seen, and at which of its steps. */
export const AssignPart = closed({ dossierId: Id, version: Type.Integer({ minimum: 1 }), step: Type.String({ minLength: 1, maxLength: 200 }) })
export type AssignPart = Static<typeof AssignPart>

/** What a list is written as; CSV when nothing is said. */
export const exportFormats = ['csv', 'xlsx'] as const
/** Which list is written out: a kind of work, the late ones, or what a search finds. */
export const ExportTask = closed({
  list: oneOf(['todo', 'mine', 'pool', 'waiting', 'paused', 'all', 'late', 'search']),
  language: oneOf(['vi', 'en']),
  format: Type.Optional(oneOf(exportFormats)),
  words: Type.Optional(Type.String({ maxLength: 200 })), openOnly: Type.Optional(Type.Boolean()),
  scope: Type.Optional(oneOf(['late', 'soon'])), unitId: Type.Optional(Id), procedureCode: Type.Optional(Code), holderId: Type.Optional(Id),
})
export type ExportTask = Static<typeof ExportTask>

/** Dossiers in one evidence pack: about 300 pages, some seconds. */
export const packDossiersMax = 50

/** Which dossiers an evidence pack is made of. */
export const EvidenceTask = closed({ dossierIds: Type.Array(Id, { minItems: 1, maxItems: packDossiersMax, uniqueItems: true }) })
export type EvidenceTask = Static<typeof EvidenceTask>

/** An event log that was handed in with the task. */
export const ImportTask = closed({ procedureCode: Code, fileName: Type.String({ minLength: 1, maxLength: 200 }), classifyBy: oneOf(['instant', 'date']) })
export type ImportTask = Static<typeof ImportTask>

/** An approved migration that is carried out. */
export const MigrateTask = closed({ migrationId: Id })
