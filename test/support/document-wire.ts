/** A lean client of documents for rigs: uploads and reads whole files over kept-alive connections, without keeping what it reads. */
import { createHash, randomBytes } from 'node:crypto'
import { Agent, request, type IncomingMessage } from 'node:http'

/** What came back of a request whose body is JSON. */
export interface Told { readonly status: number; readonly etag: string | null; readonly json: unknown }
/** What was read of a file. */
export interface ReadFile { readonly status: number; readonly sizeBytes: number; readonly sha256: string | null }

export interface WireOptions { readonly port: number; readonly token: string; /** Sums what it reads; a bench leaves it to the service. */ readonly sums: boolean }

const head = (boundary: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="tep.pdf"\r\nContent-Type: application/octet-stream\r\n\r\n`

export class DocumentWire {
  readonly #options: WireOptions
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })

  constructor(options: WireOptions) {
    this.#options = options
  }

  close(): void {
    this.#agent.destroy()
  }

  /** Sends JSON. @throws Error when the connection breaks before a whole answer came */
  tell(method: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
    const text = Buffer.from(JSON.stringify(body))
    return this.#ask(method, path, [text], { 'content-type': 'application/json', 'content-length': String(text.length), ...headers }, toldOf)
  }

  /** Uploads a file into the draft at a version. @throws Error when the connection breaks before a whole answer came */
  upload(id: string, file: { readonly version: number; readonly key: string; readonly bytes: Buffer }): Promise<Told> {
    const boundary = `quytrinh${randomBytes(8).toString('hex')}`
    const pieces = [Buffer.from(head(boundary)), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]
    return this.#ask('POST', `/api/v1/documents/${id}/file`, pieces, {
      'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(pieces.reduce((sum, { length }) => sum + length, 0)),
      'if-match': `"${file.version}"`, 'idempotency-key': file.key,
    }, toldOf)
  }

  /** Reads a file to its end. @throws Error when it breaks off */
  read(path: string): Promise<ReadFile> {
    return this.#ask('GET', path, [], {}, async (response) => {
      const hash = this.#options.sums ? createHash('sha256') : null
      let sizeBytes = 0
      for await (const piece of response as AsyncIterable<Buffer>) {
        sizeBytes += piece.length
        hash?.update(piece)
      }
      return { status: response.statusCode ?? 0, sizeBytes, sha256: hash?.digest('hex') ?? null }
    })
  }

  #ask<T>(method: string, path: string, pieces: readonly Buffer[], headers: Readonly<Record<string, string>>, read: (response: IncomingMessage) => Promise<T>): Promise<T> {
    return new Promise((done, fail) => {
      const { port, token } = this.#options
      const sent = request({ agent: this.#agent, host: '127.0.0.1', port, method, path, headers: { authorization: `Bearer ${token}`, ...headers } }, (response) => { read(response).then(done, fail) })
      sent.setNoDelay(true)
      sent.once('error', fail)
      for (const piece of pieces) sent.write(piece)
      sent.end()
    })
  }
}

const toldOf = async (response: IncomingMessage): Promise<Told> => {
  const text = Buffer.concat(await response.toArray() as Buffer[]).toString()
  const isJson = response.headers['content-type']?.includes('json') === true
  return { status: response.statusCode ?? 0, etag: response.headers.etag ?? null, json: isJson ? JSON.parse(text) as unknown : null }
}
