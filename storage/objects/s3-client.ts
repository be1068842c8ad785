/** How an S3 server is spoken to: time-outs, repeats and refusals of our own around the `minio` client, which has none that can be relied on. */
import http from 'node:http'
import https from 'node:https'
import { Client } from 'minio'
import { DomainError } from '../../schemas/errors.ts'

/** Where the server is and who we are to it. */
export interface S3Options {
  readonly endpoint: string
  readonly accessKey: string
  readonly secretKey: string
  readonly bucket: string
  readonly region: string
  /** A connection on which nothing moved for this long is given up. */
  readonly idleMs: number
  /** A request must have begun to be answered after this long, whatever trickles. */
  readonly answerMs: number
  /** A bound of connections for each process. */
  readonly connections: number
  /** Keys of one page of a listing; S3 gives at most 1,000. */
  readonly pageKeys: number
  /** How much of an upload is sent at once: at least 5 MiB, as S3 asks for. Three parts of memory are the most that an upload takes. */
  readonly partBytes: number
}

/** What suits a server near by. */
export const s3Defaults = { region: 'us-east-1', idleMs: 30_000, answerMs: 120_000, connections: 64, pageKeys: 1_000, partBytes: 8 << 20 } as const

interface Fault { readonly code?: unknown; readonly message?: unknown; readonly name?: unknown }
const codeOf = (error: unknown): string => {
  const code = (error as Fault | null)?.code
  return typeof code === 'string' ? code : ''
}

const absent = new Set(['NotFound', 'NoSuchKey', 'NoSuchVersion', 'NoSuchUpload'])
/** Whether an answer means that there is no such object or upload. HEAD and GET say it differently. */
export const isAbsent = (error: unknown): boolean => absent.has(codeOf(error))

const locked = new Set(['AccessDenied', 'ObjectLocked', 'InvalidRequest', 'MethodNotAllowed'])
/** Whether an answer means that the server refuses to delete. */
export const isLocked = (error: unknown): boolean => locked.has(codeOf(error))

const passing = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'SlowDown', 'InternalError', 'ServiceUnavailable', 'XMinioServerNotInitialized'])
/** Worth another try at once: a stale connection, a server that starts or is busy. A time-out is not: it has cost its time already. */
const isPassing = (error: unknown): boolean =>
  passing.has(codeOf(error)) || /Retryable HTTP status|socket hang up/.test(String((error as Fault | null)?.message ?? ''))

/** Faults of the way to the server, and its refusals, become objects-unavailable with their code; a fault of ours stays what it is. */
const refusalOf = (error: unknown): unknown => {
  if (error instanceof DomainError || error instanceof TypeError || error instanceof RangeError) return error
  const reason = codeOf(error) || (isPassing(error) ? 'busy' : String((error as Fault | null)?.name ?? 'unknown'))
  return new DomainError('objects-unavailable', { reason })
}

const tries = 4
const firstPauseMs = 50

const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms) })

/** Runs a request that may be repeated; the pauses grow fourfold, with some chance in them so that clients do not march in step. */
const repeated = async <T>(request: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request()
    } catch (error) {
      if (attempt >= tries || !isPassing(error)) throw error
      await pause(firstPauseMs * 4 ** (attempt - 1) * (0.5 + Math.random()))
    }
  }
}

/** Answers; repeats what passes; what `keep` knows is thrown as it came, all else as a refusal. @throws DomainError objects-unavailable */
export const ask = async <T>(request: () => Promise<T>, keep: (error: unknown) => boolean = () => false): Promise<T> => {
  try {
    return await repeated(request)
  } catch (error) {
    throw keep(error) ? error : refusalOf(error)
  }
}

/** A request that must not be repeated blindly. @throws DomainError objects-unavailable */
export const askOnce = async <T>(request: () => Promise<T>): Promise<T> => {
  try {
    return await request()
  } catch (error) {
    throw refusalOf(error)
  }
}

/** A reader that took nothing for so many time-outs on end is gone. */
const slowReaderTimeouts = 20

const timedOut = (ms: number): Error => Object.assign(new Error(`the object store did not answer in ${ms} ms`), { code: 'ETIMEDOUT' })

/** Requests that end: the client itself waits for ever on a server that says nothing (storage trial, pitfall 7). */
const transportOf = (library: typeof http | typeof https, agent: http.Agent, { idleMs, answerMs }: S3Options): Pick<typeof http, 'request'> => {
  const request = (options: https.RequestOptions, answered: (response: http.IncomingMessage) => void): http.ClientRequest => {
    const sent = library.request({ ...options, agent, timeout: idleMs }, answered)
    const deadline = setTimeout(() => sent.destroy(timedOut(answerMs)), answerMs)
    let response: http.IncomingMessage | undefined
    let patience = slowReaderTimeouts
    sent.once('response', (begun) => {
      response = begun
      clearTimeout(deadline)
      // The client throws these away unread, and their connection with them.
      if ((begun.statusCode ?? 0) >= 500) begun.resume()
    })
    sent.once('close', () => clearTimeout(deadline))
    sent.on('timeout', () => {
      // Bytes that lie here unread mean that our reader is slow, not the server: a download over a poor line goes on.
      patience -= 1
      if (patience > 0 && (response?.readableLength ?? 0) > 0) sent.setTimeout(idleMs)
      else sent.destroy(timedOut(idleMs))
    })
    return sent
  }
  return { request: request as typeof http.request }
}

/** The client with its connections, and how to end them. Its own repeats are off: they print to the console and lose the code of the error. */
export const connectS3 = (options: S3Options): { readonly client: Client; readonly close: () => void } => {
  const { hostname, port, protocol } = new URL(options.endpoint)
  const secure = protocol === 'https:'
  const library = secure ? https : http
  const agent = new library.Agent({ keepAlive: true, maxSockets: options.connections })
  const client = new Client({
    endPoint: hostname, port: Number(port || (secure ? 443 : 80)), useSSL: secure, accessKey: options.accessKey, secretKey: options.secretKey,
    region: options.region, pathStyle: true, retryOptions: { disableRetry: true }, transport: transportOf(library, agent, options),
  })
  // Every body goes with its signed Content-MD5, which the server checks: a SHA-256 of each body, on either side, would say nothing more
  // and cost as much processor time as all the rest of an upload.
  client.enableSHA256 = false
  return { client, close: () => agent.destroy() }
}
