/** The times inside a ZIP archive: libraries write the moment of packing, and the same content would never give the same bytes. */

/** 1 January 1980, 00:00: the first moment that the format knows. */
const firstDay = 0x0021
const ofFile = 0x04034b50
const ofDirectory = 0x02014b50
const ofEnd = 0x06054b50
const endLength = 22

/** The archive with every time of its entries set to the first day of the format. @throws Error when these bytes are no archive */
export function withoutTimes(archive: Uint8Array): Uint8Array {
  const bytes = Buffer.from(archive)
  let end = bytes.length - endLength
  while (end >= 0 && bytes.readUInt32LE(end) !== ofEnd) end -= 1
  if (end < 0) throw new Error('not a ZIP archive')
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const local = bytes.readUInt32LE(at + 42)
    if (bytes.readUInt32LE(at) !== ofDirectory || bytes.readUInt32LE(local) !== ofFile) throw new Error('a ZIP archive with a broken directory')
    bytes.writeUInt32LE(firstDay << 16, at + 12)
    bytes.writeUInt32LE(firstDay << 16, local + 10)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return bytes
}
