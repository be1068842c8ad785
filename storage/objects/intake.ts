/** Takes a body in, in blocks of shared memory: those of a large one are summed beside while they are written. */
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { DomainError } from '../../schemas/errors.ts'
import { keepBlock, takeBlock } from './pieces.ts'
import type { PutRequest } from './store.ts'
import { Summing } from './summing.ts'

/** A block that is full. */
export interface Block {
  readonly bytes: Buffer
  /** Where it begins in the body. */
  readonly startByte: number
  /** Resolves when it is summed: with its MD5 where parts are wanted, else with nothing of use. */
  readonly summed: Promise<Buffer | null>
}

/** How large blocks are, whether each has an MD5, and what is done with one; the block is used again when that answers. */
export interface IntakePlan {
  readonly blockBytes: number
  readonly parts: boolean
  write(block: Block): Promise<void>
}

/** A body that is in: its sums, and what is left to write after the last full block (all of a small body). */
export interface Taken {
  readonly sizeBytes: number
  readonly sha256: string
  readonly crc32: number
  readonly rest: Block
  /** Gives its memory back; the rest is written, or never will be. */
  release(): void
}

/** Bodies up to this size are summed at once: less than a thread costs. */
const smallBytes = 1 << 20
const strideBytes = 1 << 20

interface Lane { readonly memory: SharedArrayBuffer; readonly bytes: Buffer; flying: Promise<void> }
type Sums = Pick<Taken, 'sha256' | 'crc32'>

/** Two blocks in turn: one flies while the other fills. */
class Blocks {
  private readonly plan: IntakePlan
  private summing: Summing | undefined
  private readonly lanes: Lane[] = []
  private turn = 0
  private startByte = 0
  private filled = 0
  private added = 0
  private lastAdd: Promise<void> = Promise.resolve()

  constructor(plan: IntakePlan) {
    this.plan = plan
  }

  async add(piece: Uint8Array): Promise<void> {
    for (let rest = piece; rest.length > 0;) {
      // Only now is it known that more comes: the last block goes as the rest.
      if (this.filled === this.plan.blockBytes) this.fly(await this.lane())
      const lane = await this.lane()
      const taken = rest.subarray(0, this.plan.blockBytes - this.filled)
      lane.bytes.set(taken, this.filled)
      this.filled += taken.length
      rest = rest.subarray(taken.length)
      if (this.startByte + this.filled > smallBytes && this.filled - this.added >= strideBytes) this.sum(lane)
    }
  }

  /** What is left, with the sums of the whole. @throws what a write threw */
  async end(): Promise<Omit<Taken, 'sizeBytes'>> {
    const lane = await this.lane()
    const release = (): void => { for (const { memory } of this.lanes) keepBlock(memory) }
    if (this.startByte + this.filled <= smallBytes) return { ...this.smallOne(lane), release }
    this.sum(lane)
    const rest = this.block(lane)
    const sums = await this.begunSumming().end()
    await Promise.all(this.lanes.map(({ flying }) => flying))
    return { rest, ...sums, release }
  }

  /** Waits until nothing of it is in use any more. */
  async giveUp(): Promise<void> {
    this.summing?.drop()
    await Promise.allSettled(this.lanes.map(({ flying }) => flying))
  }

  /** The lane that fills, once what it held before is written. */
  private async lane(): Promise<Lane> {
    const at = this.turn % 2
    if (this.lanes[at] === undefined) {
      const memory = takeBlock(this.plan.blockBytes)
      this.lanes[at] = { memory, bytes: Buffer.from(memory), flying: Promise.resolve() }
    }
    if (this.filled === 0) await this.lanes[at].flying
    return this.lanes[at]
  }

  private begunSumming(): Summing {
    return this.summing ??= new Summing(this.plan.parts)
  }

  private sum({ memory }: Lane): void {
    if (this.filled > this.added) this.lastAdd = this.begunSumming().add(memory, this.added, this.filled - this.added)
    this.lastAdd.catch(() => undefined)
    this.added = this.filled
  }

  private block({ bytes }: Lane): Block {
    const summed = this.plan.parts ? this.begunSumming().part() : this.lastAdd.then(() => null)
    summed.catch(() => undefined)
    return { bytes: bytes.subarray(0, this.filled), startByte: this.startByte, summed }
  }

  /** Small enough for one request, which adds what it needs: no MD5 here. */
  private smallOne(lane: Lane): Sums & { readonly rest: Block } {
    const bytes = lane.bytes.subarray(0, this.filled)
    return { rest: { bytes, startByte: 0, summed: Promise.resolve(null) }, sha256: createHash('sha256').update(bytes).digest('hex'), crc32: crc32(bytes) }
  }

  private fly(lane: Lane): void {
    this.sum(lane)
    const block = this.block(lane)
    lane.flying = Promise.all([this.plan.write(block), block.summed]).then(() => undefined)
    // Awaited before the lane fills again, or at the end; a body that breaks meanwhile must not leave it unheard.
    lane.flying.catch(() => undefined)
    this.startByte += this.filled
    this.filled = 0
    this.added = 0
    this.turn += 1
  }
}

/** @throws DomainError upload-incomplete (other size or sum than promised), what `write` throws, and whatever the body throws */
export const takeIn = async (request: PutRequest, plan: IntakePlan): Promise<Taken> => {
  const blocks = new Blocks(plan)
  let sizeBytes = 0
  try {
    for await (const piece of request.body) {
      request.signal?.throwIfAborted()
      sizeBytes += piece.length
      await blocks.add(piece)
    }
    const taken = { sizeBytes, ...await blocks.end() }
    refuseOther(request, taken)
    return taken
  } catch (error) {
    await blocks.giveUp()
    throw error
  }
}

const refuseOther = (promised: PutRequest, { sizeBytes, sha256 }: Pick<Taken, 'sizeBytes' | 'sha256'>): void => {
  const otherSize = promised.sizeBytes !== undefined && promised.sizeBytes !== sizeBytes
  const otherSum = promised.sha256 !== undefined && promised.sha256 !== sha256
  if (otherSize || otherSum) throw new DomainError('upload-incomplete', { promisedBytes: promised.sizeBytes ?? null, receivedBytes: sizeBytes, sha256 })
}
