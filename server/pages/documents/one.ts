/** The page of one document, the forms that move it, and the files that go in and out. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError, errorKinds } from '../../../schemas/errors.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { inForceOf } from '../../../workflows/document/entry.ts'
import { idOf } from '../../api/common.ts'
import { originOf, registerMultipart, sendDocumentFile, takingUpload } from '../../api/document-files.ts'
import { underWay } from '../../api/documents.ts'
import { acknowledge } from '../../commands/acknowledge-document.ts'
import { advanceDocument } from '../../commands/advance-document.ts'
import { attachFile, fileBytesMax, type Upload } from '../../commands/attach-file.ts'
import { hasCopy } from '../../commands/document-pdf.ts'
import { copyDocument } from '../../commands/copy-document.ts'
import { carryProcedure } from '../../commands/carry-procedure.ts'
import { readDocumentFile } from '../../commands/read-document-file.ts'
import type { Deps } from '../../deps.ts'
import { acceptedExtensions } from '../../files/kinds.ts'
import { lookUpPerson } from '../../plugins/people.ts'
import { parseJson } from '../../validate.ts'
import type { ReturnedDocument } from '../../views/documents/actions.ts'
import { documentView, type DocumentDetail } from '../../views/documents/document.ts'
import { numbersText, stateKinds } from '../../views/documents/list.ts'
import { html, type Html } from '../../views/html.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { fieldsOf, versionOf, type Fields } from '../forms.ts'
import { askToSignIn } from '../sign-in.ts'
import { visitOf, type Visit } from '../visit.ts'
import { declareComparison } from './compare.ts'
import { documentActionsFor, lastChange, refusalWords } from './actions.ts'
import {
  changeLines, copyLines, documentEventText, documentFacts, documentTimeline, lawLines, mainRevision, nameOfPerson, nameOfUnit, readSeenDocument, revisionLines, type SeenDocument, signaturesOf,
} from './facts.ts'
import { documentEventOf, isDateFault } from './forms.ts'
import { waitingForCopy } from './waiting.ts'

const megabyte = 1024 * 1024
interface Extra { readonly returned: ReturnedDocument | null; readonly notices: readonly Html[] }

const placeOf = (seen: SeenDocument, visit: Visit, returned: ReturnedDocument | null): DocumentDetail['place'] => {
  const draft = underWay(seen.document) ?? mainRevision(seen)
  return {
    id: seen.document.id, version: seen.document.version, returned, title: draft.title, changes: draft.state === 'draft' ? draft.changes : [],
    takesProcedure: seen.document.type === 'procedure', accepted: acceptedExtensions.join(', '), megabytes: visit.format.number(fileBytesMax / megabyte),
  }
}

const filesOf = (seen: SeenDocument, { t }: Visit): Pick<DocumentDetail, 'openFile' | 'draftFile'> => {
  const { document } = seen
  const [inForce, draft] = [inForceOf(document), underWay(document)]
  return {
    openFile: inForce?.file ? { href: `/documents/${document.id}/${hasCopy(seen.pdfs.get(inForce.file.objectId)) ? 'copy' : 'file'}`, text: t.document.open } : null,
    draftFile: draft?.file ? { href: `/documents/${document.id}/revisions/${draft.id}/file`, text: t.document.openDraft } : null,
  }
}

const readersIn = (seen: SeenDocument, { format }: Visit): DocumentDetail['readers'] => (seen.readers.length === 0 ? null : {
  missing: seen.readers.filter(({ atMs }) => atMs === null).map(({ fullName }) => fullName),
  done: seen.readers.flatMap(({ fullName, atMs }) => (atMs === null ? [] : [{ name: fullName, at: format.at(atMs) }])),
})

const standingIn = (seen: SeenDocument, { t }: Visit): DocumentDetail['standing'] => {
  const { state } = mainRevision(seen)
  return { kind: stateKinds[state], text: t.revisionStates[state] }
}

/** What is worth saying before anything else: a draft in somebody's hands, a revision that waits for its day. */
const warningsOf = (seen: SeenDocument, visit: Visit): Html[] => {
  const { t, format } = visit
  const draft = underWay(seen.document)
  const waiting = seen.document.revisions.find(({ state }) => state === 'scheduled')
  const isOut = draft?.checkOut && draft.checkOut.untilMs > seen.nowMs ? draft.checkOut : null
  return [
    ...(waiting?.effectiveFromMs ? [html`<p class="notice">${t.document.scheduledFor(format.at(waiting.effectiveFromMs))}</p>`] : []),
    ...(isOut === null ? [] : [html`<p class="notice">${t.document.checkedOut(nameOfPerson(seen, visit, isOut.accountId), format.at(isOut.untilMs))}</p>`]),
  ]
}

