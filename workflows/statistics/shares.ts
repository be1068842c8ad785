/** Rounding with a name: half-up, with a decimal comma, and "–" where there is nothing to divide by. Source: domain rules of the reports (docs/statistics.md). */
import type { Counts, Shares } from '../../schemas/statistics.ts'

/** What is printed where a figure is not known; never 0. */
export const unknownFigure = '–'

/**
 * `part` of `whole` in per cent, half-up to two decimals: 627 of 820 is "76,46". Whole numbers throughout, so no binary fraction can tip a half.
 * "–" when `whole` is 0. @throws RangeError for a negative or broken number
 */
export function percent(part: number, whole: number): string {
  if (!Number.isSafeInteger(part) || !Number.isSafeInteger(whole) || part < 0 || whole < 0) throw new RangeError('counts are whole numbers from 0 up')
  return whole === 0 ? unknownFigure : withComma((2n * BigInt(part) * 10_000n + BigInt(whole)) / (2n * BigInt(whole)), 2)
}

/** Points in all over a number of dossiers, half-up to one decimal (TT 01/2018/TT-VPCP art. 14); "–" without any. @throws RangeError as `percent` */
export function score(points: number, dossiers: number): string {
  if (!Number.isSafeInteger(points) || !Number.isSafeInteger(dossiers) || points < 0 || dossiers < 0) throw new RangeError('counts are whole numbers from 0 up')
  return dossiers === 0 ? unknownFigure : withComma((2n * BigInt(points) * 10n + BigInt(dossiers)) / (2n * BigInt(dossiers)), 1)
}

const withComma = (scaled: bigint, decimals: number): string => {
  const digits = scaled.toString().padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)},${digits.slice(-decimals)}`
}

/** Early, on time, late, and early or on time, of the resolved. Rounded each for itself: the sum may be 99,99 or 100,01, and is not forced. */
export const sharesOf = ({ resolved }: Counts): Shares => ({
  early: percent(resolved.early, resolved.total), onTime: percent(resolved.onTime, resolved.total), late: percent(resolved.late, resolved.total),
  notLate: percent(resolved.early + resolved.onTime, resolved.total),
})
