/**
 * One upload to an S3 server in parts that we cut, sum and send ourselves: `putObject` with a stream loses parts, hangs when its source
 * breaks and buffers up to 528 MiB (storage trial, pitfalls 1 to 6).
 */
import { createHash } from 'node:crypto'
import type { Client } from 'minio'
import { DomainError } from '../../schemas/errors.ts'
import { ask, askOnce, isAbsent } from './s3-client.ts'
import { Meter, type PutRequest } from './store.ts'

/** Where the upload goes, and how much of it is sent at once. */
export interface UploadTarget { readonly client: Client; readonly bucket: string; readonly key: string; readonly partBytes: number }

/** What the server answered for the whole. */
export interface Uploaded { readonly versionId: string | null; readonly sizeBytes: number; readonly sha256: string }

const headers = { 'Content-Type': 'application/octet-stream' }
const md5Of = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest()

/** Collects pieces until a part is full. */
class Filling {
  private pieces: Uint8Array[] = []
  private size = 0
  private readonly partBytes: number

  constructor(partBytes: number) {
    this.partBytes = partBytes
  }

  /** Takes a piece; answers the parts that became full. */
  add(piece: Uint8Array): Buffer[] {
    const full: Buffer[] = []
    for (let rest = piece; rest.length > 0;) {
      const taken = rest.subarray(0, this.partBytes - this.size)
      this.pieces.push(taken)
      this.size += taken.length
      rest = rest.subarray(taken.length)
      if (this.size === this.partBytes) full.push(this.take())
    }
    return full
  }

  /** What was collected since the last full part. */
  take(): Buffer {
    const part = Buffer.concat(this.pieces, this.size)
    this.pieces = []
    this.size = 0
    return part
  }
}

/** The parts of one upload: one flies while the next fills. */
class Parts {
  private readonly target: UploadTarget
  private readonly sums: Buffer[] = []
  private readonly etags: { part: number; etag: string }[] = []
  private uploadId: string | undefined
  private flying: Promise<void> = Promise.resolve()

  constructor(target: UploadTarget) {
    this.target = target
  }

  get begun(): boolean {
    return this.uploadId !== undefined
  }

  async send(bytes: Buffer): Promise<void> {
    const { client, bucket, key } = this.target
    this.uploadId ??= await ask(() => client.initiateNewMultipartUpload(bucket, key, headers))
    await this.flying
    this.flying = this.sendPart(this.uploadId, bytes)
    // Awaited before the next part or the end; a source that breaks meanwhile must not leave it unheard.
    this.flying.catch(() => undefined)
  }

  private async sendPart(uploadID: string, bytes: Buffer): Promise<void> {
    const { client, bucket, key } = this.target
    const sum = md5Of(bytes)
    const partNumber = this.sums.push(sum)
    const { etag } = await ask(() => client.uploadPart(
      { bucketName: bucket, objectName: key, uploadID, partNumber, headers: { 'Content-MD5': sum.toString('base64') } }, bytes))
    if (etag !== sum.toString('hex')) throw new DomainError('objects-unavailable', { reason: 'part-damaged' })
    this.etags.push({ part: partNumber, etag })
  }

  /** Makes one object of the parts and holds its size and sum against ours; answers its version. */
  async complete(sizeBytes: number): Promise<string | null> {
    await this.flying
    const { client, bucket, key } = this.target
    const versionId = await this.join()
    const stat = await ask(() => client.statObject(bucket, key, versionId === null ? {} : { versionId }))
    const whole = `${createHash('md5').update(Buffer.concat(this.sums)).digest('hex')}-${this.sums.length}`
    const otherSum = /^[0-9a-f]{32}-\d+$/.test(stat.etag) && stat.etag !== whole
    if (stat.size !== sizeBytes || otherSum) throw new DomainError('objects-unavailable', { reason: 'object-damaged' })
    this.uploadId = undefined
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
    const id = this.uploadId
    if (id === undefined) return
    await this.flying.catch(() => undefined)
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
  const meter = new Meter()
  const filling = new Filling(target.partBytes)
  const parts = new Parts(target)
  try {
    for await (const piece of request.body) {
      request.signal?.throwIfAborted()
      meter.add(piece)
      for (const part of filling.add(piece)) await parts.send(part)
    }
    const sha256 = meter.end(request)
    const rest = filling.take()
    if (parts.begun && rest.length > 0) await parts.send(rest)
    const versionId = parts.begun ? await parts.complete(meter.sizeBytes) : await sendSmall(target, rest)
    return { versionId, sizeBytes: meter.sizeBytes, sha256 }
  } catch (error) {
    await parts.abort()
    throw error
  }
}