const detailOf = async (deps: Deps, person: SignedInPerson, seen: SeenDocument, visit: Visit, { returned, notices }: Extra): Promise<DocumentDetail> => {
  const { document, found: { read, facts } } = seen
  const revision = mainRevision(seen)
  const shown = underWay(document) ?? revision
  return {
    code: document.code, title: revision.title, standing: standingIn(seen, visit), facts: documentFacts(seen, visit), parent: seen.parent, procedure: (shown.procedure ?? revision.procedure)?.code ?? null,
    draftKey: shown.procedure && shown !== inForceOf(document) ? shown.id : null,
    ...filesOf(seen, visit), signatures: signaturesOf(seen, visit, shown), changes: changeLines(seen, visit, shown),
    controlOf: visit.t.document.controlOf(numbersText(visit, shown), visit.t.revisionStates[shown.state]), revisions: revisionLines(seen, visit), laws: lawLines(seen, visit),
    holders: document.holders.map(({ unitId, accountId }) => (unitId === null ? nameOfPerson(seen, visit, accountId) : nameOfUnit(seen, visit, unitId))),
    readers: readersIn(seen, visit), copies: copyLines(seen, visit), timeline: seen.journal === null ? null : documentTimeline(seen, visit), verified: seen.journal?.verified ?? false,
    findings: facts.findings.map(({ message }) => inLanguage(visit.language, message)), toRead: read.unread ? inForceOf(document)?.id ?? null : null, isKeeper: read.level === 3,
    actions: await documentActionsFor(deps, person, seen, visit), place: placeOf(seen, visit, returned), notices: [...notices, ...warningsOf(seen, visit)],
  }
}

