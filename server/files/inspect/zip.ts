/** Archives of office files, read as strictly as office programs write them: what two readers could understand differently is refused. */
import { crc32, inflateRawSync } from 'node:zlib'
import { FaultyFile } from './fault.ts'

export interface ZipMember {
  readonly name: string
  readonly isStored: boolean
  readonly packedBytes: number
  readonly bytes: number
  readonly crc32: number
  /** Where its local header begins, where its content begins, and where it ends. */
  readonly from: number
  readonly at: number
  readonly to: number
}

const endSignature = Buffer.from('PK\x05\x06', 'latin1')
const endBytes = 22
const entryBytes = 46
const localBytes = 30
/** A workbook of hundreds of sheets, a manual of hundreds of pictures. */
const membersMax = 5_000
const memberBytesMax = 150 << 20
const totalBytesMax = 300 << 20
/** Real sheets full of the same value pack 1:60; a bomb packs 1:1000. Small ones cannot hurt. */
const ratioMax = 250
const ratioFromBytes = 1 << 20
/** What a data descriptor and the padding of known programs leave between members. */
const gapBytesMax = 64

const damaged = (): never => { throw new FaultyFile('damaged') }

const endOf = (bytes: Buffer): number => {
  const at = bytes.lastIndexOf(endSignature)
  if (at < 0 || at + endBytes > bytes.length) return damaged()
  if (at + endBytes + bytes.readUInt16LE(at + 20) !== bytes.length) throw new FaultyFile('polyglot')
  return at
}

const localOf = (bytes: Buffer, from: number, name: string, packedBytes: number): { at: number; to: number } => {
  if (from + localBytes > bytes.length || bytes.readUInt32LE(from) !== 0x04034b50) return damaged()
  const nameBytes = bytes.readUInt16LE(from + 26)
  // A name that differs from the directory's is how one archive shows two faces.
  if (bytes.toString('utf8', from + localBytes, from + localBytes + nameBytes) !== name) throw new FaultyFile('polyglot')
  const at = from + localBytes + nameBytes + bytes.readUInt16LE(from + 28)
  return at + packedBytes > bytes.length ? damaged() : { at, to: at + packedBytes }
}

const entryOf = (bytes: Buffer, entry: number): { member: ZipMember; next: number } => {
  if (entry + entryBytes > bytes.length || bytes.readUInt32LE(entry) !== 0x02014b50) return damaged()
  const [flags, method] = [bytes.readUInt16LE(entry + 8), bytes.readUInt16LE(entry + 10)]
  if ((flags & 0x2041) !== 0) throw new FaultyFile('encrypted')
  if (method !== 0 && method !== 8) return damaged()
  const [packedBytes, size, from] = [bytes.readUInt32LE(entry + 20), bytes.readUInt32LE(entry + 24), bytes.readUInt32LE(entry + 42)]
  const nameBytes = bytes.readUInt16LE(entry + 28)
  const name = bytes.toString('utf8', entry + entryBytes, entry + entryBytes + nameBytes)
  if (name === '' || name.startsWith('/') || /(^|[\\/])\.\.([\\/]|$)|\\|\0/.test(name)) return damaged()
  if (method === 0 && packedBytes !== size) return damaged()
  const member = { name, isStored: method === 0, packedBytes, bytes: size, crc32: bytes.readUInt32LE(entry + 16), from, ...localOf(bytes, from, name, packedBytes) }
  return { member, next: entry + entryBytes + nameBytes + bytes.readUInt16LE(entry + 30) + bytes.readUInt16LE(entry + 32) }
}

/** Members side by side, none inside another, and nothing hidden between them. */
const refuseOdd = (members: readonly ZipMember[], directory: number): void => {
  const names = new Set(members.map(({ name }) => name.toLowerCase()))
  if (names.size !== members.length) throw new FaultyFile('polyglot')
  let before = 0
  for (const { from, to } of members.toSorted((one, other) => one.from - other.from)) {
    if (from < before) throw new FaultyFile('zipBomb')
    if (from - before > gapBytesMax) throw new FaultyFile('polyglot')
    before = to
  }
  if (directory < before) throw new FaultyFile('zipBomb')
  if (directory - before > gapBytesMax) throw new FaultyFile('polyglot')
}

const refuseBombs = (members: readonly ZipMember[]): void => {
  const total = members.reduce((sum, { bytes }) => sum + bytes, 0)
  const packed = members.reduce((sum, { packedBytes }) => sum + packedBytes, 0)
  const isDense = (bytes: number, packedBytes: number): boolean => bytes > ratioFromBytes && bytes > ratioMax * Math.max(1, packedBytes)
  if (total > totalBytesMax || isDense(total, packed) || members.some(({ bytes, packedBytes }) => bytes > memberBytesMax || isDense(bytes, packedBytes))) {
    throw new FaultyFile('zipBomb')
  }
}

/** The members of an archive, by its directory. @throws FaultyFile */
export const membersOf = (bytes: Buffer): ZipMember[] => {
  const end = endOf(bytes)
  const [count, size, directory] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)]
  if (count > membersMax) throw new FaultyFile('zipBomb')
  if (directory + size > end || count === 0) return damaged()
  const members: ZipMember[] = []
  for (let at = directory; members.length < count;) {
    const { member, next } = entryOf(bytes, at)
    members.push(member)
    at = next
  }
  refuseOdd(members, directory)
  refuseBombs(members)
  return members
}

/** The content of a member, exactly as long as it says, with its sum. @throws FaultyFile */
export const unpacked = (bytes: Buffer, { isStored, at, to, bytes: size, crc32: sum }: ZipMember): Buffer => {
  const packed = bytes.subarray(at, to)
  const content = isStored ? packed : inflated(packed, size)
  return content.length !== size || crc32(content) !== sum ? damaged() : content
}

const inflated = (packed: Buffer, size: number): Buffer => {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
  } catch (error) {
    // More comes out than the directory says.
    throw new FaultyFile((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'zipBomb' : 'damaged')
  }
}
