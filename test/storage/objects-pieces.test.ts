/** Files that stream through give their memory back, and nobody ever gets bytes of another's. */
import t, { type Test } from 'tap'
import { createHash, randomBytes } from 'node:crypto'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { newId } from '../../storage/ids.ts'
import { CheckedBytes } from '../../storage/objects/checked.ts'
import { giveBack } from '../../storage/objects/pieces.ts'
import { withObjects } from '../support/objects.ts'

const kibibyte = 1 << 10
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const expectedOf = (bytes: Buffer): { sizeBytes: number; sha256: string; crc32: number } => ({ sizeBytes: bytes.length, sha256: sha256Of(bytes), crc32: crc32(bytes) })

/** Copies of a file in pieces, each with memory of its own as from a socket. */
const piecesOf = (bytes: Buffer, pieceBytes = 64 * kibibyte): Buffer[] => Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, at) => {
  const piece = bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes)
  return Buffer.from(new Uint8Array(piece).buffer)
})

t.test('a piece gives back what is all its own, and nothing else', async (t) => {
  const own = Buffer.from(new ArrayBuffer(10))
  giveBack(own)
  t.equal(own.length, 0)
  const whole = Buffer.from(new ArrayBuffer(10))
  giveBack(whole.subarray(0, 5))
  const shared = Buffer.from(new SharedArrayBuffer(10))
  giveBack(shared)
  giveBack(Buffer.alloc(0))
  t.same([whole.length, shared.length], [10, 10], 'a part of a piece, or memory that threads share, stays')
})

/** Sends a stream as an answer, and reads it over a socket. */
const sent = async (t: Pick<Test, 'teardown'>, stream: CheckedBytes): Promise<{ bytes: Buffer; complete: boolean }> => {
  const server = createServer((_request, response) => { stream.once('error', () => response.destroy()).pipe(response) })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  t.teardown(() => { server.close() })
  const response = await new Promise<IncomingMessage>((done, fail) => { get({ port: (server.address() as AddressInfo).port, agent: false }, done).once('error', fail) })
  const read: Buffer[] = []
  response.on('data', (piece: Buffer) => { read.push(piece) })
  await new Promise((done) => { response.once('error', () => undefined).once('close', done) })
  return { bytes: Buffer.concat(read), complete: response.complete }
}

for (const sizeBytes of [0, 1, 64 * kibibyte, 200 * kibibyte, 3_000 * kibibyte]) {
  t.test(`an answer of ${sizeBytes} bytes arrives whole, its memory given back, however it is read`, async (t) => {
    const bytes = randomBytes(sizeBytes)
    const pieces = piecesOf(bytes)
    const { bytes: read, complete } = await sent(t, new CheckedBytes(Readable.from(pieces), expectedOf(bytes)))
    t.ok(complete && read.equals(bytes))
    t.ok(pieces.every(({ length }) => length === 0), 'every piece is given back')
    const kept = piecesOf(bytes)
    t.ok(Buffer.concat(await new CheckedBytes(Readable.from(kept), expectedOf(bytes)).toArray() as Buffer[]).equals(bytes), 'as a stream')
    t.ok(kept.every(({ length }) => length > 0), 'whose reader keeps what it read')
  })
}

t.test('a wrong byte anywhere ends as a broken answer, never as a whole one', async (t) => {
  for (const sizeBytes of [100, 100 * kibibyte, 1_000 * kibibyte]) {
    const bytes = randomBytes(sizeBytes)
    const expected = expectedOf(bytes)
    for (const wrong of [0, sizeBytes >> 1, sizeBytes - 1]) {
      const damaged = Buffer.from(bytes)
      damaged[wrong]! ^= 1
      const { bytes: read, complete } = await sent(t, new CheckedBytes(Readable.from(piecesOf(damaged)), expected)).catch(() => ({ bytes: Buffer.alloc(0), complete: false }))
      t.ok(!complete && read.length < sizeBytes, `byte ${wrong} of ${sizeBytes}`)
    }
    const short = await sent(t, new CheckedBytes(Readable.from(piecesOf(bytes.subarray(1))), expected)).catch(() => ({ complete: false }))
    t.notOk(short.complete, 'a file that is too short')
  }
})

t.test('a reader who goes away ends the reading of the file', async (t) => {
  const source = Readable.from(piecesOf(randomBytes(30_000 * kibibyte)))
  const stream = new CheckedBytes(source, { sizeBytes: 30_000 * kibibyte, sha256: '' })
  const closed = new Promise((done) => { source.once('close', done) })
  const server = createServer((_request, response) => {
    response.once('close', () => stream.destroy())
    stream.once('error', () => undefined).pipe(response)
  })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  t.teardown(() => { server.close() })
  const request = get({ port: (server.address() as AddressInfo).port, agent: false }, (response) => { response.once('data', () => request.destroy()).once('error', () => undefined) })
  request.once('error', () => undefined)
  await closed
  t.ok(source.destroyed)
})

t.test('files that come in side by side in memory used before are kept each with its own bytes', async (t) => {
  const store = await withObjects(t)
  const sizes = [1, 70 * kibibyte, 1024 * kibibyte, 1024 * kibibyte + 1, 2048 * kibibyte, 2_500 * kibibyte]
  for (let round = 0; round < 3; round += 1) {
    const files = sizes.map((sizeBytes) => randomBytes(sizeBytes))
    const kept = await Promise.all(files.map((bytes) => store.put({ tenantId: newId(), body: given(piecesOf(bytes)) })))
    for (const [at, stored] of kept.entries()) {
      const bytes = files[at]!
      t.match(stored, expectedOf(bytes))
      t.ok(Buffer.concat(await (await store.get(stored)).toArray() as Buffer[]).equals(bytes), `${bytes.length} bytes`)
    }
    // One breaks off in the middle: its memory is nobody else's.
    await t.rejects(store.put({ tenantId: newId(), body: given(piecesOf(randomBytes(3_000 * kibibyte)), 30) }), /broke off/)
  }
})

/** Pieces as a socket gives them, whose memory is gone as soon as the next is asked for. */
async function* given(pieces: readonly Buffer[], breaksAt = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer> {
  for (const [at, piece] of pieces.entries()) {
    if (at === breaksAt) throw new Error('broke off')
    yield piece
    giveBack(piece)
  }
}
