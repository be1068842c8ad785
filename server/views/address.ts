/** Addresses of pages with the words of their question. */

/** What a question is asked with; a word that is null or undefined is left out. */
export type QuestionWords = Readonly<Record<string, string | null | undefined>>

/** The address that asks these words; what was left empty on purpose stays, for where that is an answer. */
export const addressOf = (path: string, words: QuestionWords): string => {
  const given = Object.entries(words).flatMap(([name, value]) => (value === null || value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
  return given.length === 0 ? path : `${path}?${given.join('&')}`
}

/** The same where what was left empty asks nothing. */
export const filledAddress = (path: string, words: QuestionWords): string => addressOf(path, Object.fromEntries(Object.entries(words).filter(([, value]) => value !== '')))
