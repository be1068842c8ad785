/** A list of documents that were in force before this service knew them, and what becomes of each of its lines. */
import Type, { type Static } from 'typebox'
import { closed, Id, LocalDate, nullable } from './common.ts'
import { type DocumentType, PromulgatingDecision, type Retention } from './document.ts'
import type { ErrorCode } from './errors.ts'
import type { FileFault } from './file-check.ts'

/** Lines of one list; a longer one is handed in in parts. */
export const intakeLinesMost = 900
/** Files beside one list, what one of them may have, and all together, unpacked. */
export const intakeFilesMost = 1_000
export const intakeBytesMost = 300 * 1024 * 1024

/** What counts for lines that say nothing of it: the decision that promulgated the whole set, and the unit that keeps it. */
export const IntakeDefaults = closed({ decision: nullable(PromulgatingDecision), ownerUnitId: nullable(Id) })
export type IntakeDefaults = Static<typeof IntakeDefaults>

/** A file that was handed in, and which parts of the task hold it. */
const KeptFile = closed({ name: Type.String({ minLength: 1, maxLength: 1_000 }), size: Type.Integer({ minimum: 0 }), part: Type.Integer({ minimum: 1 }), parts: Type.Integer({ minimum: 0 }) })
export type KeptFile = Static<typeof KeptFile>

/** A list with its files, to be looked through. */
export const IntakeCheckTask = closed({ defaults: IntakeDefaults, list: KeptFile, files: Type.Array(KeptFile, { maxItems: intakeFilesMost }) })
export type IntakeCheckTask = Static<typeof IntakeCheckTask>

/** What was found good by that check, to be taken over. */
export const IntakeTask = closed({ checkId: Id })
export type IntakeTask = Static<typeof IntakeTask>

/** Why a line cannot be taken over. */
export const intakeFaults = [
  'codeMissing', 'codeUnread', 'codeTwice', 'codeNotOfType', 'titleMissing', 'titleUnread', 'typeUnread', 'numbersUnread', 'dateUnread', 'dateMissing', 'dateAhead', 'decisionMissing', 'decisionUnread', 'unitUnknown', 'unitMissing',
  'retentionUnread', 'fileMissing', 'fileUnknown', 'fileAmbiguous', 'fileOfTwo', 'fileRefused', 'inWork',
] as const
export type IntakeFault = (typeof intakeFaults)[number]
/** What is said of a line that is taken all the same. */
export const intakeRemarks = ['codeWritten', 'typeGuessed', 'typeFromHeading', 'dateFromIssue', 'dateFromDecision', 'dateBeforeDecision', 'otherFileLeft', 'numbersDiffer'] as const
export type IntakeRemark = (typeof intakeRemarks)[number]

/** A file as it was looked into: `refusal` null, it can be kept. */
export interface LookedFile { readonly name: string; readonly size: number; readonly refusal: { readonly code: ErrorCode; readonly fault?: FileFault } | null }

/** What the register has under a code: numbers that are in force or were at last, or, `isInForce` false, are being drafted. */
export interface KnownDocument { readonly issue: number; readonly revision: number; readonly isInForce: boolean }

/** One line of the list as it was read. `verdict`: it will be taken over, is in the register already, or is wrong. */
export interface IntakeLine {
  readonly row: number
  readonly verdict: 'take' | 'there' | 'wrong'
  readonly code: string
  readonly title: string
  readonly type: DocumentType | null
  readonly issue: number
  readonly revision: number
  readonly effectiveOn: LocalDate | null
  readonly decision: PromulgatingDecision | null
  readonly ownerUnitId: string | null
  readonly retention: Retention | null
  readonly file: string | null
  readonly faults: readonly { readonly fault: IntakeFault; readonly text: string; readonly refusal?: NonNullable<LookedFile['refusal']> }[]
  readonly remarks: readonly { readonly remark: IntakeRemark; readonly text: string }[]
}

/** The whole list, looked through. */
export interface IntakeCheck {
  readonly heading: number
  readonly lines: readonly IntakeLine[]
  /** Rows that are no document: headings, sums, signatures. */
  readonly skipped: readonly number[]
  /** Files that no line means. */
  readonly unused: readonly string[]
}

/** What became of the lines that were taken in hand. */
export interface IntakeDone {
  readonly taken: number
  readonly there: number
  readonly refused: readonly { readonly row: number; readonly code: string; readonly error: ErrorCode; readonly fault?: FileFault }[]
}
