/** Controlled documents over HTTP: from draft to effective to superseded, files, readers, sets, laws, and the procedure that a document carries. */
import t from 'tap'
import { documentOfProcedure } from '../../storage/documents/save.ts'
import { findProcedureOn } from '../../storage/procedures.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { settleDocuments } from '../../server/commands/settle-documents.ts'
import { addDays, addMonths, localDateOf } from '../../workflows/calendar/index.ts'
import { askAs, cause, decisionOf, expecting, formWith, newClerk, newDesk, newDraft, publishDraft, upload } from '../support/document-service.ts'
import { at, isProblem, type Json, withService } from '../support/live.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(300_000)
let passedMs = 0
const live = await withService(t, { clock: { nowMs: () => Date.now() + passedMs } })
const desk = await newDesk(live)
const reader = await newClerk(live, ['accountant', 'D2'])
const stranger = await newClerk(live)
const zone = 'Asia/Ho_Chi_Minh'
const today = (): string => localDateOf(live.deps.clock.nowMs(), zone)
const documentOf = async (id: string, who = desk.secretary): Promise<Json> => expecting(200, await askAs(live, who, `/api/v1/documents/${id}`))

t.test('a document goes from draft to effective to superseded, and nobody works from an old copy', async (t) => {
  const { id, code } = await newDraft(live, desk)
  t.equal((await askAs(live, reader, `/api/v1/documents/${id}`)).status, 404, 'a draft is nobody else\'s')
  const published = expecting(200, await publishDraft(live, desk, id))
  const first = String(at(published, 'inForceId'))
  t.match(at(published, 'revisions.0'), { state: 'effective', issue: 1, revision: 0, decision: decisionOf(12) })
  isProblem(t, await askAs(live, reader, `/api/v1/documents/${id}/file`), 'original-for-drafters', 403, 'readers have stamped copies')
  const file = await askAs(live, desk.drafter, `/api/v1/documents/${id}/file`)
  t.equal(file.status, 200)
  t.equal(file.text, pdfOf(`${code} lần 1`).toString())
  t.equal(file.headers.get('content-type'), 'application/pdf')
  t.match(decodeURIComponent(file.headers.get('content-disposition') ?? ''), `${code} lần 01.00.pdf`)
  t.equal((await askAs(live, desk.drafter, `/api/v1/documents/${id}/file`, { headers: { 'if-none-match': file.headers.get('etag') ?? '' } })).status, 304)

  expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'Theo Nghị định mới', kind: 'issue' }))
  const replaced = expecting(200, await publishDraft(live, desk, id))
  t.match((at(replaced, 'revisions') as Json[]).map((one) => [at(one, 'state'), at(one, 'issue')]), [['superseded', 1], ['effective', 2]])
  t.equal(at(replaced, 'revisions.0.effectiveTo'), at(replaced, 'revisions.1.effectiveFrom'), 'one ends as the other begins')
  const old = `/api/v1/documents/${id}/revisions/${first}/file`
  t.equal((await askAs(live, reader, old)).status, 404, 'an old copy is not for ordinary readers')
  t.same((at(await documentOf(id, reader), 'revisions') as Json[]).length, 1)
  const auditor = await newClerk(live, ['internalAuditor', 'D2'])
  const marked = await askAs(live, auditor, old.replace(/file$/, 'copy'))
  t.match(decodeURIComponent(marked.headers.get('content-disposition') ?? ''), /LỖI THỜI/)
  t.equal(marked.headers.get('x-revision-state'), 'superseded')
  const journal = expecting(200, await askAs(live, auditor, `/api/v1/documents/${id}/journal`))
  t.equal(at(journal, 'verified'), true)
  t.match((at(journal, 'entries') as Json[]).map((one) => at(one, 'entry.event')),
    ['CREATE', 'ATTACH', 'SUBMIT', 'REVIEW', 'APPROVE', 'PUBLISH', 'REVISE', 'EDIT', 'ATTACH', 'SUBMIT', 'REVIEW', 'APPROVE', 'PUBLISH'])
})

