/** XML of office files: no DOCTYPE, no entities but the five, read as a stream with a bound on depth. */
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { FaultyFile } from './fault.ts'

const depthMax = 300
const utf16 = new Map<string, 'utf-16le' | 'utf-16be'>([['fffe', 'utf-16le'], ['feff', 'utf-16be']])

/** The text of a part. @throws FaultyFile xmlEntities | damaged */
export const xmlText = (bytes: Buffer): string => {
  const text = decoded(bytes)
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(text)) throw new FaultyFile('xmlEntities')
  return text
}

const decoded = (bytes: Buffer): string => {
  try {
    return new TextDecoder(utf16.get(bytes.toString('hex', 0, 2)) ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new FaultyFile('damaged')
  }
}

export interface XmlReader {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

/** Reads a part; names come without their prefix, which is free. @throws FaultyFile, and whatever the reader throws */
export const readXml = (bytes: Buffer, reader: XmlReader): void => {
  const parser = new SaxesParser({ xmlns: false, fragment: false })
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  let depth = 0
  parser.on('error', () => { throw new FaultyFile('damaged') })
  parser.on('doctype', () => { throw new FaultyFile('xmlEntities') })
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    depth += 1
    if (depth > depthMax) throw new FaultyFile('tooComplex')
    reader.open?.(local(name), attributes)
  })
  parser.on('closetag', ({ name }: SaxesTagPlain) => { depth -= 1; reader.close?.(local(name)) })
  parser.on('text', (text: string) => reader.text?.(text))
  parser.write(xmlText(bytes)).close()
}
