/** The page of the editor as it stands, with what is open in it. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../../schemas/errors.ts'
import type { StepRow, StepTable } from '../../../schemas/step-table.ts'
import { findTableVersion, listTableVersions } from '../../../storage/documents/step-tables.ts'
import { listRevisions } from '../../../storage/procedures.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { findProcedures } from '../../../storage/work.ts'
import { compile } from '../../../workflows/procedure/compile.ts'
import { pathsOf } from '../../../workflows/procedure/table/write.ts'
import { capacityToEdit } from '../../commands/edit-step-table.ts'
import { isOvertaken, type JudgedTable, judgeTable, type OpenedTable, openTable, versionOfTable } from '../../commands/step-table.ts'
import type { Deps } from '../../deps.ts'
import { flowchart } from '../../render/flowchart.ts'
import type { FormBack, FormPlan } from '../../views/form.ts'
import { html, type Html } from '../../views/html.ts'
import { beginView } from '../../views/step-table/begin.ts'
import { type Beside, editorPath, editorView } from '../../views/step-table/editor.ts'
import { importForm } from '../../views/step-table/import.ts'
import { rowForm } from '../../views/step-table/row-form.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { sendPage } from '../common.ts'
import type { Fields } from '../forms.ts'
import { type Visit, visitOf } from '../visit.ts'
import { beginPlans, procedurePlanOf } from './plans.ts'

/** A row that is open: as it was typed when `typed` is given. `version`: the form was made from this one, and not from the newest. */
export interface OpenRow { readonly version?: number; readonly id: string; readonly row: StepRow | null; readonly typed: Fields | null; readonly why: string | null }
export interface Showing {
  readonly person: SignedInPerson
  readonly id: string
  readonly open?: OpenRow | null
  /** Looked at beside the table instead of what is saved. */
  readonly preview?: StepTable | null
  readonly notices?: readonly Html[]
  readonly back?: FormBack | null
  readonly status?: number
}

const mayEdit = (opened: OpenedTable, nowMs: number): boolean => {
  try { capacityToEdit(opened, nowMs); return true } catch (error) { if (error instanceof DomainError) return false; throw error }
}

/** Null where no machine can be built. */
const chartOf = ({ definition }: JudgedTable, { language }: Visit): Html | null => {
  if (definition === null) return null
  try {
    return flowchart(compile(definition), language)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'procedure-invalid') return null
    throw error
  }
}

/** What stands beside a table. */
export const besideOf = (visit: Visit, table: StepTable, judged: JudgedTable, isPreview: boolean): Beside =>
  ({ isPreview, problems: judged.problems, findings: judged.findings, definition: judged.definition, sum: judged.sum, chart: chartOf(judged, visit), limit: table.limit, hoursPerDay: table.hoursPerDay })

/** Rows that a finding or a fault is about: the innermost around the place that it names. */
const markedRows = (table: StepTable, { problems, findings }: JudgedTable): ReadonlySet<string> => {
  const paths = [...pathsOf(table)].sort(([, a], [, b]) => b.length - a.length)
  const rowsAt = (at: string): string[] => paths.filter(([id, path]) => id !== '' && (at === path || at.startsWith(`${path}.`))).map(([id]) => id).slice(0, 1)
  return new Set([...problems.map(({ row }) => row), ...findings.filter(({ severity }) => severity === 'error').flatMap(({ at }) => rowsAt(at))])
}

const standingOf = ({ kept, revision }: OpenedTable): 'untouched' | 'written' | 'unwritten' =>
  (kept === null ? 'untouched' : kept.hash !== null && kept.hash === revision.procedure?.hash ? 'written' : 'unwritten')

const nameOfDocument = ({ found: { facts: { document } }, revision }: OpenedTable): string => `${document.code} ${revision.title}`

/** Where the procedure of the draft is in force already, the two can be held against each other. */
const compareHref = async (deps: Deps, { reader }: SignedInPerson, { revision }: OpenedTable): Promise<string | null> => {
  if (revision.procedure === null) return null
  const { code } = revision.procedure
  return (await listRevisions(deps.orm.em.fork(), reader.tenantId, code)).length === 0 ? null : `/procedures/${code}/compare?to=${revision.id}`
}

const historyMost = 60

const openForm = (visit: Visit, opened: OpenedTable, table: StepTable, open: OpenRow | null): { id: string; form: Html } | null => {
  const known = open === null ? undefined : table.rows.find(({ id }) => id === open.id)
  if (open === null || known === undefined) return null
  return { id: open.id, form: rowForm(visit, {
    documentId: opened.of.documentId, version: open.version ?? versionOfTable(opened), table, row: open.row ?? known, typed: open.typed, why: open.why, variants: Object.keys(opened.based?.base.limitVariants ?? {}),
  }) }
}

