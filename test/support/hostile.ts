/** Hostile and broken files: classes made by hand, and seeded damages to good ones. */
import { Document, Packer, Paragraph } from 'docx'
import { strToU8, zipSync } from 'fflate'
import { deflateSync } from 'node:zlib'
import { seeded, type Random } from '../../server/sample/random.ts'
import { pngOf } from './pixels.ts'
import { pdfOf, streamOf } from './small-pdf.ts'

export interface HostileFile {
  readonly what: string
  readonly bytes: Buffer
  /** `refused`: must not be taken. `either`: a refusal and a safe success are both right. `taken`: a good file must be. */
  readonly expected: 'refused' | 'either' | 'taken'
}

type Parts = Readonly<Record<string, string | Buffer>>
const zipOf = (parts: Parts): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : new Uint8Array(content)])), { level: 6, mtime: '2026-01-01' }))

const types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const relations = (inside: string): string => `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`
const mainRelation = relations('<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>')
const wordBody = (body: string, before = ''): string => `<?xml version="1.0"?>${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

/** A small DOCX with other parts put in or over. */
export const docxOf = (text: string, parts: Parts = {}): Buffer =>
  zipOf({ '[Content_Types].xml': types, '_rels/.rels': mainRelation, 'word/document.xml': wordBody(paragraph(text)), ...parts })

const manifest = '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'

/** A small OpenDocument text: its type goes first, as it is. */
export const odtOf = (text: string, parts: Parts = {}): Buffer => Buffer.from(zipSync({
  mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
  'content.xml': strToU8(`<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>${text}</text:p></office:text></office:body></office:document-content>`),
  'META-INF/manifest.xml': strToU8(manifest),
  ...Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, new Uint8Array(Buffer.from(content))])),
}, { mtime: '2026-01-01' }))

/** A small workbook of one sheet. */
export const xlsxOf = (rows: readonly (readonly string[])[], parts: Parts = {}): Buffer => zipOf({
  '[Content_Types].xml': types.replace('/word/document.xml', '/xl/workbook.xml'), '_rels/.rels': mainRelation.replace('word/document.xml', 'xl/workbook.xml'),
  'xl/workbook.xml': '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>',
  'xl/sharedStrings.xml': `<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${rows.flat().map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${
    rows.map((row, at) => `<row>${row.map((_, column) => `<c t="s"><v>${rows.slice(0, at).flat().length + column}</v></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`,
  ...parts,
})

const pptxOf = (text: string): Buffer => zipOf({
  '[Content_Types].xml': types.replace('/word/document.xml', '/ppt/presentation.xml'), 'ppt/presentation.xml': '<?xml version="1.0"?><p:presentation xmlns:p="p"/>',
  'ppt/slides/slide1.xml': `<?xml version="1.0"?><p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`,
})

/** The old format: a header, a directory of these names, and a table of sectors. */
const oleOf = (names: readonly string[]): Buffer => {
  const file = Buffer.alloc(512 * 4)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file)
  file.writeUInt16LE(9, 30)
  file.writeUInt32LE(1, 48)
  file.writeUInt32LE(0xfffffffe, 68)
  file.fill(0xff, 76, 512)
  file.writeUInt32LE(0, 76)
  file.fill(0xff, 512, 1024)
  file.writeUInt32LE(0xfffffffd, 512)
  file.writeUInt32LE(0xfffffffe, 516)
  for (const [index, name] of names.entries()) {
    const at = 1024 + index * 128
    file.write(name, at, 'utf16le')
    file.writeUInt16LE(name.length * 2 + 2, at + 64)
  }
  return file
}

const withBytes = (file: Buffer, find: string, put: Buffer): Buffer => {
  const copy = Buffer.from(file)
  for (let at = copy.indexOf(find, 0, 'latin1'); at >= 0; at = copy.indexOf(find, at + 1, 'latin1')) put.copy(copy, at)
  return copy
}

/** Sizes in directory and headers made smaller or larger than what comes out. */
const lying = (file: Buffer, size: number): Buffer => {
  const copy = Buffer.from(file)
  for (let at = copy.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = copy.indexOf('PK\x01\x02', at + 1, 'latin1')) if (copy.toString('latin1', at + 46, at + 63) === 'word/document.xml') copy.writeUInt32LE(size, at + 24)
  return copy
}

/** Every entry of the directory points at one and the same content. */
const overlapping = (): Buffer => {
  const file = zipOf({ 'word/document.xml': wordBody(paragraph('x')), 'word/document.xm2': wordBody(paragraph('x')), '[Content_Types].xml': types })
  const first = file.indexOf('PK\x01\x02', 0, 'latin1')
  const second = file.indexOf('PK\x01\x02', first + 1, 'latin1')
  file.copy(file, second + 42, first + 42, first + 46)
  return file
}

const bomb = (megabytes: number): Buffer => Buffer.alloc(megabytes << 20, 0x20)
const png = pngOf({ width: 20, height: 20, grey: new Uint8Array(400).fill(200) })
const jpg = Buffer.concat([Buffer.from('ffd8ffc0000b080010001001011100ffda0008010100003f00', 'hex'), Buffer.from('d2cf20ffd9', 'hex')])
const encryptedPdf = pdfOf('khóa', { catalog: '' }).toString('latin1').replace('/Root 1 0 R', `/Root 1 0 R/ID[<${'00'.repeat(16)}><${'00'.repeat(16)}>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -3904/O<${'ab'.repeat(32)}>/U<${'cd'.repeat(32)}>>>`)
const objectBomb = (): Buffer => {
  const inside = `${Array.from({ length: 90_000 }, (_, at) => `${at + 10} ${at * 2}`).join(' ')} ${'1 '.repeat(90_000)}`
  return pdfOf('bom', { objects: [streamOf(deflateSync(Buffer.from(inside)), `/Type/ObjStm/N 90000/First ${inside.indexOf(' 1 1 1') + 1}/Filter/FlateDecode`)] })
}
const nested = (levels: number): string => `${'<w:p>'.repeat(levels)}${'</w:p>'.repeat(levels)}`

/** Good files of every kind that tests can make. */
export const goodFiles = async (): Promise<HostileFile[]> => {
  const docx = await Packer.toBuffer(new Document({ sections: [{ children: ['Quy trình tiếp công dân', 'Đánh giá nội bộ mỗi năm một lần'].map((text) => new Paragraph(text)) }] }))
  const made: readonly (readonly [string, Buffer])[] = [
    ['a DOCX of a library', docx], ['a small DOCX', docxOf('Kiểm soát tài liệu')], ['an ODT', odtOf('Sổ tay chất lượng')], ['an XLSX', xlsxOf([['Mã', 'Tên'], ['BM-01', 'Phiếu']])], ['a PPTX', pptxOf('Tập huấn')],
    ['a PDF', pdfOf('Huong dan')], ['a PNG', png], ['a JPEG', jpg], ['a DOC', oleOf(['Root Entry', 'WordDocument'])], ['an XLS', oleOf(['Root Entry', 'Workbook'])],
  ]
  return made.map(([what, bytes]) => ({ what, bytes, expected: 'taken' }))
}

/** Each by hand, nearly all to be refused. */
export const handMade = (): HostileFile[] => {
  const external = (type: string): Parts => ({ 'word/_rels/document.xml.rels': relations(`<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="http://127.0.0.1/x" TargetMode="External"/>`) })
  const docx = docxOf('chữ')
  const made: Readonly<Record<string, Buffer>> = {
    'a bomb of blanks': docxOf('x', { 'word/media/a.xml': bomb(6) }), 'a bomb in a picture': docxOf('x', { 'word/media/a.png': bomb(6) }), 'many bombs': docxOf('x', Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`word/${at}.xml`, bomb(2)]))),
    'more members than any': docxOf('x', Object.fromEntries(Array.from({ length: 6_000 }, (_, at) => [`word/${at}.bin`, 'x']))), 'entries over one another': overlapping(), 'a size that is a lie': lying(docxOf('x', { 'word/document.xml': wordBody(paragraph('a'.repeat(90_000))) }), 10),
    'a size far too large': lying(docx, 0xfffffff0), 'entities of entities': docxOf('x', { 'word/document.xml': wordBody(paragraph('&b;'), '<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>') }),
    'an external entity': docxOf('x', { 'word/document.xml': wordBody(paragraph('&x;'), '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>') }), 'an entity in UTF-16': docxOf('x', { 'word/styles.xml': Buffer.from('\ufeff<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'utf16le') }),
    'an entity in an ODT': odtOf('x', { 'styles.xml': '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>' }), 'depths of XML': docxOf('x', { 'word/document.xml': wordBody(nested(100_000)) }), 'XML that breaks off': docxOf('x', { 'word/document.xml': wordBody(paragraph('x')).slice(0, 90) }),
    'a macro': docxOf('x', { 'word/vbaProject.bin': 'x' }), 'a macro by its type': docxOf('x', { '[Content_Types].xml': types.replace('document.main+xml', 'document.macroEnabled.main+xml') }), 'a macro sheet': xlsxOf([['x']], { 'xl/macrosheets/sheet1.xml': '<a/>' }),
    'an ActiveX part': docxOf('x', { 'word/activeX/activeX1.xml': '<a/>' }), 'Basic in an ODT': odtOf('x', { 'Basic/Standard/Module1.xml': '<a/>' }), 'a template from elsewhere': docxOf('x', external('attachedTemplate')), 'a picture from elsewhere': docxOf('x', external('image')),
    'an object from elsewhere': docxOf('x', external('oleObject')), 'a field that asks a program': docxOf('x', { 'word/document.xml': wordBody('<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText></w:r></w:p>') }), 'a program inside': docxOf('x', { 'word/media/a.png': 'MZ\x90\x00' }),
    'an ODT with a password': odtOf('x', { 'META-INF/manifest.xml': '<manifest><encryption-data/></manifest>' }), 'a DOCX with a password': oleOf(['Root Entry', 'EncryptedPackage', 'EncryptionInfo']), 'members with a password': withBytes(docx, 'PK\x01\x02', Buffer.from('PK\x01\x02\x14\x00\x14\x00\x09', 'latin1')),
    'a name that climbs': docxOf('x', { '../../x.xml': '<a/>' }), 'two documents of one name': docxOf('x', { 'WORD/document.xml': wordBody('') }), 'another name in the header': ((): Buffer => { const copy = Buffer.from(docx); copy.write('word/documenX.xml', copy.indexOf('word/document.xml'), 'latin1'); return copy })(),
    'something after the archive': Buffer.concat([docx, Buffer.from('%PDF-1.4 <script>')]), 'a DOCX that is cut off': docx.subarray(0, docx.length >> 1), 'a sum that is wrong': ((): Buffer => { const copy = Buffer.from(docx); copy.writeUInt32LE(7, copy.indexOf('PK\x01\x02', 0, 'latin1') + 16); return copy })(),
    'JavaScript on opening': pdfOf('x', { catalog: '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>' }), 'JavaScript under another spelling': pdfOf('x', { catalog: '/OpenAction<</S/#4aavaScript/J#53(x)>>' }), 'JavaScript of a page': pdfOf('x', { page: '/AA<</O<</S/JavaScript/JS(x)>>>>' }),
    'a form of XFA': pdfOf('x', { catalog: '/AcroForm<</XFA(x)>>' }), 'a program to start': pdfOf('x', { catalog: '/OpenAction<</S/Launch/F(cmd.exe)>>' }), 'a form to be sent': pdfOf('x', { page: '/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/SubmitForm/F(http://127.0.0.1)>>>>]' }),
    'a file inside': pdfOf('x', { catalog: '/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/EF<</F 6 0 R>>>>]>>>>', objects: [streamOf(Buffer.from('MZ'), '/Type/EmbeddedFile')] }), 'a PDF with a password': Buffer.from(encryptedPdf, 'latin1'),
    'a PDF that is a ZIP too': Buffer.concat([pdfOf('x'), zipOf({ 'a.txt': 'x' })]), 'a PDF that is a page too': Buffer.concat([pdfOf('x'), Buffer.from('<html><script>alert(1)</script>')]), 'a PDF that is cut off': pdfOf('x').subarray(0, 250), 'a PDF without pages': Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
    'a PDF in name alone': Buffer.from(`%PDF-1.7\n${'x'.repeat(3_000)}`), 'a DOC with macros': oleOf(['Root Entry', 'WordDocument', '_VBA_PROJECT']), 'a DOC that is cut off': oleOf(['Root Entry', 'WordDocument']).subarray(0, 1_100), 'a directory that goes in circles': ((): Buffer => { const file = oleOf(['Root Entry', 'WordDocument']); file.writeUInt32LE(1, 516); return file })(),
    'a picture of a million by a million': ((): Buffer => { const copy = Buffer.from(png); copy.writeUInt32BE(1_000_000, 16); copy.writeUInt32BE(1_000_000, 20); return copy })(), 'a PNG that is a ZIP too': Buffer.concat([png, zipOf({ 'a.txt': 'x' })]), 'a PNG that is cut off': png.subarray(0, 60), 'a JPEG that is a page too': Buffer.concat([jpg, Buffer.from('<html><script>')]),
    'a page': Buffer.from('<!doctype html><script>alert(1)</script>'), 'a program': Buffer.from('MZ\x90\x00\x03', 'latin1'), 'an archive of anything': zipOf({ 'a.txt': 'x' }), 'a script': Buffer.from('#!/bin/sh\nid\n'), 'nothing': Buffer.alloc(0),
  }
  return [...Object.entries(made).map(([what, bytes]): HostileFile => ({ what, bytes, expected: 'refused' })), { what: 'a heap of objects', bytes: objectBomb(), expected: 'either' }]
}

/** One damage to a file. */
const damages: Readonly<Record<string, (file: Buffer, random: Random, other: Buffer) => Buffer>> = {
  'bits turned over': (file, random) => { const copy = Buffer.from(file); for (let left = random.int(1, 30); left > 0; left -= 1) { const at = random.int(8, copy.length - 1); copy[at] = (copy[at] ?? 0) ^ (1 << random.int(0, 7)) } return copy },
  'cut off': (file, random) => file.subarray(0, random.int(9, file.length - 1)),
  'a stretch of zeros': (file, random) => { const copy = Buffer.from(file); const from = random.int(8, copy.length - 1); return copy.fill(0, from, Math.min(copy.length, from + random.int(1, 400))) },
  'a stretch twice': (file, random) => { const from = random.int(8, file.length - 1); return Buffer.concat([file.subarray(0, from), file.subarray(Math.max(0, from - random.int(1, 300)))]) },
  'a stretch left out': (file, random) => { const from = random.int(8, file.length - 1); return Buffer.concat([file.subarray(0, from), file.subarray(from + random.int(1, 200))]) },
  'the end of another file': (file, random, other) => Buffer.concat([file.subarray(0, random.int(9, file.length)), other.subarray(random.int(0, other.length - 1))]),
  'numbers at their limits': (file, random) => { const copy = Buffer.from(file); for (let left = random.int(1, 6); left > 0; left -= 1) copy.writeUInt32LE(random.pick([0, 0xffffffff, 0x7fffffff, 0x80000000, 1]), random.int(8, copy.length - 4)); return copy },
}

/** The classes by hand, and damages to good files until there are `count` in all; the same for the same seed. */
export const hostileFiles = async (seed: number, count: number): Promise<HostileFile[]> => {
  const random = seeded(seed)
  const [good, made] = [await goodFiles(), handMade()]
  const mutants = Array.from({ length: Math.max(0, count - made.length) }, (): HostileFile => {
    const [{ what, bytes }, other, damage] = [random.pick(good), random.pick(good), random.pick(Object.keys(damages))]
    return { what: `${what}: ${damage}`, bytes: damages[damage]!(bytes, random, other.bytes), expected: 'either' }
  })
  return [...made, ...mutants]
}
