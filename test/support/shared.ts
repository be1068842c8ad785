/** Real material that lies beside the checkout and is never committed to it: found, or missing by name. */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const folders = () => [process.env['QUYTRINH_SHARED'], join(root, '../shared'), join(root, '../../shared')].filter((folder) => folder !== undefined)

/**
 * The path of a file of the shared folder, or null when it is not there. The folder is QUYTRINH_SHARED, or `shared` beside the checkout or
 * one level further up. Use with `need` of `needs.ts`.
 */
export const sharedFile = (name: string): string | null => folders().map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
