/** Holds what is left after kills against what the clients were told. */
import { pipeline } from 'node:stream/promises'
import type { Pool } from '../../../storage/pool.ts'
import { verifying } from '../../../storage/objects/checked.ts'
import type { ListedBytes, ObjectRef, ObjectStore } from '../../../storage/objects/store.ts'
import { sweepObjects } from '../../../server/jobs/objects/sweep.ts'
import type { ObjectLedger } from './client.ts'

/** What was found; faults are to be none, the rest says what there was. */
export interface ObjectFindings {
  /** Acknowledged uploads without a row, or with another size. */
  lost: number
  /** Rows whose bytes are missing or wrong. */
  unreadable: number
  /** Acknowledged files that the service itself did not hand out with their sum. */
  unserved: number
  /** Acknowledged publications that are not there, and documents with two revisions in force. */
  unpublished: number
  /** What the sweep removed besides orphans, or left of them. */
  sweptWrongly: number
  /** Acknowledged files that the service did hand out with their sum. */
  readBack: number
  rows: number
  orphans: number
  unfinished: number
  readonly faults: string[]
}

export const noObjectFindings = (): ObjectFindings => ({ lost: 0, unreadable: 0, unserved: 0, unpublished: 0, sweptWrongly: 0, readBack: 0, rows: 0, orphans: 0, unfinished: 0, faults: [] })
export const isObjectsClean = ({ lost, unreadable, unserved, unpublished, sweptWrongly }: ObjectFindings): boolean => lost + unreadable + unserved + unpublished + sweptWrongly === 0

interface Row extends ObjectRef { readonly sha256: string; readonly sizeBytes: number }

const rowsOf = async (db: Pool): Promise<Row[]> => {
  const { rows } = await db.query<{ object_key: string; version_id: string | null; sha256: string; size_bytes: string }>(
    "select object_key, version_id, sha256, size_bytes from stored_object where state <> 'purged'")
  return rows.map((row) => ({ key: row.object_key, versionId: row.version_id, sha256: row.sha256, sizeBytes: Number(row.size_bytes) }))
}

/** Whether acknowledged uploads have their rows, and their bytes the right length. */
export const checkUploads = async (db: Pool, store: ObjectStore, uploads: ObjectLedger['uploads'], found: ObjectFindings): Promise<void> => {
  const rows = new Map((await rowsOf(db)).map((row) => [row.sha256, row]))
  for (const { documentId, sha256, sizeBytes } of uploads) {
    const row = rows.get(sha256)
    if (row === undefined || row.sizeBytes !== sizeBytes) {
      found.lost += 1
      found.faults.push(`${documentId}: ${sha256} was acknowledged and has no row`)
      continue
    }
    const stat = await store.stat(row).catch((error: unknown) => error as Error)
    if (stat instanceof Error || stat.sizeBytes !== sizeBytes) {
      found.unreadable += 1
      found.faults.push(`${row.key}: ${stat instanceof Error ? stat.message : `${stat.sizeBytes} bytes`}`)
    }
  }
}

/** Reads every object that has a row to its end. */
export const checkBytes = async (db: Pool, store: ObjectStore, found: ObjectFindings): Promise<void> => {
  const rows = await rowsOf(db)
  found.rows = rows.length
  for (const row of rows) {
    try {
      await pipeline(await store.get(row), verifying(row), async (bytes) => { for await (const _ of bytes); })
    } catch (error) {
      found.unreadable += 1
      found.faults.push(`${row.key}: ${(error as Error).message}`)
    }
  }
}

/** Whether acknowledged publications stand, and no document has two revisions in force. */
export const checkPublications = async (db: Pool, { publications }: ObjectLedger, found: ObjectFindings): Promise<void> => {
  const { rows } = await db.query<{ id: string }>("select id from document_revision where state in ('effective', 'superseded')")
  const published = new Set(rows.map(({ id }) => id))
  const missing = publications.filter(({ revisionId }) => !published.has(revisionId))
  const twice = await db.query<{ document_id: string }>("select document_id from document_revision where state = 'effective' group by document_id having count(*) > 1")
  found.unpublished += missing.length + twice.rows.length
  found.faults.push(...missing.map(({ documentId }) => `${documentId}: a publication is gone`), ...twice.rows.map((row) => `${row.document_id}: two in force`))
}

const listAll = async (store: ObjectStore): Promise<ListedBytes[]> => {
  const all: ListedBytes[] = []
  for await (const one of store.list(Number.MAX_SAFE_INTEGER)) all.push(one)
  return all
}
const nameOf = ({ key, versionId }: ObjectRef): string => `${key} ${versionId ?? ''}`

/** Sweeps without a grace, while no service runs, and looks whether exactly what no row needs is gone. */
export const checkSweep = async (db: Pool, store: ObjectStore, found: ObjectFindings): Promise<void> => {
  const needed = new Set((await rowsOf(db)).map(nameOf))
  const before = await listAll(store)
  found.orphans = before.filter((one) => !one.partial && !needed.has(nameOf(one.ref))).length
  found.unfinished = before.filter(({ partial }) => partial).length
  const report = await sweepObjects({ pool: db, objects: store, clock: { nowMs: () => Date.now() } }, { graceMs: -60 * 60 * 1000 })
  const after = new Set((await listAll(store)).map(({ ref }) => nameOf(ref)))
  const wrong = [...needed].filter((name) => !after.has(name)).length + [...after].filter((name) => !needed.has(name)).length
  found.sweptWrongly += wrong + Math.abs(report.orphans - found.orphans) + Math.abs(report.unfinished - found.unfinished)
  if (found.sweptWrongly > 0) found.faults.push(`swept ${JSON.stringify(report)} of ${found.orphans} orphans and ${found.unfinished} unfinished uploads; ${wrong} wrongly`)
}
