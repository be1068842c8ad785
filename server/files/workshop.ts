/** Files of strangers are opened in child processes and nowhere else. A few work side by side, some wait, and no more are taken in. */
import { Readable } from 'node:stream'
import type { Comparison } from '../../schemas/comparison.ts'
import { DomainError } from '../../schemas/errors.ts'
import { fileFaults, type FileFault, type Inspection } from '../../schemas/file-check.ts'
import type { Sheet } from '../../schemas/step-table.ts'
import { FileChild, ChildBroke, type ChildLimits, childLimits } from './child.ts'
import { ComingFile, type Lender } from './coming.ts'
import type { ZipMember } from './inspect/zip.ts'
import type { AnswerLine, FileOrder, Stamp } from './workshop-orders.ts'

/** A file as it lies in the store; it is opened when its turn has come. */
export interface WorkshopFile { readonly sizeBytes: number; readonly open: () => Promise<Readable> }

/** How many children work side by side, how many files may wait, how many one child works on, and for how many of these a refused one counts. */
export interface WorkshopLimits extends ChildLimits { readonly children: number; readonly waiting: number; readonly filesPerChild: number; readonly filesPerFault: number }
const workshopLimits: WorkshopLimits = { ...childLimits, children: 2, waiting: 100, filesPerChild: 60, filesPerFault: 10 }
/** A child that nobody asks for this long gives its memory back. */
const idleMs = 30_000

/** A file of which the child has all already. */
const nothingMore: WorkshopFile = { sizeBytes: 0, open: async () => Readable.from([]) }

/** Why a file is refused, in both languages. */
export const refusalOf = (fault: FileFault): DomainError => new DomainError('file-refused', { fault, why: fileFaults[fault].vi, whyEn: fileFaults[fault].en })

export class FileWorkshop {
  readonly #limits: WorkshopLimits
  readonly #idle: FileChild[] = []
  readonly #line: (() => void)[] = []
  /** Idle children that take in what may be wanted of them; whoever has an order goes first. */
  readonly #lent = new Set<ComingFile>()
  #busy = 0
  #timer: NodeJS.Timeout | undefined

  constructor(limits: Partial<WorkshopLimits> = {}) {
    this.#limits = { ...workshopLimits, ...limits }
  }

  /**
   * Looks into a file of a kind. What breaks a child is refused and not tried again.
   * @throws DomainError file-refused | file-check-busy; and whatever its bytes throw
   */
  async inspect(kind: string, file: WorkshopFile, coming?: ComingFile): Promise<Inspection> {
    const answer = await this.#carryOut({ work: 'inspect', kind }, file, coming).catch((error: unknown) => {
      throw error instanceof ChildBroke ? refusalOf('tooComplex') : error
    })
    if (answer.kind === 'faulty') throw refusalOf(answer.fault)
    if (answer.kind !== 'inspected') throw new Error('the child process for files cannot do its work', { cause: answer })
    return answer.inspection
  }

  /** A file that is still coming in: an idle child takes it meanwhile, unless somebody has work for that child. */
  coming(): ComingFile {
    const child = this.#line.length === 0 ? this.#idle.pop() ?? null : null
    const lender: Lender = {
      inspect: (kind, file, coming) => this.inspect(kind, file, coming),
      giveBack: (coming, idle) => { if (this.#lent.delete(coming) && !idle.isBroken) this.#keep(idle) },
    }
    const coming = new ComingFile(child, lender)
    if (child !== null) this.#lent.add(coming)
    return coming
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

  /** What lies in an archive, and where; overlapping, hidden, encrypted and bomb-like ones are refused. @throws DomainError file-refused | file-check-busy; and whatever its bytes throw */
  async members(file: WorkshopFile): Promise<readonly ZipMember[]> {
    const answer = await this.#carryOut({ work: 'members' }, file).catch((error: unknown) => {
      throw error instanceof ChildBroke ? refusalOf('tooComplex') : error
    })
    if (answer.kind === 'faulty') throw refusalOf(answer.fault)
    if (answer.kind !== 'members') throw new Error('the child process for files cannot do its work', { cause: answer })
    return answer.members
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

  async #carryOut(order: FileOrder, file: WorkshopFile, coming?: ComingFile): Promise<AnswerLine> {
    // Taken before anybody else's turn: as long as a child is lent, there is one for this.
    const own = coming !== undefined && this.#lent.delete(coming) ? coming.take() : null
    await this.#turn()
    const child = own ?? this.#idle.pop() ?? this.#recalled() ?? new FileChild(this.#limits)
    try {
      const answer = await child.work(order, own === null ? file : nothingMore)
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

  /** A child that is lent, when there may not be one more. */
  #recalled(): FileChild | null {
    if (this.#busy + this.#lent.size <= this.#limits.children) return null
    for (const coming of this.#lent) {
      this.#lent.delete(coming)
      const child = coming.take()
      child?.forget()
      if (child !== null) return child
    }
    return null
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
