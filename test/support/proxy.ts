/** A proxy of TCP on loopback that can hang and lose: what a network does to a client. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Test } from 'tap'

export interface Proxy {
  readonly endpoint: string
  /** `pass`: as it is; `hang`: takes everything and gives nothing back. */
  mode: 'pass' | 'hang'
  /** One request that begins like this goes through, and its answer is lost with the connection. */
  loseAnswerTo: RegExp | null
  /** One bit of the next large piece that is sent is turned. */
  turnBit: boolean
  /** Answers that were lost so far. */
  readonly lost: () => number
  /** Breaks every open connection. */
  breakAll(): void
}

/** Stands before `target` (an http address) until `t` ends. */
export const withProxy = async (t: Pick<Test, 'teardown'>, target: string): Promise<Proxy> => {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  let lost = 0
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => { open.delete(socket); other.destroy() })
    }
    let losing = false
    near.on('data', (bytes: Buffer) => {
      if (proxy.loseAnswerTo?.test(bytes.toString('latin1', 0, 400))) {
        losing = true
        proxy.loseAnswerTo = null
      }
      if (proxy.turnBit && bytes.length > 4_000) {
        bytes[bytes.length - 1]! ^= 1
        proxy.turnBit = false
      }
      far.write(bytes)
    })
    far.on('data', (bytes: Buffer) => {
      if (losing) {
        lost += 1
        near.destroy()
      }
      if (!losing && proxy.mode === 'pass') near.write(bytes)
    })
  })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const proxy: Proxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, mode: 'pass', loseAnswerTo: null, turnBit: false, lost: () => lost,
    breakAll: () => { for (const socket of open) socket.destroy() },
  }
  t.teardown(() => { proxy.breakAll(); server.close() })
  return proxy
}
