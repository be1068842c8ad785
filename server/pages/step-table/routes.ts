/** The editor of a draft's step table: each thing done is saved at once as a version; a look ahead saves nothing. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError, errorKinds } from '../../../schemas/errors.ts'
import { BeginStepTable, EditStepTable, type StepRow } from '../../../schemas/step-table.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { setStep } from '../../../workflows/procedure/table/edit.ts'
import { rowIn } from '../../../workflows/procedure/table/rows.ts'
import { idOf } from '../../api/common.ts'
import { dispositionOf } from '../../api/papers.ts'
import type { DocumentRequest } from '../../commands/advance-document.ts'
import { beginStepTable, editStepTable } from '../../commands/edit-step-table.ts'
import { judgeTable, openTable, shapedTable } from '../../commands/step-table.ts'
import { writeStepTable } from '../../commands/write-step-table.ts'
import type { Deps } from '../../deps.ts'
import { lookUpPerson } from '../../plugins/people.ts'
import { html } from '../../views/html.ts'
import { besidePanel, editorPath } from '../../views/step-table/editor.ts'
import { bodyOf, refusalOf, typed } from '../admin-forms.ts'
import { isPartWanted, personOrSignIn, sendPart } from '../common.ts'
import { fieldsOf, given, versionOf, type Fields } from '../forms.ts'
import { askToSignIn } from '../sign-in.ts'
import { type Visit, visitOf } from '../visit.ts'
import { stepTableCsv } from './csv.ts'
import { limitFrom, nameFrom, numberOf, rowFrom } from './fields.ts'
import { besideOf, lastSaved, type OpenRow, sendEditor } from './show.ts'

/** One form that was sent. */
interface Sent { readonly person: SignedInPerson; readonly id: string; readonly fields: Fields }
type Asked = Omit<DocumentRequest<null>, 'body'>

const askedOf = ({ person, id, fields }: Sent): Asked => ({ person, id, key: fields.get('key') ?? '', expectedVersion: /^[1-9]/.test(fields.get('version') ?? '') ? versionOf(fields) : 0 })
const rowIdOf = (fields: Fields): string => fields.get('row') ?? ''

/** The row as the form has it, over the row as it is saved now. @throws DomainError not-found | invalid-request */
const typedRow = async (deps: Deps, { person, id, fields }: Sent): Promise<StepRow> => {
  const { based } = await openTable(deps, person, id)
  return rowFrom(fields, rowIn(based?.table ?? { rows: [] }, rowIdOf(fields)))
}

const procedureOf = (fields: Fields) => {
  const title = nameFrom(fields, 'title') ?? { vi: '', en: '' }
  return { title, limit: limitFrom(fields) ?? { unit: 'none' as const, amount: 0 }, hoursPerDay: numberOf(fields, 'hoursPerDay') ?? 0 }
}

/** What a form of the editor asks for. @throws DomainError invalid-request */
const editOf = async (deps: Deps, sent: Sent): Promise<EditStepTable> => {
  const { fields } = sent
  const [deed = '', ...rest] = (fields.get('do') ?? '').split('.')
  const row = rowIdOf(fields)
  switch (deed) {
    case 'up': case 'down': return { do: 'moveStep', row, by: deed }
    case 'setStep': return bodyOf(EditStepTable, { do: 'setStep', step: await typedRow(deps, sent) })
    case 'addWay': return bodyOf(EditStepTable, { do: deed, row, kind: fields.get('kind'), step: await typedRow(deps, sent) })
    case 'removeWay': return bodyOf(EditStepTable, { do: deed, row, way: rest.join('.'), step: await typedRow(deps, sent) })
    case 'setProcedure': return bodyOf(EditStepTable, { do: deed, procedure: procedureOf(fields) })
    case 'restore': return bodyOf(EditStepTable, { do: deed, version: Number(fields.get('restored')) })
    case 'discard': return { do: 'restore' }
    default: return bodyOf(EditStepTable, { do: deed, row })
  }
}

const beginOf = (fields: Fields): BeginStepTable => (given(fields, 'form') === 'copy' ? { from: typed(fields, 'from') }
  : bodyOf(BeginStepTable, { procedure: { code: typed(fields, 'code'), kind: typed(fields, 'kind'), title: nameFrom(fields, 'title') ?? { vi: '', en: '' }, limit: limitFrom(fields) ?? { unit: 'none', amount: 0 } } }))

/** Rows whose form stays open after what was done. */
const staysOpen: ReadonlySet<string> = new Set(['addWay', 'removeWay'])

