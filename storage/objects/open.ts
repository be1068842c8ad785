/** Opens the store of objects that the environment names: a folder of this machine, or an S3 server. */
import { DiskStore } from './disk.ts'
import { S3Store } from './s3.ts'
import { s3Defaults, type S3Options } from './s3-client.ts'
import type { ObjectStore } from './store.ts'

/** What the environment says of the store. */
export interface ObjectsOptions {
  /** For objects on disk. */
  readonly folder: string
  /** Absent: on disk. */
  readonly s3?: Pick<S3Options, 'endpoint' | 'accessKey' | 'secretKey' | 'bucket'> & Partial<S3Options> | undefined
  /** Dates the lock that is tried on an S3 server. */
  readonly nowMs: () => number
  /** Told when the S3 server cannot be had yet; every use tries anew. */
  readonly onNotice: (message: string) => void
}

/**
 * The store. An S3 server that does not answer now is no reason not to start: dossiers need no objects, and readiness tells of it.
 * @throws DomainError objects-unavailable when the folder cannot be made
 */
export const openObjects = async ({ folder, s3, nowMs, onNotice }: ObjectsOptions): Promise<ObjectStore> => {
  if (s3 === undefined) return DiskStore.open(folder)
  const store = new S3Store({ ...s3Defaults, ...s3 }, nowMs)
  store.prepare().then(
    () => { if (store.locks() !== 'enforced') onNotice(`the object store does not refuse to delete locked objects (${store.locks()}): only this service does`) },
    (error: unknown) => onNotice(`the object store cannot be used yet: ${JSON.stringify((error as { details?: unknown }).details ?? String(error))}`),
  )
  return store
}
