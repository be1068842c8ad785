/** A file that a child process takes in while it is still on its way to the store, so that nobody has to read it there once more. */
import type { Inspection } from '../../schemas/file-check.ts'
import type { FileChild } from './child.ts'
import type { WorkshopFile } from './workshop.ts'

/** The workshop that the child is of. */
export interface Lender {
  inspect(kind: string, file: WorkshopFile, coming?: ComingFile): Promise<Inspection>
  giveBack(coming: ComingFile, child: FileChild): void
}

export class ComingFile {
  #child: FileChild | null
  readonly #lender: Lender
  #begun: Promise<Inspection> | null = null

  /** `child` null: none was idle, and the file is read in the store. */
  constructor(child: FileChild | null, lender: Lender) {
    this.#child = child
    this.#lender = lender
  }

  /** Takes a piece; answers when its memory may be used otherwise. */
  async add(piece: Buffer): Promise<void> {
    await this.#child?.keep(piece)
  }

  /** All of it has come: the child begins at once, while the store makes the file durable. */
  whole(kind: string): void {
    if (this.#child === null || this.#child.isBroken) return
    this.#begun = this.#lender.inspect(kind, { sizeBytes: 0, open: () => Promise.reject(new Error('the child has it')) }, this)
    this.#begun.catch(() => undefined)
  }

  /** What was found in it. `stored`: read where no child had taken it in. @throws DomainError file-refused | file-check-busy; and whatever its bytes throw */
  inspected(kind: string, stored: WorkshopFile): Promise<Inspection> {
    return this.#begun ?? this.#lender.inspect(kind, stored)
  }

  /** Hands the child over: to the order that it took the file for, or to another. */
  take(): FileChild | null {
    const child = this.#child
    this.#child = null
    return child
  }

  /** It will not be asked for any more. */
  drop(): void {
    const child = this.#child
    if (child === null || this.#begun !== null) return
    this.#child = null
    child.forget()
    this.#lender.giveBack(this, child)
  }
}