const sendOne = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, page: { person: SignedInPerson; seen: SeenDocument; extra: Extra; status?: number }): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/documents/${page.seen.document.id}` }
  const detail = await detailOf(deps, page.person, page.seen, visit, page.extra)
  return sendPage(request, reply, { title: `${detail.code} ${detail.title}`, body: documentView(visit, detail), status: page.status ?? 200 })
}

/** Shows the page again with the form that was refused, what was typed in it, and why. */
const sendRefused = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, back: { person: SignedInPerson; id: string; form: string; fields: Fields; refusal: DomainError }): Promise<FastifyReply> => {
  const { person, id, form, fields, refusal } = back
  const visit = visitOf(request)
  const seen = await readSeenDocument(deps, person, id)
  const { who, at } = lastChange(seen, visit)
  const why = refusal.code === 'stale-version' ? visit.t.documentAction.stale(who, at) : isDateFault(refusal) ? visit.t.documentAction.badDate : refusalWords(seen, visit, refusal)
  // The form may be gone by now: then the reason stands above everything.
  const { forms } = await documentActionsFor(deps, person, seen, visit)
  const isThere = form === 'file' || form === 'procedure' || forms.some(({ event }) => event === form)
  const notices = isThere ? [] : [html`<p class="notice bad" role="alert">${why}</p>`]
  return sendOne(deps, request, reply, { person, seen, extra: { returned: { form, typed: fields, why }, notices }, status: errorKinds[refusal.code].status })
}

const declareMoves = (pages: FastifyInstance, deps: Deps): void => {
  pages.post<{ Params: { id: string } }>('/documents/:id/events', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const id = idOf(request.params.id)
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, `/documents/${id}`)
    const fields = fieldsOf(request.body)
    try {
      const body = documentEventOf(fields)
      await advanceDocument(deps, { person, id, expectedVersion: versionOf(fields), key: fields.get('key') ?? '', body })
      return reply.redirect(`/documents/${id}?done=${body.type}`, 303)
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'not-found') throw error
      return sendRefused(deps, request, reply, { person, id, form: fields.get('type') ?? '', fields, refusal: error })
    }
  })
  pages.post<{ Params: { id: string } }>('/documents/:id/acknowledge', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const id = idOf(request.params.id)
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, `/documents/${id}`)
    await acknowledge(deps, person, { id, revisionId: idOf(fieldsOf(request.body).get('revisionId') ?? '') })
    return reply.redirect(`/documents/${id}?done=ACKNOWLEDGED`, 303)
  })
}

const sendFile = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, of: { id: string; revisionId: string | undefined }): Promise<FastifyReply> => {
  const person = await personOrSignIn(deps, request, reply)
  return person === null ? reply : sendDocumentFile(request, reply, await readDocumentFile(deps, person, of))
}

const sendCopy = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, of: { id: string; revisionId: string | undefined }): Promise<FastifyReply> => {
  const person = await personOrSignIn(deps, request, reply)
  return person === null ? reply : waitingForCopy(request, reply, async () => sendDocumentFile(request, reply, await copyDocument(deps, person, { ...of, origin: originOf(request) })))
}

/** A definition is small: it is taken in whole. @throws DomainError procedure-invalid | file-too-large */
const wholeText = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    size += piece.length
    if (size > megabyte) throw new DomainError('file-too-large', { maxBytes: megabyte })
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

const uploadsOf = (deps: Deps) => ({
  file: async (asked: { person: SignedInPerson; id: string; expectedVersion: number; key: string }, body: Upload): Promise<string> => {
    await attachFile(deps, { ...asked, body })
    return 'ATTACH'
  },
  procedure: async (asked: { person: SignedInPerson; id: string; expectedVersion: number; key: string }, { bytes }: Upload): Promise<string> => {
    await carryProcedure(deps, { ...asked, body: parseJson(await wholeText(bytes), 'procedure-invalid') })
    return 'DEFINE'
  },
} as const)

/** Fields of a form with a file, as text; they stand before the file in it. */
export const fieldsBefore = (fields: Readonly<Record<string, unknown>>): Fields => new Map(Object.entries(fields).flatMap(([name, one]) => {
  const value = (one as { value?: unknown } | undefined)?.value
  return typeof value === 'string' ? [[name, value] as const] : []
}))

const declareUploads = (pages: FastifyInstance, deps: Deps): void => {
  const uploads = uploadsOf(deps)
  for (const what of ['file', 'procedure'] as const) {
    pages.post<{ Params: { id: string } }>(`/documents/:id/${what}`, { schema: { hide: true }, config: { slowBody: true }, bodyLimit: fileBytesMax + megabyte }, async (request, reply) => {
      const id = idOf(request.params.id)
      const person = await lookUpPerson(deps, request)
      if (person === null) return reply.redirect(`/sign-in?next=${encodeURIComponent(`/documents/${id}`)}`, 303)
      const part = request.isMultipart() ? await request.file() : undefined
      const fields = part === undefined ? new Map<string, string>() : fieldsBefore(part.fields)
      try {
        if (part === undefined || part.filename === '') {
          part?.file.resume()
          throw new DomainError('file-missing')
        }
        const asked = { person, id, expectedVersion: versionOf(fields), key: fields.get('key') ?? '' }
        const done = await takingUpload(part, (body) => uploads[what](asked, body))
        return reply.redirect(`/documents/${id}?done=${done}`, 303)
      } catch (error) {
        if (!(error instanceof DomainError) || error.code === 'not-found') throw error
        return sendRefused(deps, request, reply, { person, id, form: what, fields, refusal: error })
      }
    })
  }
}

const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 40 })) }, { additionalProperties: false })

/** Says what was just recorded. */
const doneNotices = (seen: SeenDocument, visit: Visit, done: string | undefined): Html[] => {
  const { t } = visit
  if (done === 'ACKNOWLEDGED') return [html`<p class="notice good" role="status">${t.document.thanks}</p>`]
  const last = seen.journal?.entries.at(-1)?.entry
  return done === undefined || last?.event !== done ? [] : [html`<p class="notice good" role="status">${t.document.done(documentEventText(visit, done))}</p>`]
}

export const declareDocumentPages = async (pages: FastifyInstance, deps: Deps): Promise<void> => {
  pages.get<{ Params: { id: string }; Querystring: { done?: string } }>('/documents/:id', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const seen = await readSeenDocument(deps, person, idOf(request.params.id))
    return sendOne(deps, request, reply, { person, seen, extra: { returned: null, notices: doneNotices(seen, visitOf(request), request.query.done) } })
  })
  pages.get<{ Params: { id: string } }>('/documents/:id/file', { schema: { hide: true } }, (request, reply) => sendFile(deps, request, reply, { id: idOf(request.params.id), revisionId: undefined }))
  pages.get<{ Params: { id: string; revisionId: string } }>('/documents/:id/revisions/:revisionId/file', { schema: { hide: true } }, (request, reply) =>
    sendFile(deps, request, reply, { id: idOf(request.params.id), revisionId: idOf(request.params.revisionId) }))
  pages.get<{ Params: { id: string } }>('/documents/:id/copy', { schema: { hide: true } }, (request, reply) => sendCopy(deps, request, reply, { id: idOf(request.params.id), revisionId: undefined }))
  pages.get<{ Params: { id: string; revisionId: string } }>('/documents/:id/revisions/:revisionId/copy', { schema: { hide: true } }, (request, reply) =>
    sendCopy(deps, request, reply, { id: idOf(request.params.id), revisionId: idOf(request.params.revisionId) }))
  declareComparison(pages, deps)
  declareMoves(pages, deps)
  await pages.register(async (scope) => {
    await registerMultipart(scope)
    declareUploads(scope, deps)
  })
}
