/** Reads an object for whoever asks the service for it. */
import { pipeline, type Readable } from 'node:stream'
import { DomainError } from '../../schemas/errors.ts'
import type { ObjectRow } from './rows.ts'
import { type ByteRange, type ObjectStore, verifying } from './store.ts'

/**
 * The bytes of an object. A whole one is held against its sum and breaks off rather than end wrong; part of one cannot be.
 * @throws DomainError object-purged, object-missing, objects-unavailable; in the stream object-damaged
 */
export const readObject = async (store: ObjectStore, object: ObjectRow, range?: ByteRange): Promise<Readable> => {
  if (object.state === 'purged') throw new DomainError('object-purged', { ground: object.discardGround })
  const bytes = await store.get(object, { range })
  if (range !== undefined) return bytes
  const checked = verifying(object)
  // Whatever breaks on either side ends both; the reader sees it as the error of the stream.
  pipeline(bytes, checked, () => undefined)
  return checked
}
