/** Writes database and objects into one file: the rows of one moment first, then the bytes that they name, which nothing ever overwrites. */
import { open, rename, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { DomainError } from '../../schemas/errors.ts'
import { type BackupObject, backupObjects, type BackupTable, backupTables, beginSnapshot, copyOut, type Copier, migrationsDone } from '../../storage/backup.ts'
import { ArchiveWriter } from '../backup/archive.ts'
import { backupFormat, headName, keyName, objectName, tablePartName } from '../backup/names.ts'
import { dateOf } from '../clock.ts'
import type { Deps } from '../deps.ts'

/** Rows are packed in pieces of this size: what is held in memory at once. */
const pieceBytes = 4 << 20
const objectsAtOnce = 500
/** So many are named; of more the number is told. */
const namedMost = 1_000
const packed = promisify(gzip)

export interface BackupMade {
  readonly file: string
  readonly bytes: number
  readonly tables: number
  readonly rows: number
  readonly objects: number
  /** Objects whose bytes the store no longer had, and those whose bytes are not what their row says: kept as they were found. */
  readonly missing: number
  readonly damaged: number
}

export interface BackupInput { readonly file: string; /** The key of the links on receipts. */ readonly linkKey: string }

type BackupDeps = Pick<Deps, 'pool' | 'objects' | 'clock'>

/** @throws DomainError file-exists, objects-unavailable; what was begun is removed, and never stood under the name asked for */
export const makeBackup = async (deps: BackupDeps, { file, linkKey }: BackupInput): Promise<BackupMade> => {
  if (await stat(file).then(() => true, () => false)) throw new DomainError('file-exists', { file: file.slice(0, 200) })
  const coming = `${file}.${process.pid}.part`
  const handle = await open(coming, 'wx', 0o600)
  try {
    const made = await inSnapshot(deps, (client) => writeAll(deps, client, new ArchiveWriter(handle), linkKey))
    await handle.sync()
    await handle.close()
    await rename(coming, file)
    await syncFolder(dirname(file))
    return { file, ...made }
  } catch (error) {
    await handle.close().catch(() => undefined)
    await unlink(coming).catch(() => undefined)
    throw error
  }
}

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r')
  try { await folder.sync() } finally { await folder.close() }
}

const inSnapshot = async <T>({ pool }: BackupDeps, work: (client: Copier) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await beginSnapshot(client)
    const answer = await work(client)
    await client.query('commit')
    return answer
  } catch (error) {
    // A COPY that was broken off leaves the connection in its midst: it is not used again.
    broken = error as Error
    throw error
  } finally {
    client.release(broken)
  }
}

const writeAll = async (deps: BackupDeps, client: Copier, archive: ArchiveWriter, linkKey: string): Promise<Omit<BackupMade, 'file'>> => {
  const tables = await backupTables(client)
  const head = Buffer.from(JSON.stringify({ format: backupFormat, madeAt: dateOf(deps.clock.nowMs()).toISOString(), migrations: await migrationsDone(client), tables }))
  await archive.add(headName, head.length, [head])
  await archive.add(keyName, linkKey.length, [Buffer.from(linkKey)])
  const rows: Record<string, number> = {}
  for (const table of tables) rows[table.name] = await writeTable(client, archive, table)
  const objects = await writeObjects(deps, client, archive)
  const { missing, damaged } = objects
  await archive.end({ rows, objects: objects.count, missing: missing.slice(0, namedMost), damaged: damaged.slice(0, namedMost) })
  return {
    bytes: archive.bytes, tables: tables.length, rows: Object.values(rows).reduce((sum, one) => sum + one, 0), objects: objects.count, missing: missing.length, damaged: damaged.length,
  }
}

/** Answers how many rows were written. */
const writeTable = async (client: Copier, archive: ArchiveWriter, table: BackupTable): Promise<number> => {
  const rows = copyOut(client, table)
  let held: Buffer[] = []
  let [heldBytes, parts] = [0, 0]
  const flush = async (): Promise<void> => {
    const bytes = await packed(Buffer.concat(held)) as Buffer
    held = []
    heldBytes = 0
    parts += 1
    await archive.add(tablePartName(table.name, parts), bytes.length, [bytes])
  }
  for await (const row of rows as AsyncIterable<Buffer>) {
    held.push(row)
    heldBytes += row.length
    if (heldBytes >= pieceBytes) await flush()
  }
  if (heldBytes > 0) await flush()
  return rows.rows
}

interface Objects { count: number; readonly missing: string[]; readonly damaged: string[] }

const writeObjects = async (deps: BackupDeps, client: Copier, archive: ArchiveWriter): Promise<Objects> => {
  const sum: Objects = { count: 0, missing: [], damaged: [] }
  for (let after: BackupObject | null = null; ;) {
    const page: BackupObject[] = await backupObjects(client, after, objectsAtOnce)
    for (const object of page) await writeObject(deps, archive, object, sum)
    after = page.at(-1) ?? null
    if (page.length < objectsAtOnce) return sum
  }
}

/** As many bytes as the store has; whether they are the right ones is told, so that one damaged file does not keep all others from being saved. */
const writeObject = async ({ objects }: BackupDeps, archive: ArchiveWriter, object: BackupObject, sum: Objects): Promise<void> => {
  const found = await objects.stat(object.ref).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'object-missing') return null
    throw error
  })
  if (found === null) {
    sum.missing.push(object.id)
    return
  }
  const written = await archive.add(objectName(object), found.sizeBytes, await objects.get(object.ref) as AsyncIterable<Buffer>)
  if (written !== object.sha256) sum.damaged.push(object.id)
  sum.count += 1
}
