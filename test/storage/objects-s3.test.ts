import t from 'tap'
import { randomBytes } from 'node:crypto'
import type { Test } from 'tap'
import { newId } from '../../storage/ids.ts'
import { S3Store } from '../../storage/objects/s3.ts'
import { connectS3, s3Defaults, type S3Options } from '../../storage/objects/s3-client.ts'
import { need } from '../support/needs.ts'
import { keepContract, listed, mebibyte, pieces, readAll, refusal, sumOf } from '../support/object-contract.ts'
import { withProxy } from '../support/proxy.ts'
import { hasS3, newBucket, startS3, type S3Server } from '../support/s3.ts'

t.setTimeout(180_000)
const partBytes = 5 * mebibyte
const tenantId = newId()
const soon = { idleMs: 700, answerMs: 1_500 }

const optionsOf = (server: S3Server, more: Partial<S3Options> = {}): S3Options => ({ ...s3Defaults, partBytes, ...server, bucket: newBucket(), ...more })
const storeOf = (t: Test, options: S3Options): S3Store => {
  const store = new S3Store(options, Date.now)
  t.teardown(store.close)
  return store
}

const testLocks = (t: Test, server: S3Server): void => {
  t.test('the service finds out by trying that locked objects are not deleted, and leaves nothing of the try', async (t) => {
    const options = optionsOf(server)
    const store = storeOf(t, options)
    t.equal(store.locks(), 'unknown', 'before the store was asked')
    await store.check()
    t.equal(store.locks(), 'enforced')
    t.same(await listed(store), [])
    const second = storeOf(t, options)
    await second.check()
    t.equal(second.locks(), 'enforced', 'the second start finds the same')
  })

  t.test('a bucket without locks is used, and told of', async (t) => {
    const options = optionsOf(server)
    const { client, close } = connectS3(options)
    t.teardown(close)
    await client.makeBucket(options.bucket, '')
    const store = storeOf(t, options)
    await store.check()
    t.equal(store.locks(), 'notEnforced')
    const stored = await store.put({ tenantId, body: pieces(Buffer.from('x')) })
    t.ok(stored.versionId, 'versions are switched on all the same')
    t.equal(await store.retain(stored, Date.now() + 60_000), null)
    t.equal(await store.hold(stored, true), false)
    t.equal((await listed(store)).length, 1, 'nothing of the try is left')
  })

  t.test('a retained object is refused to a purge until its time has come; the time only grows', async (t) => {
    const store = storeOf(t, optionsOf(server))
    await store.check()
    await Promise.all([10, partBytes + 1].map(async (size) => {
      const from = performance.now()
      const stored = await store.put({ tenantId, body: pieces(randomBytes(size)) })
      // Long enough for four questions more, however slow this machine answers.
      const untilMs = Date.now() + Math.max(2_500, 10 * (performance.now() - from))
      const locked = await store.retain(stored, untilMs)
      t.ok(locked !== null && locked >= untilMs && locked < untilMs + 1_000, `${size} bytes: read back to the second above`)
      await t.rejects(store.purge(stored), refusal('object-kept'))
      await t.rejects(store.retain(stored, untilMs - 2_000), refusal('objects-unavailable'), 'never shorter')
      t.equal((await store.stat(stored)).sizeBytes, size)
      await new Promise((done) => { setTimeout(done, locked! - Date.now() + 1_100) })
      await store.purge(stored)
      await t.rejects(store.stat(stored), refusal('object-missing'))
    }))
  })

  t.test('a held object is refused to a purge until the hold is lifted', async (t) => {
    const store = storeOf(t, optionsOf(server))
    await store.check()
    const stored = await store.put({ tenantId, body: pieces(Buffer.from('chứng cứ')) })
    t.equal(await store.hold(stored, true), true)
    t.equal(await store.hold(stored, true), true, 'again')
    await t.rejects(store.purge(stored), refusal('object-kept'))
    await t.rejects((await listed(store))[0]!.drop(), refusal('object-kept'))
    t.equal(await store.hold(stored, false), false)
    await store.purge(stored)
  })
}

