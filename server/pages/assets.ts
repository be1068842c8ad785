/** Style sheets, fonts and the script, held in memory and named by their content, so that a browser keeps each until it changes. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../schemas/errors.ts'
import { takesGzip } from '../plugins/compress.ts'

interface Asset { readonly body: Buffer; readonly type: string; readonly zipped: Buffer | null }

const folder = '/assets/'
const assets = new Map<string, Asset>()
const { resolve } = createRequire(import.meta.url)

/** Takes a file in and answers its address. Fonts are packed already. */
const keep = (name: string, type: string, body: Buffer): string => {
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const dot = name.lastIndexOf('.')
  const named = `${name.slice(0, dot)}-${digest}${name.slice(dot)}`
  assets.set(named, { body, type, zipped: type.startsWith('font/') ? null : gzipSync(body, { level: 9 }) })
  return `${folder}${named}`
}

const css = 'text/css; charset=utf-8'
const own = (name: string): Buffer => readFileSync(new URL(`../views/${name}`, import.meta.url))

interface Face { readonly subset: 'latin' | 'vietnamese'; readonly weight: 400 | 600; readonly range: string }

/** The unicode ranges of the two subsets as @fontsource states them: together they hold all 134 Vietnamese letters. */
const ranges = {
  vietnamese: 'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
  latin: 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
} as const
const faces: readonly Face[] = ([400, 600] as const).flatMap((weight) =>
  (['vietnamese', 'latin'] as const).map((subset) => ({ subset, weight, range: ranges[subset] })))

const fontOf = ({ subset, weight }: Face): string => {
  const name = `noto-sans-${subset}-${weight}-normal.woff2`
  return keep(name, 'font/woff2', readFileSync(resolve(`@fontsource/noto-sans/files/${name}`)))
}
const fonts = faces.map((face) => ({ face, path: fontOf(face) }))
// `optional`: a font that comes too late is used from the next page on; text that is being read never jumps.
const fontFaces = fonts.map(({ face, path }) =>
  `@font-face{font-family:"Noto Sans";font-weight:${face.weight};font-display:optional;src:url(${path}) format("woff2");unicode-range:${face.range}}`).join('\n')

/** Addresses of everything that a page loads. `preload`: the fonts that nearly every page shows, so that text does not jump. */
export const paths = {
  bootstrap: keep('bootstrap.css', css, readFileSync(resolve('bootstrap/dist/css/bootstrap.min.css'))),
  app: keep('app.css', css, Buffer.concat([Buffer.from(fontFaces), own('app.css'), own('chart.css'), own('notices.css'), own('calendars.css'), own('documents/documents.css'), own('quality/quality.css'), own('figures.css'), own('step-table/steps.css')])),
  htmx: keep('htmx.js', 'text/javascript; charset=utf-8', readFileSync(resolve('htmx.org/dist/htmx.min.js'))),
  icon: keep('icon.svg', 'image/svg+xml', own('icon.svg')),
  preload: fonts.map(({ path }) => path),
} as const

export const declareAssets = (pages: FastifyInstance): void => {
  pages.get<{ Params: { name: string } }>(`${folder}:name`, { schema: { hide: true } }, (request, reply) => {
    const asset = assets.get(request.params.name)
    if (asset === undefined) throw new DomainError('not-found')
    reply.type(asset.type).header('cache-control', 'public, max-age=31536000, immutable')
    if (asset.zipped === null) return reply.send(asset.body)
    reply.header('vary', 'accept-encoding')
    return takesGzip(request) ? reply.header('content-encoding', 'gzip').send(asset.zipped) : reply.send(asset.body)
  })
}
