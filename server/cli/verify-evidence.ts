/** `quytrinh verify-evidence FILE.zip`: runs the verifier that every pack carries. Needs no database and no network. */
import { readFileSync, statSync } from 'node:fs'
import { DomainError } from '../../schemas/errors.ts'
import { verifyPack, wordsOf } from '../evidence/verify.mjs'
import type { Command } from './command.ts'
import { readOptions } from './options.ts'

const bytesMax = 512 * 1024 * 1024

const readPack = (path: string): Buffer => {
  const unreadable = (reason: string) => new DomainError('file-unreadable', { file: path.slice(0, 200), reason })
  try {
    const { size } = statSync(path)
    if (size > bytesMax) throw unreadable('too-large')
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error) throw unreadable(String(error.code))
    throw error
  }
}

/** Exit 1 when a claim is broken. @throws UsageError; DomainError file-unreadable */
export const run: Command = async (args) => {
  const options = readOptions(args, ['sha256'], 1)
  const value = verifyPack(readPack(options.words[0] ?? ''), options.values['sha256'] ?? null)
  return { value, text: wordsOf(value), exitCode: value.ok ? 0 : 1 }
}