/** Carries out a form and answers where to go. */
const carryOut = async (deps: Deps, sent: Sent): Promise<string> => {
  const { fields, id } = sent
  const asked = askedOf(sent)
  const deed = (fields.get('do') ?? '').split('.')[0] ?? ''
  if (deed === 'write') {
    await writeStepTable(deps, { ...asked, body: null })
    return `/documents/${id}?done=DEFINE`
  }
  if (deed === 'begin') {
    await beginStepTable(deps, { ...asked, body: beginOf(fields) })
    return editorPath(id)
  }
  const { answer } = await editStepTable(deps, { ...asked, body: await editOf(deps, sent) })
  return `${editorPath(id)}?saved=${answer.version}${staysOpen.has(deed) ? `&row=${encodeURIComponent(rowIdOf(fields))}#row` : ''}`
}

const wordsOf = (visit: Visit, refusal: DomainError): string =>
  ((refusal.details.errors ?? []).some(({ rule }) => rule === 'number') ? visit.t.stepTable.limitBad : refusalOf(refusal, visit).words)

/** The open row with what was typed in it. */
const openAgain = async (deps: Deps, sent: Sent, why: string | null): Promise<OpenRow | null> => {
  const { fields } = sent
  if (!fields.has('nameVi')) return null
  const lenient = new Map([...fields].filter(([name]) => name !== 'limitAmount'))
  const row = await typedRow(deps, { ...sent, fields: new Map([...lenient, ['limitAmount', '1']]) }).catch(() => null)
  return { id: rowIdOf(fields), row, typed: fields, why }
}

const sendRefused = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, { sent, refusal }: { sent: Sent; refusal: DomainError }): Promise<FastifyReply> => {
  const visit = visitOf(request)
  const { person, id, fields } = sent
  const isRowForm = fields.has('nameVi')
  const { who, at } = await lastSaved(deps, visit, await openTable(deps, person, id))
  const why = refusal.code === 'stale-version' ? (isRowForm ? visit.t.stepTable.stale(who, at) : visit.t.stepTable.staleDeed(who, at)) : wordsOf(visit, refusal)
  const formId = fields.get('form')
  return sendEditor(deps, request, reply, {
    person, id, status: errorKinds[refusal.code].status, open: isRowForm ? await openAgain(deps, sent, why) : null, notices: isRowForm || formId !== undefined ? [] : [html`<p class="notice bad" role="alert">${why}</p>`],
    back: formId === undefined ? null : { formId, typed: fields, refusal: { words: why, fields: [] } },
  })
}

/** What would come of the row as it is typed: the part beside the table for htmx, the whole page for a browser without it. */
const sendPreview = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, sent: Sent): Promise<FastifyReply> => {
  const { person, id, fields } = sent
  const { based } = await openTable(deps, person, id)
  if (based === null) throw new DomainError('not-found')
  const row = await typedRow(deps, sent)
  const table = shapedTable(setStep(based.table, row).table)
  const visit = visitOf(request)
  if (isPartWanted(request)) return sendPart(reply, besidePanel(visit, table, besideOf(visit, table, await judgeTable(deps, person, { table, base: based.base }), true)))
  return sendEditor(deps, request, reply, { person, id, preview: table, open: { id: row.id, row, typed: fields, why: null, version: askedOf(sent).expectedVersion } })
}

const Query = Type.Object({ row: Type.Optional(Type.String({ maxLength: 200 })), saved: Type.Optional(Type.String({ maxLength: 10 })) }, { additionalProperties: false })

export const declareStepTablePages = (pages: FastifyInstance, deps: Deps): void => {
  const path = '/documents/:id/steps'
  pages.get<{ Params: { id: string }; Querystring: { row?: string } }>(path, { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const { row } = request.query
    return sendEditor(deps, request, reply, { person, id: idOf(request.params.id), open: row === undefined ? null : { id: row, row: null, typed: null, why: null } })
  })
  pages.get<{ Params: { id: string } }>(`${path}.csv`, { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const { based, found } = await openTable(deps, person, idOf(request.params.id))
    if (based === null) throw new DomainError('not-found')
    reply.header('content-disposition', dispositionOf(`${found.facts.document.code}.csv`).replace(/^inline/, 'attachment'))
    return reply.type('text/csv; charset=utf-8').send(stepTableCsv(visitOf(request), based.table))
  })
  for (const [at, isPreview] of [[path, false], [`${path}/preview`, true]] as const) {
    pages.post<{ Params: { id: string } }>(at, { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
      const id = idOf(request.params.id)
      const person = await lookUpPerson(deps, request)
      if (person === null) return askToSignIn(request, reply, editorPath(id))
      const sent: Sent = { person, id, fields: fieldsOf(request.body) }
      try {
        if (isPreview) return await sendPreview(deps, request, reply, sent)
        return await reply.redirect(await carryOut(deps, sent), 303)
      } catch (error) {
        if (!(error instanceof DomainError) || error.code === 'not-found') throw error
        return sendRefused(deps, request, reply, { sent, refusal: error })
      }
    })
  }
}
