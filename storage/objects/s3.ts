/**
 * Objects in a bucket of an S3 server. PostgreSQL knows which objects there are; the bucket's versions and locks are the second wall,
 * and of the locks it is believed only what was tried.
 */
import type { Readable } from 'node:stream'
import { LEGAL_HOLD_STATUS, RETENTION_MODES, type Client } from 'minio'
import { DomainError } from '../../schemas/errors.ts'
import { fromTimestamp, toTimestamp } from '../instants.ts'
import { ask, askOnce, connectS3, isAbsent, isLocked, type S3Options } from './s3-client.ts'
import { listUploads, listVersions } from './s3-list.ts'
import { prepareBucket, tryLock } from './s3-prepare.ts'
import { upload } from './s3-upload.ts'
import { type GetOptions, type ListedBytes, type LockVerdict, newKey, type ObjectRef, type ObjectStore, type PutRequest, type StoredBytes } from './store.ts'

const versionOf = ({ versionId }: ObjectRef): { versionId?: string } => (versionId === null ? {} : { versionId })

/** S3 says seconds. */
const wholeSeconds = (ms: number): string => toTimestamp(Math.ceil(ms / 1000) * 1000).replace('.000Z', 'Z')

/** Objects in a bucket. */
export class S3Store implements ObjectStore {
  readonly kind = 's3'
  readonly place: string
  private readonly client: Client
  private readonly bucket: string
  private readonly pageKeys: number
  private readonly partBytes: number
  private readonly nowMs: () => number
  readonly close: () => void
  private verdict: LockVerdict = 'unknown'
  private prepared: Promise<void> | undefined

  /** Connects at the first request. `nowMs` dates the lock that is tried. */
  constructor(options: S3Options, nowMs: () => number) {
    const { client, close } = connectS3(options)
    this.client = client
    this.close = close
    this.bucket = options.bucket
    this.place = `${new URL(options.endpoint).origin}/${options.bucket}`
    this.pageKeys = options.pageKeys
    this.partBytes = options.partBytes
    this.nowMs = nowMs
  }

  /** Makes the bucket ready and tries its locks, once for all who wait; tried anew after a failure. @throws DomainError objects-unavailable */
  prepare(): Promise<void> {
    this.prepared ??= this.prepareOnce().catch((error: unknown) => {
      this.prepared = undefined
      throw error
    })
    return this.prepared
  }

  private async prepareOnce(): Promise<void> {
    await prepareBucket(this.client, this.bucket)
    this.verdict = await tryLock(this.client, this.bucket, wholeSeconds(this.nowMs() + 60 * 60 * 1000))
  }

  async put(request: PutRequest): Promise<StoredBytes> {
    await this.prepare()
    const { id, key } = newKey(request.tenantId)
    const { versionId, ...sums } = await upload({ client: this.client, bucket: this.bucket, key, partBytes: this.partBytes }, request)
    return { id, key, versionId, ...sums }
  }

  async get(ref: ObjectRef, { range, signal }: GetOptions = {}): Promise<Readable> {
    const start = range?.start ?? 0
    const length = range?.end === undefined ? 0 : range.end - start + 1
    const stream = await this.found(() => this.client.getPartialObject(this.bucket, ref.key, start, length, versionOf(ref)))
    signal?.addEventListener('abort', () => stream.destroy(signal.reason as Error), { once: true })
    return stream
  }

  async stat(ref: ObjectRef): Promise<{ sizeBytes: number; modifiedMs: number }> {
    const { size, lastModified } = await this.found(() => this.client.statObject(this.bucket, ref.key, versionOf(ref)))
    return { sizeBytes: size, modifiedMs: fromTimestamp(lastModified) }
  }

  async purge(ref: ObjectRef): Promise<void> {
    try {
      await ask(() => this.client.removeObject(this.bucket, ref.key, versionOf(ref)), (error) => isAbsent(error) || isLocked(error))
    } catch (error) {
      if (isLocked(error)) throw new DomainError('object-kept', { reason: 'lock' })
      if (!isAbsent(error)) throw error
    }
  }

  /** Governance mode: an administrator of the store with the right to bypass it can mend a wrong year; nobody else can delete. */
  async retain(ref: ObjectRef, untilMs: number): Promise<number | null> {
    if (this.verdict !== 'enforced' || ref.versionId === null) return null
    const { versionId } = ref
    await this.found(() => this.client.putObjectRetention(this.bucket, ref.key,
      { mode: RETENTION_MODES.GOVERNANCE, retainUntilDate: wholeSeconds(untilMs), versionId }))
    const kept = await this.found(() => this.client.getObjectRetention(this.bucket, ref.key, { versionId }))
    const lockedUntilMs = kept?.retainUntilDate === undefined ? Number.NaN : fromTimestamp(kept.retainUntilDate)
    if (!(lockedUntilMs >= untilMs)) throw new DomainError('objects-unavailable', { reason: 'lock-not-kept' })
    return lockedUntilMs
  }

  async hold(ref: ObjectRef, on: boolean): Promise<boolean> {
    if (this.verdict !== 'enforced' || ref.versionId === null) return false
    const status = on ? LEGAL_HOLD_STATUS.ENABLED : LEGAL_HOLD_STATUS.DISABLED
    const { versionId } = ref
    // Typed as nothing to wait for; it answers a promise.
    await this.found(async () => { await this.client.setObjectLegalHold(this.bucket, ref.key, { versionId, status }) })
    const kept: unknown = await this.found(() => this.client.getObjectLegalHold(this.bucket, ref.key, { versionId }))
    // Typed as a word, and answered as an object that holds it.
    const isOn = (typeof kept === 'object' && kept !== null && 'Status' in kept ? kept.Status : kept) === 'ON'
    if (isOn !== on) throw new DomainError('objects-unavailable', { reason: 'hold-not-kept' })
    return isOn
  }

  async* list(beforeMs: number): AsyncGenerator<ListedBytes> {
    await this.prepare()
    for await (const { key, uploadId, modifiedMs } of listUploads(this.client, this.bucket)) {
      const drop = (): Promise<void> => this.dropUpload(key, uploadId)
      if (modifiedMs < beforeMs) yield { ref: { key, versionId: null }, modifiedMs, sizeBytes: 0, partial: true, drop }
    }
    for await (const { ref, modifiedMs, sizeBytes } of listVersions(this.client, { bucket: this.bucket, prefix: '', pageKeys: this.pageKeys })) {
      if (modifiedMs < beforeMs) yield { ref, modifiedMs, sizeBytes, partial: false, drop: () => this.purge(ref) }
    }
  }

  private async dropUpload(key: string, uploadId: string): Promise<void> {
    await ask(() => this.client.abortMultipartUpload(this.bucket, key, uploadId), isAbsent).catch((error: unknown) => {
      if (!isAbsent(error)) throw error
    })
  }

  async check(): Promise<void> {
    await this.prepare()
    const exists = await askOnce(() => this.client.bucketExists(this.bucket))
    if (!exists) throw new DomainError('objects-unavailable', { reason: 'NoSuchBucket' })
  }

  locks(): LockVerdict {
    return this.verdict
  }

  /** @throws DomainError object-missing */
  private async found<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await ask(request, isAbsent)
    } catch (error) {
      throw isAbsent(error) ? new DomainError('object-missing') : error
    }
  }
}
