/** A bucket made ready: versions on, locks on where the server has them, and the locks tried. */
import type { Client } from 'minio'
import { RETENTION_MODES } from 'minio'
import { DomainError } from '../../schemas/errors.ts'
import { ask, isAbsent, isLocked } from './s3-client.ts'
import { versionsOf } from './s3-list.ts'
import type { LockVerdict } from './store.ts'

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

/** A bucket that is not there is made with locks, or without where the server knows none; another start may make it at the same moment. */
const makeBucket = async (client: Client, bucket: string): Promise<void> => {
  for (const ObjectLocking of [true, false]) {
    try {
      await ask(() => client.makeBucket(bucket, '', { ObjectLocking }), (error) => codeOf(error) !== '')
      return
    } catch (error) {
      if (codeOf(error) === 'BucketAlreadyOwnedByYou') return
      if (!ObjectLocking || error instanceof DomainError || !/NotImplemented|InvalidArgument|MalformedXML/.test(codeOf(error))) {
        throw error instanceof DomainError ? error : new DomainError('objects-unavailable', { reason: codeOf(error) })
      }
    }
  }
}

const isVersioned = async (client: Client, bucket: string): Promise<boolean> => {
  const found: unknown = await ask(() => client.getBucketVersioning(bucket))
  return typeof found === 'object' && found !== null && 'Status' in found && found.Status === 'Enabled'
}

/** @throws DomainError objects-unavailable: the server cannot be reached, or keeps no versions (such a server is not supported) */
export const prepareBucket = async (client: Client, bucket: string): Promise<void> => {
  if (!await ask(() => client.bucketExists(bucket))) await makeBucket(client, bucket)
  if (await isVersioned(client, bucket)) return
  await ask(() => client.setBucketVersioning(bucket, { Status: 'Enabled' }))
  if (!await isVersioned(client, bucket)) throw new DomainError('objects-unavailable', { reason: 'no-versions' })
}

const probeKey = '.probe/lock'

/** Whether the server refuses to delete a version and still has it afterwards. */
const refusesToDelete = async (client: Client, bucket: string, versionId: string): Promise<boolean> => {
  try {
    await ask(() => client.removeObject(bucket, probeKey, { versionId }), (error) => isLocked(error) || isAbsent(error))
  } catch (error) {
    if (!isLocked(error)) throw error
    return ask(() => client.statObject(bucket, probeKey, { versionId }), isAbsent).then(() => true, (missing: unknown) => { if (isAbsent(missing)) return false; throw missing })
  }
  return false
}

/** Puts a small object, locks it, and answers its version; null from a server that takes no lock. */
const putLocked = async (client: Client, bucket: string, until: string): Promise<string | null> => {
  const { versionId } = await ask(() => client.putObject(bucket, probeKey, Buffer.from('lock')))
  if (versionId === null) return null
  try {
    await ask(() => client.putObjectRetention(bucket, probeKey, { mode: RETENTION_MODES.GOVERNANCE, retainUntilDate: until, versionId }), (error) => codeOf(error) !== '')
  } catch (error) {
    if (error instanceof DomainError) throw error
    await ask(() => client.removeObject(bucket, probeKey, { versionId }))
    return null
  }
  return versionId
}

/**
 * Finds out by trying whether the server refuses to delete a locked object. What was tried is removed with the right to bypass it; where that
 * right lacks, or the bucket locks everything by itself, one small object stays, and the next start tries that one again instead of leaving more.
 */
export const tryLock = async (client: Client, bucket: string, until: string): Promise<LockVerdict> => {
  for (const left of await versionsOf(client, bucket, probeKey)) {
    if (await refusesToDelete(client, bucket, left)) return 'enforced'
  }
  const versionId = await putLocked(client, bucket, until)
  if (versionId === null || !await refusesToDelete(client, bucket, versionId)) return 'notEnforced'
  await client.removeObject(bucket, probeKey, { versionId, governanceBypass: true }).catch(() => undefined)
  return 'enforced'
}
