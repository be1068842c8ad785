/** What lies in a bucket, page by page: paged here, because past 1,000 versions the client signs its own marker wrongly (storage trial, pitfall 11). */
import type { Client } from 'minio'
import { DomainError } from '../../schemas/errors.ts'
import { fromTimestamp } from '../instants.ts'
import { ask } from './s3-client.ts'
import type { ObjectRef } from './store.ts'

interface Version { readonly ref: ObjectRef; readonly sizeBytes: number; readonly modifiedMs: number }

/** What the client really answers for a version; its types leave it out. */
interface Found { readonly name?: string; readonly versionId?: string; readonly size?: number; readonly lastModified?: Date | string; readonly isDeleteMarker?: boolean }

/** Our keys hold no percent sign: a marker with one was escaped by the server. */
const escaped = (marker: string | undefined): string =>
  (marker === undefined || marker === '' ? '' : encodeURIComponent(marker.includes('%') ? decodeURIComponent(marker) : marker))

/** Which keys are asked for, and how many at once. */
export interface Listing { readonly bucket: string; readonly prefix: string; readonly pageKeys: number }

const pageOfVersions = async (client: Client, { bucket, prefix, pageKeys }: Listing, from: { key: string; version: string }) => {
  const page = await ask(() => client.listObjectsQuery(bucket, prefix, '', { Delimiter: '', MaxKeys: pageKeys, IncludeVersion: true, keyMarker: from.key, versionIdMarker: from.version }))
  return { found: page.objects as Found[], next: page.isTruncated === true ? { key: escaped(page.keyMarker), version: escaped(page.versionIdMarker) } : null }
}

/** Every version of every key below `prefix`; markers of deletion, which hold no bytes, are passed over. @throws DomainError objects-unavailable */
export async function* listVersions(client: Client, listing: Listing): AsyncGenerator<Version> {
  for (let from: { key: string; version: string } | null = { key: '', version: '' }; from !== null;) {
    const { found, next }: Awaited<ReturnType<typeof pageOfVersions>> = await pageOfVersions(client, listing, from)
    for (const { name, versionId, size, lastModified, isDeleteMarker } of found) {
      if (name === undefined || lastModified === undefined || isDeleteMarker === true) continue
      yield { ref: { key: name, versionId: versionId ?? null }, sizeBytes: Number(size ?? 0), modifiedMs: fromTimestamp(lastModified) }
    }
    if (next?.key === '') throw new DomainError('objects-unavailable', { reason: 'listing-cut' })
    from = next
  }
}

/** The versions of one key. @throws DomainError objects-unavailable */
export const versionsOf = async (client: Client, bucket: string, key: string): Promise<string[]> => {
  const found: string[] = []
  for await (const { ref } of listVersions(client, { bucket, prefix: key, pageKeys: 1_000 })) if (ref.key === key && ref.versionId !== null) found.push(ref.versionId)
  return found
}

type UploadPage = Awaited<ReturnType<Client['listIncompleteUploadsQuery']>>
const pageOfUploads = (client: Client, bucket: string, { key, id }: { key: string; id: string }): Promise<UploadPage> =>
  ask(() => client.listIncompleteUploadsQuery(bucket, '', key, id, ''))

/** Uploads that were begun and never ended. @throws DomainError objects-unavailable */
export async function* listUploads(client: Client, bucket: string): AsyncGenerator<{ readonly key: string; readonly uploadId: string; readonly modifiedMs: number }> {
  let from: { key: string; id: string } | null = { key: '', id: '' }
  while (from !== null) {
    const page: UploadPage = await pageOfUploads(client, bucket, from)
    for (const { key, uploadId, initiated } of page.uploads) yield { key, uploadId, modifiedMs: fromTimestamp(initiated as Date | string) }
    from = page.isTruncated ? { key: page.nextKeyMarker, id: page.nextUploadIdMarker } : null
  }
}
