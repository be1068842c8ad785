/** Tables of a page, of a paper or of a spreadsheet written as HTML, cell by cell. */

/** What stands in a cell; `value`: the number that a spreadsheet holds there, undefined where the cell is no number to it. */
export interface HtmlCell { readonly text: string; readonly value: number | undefined }

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', ndash: '–' }
/** The text of a piece of HTML: no tags, one blank for any run of them. */
const textIn = (html: string): string => html.replace(/<[^>]*>/g, ' ')
  .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal, hex, name) => (decimal ? String.fromCodePoint(Number(decimal)) : hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : named[name] ?? all))
  .replace(/\s+/g, ' ').trim()

const every = (html: string, tag: RegExp): RegExpExecArray[] => [...html.matchAll(tag)]

/** The rows of all tables in the order of the page; tables within tables are not told apart. */
export const rowsInHtml = (html: string): HtmlCell[][] => every(html, /<tr\b[^>]*>([^]*?)<\/tr>/gi).map(([, row = '']) =>
  every(row, /<t[dh]\b([^>]*)>([^]*?)<\/t[dh]>/gi).map(([, attributes = '', inner = '']) => {
    const value = /\bsdval="([^"]*)"/i.exec(attributes)?.[1]
    return { text: textIn(inner), value: value === undefined ? undefined : Number(value) }
  }))
