import t from 'tap'
import { createAccount } from '../../storage/accounts.ts'
import { newId } from '../../storage/ids.ts'
import { holdObjects, listHolds, placeHold, releaseHold } from '../../storage/objects/holds.ts'
import { readObject } from '../../storage/objects/read.ts'
import { addObject, discardedObjects, discardObject, findObject, markPurged, neededOf, restoreObject, retainObject, type NewObject } from '../../storage/objects/rows.ts'
import { inTransaction, openPool } from '../../storage/pool.ts'
import { createTenant } from '../../storage/tenants.ts'
import { pieces, readAll, refusal } from '../support/object-contract.ts'
import { withObjects } from '../support/objects.ts'
import { withDatabase } from '../support/postgres.ts'

const { orm, url } = await withDatabase(t)
const pool = openPool({ url, poolSize: 8, onError: () => undefined })
t.teardown(() => pool.end())
const store = await withObjects(t)
const nowMs = Date.parse('2026-11-20T02:00:00Z')
const { id: tenantId } = await createTenant(orm.em.fork(), { code: 'xa-o', name: { vi: 'Xã', en: 'Commune' }, level: 'xa', zone: 'Asia/Ho_Chi_Minh', calendarId: 'vn' }, nowMs)
const { id: accountId } = await createAccount(orm.em.fork(), tenantId, { userName: 'thuky', fullName: 'Thư ký', passwordHash: null }, nowMs)
const by = { accountId, nowMs, ground: 'Quyết định số 12/QĐ-UBND' }

const kept = async (more: Partial<NewObject> = {}): Promise<string> => {
  const stored = await store.put({ tenantId, body: pieces(Buffer.from('nội dung')) })
  await addObject(pool, tenantId, { stored, contentType: 'application/pdf', fileName: 'Quy trình số 02 (bản +1).pdf', createdBy: accountId, nowMs, ...more })
  return stored.id
}
const discarded = async (more: Partial<NewObject> = {}): Promise<string> => {
  const id = await kept(more)
  await discardObject(pool, tenantId, id, by)
  return id
}
const purge = (id: string, atMs = nowMs): Promise<void> => markPurged(pool, { tenantId, id }, atMs)
const mayGo = async (atMs = nowMs): Promise<string[]> => (await discardedObjects(pool, atMs, { after: undefined, limit: 1000 })).map(({ id }) => id)

t.test('a row tells of its bytes what was put, in Vietnamese too, and only to its agency', async (t) => {
  const id = await kept({ fileName: 'Quy tri\u0300nh.pdf' })
  const row = await findObject(pool, tenantId, id)
  t.match(row, { id, fileName: 'Quy trình.pdf', sizeBytes: 10, state: 'kept', held: false, retainUntilMs: null, createdAtMs: nowMs, createdBy: accountId })
  t.equal((await readAll(await readObject(store, row!))).toString(), 'nội dung')
  t.equal(await findObject(pool, newId(), id), undefined)
})

t.test('what a row says of the bytes never changes, and the row never goes', async (t) => {
  const id = await kept()
  for (const change of ["sha256 = repeat('0', 64)", 'size_bytes = 1', "object_key = 'x'", "file_name = 'y'", "version_id = 'v'"]) {
    await t.rejects(pool.query(`update stored_object set ${change} where id = '${id}'`), /does not change/, change)
  }
  await t.rejects(pool.query(`delete from stored_object where id = '${id}'`), /stays/)
})

t.test('retention only grows', async (t) => {
  const id = await kept({ retainUntilMs: nowMs + 1000 })
  await retainObject(pool, tenantId, id, nowMs + 5000)
  await retainObject(pool, tenantId, id, nowMs + 2000)
  t.equal((await findObject(pool, tenantId, id))?.retainUntilMs, nowMs + 5000)
  for (const change of ['null', "retain_until - interval '1 second'"]) await t.rejects(pool.query(`update stored_object set retain_until = ${change} where id = '${id}'`), /only grows/)
})

