/**
 * Objects as files of this machine: what `npm start` uses by itself. One host only, and nobody but this service refuses a delete.
 *   DIR/kept/TENANT/XX/ID   mode 0400, whole or absent        DIR/under-way/TENANT.ID   uploads that are coming in
 */
import { mkdir, open, readdir, rename, stat, unlink, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { DomainError } from '../../schemas/errors.ts'
import { type Block, takeIn, type Taken } from './intake.ts'
import { type GetOptions, type ListedBytes, type LockVerdict, newKey, type ObjectRef, type ObjectStore, type PutRequest, type StoredBytes } from './store.ts'

/** Keys are made by `newKey`; anything else is not on this disk, and no way out of its folder. */
const keyShape = /^[0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f-]{36}$/
const blockBytes = 1 << 20
const readBytes = 1 << 18

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | null)?.code ?? '')
const isAbsent = (error: unknown): boolean => codeOf(error) === 'ENOENT'

/** Faults of the disk itself, as a refusal that says which; others as they are. */
const refusalOf = (error: unknown): unknown =>
  (/^(ENOSPC|EDQUOT|EROFS|EIO|EACCES|EPERM|EMFILE|ENFILE|ENOTDIR|ESTALE)$/.test(codeOf(error)) ? new DomainError('objects-unavailable', { reason: codeOf(error) }) : error)

/** A new or renamed name is durable only once its folder is synced too. */
const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Both, whichever breaks; nothing of them goes on when it throws. */
const bothOf = async <A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> => {
  await Promise.allSettled([one, other])
  return Promise.all([one, other])
}

/** @throws DomainError objects-unavailable on a short write */
const writeBlock = async (file: FileHandle, { bytes, startByte }: Block): Promise<void> => {
  const { bytesWritten } = await file.write(bytes, 0, bytes.length, startByte)
  if (bytesWritten !== bytes.length) throw new DomainError('objects-unavailable', { reason: 'ENOSPC' })
}

/** Objects in a folder. */
export class DiskStore implements ObjectStore {
  readonly kind = 'disk'
  readonly place: string
  private readonly kept: string
  private readonly underWay: string
  private readonly made = new Set<string>()

  private constructor(folder: string) {
    this.place = folder
    this.kept = join(folder, 'kept')
    this.underWay = join(folder, 'under-way')
  }

  /** Opens the store, making its folders. @throws DomainError objects-unavailable */
  static async open(folder: string): Promise<DiskStore> {
    const store = new DiskStore(folder)
    try {
      for (const path of [store.kept, store.underWay]) await mkdir(path, { recursive: true, mode: 0o700 })
      await syncFolder(folder)
    } catch (error) {
      throw refusalOf(error)
    }
    return store
  }

  async put(request: PutRequest): Promise<StoredBytes> {
    const { id, key } = newKey(request.tenantId)
    const coming = join(this.underWay, `${request.tenantId}.${id}`)
    try {
      const path = this.pathOf(key)
      // The folder of a first file is made while the file comes in.
      const [{ sizeBytes, sha256, crc32 }] = await bothOf(this.writeFile(coming, request), this.makeFolders(dirname(path)))
      await rename(coming, path)
      await syncFolder(dirname(path))
      return { id, key, versionId: null, sizeBytes, sha256, crc32 }
    } catch (error) {
      await unlink(coming).catch(() => undefined)
      throw refusalOf(error)
    }
  }

  async get({ key }: ObjectRef, { range, signal }: GetOptions = {}): Promise<Readable> {
    const file = await this.opened(key)
    // Told where the file ends, it takes no more memory than there are bytes, and reads no more often.
    const { size } = await file.stat()
    const [start, end] = [range?.start ?? 0, Math.min(range?.end ?? size, size - 1)]
    if (start <= end) return file.createReadStream({ highWaterMark: readBytes, start, end, ...(signal === undefined ? {} : { signal }) })
    await file.close()
    return Readable.from([])
  }

  async stat({ key }: ObjectRef): Promise<{ sizeBytes: number; modifiedMs: number }> {
    try {
      const { size, mtimeMs } = await stat(this.pathOf(key))
      return { sizeBytes: size, modifiedMs: mtimeMs }
    } catch (error) {
      throw isAbsent(error) ? new DomainError('object-missing') : refusalOf(error)
    }
  }

  async purge({ key }: ObjectRef): Promise<void> {
    await this.remove(this.pathOf(key))
  }

  async retain(): Promise<null> {
    return null
  }

  async hold(): Promise<boolean> {
    return false
  }

  async* list(beforeMs: number): AsyncGenerator<ListedBytes> {
    for (const name of await readdir(this.underWay)) {
      yield* this.listed(join(this.underWay, name), { key: name.replace('.', '/'), versionId: null }, { beforeMs, partial: true })
    }
    for (const tenant of await readdir(this.kept)) {
      for (const shelf of await readdir(join(this.kept, tenant))) {
        for (const name of await readdir(join(this.kept, tenant, shelf))) {
          yield* this.listed(join(this.kept, tenant, shelf, name), { key: `${tenant}/${shelf}/${name}`, versionId: null }, { beforeMs, partial: false })
        }
      }
    }
  }

  async check(): Promise<void> {
    try {
      await stat(this.underWay)
    } catch (error) {
      throw isAbsent(error) ? new DomainError('objects-unavailable', { reason: 'ENOENT' }) : refusalOf(error)
    }
  }

  locks(): LockVerdict {
    return 'notEnforced'
  }

  close(): void {
    this.made.clear()
  }

  private pathOf(key: string): string {
    if (!keyShape.test(key)) throw new DomainError('object-missing')
    return join(this.kept, key)
  }

  /** Written, summed and on the disk; the name is not yet. A file whose sync failed is never tried again: its pages may be marked clean. */
  private async writeFile(path: string, request: PutRequest): Promise<Taken> {
    const file = await open(path, 'wx', 0o600)
    try {
      const taken = await takeIn(request, { blockBytes, parts: false, write: (block) => writeBlock(file, block) })
      await writeBlock(file, taken.rest)
      await file.chmod(0o400)
      await file.sync()
      taken.release()
      return taken
    } finally {
      await file.close()
    }
  }

  private async makeFolders(shelf: string): Promise<void> {
    if (this.made.has(shelf)) return
    const ofTenant = dirname(shelf)
    await mkdir(shelf, { recursive: true, mode: 0o700 })
    await Promise.all([syncFolder(ofTenant), ...(this.made.has(ofTenant) ? [] : [syncFolder(this.kept)])])
    this.made.add(shelf).add(ofTenant)
  }

  private async opened(key: string): Promise<FileHandle> {
    try {
      return await open(this.pathOf(key), 'r')
    } catch (error) {
      throw isAbsent(error) ? new DomainError('object-missing') : refusalOf(error)
    }
  }

  private async remove(path: string): Promise<void> {
    try {
      await unlink(path)
    } catch (error) {
      if (!isAbsent(error)) throw refusalOf(error)
    }
  }

  private async* listed(path: string, ref: ObjectRef, { beforeMs, partial }: { beforeMs: number; partial: boolean }): AsyncGenerator<ListedBytes> {
    const found = await stat(path).catch((error: unknown) => { if (isAbsent(error)) return undefined; throw refusalOf(error) })
    if (found === undefined || found.mtimeMs >= beforeMs) return
    yield { ref, sizeBytes: found.size, modifiedMs: found.mtimeMs, partial, drop: () => this.remove(path) }
  }
}
