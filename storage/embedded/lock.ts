/** One starter or stopper at a time for each data folder. */
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { pause } from './process.ts'

const tryListen = (path: string): Promise<Server | undefined> => new Promise((done, fail) => {
  const server = createServer((socket) => socket.destroy())
  server.once('error', (error: NodeJS.ErrnoException) => error.code === 'EADDRINUSE' ? done(undefined) : fail(error))
  server.listen({ path }, () => done(server))
})

/**
 * Runs `work` while nobody else on this machine runs it for the same folder. The lock is an abstract Unix address: the kernel
 * gives it to one process and takes it back when that process dies, so that a kill -9 leaves nothing to clean up.
 * @throws Error when another process keeps the lock beyond `deadlineMs`
 */
export const withFolderLock = async <T>(folder: string, deadlineMs: number, work: () => Promise<T>): Promise<T> => {
  const path = `\0quytrinh-${createHash('sha256').update(folder).digest('hex').slice(0, 40)}`
  const waitUntil = performance.now() + deadlineMs
  let server = await tryListen(path)
  while (server === undefined) {
    if (performance.now() > waitUntil) throw new Error(`another process has been starting or stopping the database in ${folder} for too long`)
    await pause(20)
    server = await tryListen(path)
  }
  const held = server
  try { return await work() } finally { await new Promise((done) => { held.close(done) }) }
}
