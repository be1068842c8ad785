/**
 * Memory of pieces of files that stream through. Left to the collector, each 64 MiB of them cost a collection of the whole heap, a third of all
 * the processor time of an upload: whoever uses a piece last gives its memory back.
 */

/** Gives the memory of a piece back, when it is all the piece's own; the piece is empty from then on. Only for pieces that nobody else has. */
export const giveBack = ({ buffer, byteLength }: Uint8Array): void => {
  if (buffer instanceof ArrayBuffer && byteLength > 0 && byteLength === buffer.byteLength) buffer.transfer(0)
}

/** At most so many blocks of a size are kept for the next upload. */
const spareMax = 4
const spare = new Map<number, SharedArrayBuffer[]>()

/** A block of memory for an upload, with whatever lay in it: fresh memory costs the system as much as filling it. */
export const takeBlock = (sizeBytes: number): SharedArrayBuffer => spare.get(sizeBytes)?.pop() ?? new SharedArrayBuffer(sizeBytes)

/** Keeps a block for the next upload; nothing may use it any more. */
export const keepBlock = (block: SharedArrayBuffer): void => {
  const kept = spare.get(block.byteLength) ?? []
  if (kept.length < spareMax) spare.set(block.byteLength, [...kept, block])
}
