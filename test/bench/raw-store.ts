/** The raw store that the service is measured against: the same bytes, straight to the disk or to the S3 server. */
import { randomUUID } from 'node:crypto'
import { mkdir, open, unlink } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { connectS3, s3Defaults } from '../../storage/objects/s3-client.ts'
import { newBucket, type S3Server } from '../support/s3.ts'

export interface RawStore {
  /** Durable when it answers; answers where it lies. */
  put(bytes: Buffer): Promise<string>
  /** Reads to the end. */
  get(key: string): Promise<void>
  remove(keys: readonly string[]): Promise<void>
}

const drain = async (stream: AsyncIterable<Buffer>): Promise<void> => {
  for await (const piece of stream) if (piece.length < 0) throw new Error('no such piece')
}

/** Files, each written, synced and found by its name after a power cut. */
export const openRawDisk = async (folder: string): Promise<RawStore> => {
  await mkdir(folder)
  const syncFolder = async (): Promise<void> => {
    const handle = await open(folder, 'r')
    await handle.sync()
    await handle.close()
  }
  return {
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
    remove: async (keys) => { for (const key of keys) await unlink(join(folder, key)) },
  }
}

/** Objects of a bucket without versions, each by one request of the plain client. */
export const openRawS3 = async (server: S3Server): Promise<RawStore> => {
  const bucket = newBucket()
  const { client } = connectS3({ ...s3Defaults, ...server, bucket })
  await client.makeBucket(bucket, '')
  return {
    put: async (bytes) => {
      const key = randomUUID()
      await client.putObject(bucket, key, bytes, bytes.length)
      return key
    },
    get: async (key) => drain(await client.getObject(bucket, key)),
    remove: async (keys) => { for (const key of keys) await client.removeObject(bucket, key) },
  }
}
