/** The two catalogues, one shape. */
import type { Bilingual } from '../../../schemas/common.ts'
import { en } from './en.ts'
import { vi } from './vi.ts'

type Words<T> = { readonly [K in keyof T]: T[K] extends (...words: infer A) => string ? (...words: A) => string : T[K] extends string ? string : Words<T[K]> }

/** What every catalogue holds: a text, or a function of the words that stand in it. */
export type Texts = Words<typeof vi>

export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]

export const catalogues: Readonly<Record<Language, Texts>> = { vi, en }

/** A name in the language; a text in one language alone stands for both. */
export const inLanguage = (language: Language, name: Bilingual): string => name[language]