t.test('only what was discarded by a decision is purged, once, and is then told as destroyed', async (t) => {
  const id = await kept()
  await t.rejects(purge(id), refusal('object-kept'))
  await discardObject(pool, tenantId, id, by)
  await t.rejects(discardObject(pool, tenantId, id, by), refusal('not-found'))
  await restoreObject(pool, tenantId, id)
  await t.rejects(purge(id), refusal('object-kept'), 'taken back')
  await discardObject(pool, tenantId, id, by)
  t.ok((await mayGo()).includes(id))
  await purge(id)
  await t.rejects(purge(id), refusal('object-kept'))
  const row = await findObject(pool, tenantId, id)
  t.match(row, { state: 'purged', purgedAtMs: nowMs, discardGround: by.ground })
  await t.rejects(readObject(store, row!), { code: 'object-purged', details: { ground: by.ground } })
  await t.rejects(restoreObject(pool, tenantId, id), refusal('not-found'))
})

t.test('a purge waits for the end of the retention', async (t) => {
  const id = await discarded({ retainUntilMs: nowMs + 1000 })
  t.notOk((await mayGo(nowMs + 999)).includes(id))
  await t.rejects(purge(id, nowMs + 999), refusal('object-kept'))
  t.ok((await mayGo(nowMs + 1000)).includes(id))
  await purge(id, nowMs + 1000)
})

t.test('several holds may be on one object, and it is kept until the last is released', async (t) => {
  const id = await discarded()
  const holds = [await placeHold(pool, tenantId, 'Khiếu nại số 7', by), await placeHold(pool, tenantId, 'Thanh tra', by)]
  for (const hold of holds) await holdObjects(pool, tenantId, hold, [id], nowMs)
  await holdObjects(pool, tenantId, holds[0]!, [id], nowMs)
  for (const hold of holds) {
    t.ok((await findObject(pool, tenantId, id))?.held)
    t.notOk((await mayGo()).includes(id))
    await t.rejects(purge(id), refusal('object-kept'))
    await releaseHold(pool, tenantId, hold, by)
    await t.rejects(releaseHold(pool, tenantId, hold, by), refusal('not-found'), 'once')
  }
  t.match((await listHolds(pool, tenantId, { limit: 2 })).map(({ reason, objects, released }) => [reason, objects, released?.ground]),
    [['Thanh tra', 1, by.ground], ['Khiếu nại số 7', 1, by.ground]])
  await t.rejects(holdObjects(pool, tenantId, holds[0]!, [await kept()], nowMs), refusal('not-found'), 'a released hold takes nothing more')
  await purge(id)
  await t.rejects(holdObjects(pool, tenantId, await placeHold(pool, tenantId, 'muộn', by), [id], nowMs), refusal('not-found'), 'too late')
})

t.test('the record of a hold does not change and does not go', async (t) => {
  const hold = await placeHold(pool, tenantId, 'Vụ việc', by)
  await holdObjects(pool, tenantId, hold, [await kept()], nowMs)
  await t.rejects(pool.query(`update legal_hold set reason = 'x' where id = '${hold}'`), /released once/)
  await t.rejects(pool.query(`delete from legal_hold where id = '${hold}'`), /released once|foreign key/)
  await t.rejects(pool.query(`delete from legal_hold_object where hold_id = '${hold}'`), /rows are only added/)
})

t.test('a hold and a purge at the same moment: never a purged object under an open hold', async (t) => {
  const outcomes = { purged: 0, held: 0 }
  for (let round = 0; round < 20; round += 1) {
    const id = await discarded()
    const hold = await placeHold(pool, tenantId, 'cùng lúc', by)
    const lag = (ms: number) => new Promise((done) => { setTimeout(done, ms) })
    const [held, purged] = await Promise.allSettled([
      inTransaction(pool, async (client) => { await lag(round % 5); await holdObjects(client, tenantId, hold, [id], nowMs); await lag(round % 4) }),
      inTransaction(pool, async (client) => { await lag(round % 3); await markPurged(client, { tenantId, id }, nowMs); await lag(round % 2) }),
    ])
    t.not(held.status, purged.status, `round ${round}: one of the two`)
    outcomes[purged.status === 'fulfilled' ? 'purged' : 'held'] += 1
  }
  t.comment(`${outcomes.purged} purged, ${outcomes.held} held`)
})

t.test('the sweep is told what rows need, and which agencies are known here', async (t) => {
  const [here, gone, elsewhere] = [await kept(), await discarded(), newId()]
  await purge(gone)
  const keys = await Promise.all([here, gone].map(async (id) => (await findObject(pool, tenantId, id))!))
  const { needs, knows } = await neededOf(pool, [...keys, { key: `${elsewhere}/aa/${newId()}`, versionId: null }], [tenantId, elsewhere])
  t.same(keys.map(needs), [true, false])
  t.same([tenantId, elsewhere].map(knows), [true, false])
})
