/** What a cell of a published step table says: who, and how long. Nothing is guessed: what cannot be read is said. Pure. */
import type { Limit } from '../../../schemas/calendar.ts'
import type { Role } from '../../../schemas/procedure.ts'
import type { ImportRemark } from '../../../schemas/step-table.ts'

/** Letters without marks, small, with single blanks: how headings and roles are compared. */
export const plainText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase().replace(/[\s\u00a0]+/g, ' ').trim()

/** The unit that a heading or a cell names. `day`: days that it does not call working days. */
export type NamedUnit = 'workingHour' | 'workingDay' | 'day'
export const unitIn = (text: string): NamedUnit | null => {
  const plain = plainText(text)
  if (/\bngay lam viec\b|\bnlv\b/.test(plain)) return 'workingDay'
  if (/\bgio\b|\bh\b/.test(plain)) return 'workingHour'
  return /\bngay\b/.test(plain) ? 'day' : null
}

/** 0,5 | 04 | 1/2 | ½ | 1 1/2; null for anything else. */
const amountOf = (text: string): number | null => {
  const plain = text.replace('½', ' 1/2').replace('¼', ' 1/4').replace('¾', ' 3/4').trim()
  const fraction = /^(?:(\d{1,3}) )?(\d{1,3})\/(\d{1,3})$/.exec(plain)
  if (fraction !== null) return Number(fraction[3]) === 0 ? null : Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3])
  return /^\d{1,4}([.,]\d{1,3})?$/.test(plain) ? Number(plain.replace(',', '.')) : null
}

/** A limit as it was read, with what must be said of it. */
export interface ReadLimit { readonly limit: Limit | null; readonly remark: ImportRemark | null }

/** More than any published step has: a date that a spreadsheet made of 1/2 is no limit. */
const amountMost = 400
const hours = (amount: number): number => Math.round(amount * 10_000) / 10_000

const counted = (amount: number, unit: NamedUnit, hoursPerDay: number): ReadLimit => {
  if (amount <= 0 || amount > amountMost) return { limit: null, remark: 'limitUnread' }
  if (unit === 'workingHour') return { limit: { unit, amount: hours(amount) }, remark: null }
  if (!Number.isInteger(amount)) return { limit: { unit: 'workingHour', amount: hours(amount * hoursPerDay) }, remark: 'dayToHours' }
  return { limit: { unit: 'workingDay', amount }, remark: unit === 'day' ? 'dayAsWorking' : null }
}

const empty = /^(|-|–|—|\/|x|khong|khong tinh|khong tinh thoi gian|khong quy dinh)$/

/** The limit that a cell says, in the unit of its own or of its heading. Parts of a day become hours, as the agency counts them. */
export const limitIn = (cell: string, heading: NamedUnit | null, hoursPerDay: number): ReadLimit => {
  const plain = plainText(cell)
  if (empty.test(plain)) return { limit: null, remark: null }
  if (/^trong ngay( lam viec)?$/.test(plain)) return { limit: { unit: 'sameDay', amount: 1 }, remark: null }
  const parts = /^(?:khong qua |toi da |trong )?([\d.,/½¼¾ ]+?) ?(gio lam viec|gio|h|ngay lam viec|nlv|ngay|buoi)?\.?$/.exec(plain.replace(/½|¼|¾/g, (one) => ` ${one}`).trim())
  const amount = parts?.[1] === undefined ? null : amountOf(parts[1])
  if (parts?.[2] === 'buoi' && amount !== null) return counted(amount / 2, 'workingDay', hoursPerDay)
  const unit = parts?.[2] === undefined ? heading : unitIn(parts[2])
  return amount === null || unit === null ? { limit: null, remark: 'limitUnread' } : counted(amount, unit, hoursPerDay)
}

const rolesByWords: readonly (readonly [Role, RegExp])[] = [
  ['receptionist', /mot cua|bo phan tiep nhan|tra ket qua|phuc vu hanh chinh cong|ttpvhcc|tthcc/],
  ['recordsClerk', /van thu/], ['accountant', /ke toan/],
  ['unitHead', /(truong|lanh dao|phu trach) (phong|don vi|bo phan|chi nhanh|ban)|giam doc chi nhanh/],
  ['agencyLeader', /chu tich|lanh dao (ubnd|uy ban|so|co quan|huyen|xa|phuong)|giam doc so|thu truong/],
]
const anybody = /chuyen vien|cong chuc|can bo|vien chuc|nguoi duoc phan cong/

/** The role that a cell names; null when it names none, or more than one. */
export const roleIn = (cell: string): Role | null => {
  const plain = plainText(cell)
  const found = rolesByWords.filter(([, words]) => words.test(plain)).map(([role]) => role)
  if (found.length === 1) return found[0] ?? null
  return found.length === 0 && anybody.test(plain) ? 'specialist' : null
}
