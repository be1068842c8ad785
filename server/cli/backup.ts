/** `quytrinh backup FILE`: database and files of documents in one file, as of one moment; the service goes on meanwhile. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { makeBackup } from '../commands/backup.ts'
import { linkKeyFile } from '../public-links.ts'
import type { Command } from './command.ts'
import { readOptions } from './options.ts'
import { dataDirOf, withService } from './service.ts'

/** @throws UsageError; DomainError file-exists, objects-unavailable */
export const run: Command = async (args) => {
  const { words: [file = ''] } = readOptions(args, [], 1)
  const made = await withService(({ deps }) => makeBackup(deps, { file: resolve(file), linkKey: readFileSync(linkKeyFile(dataDirOf()), 'utf8').trim() }))
  const faults = made.missing + made.damaged === 0 ? '' : `; ${made.missing} file(s) missing and ${made.damaged} damaged in the store, saved as found`
  return { value: made, text: `${made.file}: ${made.rows} rows of ${made.tables} tables, ${made.objects} files, ${made.bytes} bytes${faults}` }
}
