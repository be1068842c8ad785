/** Opens the store of objects that the environment names: a folder of this machine, or an S3 server. */
import { DiskStore } from './disk.ts'
import type { ObjectStore } from './store.ts'

export interface ObjectsOptions {
  /** For objects on disk. */
  readonly folder: string
}

/** The store, ready for its first put. @throws DomainError objects-unavailable when its folder cannot be made */
export const openObjects = ({ folder }: ObjectsOptions): Promise<ObjectStore> => DiskStore.open(folder)
