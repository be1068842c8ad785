/** Pictures: whole, of a size that can be shown, and nothing but a picture. */
import { crc32 } from 'node:zlib'
import type { FileRemark, Inspection } from '../../../schemas/file-check.ts'
import { FaultyFile } from './fault.ts'

/** An A0 scan at 400 dpi. */
const pixelsMax = 250_000_000

const damaged = (): never => { throw new FaultyFile('damaged') }

const refuseSize = (width: number, height: number): void => {
  if (width === 0 || height === 0) damaged()
  if (width * height > pixelsMax) throw new FaultyFile('zipBomb')
}

/** Where the picture ends. */
const endOfPng = (bytes: Buffer): number => {
  let at = 8
  let isFirst = true
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (at + 12 + length > bytes.length || bytes.readUInt32BE(at + 8 + length) !== crc32(bytes.subarray(at + 4, at + 8 + length))) return damaged()
    if (isFirst) {
      if (type !== 'IHDR' || length !== 13) return damaged()
      refuseSize(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12))
    }
    isFirst = false
    at += 12 + length
    if (type === 'IEND') return at
  }
  return damaged()
}

/** Frames that say how large the picture is: all of C0 to CF but the tables among them. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** The markers before the picture itself; its end is the last marker of that name. */
const endOfJpeg = (bytes: Buffer): number => {
  let sized = false
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return damaged()
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) { at += 1; continue }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2) return damaged()
    if (isFrame(marker) && at + 9 <= bytes.length) {
      refuseSize(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5))
      sized = true
    }
    at += 2 + length
    if (marker !== 0xda) continue
    const end = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]))
    return !sized || end < at ? damaged() : end + 2
  }
  return damaged()
}

const others = [Buffer.from('PK\x05\x06', 'latin1'), Buffer.from('%PDF-'), Buffer.from('<script'), Buffer.from('<html')]

/** @throws FaultyFile */
export const inspectImage = (kind: string, bytes: Buffer): Inspection => {
  const tail = bytes.subarray(kind === 'png' ? endOfPng(bytes) : endOfJpeg(bytes))
  if (others.some((start) => tail.includes(start))) throw new FaultyFile('polyglot')
  const remarks: FileRemark[] = tail.length > 0 ? ['trailingData'] : []
  return { state: 'none', text: null, pages: 1, remarks }
}
