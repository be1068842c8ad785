/** What every store of objects must keep to: the same tests for each of them. */
import { createHash, randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Test } from 'tap'
import { DomainError } from '../../schemas/errors.ts'
import { newId } from '../../storage/ids.ts'
import { verifying } from '../../storage/objects/checked.ts'
import { type ListedBytes, newKey, type ObjectStore } from '../../storage/objects/store.ts'

export const mebibyte = 1 << 20
export const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The bytes piece by piece; breaks off with an error before the piece that begins at `failAt`. */
export async function* pieces(bytes: Uint8Array, { size = 65_536, failAt = Infinity }: { size?: number; failAt?: number } = {}): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    if (at >= failAt) throw new Error('the source broke')
    yield bytes.subarray(at, at + size)
  }
}
export const readAll = async (stream: Readable): Promise<Buffer> => Buffer.concat(await stream.toArray() as Buffer[])
const everything = Number.MAX_SAFE_INTEGER
export const listed = async (store: ObjectStore, beforeMs = everything): Promise<ListedBytes[]> => {
  const found: ListedBytes[] = []
  for await (const one of store.list(beforeMs)) found.push(one)
  return found
}
export const refusal = (code: string): Error => new DomainError(code as 'not-found')

type Open = (t: Test) => Promise<ObjectStore>
const tenantId = newId()

/** Runs the contract on stores that `open` makes; `partBytes` is where the store cuts what it is given. */
export const keepContract = (t: Test, open: Open, partBytes: number): void => {
  testBytes(t, open, partBytes)
  testKeys(t, open, partBytes)
  testStreams(t, open)
}

const testBytes = (t: Test, open: Open, partBytes: number): void => {
  t.test('what was put is read back byte for byte, whatever its size', async (t) => {
    const store = await open(t)
    for (const size of [0, 1, 1000, mebibyte, mebibyte + 1, partBytes - 1, partBytes, partBytes + 1, 2 * partBytes, 2 * partBytes + 7]) {
      const bytes = randomBytes(size)
      const stored = await store.put({ tenantId, body: pieces(bytes, { size: 70_001 }), sizeBytes: size, sha256: sumOf(bytes) })
      t.match(stored, { sizeBytes: size, sha256: sumOf(bytes) }, `${size} bytes`)
      t.ok(stored.key.startsWith(`${tenantId}/`) && stored.key.endsWith(stored.id), 'the tenant comes first in the key')
      t.equal(sumOf(await readAll(await store.get(stored))), sumOf(bytes))
      t.equal((await store.stat(stored)).sizeBytes, size)
    }
  })

  t.test('a part is read by its first and last byte', async (t) => {
    const store = await open(t)
    const bytes = randomBytes(100_000)
    const stored = await store.put({ tenantId, body: pieces(bytes) })
    for (const [start, end] of [[0, 0], [0, 9], [5, 5], [99_990, 99_999], [70_000, undefined]] as const) {
      t.same(await readAll(await store.get(stored, { range: { start, end } })), bytes.subarray(start, end === undefined ? undefined : end + 1), `${start} to ${end ?? 'the end'}`)
    }
  })

  t.test('an upload that breaks off, is short, long or another one is refused, and nothing of it is to be seen', async (t) => {
    const store = await open(t)
    const bytes = randomBytes(2 * partBytes + partBytes / 2)
    for (const failAt of [65_536, partBytes + 65_536]) await t.rejects(store.put({ tenantId, body: pieces(bytes, { failAt }) }), { message: 'the source broke' })
    for (const promised of [{ sizeBytes: bytes.length + 1 }, { sizeBytes: bytes.length - 1 }, { sha256: sumOf(Buffer.from('x')) }]) {
      await t.rejects(store.put({ tenantId, body: pieces(bytes), ...promised }), refusal('upload-incomplete'))
    }
    const stop = new AbortController()
    const stopping = async function* () { for await (const piece of pieces(bytes)) { yield piece; stop.abort(new Error('stopped')) } }
    await t.rejects(store.put({ tenantId, body: stopping(), signal: stop.signal }), { message: 'stopped' })
    t.same((await listed(store)).filter(({ ref }) => ref.key.startsWith(tenantId)).map(({ ref }) => ref.key), [])
  })
}

