/** Reads a backup back into an empty service: the whole file is held against its sums before anything is written, and the database takes all of it or nothing. */
import { type FileHandle, open, rename, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { DomainError } from '../../schemas/errors.ts'
import { type BackupTable, backupTables, closeAfterRestore, copyIn, type Copier, firstFilled, migrationsDone, moveObject, openForRestore, withoutLimits } from '../../storage/backup.ts'
import { inTransaction } from '../../storage/pool.ts'
import { type ArchiveEntry, ArchiveReader, damaged } from '../backup/archive.ts'
import { BackupHead, headName, keyName, objectOf, tableOf } from '../backup/names.ts'
import type { Deps } from '../deps.ts'
import { linkKeyFile } from '../public-links.ts'
import { parseJson, parseWith } from '../validate.ts'

/** A piece of rows is packed from four megabytes, or from one row. */
const unpackedMost = 256 << 20
const smallMost = 1 << 20
const unpacked = promisify(gunzip)

/** A backup that is whole. */
export interface CheckedBackup { readonly file: string; readonly head: BackupHead; readonly sha256: string; readonly rows: Readonly<Record<string, number>> }

const withFile = async <T>(file: string, work: (handle: FileHandle) => Promise<T>): Promise<T> => {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw new DomainError('file-unreadable', { file: file.slice(0, 200), reason: (error as { code?: string }).code ?? 'unknown' })
  })
  try {
    return await work(handle)
  } finally {
    await handle.close()
  }
}

const wholeOf = async ({ sizeBytes, body }: ArchiveEntry, most: number): Promise<Buffer> => {
  if (sizeBytes > most) throw damaged('entry-too-large')
  return Buffer.concat(await Array.fromAsync(body()))
}

const headOf = async (entry: ArchiveEntry): Promise<BackupHead> => parseWith(BackupHead, parseJson((await wholeOf(entry, smallMost * 8)).toString(), 'backup-damaged'), 'backup-damaged')

/** Reads the whole file and writes nothing. @throws DomainError backup-damaged, file-unreadable */
export const checkBackup = (file: string): Promise<CheckedBackup> => withFile(file, async (handle) => {
  const reader = new ArchiveReader(handle)
  let head: BackupHead | undefined
  for await (const entry of reader.entries()) {
    if (head === undefined) {
      if (entry.name !== headName) throw damaged('no-backup')
      head = await headOf(entry)
    } else for await (const piece of entry.body()) void piece
  }
  if (head === undefined) throw damaged('no-backup')
  const { manifest, sha256 } = reader.end()
  return { file, head, sha256, rows: manifest['rows'] as Record<string, number> }
})

export interface Restored { readonly tables: number; readonly rows: number; readonly objects: number }

type RestoreDeps = Pick<Deps, 'pool' | 'objects'>

/** @throws DomainError restore-not-empty, backup-other-version, backup-damaged (the file changed since it was checked), objects-unavailable; nothing is kept then but bytes in the store that no row names, which the sweep removes */
export const restoreBackup = async (deps: RestoreDeps, backup: CheckedBackup, dataDir: string): Promise<Restored> => {
  const mine = await migrationsDone(deps.pool)
  const { migrations } = backup.head
  if (mine.join() !== migrations.join()) {
    throw new DomainError('backup-other-version', { onlyInBackup: migrations.filter((name) => !mine.includes(name)), onlyHere: mine.filter((name) => !migrations.includes(name)) })
  }
  return withFile(backup.file, (handle) => inTransaction(deps.pool, async (client) => {
    const copier = client as Copier
    await withoutLimits(copier)
    const tables = await backupTables(copier)
    await openForRestore(copier, tables)
    const filled = await firstFilled(copier, tables)
    if (filled !== undefined) throw new DomainError('restore-not-empty', { table: filled })
    const restored = await readAll(deps, copier, { handle, backup, tables, dataDir })
    await closeAfterRestore(copier, tables)
    return restored
  }))
}

interface Source { readonly handle: FileHandle; readonly backup: CheckedBackup; readonly tables: readonly BackupTable[]; readonly dataDir: string }

const readAll = async (deps: RestoreDeps, client: Copier, { handle, backup, tables, dataDir }: Source): Promise<Restored> => {
  const reader = new ArchiveReader(handle)
  const loader = new TableLoader(client, backup.head.tables.filter(({ name }) => tables.some((one) => one.name === name)))
  let [objects, linkKey] = [0, '']
  for await (const entry of reader.entries()) {
    const [table, object] = [tableOf(entry.name), objectOf(entry.name)]
    if (table !== undefined) await loader.take(table, await wholeOf(entry, unpackedMost))
    else await loader.end()
    if (entry.name === keyName) linkKey = (await wholeOf(entry, smallMost)).toString()
    else if (object !== undefined) {
      const stored = await deps.objects.put({ tenantId: object.tenantId, body: entry.body() })
      if (!await moveObject(client, object.tenantId, object.id, stored)) throw damaged('object-without-row')
      objects += 1
    } else if (table === undefined) for await (const piece of entry.body()) void piece
  }
  await loader.end()
  if (reader.end().sha256 !== backup.sha256) throw damaged('changed-meanwhile')
  for (const [name, count] of Object.entries(backup.rows)) if (count !== (loader.rows.get(name) ?? 0)) throw damaged('rows')
  await keepLinkKey(dataDir, linkKey)
  return { tables: backup.head.tables.length, rows: [...loader.rows.values()].reduce((sum, one) => sum + one, 0), objects }
}

/** Puts the pieces of one table after another into the database, a single COPY a table: rows of one table may refer to one another. */
class TableLoader {
  readonly rows = new Map<string, number>()
  readonly #client: Copier
  readonly #tables: ReadonlyMap<string, BackupTable>
  #open: { readonly name: string; readonly rows: ReturnType<typeof copyIn>; readonly ended: Promise<void> } | undefined
  constructor(client: Copier, tables: readonly BackupTable[]) {
    this.#client = client
    this.#tables = new Map(tables.map((one) => [one.name, one]))
  }

  async take(name: string, piece: Buffer): Promise<void> {
    if (this.#open?.name !== name) {
      await this.end()
      const table = this.#tables.get(name)
      if (table === undefined || this.rows.has(name)) throw damaged('table')
      const rows = copyIn(this.#client, table)
      this.#open = { name, rows, ended: new Promise((done, fail) => { rows.once('finish', done).once('error', fail) }) }
      this.#open.ended.catch(() => undefined)
    }
    const { rows, ended } = this.#open
    const bytes = await unpacked(piece, { maxOutputLength: unpackedMost }) as Buffer
    if (!rows.write(bytes)) await Promise.race([new Promise((done) => { rows.once('drain', done) }), ended])
  }

  async end(): Promise<void> {
    if (this.#open === undefined) return
    const { name, rows, ended } = this.#open
    rows.end()
    await ended
    this.rows.set(name, rows.rows)
    this.#open = undefined
  }
}

/** The key of the links on receipts, so that they open what they opened before. */
const keepLinkKey = async (dataDir: string, key: string): Promise<void> => {
  if (!/^[0-9a-f]{64}$/.test(key)) throw damaged('link-key')
  const file = linkKeyFile(dataDir)
  await writeFile(`${file}.part`, key, { mode: 0o600 })
  await rename(`${file}.part`, file)
}
