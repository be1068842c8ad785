/** Whole objects on their way out, held against their sum. */
import { createHash, type Hash } from 'node:crypto'
import { Readable, Transform } from 'node:stream'
import { crc32 } from 'node:zlib'
import { DomainError } from '../../schemas/errors.ts'
import { giveBack } from './pieces.ts'

/** What the bytes of an object must be. */
export interface ExpectedBytes {
  readonly sizeBytes: number
  readonly sha256: string
  /** Null or absent: only the SHA-256 is known or wanted. */
  readonly crc32?: number | null
}

/** Larger ones are read against their CRC-32, smaller ones against their SHA-256: of large files the SHA-256 would take longer than all the rest. */
const quickBytes = 256 << 10

interface Sum { add(bytes: Buffer): void; isRight(): boolean }

const sha256Sum = ({ sha256 }: ExpectedBytes): Sum => {
  const hash: Hash = createHash('sha256')
  return { add: (bytes) => { hash.update(bytes) }, isRight: () => hash.digest('hex') === sha256 }
}
const crc32Sum = (expected: number): Sum => {
  let sum = 0
  return { add: (bytes) => { sum = crc32(bytes, sum) }, isRight: () => sum === expected }
}
const sumFor = (expected: ExpectedBytes): Sum =>
  (expected.sizeBytes > quickBytes && typeof expected.crc32 === 'number' ? crc32Sum(expected.crc32) : sha256Sum(expected))

/** Holds the last piece back until the sum is right, so that no reader sees a clean end of wrong bytes. */
class Check {
  readonly #expected: ExpectedBytes
  readonly #sum: Sum
  #sizeBytes = 0
  #held: Buffer | undefined

  constructor(expected: ExpectedBytes) {
    this.#expected = expected
    this.#sum = sumFor(expected)
  }

  /** Takes a piece; answers the one before it. */
  add(bytes: Buffer): Buffer | undefined {
    this.#sum.add(bytes)
    this.#sizeBytes += bytes.length
    const ready = this.#held
    this.#held = bytes
    return ready
  }

  /** The last piece. @throws DomainError object-damaged */
  end(): Buffer | undefined {
    if (this.#sizeBytes !== this.#expected.sizeBytes || !this.#sum.isRight()) throw new DomainError('object-damaged')
    return this.#held
  }
}

/** Passes a whole object on. @throws DomainError object-damaged, in the stream */
export function verifying(expected: ExpectedBytes): Transform {
  const check = new Check(expected)
  return new Transform({
    readableHighWaterMark: 1 << 20, writableHighWaterMark: 1 << 20,
    transform(bytes: Buffer, _encoding, done) { done(null, check.add(bytes)) },
    flush(done) {
      try {
        done(null, check.end())
      } catch (error) {
        done(error as Error)
      }
    },
  })
}

async function* checkedPieces(source: Readable, expected: ExpectedBytes): AsyncGenerator<Buffer> {
  const check = new Check(expected)
  for await (const piece of source as AsyncIterable<Buffer>) {
    const ready = check.add(piece)
    if (ready !== undefined) yield ready
  }
  const last = check.end()
  if (last !== undefined) yield last
}

const written = (destination: NodeJS.WritableStream, piece: Buffer): Promise<void> => new Promise((done, fail) => {
  destination.write(piece, (error) => { if (error) fail(error); else done() })
})

/**
 * A whole object for a response. Piped, one piece is read while the one before is written, and a piece gives its memory back when the system has
 * it; read in any other way it is a stream like others. @throws DomainError object-damaged, in the stream, and what the source throws
 */
export class CheckedBytes extends Readable {
  readonly #source: Readable
  readonly #pieces: AsyncGenerator<Buffer>

  constructor(source: Readable, expected: ExpectedBytes) {
    super()
    this.#source = source
    this.#pieces = checkedPieces(source, expected)
  }

  override _read(): void {
    this.#pieces.next().then(({ value }) => { this.push(value ?? null) }, (error: unknown) => { this.destroy(error as Error) })
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#source.destroy()
    done(error)
  }

  override pipe<T extends NodeJS.WritableStream>(destination: T, { end = true }: { readonly end?: boolean } = {}): T {
    this.#send(destination).then(() => {
      if (end) destination.end()
      this.push(null)
      this.resume()
    }, (error: unknown) => { this.destroy(error as Error) })
    return destination
  }

  async #send(destination: NodeJS.WritableStream): Promise<void> {
    let writing = Promise.resolve()
    for await (const piece of this.#pieces) {
      await writing
      writing = written(destination, piece).then(() => giveBack(piece))
      // Awaited with the next piece, or at the end.
      writing.catch(() => undefined)
    }
    await writing
  }
}