t.test('requests name the version they read, and are carried out once for their key', async (t) => {
  const { id, version } = await newDraft(live, desk)
  const path = `/api/v1/documents/${id}/events`
  isProblem(t, await askAs(live, desk.drafter, path, { body: { type: 'SUBMIT' } }), 'if-match-required', 428, 'without If-Match')
  isProblem(t, await askAs(live, desk.drafter, path, { body: { type: 'SUBMIT' }, headers: { 'if-match': '"1"' } }), 'stale-version', 412, 'an old version')
  const asked = { body: { type: 'SUBMIT' }, headers: { 'if-match': `"${version}"`, 'idempotency-key': 'gửi một lần' .normalize('NFD').replace(/[^\x21-\x7e]/g, '') } }
  const first = await askAs(live, desk.drafter, path, asked)
  const again = await askAs(live, desk.drafter, path, asked)
  t.same([first.status, again.status, again.headers.get('idempotency-replayed')], [200, 200, 'true'])
  t.same(again.json, first.json)
  isProblem(t, await askAs(live, desk.drafter, path, { ...asked, body: { type: 'EDIT', reason: 'x' } }), 'idempotency-key-reused', 422, 'the key of another request')
  const idle = await cause(live, desk.leader, id, { type: 'APPROVE', effectiveOn: '2030-01-01', holders: [] })
  isProblem(t, idle, 'invalid-request', 400, 'members that approval does nothing with')
  t.match((at(idle.json, 'errors') as Json[]).map((one) => [at(one, 'at'), at(one, 'rule')]), [['/effectiveOn', 'without-effect'], ['/holders', 'without-effect']])
  isProblem(t, await cause(live, desk.leader, id, { type: 'APPROVE' }), 'not-reviewed', 409, 'approved before it was reviewed')
  isProblem(t, await cause(live, desk.secretary, id, { type: 'PUBLISH', decision: decisionOf(1) }), 'event-not-allowed', 409, 'published before it was approved')
  isProblem(t, await askAs(live, stranger, path, { body: { type: 'SUBMIT' }, headers: { 'if-match': '"1"' } }), 'not-found', 404, 'somebody who may not see it')
  const actions = at(expecting(200, await askAs(live, desk.drafter, `/api/v1/documents/${id}/actions`)), 'actions') as Json[]
  t.match(actions.find((one) => at(one, 'event') === 'REVIEW'), { allowed: false, refusal: { code: 'role-not-granted' } })
})

t.test('a file is what is in it, and is refused in words when it is none of those that are taken', async (t) => {
  const { id, version } = await newDraft(live, desk)
  const send = (bytes: Buffer, name: string) => upload(live, desk.drafter, id, version, bytes, name)
  const refused = await send(Buffer.from('MZ\x90\x00 this is a program for another machine'), 'quy trình.pdf')
  isProblem(t, refused, 'file-type-refused', 415, 'a program under the name of a PDF')
  t.match(at(refused.json, 'accepted'), ['pdf', 'docx'])
  isProblem(t, await send(Buffer.alloc(0), 'rỗng.pdf'), 'file-missing', 400, 'an empty file')
  isProblem(t, await send(Buffer.from('PK\x03\x04 an archive of nothing that we know'), 'a.docx'), 'file-type-refused', 415, 'an archive that is no office file')
  isProblem(t, await askAs(live, desk.drafter, `/api/v1/documents/${id}/file`, { body: {}, headers: { 'if-match': `"${version}"` } }), 'file-missing', 400, 'JSON')
  const kept = expecting(200, await send(pdfOf('đúng'), 'C:\\thư mục\\Quy định.EXE'))
  t.match(at(kept, 'revisions.0.file'), { mediaType: 'application/pdf', name: 'Quy định.pdf' }, 'the name follows the content')
  isProblem(t, await upload(live, desk.head, id, version, pdfOf('x')), 'stale-version', 412, 'an old version')
  const { raw, type } = formWith(pdfOf('hai lần'), 'a.pdf')
  const asked = { method: 'POST', raw, headers: { 'content-type': type, 'if-match': `"${String(at(kept, 'version'))}"`, 'idempotency-key': 'upload-twice' } }
  t.same([(await askAs(live, desk.drafter, `/api/v1/documents/${id}/file`, asked)).status, (await askAs(live, desk.drafter, `/api/v1/documents/${id}/file`, asked)).headers.get('idempotency-replayed')], [200, 'true'])
})

