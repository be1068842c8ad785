/** The table of steps of a draft as it stands: what is being edited, else what the draft carries. */
import type { DocumentRevision } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { type Finding, ProcedureDefinition } from '../../schemas/procedure.ts'
import { type LimitSum, StepTable, type TableProblem } from '../../schemas/step-table.ts'
import { findDefinition } from '../../storage/documents/save.ts'
import { findTableVersion, type KeptTable, listTableVersions, type OfDraft, standingOfTable, type TableStanding } from '../../storage/documents/step-tables.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { isOpen } from '../../workflows/document/lifecycle.ts'
import { limitSumOf } from '../../workflows/procedure/check.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { tableOf } from '../../workflows/procedure/table/read.ts'
import { definitionOf, problemsOfTable } from '../../workflows/procedure/table/write.ts'
import type { Deps } from '../deps.ts'
import { parseWith } from '../validate.ts'
import { type DocumentRead, factsOfDocument } from './document-facts.ts'
import { checkDefinition } from './publish-procedure.ts'

type TableDeps = Pick<Deps, 'pool' | 'orm' | 'clock'>

/** The draft that a table belongs to, with what it carries. */
export interface DraftOfTable {
  readonly found: DocumentRead
  readonly of: OfDraft
  readonly revision: DocumentRevision
  readonly carried: ProcedureDefinition | null
  readonly standing: TableStanding
}

/** @throws DomainError not-found, also for those who do not see drafts, and for documents that are no procedure; event-not-allowed without a draft */
const draftOfTable = async (deps: TableDeps, person: SignedInPerson, id: string): Promise<DraftOfTable> => {
  const found = await factsOfDocument(deps, person, id)
  const { document } = found.facts
  if (found.read.level < 3 || document.type !== 'procedure') throw new DomainError('not-found')
  const revision = document.revisions.findLast(({ state }) => isOpen(state))
  if (revision === undefined) throw new DomainError('event-not-allowed', { event: 'DEFINE', allowed: [] })
  const of = { tenantId: document.tenantId, documentId: document.id, revisionId: revision.id }
  const carried = revision.procedure === null ? undefined : await findDefinition(deps.pool, of.tenantId, revision.procedure.hash)
  return { found, of, revision, carried: carried ?? null, standing: await standingOfTable(deps.pool, of) }
}

/** A table with the definition that it was made from. */
export interface BasedTable { readonly table: StepTable; readonly base: ProcedureDefinition; readonly baseHash: string }

/** The table that a draft carries. @throws DomainError not-found when it carries no procedure; procedure-invalid when a table cannot show it */
export const carriedTable = ({ carried }: Pick<DraftOfTable, 'carried'>): BasedTable => {
  if (carried === null) throw new DomainError('not-found')
  return { table: tableOf(carried), base: carried, baseHash: hashOf(carried) }
}

/** What is known about a table: its faults, or the definition that it makes and what the check finds in it. */
export interface JudgedTable {
  readonly problems: readonly TableProblem[]
  readonly definition: ProcedureDefinition | null
  readonly hash: string | null
  readonly findings: readonly Finding[]
  readonly sum: LimitSum | null
}

/** The definition that a table makes; null when it has faults. @throws DomainError procedure-invalid when it is larger than a definition may be */
export const definitionIn = ({ table, base }: Pick<BasedTable, 'table' | 'base'>): ProcedureDefinition | null =>
  (problemsOfTable(table).length > 0 ? null : parseWith(ProcedureDefinition, definitionOf(table, base), 'procedure-invalid'))

/** @throws DomainError procedure-invalid when it is larger than a definition may be */
export const judgeTable = async (deps: TableDeps, person: SignedInPerson, based: Pick<BasedTable, 'table' | 'base'>): Promise<JudgedTable> => {
  const definition = definitionIn(based)
  if (definition === null) return { problems: problemsOfTable(based.table), definition, hash: null, findings: [], sum: null }
  const { findings } = await checkDefinition(deps, person, definition)
  return { problems: [], definition, hash: hashOf(definition), findings, sum: limitSumOf(definition) }
}

/** A draft with its table; `kept` null: nothing is edited, the table is what the draft carries. `based` null: there is none yet. */
export interface OpenedTable extends DraftOfTable { readonly kept: KeptTable | null; readonly based: BasedTable | null }

/** @throws DomainError not-found | event-not-allowed; procedure-invalid when a table cannot show what the draft carries */
export const openTable = async (deps: TableDeps, person: SignedInPerson, id: string): Promise<OpenedTable> => {
  const draft = await draftOfTable(deps, person, id)
  const kept = await findTableVersion(deps.pool, draft.of, null) ?? null
  return { ...draft, kept, based: kept ?? (draft.carried === null ? null : carriedTable(draft)) }
}

/** The version that an editor reads and names: 0 while nothing is edited. */
export const versionOfTable = ({ standing }: Pick<DraftOfTable, 'standing'>): number => standing.version ?? 0

/** Whether the draft was given another definition, by a file, after the table was begun. */
export const isOvertaken = async (deps: TableDeps, { of, kept, revision }: OpenedTable): Promise<boolean> => {
  const carried = revision.procedure?.hash
  if (kept === null || carried === undefined || carried === kept.baseHash || carried === kept.hash) return false
  return !(await listTableVersions(deps.pool, of, versionsMost)).some(({ hash }) => hash === carried)
}

/** Versions that are looked through and listed; more than anybody makes for one draft. */
const versionsMost = 500

/** A table from outside has the shape of one. @throws DomainError invalid-request */
export const shapedTable = (table: unknown): StepTable => parseWith(StepTable, table, 'invalid-request')
