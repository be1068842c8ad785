/**
 * The file of a backup: a plain tar archive that `tar` can read, written and read in one pass with memory for one piece. Every thousand entries
 * a list of their SHA-256 sums follows, as `sha256sum -c` reads it; the manifest at the end names the sum of every byte before it, and the last
 * entry the sum of the manifest, so that no byte can change, be missing or be added unseen.
 */
import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { DomainError } from '../../schemas/errors.ts'

const blockBytes = 512
const readBytes = 1 << 20
const sumsEvery = 1_000
const manifestName = 'manifest.json'
const sealName = 'manifest.sha256'

export const damaged = (reason: string): DomainError => new DomainError('backup-damaged', { reason })

/** The header of a plain file in an archive (POSIX ustar): the same bytes for the same name and size. */
const headerOf = (name: string, sizeBytes: number): Buffer => {
  const block = Buffer.alloc(blockBytes)
  if (block.write(name, 0, 100, 'latin1') !== name.length) throw new Error(`a name too long for an archive: ${name}`)
  block.write('0000600\x000000000\x000000000\x00', 100, 'latin1')
  block.write(`${sizeBytes.toString(8).padStart(11, '0')}\x00${'0'.repeat(11)}\x00        0`, 124, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((all, byte) => all + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\x00 `, 148, 'latin1')
  return block
}

const paddingOf = (sizeBytes: number): number => (blockBytes - (sizeBytes % blockBytes)) % blockBytes
const sumLine = (sum: string, name: string): string => `${sum}  ${name}\n`
const sumsNameOf = (count: number): string => `sums/${String(count).padStart(8, '0')}.sha256`
const sealOf = (manifest: Buffer): Buffer => Buffer.from(sumLine(createHash('sha256').update(manifest).digest('hex'), manifestName))

/** Writes entries one after the other. */
export class ArchiveWriter {
  readonly #file: FileHandle
  readonly #all: Hash = createHash('sha256')
  #lines: string[] = []
  #lists = 0
  entries = 0
  bytes = 0
  constructor(file: FileHandle) {
    this.#file = file
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#all.update(bytes)
    await this.#file.writeFile(bytes)
    this.bytes += bytes.length
  }

  /** Adds an entry of exactly so many bytes; answers their SHA-256. @throws Error when the body has another length: the file is of no use then */
  async add(name: string, sizeBytes: number, body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
    await this.#write(headerOf(name, sizeBytes))
    const hash = createHash('sha256')
    let written = 0
    for await (const piece of body) {
      hash.update(piece)
      written += piece.length
      await this.#write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))
    }
    if (written !== sizeBytes) throw new Error(`${name} has ${written} bytes instead of ${sizeBytes}`)
    await this.#write(Buffer.alloc(paddingOf(sizeBytes)))
    const sum = hash.digest('hex')
    this.entries += 1
    this.#lines.push(sumLine(sum, name))
    if (this.#lines.length === sumsEvery) await this.#addSums()
    return sum
  }

  async #addSums(): Promise<void> {
    const text = Buffer.from(this.#lines.join(''))
    this.#lines = []
    this.#lists += 1
    await this.#write(headerOf(sumsNameOf(this.#lists), text.length))
    await this.#write(text)
    await this.#write(Buffer.alloc(paddingOf(text.length)))
  }

  /** Ends the archive with its manifest: what is told, the number of entries, and the sum of every byte before. */
  async end(told: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.#lines.length > 0) await this.#addSums()
    const manifest = Buffer.from(JSON.stringify({ ...told, entries: this.entries, sha256: this.#all.copy().digest('hex') }))
    for (const [name, bytes] of [[manifestName, manifest], [sealName, sealOf(manifest)]] as const) {
      await this.#write(headerOf(name, bytes.length))
      await this.#write(bytes)
      await this.#write(Buffer.alloc(paddingOf(bytes.length)))
    }
    await this.#write(Buffer.alloc(2 * blockBytes))
  }
}

export interface ArchiveEntry { readonly name: string; readonly sizeBytes: number; readonly body: () => AsyncGenerator<Buffer> }

/** The end of an archive: its manifest, and the sum of every byte before that. */
export interface ArchiveEnd { readonly manifest: Readonly<Record<string, unknown>>; readonly sha256: string }

/** Reads entries one after the other and holds each against the sums; what is not as it was written is refused. */
export class ArchiveReader {
  readonly #file: FileHandle
  readonly #all: Hash = createHash('sha256')
  #held = Buffer.alloc(0)
  #lines: string[] = []
  #lists = 0
  #entries = 0
  #end: ArchiveEnd | undefined
  constructor(file: FileHandle) {
    this.#file = file
  }

  /** Exactly so many bytes. @throws DomainError backup-damaged when the file ends before */
  async #take(count: number): Promise<Buffer> {
    while (this.#held.length < count) {
      const { bytesRead, buffer } = await this.#file.read(Buffer.allocUnsafe(Math.max(readBytes, count)), 0, Math.max(readBytes, count))
      if (bytesRead === 0) throw damaged('truncated')
      this.#held = Buffer.concat([this.#held, buffer.subarray(0, bytesRead)])
    }
    const taken = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    return taken
  }

  /** The next header; its bytes are not summed yet. */
  async #header(): Promise<{ readonly name: string; readonly sizeBytes: number; readonly block: Buffer }> {
    const block = await this.#take(blockBytes)
    const name = block.subarray(0, 100).toString('latin1').replace(/\x00.*$/s, '')
    const sizeBytes = Number.parseInt(block.subarray(124, 135).toString('latin1'), 8)
    if (name === '' || !Number.isSafeInteger(sizeBytes) || !headerOf(name, sizeBytes).equals(block)) throw damaged('header')
    return { name, sizeBytes, block }
  }

  async* #pieces(sizeBytes: number): AsyncGenerator<Buffer> {
    for (let left = sizeBytes; left > 0;) {
      const piece = await this.#take(Math.min(left, readBytes))
      this.#all.update(piece)
      left -= piece.length
      yield piece
    }
    const padding = await this.#take(paddingOf(sizeBytes))
    if (padding.some((byte) => byte !== 0)) throw damaged('padding')
    this.#all.update(padding)
  }

  async #whole(sizeBytes: number): Promise<Buffer> {
    if (sizeBytes > 64 << 20) throw damaged('list-too-long')
    return Buffer.concat(await Array.fromAsync(this.#pieces(sizeBytes)))
  }

  /** Every entry but the lists of sums; each body is to be read to its end before the next. @throws DomainError backup-damaged */
  async* entries(): AsyncGenerator<ArchiveEntry> {
    for (;;) {
      const { name, sizeBytes, block } = await this.#header()
      if (name === manifestName) return this.#finish(block, sizeBytes)
      this.#all.update(block)
      if (name === sumsNameOf(this.#lists + 1)) {
        if ((await this.#whole(sizeBytes)).toString() !== this.#lines.join('')) throw damaged('sums')
        this.#lines = []
        this.#lists += 1
        continue
      }
      yield { name, sizeBytes, body: () => this.#summed(name, sizeBytes) }
    }
  }

  async* #summed(name: string, sizeBytes: number): AsyncGenerator<Buffer> {
    const hash = createHash('sha256')
    for await (const piece of this.#pieces(sizeBytes)) {
      hash.update(piece)
      yield piece
    }
    this.#entries += 1
    this.#lines.push(sumLine(hash.digest('hex'), name))
  }

  async #finish(block: Buffer, sizeBytes: number): Promise<void> {
    const sha256 = this.#all.copy().digest('hex')
    this.#all.update(block)
    const manifest = await this.#whole(sizeBytes)
    const seal = await this.#header()
    const sealed = await this.#whole(seal.sizeBytes)
    if (seal.name !== sealName || !sealed.equals(sealOf(manifest))) throw damaged('seal')
    if ((await this.#take(2 * blockBytes)).some((byte) => byte !== 0)) throw damaged('end')
    if (this.#held.length > 0 || (await this.#file.read(Buffer.alloc(1), 0, 1)).bytesRead > 0) throw damaged('more-behind-the-end')
    const told = JSON.parse(manifest.toString()) as Record<string, unknown>
    if (this.#lines.length > 0 || told['sha256'] !== sha256 || told['entries'] !== this.#entries) throw damaged('manifest')
    this.#end = { manifest: told, sha256 }
  }

  /** Once every entry has been read. @throws Error before that */
  end(): ArchiveEnd {
    if (this.#end === undefined) throw new Error('the archive has not been read to its end')
    return this.#end
  }
}
