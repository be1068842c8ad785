/** A file that is refused, and why; thrown by whatever looks into it, inside the child process. */
import type { FileFault } from '../../../schemas/file-check.ts'

export class FaultyFile extends Error {
  readonly fault: FileFault
  constructor(fault: FileFault) {
    super(fault)
    this.fault = fault
  }
}
