/** One child process that works on files, and what it may use of this machine. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { giveBack } from '../../storage/objects/pieces.ts'
import type { AnswerLine, FileOrder, KeepLine, OrderLine } from './workshop-orders.ts'

/** What a child may use. Memory that can be written to holds the program, the file, and what libraries make of it; the address space cannot be bounded, for WebAssembly reserves far more of it than it uses. */
export interface ChildLimits {
  readonly heapMegabytes: number
  readonly dataKilobytes: number
  readonly cpuSeconds: number
  /** For one file, from its first byte to the answer. */
  readonly workMs: number
  readonly beginMs: number
}
export const childLimits: ChildLimits = { heapMegabytes: 512, dataKilobytes: 1_200_000, cpuSeconds: 120, workMs: 60_000, beginMs: 60_000 }

/** The longest line that a child may answer with: a text of a million characters. */
const lineBytesMax = 8 << 20
/** The longest file that it may make. */
const fileBytesMax = 80 << 20

/** The child ended, or was ended, before it answered. */
export class ChildBroke extends Error {}

const root = fileURLToPath(new URL('../../', import.meta.url))
const program = fileURLToPath(new URL('./workshop-child.ts', import.meta.url))

/** The limits of the system go first, by the shell, and no network where the system lets anybody go without; then Node, which lets the program read itself and nothing else, write nothing and start nothing. */
const begin = ({ heapMegabytes, dataKilobytes, cpuSeconds }: ChildLimits): ChildProcessByStdio<Writable, Readable, null> => {
  const limits = `ulimit -c 0; ulimit -t ${cpuSeconds}; ulimit -d ${dataKilobytes}; if unshare -rn true 2>&-; then exec env -i unshare -rn "$0" "$@"; fi; exec env -i "$0" "$@"`
  const reads = new Set([root, realpathSync(`${root}node_modules`)])
  const words = [`--max-old-space-size=${heapMegabytes}`, '--permission', ...[...reads].map((path) => `--allow-fs-read=${path}`), '--no-warnings', program]
  return spawn('/bin/sh', ['-c', limits, process.execPath, ...words], { stdio: ['pipe', 'pipe', 'ignore'], env: {}, cwd: root })
}

export class FileChild {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #limits: ChildLimits
  readonly #begun: Promise<AnswerLine>
  readonly #pieces: Buffer[] = []
  #bytes = 0
  #line: Extract<AnswerLine, { kind: 'stamped' }> | null = null
  #waiting: PromiseWithResolvers<AnswerLine>
  isBroken = false
  /** Files that it has worked on; whoever gives it work counts. */
  served = 0

  constructor(limits: ChildLimits) {
    this.#limits = limits
    this.#child = begin(limits)
    this.#waiting = Promise.withResolvers()
    this.#begun = this.#waiting.promise
    this.#begun.catch(() => undefined)
    this.#child.stdout.on('data', (piece: Buffer) => this.#take(piece))
    this.#child.stdin.on('error', () => this.end())
    this.#child.once('error', () => this.end())
    this.#child.once('exit', () => this.end())
    this.rest()
  }

  /** A line, and the bytes that it says follow it. */
  #take(piece: Buffer): void {
    this.#bytes += piece.length
    this.#pieces.push(piece)
    if (this.#bytes > (this.#line === null ? lineBytesMax : fileBytesMax)) { this.end(); return }
    if (this.#line === null && piece.includes(10)) this.#readLine()
    if (this.#line === null || this.#bytes < this.#line.bytes) return
    const file = Buffer.concat(this.#pieces.splice(0))
    this.#bytes = 0
    this.#waiting.resolve({ ...this.#line, file })
    this.#line = null
  }

  #readLine(): void {
    const all = Buffer.concat(this.#pieces.splice(0))
    const end = all.indexOf(10)
    const rest = all.subarray(end + 1)
    this.#bytes = rest.length
    if (rest.length > 0) this.#pieces.push(rest)
    try {
      const answer = JSON.parse(all.toString('utf8', 0, end)) as AnswerLine
      if (answer.kind === 'stamped') this.#line = answer
      else this.#waiting.resolve(answer)
    } catch {
      this.end()
    }
  }

  /** Lets this process end while nothing is asked of the child, which then ends by itself. */
  rest(): void {
    this.#held('unref')
  }

  #held(way: 'ref' | 'unref'): void {
    this.#child[way]()
    for (const pipe of [this.#child.stdin, this.#child.stdout] as unknown as Record<'ref' | 'unref', () => void>[]) pipe[way]()
  }

  /** Ends the child, whatever it does. */
  end(): void {
    this.isBroken = true
    this.#child.kill('SIGKILL')
    this.#waiting.reject(new ChildBroke('the child process for files ended'))
  }

  /** Gives the child a piece of a file whose order comes later; answers when the piece's memory is free again, also when the child has ended. */
  async keep(piece: Buffer): Promise<void> {
    if (this.isBroken) return
    const timer = setTimeout(() => this.end(), this.#limits.workMs)
    await new Promise<void>((done) => {
      // Line and piece in one call of the system.
      this.#child.stdin.cork()
      this.#tell({ order: 'keep', bytes: piece.length })
      this.#child.stdin.write(piece, () => done())
      this.#child.stdin.uncork()
    })
    clearTimeout(timer)
  }

  /** What it was given to keep is no file after all. */
  forget(): void {
    if (!this.isBroken) this.#tell({ order: 'forget', bytes: 0 })
  }

  #tell(line: OrderLine | KeepLine): void {
    this.#child.stdin.write(`${JSON.stringify(line)}\n`)
  }

  /** Carries an order out. @throws ChildBroke when a limit was reached; Error when the child cannot begin; and whatever the bytes throw */
  async work(order: FileOrder, file: { readonly sizeBytes: number; readonly open: () => Promise<Readable> }): Promise<AnswerLine> {
    this.#held('ref')
    const timer = setTimeout(() => this.end(), this.#limits.beginMs)
    try {
      await this.#begun.catch(() => { throw new Error('the child process for files does not begin') })
      timer.refresh()
      return await this.#answer(order, file)
    } catch (error) {
      this.end()
      throw error
    } finally {
      clearTimeout(timer)
      this.rest()
    }
  }

  async #answer(order: FileOrder, { sizeBytes, open }: { readonly sizeBytes: number; readonly open: () => Promise<Readable> }): Promise<AnswerLine> {
    this.#waiting = Promise.withResolvers()
    const answer = this.#waiting.promise
    answer.catch(() => undefined)
    const bytes = await open()
    this.#tell({ order, bytes: sizeBytes })
    // A child that ended takes no more: then what it died of counts, and not the pipe.
    for await (const piece of bytes) {
      if (this.isBroken) break
      await this.#taken(piece)
    }
    return answer
  }

  /** Until the child has the piece, or has ended. */
  async #taken(piece: Buffer): Promise<void> {
    const written = new Promise<void>((done, fail) => { this.#child.stdin.write(piece, (error) => { if (error) fail(error); else done() }) }).then(() => giveBack(piece))
    await Promise.race([written, this.#waiting.promise]).catch(() => undefined)
  }
}
