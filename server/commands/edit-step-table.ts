/** One change of the table of steps of a draft, kept as its next version; and its beginning. The draft itself changes when the table is written into it. */
import { DomainError, type Fault } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import type { BeginStepTable, EditedStepTable, EditStepTable, StepTable, TableDeed, TableNote } from '../../schemas/step-table.ts'
import { findTableVersion, addTableVersion } from '../../storage/documents/step-tables.ts'
import { keepDefinition } from '../../storage/documents/save.ts'
import { findProcedureOn } from '../../storage/procedures.ts'
import type { Executor } from '../../storage/pool.ts'
import { executorIn } from '../../storage/transaction.ts'
import { mayDo } from '../../workflows/document/authority.ts'
import { decideDocument } from '../../workflows/document/decide.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { addWay } from '../../workflows/procedure/table/add-way.ts'
import { addStep, type Edited, moveStep, removeStep, removeWay, replaceTable, setStep } from '../../workflows/procedure/table/edit.ts'
import { tableOf } from '../../workflows/procedure/table/read.ts'
import { nameOfRow, rowIn } from '../../workflows/procedure/table/rows.ts'
import { skeletonOf } from '../../workflows/procedure/table/skeleton.ts'
import type { Deps } from '../deps.ts'
import type { DocumentRequest } from './advance-document.ts'
import { once, type Done } from './once.ts'
import { type BasedTable, carriedTable, definitionIn, type DraftOfTable, openTable, shapedTable, versionOfTable } from './step-table.ts'

/** Who may give the draft a definition may edit its table: asked before anything is kept. @throws DomainError what `decideDocument` refuses of DEFINE */
export const capacityToEdit = ({ found: { facts }, revision }: DraftOfTable, nowMs: number): { readonly onBehalfOf: string | null } => {
  decideDocument(facts, { event: { type: 'DEFINE', procedure: { code: 'P', hash: '0'.repeat(64) }, newId: '' }, nowMs })
  const capacity = mayDo(facts, 'DEFINE', revision, nowMs)
  if (capacity instanceof DomainError) throw capacity
  return capacity
}

/** @throws DomainError stale-version when the table is another one than the client read */
export const requireVersion = (draft: DraftOfTable, expectedVersion: number): void => {
  const version = versionOfTable(draft)
  if (version !== expectedVersion) throw new DomainError('stale-version', { version, expectedVersion })
}

interface Next extends BasedTable { readonly deed: TableDeed; readonly about: string | null; readonly notes: readonly TableNote[] }

/** The next version of the table, in the caller's transaction. @throws DomainError stale-version */
export const keepTable = async (db: Executor, draft: DraftOfTable, next: Next, { nowMs, savedBy, savedFor }: { nowMs: number; savedBy: string; savedFor: string | null }): Promise<EditedStepTable> => {
  const version = draft.standing.newest + 1
  const definition = definitionIn(next)
  const { table, baseHash, deed, about, notes } = next
  await addTableVersion(db, draft.of, { version, baseHash, table: shapedTable(table), hash: definition === null ? null : hashOf(definition), deed, about, notes, nowMs, savedBy, savedFor })
  return { version, notes: [...notes] }
}

/** Members that a change must bring. */
const needs: Readonly<Record<EditStepTable['do'], readonly (keyof EditStepTable)[]>> = {
  setStep: ['step'], addStep: ['row'], removeStep: ['row'], moveStep: ['row', 'by'], addWay: ['row', 'kind'], removeWay: ['row', 'way'], setProcedure: ['procedure'], replace: ['table'], restore: [],
}

const requireMembers = (body: EditStepTable): void => {
  const errors = needs[body.do].filter((member) => body[member] === undefined).map((member): Fault => ({
    at: `/${member}`, rule: 'required', message: `"${body.do}" cần "${member}"`, messageEn: `"${body.do}" needs "${member}"`,
  }))
  if (errors.length > 0) throw new DomainError('invalid-request', { errors })
}

/** The row as it was filled in goes first, when another change of it was asked for before it was saved. */
const filled = ({ table }: BasedTable, body: EditStepTable): Edited =>
  (body.step === undefined || body.do === 'setStep' ? { table, notes: [] } : setStep(table, body.step))

