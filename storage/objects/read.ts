/** Reads an object for whoever asks the service for it. */
import type { Readable } from 'node:stream'
import { DomainError } from '../../schemas/errors.ts'
import { CheckedBytes } from './checked.ts'
import type { ObjectRow } from './rows.ts'
import type { ByteRange, ObjectStore } from './store.ts'

/**
 * The bytes of an object. A whole one is held against its sum and breaks off rather than end wrong; part of one cannot be.
 * @throws DomainError object-purged, object-missing, objects-unavailable; in the stream object-damaged
 */
export const readObject = async (store: ObjectStore, object: ObjectRow, range?: ByteRange): Promise<Readable> => {
  if (object.state === 'purged') throw new DomainError('object-purged', { ground: object.discardGround })
  const bytes = await store.get(object, { range })
  return range === undefined ? new CheckedBytes(bytes, object) : bytes
}
