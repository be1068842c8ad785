/** What anybody may read without signing in: the quality policy in force, whatever becomes of it, and nothing else at any address. */
import t from 'tap'
import { askAs, cause, decisionOf, expecting, newDesk, newDraft, publishDraft, upload } from '../support/document-service.ts'
import { at, type Json, withService } from '../support/live.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(240_000)
let nowMs = Date.parse('2026-03-02T02:00:00Z')
const live = await withService(t, { clock: { nowMs: () => (nowMs += 40) } })
const desk = await newDesk(live)

const publicPage = async (): Promise<string> => (await live.ask('/public?agency=H19')).text
const fileOf = (id: string) => live.ask(`/public/documents/${id}`)
/** Whether the page names the document and its file is handed out: both or neither. */
const isPublic = async (id: string): Promise<boolean> => {
  const listed = (await publicPage()).includes(id)
  const { status } = await fileOf(id)
  if (listed !== (status === 200)) throw new Error(`listed: ${listed}, file: ${status}`)
  return listed
}
const policy = (more: Readonly<Record<string, unknown>> = {}) => newDraft(live, desk, { code: 'CSCL', type: 'policy', title: 'Chính sách chất lượng', ...more })

t.test('a policy is public from the moment it is in force until it is retired, always in the revision in force', async (t) => {
  const { id } = await policy()
  t.notOk(await isPublic(id), 'a draft')
  expecting(200, await cause(live, desk.drafter, id, { type: 'SUBMIT' }))
  t.notOk(await isPublic(id), 'in review')
  expecting(200, await cause(live, desk.head, id, { type: 'REVIEW' }))
  expecting(200, await cause(live, desk.leader, id, { type: 'APPROVE' }))
  t.notOk(await isPublic(id), 'approved')
  expecting(200, await cause(live, desk.secretary, id, { type: 'PUBLISH', decision: decisionOf(7) }))
  t.ok(await isPublic(id), 'in force')
  t.match(await publicPage(), /CSCL[^]*Chính sách chất lượng[^]*1\/0[^]*7\/QĐ-UBND/)
  const first = await fileOf(id)
  t.match(first.headers.get('content-disposition'), /inline.*CSCL/)
  t.match(first.text, /^%PDF/, 'a copy with its stamp')
  t.not(first.text, (await askAs(live, desk.leader, `/api/v1/documents/${id}/file`)).text)

  expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'Bộ máy mới', kind: 'change', title: 'Chính sách chất lượng mới' }))
  t.equal((await fileOf(id)).text, first.text, 'a new draft changes nothing')
  t.notMatch(await publicPage(), /Chính sách chất lượng mới/)
  expecting(200, await publishDraft(live, desk, id, '2026-03-10'))
  t.equal((await fileOf(id)).text, first.text, 'nor does one that waits for its day')
  t.match(await publicPage(), /1\/0/)
  t.notMatch(await publicPage(), /Chính sách chất lượng mới/)

  expecting(200, await cause(live, desk.secretary, id, { type: 'WITHDRAW', reason: 'Chưa thống nhất' }))
  expecting(200, await cause(live, desk.secretary, id, { type: 'RETIRE', reason: 'Thay bằng chính sách khác', decision: decisionOf(8) }))
  t.notOk(await isPublic(id), 'retired')
})

t.test('the next revision takes the place of the one before', async (t) => {
  const { id } = await policy({ code: 'CSCL-2' })
  expecting(200, await publishDraft(live, desk, id))
  const first = (await fileOf(id)).text
  expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'Sửa đổi' }))
  expecting(200, await publishDraft(live, desk, id))
  const second = await fileOf(id)
  t.equal(second.status, 200)
  t.not(second.text, first)
  t.equal(second.headers.get('x-revision-state'), 'effective')
})

t.test('a document of another type, one for its holders alone, and one of no file are not public', async (t) => {
  const guidance = await newDraft(live, desk)
  expecting(200, await publishDraft(live, desk, guidance.id))
  t.notOk(await isPublic(guidance.id), 'guidance in force')
  const closed = await policy({ code: 'CSCL-3', access: 'holders' })
  expecting(200, await publishDraft(live, desk, closed.id))
  t.notOk(await isPublic(closed.id), 'a policy for its holders')
  for (const id of ['khong-co', '00000000-0000-0000-0000-000000000000', `${closed.id}'--`]) t.equal((await fileOf(id)).status, 404, id)
})

t.test('an agency shows its own policy, not that of another', async (t) => {
  const { id } = await policy({ code: 'CSCL-4' })
  expecting(200, await publishDraft(live, desk, id))
  t.match(await publicPage(), id)
  t.notMatch((await live.ask('/public?agency=H20')).text, id)
})

/** What is for everybody: signing in, the public page, the programming interface's own description, signs of life. Files of the pages are told by their ending. */
const forEverybody = new Set(['/sign-in', '/public', '/public/documents/:id', '/healthz', '/readyz', '/api/v1/openapi.json', '/api/v1/docs', '/api/v1/docs/', '/preferences', '/setup'])
const isAsset = (path: string): boolean => path.startsWith('/assets/') || path.startsWith('/api/v1/docs/')

/** Every address that answers GET, out of the tree that the service prints of itself: four columns a level. */
const getRoutes = (): string[] => {
  const above: string[] = []
  return live.app.printRoutes({ commonPrefix: false, method: 'GET' }).split('\n').flatMap((line) => {
    const [, indent, part, methods] = /^((?:[│ ] {3})*)[├└]── (\S*)(?: \((.*)\))?/.exec(line) ?? []
    if (indent === undefined || part === undefined) return []
    const depth = indent.length / 4
    above.splice(depth, above.length, `${depth === 0 ? '' : above[depth - 1]}${part}`)
    return methods?.includes('GET') === true ? [above[depth] ?? ''] : []
  })
}

t.test('no other address answers without a session, whichever document or revision it is asked for', async (t) => {
  const { id, version } = await policy({ code: 'CSCL-5' })
  expecting(200, await publishDraft(live, desk, id))
  expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'Sửa đổi' }))
  const draft = expecting(200, await askAs(live, desk.drafter, `/api/v1/documents/${id}`))
  expecting(200, await upload(live, desk.drafter, id, Number(at(draft, 'version')), pdfOf(`bí mật ${version}`)))
  const revisions = (at(draft, 'revisions') as Json[]).map((one) => String(at(one, 'id')))
  const routes = getRoutes()
  t.ok(routes.length > 60, `${routes.length} addresses`)
  t.ok(routes.includes('/documents/:id/revisions/:revisionId/file') && routes.includes('/api/v1/documents/:id/file'), 'among them those of files')
  for (const route of routes.filter((one) => !forEverybody.has(one) && !isAsset(one))) {
    for (const revisionId of revisions) {
      const path = route.replace(':revisionId', revisionId).replace(/:\w+/g, id).replace('*', 'x')
      const { status, headers, text } = await live.ask(path)
      t.ok([400, 401, 404].includes(status) || (status === 303 && headers.get('location')?.startsWith('/sign-in')), `${path} ${status} ${headers.get('location') ?? ''}`)
      t.notMatch(text, /bí mật|%PDF/, path)
    }
  }
})