const edited = (based: BasedTable, body: EditStepTable): Edited => {
  const { table, notes } = filled(based, body)
  const next = changed(table, body)
  return { table: next.table, notes: [...notes, ...next.notes] }
}

const changed = (table: StepTable, body: EditStepTable): Edited => {
  switch (body.do) {
    case 'setStep': return setStep(table, body.step!)
    case 'addStep': return addStep(table, body.row)
    case 'removeStep': return removeStep(table, body.row)
    case 'moveStep': return moveStep(table, body.row, body.by!)
    case 'addWay': return addWay(table, body.row, body.kind!)
    case 'removeWay': return removeWay(table, body.row, body.way)
    case 'replace': return replaceTable(body.table!)
    default: return { table: { ...table, ...body.procedure }, notes: [] }
  }
}

/** Which row a change was about, as it was called before. */
const aboutOf = ({ table }: BasedTable, { row, step }: EditStepTable): string | null => {
  const id = step?.id ?? row
  return id === undefined || id === '' ? null : nameOfRow(rowIn(table, id)).vi
}

/**
 * The table after one change, as its next version.
 * @throws DomainError not-found | stale-version | invalid-request | procedure-invalid | idempotency-key-reused, and what `decideDocument` refuses of DEFINE
 */
export const editStepTable = async (deps: Deps, { person, id, expectedVersion, key, body }: DocumentRequest<EditStepTable>): Promise<Done<EditedStepTable>> => {
  requireMembers(body)
  return once(deps, { person, key, request: { editTable: id, version: expectedVersion, body } }, async (em) => {
    const nowMs = deps.clock.nowMs()
    const opened = await openTable(deps, person, id)
    const { onBehalfOf } = capacityToEdit(opened, nowMs)
    requireVersion(opened, expectedVersion)
    if (opened.based === null) throw new DomainError('not-found')
    const earlier = body.do !== 'restore' ? undefined : body.version === undefined ? carriedTable(opened) : await findTableVersion(deps.pool, opened.of, body.version)
    if (body.do === 'restore' && earlier === undefined) throw new DomainError('not-found', { version: body.version })
    const next: Next = earlier !== undefined ? { ...earlier, deed: 'restore', about: body.version === undefined ? null : String(body.version), notes: [] }
      : { ...opened.based, ...edited(opened.based, body), deed: body.do, about: aboutOf(opened.based, body) }
    return keepTable(executorIn(em), opened, next, { nowMs, savedBy: person.reader.accountId, savedFor: onBehalfOf })
  })
}

const sourceOf = async (deps: Deps, { reader }: DocumentRequest<BeginStepTable>['person'], { from, procedure }: BeginStepTable): Promise<ProcedureDefinition> => {
  if (procedure !== undefined) return skeletonOf(procedure, reader.today)
  const stored = from === undefined ? undefined : await findProcedureOn(deps.orm.em.fork(), reader.tenantId, from, reader.today)
  if (stored === undefined) throw new DomainError('procedure-unknown', { code: from })
  return stored.definition
}

/** Begins the table of a draft: a copy of a procedure in force, or a new one. @throws DomainError procedure-unknown, and as for a change */
export const beginStepTable = async (deps: Deps, { person, id, expectedVersion, key, body }: DocumentRequest<BeginStepTable>): Promise<Done<EditedStepTable>> =>
  once(deps, { person, key, request: { beginTable: id, version: expectedVersion, body } }, async (em) => {
    const nowMs = deps.clock.nowMs()
    const opened = await openTable(deps, person, id)
    const { onBehalfOf } = capacityToEdit(opened, nowMs)
    requireVersion(opened, expectedVersion)
    const base = await sourceOf(deps, person, body)
    const baseHash = hashOf(base)
    const { accountId } = person.reader
    await keepDefinition(executorIn(em), opened.of.tenantId, { hash: baseHash, definition: base, accountId, nowMs })
    return keepTable(executorIn(em), opened, { table: tableOf(base), base, baseHash, deed: 'begin', about: base.code, notes: [] }, { nowMs, savedBy: accountId, savedFor: onBehalfOf })
  })
