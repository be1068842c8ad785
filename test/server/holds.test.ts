import t from 'tap'
import { purgeObjects } from '../../server/jobs/objects/purge.ts'
import { discardObject, findObject } from '../../storage/objects/rows.ts'
import { askAs, freshKey, newClerk, newDesk, upload } from '../support/document-service.ts'
import { at, isProblem, withService } from '../support/live.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(120_000)
const live = await withService(t)
const desk = await newDesk(live)
const admin = await newClerk(live, ['technicalAdmin', 'ROOT'])
const { pool } = live.deps

/** A document with one file; answers its object. */
const documentWithFile = async (code: string): Promise<string> => {
  const made = await askAs(live, desk.drafter, '/api/v1/documents', { body: { code, type: 'guidance', title: 'Hướng dẫn', ownerUnitId: live.home.units.D1, reason: 'Ban hành' } })
  t.equal(made.status, 201, made.text)
  t.equal((await upload(live, desk.drafter, String(at(made.json, 'id')), Number(at(made.json, 'version')), pdfOf(code))).status, 200)
  const { rows } = await pool.query<{ object_id: string }>('select r.object_id from document d join document_revision r on r.document_id = d.id where d.code = $1', [code])
  return rows[0]!.object_id
}
const place = (reason: string, documentCodes: readonly string[], headers: Record<string, string> = {}) => askAs(live, admin, '/api/v1/holds', { body: { reason, documentCodes }, headers })
const release = (id: unknown) => askAs(live, admin, `/api/v1/holds/${String(id)}/release`, { body: { ground: 'Kết luận thanh tra số 5' } })

t.test('the files of a document are kept while any hold is open, whatever was decided about them', async (t) => {
  const objectId = await documentWithFile('HD-71')
  const { tenantId } = live.home
  const nowMs = live.deps.clock.nowMs()
  await discardObject(pool, tenantId, objectId, { accountId: admin.accountId, nowMs, ground: 'Quyết định 3' })
  const holds = [await place('Khiếu nại', ['HD-71']), await place('Thanh tra', ['HD-71'])]
  t.same(holds.map(({ status }) => status), [201, 201])
  t.match(holds[0]?.json, { reason: 'Khiếu nại', files: 1, released: null, placedBy: admin.accountId })
  for (const hold of holds) {
    t.match(await purgeObjects(live.deps), { purged: 0 })
    t.equal((await release(at(hold.json, 'id'))).status, 200)
    isProblem(t, await release(at(hold.json, 'id')), 'not-found', 404, 'released once')
  }
  t.match(await purgeObjects(live.deps), { purged: 1 })
  t.match(await findObject(pool, tenantId, objectId), { state: 'purged' })
  const { json } = await askAs(live, admin, '/api/v1/holds?limit=1')
  t.match(at(json, 'items.0'), { reason: 'Thanh tra', released: { ground: 'Kết luận thanh tra số 5', by: admin.accountId } })
  t.match(at((await askAs(live, admin, `/api/v1/holds?after=${String(at(json, 'next'))}`)).json, 'items.0'), { reason: 'Khiếu nại' })
})

t.test('a hold names documents that are there and have files, is placed once for its key, and by administrators alone', async (t) => {
  await documentWithFile('HD-72')
  await askAs(live, desk.drafter, '/api/v1/documents', { body: { code: 'HD-73', type: 'guidance', title: 'Chưa có tệp', ownerUnitId: live.home.units.D1, reason: 'Ban hành' } })
  const unknown = await place('Vụ việc', ['HD-72', 'HD-99'])
  isProblem(t, unknown, 'document-code-unknown', 422, 'a code of no document')
  t.same(at(unknown.json, 'codes'), ['HD-99'])
  isProblem(t, await place('Vụ việc', ['HD-73']), 'nothing-to-hold', 409, 'no file yet')
  const key = { 'idempotency-key': freshKey() }
  const [first, again] = [await place('Vụ việc', ['HD-72'], key), await place('Vụ việc', ['HD-72'], key)]
  t.same(again.json, first.json)
  t.equal(again.headers.get('idempotency-replayed'), 'true')
  isProblem(t, await askAs(live, desk.drafter, '/api/v1/holds', { body: { reason: 'x', documentCodes: ['HD-72'] } }), 'role-not-granted', 403, 'no administrator')
  isProblem(t, await askAs(live, desk.drafter, '/api/v1/holds'), 'role-not-granted', 403, 'nor to read them')
  t.same(live.conformance.faults, [])
})
