/** `npm start`: the database, its migrations, the first agency, the service, and an end in good order. */
import { flushCompileCache } from 'node:module'
import { resolve } from 'node:path'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { settleDocuments } from './commands/settle-documents.ts'
import { prepareFirstStart } from './first-start.ts'
import { type Jobs, startJobs } from './jobs/index.ts'
import type { PostOffice } from './jobs/mail.ts'
import { makeMailer } from './mail/mailer.ts'
import { type Opened, openService } from './open.ts'
import { makeLogger } from './plugins/logging.ts'
import { readinessOf } from './readiness.ts'

/** Requests under way get this long to finish after a signal. */
const graceMs = 10_000

interface Running { readonly app: FastifyInstance; readonly opened: Opened; readonly jobs: Jobs }

/** Where e-mail goes; null when nothing was said about it. */
const officeOf = ({ mail, publicUrl }: Config): PostOffice | null => (mail === undefined ? null : { mailer: makeMailer(mail), publicUrl: publicUrl ?? null })

/** Listens; answers when the service takes requests. @throws Error of the operating system when the port is taken */
const start = async (config: Config, logger: Logger, empty: boolean): Promise<Running> => {
  const opened = await openService({ ...config, onNotice: (message) => logger.warn(message) })
  try {
    const setup = await prepareFirstStart(opened.deps, { empty, dataDir: config.dataDir })
    // What came into force while nobody ran does so before the first request is answered.
    await settleDocuments(opened.deps, (documentId, error) => logger.error({ documentId, code: (error as { code?: string }).code }, 'revision could not be put into force'))
    const jobs = await startJobs(opened.deps, opened.url, logger, officeOf(config))
    const readiness = readinessOf({ jobs: jobs.running })
    const app = await buildApp(opened.deps, { logger, trustProxy: config.trustProxy, limits: config, readiness, setup, mailIsOn: config.mail !== undefined })
    await listen(app, config, jobs)
    return { app, opened, jobs }
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** What was started before is stopped again when the port cannot be had. */
const listen = async (app: FastifyInstance, { host, port }: Config, jobs: Jobs): Promise<void> => {
  try {
    await app.listen({ host, port })
  } catch (error) {
    await jobs.stop()
    throw error
  }
}

/** In order: no new requests, those under way finish, then what they needed closes; PostgreSQL last, if this process started it. */
const stop = async ({ app, opened, jobs }: Running): Promise<void> => {
  await closeApp(app)
  await jobs.stop()
  await opened.close()
}

/**
 * A connection whose request ends after the service began to close stays open for the next one, and would hold up the end for a minute:
 * it is closed as soon as it idles.
 */
const closeApp = async (app: FastifyInstance): Promise<void> => {
  const sweeper = setInterval(() => app.server.closeIdleConnections(), 50)
  try {
    await app.close()
  } finally {
    clearInterval(sweeper)
  }
}

/** The address to open: the name that people type when only this machine is served. */
const addressOf = (app: FastifyInstance, host: string): string => {
  const address = app.server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return `http://${host.includes(':') ? `[${host}]` : host}:${port ?? ''}`
}

/** What the administrator can act on in a line; anything else as it is. */
export const explain = (error: unknown): unknown => {
  if (error instanceof ConfigError) return error.message
  const { code, port, message } = error as { code?: string; port?: number; message?: string }
  if (code === 'EADDRINUSE') return `port ${port} is in use: stop the program that holds it, or set PORT to another one`
  return code === 'EACCES' || code === 'EADDRNOTAVAIL' ? `cannot listen: ${message}; see HOST and PORT` : error
}

/** Runs the service until a signal ends it; answers its address once it takes requests. With `--empty` among the words an empty database stays empty. */
export const serve = async (environment: Readonly<Record<string, string | undefined>>, words: readonly string[]): Promise<string> => {
  const config = readConfig(environment)
  const logger = makeLogger(config.logLevel)
  const running = await start(config, logger, words.includes('--empty'))
  closeWithGrace({ delay: graceMs, logger }, async ({ err }) => {
    if (err !== undefined) logger.error({ stack: err.stack }, 'stopping after a fault')
    await stop(running)
  })
  // Node writes what it compiled at an orderly end only: a service that is killed would begin from nothing each time.
  flushCompileCache()
  return addressOf(running.app, config.host)
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  try {
    console.log(`quytrinh: ${await serve(process.env, process.argv.slice(2))}`)
  } catch (error) {
    console.error(explain(error))
    process.exitCode = 1
  }
}
