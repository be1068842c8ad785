/** PDF: nothing that runs, sends or carries other files; and the text of its pages. */
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFStream } from '@cantoo/pdf-lib'
import { getDocumentProxy } from 'unpdf'
import type { FileFault, FileRemark, Inspection } from '../../../schemas/file-check.ts'
import { Collected } from './collect.ts'
import { FaultyFile } from './fault.ts'

/** Actions by their name: what a reader would carry out. */
const actions: Readonly<Record<string, FileFault>> = {
  JavaScript: 'script', Launch: 'launch', ImportData: 'launch', SubmitForm: 'launch', GoToR: 'launch', GoToE: 'launch', Rendition: 'launch', RichMediaExecute: 'launch',
}
/** Keys that only stand where something runs or is carried. */
const keys: readonly (readonly [string, FileFault])[] = [
  ['JS', 'script'], ['JavaScript', 'script'], ['XFA', 'script'], ['EmbeddedFiles', 'embeddedFile'], ['EF', 'embeddedFile'], ['RichMediaContent', 'embeddedFile'],
]
/** Fonts of the time before Unicode: their letters come out as other letters. */
const legacyFont = /(^|\+)(\.?Vn[A-Z]|VNI[-_ A-Z])/
/** A real file has far fewer. */
const objectsMax = 1_000_000
const pagesMax = 3_000
/** What programs leave after the end of a file, by far. */
const tailBytesMax = 1_024

const nameOf = (value: PDFObject | undefined): string => (value instanceof PDFName ? value.decodeText() : '')

const dictionaryOf = (value: PDFObject): PDFDict | null => (value instanceof PDFDict ? value : value instanceof PDFStream ? value.dict : null)

const refuseDictionary = (dict: PDFDict, remarks: Set<FileRemark>): void => {
  const action = actions[nameOf(dict.get(PDFName.of('S')))]
  if (action !== undefined) throw new FaultyFile(action)
  for (const [key, fault] of keys) if (dict.has(PDFName.of(key))) throw new FaultyFile(fault)
  if (nameOf(dict.get(PDFName.of('Type'))) === 'EmbeddedFile') throw new FaultyFile('embeddedFile')
  if (nameOf(dict.get(PDFName.of('FT'))) === 'Sig' || nameOf(dict.get(PDFName.of('Type'))) === 'Sig') remarks.add('signed')
  if (legacyFont.test(nameOf(dict.get(PDFName.of('BaseFont'))))) remarks.add('legacyFont')
}

/** Every object, and what lies in it without a number of its own. */
const walk = (document: PDFDocument, remarks: Set<FileRemark>): void => {
  let left = objectsMax
  const waiting: PDFObject[] = document.context.enumerateIndirectObjects().map(([, object]) => object)
  for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
    left -= 1
    if (left < 0) throw new FaultyFile('tooComplex')
    const dict = dictionaryOf(object)
    if (dict !== null) refuseDictionary(dict, remarks)
    const inside = dict !== null ? dict.values() : object instanceof PDFArray ? object.asArray() : []
    for (const one of inside) if (one instanceof PDFDict || one instanceof PDFArray || one instanceof PDFRawStream) waiting.push(one)
  }
}

/** Opens it, with the empty password that a file may have whose maker only restricts printing. @throws FaultyFile encrypted | damaged */
export const openPdf = async (bytes: Uint8Array, remarks: Set<FileRemark> = new Set()): Promise<PDFDocument> => {
  const options = { updateMetadata: false, preserveXFA: true, warnOnInvalidObjects: false }
  try {
    return await PDFDocument.load(bytes, options)
  } catch (error) {
    if ((error as Error).constructor.name !== 'EncryptedPDFError') throw new FaultyFile('damaged')
  }
  try {
    const opened = await PDFDocument.load(bytes, { ...options, password: '' })
    remarks.add('permissions')
    return opened
  } catch {
    throw new FaultyFile('encrypted')
  }
}

/** What stands between marks of structure is text as well; the marks themselves are not. */
const lineOf = (item: object): string => {
  const { str = '', hasEOL = false } = item as { readonly str?: string; readonly hasEOL?: boolean }
  return hasEOL ? `${str}\n` : str
}

const pageTexts = async (bytes: Uint8Array): Promise<{ text: Collected; pages: number }> => {
  const document = await getDocumentProxy(bytes, { stopAtErrors: false, verbosity: 0 })
  const text = new Collected()
  for (let page = 1; page <= document.numPages && !text.isFull; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent()
    text.add(`${items.map(lineOf).join('')}\n\n`)
  }
  return { text, pages: document.numPages }
}

const archiveEnd = Buffer.from('PK\x05\x06', 'latin1')

/** Something after the end: an archive is another file in disguise, anything else is said. */
const inspectTail = (bytes: Buffer, remarks: Set<FileRemark>): void => {
  const end = bytes.lastIndexOf('%%EOF')
  if (end < 0) return
  const tail = bytes.subarray(end + 5)
  if (tail.includes(archiveEnd) || /<script|<!doctype html|<html/i.test(tail.subarray(0, 65_536).toString('latin1'))) throw new FaultyFile('polyglot')
  if (tail.length > tailBytesMax) remarks.add('trailingData')
}

/** @throws FaultyFile */
export const inspectPdf = async (_kind: string, bytes: Buffer): Promise<Inspection> => {
  const remarks = new Set<FileRemark>()
  inspectTail(bytes, remarks)
  const document = await openPdf(bytes, remarks)
  const pages = ((): number => { try { return document.getPageCount() } catch { throw new FaultyFile('damaged') } })()
  if (pages === 0) throw new FaultyFile('damaged')
  if (pages > pagesMax) throw new FaultyFile('tooComplex')
  walk(document, remarks)
  const read = await pageTexts(new Uint8Array(bytes)).catch(() => { throw new FaultyFile('damaged') })
  return read.text.inspection(read.pages, [...remarks])
}