const testKeys = (t: Test, open: Open, partBytes: number): void => {
  t.test('what is not there is told before the first byte, and purging it twice is no error', async (t) => {
    const store = await open(t)
    const nothing = { key: newKey(tenantId).key, versionId: null }
    await t.rejects(store.get(nothing), refusal('object-missing'))
    await t.rejects(store.stat(nothing), refusal('object-missing'))
    const stored = await store.put({ tenantId, body: pieces(Buffer.from('một')) })
    await store.purge(stored)
    await store.purge(stored)
    await t.rejects(store.get(stored), refusal('object-missing'))
    await t.rejects(store.stat(stored), refusal('object-missing'))
  })

  t.test('a key names one upload for ever: equal bytes are two objects, and one goes without the other', async (t) => {
    const store = await open(t)
    const bytes = Buffer.from('cùng nội dung')
    const [first, second] = await Promise.all([store.put({ tenantId, body: pieces(bytes) }), store.put({ tenantId, body: pieces(bytes) })])
    t.not(first.key, second.key)
    await store.purge(first)
    t.same(await readAll(await store.get(second)), bytes)
  })

  t.test('many uploads at once do not mix', async (t) => {
    const store = await open(t)
    const all = Array.from({ length: 12 }, (_, at) => randomBytes(at % 3 === 0 ? partBytes + at : 1000 * at))
    const stored = await Promise.all(all.map((bytes) => store.put({ tenantId, body: pieces(bytes) })))
    for (const [at, one] of stored.entries()) t.equal(sumOf(await readAll(await store.get(one))), sumOf(all[at]!))
  })

  t.test('the list tells what lies there and since when, and drops what it is told to', async (t) => {
    const store = await open(t)
    const [kept, dropped] = [await store.put({ tenantId, body: pieces(Buffer.from('a')) }), await store.put({ tenantId, body: pieces(Buffer.from('bb')) })]
    const { modifiedMs } = await store.stat(kept)
    t.same((await listed(store, modifiedMs - 60_000)).filter(({ ref }) => ref.key === kept.key), [], 'too young')
    const found = await listed(store)
    t.match(found.find(({ ref }) => ref.key === dropped.key), { sizeBytes: 2, partial: false, ref: { key: dropped.key, versionId: dropped.versionId } })
    await found.find(({ ref }) => ref.key === dropped.key)?.drop()
    t.same((await listed(store)).map(({ ref }) => ref.key).filter((key) => key.startsWith(tenantId) && [kept.key, dropped.key].includes(key)), [kept.key])
  })
}

const testStreams = (t: Test, open: Open): void => {
  t.test('wrong bytes never end as if they were whole', async (t) => {
    const store = await open(t)
    const bytes = randomBytes(300_000)
    const stored = await store.put({ tenantId, body: pieces(bytes) })
    t.same(await readAll((await store.get(stored)).pipe(verifying(stored))), bytes)
    const wrong = async (expected: { sizeBytes: number; sha256: string }): Promise<void> => {
      const stream = (await store.get(stored)).pipe(verifying(expected))
      let seen = 0
      await t.rejects(async () => { for await (const piece of stream) seen += (piece as Buffer).length }, refusal('object-damaged'))
      t.ok(seen < bytes.length, `${seen} bytes and no end`)
    }
    await wrong({ sizeBytes: bytes.length, sha256: sumOf(Buffer.from('y')) })
    await wrong({ sizeBytes: bytes.length + 1, sha256: stored.sha256 })
    const large = await store.put({ tenantId, body: pieces(randomBytes(5 * mebibyte)) })
    t.equal((await readAll((await store.get(large)).pipe(verifying(large)))).length, large.sizeBytes, 'a large one by its quick sum')
    await t.rejects(readAll((await store.get(large)).pipe(verifying({ ...large, crc32: large.crc32 ^ 1 }))), refusal('object-damaged'))
  })

  t.test('a stream that is given up ends at once', async (t) => {
    const store = await open(t)
    const stored = await store.put({ tenantId, body: pieces(randomBytes(8 * mebibyte)) })
    const stop = new AbortController()
    const stream = await store.get(stored, { signal: stop.signal })
    await t.rejects(async () => { for await (const piece of stream) if ((piece as Buffer).length > 0) stop.abort() })
  })
}
