/** The checklist of an audit: saved line by line as one goes, with scripts or without; what was typed is never lost. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type LineView, RecordLine } from '../../../schemas/audit-sheet.ts'
import { DomainError } from '../../../schemas/errors.ts'
import { findAccounts } from '../../../storage/accounts.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { isGiven } from '../../../workflows/audit/checklist.ts'
import { idOf } from '../../api/common.ts'
import { attachToLine, recordLine, sheetOf } from '../../commands/audit-sheet.ts'
import type { Deps } from '../../deps.ts'
import { checklistView, lineView, type ShownLine } from '../../views/quality/checklist.ts'
import { bodyOf, declareForms, refusalOf } from '../admin-forms.ts'
import { isPartWanted, personOrSignIn, sendPage, sendPart } from '../common.ts'
import { unitsToday } from '../documents/common.ts'
import { type Fields, given } from '../forms.ts'
import { type Visit, visitOf } from '../visit.ts'
import { auditRefusal } from './audit-forms.ts'
import { declareUploadForm } from './upload-form.ts'

const present = (members: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))

/** Codes with two letters and a dash at the beginning, such as QT-01, are documents'; the others dossiers'. */
const isDocument = (code: string): boolean => /^\p{L}{2,6}[-.]/u.test(code)
const recordIn = (fields: Fields): RecordLine => {
  const codes = (given(fields, 'evidence') ?? '').split('\n').map((code) => code.trim()).filter((code) => code !== '')
  return bodyOf(RecordLine, present({
    result: given(fields, 'result') ?? 'notLooked', clause: given(fields, 'clause'), note: given(fields, 'note'),
    evidence: codes.length === 0 ? undefined : codes.map((code) => (isDocument(code) ? { document: code } : { dossier: code })),
  }))
}

/** A line that came back, or was just saved. */
interface Back { readonly key: string; readonly typed: Fields | null; readonly refusal: string | null; readonly isSaved: boolean }
type Sheet = Awaited<ReturnType<typeof sheetOf>>

const namesOf = async (deps: Deps, { reader }: SignedInPerson, lines: readonly LineView[]): Promise<ReadonlyMap<string, string>> =>
  new Map((await findAccounts(deps.orm.em.fork(), reader.tenantId, [...new Set(lines.flatMap(({ by }) => by ?? []))])).map(({ id, fullName }) => [id, fullName]))

const shownIn = (visit: Visit, { audit, lines }: Sheet, names: ReadonlyMap<string, string>, { accountId, back }: { readonly accountId: string; readonly back: Back | null }) => (line: LineView): ShownLine => {
  const member = audit.plan.team.find((one) => one.accountId === accountId)
  const asked = lines.find(({ key }) => key === line.key)
  const mine = back?.key === line.key ? back : null
  // Somebody recorded the line since the form was made, while it was on the screen or its sender signed in again.
  const isConflict = mine?.typed?.has('version') === true && mine.typed.get('version') !== String(line.version)
  return {
    line, by: names.get(line.by ?? '') ?? visit.t.app.none, dossierId: line.dossierCode === null ? null : line.key.slice(2), mayRecord: member !== undefined && asked !== undefined && isGiven(member, asked),
    typed: mine?.typed ?? null, refusal: isConflict ? visit.t.checklist.conflict : mine?.refusal ?? null, isConflict, isSaved: mine?.isSaved ?? false,
  }
}

interface Shown { readonly person: SignedInPerson; readonly id: string; readonly unit: string | undefined; readonly back: Back | null; readonly status: number }

const sendChecklist = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, { person, id, unit, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/audits/${id}/checklist` }
  const sheet = await sheetOf(deps, person, id)
  const { audit, view } = sheet
  const shown = shownIn(visit, sheet, await namesOf(deps, person, view.lines), { accountId: person.reader.accountId, back })
  const isOpen = audit.state === 'underWay'
  const wanted = view.lines.find(({ key }) => key === back?.key)
  if (wanted !== undefined && isPartWanted(request)) return sendPart(reply, lineView(visit, { id, isOpen }, shown(wanted)))
  const names = new Map((await unitsToday(deps, person, visit)).map((one) => [one.id, one.name]))
  const current = wanted?.unitId ?? audit.plan.unitIds.find((one) => one === unit) ?? audit.plan.unitIds[0] ?? ''
  const units = audit.plan.unitIds.map((one) => {
    const here = view.lines.filter(({ unitId }) => unitId === one)
    return { id: one, name: names.get(one) ?? visit.t.app.none, all: here.length, done: here.filter(({ result }) => result !== 'notLooked').length }
  })
  const body = checklistView(visit, { id, code: audit.code, isOpen, unit: current, units, lines: view.lines.filter(({ unitId }) => unitId === current).map(shown) })
  return sendPage(request, reply, { title: visit.t.checklist.title, body, status })
}

const keyOf = (request: FastifyRequest): string => (request.params as { key?: string }).key ?? ''

export const declareChecklistPages = async (pages: FastifyInstance, deps: Deps): Promise<void> => {
  pages.get<{ Params: { id: string }; Querystring: { unit?: string } }>('/audits/:id/checklist', { schema: { hide: true, querystring: Type.Object({ unit: Type.Optional(Type.String({ maxLength: 40 })) }) } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    return person === null ? reply : sendChecklist(deps, request, reply, { person, id: idOf(request.params.id), unit: request.query.unit, back: null, status: 200 })
  })
  declareForms(pages, deps, {
    path: '/audits/:id/checklist/:key', roles: null,
    // A part is put into the page only when it comes with a status of success.
    show: (request, reply, { person, id, back, status }) => sendChecklist(deps, request, reply, {
      person, id: idOf(id), unit: undefined, status: isPartWanted(request) ? 200 : status, back: back === null ? null : { key: keyOf(request), typed: back.typed, refusal: back.refusal?.words ?? null, isSaved: false },
    }),
    act: async ({ person, id, key, fields }, request, reply) => {
      const lineKey = keyOf(request)
      try {
        const { answer } = await recordLine(deps, { person, id: idOf(id), lineKey, expected: Number(fields.get('version')), key, body: recordIn(fields) })
        if (!isPartWanted(request)) return `/audits/${id}/checklist?unit=${answer.unitId}#${answer.key}`
        await sendChecklist(deps, request, reply, { person, id, unit: undefined, status: 200, back: { key: lineKey, typed: null, refusal: null, isSaved: true } })
        return null
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        const names = { people: new Map([[person.reader.accountId, person.account.fullName]]), units: new Map((await unitsToday(deps, person, visitOf(request))).map((one) => [one.id, one.name])) }
        throw auditRefusal(error, names)
      }
    },
  })
  await declareUploadForm(pages, deps, {
    path: '/audits/:id/checklist/:key/file', home: (id) => `/audits/${id}/checklist`,
    take: async ({ person, id, params, expectedVersion: expected, key }, body) => {
      const { answer } = await attachToLine(deps, { person, id, lineKey: params['key'] ?? '', expected, key, body })
      return `/audits/${id}/checklist?unit=${answer.unitId}#${answer.key}`
    },
    refused: (request, reply, { person, id, params, error, status }) =>
      sendChecklist(deps, request, reply, { person, id, unit: undefined, status, back: { key: params['key'] ?? '', typed: null, refusal: refusalOf(error, visitOf(request)).words, isSaved: false } }),
  })
}
