/** The shape of a catalogue in a second language: the same keys, and functions of the same words. */
export type Words<T> = { readonly [K in keyof T]: T[K] extends (...words: infer A) => string ? (...words: A) => string : T[K] extends string ? string : Words<T[K]> }
