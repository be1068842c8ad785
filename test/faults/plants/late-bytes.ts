/** Loaded before the service by `npm run faults -- --objects --plant late-bytes`: a put is then answered while its bytes are in memory alone, where the service finds them until it is killed. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { DiskStore } from '../../../storage/objects/disk.ts'
import { type GetOptions, newKey, type ObjectRef, type PutRequest, type StoredBytes } from '../../../storage/objects/store.ts'

/** How long after the answer the bytes are written. */
const lateMs = 20_000

const held = new Map<string, Buffer>()
const real = DiskStore.prototype.get

const late = async function (this: DiskStore, { tenantId, body }: PutRequest): Promise<StoredBytes> {
  const bytes = Buffer.concat(await Array.fromAsync(body, (piece) => Buffer.from(piece)))
  const { id, key } = newKey(tenantId)
  held.set(key, bytes)
  setTimeout(() => { Reflect.get(this, 'keepLate')?.call(this, key, bytes) }, lateMs)
  return { id, key, versionId: null, sizeBytes: bytes.length, crc32: crc32(bytes), sha256: createHash('sha256').update(bytes).digest('hex') }
}
const keepLate = async function (this: DiskStore, key: string, bytes: Buffer): Promise<void> {
  const { mkdir, writeFile } = await import('node:fs/promises')
  const path = `${this.place}/kept/${key}`
  await mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true })
  await writeFile(path, bytes)
  held.delete(key)
}
const get = function (this: DiskStore, ref: ObjectRef, options?: GetOptions): Promise<Readable> {
  const bytes = held.get(ref.key)
  return bytes === undefined ? real.call(this, ref, options) : Promise.resolve(Readable.from([bytes]))
}
Object.assign(DiskStore.prototype, { put: late, get, keepLate })
