/** Comma-separated values (RFC 4180) that a spreadsheet opens as text: nothing in a cell is taken for a formula. */

/** Excel reads UTF-8 only after this mark. */
export const byteOrderMark = '\ufeff'

/** What a spreadsheet would begin to reckon with, full-width forms too, and blanks that it would throw away before it. Source: OWASP, CSV injection. */
const formula = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/

const cell = (text: string): string => {
  const plain = text.replace(/[\r\n\t]+/g, ' ')
  return `"${(formula.test(plain) ? `'${plain}` : plain).replace(/"/g, '""')}"`
}

/** Lines of cells, each ended as the standard says. */
export const csvOf = (lines: readonly (readonly string[])[]): string => lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
