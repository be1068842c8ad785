/** Files on their way in, on disk in a folder of their own until they are kept: one after another, archives unpacked, all together within a limit. */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { DomainError } from '../../schemas/errors.ts'
import type { ZipMember } from './inspect/zip.ts'
import { type FileWorkshop, refusalOf } from './workshop.ts'

export interface SpoolLimits { readonly files: number; readonly bytes: number }
export interface Spooled { readonly name: string; readonly size: number; readonly path: string }

const nameMost = 500
/** What programs leave in folders beside the documents. */
const litter = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$[^/]*$|\._[^/]*$)/i
const zipStart = Buffer.from('PK\x03\x04', 'latin1')

const cleanName = (name: string): string => name.normalize('NFC').replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').replaceAll('\\', '/').slice(-nameMost) || 'tep'

export class Spool {
  readonly #folder = mkdtempSync(join(tmpdir(), 'quytrinh-spool-'))
  readonly #limits: SpoolLimits
  readonly #files: Spooled[] = []
  #written = 0
  #bytes = 0

  constructor(limits: SpoolLimits) {
    this.#limits = limits
  }

  get files(): readonly Spooled[] {
    return this.#files
  }

  /** Throws everything away. */
  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** One file that counts as it is. @throws DomainError too-many-files | file-too-large */
  async add(name: string, bytes: AsyncIterable<Uint8Array>): Promise<Spooled> {
    const file = await this.#write(cleanName(name), bytes)
    this.#keep(file)
    return file
  }

  /** One file; instead of an archive by name and content, what lies in it. @throws DomainError too-many-files | file-too-large | file-refused | file-check-busy */
  async addOrUnpack(name: string, bytes: AsyncIterable<Uint8Array>, workshop: Pick<FileWorkshop, 'members'>): Promise<void> {
    const file = await this.#write(cleanName(name), bytes)
    if (!/\.zip$/i.test(file.name) || !await beginsAsZip(file)) return this.#keep(file)
    const members = await workshop.members({ sizeBytes: file.size, open: async () => createReadStream(file.path) })
    // An archive counts by what comes out of it.
    this.#bytes -= file.size
    for (const member of members) {
      if (!member.name.endsWith('/') && !litter.test(member.name)) this.#keep(await this.#write(cleanName(member.name), unpacked(file, member)))
    }
    rmSync(file.path)
  }

  #keep(file: Spooled): void {
    if (this.#files.length >= this.#limits.files) throw new DomainError('too-many-files', { most: this.#limits.files })
    // Two of one name are two files still: which one is meant is for the list to say.
    const taken = this.#files.filter(({ name }) => name === file.name).length
    this.#files.push(taken === 0 ? file : { ...file, name: `${taken + 1}/${file.name}` })
  }

  async #write(name: string, bytes: AsyncIterable<Uint8Array>): Promise<Spooled> {
    this.#written += 1
    const path = join(this.#folder, String(this.#written))
    let size = 0
    const counted = async function* (this: Spool): AsyncGenerator<Uint8Array> {
      for await (const piece of bytes) {
        size += piece.length
        this.#bytes += piece.length
        if (this.#bytes > this.#limits.bytes) throw new DomainError('file-too-large', { maxBytes: this.#limits.bytes })
        yield piece
      }
    }
    await pipeline(Readable.from(counted.call(this)), createWriteStream(path, { mode: 0o600 }))
    return { name, size, path }
  }
}

const beginsAsZip = async ({ path, size }: Spooled): Promise<boolean> => {
  if (size < zipStart.length) return false
  for await (const piece of createReadStream(path, { end: zipStart.length - 1 }) as AsyncIterable<Buffer>) return piece.equals(zipStart)
  return false
}

/** A member as it was packed, exactly as long as the directory says, with its sum. @throws DomainError file-refused */
async function* unpacked({ path }: Spooled, { at, to, bytes: size, isStored, crc32: sum }: ZipMember): AsyncGenerator<Buffer> {
  const packed = to === at ? Readable.from([]) : createReadStream(path, { start: at, end: to - 1 })
  const plain: Readable = isStored ? packed : packed.pipe(createInflateRaw())
  packed.once('error', (error: Error) => plain.destroy(error))
  let [length, check] = [0, 0]
  try {
    for await (const piece of plain as AsyncIterable<Buffer>) {
      length += piece.length
      if (length > size) throw refusalOf('zipBomb')
      check = crc32(piece, check)
      yield piece
    }
  } catch (error) {
    throw error instanceof DomainError || !(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('Z_') ? error : refusalOf('damaged')
  }
  if (length !== size || check !== sum) throw refusalOf('damaged')
}
