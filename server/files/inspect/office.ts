/** Office files: DOCX, XLSX, PPTX, ODT, ODS. Safe ones only, and their text. */
import mammoth from 'mammoth'
import type { FileRemark, Inspection } from '../../../schemas/file-check.ts'
import { Collected } from './collect.ts'
import { FaultyFile } from './fault.ts'
import { openText, sheetText, slideText } from './office-text.ts'
import { readXml, xmlText } from './xml.ts'
import { membersOf, unpacked, type ZipMember } from './zip.ts'

/** An archive with a way to its parts. */
export class Archive {
  readonly #bytes: Buffer
  readonly members: readonly ZipMember[]
  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.members = membersOf(bytes)
  }

  content(member: ZipMember): Buffer {
    return unpacked(this.#bytes, member)
  }

  part(name: string): Buffer | null {
    const member = this.members.find((one) => one.name === name)
    return member === undefined ? null : this.content(member)
  }
}

const macroParts = /(^|\/)(vba(Project|Data)[^/]*|macrosheets\/.*|activeX\/.*|Basic\/.*|Scripts\/.*)$/i
const programs = [Buffer.from('MZ'), Buffer.from('\x7fELF', 'latin1'), Buffer.from('#!')]
const isXml = /\.(xml|rels|vml|rdf)$/i
/** Relations to the outside that fetch nothing until somebody clicks. */
const harmless = /\/(hyperlink)$/
const linkedWorkbook = /\/(externalLinkPath|externalLink|xlExternalLinkPath\/.*)$/

const refuseRelations = (rels: Buffer, remarks: Set<FileRemark>): void => readXml(rels, {
  open: (_name, { TargetMode, Type = '' }) => {
    if (TargetMode?.toLowerCase() !== 'external' || harmless.test(Type)) return
    if (!linkedWorkbook.test(Type)) throw new FaultyFile('externalContent')
    remarks.add('externalLinks')
  },
})

/** Fields that fetch or start something when the document is opened. */
const refuseFields = (xml: string): void => {
  const told = [...xml.matchAll(/<w:instrText[^>]*>([^<]*)</g), ...xml.matchAll(/<w:fldSimple[^>]*w:instr="([^"]*)"/g)].map((match) => match[1] ?? '').join(' ')
  if (/\bDDE(AUTO)?\b|\bINCLUDE(TEXT|PICTURE)\s+["&]?(quot;)?(https?:|\\\\|file:)/i.test(told)) throw new FaultyFile('externalContent')
}

const refuseManifest = (manifest: string): void => {
  if (/encryption-data/.test(manifest)) throw new FaultyFile('encrypted')
}

/** Every part is unpacked once: its sum is right, and nothing in it does more than show. */
const inspectParts = (archive: Archive): FileRemark[] => {
  const remarks = new Set<FileRemark>()
  for (const member of archive.members) {
    if (macroParts.test(member.name)) throw new FaultyFile('macros')
    const content = archive.content(member)
    if (programs.some((start) => content.subarray(0, start.length).equals(start)) && !isXml.test(member.name)) throw new FaultyFile('executable')
    if (/(^|\/)(embeddings|ObjectReplacements)\/./.test(member.name)) remarks.add('embeddedObject')
    if (!isXml.test(member.name)) continue
    const xml = xmlText(content)
    if (member.name === '[Content_Types].xml' && /macroEnabled|vbaProject/i.test(xml)) throw new FaultyFile('macros')
    if (member.name === 'META-INF/manifest.xml') refuseManifest(xml)
    if (member.name.endsWith('.rels')) refuseRelations(content, remarks)
    if (member.name.startsWith('word/')) refuseFields(xml)
  }
  return [...remarks]
}

const wordText = async (archive: Archive, whole: Buffer): Promise<Collected> => {
  if (archive.part('[Content_Types].xml') === null) throw new FaultyFile('damaged')
  readXml(archive.part('word/document.xml') ?? Buffer.alloc(0), {})
  const { value } = await mammoth.extractRawText({ buffer: whole }).catch(() => { throw new FaultyFile('damaged') })
  const text = new Collected()
  text.add(value)
  return text
}

const readers: Readonly<Record<string, (archive: Archive, whole: Buffer) => Collected | Promise<Collected>>> = {
  docx: wordText, xlsx: sheetText, pptx: slideText, odt: openText, ods: openText,
}

/** @throws FaultyFile */
export const inspectOffice = async (kind: string, bytes: Buffer): Promise<Inspection> => {
  const archive = new Archive(bytes)
  const remarks = inspectParts(archive)
  const text = await readers[kind]?.(archive, bytes)
  return text?.inspection(null, remarks) ?? { state: 'unread', text: null, pages: null, remarks }
}
