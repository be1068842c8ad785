/** The words of the page that prints the tracking book, in both languages. */
import type { Words } from './words.ts'

export const vi = {
  tracking: {
    title: 'Sổ theo dõi hồ sơ', print: 'Lập sổ (PDF)', badDates: 'Ngày viết dd/mm/yyyy, ngày đầu không sau ngày cuối.',
    hint: 'Sổ gồm hồ sơ mà ông/bà được xem, tiếp nhận trong những ngày này, đánh số từ đầu năm; không ai phải chép tay.',
    tooLong: (lines: string) => `Khoảng ngày này có hơn ${lines} hồ sơ; chọn khoảng ngắn hơn.`,
  },
}

export const en: Words<typeof vi> = {
  tracking: {
    title: 'Tracking book', print: 'Make the book (PDF)', badDates: 'Write dates as dd/mm/yyyy, the first not after the last.',
    hint: 'The dossiers that you may see and that were received on these days, numbered through the year; nobody copies it by hand.',
    tooLong: (lines) => `More than ${lines} dossiers were received on these days; choose fewer days.`,
  },
}