const testSilence = (t: Test, server: S3Server): void => {
  t.test('a server that says nothing is given up after the time-out, in put, get, stat and check', async (t) => {
    const options = optionsOf(server)
    const direct = storeOf(t, options)
    const bytes = randomBytes(3 * mebibyte)
    const stored = await direct.put({ tenantId, body: pieces(bytes) })
    const proxy = await withProxy(t, server.endpoint)
    const store = storeOf(t, { ...options, ...soon, endpoint: proxy.endpoint })
    await store.check()
    proxy.mode = 'hang'
    for (const [name, act] of [
      ['put', () => store.put({ tenantId, body: pieces(bytes) })], ['large put', () => store.put({ tenantId, body: pieces(randomBytes(partBytes * 2)) })],
      ['get', () => store.get(stored)], ['stat', () => store.stat(stored)], ['check', () => store.check()],
    ] as [string, () => Promise<unknown>][]) {
      const from = performance.now()
      await t.rejects(act(), refusal('objects-unavailable'), name)
      t.ok(performance.now() - from < s3Defaults.answerMs / 2, `${name} after ${Math.round(performance.now() - from)} ms, as was asked for`)
    }
    proxy.mode = 'pass'
    t.equal(sumOf(await readAll(await store.get(stored))), stored.sha256, 'and works again')
  })

  t.test('a server that falls silent in the middle of a download breaks it off', async (t) => {
    const options = optionsOf(server)
    const bytes = randomBytes(24 * mebibyte)
    const stored = await storeOf(t, options).put({ tenantId, body: pieces(bytes) })
    const proxy = await withProxy(t, server.endpoint)
    const store = storeOf(t, { ...options, ...soon, endpoint: proxy.endpoint })
    const stream = await store.get(stored)
    let seen = 0
    await t.rejects(async () => { for await (const piece of stream) { seen += (piece as Buffer).length; proxy.mode = 'hang' } })
    t.ok(seen > 0 && seen < bytes.length)
  })

  t.test('a slow reader is not taken for a silent server', async (t) => {
    const options = optionsOf(server)
    const bytes = randomBytes(24 * mebibyte)
    const idleMs = 1_500
    const store = storeOf(t, { ...options, idleMs })
    const stored = await store.put({ tenantId, body: pieces(bytes) })
    const read: Buffer[] = []
    for await (const piece of await store.get(stored)) {
      if (read.length === 3) await new Promise((done) => { setTimeout(done, 2 * idleMs) })
      read.push(piece as Buffer)
    }
    t.equal(sumOf(Buffer.concat(read)), stored.sha256)
  })
}

