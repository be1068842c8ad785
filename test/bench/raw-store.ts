/** The raw stores that the service is measured against: the same bytes, as durable, and nothing else. */
import { randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdir, open, unlink } from 'node:fs/promises'
import { Agent, request, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connectS3, s3Defaults } from '../../storage/objects/s3-client.ts'
import { newBucket, type S3Server } from '../support/s3.ts'
import { processUs } from './cpu.ts'

export interface RawStore {
  /** How it is called in the result. */
  readonly name: string
  /** Durable when it answers; answers where it lies. */
  put(bytes: Buffer): Promise<string>
  /** Reads to the end. */
  get(key: string): Promise<void>
  remove(keys: readonly string[]): Promise<void>
  /** Processor time that a process of its own has used, in microseconds. */
  cpuUs(): number
  close(): Promise<void>
}

const drain = async (stream: AsyncIterable<Buffer>): Promise<void> => {
  for await (const piece of stream) if (piece.length < 0) throw new Error('no such piece')
}
const removing = (folder: string) => async (keys: readonly string[]): Promise<void> => { for (const key of keys) await unlink(join(folder, key)) }

/** Files of this process, each written, synced and found by its name after a power cut; read from the page cache. */
export const openRawDisk = async (folder: string): Promise<RawStore> => {
  await mkdir(folder)
  const syncFolder = async (): Promise<void> => {
    const handle = await open(folder, 'r')
    await handle.sync()
    await handle.close()
  }
  return {
    name: 'files',
    put: async (bytes) => {
      const key = randomUUID()
      const file = await open(join(folder, key), 'wx')
      await file.writeFile(bytes)
      await file.sync()
      await file.close()
      await syncFolder()
      return key
    },
    get: (key) => drain(createReadStream(join(folder, key), { highWaterMark: 1 << 18 })),
    remove: removing(folder), cpuUs: () => 0, close: async () => undefined,
  }
}

/** The same files behind a bare HTTP server in a process of its own: what a store costs that is spoken to as the service is. */
export const openRawServer = async (folder: string): Promise<RawStore> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./raw-server.ts', import.meta.url)), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data') as [Buffer]
  const port = Number(line.toString())
  const agent = new Agent({ keepAlive: true })
  const ask = (method: string, key: string, bytes: Buffer | null): Promise<void> => new Promise((done, fail) => {
    const headers = bytes === null ? {} : { 'content-length': bytes.length }
    const sent = request({ agent, host: '127.0.0.1', port, method, path: `/${key}`, headers }, (response: IncomingMessage) => {
      if (response.statusCode !== 200) fail(new Error(`${method}: ${response.statusCode}`))
      drain(response as AsyncIterable<Buffer>).then(done, fail)
    })
    sent.setNoDelay(true)
    sent.once('error', fail)
    sent.end(bytes ?? undefined)
  })
  return {
    name: 'HTTP',
    put: async (bytes) => {
      const key = randomUUID()
      await ask('PUT', key, bytes)
      return key
    },
    get: (key) => ask('GET', key, null),
    remove: removing(folder), cpuUs: () => processUs(child.pid ?? 0),
    close: async () => {
      agent.destroy()
      child.kill()
      await once(child, 'exit')
    },
  }
}

/** Objects of a bucket without versions, each by one request of the plain client. */
export const openRawS3 = async (server: S3Server): Promise<RawStore> => {
  const bucket = newBucket()
  const { client, close } = connectS3({ ...s3Defaults, ...server, bucket })
  await client.makeBucket(bucket, '')
  return {
    name: 'S3',
    put: async (bytes) => {
      const key = randomUUID()
      await client.putObject(bucket, key, bytes, bytes.length)
      return key
    },
    get: async (key) => drain(await client.getObject(bucket, key)),
    remove: async (keys) => { for (const key of keys) await client.removeObject(bucket, key) },
    cpuUs: () => 0, close: async () => close(),
  }
}
