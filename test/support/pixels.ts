/** Grey pictures: PGM as pdftoppm writes it, and a plain kind of PNG. */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

export interface Picture { readonly width: number; readonly height: number; readonly grey: Uint8Array }

/** A binary PGM with 255 levels. */
export const readPgm = (file: Uint8Array): Picture => {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(Buffer.from(file.buffer, file.byteOffset, Math.min(60, file.length)).toString('latin1'))
  if (head === null) throw new Error('not a PGM')
  const [width, height] = [Number(head[1]), Number(head[2])]
  return { width, height, grey: file.subarray(head[0].length, head[0].length + width * height) }
}

/** How many pixels have ink. */
export const darkPixels = ({ grey }: Picture): number => grey.reduce((sum, level) => sum + (level < 128 ? 1 : 0), 0)

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const chunk = (type: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)])
}

/** A PNG with 8 bits of grey and rows as they are, for people to open and for `readPng`. */
export const pngOf = ({ width, height, grey }: Picture): Buffer => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const rows = Array.from({ length: height }, (_, row) => Buffer.concat([Buffer.alloc(1), grey.subarray(row * width, (row + 1) * width)]))
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

/** The picture in a PNG of `pngOf`. */
export const readPng = (file: Buffer): Picture => {
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  const length = file.readUInt32BE(33)
  const raw = inflateSync(file.subarray(41, 41 + length))
  const grey = new Uint8Array(width * height)
  for (let row = 0; row < height; row += 1) grey.set(raw.subarray(row * (width + 1) + 1, (row + 1) * (width + 1)), row * width)
  return { width, height, grey }
}

/** The share of pixels that differ by more than a quarter of the range; 1 when the sizes differ. */
export const difference = (one: Picture, other: Picture): number => {
  if (one.width !== other.width || one.height !== other.height) return 1
  return one.grey.reduce((sum, level, at) => sum + (Math.abs(level - (other.grey[at] ?? 0)) > 64 ? 1 : 0), 0) / one.grey.length
}