const testLoss = (t: Test, server: S3Server): void => {
  t.test('connections that went stale are no fault', async (t) => {
    const options = optionsOf(server)
    const proxy = await withProxy(t, server.endpoint)
    const store = storeOf(t, { ...options, endpoint: proxy.endpoint })
    const stored = await store.put({ tenantId, body: pieces(Buffer.from('một')) })
    for (let round = 0; round < 5; round += 1) {
      proxy.breakAll()
      t.equal((await readAll(await store.get(stored))).toString(), 'một')
      proxy.breakAll()
      await store.put({ tenantId, body: pieces(Buffer.from(`${round}`)) })
    }
  })

  t.test('an upload whose answers are lost on the way is whole all the same', async (t) => {
    const options = optionsOf(server)
    const proxy = await withProxy(t, server.endpoint)
    const store = storeOf(t, { ...options, endpoint: proxy.endpoint })
    await store.check()
    for (const [at, [size, request]] of ([[partBytes * 2 + 5, /^POST \S+\?uploadId=/], [partBytes * 2 + 5, /^PUT \S+partNumber=2/], [1_000, /^PUT \S+ HTTP/]] as const).entries()) {
      const bytes = randomBytes(size)
      proxy.loseAnswerTo = request
      const stored = await store.put({ tenantId, body: pieces(bytes) })
      t.equal(proxy.lost(), at + 1, `the answer to ${request} was lost`)
      t.equal(sumOf(await readAll(await store.get(stored))), sumOf(bytes))
      t.same((await listed(store)).filter(({ partial }) => partial), [])
    }
  })

  t.test('bytes that change on the way are not kept, in one piece or in parts', async (t) => {
    const options = optionsOf(server)
    const proxy = await withProxy(t, server.endpoint)
    const store = storeOf(t, { ...options, endpoint: proxy.endpoint })
    await store.check()
    for (const size of [100_000, partBytes * 2]) {
      proxy.turnBit = true
      await t.rejects(store.put({ tenantId, body: pieces(randomBytes(size)) }), { code: 'objects-unavailable', details: { reason: 'BadDigest' } }, `${size} bytes`)
      t.equal(proxy.turnBit, false, 'a bit was turned')
      t.same(await listed(store), [])
    }
  })

  t.test('a server that cannot be reached, or does not know us, is told with its reason', async (t) => {
    await t.rejects(storeOf(t, optionsOf({ ...server, endpoint: 'http://127.0.0.1:9' })).check(), { code: 'objects-unavailable', details: { reason: 'ECONNREFUSED' } })
    await t.rejects(storeOf(t, optionsOf({ ...server, secretKey: 'wrong' })).check(), { code: 'objects-unavailable', details: { reason: 'AccessDenied' } })
    await t.rejects(storeOf(t, optionsOf({ ...server, accessKey: 'nobody' })).check(), { code: 'objects-unavailable', details: { reason: 'AccessDenied' } })
  })

  t.test('a store that was away at the start works as soon as it is there', async (t) => {
    const proxy = await withProxy(t, server.endpoint)
    proxy.mode = 'hang'
    const store = storeOf(t, { ...optionsOf(server), ...soon, endpoint: proxy.endpoint })
    await t.rejects(store.check(), refusal('objects-unavailable'))
    t.equal(store.locks(), 'unknown')
    proxy.mode = 'pass'
    await store.check()
    t.equal(store.locks(), 'enforced')
  })
}

const testListing = (t: Test, server: S3Server): void => {
  t.test('what a killed upload left is listed as partial and dropped', async (t) => {
    const options = optionsOf(server)
    const store = storeOf(t, options)
    await store.check()
    const { client, close } = connectS3(options)
    t.teardown(close)
    const key = `${tenantId}/aa/${newId()}`
    await client.initiateNewMultipartUpload(options.bucket, key, {})
    const [left, ...more] = await listed(store)
    t.same(more, [])
    t.match(left, { ref: { key }, partial: true })
    await left?.drop()
    await left?.drop()
    t.same(await listed(store), [])
  })

  t.test('a second version of a key, as a repeated request may leave, is listed by its own version', async (t) => {
    const options = optionsOf(server)
    const store = storeOf(t, options)
    const stored = await store.put({ tenantId, body: pieces(Buffer.from('một')) })
    const { client, close } = connectS3(options)
    t.teardown(close)
    await client.putObject(options.bucket, stored.key, Buffer.from('hai'))
    const found = await listed(store)
    t.equal(found.length, 2)
    await found.find(({ ref }) => ref.versionId !== stored.versionId)?.drop()
    t.equal((await readAll(await store.get(stored))).toString(), 'một')
  })

  t.test('a listing goes on past its first page', async (t) => {
    const store = storeOf(t, optionsOf(server, { pageKeys: 7 }))
    await store.check()
    const stored = await Promise.all(Array.from({ length: 40 }, () => store.put({ tenantId, body: pieces(Buffer.from('x')) })))
    t.same((await listed(store)).map(({ ref }) => ref.key).sort(), stored.map(({ key }) => key).sort())
  })
}

if (need(t, 'an S3 server (packages ceph-mon ceph-osd radosgw ceph-common)', hasS3())) {
  const server = await startS3(t)
  keepContract(t, async (t) => {
    const store = storeOf(t, optionsOf(server))
    await store.check()
    return store
  }, partBytes)
  testLocks(t, server)
  testListing(t, server)
  testSilence(t, server)
  testLoss(t, server)
}
