/** COPY as streams: whole tables out of one snapshot and into an empty database, row by row as PostgreSQL itself writes them. */
import { type Duplex, Readable, Writable } from 'node:stream'
import type { Connection, Submittable } from 'pg'

/** What `pg` hands to whoever speaks COPY; its types leave these out. */
interface Wire { readonly stream: Duplex; query(text: string): void; sendCopyFromChunk(bytes: Buffer): void; endCopyFrom(): void; sendCopyFail(words: string): void }
const wireOf = (connection: Connection): Wire => connection as unknown as Wire

/** Of `COPY 12`. */
const rowsIn = ({ text }: { readonly text: string }): number => Number(/\d+$/.exec(text)?.[0] ?? 0)

/** The rows of `copy … to stdout`; a slow reader holds the server back. `rows` is right once it has ended. */
export class CopyOut extends Readable implements Submittable {
  rows = 0
  readonly #text: string
  #wire: Wire | undefined
  constructor(text: string) {
    super({ highWaterMark: 1 << 20 })
    this.#text = text
  }

  submit(connection: Connection): void {
    this.#wire = wireOf(connection)
    this.#wire.query(this.#text)
  }

  override _read(): void { this.#wire?.stream.resume() }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // The parser of `pg` uses its buffer again.
    if (!this.push(Buffer.from(chunk))) this.#wire?.stream.pause()
  }

  handleCommandComplete(message: { readonly text: string }): void { this.rows = rowsIn(message) }
  handleReadyForQuery(): void { this.push(null) }
  handleError(error: Error): void { this.destroy(error) }
}

/** Takes the rows for `copy … from stdin`; finished once the server has them all. */
export class CopyIn extends Writable implements Submittable {
  rows = 0
  readonly #text: string
  #wire: Wire | undefined
  #fault: Error | undefined
  readonly #opened = Promise.withResolvers<undefined>()
  readonly #closed = Promise.withResolvers<undefined>()
  constructor(text: string) {
    super({ highWaterMark: 1 << 20 })
    this.#text = text
  }

  submit(connection: Connection): void {
    this.#wire = wireOf(connection)
    this.#wire.query(this.#text)
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    void this.#opened.promise.then(() => {
      if (this.#fault !== undefined || this.#wire === undefined) return done(this.#fault)
      this.#wire.sendCopyFromChunk(chunk)
      if (this.#wire.stream.writableNeedDrain) this.#wire.stream.once('drain', () => done())
      else done()
    })
  }

  override _final(done: (error?: Error | null) => void): void {
    void this.#opened.promise.then(() => {
      if (this.#fault === undefined) this.#wire?.endCopyFrom()
      return this.#closed.promise
    }).then(() => done(this.#fault))
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (error !== null && this.#fault === undefined) this.#wire?.sendCopyFail('broken off')
    done(error)
  }

  handleCopyInResponse(): void { this.#opened.resolve(undefined) }
  handleCommandComplete(message: { readonly text: string }): void { this.rows = rowsIn(message) }

  handleError(error: Error): void {
    this.#fault = error
    this.#opened.resolve(undefined)
  }

  handleReadyForQuery(): void { this.#closed.resolve(undefined) }
}
