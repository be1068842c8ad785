/** The bytes of a log file, inflated when it is gzip, checked to be UTF-8 text and bounded. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { PassThrough, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DomainError } from '../../schemas/errors.ts'
import type { LogLimits } from '../../schemas/eventlog.ts'

const chunkBytes = 64 * 1024
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** What a failure of the file system or of gzip means to the reader of the message. */
const refusalOf = (error: unknown): DomainError => {
  if (error instanceof DomainError) return error
  const code = codeOf(error)
  if (/^(Z_|ERR_ZLIB|ERR_TRAILING)/.test(code)) return new DomainError('log-malformed', { reason: 'gzip', code })
  return new DomainError('file-unreadable', { code })
}

/** The plain or inflated stream; a failure on either side destroys both, so that nothing stays open. */
const open = (path: string): { stream: Readable; finished: Promise<void> } => {
  const file = createReadStream(path, { highWaterMark: chunkBytes })
  const out = new PassThrough({ highWaterMark: chunkBytes })
  const finished = path.toLowerCase().endsWith('.gz') ? pipeline(file, createGunzip({ chunkSize: chunkBytes }), out) : pipeline(file, out)
  return { stream: out, finished }
}

/** A log is read more than once: a pipe or a device would keep the second reader waiting for ever. What is not there is told by the open. */
const refusePipe = async (path: string): Promise<void> => {
  const found = await stat(path).catch(() => null)
  if (found !== null && !found.isFile() && !found.isDirectory()) throw new DomainError('file-unreadable', { code: 'not-a-file' })
}

/**
 * The text of a log file in chunks of at most 64 KiB.
 * @throws DomainError file-unreadable | log-malformed (gzip, not UTF-8, NUL) | log-too-large (over `limits.bytes` when inflated)
 */
export async function* readText(path: string, limits: LogLimits): AsyncGenerator<string> {
  await refusePipe(path)
  const { stream, finished } = open(path)
  finished.catch(() => undefined)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (bytes?: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined })
    } catch {
      throw new DomainError('log-malformed', { reason: 'not-utf-8' })
    }
  }
  let total = 0
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      total += chunk.length
      if (total > limits.bytes) throw new DomainError('log-too-large', { limit: 'bytes', most: limits.bytes })
      if (chunk.includes(0)) throw new DomainError('log-malformed', { reason: 'nul-byte' })
      yield decode(chunk)
    }
    await finished
    const rest = decode()
    if (rest !== '') yield rest
  } catch (error) {
    throw refusalOf(error)
  } finally {
    stream.destroy()
  }
}
