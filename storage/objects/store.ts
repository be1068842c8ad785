/**
 * Where the bytes of documents lie: one interface, kept by a folder of this machine and by an S3 server. It promises only what both can do.
 * Names, versions, retention and holds are rows of PostgreSQL (`storage/objects.ts`); a store knows bytes under keys and nothing else.
 */
import type { Readable } from 'node:stream'
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
  /** A store is done with a piece when it asks for the next: its memory may be given back then. */
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
