/** Reading options: strict, each with a value, none twice. */
import { parseArgs } from 'node:util'
import { reportingPeriod, type DateRange } from '../../workflows/statistics/periods.ts'
import { UsageError } from './command.ts'

/** The options of a command by name, and the words that are no options. */
export interface Options { readonly values: Readonly<Record<string, string | undefined>>; readonly words: readonly string[] }

/** How many words may stand beside the options. */
export interface WordCount { readonly least: number; readonly most: number }

/**
 * Options named in `names`, each at most once and with a value, and exactly `words` words beside them, or from so many to so many.
 * @throws UsageError.
 */
export const readOptions = (args: readonly string[], names: readonly string[], words: number | WordCount = 0): Options => {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const, multiple: true as const }]))
  const parsed = parsedOrUsage(args, options)
  const values: Record<string, string | undefined> = {}
  for (const [name, given] of Object.entries(parsed.values)) {
    if (given.length > 1) throw new UsageError(`--${name} is given ${given.length} times`)
    values[name] = given[0]
  }
  const got = parsed.positionals.length
  const { least, most } = typeof words === 'number' ? { least: words, most: words } : words
  if (got < least || got > most) throw new UsageError(`expected ${least === most ? least : `${least} to ${most}`} argument(s) without an option, got ${got}`)
  return { values, words: parsed.positionals }
}

/** `--limit -1` as `--limit=-1`: a number that is refused as such says more than a riddle about dashes. */
const withNegatives = (args: readonly string[], options: object): string[] => args.reduce<string[]>((joined, arg) => {
  const name = joined.at(-1) ?? ''
  if (/^-\d/.test(arg) && name.startsWith('--') && Object.hasOwn(options, name.slice(2))) joined[joined.length - 1] = `${name}=${arg}`
  else joined.push(arg)
  return joined
}, [])

const parsedOrUsage = (args: readonly string[], options: Record<string, { type: 'string'; multiple: true }>) => {
  try {
    const parsed = parseArgs({ args: withNegatives(args, options), options, allowPositionals: true, strict: true })
    return { values: parsed.values as Record<string, string[]>, positionals: parsed.positionals }
  } catch (error) {
    const wrong = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    throw wrong ? new UsageError(error.message) : error
  }
}

/** The value of an option that must be there. @throws UsageError. */
export const required = (options: Options, name: string): string => {
  const value = options.values[name]
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing`)
  return value
}

/** A word out of a list. @throws UsageError. */
export const oneOfWords = <const T extends readonly string[]>(value: string, words: T, name: string): T[number] => {
  const found = words.find((word) => word === value)
  if (found === undefined) throw new UsageError(`--${name} is one of ${words.join(', ')}`)
  return found
}

/** The days that `--period`, or `--from` and `--to`, name. @throws UsageError; DomainError invalid-request for a period of no known form. */
export const rangeOf = (options: Options): DateRange => {
  const { period, from, to } = options.values
  if (period !== undefined && (from !== undefined || to !== undefined)) throw new UsageError('--period stands alone, without --from and --to')
  if (period !== undefined) return reportingPeriod(period)
  const range = { from: required(options, 'from'), to: required(options, 'to') }
  for (const [name, date] of Object.entries(range)) if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new UsageError(`--${name} is a date such as 2026-03-31`)
  return range
}
