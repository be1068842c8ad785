/** The little of fontkit 2 that papers use; the package brings no types. */
declare module 'fontkit' {
  export interface Glyph { readonly id: number; readonly advanceWidth: number; readonly codePoints: readonly number[] }
  export interface GlyphRun { readonly glyphs: readonly Glyph[]; readonly advanceWidth: number }
  export interface Font {
    readonly postscriptName: string
    readonly unitsPerEm: number
    readonly ascent: number
    readonly descent: number
    layout(text: string): GlyphRun
    readonly characterSet: readonly number[]
    glyphForCodePoint(codePoint: number): Glyph
    createSubset(): unknown
  }
  export function create(bytes: Uint8Array): Font
}
