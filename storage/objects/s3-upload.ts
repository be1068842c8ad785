/**
 * One upload to an S3 server in parts that we cut, sum and send ourselves: `putObject` with a stream loses parts, hangs when its source
 * breaks and buffers up to 528 MiB (storage trial, pitfalls 1 to 6).
 */
import { createHash } from 'node:crypto'
import type { Client } from 'minio'
import { DomainError } from '../../schemas/errors.ts'
import { type Block, takeIn } from './intake.ts'
import { ask, askOnce, isAbsent } from './s3-client.ts'
import type { PutRequest } from './store.ts'

/** Where the upload goes, and how much of it is sent at once. */
export interface UploadTarget { readonly client: Client; readonly bucket: string; readonly key: string; readonly partBytes: number }

/** What the server answered for the whole. */
export interface Uploaded { readonly versionId: string | null; readonly sizeBytes: number; readonly sha256: string; readonly crc32: number }

const headers = { 'Content-Type': 'application/octet-stream' }
/** The parts of one upload: two may fly while the next fills. */
class Parts {
  private readonly target: UploadTarget
  private readonly sums: Buffer[] = []
  private readonly etags: { part: number; etag: string }[] = []
  private beginning: Promise<string> | undefined
  private uploadId: string | undefined
  private isWhole = false

  constructor(target: UploadTarget) {
    this.target = target
  }

  get begun(): boolean {
    return this.beginning !== undefined
  }

  /** Sends the block that begins there as its part; an empty one is none. */
  async send({ bytes, startByte, summed }: Block): Promise<void> {
    if (bytes.length === 0) return
    const { client, bucket, key, partBytes } = this.target
    this.beginning ??= ask(() => client.initiateNewMultipartUpload(bucket, key, headers))
    const uploadID = this.uploadId = await this.beginning
    const sum = await summed ?? Buffer.alloc(0)
    const partNumber = startByte / partBytes + 1
    this.sums[partNumber - 1] = sum
    const { etag } = await ask(() => client.uploadPart(
      { bucketName: bucket, objectName: key, uploadID, partNumber, headers: { 'Content-MD5': sum.toString('base64') } }, bytes))
    if (etag !== sum.toString('hex')) throw new DomainError('objects-unavailable', { reason: 'part-damaged' })
    this.etags.push({ part: partNumber, etag })
  }

  /** Makes one object of the parts and holds its size and sum against ours; answers its version. */
  async complete(sizeBytes: number): Promise<string | null> {
    const { client, bucket, key } = this.target
    this.etags.sort((one, other) => one.part - other.part)
    const versionId = await this.join()
    const stat = await ask(() => client.statObject(bucket, key, versionId === null ? {} : { versionId }))
    const whole = `${createHash('md5').update(Buffer.concat(this.sums)).digest('hex')}-${this.sums.length}`
    const otherSum = /^[0-9a-f]{32}-\d+$/.test(stat.etag) && stat.etag !== whole
    if (stat.size !== sizeBytes || otherSum) throw new DomainError('objects-unavailable', { reason: 'object-damaged' })
    this.isWhole = true
    return stat.versionId ?? versionId
  }

  /** Not repeated blindly: when the answer is lost, the object may be there and the upload is gone. */
  private async join(): Promise<string | null> {
    const { client, bucket, key } = this.target
    try {
      return (await client.completeMultipartUpload(bucket, key, this.uploadId ?? '', this.etags)).versionId
    } catch (error) {
      const found = await ask(() => client.statObject(bucket, key), isAbsent).catch(() => undefined)
      if (found === undefined) return askOnce(() => Promise.reject(error as Error))
      return found.versionId ?? null
    }
  }

  /** Leaves nothing behind, as far as the server still answers; the sweep does the rest. */
  async abort(): Promise<void> {
    const id = await this.beginning?.catch(() => undefined) ?? this.uploadId
    if (id === undefined || this.isWhole) return
    await this.target.client.abortMultipartUpload(this.target.bucket, this.target.key, id).catch(() => undefined)
  }
}

/** A body that fits into one part goes in one request, to which the client adds its Content-MD5. Repeated, it may leave a second version of its key, which the sweep finds. */
const sendSmall = async ({ client, bucket, key }: UploadTarget, bytes: Buffer): Promise<string | null> => {
  const { versionId } = await ask(() => client.putObject(bucket, key, bytes, bytes.length, { ...headers }))
  return versionId
}

/** Sends a body to a key that was never used. @throws DomainError upload-incomplete, objects-unavailable, and whatever the body throws */
export const upload = async (target: UploadTarget, request: PutRequest): Promise<Uploaded> => {
  const parts = new Parts(target)
  try {
    const { sizeBytes, sha256, crc32, rest, release } = await takeIn(request, { blockBytes: target.partBytes, parts: true, write: (block) => parts.send(block) })
    const versionId = parts.begun ? await parts.send(rest).then(() => parts.complete(sizeBytes)) : await sendSmall(target, rest.bytes)
    release()
    return { versionId, sizeBytes, sha256, crc32 }
  } catch (error) {
    await parts.abort()
    throw error
  }
}
