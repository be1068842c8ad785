/** The other side of `summing.ts`: sums what lies in shared memory, order by order. */
import { createHash, type Hash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import type { SumAnswer, SumOrder } from './summing.ts'

interface Job { readonly whole: Hash; part: Hash | null; crc32: number }
const jobs = new Map<number, Job>()

const add = (job: Job, { memory, offset, length }: Extract<SumOrder, { kind: 'add' }>): void => {
  const bytes = new Uint8Array(memory, offset, length)
  job.whole.update(bytes)
  job.part?.update(bytes)
  job.crc32 = crc32(bytes, job.crc32)
}

const carryOut = (order: SumOrder): SumAnswer | null => {
  const { job: number } = order
  const job = jobs.get(number) ?? { whole: createHash('sha256'), part: order.kind === 'add' && order.parts ? createHash('md5') : null, crc32: 0 }
  jobs.set(number, job)
  if (order.kind === 'add') {
    add(job, order)
    return { job: number, sum: null, crc32: job.crc32 }
  }
  if (order.kind === 'part') {
    const sum = job.part?.digest() ?? null
    job.part = createHash('md5')
    return { job: number, sum, crc32: job.crc32 }
  }
  jobs.delete(number)
  return order.kind === 'end' ? { job: number, sum: job.whole.digest(), crc32: job.crc32 } : null
}

parentPort?.on('message', (order: SumOrder) => {
  const answer = carryOut(order)
  if (answer !== null) parentPort?.postMessage(answer)
})
