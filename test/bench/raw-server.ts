/** A store behind HTTP and nothing else: what comes in is written and synced, what is asked for is sent. It knows nobody, sums nothing and keeps no rows. Started by `raw-store.ts` with a folder. */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

const folder = process.argv[2] ?? ''
const bufferBytes = 1 << 20

const keep = async (request: IncomingMessage, path: string): Promise<void> => {
  await pipeline(request, createWriteStream(path, { flags: 'wx', flush: true, highWaterMark: bufferBytes }))
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const path = join(folder, String(request.url).slice(1))
  if (request.method === 'PUT') {
    await keep(request, path)
    response.end()
    return
  }
  await pipeline(createReadStream(path, { highWaterMark: bufferBytes }), response)
}

await mkdir(folder)
const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => { response.destroy(error as Error) })
})
server.listen(0, '127.0.0.1', () => { console.log((server.address() as AddressInfo).port) })
