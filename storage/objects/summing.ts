/**
 * Sums of large bodies, worked out on a thread of their own: SHA-256 alone takes longer than all the rest of an upload (2.8 ms a MiB on a processor
 * without instructions for it), and on the service's own thread every other request would wait for it.
 */
import { Worker } from 'node:worker_threads'

/** What a thread is told about one body; its orders are carried out in turn. */
export type SumOrder =
  | { readonly kind: 'add'; readonly job: number; readonly memory: SharedArrayBuffer; readonly offset: number; readonly length: number; readonly parts: boolean }
  | { readonly kind: 'part' | 'end' | 'drop'; readonly job: number }
/** What it answers to each order but `drop`. */
export interface SumAnswer { readonly job: number; readonly sum: Uint8Array | null; readonly crc32: number }

interface Waiting { readonly done: (answer: SumAnswer) => void; readonly fail: (error: Error) => void }

/** The thread, begun with the first large body; it keeps the process alive only while an answer is due. */
class Thread {
  private readonly worker = new Worker(new URL('./summing-worker.ts', import.meta.url), { execArgv: [] })
  private readonly waiting = new Map<number, Waiting[]>()
  private due = 0

  constructor(onEnd: () => void) {
    this.worker.unref()
    this.worker.on('message', (answer: SumAnswer) => {
      const line = this.waiting.get(answer.job)
      const next = line?.shift()
      if (next === undefined) return
      if (line?.length === 0) this.waiting.delete(answer.job)
      this.settle(1)
      next.done(answer)
    })
    const end = (error: Error): void => {
      onEnd()
      for (const one of [...this.waiting.values()].flat()) one.fail(error)
      this.waiting.clear()
    }
    this.worker.once('error', end)
    this.worker.once('exit', () => end(new Error('the thread that sums has ended')))
  }

  ask(order: SumOrder): Promise<SumAnswer> {
    return new Promise((done, fail) => {
      if (this.due === 0) this.worker.ref()
      this.due += 1
      const line = this.waiting.get(order.job) ?? []
      line.push({ done, fail })
      this.waiting.set(order.job, line)
      this.worker.postMessage(order)
    })
  }

  forget(job: number): void {
    const left = this.waiting.get(job) ?? []
    this.waiting.delete(job)
    this.settle(left.length)
    for (const one of left) one.fail(new Error('the body was given up'))
    this.worker.postMessage({ kind: 'drop', job } satisfies SumOrder)
  }

  private settle(answers: number): void {
    this.due -= answers
    if (this.due === 0) this.worker.unref()
  }
}

let thread: Thread | undefined
let jobs = 0

/** The sums of one body. `parts`: also an MD5 of each part of it. */
export class Summing {
  private readonly job = jobs += 1
  private readonly parts: boolean
  private readonly thread: Thread

  constructor(parts: boolean) {
    this.parts = parts
    thread ??= new Thread(() => { thread = undefined })
    this.thread = thread
  }

  /** Adds bytes of shared memory, which must stay as they are until it answers. @throws Error when the thread has ended */
  async add(memory: SharedArrayBuffer, offset: number, length: number): Promise<void> {
    await this.thread.ask({ kind: 'add', job: this.job, memory, offset, length, parts: this.parts })
  }

  /** The MD5 of what was added since the last part, and begins another. */
  async part(): Promise<Buffer> {
    const { sum } = await this.thread.ask({ kind: 'part', job: this.job })
    return Buffer.from(sum ?? [])
  }

  /** The sums of the whole. */
  async end(): Promise<{ readonly sha256: string; readonly crc32: number }> {
    const { sum, crc32 } = await this.thread.ask({ kind: 'end', job: this.job })
    return { sha256: Buffer.from(sum ?? []).toString('hex'), crc32 }
  }

  /** Gives the body up. */
  drop(): void {
    this.thread.forget(this.job)
  }
}
