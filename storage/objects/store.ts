/**
 * Where the bytes of documents lie: one interface, kept by a folder of this machine and by an S3 server. It promises only what both can do.
 * Names, versions, retention and holds are rows of PostgreSQL (`storage/objects.ts`); a store knows bytes under keys and nothing else.
 */
import { createHash, type Hash } from 'node:crypto'
import { Transform, type Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { DomainError } from '../../schemas/errors.ts'
import { newId } from '../ids.ts'

/** Where bytes lie. Made by `put` alone, kept in the database, never used again for other bytes. */
export interface ObjectRef {
  /** `TENANT/XX/ID`: printable ASCII without anything that a server could read differently. */
  readonly key: string
  /** The version that an S3 server gave the key; null on disk. */
  readonly versionId: string | null
}

/** What a put kept. */
export interface StoredBytes extends ObjectRef {
  /** The identifier of the row that is to follow; the key ends with it. */
  readonly id: string
  readonly sizeBytes: number
  /** Lower-case hexadecimal. */
  readonly sha256: string
  /** A quick sum of the same bytes, for reading large ones. */
  readonly crc32: number
}

export interface PutRequest {
  readonly tenantId: string
  readonly body: AsyncIterable<Uint8Array>
  /** What the sender promised, where it did: another length or sum is refused. */
  readonly sizeBytes?: number | undefined
  readonly sha256?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Part of an object: both ends included, as HTTP counts. */
export interface ByteRange { readonly start: number; readonly end?: number | undefined }
export interface GetOptions { readonly range?: ByteRange | undefined; readonly signal?: AbortSignal | undefined }

/** Something that lies in the store, whoever put it there. */
export interface ListedBytes {
  readonly ref: ObjectRef
  readonly sizeBytes: number
  readonly modifiedMs: number
  /** An upload that was never finished: nobody can read it. */
  readonly partial: boolean
  /** Removes it for good. @throws DomainError object-kept when the server holds a lock on it */
  drop(): Promise<void>
}

/**
 * Whether the store itself refuses to delete a locked object, found out by trying: `enforced`; `notEnforced`, when only this service
 * refuses; `unknown`, while the store could not be asked.
 */
export type LockVerdict = 'enforced' | 'notEnforced' | 'unknown'

/**
 * A store of bytes. Every method but `locks` throws DomainError objects-unavailable when the store does not answer in time.
 */
export interface ObjectStore {
  readonly kind: 'disk' | 's3'
  /** The folder, or the server with its bucket, for administrators. */
  readonly place: string
  /**
   * Answers when the bytes are durable; leaves at most garbage behind when it throws.
   * @throws DomainError upload-incomplete (other length or sum than promised), and whatever the body throws
   */
  put(request: PutRequest): Promise<StoredBytes>
  /** @throws DomainError object-missing before the first byte; a stream that is cut off ends with an error, never as if it were whole. */
  get(ref: ObjectRef, options?: GetOptions): Promise<Readable>
  /** @throws DomainError object-missing */
  stat(ref: ObjectRef): Promise<{ readonly sizeBytes: number; readonly modifiedMs: number }>
  /** Removes bytes for good; those that are gone already are no error. For sweep and purge alone. @throws DomainError object-kept when the server holds a lock */
  purge(ref: ObjectRef): Promise<void>
  /** Locks an object until an instant, longer than before or as long; answers what the server reads back, null from a store that cannot lock. */
  retain(ref: ObjectRef, untilMs: number): Promise<number | null>
  /** Sets or lifts the server's own hold; answers whether the server has one now. */
  hold(ref: ObjectRef, on: boolean): Promise<boolean>
  /** Everything older than an instant, of every tenant, in no order. */
  list(beforeMs: number): AsyncIterable<ListedBytes>
  /** Tries whether the store answers. */
  check(): Promise<void>
  /** As of the last try. */
  locks(): LockVerdict
  close(): void
}

/** A key that no object has ever had: the tenant first, then 256 folders, so that none grows too large. */
export function newKey(tenantId: string): { readonly id: string; readonly key: string } {
  const id = newId()
  return { id, key: `${tenantId}/${id.slice(-2)}/${id}` }
}

/** The tenant that a key belongs to. */
export const tenantOfKey = (key: string): string => key.slice(0, key.indexOf('/'))

/** What the bytes of an object must be. */
export interface ExpectedBytes {
  readonly sizeBytes: number
  readonly sha256: string
  /** Null or absent: only the SHA-256 is known or wanted. */
  readonly crc32?: number | null
}

/** Larger ones are read against their CRC-32, smaller ones against their SHA-256: of large files the SHA-256 would take longer than all the rest. */
const quickBytes = 4 << 20

interface Sum { add(bytes: Buffer): void; isRight(): boolean }

const sha256Sum = ({ sha256 }: ExpectedBytes): Sum => {
  const hash: Hash = createHash('sha256')
  return { add: (bytes) => { hash.update(bytes) }, isRight: () => hash.digest('hex') === sha256 }
}
const crc32Sum = (expected: number): Sum => {
  let sum = 0
  return { add: (bytes) => { sum = crc32(bytes, sum) }, isRight: () => sum === expected }
}
const sumFor = (expected: ExpectedBytes): Sum =>
  (expected.sizeBytes > quickBytes && typeof expected.crc32 === 'number' ? crc32Sum(expected.crc32) : sha256Sum(expected))

/** Passes a whole object on; its last piece is held back until the sum is right, so that no reader sees a clean end of wrong bytes. @throws DomainError object-damaged, in the stream */
export function verifying(expected: ExpectedBytes): Transform {
  const sum = sumFor(expected)
  let sizeBytes = 0
  let held: Buffer | undefined
  return new Transform({
    readableHighWaterMark: 1 << 20, writableHighWaterMark: 1 << 20,
    transform(bytes: Buffer, _encoding, done) {
      sum.add(bytes)
      sizeBytes += bytes.length
      const ready = held
      held = bytes
      if (ready === undefined) done()
      else done(null, ready)
    },
    flush(done) {
      if (sizeBytes !== expected.sizeBytes || !sum.isRight()) done(new DomainError('object-damaged'))
      else if (held === undefined) done()
      else done(null, held)
    },
  })
}
