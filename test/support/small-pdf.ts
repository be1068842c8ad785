/** Small PDF files written by hand: valid, with a table of their objects, and as large as wanted. */
import { fold } from '../../storage/work.ts'

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
export const pdfWith = (objects: readonly (string | Buffer)[], trailer = ''): Buffer => {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets: number[] = []
  let at = pieces[0]!.length
  for (const [index, body] of objects.entries()) {
    offsets.push(at)
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')])
    pieces.push(object)
    at += object.length
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  pieces.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${at}\n%%EOF\n`))
  return Buffer.concat(pieces)
}

/** A stream object. */
export const streamOf = (bytes: Buffer, more = ''): Buffer => Buffer.concat([Buffer.from(`<</Length ${bytes.length}${more}>>\nstream\n`), bytes, Buffer.from('\nendstream')])

/** One page on which the text stands without its marks; every text makes other bytes. `catalog`, `page`: more of them; `padding`: bytes that no page shows. */
export const pdfOf = (text: string, more: { readonly catalog?: string; readonly page?: string; readonly padding?: Buffer; readonly objects?: readonly (string | Buffer)[] } = {}): Buffer => {
  const shown = fold(text).replace(/[^ -~]/g, '?').replace(/[\\()]/g, '\\$&')
  return pdfWith([
    `<</Type/Catalog/Pages 2 0 R${more.catalog ?? ''}>>`, '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>${more.page ?? ''}>>`,
    streamOf(Buffer.from(`% ${text}\nBT /F 14 Tf 72 760 Td (${shown}) Tj ET`)), '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...(more.padding === undefined ? [] : [streamOf(more.padding)]), ...(more.objects ?? []),
  ])
}

/** What a file of `pdfOf` holds beside its padding. */
const besideBytes = 1_200

/** A PDF of exactly so many bytes, most of them out of `noise`. */
export const pdfOfSize = (sizeBytes: number, noise: Buffer): Buffer => {
  const file = pdfOf(noise.toString('hex', 0, 8), { padding: noise.subarray(0, Math.max(0, sizeBytes - besideBytes)) })
  return Buffer.concat([file, Buffer.alloc(sizeBytes - file.length, '\n')])
}