t.test('whoever is to have a document is told of each new revision and says that they have read it', async (t) => {
  const { id } = await newDraft(live, desk)
  expecting(200, await cause(live, desk.secretary, id, { type: 'DISTRIBUTE', holders: [{ unitId: live.home.units.D2, accountId: null }, { unitId: null, accountId: stranger.accountId }] }))
  const { json } = await publishDraft(live, desk, id)
  const revisionId = String(at(json, 'inForceId'))
  const list = async (): Promise<Json[]> => at(expecting(200, await askAs(live, reader, '/api/v1/documents?standing=unread')), 'items') as Json[]
  t.ok((await list()).some((one) => at(one, 'id') === id))
  const notices = at(expecting(200, await askAs(live, reader, '/api/v1/notices')), 'items') as Json[]
  t.match(notices.find((one) => at(one, 'payload.documentId') === id), { kind: 'documentInForce', payload: { revisionId } })
  const path = `/api/v1/documents/${id}/acknowledgements`
  const missing = async (): Promise<string[]> => (at(expecting(200, await askAs(live, desk.secretary, path)), 'missing') as Json[]).map((one) => String(at(one, 'accountId')))
  t.ok((await missing()).includes(reader.accountId) && (await missing()).includes(stranger.accountId))
  t.equal((await askAs(live, reader, path, { body: { revisionId } })).status, 204)
  t.equal((await askAs(live, reader, path, { body: { revisionId } })).status, 204, 'saying it twice is no fault')
  t.notOk((await missing()).includes(reader.accountId))
  t.notOk((await list()).some((one) => at(one, 'id') === id))
  isProblem(t, await askAs(live, desk.drafter, path, { body: { revisionId } }), 'not-for-you-to-acknowledge', 409, 'somebody to whom it was not given')
  expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'Sửa' }))
  expecting(200, await publishDraft(live, desk, id))
  t.ok((await missing()).includes(reader.accountId), 'a new revision is to be read anew')
  isProblem(t, await askAs(live, reader, path, { body: { revisionId } }), 'not-for-you-to-acknowledge', 409, 'the old revision')
})

t.test('a scheduled revision is switched by the job at its midnight, once', async (t) => {
  const { id } = await newDraft(live, desk)
  expecting(200, await publishDraft(live, desk, id))
  const first = at(await documentOf(id), 'inForceId')
  expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'Sửa' }))
  const tomorrow = addDays(today(), 1)
  const scheduled = expecting(200, await publishDraft(live, desk, id, tomorrow))
  t.equal(at(scheduled, 'revisions.1.state'), 'scheduled')
  t.equal(at(scheduled, 'inForceId'), first)
  const faults: unknown[] = []
  const settle = () => settleDocuments(live.deps, (_id, error) => faults.push(error))
  t.equal(await settle(), 0, 'not before its day')
  passedMs += 86_400_000
  const [one, two, three] = await Promise.all([settle(), settle(), settle()])
  t.equal(one + two + three, 1, 'by whoever is first')
  const now = await documentOf(id)
  t.match((at(now, 'revisions') as Json[]).map((revision) => at(revision, 'state')), ['superseded', 'effective'])
  t.match(at(now, 'revisions.1.effectiveFrom'), `${tomorrow}T00:00:00`)
  const journal = at(expecting(200, await askAs(live, desk.secretary, `/api/v1/documents/${id}/journal`)), 'entries') as Json[]
  t.equal(journal.filter((entry) => at(entry, 'entry.event') === 'SWITCH').length, 1)
  t.same(faults, [])
})

t.test('several documents are promulgated by one decision, all or none', async (t) => {
  const documents = [await newDraft(live, desk), await newDraft(live, desk)]
  for (const { id } of documents) {
    expecting(200, await cause(live, desk.drafter, id, { type: 'SUBMIT' }))
    expecting(200, await cause(live, desk.head, id, { type: 'REVIEW' }))
  }
  expecting(200, await cause(live, desk.leader, documents[0]?.id ?? '', { type: 'APPROVE' }))
  const versions = async () => Promise.all(documents.map(async ({ id }) => ({ id, version: Number(at(await documentOf(id), 'version')) })))
  const release = async () => askAs(live, desk.secretary, '/api/v1/document-releases', {
    body: { decision: decisionOf(244), title: 'Hệ thống tài liệu (lần 02)', documents: await versions() },
  })
  const refused = await release()
  isProblem(t, refused, 'event-not-allowed', 409, 'one of them is not approved')
  t.equal(at(refused.json, 'documentCode'), documents[1]?.code)
  t.equal(at(await documentOf(documents[0]?.id ?? ''), 'inForceId'), null, 'so none is published')
  expecting(200, await cause(live, desk.leader, documents[1]?.id ?? '', { type: 'APPROVE' }))
  const released = expecting(201, await release())
  t.match((at(released, 'documents') as Json[]).map((one) => at(one, 'state')), ['effective', 'effective'])
})

