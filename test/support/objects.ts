/** Stores of objects for tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { DiskStore } from '../../storage/objects/disk.ts'

/** A folder that goes when `t` ends. */
export const withFolder = (t: Pick<Test, 'teardown'>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'quytrinh-objects-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A store on disk that goes when `t` ends. */
export const withObjects = (t: Pick<Test, 'teardown'>): Promise<DiskStore> => DiskStore.open(withFolder(t))
