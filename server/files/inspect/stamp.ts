/** Makes a copy of a PDF or of a picture that says on every page what it is: a front page before it, a footer with a QR code, a mark across what is not to be worked from. */
import { degrees, PDFDocument, type PDFEmbeddedPage, type PDFFont, type PDFPage, type RGB, rgb } from '@cantoo/pdf-lib'
import { faceBytes, primedFont } from '../../render/fonts.ts'
import type { Stamp } from '../workshop-orders.ts'
import { FaultyFile } from './fault.ts'
import { openPdf } from './pdf.ts'

/** Parsed once a process; a face is known by its length. */
const parsed = new Map<number, unknown>()
const engine = {
  create: (bytes: Uint8Array): unknown => {
    const known = parsed.get(bytes.length) ?? primedFont(bytes)
    parsed.set(bytes.length, known)
    return known
  },
}

const colours = { controlled: rgb(0.05, 0.3, 0.55), warned: rgb(0.72, 0.1, 0.08) } as const
const edge = 9
const height = 34
/** Room for "Trang 1000/2000" beside the label. */
const numberWidth = 70
const pagesMax = 2_000

interface Fonts { readonly regular: PDFFont; readonly bold: PDFFont }

const fontsOf = async (document: PDFDocument): Promise<Fonts> => {
  document.registerFontkit(engine as Parameters<PDFDocument['registerFontkit']>[0])
  const embed = (name: 'r' | 'b', customName: string): Promise<PDFFont> => document.embedFont(faceBytes(name), { subset: true, customName })
  return { regular: await embed('r', 'QTAAAA+Tinos-Regular'), bold: await embed('b', 'QTAAAB+Tinos-Bold') }
}

/** As much of a text as fits. */
const fitting = (font: PDFFont, text: string, size: number, width: number): string => {
  let shown = text.normalize('NFC')
  while (shown.length > 1 && font.widthOfTextAtSize(shown, size) > width) shown = `${shown.slice(0, -2)}…`
  return shown
}

/** The footer of pages of one size, drawn once. */
const drawStamp = (page: PDFPage, { bold, regular }: Fonts, { label, lines, warns, qr }: Stamp): void => {
  const { width, height: tall } = page.getSize()
  const colour = colours[warns ? 'warned' : 'controlled']
  const inner = width - 2 * edge - height - 8
  const beside = inner - numberWidth
  page.drawRectangle({ x: edge, y: edge, width: width - 2 * edge, height, borderColor: colour, borderWidth: 0.8, color: rgb(1, 1, 1), opacity: 0.85 })
  page.drawText(fitting(bold, label, 9, beside), { x: edge + 5, y: edge + 23, size: 9, font: bold, color: colour })
  for (const [at, line] of lines.entries()) page.drawText(fitting(regular, line, 7.5, inner), { x: edge + 5, y: edge + 13 - at * 9, size: 7.5, font: regular, color: colour })
  page.drawSvgPath(qr.path, { x: width - edge - height + 2, y: edge + height - 2, scale: (height - 4) / qr.side, borderWidth: 0, color: rgb(0, 0, 0) })
  if (!warns) return
  const size = Math.min(width, tall) / 7
  const long = bold.widthOfTextAtSize(label, size)
  const scaled = Math.min(size, size * 0.9 * Math.hypot(width, tall) * 0.8 / long)
  const half = bold.widthOfTextAtSize(label, scaled) / 2
  const turn = Math.atan2(tall, width)
  page.drawText(label, { x: width / 2 - half * Math.cos(turn), y: tall / 2 - half * Math.sin(turn), size: scaled, font: bold, color: colour, opacity: 0.16, rotate: degrees(turn * 180 / Math.PI) })
}

/** Pages lie turned or cropped in a file; the footer stands where a reader sees the foot. */
const place = (page: PDFPage, stamp: PDFEmbeddedPage, { font, number, colour }: { readonly font: PDFFont; readonly number: string; readonly colour: RGB }): void => {
  const turn = ((page.getRotation().angle % 360) + 360) % 360
  const { x, y, width, height: tall } = page.getCropBox()
  const [ox, oy] = turn === 0 ? [x, y] : turn === 90 ? [x + width, y] : turn === 180 ? [x + width, y + tall] : [x, y + tall]
  page.drawPage(stamp, { x: ox, y: oy, rotate: degrees(turn) })
  const [right, up] = [stamp.width - edge - height - 4 - font.widthOfTextAtSize(number, 8), edge + 23]
  const [cos, sin] = [[1, 0, -1, 0][turn / 90] ?? 1, [0, 1, 0, -1][turn / 90] ?? 0]
  page.drawText(number, { x: ox + right * cos - up * sin, y: oy + right * sin + up * cos, size: 8, font, color: colour, rotate: degrees(turn) })
}

const sizeOf = (page: PDFPage): [number, number] => {
  const { width, height: tall } = page.getCropBox()
  return page.getRotation().angle % 180 === 0 ? [width, tall] : [tall, width]
}

/** A picture on a page of A4, as large as fits. */
const pictured = async (kind: 'png' | 'jpg', bytes: Buffer): Promise<PDFDocument> => {
  const document = await PDFDocument.create()
  const picture = kind === 'png' ? await document.embedPng(bytes) : await document.embedJpg(bytes)
  const turned = picture.width > picture.height
  const page = document.addPage(turned ? [841.89, 595.28] : [595.28, 841.89])
  const room = { width: page.getWidth() - 60, height: page.getHeight() - 110 }
  const scale = Math.min(room.width / picture.width, room.height / picture.height)
  page.drawImage(picture, { x: (page.getWidth() - picture.width * scale) / 2, y: 60 + (room.height - picture.height * scale) / 2, width: picture.width * scale, height: picture.height * scale })
  return document
}

/** @throws FaultyFile */
export const stampCopy = async (kind: string, stamp: Stamp, bytes: Buffer): Promise<Uint8Array> => {
  const document = kind === 'png' || kind === 'jpg' ? await pictured(kind, bytes) : await openPdf(bytes)
  if (document.getPageCount() > pagesMax) throw new FaultyFile('tooComplex')
  const fonts = await fontsOf(document)
  const front = await document.copyPages(await PDFDocument.load(Buffer.from(stamp.front, 'base64')), [0])
  const drawn = new Map<string, PDFEmbeddedPage>()
  const pages = document.getPages()
  for (const [at, page] of pages.entries()) {
    const [width, tall] = sizeOf(page)
    const key = `${width}x${tall}`
    if (!drawn.has(key)) {
      const sheet = document.addPage([width, tall])
      drawStamp(sheet, fonts, stamp)
      drawn.set(key, await document.embedPage(sheet))
      document.removePage(document.getPageCount() - 1)
    }
    place(page, drawn.get(key)!, { font: fonts.regular, number: `Trang ${at + 1}/${pages.length}`, colour: colours[stamp.warns ? 'warned' : 'controlled'] })
  }
  document.insertPage(0, front[0])
  document.setTitle(stamp.title, { showInWindowTitleBar: true })
  return document.save()
}