t.test('a law counts three months for each document that follows it, until a revision takes it up', async (t) => {
  const { id } = await newDraft(live, desk)
  expecting(200, await publishDraft(live, desk, id))
  const enter = (number: string, more = {}) => askAs(live, desk.secretary, '/api/v1/laws', {
    body: { number, title: 'Nghị định về thủ tục hành chính', kind: 'decree', issuer: 'Chính phủ', issuedOn: addDays(today(), -20), effectiveFrom: today(), ...more },
  })
  const law = String(at(expecting(201, await enter('118/2025/NĐ-CP')), 'id'))
  isProblem(t, await enter('118/2025/NĐ-CP'), 'name-taken', 409, 'the same law twice')
  isProblem(t, await askAs(live, reader, '/api/v1/laws', { body: {} }), 'invalid-request', 400, 'an empty law')
  const linked = await askAs(live, desk.secretary, `/api/v1/laws/${law}/links`, { body: { documentIds: [id] } })
  t.same(at(expecting(201, linked), 'linked'), [id])
  const line = async (): Promise<Json> => (at(expecting(200, await askAs(live, desk.drafter, '/api/v1/documents?standing=lawOpen')), 'items') as Json[]).find((one) => at(one, 'id') === id)
  t.equal(at(await line(), 'lawDueOn'), addMonths(today(), 3))
  const newer = String(at(expecting(201, await enter('367/2025/NĐ-CP', { replacesId: law })), 'id'))
  const impact = expecting(200, await askAs(live, desk.secretary, `/api/v1/laws/${newer}`))
  t.match(at(impact, 'documents'), [{ id, linkedAt: null }], 'what rests on the law that it replaces is touched by it')
  expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'Theo Nghị định 118', lawIds: [law] }))
  expecting(200, await publishDraft(live, desk, id))
  t.equal(await line(), undefined)
  const after = expecting(200, await askAs(live, desk.secretary, `/api/v1/laws/${law}`))
  t.ok(at(after, 'documents.0.takenAt'))
})

t.test('a procedure and its document are one revision: published together, and not while the check finds an error', async (t) => {
  const shipped = shippedProcedures().find(({ code }) => code === 'I5')!
  const { id } = await newDraft(live, desk, { code: 'QT-HN', type: 'procedure', title: 'Tổ chức hội nghị, họp' })
  const carry = async (definition: unknown) => askAs(live, desk.drafter, `/api/v1/documents/${id}/procedure`, {
    body: definition, headers: { 'if-match': `"${String(at(await documentOf(id), 'version'))}"` },
  })
  isProblem(t, await carry({ code: 'QT-HN' }), 'procedure-invalid', 422, 'no definition at all')
  const orphan = { type: 'atomic', meta: { name: { vi: 'Mồ côi', en: 'Orphan' }, role: 'specialist', status: 4 }, on: { STEP_DONE: Object.keys(shipped.machine.states)[0] } }
  const broken = await carry({ ...shipped, code: 'QT-HN', machine: { ...shipped.machine, states: { ...shipped.machine.states, orphan } } })
  t.ok((at(expecting(200, broken), 'findings') as Json[]).some((one) => at(one, 'severity') === 'error'))
  expecting(200, await cause(live, desk.drafter, id, { type: 'SUBMIT' }))
  isProblem(t, await cause(live, desk.head, id, { type: 'REVIEW' }), 'procedure-invalid', 422, 'with an open finding')
  expecting(200, await cause(live, desk.head, id, { type: 'RETURN', reason: 'Bước không tới được' }))
  for (const role of ['recordsClerk', 'specialist', 'unitHead', 'agencyLeader'] as const) await newClerk(live, [role, 'ROOT'])
  expecting(200, await carry({ ...shipped, code: 'QT-HN' }))
  expecting(200, await publishDraft(live, desk, id))
  const running = await findProcedureOn(live.deps.orm.em.fork(), live.home.tenantId, 'QT-HN', today())
  t.match(running, { validFrom: today(), definition: { revision: 1 } })
  t.match(await documentOfProcedure(live.deps.pool, live.home.tenantId, 'QT-HN', 1), { documentId: id, documentCode: 'QT-HN' })
  expecting(200, await cause(live, desk.secretary, id, { type: 'RETIRE', reason: 'Bãi bỏ', decision: decisionOf(99) }))
  t.equal(await findProcedureOn(live.deps.orm.em.fork(), live.home.tenantId, 'QT-HN', addDays(today(), 1)), undefined, 'out of force with it')
  isProblem(t, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'x' }), 'document-retired', 409, 'a retired document')
})
