/** The holidays that the law knows, for proposing a year; their days by the moon are announced each year and are left open. */
import { readFileSync } from 'node:fs'
import type { Bilingual } from '../../schemas/common.ts'

/** `on`: month and day, null for a day by the moon; `since`: the first year. */
export interface LegalHoliday { readonly name: Bilingual; readonly on: string | null; readonly since: number; readonly source: string }

const all = JSON.parse(readFileSync(new URL('holidays.json', import.meta.url), 'utf8')) as LegalHoliday[]

/** The holidays of a year, in the order of the year as it usually runs. Source: LS-002. */
export const legalHolidays = (year: number): LegalHoliday[] => all.filter(({ since }) => since <= year)
