/** Structured logs: which route, how it ended, how long it took. Never an address with its query, a body, a name or a token. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import pino, { type Logger } from 'pino'
import type { LogLevel } from '../config.ts'

/** Logs go to standard error, so that standard output stays for what a command answers. */
export const makeLogger = (level: LogLevel): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }))

/** Ids that no two requests share, across restarts too. */
export const requestIds = (): (() => string) => {
  const start = randomBytes(5).toString('hex')
  let count = 0
  return () => {
    count += 1
    return `${start}-${count.toString(36)}`
  }
}

const levelOf = (status: number): 'debug' | 'info' | 'error' => (status >= 500 ? 'error' : status >= 400 ? 'info' : 'debug')

const lineOf = (request: FastifyRequest, status: number, ms: number) =>
  ({ method: request.method, route: request.routeOptions.url ?? null, status, ms: Math.round(ms * 10) / 10 })

/** One line per request: faults as errors, refusals as information, the rest only at debug. */
export const registerLogging = (app: FastifyInstance): void => {
  app.addHook('onResponse', (request, reply, done) => {
    const level = levelOf(reply.statusCode)
    if ((request.log as Logger).isLevelEnabled(level)) request.log[level](lineOf(request, reply.statusCode, reply.elapsedTime), 'request')
    done()
  })
}
