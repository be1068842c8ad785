/** Files of strangers are opened in child processes and nowhere else. A few work side by side, some wait, and no more are taken in. */
import { Readable } from 'node:stream'
import type { Comparison } from '../../schemas/comparison.ts'
import { DomainError } from '../../schemas/errors.ts'
import { fileFaults, type FileFault, type Inspection } from '../../schemas/file-check.ts'
import type { Sheet } from '../../schemas/step-table.ts'
import { FileChild, ChildBroke, type ChildLimits, childLimits } from './child.ts'
import type { AnswerLine, FileOrder, Stamp } from './workshop-orders.ts'

/** A file as it lies in the store; it is opened when its turn has come. */
export interface WorkshopFile { readonly sizeBytes: number; readonly open: () => Promise<Readable> }

/** How many children work side by side, how many files may wait, how many one child works on, and for how many of these a refused one counts. */
export interface WorkshopLimits extends ChildLimits { readonly children: number; readonly waiting: number; readonly filesPerChild: number; readonly filesPerFault: number }
const workshopLimits: WorkshopLimits = { ...childLimits, children: 2, waiting: 100, filesPerChild: 60, filesPerFault: 10 }
/** A child that nobody asks for this long gives its memory back. */
const idleMs = 30_000

/** Why a file is refused, in both languages. */
export const refusalOf = (fault: FileFault): DomainError => new DomainError('file-refused', { fault, why: fileFaults[fault].vi, whyEn: fileFaults[fault].en })

export class FileWorkshop {
  readonly #limits: WorkshopLimits
  readonly #idle: FileChild[] = []
  readonly #line: (() => void)[] = []
  #busy = 0
  #timer: NodeJS.Timeout | undefined

  constructor(limits: Partial<WorkshopLimits> = {}) {
    this.#limits = { ...workshopLimits, ...limits }
  }

  /**
   * Looks into a file of a kind. What breaks a child is refused and not tried again.
   * @throws DomainError file-refused | file-check-busy; and whatever its bytes throw
   */
  async inspect(kind: string, file: WorkshopFile): Promise<Inspection> {
    const answer = await this.#carryOut({ work: 'inspect', kind }, file).catch((error: unknown) => {
      throw error instanceof ChildBroke ? refusalOf('tooComplex') : error
    })
    if (answer.kind === 'faulty') throw refusalOf(answer.fault)
    if (answer.kind !== 'inspected') throw new Error('the child process for files cannot do its work', { cause: answer })
    return answer.inspection
  }

  /** Two texts word by word; what breaks a child is too different to be shown. @throws DomainError file-check-busy */
  async compare(before: string, after: string): Promise<Comparison> {
    const bytes = Buffer.from(JSON.stringify([before, after]))
    const answer = await this.#carryOut({ work: 'compare' }, { sizeBytes: bytes.length, open: async () => Readable.from([bytes]) }).catch((error: unknown) => {
      if (error instanceof ChildBroke) return null
      throw error
    })
    return answer?.kind === 'compared' ? answer.comparison : { tooDifferent: true, changed: 0, blocks: [] }
  }

  /** The sheets of a workbook or a CSV file by their cells. @throws DomainError file-refused | file-check-busy */
  async sheets(kind: 'xlsx' | 'csv', bytes: Buffer): Promise<readonly Sheet[]> {
    const answer = await this.#carryOut({ work: 'sheets', kind }, { sizeBytes: bytes.length, open: async () => Readable.from([bytes]) }).catch((error: unknown) => {
      throw error instanceof ChildBroke ? refusalOf('tooComplex') : error
    })
    if (answer.kind === 'faulty') throw refusalOf(answer.fault)
    if (answer.kind !== 'sheets') throw new Error('the child process for files cannot do its work', { cause: answer })
    return answer.sheets
  }

  /** A copy of a file of a kind, as a PDF with the stamp on each page. @throws DomainError file-refused | file-check-busy; and whatever its bytes throw */
  async stamp(kind: string, stamp: Stamp, file: WorkshopFile): Promise<Buffer> {
    const answer = await this.#carryOut({ work: 'stamp', kind, stamp }, file).catch((error: unknown) => {
      throw error instanceof ChildBroke ? refusalOf('tooComplex') : error
    })
    if (answer.kind === 'faulty') throw refusalOf(answer.fault)
    if (answer.kind !== 'stamped' || answer.file === undefined) throw new Error('the child process for files cannot do its work', { cause: answer })
    return answer.file
  }

  async #carryOut(order: FileOrder, file: WorkshopFile): Promise<AnswerLine> {
    await this.#turn()
    const child = this.#idle.pop() ?? new FileChild(this.#limits)
    try {
      const answer = await child.work(order, file)
      // What a hostile file may have left behind in a process is soon no later file's business.
      child.served += answer.kind === 'faulty' ? this.#limits.filesPerFault : 1
      return answer
    } finally {
      if (child.isBroken || child.served >= this.#limits.filesPerChild) child.end()
      else this.#keep(child)
      this.#busy -= 1
      this.#line.shift()?.()
    }
  }

  #keep(child: FileChild): void {
    this.#idle.push(child)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => { for (const one of this.#idle.splice(0)) one.end() }, idleMs).unref()
  }

  async #turn(): Promise<void> {
    if (this.#busy >= this.#limits.children) {
      if (this.#line.length >= this.#limits.waiting) throw new DomainError('file-check-busy')
      await new Promise<void>((done) => { this.#line.push(done) })
    }
    this.#busy += 1
  }
}
