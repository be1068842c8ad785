/** Ids of the dossiers that are measured with: this and twelve digits from `firstNumber` on, so that a load can count through them. */
export const idStart = '01900000-0000-7000-8000-'
export const firstNumber = 100_000_000_000

/** Smallest, middle and greatest of some figures. */
export interface Spread { readonly min: number; readonly median: number; readonly max: number }
export const spreadOf = (figures: readonly number[]): Spread => {
  const sorted = [...figures].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { min: sorted[0]!, median, max: sorted.at(-1)! }
}
