/** `quytrinh restore FILE`: a backup back into an empty database and its store; the file is checked whole before anything is written. */
import { resolve } from 'node:path'
import { checkBackup, restoreBackup } from '../commands/restore.ts'
import type { Command } from './command.ts'
import { readOptions } from './options.ts'
import { dataDirOf, withService } from './service.ts'

/** @throws UsageError; DomainError backup-damaged, backup-other-version, restore-not-empty, file-unreadable, objects-unavailable */
export const run: Command = async (args) => {
  const { words: [file = ''] } = readOptions(args, [], 1)
  const backup = await checkBackup(resolve(file))
  const restored = await withService(({ deps }) => restoreBackup(deps, backup, dataDirOf()))
  return { value: { ...restored, madeAt: backup.head.madeAt }, text: `restored: ${restored.rows} rows of ${restored.tables} tables and ${restored.objects} files, as of ${backup.head.madeAt}` }
}
