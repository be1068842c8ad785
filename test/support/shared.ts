/** Real material that lies beside the checkout and is never committed to it: found, or missing by name. */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const folders = () => [process.env['QUYTRINH_SHARED'], join(root, '../shared'), join(root, '../../shared')].filter((folder) => folder !== undefined)

/** The path of a file of the shared folder; null when it is not there. The folder is QUYTRINH_SHARED, or `shared` up to two levels above. */
export const sharedFile = (name: string): string | null => folders().map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null

/** Options of a test that needs real material: skipped with its name when missing, but run (and so failing) under REQUIRE_ALL=1. */
export const needs = (name: string): { skip: string | false } =>
  ({ skip: sharedFile(name) !== null || process.env['REQUIRE_ALL'] === '1' ? false : `missing: ../shared/${name}` })

/** The path of a shared file in a test that does not skip. Throws with the name of what is missing. */
export const requireShared = (name: string): string => {
  const path = sharedFile(name)
  if (path === null) throw new Error(`missing: ../shared/${name}`)
  return path
}
