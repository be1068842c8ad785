/** What a file is, by what lies in it: its name and what the sender says of it count for nothing. `inspect/` looks deeper. */

/** A kind of file that documents may have. */
export interface FileKind { readonly extension: string; readonly mediaType: string }

const fileKinds = {
  pdf: { extension: 'pdf', mediaType: 'application/pdf' },
  docx: { extension: 'docx', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  xlsx: { extension: 'xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  pptx: { extension: 'pptx', mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation' },
  odt: { extension: 'odt', mediaType: 'application/vnd.oasis.opendocument.text' },
  ods: { extension: 'ods', mediaType: 'application/vnd.oasis.opendocument.spreadsheet' },
  doc: { extension: 'doc', mediaType: 'application/msword' },
  xls: { extension: 'xls', mediaType: 'application/vnd.ms-excel' },
  png: { extension: 'png', mediaType: 'image/png' },
  jpg: { extension: 'jpg', mediaType: 'image/jpeg' },
} as const satisfies Record<string, FileKind>
type KindName = keyof typeof fileKinds

/** Extensions of the accepted kinds: what a refusal and a form name. */
export const acceptedExtensions: readonly string[] = Object.values(fileKinds).map(({ extension }) => extension)

/** The extension of a kind that was kept with its media type; empty for another. */
export const extensionOf = (mediaType: string): string => Object.values(fileKinds).find((kind) => kind.mediaType === mediaType)?.extension ?? ''

/** Kinds of which a copy can be made as they are, and those that become a PDF first. */
const copied: ReadonlySet<string> = new Set(['pdf', 'png', 'jpg'])
const offices: ReadonlySet<string> = new Set(['docx', 'xlsx', 'pptx', 'odt', 'ods', 'doc', 'xls'])
/** Larger ones are read as they are: a copy is held in memory while it goes out. */
export const copyBytesMax = 40 << 20

/** How a copy with stamps is made of a file: of itself, of a PDF that is made of it first, or not at all. */
export type CopyWay = 'itself' | 'overPdf' | 'none'
export const copyWayOf = ({ mediaType, size }: { readonly mediaType: string; readonly size: number }): CopyWay => {
  const kind = extensionOf(mediaType)
  return size > copyBytesMax ? 'none' : copied.has(kind) ? 'itself' : offices.has(kind) ? 'overPdf' : 'none'
}

/** Media types that become a PDF first. */
export const officeTypes: readonly string[] = Object.values(fileKinds).filter(({ extension }) => offices.has(extension)).map(({ mediaType }) => mediaType)

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')

type Family = 'zip' | 'ole' | 'pdf' | 'png' | 'jpg'
/** How a file begins. */
const beginnings: readonly (readonly [Family, Buffer])[] = [
  ['pdf', latin('%PDF-')], ['zip', latin('PK\x03\x04')], ['ole', latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')], ['png', latin('\x89PNG\r\n\x1a\n')], ['jpg', latin('\xff\xd8\xff')],
]
/** The part that an archive of each kind must hold. */
const parts: readonly (readonly [part: string, KindName])[] = [['word/document.xml', 'docx'], ['xl/workbook.xml', 'xlsx'], ['ppt/presentation.xml', 'pptx']]
/** An OpenDocument says what it is in its first member, uncompressed. */
const mimetypes: readonly (readonly [Buffer, KindName])[] = [
  [latin('mimetypeapplication/vnd.oasis.opendocument.text'), 'odt'], [latin('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), 'ods'],
]
/** Streams of the old formats, by their names in the directory of the compound file. */
const streams: readonly (readonly [Buffer, KindName])[] = [[Buffer.from('WordDocument', 'utf16le'), 'doc'], [Buffer.from('Workbook', 'utf16le'), 'xls']]

/** An office file with a password is a compound file that holds this stream. */
const lockedStream = Buffer.from('EncryptedPackage', 'utf16le')

const headBytes = 128
const signatureBytes = 8
/** The directory of an archive stands at its end; one of an office file is far smaller. */
const tailBytes = 1024 * 1024
const endRecordBytes = 22

/** Names of the members of an archive, from the directory at its end; empty when the end does not hold one. */
const memberNames = (tail: Buffer): string[] => {
  const end = tail.lastIndexOf(latin('PK\x05\x06'))
  if (end < 0 || end + endRecordBytes > tail.length) return []
  const names: string[] = []
  for (let at = end - tail.readUInt32LE(end + 12); at >= 0 && at + 46 <= end && tail.readUInt32LE(at) === 0x02014b50;) {
    const nameBytes = tail.readUInt16LE(at + 28)
    names.push(tail.subarray(at + 46, at + 46 + nameBytes).toString('latin1'))
    at += 46 + nameBytes + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32)
  }
  return names
}

/** The last bytes of a stream, in one piece of memory however small the pieces come in. */
class Tail {
  readonly #ring = Buffer.alloc(tailBytes)
  #at = 0
  #full = false

  add(piece: Buffer): void {
    const kept = piece.subarray(-tailBytes)
    const first = kept.copy(this.#ring, this.#at)
    kept.copy(this.#ring, 0, first)
    this.#full ||= this.#at + kept.length >= tailBytes
    this.#at = (this.#at + kept.length) % tailBytes
  }

  bytes(): Buffer {
    return this.#full ? Buffer.concat([this.#ring.subarray(this.#at), this.#ring.subarray(0, this.#at)]) : this.#ring.subarray(0, this.#at)
  }
}

const nothing = Buffer.alloc(0)

/** Looks at a file while it streams by; keeps its first bytes and, of an archive, its last megabyte. */
export class FileLook {
  #head = nothing
  #tail: Tail | null = null
  #before = nothing
  #family: Family | null = null
  #stream: KindName | null = null
  #locked = false

  /** Whether it is an office file with a password. */
  get isLocked(): boolean {
    return this.#locked
  }

  /** Takes a piece in; answers false as soon as the file cannot be of any accepted kind. */
  add(piece: Buffer): boolean {
    if (this.#head.length < headBytes) {
      this.#head = Buffer.concat([this.#head, piece.subarray(0, headBytes)])
      this.#family ??= beginnings.find(([, bytes]) => this.#head.subarray(0, bytes.length).equals(bytes))?.[0] ?? null
      if (this.#family === null && this.#head.length >= signatureBytes) return false
    }
    if (this.#family === 'ole') this.#seek(piece)
    // The few bytes before the family is known are no part of a directory.
    if (this.#family === 'zip') (this.#tail ??= new Tail()).add(piece)
    return true
  }

  /** What it is; null when it is none of the accepted kinds. */
  end(): FileKind | null {
    const kind = this.#family === 'zip' ? this.#archive() : this.#family === 'ole' ? this.#stream : this.#family
    return kind === null ? null : fileKinds[kind]
  }

  #archive(): KindName | null {
    const open = mimetypes.find(([bytes]) => this.#head.includes(bytes))
    if (open !== undefined) return open[1]
    const names = memberNames(this.#tail?.bytes() ?? nothing)
    // Parts of two kinds in one archive: whatever it is, it is not a document to rely on.
    const [kind, other] = parts.filter(([part]) => names.includes(part)).map(([, one]) => one)
    return kind === undefined || other !== undefined ? null : kind
  }

  /** The first stream that tells it; its name may lie across pieces. */
  #seek(piece: Buffer): void {
    const window = Buffer.concat([this.#before, piece])
    this.#stream ??= streams.find(([name]) => window.includes(name))?.[1] ?? null
    this.#locked ||= window.includes(lockedStream)
    this.#before = Buffer.from(window.subarray(-64))
  }
}

/** A name to keep: the last part of whatever path was sent, one line, with the extension of what the file is. */
export const fileNameFor = (sent: string, { extension }: FileKind): string => {
  const last = sent.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const clean = last.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').replace(/[<>:"|?*]/g, '_').replace(/\.[A-Za-z0-9]{1,5}$/, '').trim()
  return `${(clean === '' ? 'tai-lieu' : clean).slice(0, 180)}.${extension}`
}