/** What was typed for a row that somebody else removed meanwhile: it has no form to stand in. */
const orphaned = ({ t }: Visit, table: StepTable, open: OpenRow | null): Html[] => {
  if (open === null || open.typed === null || table.rows.some(({ id }) => id === open.id)) return []
  const kept = [...open.typed].filter(([name, value]) => value !== '' && !['key', 'version', 'row', 'do', 'kind'].includes(name) && !name.startsWith('way'))
  return [html`<div class="notice bad"><p>${open.why ?? t.stepTable.wrong}</p><ul>${kept.map(([name, value]) => html`<li>${name}: ${value}</li>`)}</ul></div>`]
}

const sendBegin = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, { opened, showing, refusal }: { opened: OpenedTable | null; showing: Showing; refusal: DomainError | null }): Promise<FastifyReply> => {
  const visit = visitOf(request)
  const { person, id, back = null, status = 200, notices = [] } = showing
  const found = await findProcedures(deps.pool, person.reader.tenantId, { words: '', on: person.reader.today, limit: 3000 })
  const choices = found.map(({ code, title }) => ({ value: code, text: `${code} – ${inLanguage(visit.language, title)}` }))
  const body = beginView(visit, {
    documentId: id, plans: opened !== null && !mayEdit(opened, deps.clock.nowMs()) ? [] : beginPlans(visit, id, choices, refusal !== null), back, notices,
    lost: (refusal?.details['findings'] as readonly { at: string; message: string }[] | undefined)?.map(({ at, message }) => `${at}: ${message}`) ?? null,
    importing: refusal === null ? html`<section class="panel" aria-labelledby="import"><header><h2 id="import">${visit.t.stepTable.importTitle}</h2></header>${importForm(visit, { documentId: id, version: 0, asksProcedure: true })}</section>` : null,
  })
  return sendPage(request, reply, { title: visit.t.stepTable.title, body, status, path: editorPath(id) })
}

const procedurePlan = (visit: Visit, opened: OpenedTable, table: StepTable): FormPlan => procedurePlanOf(visit, { id: opened.of.documentId, version: versionOfTable(opened), table })

/** Sends the editor, or where it begins. @throws DomainError not-found | event-not-allowed */
export const sendEditor = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, showing: Showing): Promise<FastifyReply> => {
  const { person, id, open = null, preview = null, notices = [], back = null, status = 200 } = showing
  const opened = await openTable(deps, person, id).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'procedure-invalid') return error
    throw error
  })
  if (opened instanceof DomainError) return sendBegin(deps, request, reply, { opened: null, showing, refusal: opened })
  if (opened.based === null) return sendBegin(deps, request, reply, { opened, showing, refusal: null })
  const visit = visitOf(request)
  const { table, base } = opened.based
  const judged = await judgeTable(deps, person, opened.based)
  const looked = preview === null ? judged : await judgeTable(deps, person, { table: preview, base })
  const isFresh = opened.kept !== null && String(opened.kept.version) === (request.query as Readonly<Record<string, string>>)['saved']
  const body = editorView(visit, {
    documentId: id, documentName: nameOfDocument(opened), version: versionOfTable(opened), table, beside: besideOf(visit, preview ?? table, looked, preview !== null),
    marked: markedRows(table, judged), open: openForm(visit, opened, table, open), mayEdit: mayEdit(opened, deps.clock.nowMs()), standing: standingOf(opened), isOvertaken: await isOvertaken(deps, opened),
    compareHref: await compareHref(deps, person, opened), notes: isFresh ? opened.kept?.notes ?? [] : [], history: await listTableVersions(deps.pool, opened.of, historyMost), draftHash: opened.revision.procedure?.hash ?? null,
    procedurePlan: procedurePlan(visit, opened, table), importing: importForm(visit, { documentId: id, version: versionOfTable(opened), asksProcedure: false }), back, notices: [...notices, ...orphaned(visit, table, open)],
  })
  return sendPage(request, reply, { title: visit.t.stepTable.title, body, status, path: editorPath(id) })
}

/** Who saved the newest version, and when: for somebody who had an older one. */
export const lastSaved = async (deps: Deps, visit: Visit, opened: OpenedTable): Promise<{ readonly who: string; readonly at: string }> => {
  const kept = await findTableVersion(deps.pool, opened.of, null)
  return { who: kept?.savedByName ?? '', at: kept === undefined ? '' : visit.format.at(kept.savedAtMs) }
}
