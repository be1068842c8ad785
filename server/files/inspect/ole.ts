/** The old binary formats (DOC, XLS): their directory is read, their text is not. */
import type { Inspection } from '../../../schemas/file-check.ts'
import { FaultyFile } from './fault.ts'

const entryBytes = 128
const endOfChain = 0xfffffffe
const macroStorage = /^(_VBA_PROJECT(_CUR)?|VBA|Macros)$/
const headBytes = 512

const damaged = (): never => { throw new FaultyFile('damaged') }

/** The sectors of the table of sectors: the first 109 in the header, the rest in a chain of their own. */
const tableSectors = (bytes: Buffer, sectorBytes: number): number[] => {
  const sectors = Array.from({ length: 109 }, (_, at) => bytes.readUInt32LE(76 + at * 4)).filter((sector) => sector < endOfChain)
  const perSector = sectorBytes / 4 - 1
  let next = bytes.readUInt32LE(68)
  for (let left = bytes.length / sectorBytes; next < endOfChain && left > 0; left -= 1) {
    const at = headBytes + next * sectorBytes
    if (at + sectorBytes > bytes.length) return damaged()
    for (let one = 0; one < perSector; one += 1) {
      const sector = bytes.readUInt32LE(at + one * 4)
      if (sector < endOfChain) sectors.push(sector)
    }
    next = bytes.readUInt32LE(at + perSector * 4)
  }
  return sectors
}

/** Names of streams and storages. */
const entryNames = (bytes: Buffer): string[] => {
  if (bytes.length < headBytes * 3) return damaged()
  const shift = bytes.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) return damaged()
  const sectorBytes = 1 << shift
  const table = tableSectors(bytes, sectorBytes)
  const nextOf = (sector: number): number => {
    const within = table[Math.floor(sector / (sectorBytes / 4))]
    const at = within === undefined ? bytes.length : headBytes + within * sectorBytes + (sector % (sectorBytes / 4)) * 4
    return at + 4 > bytes.length ? damaged() : bytes.readUInt32LE(at)
  }
  const names: string[] = []
  let sector = bytes.readUInt32LE(48)
  for (let left = Math.ceil(bytes.length / sectorBytes); sector < endOfChain; sector = nextOf(sector)) {
    left -= 1
    const from = headBytes + sector * sectorBytes
    if (left < 0 || from + sectorBytes > bytes.length) return damaged()
    for (let at = from; at < from + sectorBytes; at += entryBytes) {
      const nameBytes = bytes.readUInt16LE(at + 64)
      if (nameBytes >= 2 && nameBytes <= 64) names.push(bytes.toString('utf16le', at, at + nameBytes - 2))
    }
  }
  return names
}

const wanted: Readonly<Record<string, string>> = { doc: 'WordDocument', xls: 'Workbook' }

/** @throws FaultyFile */
export const inspectOle = (kind: string, bytes: Buffer): Inspection => {
  const names = entryNames(bytes)
  if (names.includes('EncryptedPackage') || names.includes('EncryptionInfo')) throw new FaultyFile('encrypted')
  if (names.some((name) => macroStorage.test(name))) throw new FaultyFile('macros')
  if (!names.includes(wanted[kind] ?? '')) return damaged()
  return { state: 'unread', text: null, pages: null, remarks: names.includes('ObjectPool') ? ['embeddedObject'] : [] }
}
