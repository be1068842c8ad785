/** Tinos in four faces, parsed once a process: parsing costs more than drawing a page. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'

/** Regular, bold, italic, bold italic. */
export type FaceName = 'r' | 'b' | 'i' | 'bi'
export type Faces = Readonly<Record<FaceName, Font>>
export const faceNames: readonly FaceName[] = ['r', 'b', 'i', 'bi']

const files: Readonly<Record<FaceName, string>> = {
  r: '400Regular/Tinos_400Regular.ttf', b: '700Bold/Tinos_700Bold.ttf',
  i: '400Regular_Italic/Tinos_400Regular_Italic.ttf', bi: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
}

/** The bytes of one face, as they are shipped. */
export const faceBytes = (name: FaceName): Uint8Array =>
  readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${files[name]}`))

/** What must come back as itself when a paper is searched: where two characters share a glyph (space and no-break space), these are meant. */
const meant = (): number[] => {
  const vowels = [...'aăâeêioôơuưy'].flatMap((vowel) => ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')))
  const letters = [...vowels, 'đ'].flatMap((letter) => [letter, letter.toUpperCase()])
  return [...Array.from({ length: 95 }, (_, index) => 32 + index), ...letters.map((letter) => letter.codePointAt(0) ?? 0)]
}

/**
 * A face that files may share: every glyph is made with its character at once. Writing a subset makes the parts of composed letters (the O in Ô)
 * as glyphs without a character, fontkit keeps them so, and the next file would draw an O that no search finds.
 */
export const primedFont = (bytes: Uint8Array): Font => {
  const font = create(bytes)
  for (const codePoint of meant()) font.glyphForCodePoint(codePoint)
  for (const codePoint of font.characterSet) font.glyphForCodePoint(codePoint)
  return font
}

let parsed: Faces | undefined
const parse = (name: FaceName): Font => primedFont(faceBytes(name))

/** The four faces. About 60 ms at the first call. */
export const faces = (): Faces => {
  parsed ??= { r: parse('r'), b: parse('b'), i: parse('i'), bi: parse('bi') }
  return parsed
}
