/** Loaded before the service by `npm run faults -- --objects --plant late-bytes`: a put is then answered before its bytes are where they are looked for. */
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { DiskStore } from '../../../storage/objects/disk.ts'
import { newKey, type PutRequest, type StoredBytes } from '../../../storage/objects/store.ts'

/** How long after the answer the bytes are written. */
const lateMs = 400

const late = async function (this: DiskStore, { tenantId, body }: PutRequest): Promise<StoredBytes> {
  const bytes = Buffer.concat(await Array.fromAsync(body))
  const { id, key } = newKey(tenantId)
  setTimeout(() => { Reflect.get(this, 'keepLate')?.call(this, key, bytes) }, lateMs)
  return { id, key, versionId: null, sizeBytes: bytes.length, crc32: crc32(bytes), sha256: createHash('sha256').update(bytes).digest('hex') }
}
const keepLate = async function (this: DiskStore, key: string, bytes: Buffer): Promise<void> {
  const { mkdir, writeFile } = await import('node:fs/promises')
  const path = `${this.place}/kept/${key}`
  await mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true })
  await writeFile(path, bytes)
}
Object.assign(DiskStore.prototype, { put: late, keepLate })
