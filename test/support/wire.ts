/** A lean HTTP/1.1 client for loops of thousands of requests a second: one kept-alive socket, one request at a time, no streams. */
import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  /** The version in the ETag; null without one. */
  readonly version: number | null
  /** Whether the service says that it gave this answer before. */
  readonly replayed: boolean
  /** The body as it came; empty without one. */
  readonly body: string
}
export interface Asked {
  readonly method: string
  readonly path: string
  readonly token?: string
  readonly key?: string
  readonly expected?: number
  readonly body?: string
}

/** The bytes of one request; every member but method and path is left out when it is not given. */
export const requestText = ({ method, path, token, key, expected, body }: Asked): string => {
  let text = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n`
  if (token !== undefined) text += `Authorization: Bearer ${token}\r\n`
  if (key !== undefined) text += `Idempotency-Key: ${key}\r\n`
  if (expected !== undefined) text += `If-Match: "${expected}"\r\n`
  if (body !== undefined) text += `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`
  return `${text}\r\n${body ?? ''}`
}

/** One connection; it is opened at the first request, and again after it broke. */
export class Wire {
  readonly #port: number
  #socket: Socket | undefined
  #done: ((answer: Answer) => void) | undefined
  #fail: ((error: Error) => void) | undefined
  #rest: Buffer | undefined

  constructor(port: number) {
    this.#port = port
  }

  /** Sends one request and waits for its answer. @throws Error when the connection breaks before a whole answer came */
  send(asked: Asked): Promise<Answer> {
    return new Promise((done, fail) => {
      this.#done = done
      this.#fail = fail
      const socket = this.#socket ?? this.#open()
      socket.write(requestText(asked))
    })
  }

  /** Closes the connection; a request under way fails. */
  close(): void {
    this.#socket?.destroy()
  }

  #open(): Socket {
    const socket = connect(this.#port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => { if (socket === this.#socket) this.#take(chunk) })
    socket.on('error', () => undefined)
    socket.once('close', () => {
      if (socket !== this.#socket) return
      this.#socket = undefined
      this.#rest = undefined
      this.#fail?.(new Error('the connection broke'))
    })
    this.#socket = socket
    return socket
  }

  #take(chunk: Buffer): void {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk])
    const headEnd = bytes.indexOf('\r\n\r\n')
    if (headEnd < 0) { this.#rest = bytes; return }
    const head = bytes.toString('latin1', 0, headEnd + 2)
    const length = lengthOf(head)
    if (bytes.length < headEnd + 4 + length) { this.#rest = bytes; return }
    this.#rest = undefined
    const answer = { status: Number(head.slice(9, 12)), version: versionOf(head), replayed: head.includes('\r\nidempotency-replayed: '), body: bytes.toString('utf8', headEnd + 4, headEnd + 4 + length) }
    this.#fail = undefined
    if (/\r\nconnection: close\r\n/i.test(head)) {
      this.#socket?.destroy()
      this.#socket = undefined
    }
    this.#done?.(answer)
  }
}

const valueOf = (head: string, name: string): string | undefined => {
  const at = head.indexOf(`\r\n${name}: `)
  return at < 0 ? undefined : head.slice(at + name.length + 4, head.indexOf('\r\n', at + 2))
}

/** The service sends its own headers in lower case, and Node those that it adds in capitals. */
const lengthOf = (head: string): number => {
  const value = valueOf(head, 'content-length') ?? valueOf(head, 'Content-Length')
  if (value === undefined && /\r\ntransfer-encoding: /i.test(head)) throw new Error('an answer of unknown length')
  return Number(value ?? 0)
}

const versionOf = (head: string): number | null => {
  const value = valueOf(head, 'etag')
  return value === undefined ? null : Number(/"(\d+)"/.exec(value)?.[1] ?? Number.NaN)
}
