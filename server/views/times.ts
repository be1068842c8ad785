/** Instants, dates and numbers as the readers of each language expect them. */
import { localDateOf, localTimeOf, startOfDateMs } from '../../workflows/calendar/index.ts'
import type { Language } from './texts/index.ts'

/** `04/03/2026`. */
export const dateText = (date: string): string => date.split('-').reverse().join('/')

/** The date `YYYY-MM-DD` of a text `dd/mm/yyyy` (also `d/m/yyyy`, with dots or dashes); null when it is none of these. */
export const readDate = (text: string): string | null => {
  const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text)
  return found === null ? null : `${found[3]}-${found[2]?.padStart(2, '0')}-${found[1]?.padStart(2, '0')}`
}

const locales: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' }
const dash = '–'

export interface Formats {
  readonly zone: string
  /** `04/03/2026 17:00`, or a dash. */
  at(ms: number | null): string
  /** `17:00, Thứ Tư, 04/03/2026`, or a dash. */
  longAt(ms: number | null): string
  /** `Thứ Tư, 04/03/2026`. */
  day(date: string): string
  /** At most two decimals, by the habits of the language: `1.234,5`. */
  number(value: number): string
  /** Two decimals, always. */
  decimals(value: number): string
  /** One decimal, always. */
  tenths(value: number): string
}

const make = (language: Language, zone: string): Formats => {
  const weekday = new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: zone })
  const figures = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 2 })
  const fixed = (digits: number) => new Intl.NumberFormat(locales[language], { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const [tenths, decimals] = [fixed(1), fixed(2)]
  const date = (ms: number): string => dateText(localDateOf(ms, zone))
  return {
    zone,
    at: (ms) => (ms === null ? dash : `${date(ms)} ${localTimeOf(ms, zone)}`),
    longAt: (ms) => (ms === null ? dash : `${localTimeOf(ms, zone)}, ${weekday.format(ms)}, ${date(ms)}`),
    day: (on) => `${weekday.format(startOfDateMs(on, zone))}, ${dateText(on)}`,
    number: (value) => figures.format(value), decimals: (value) => decimals.format(value), tenths: (value) => tenths.format(value),
  }
}

const made = new Map<string, Formats>()

/** The formats of a language in a zone; made once, for Intl is slow to make. */
export const formatsOf = (language: Language, zone: string): Formats => {
  const key = `${language} ${zone}`
  const known = made.get(key) ?? make(language, zone)
  made.set(key, known)
  return known
}
