/** The one style sheet, held in memory and named by its content, so that a browser keeps it until it changes. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

const text = readFileSync(new URL('../views/style.css', import.meta.url), 'utf8')
const digest = createHash('sha256').update(text).digest('hex').slice(0, 12)

/** Where the style sheet is. */
export const stylePath = `/style-${digest}.css`

export const declareStyle = (pages: FastifyInstance): void => {
  pages.get(stylePath, { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(text))
}
