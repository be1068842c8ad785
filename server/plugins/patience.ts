/** How long a request may take to come in. Node has one limit for all of them; a large file over a slow line needs a longer one than the rest. */
import type { FastifyInstance } from 'fastify'
import { answerClientError } from './problems.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is a file: it may take as long as the server allows at all. */
    slowBody?: boolean
  }
}

/** Of the server: a hundred megabytes over a line of one megabit a second take a quarter of an hour. */
export const slowestMs = 1_800_000
/** Of every address but those that take files. */
export const usualMs = 30_000

/** Ends a request whose body does not come in within `withinMs`, with 408, as the server itself does for one that is slower than its own limit. */
export const registerPatience = (app: FastifyInstance, withinMs: number): void => {
  app.addHook('onRequest', (request, _reply, done) => {
    const { raw } = request
    if (raw.method !== 'GET' && raw.method !== 'HEAD' && request.routeOptions.config?.slowBody !== true) {
      const timer = setTimeout(() => {
        if (!raw.complete) answerClientError(Object.assign(new Error('slow body'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), raw.socket)
      }, withinMs).unref()
      raw.once('close', () => clearTimeout(timer))
    }
    done()
  })
}
