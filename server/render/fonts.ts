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

let parsed: Faces | undefined

/** The four faces. About 40 ms at the first call. */
export const faces = (): Faces => {
  parsed ??= { r: create(faceBytes('r')), b: create(faceBytes('b')), i: create(faceBytes('i')), bi: create(faceBytes('bi')) }
  return parsed
}
