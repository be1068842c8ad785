/** Builds the service from its parts; nothing here listens, so that tests can give parts of their own. */
import Fastify, { LogController, type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { registerApi } from './api/index.ts'
import { SignInThrottle } from './commands/throttle.ts'
import type { Deps } from './deps.ts'
import type { Setup } from './first-start.ts'
import { sendLostPage } from './pages/common.ts'
import { registerPages } from './pages/index.ts'
import { registerCredentials } from './plugins/credentials.ts'
import { registerJson } from './plugins/json.ts'
import { registerLogging, requestIds } from './plugins/logging.ts'
import { registerOrigin } from './plugins/origin.ts'
import { registerPatience, slowestMs, usualMs } from './plugins/patience.ts'
import { registerPeople } from './plugins/people.ts'
import { answerClientError, answerFrameworkError, registerProblems } from './plugins/problems.ts'
import { type RateLimits, registerRate } from './plugins/rate.ts'
import { registerSecurity } from './plugins/security.ts'
import { registerText } from './plugins/text.ts'
import { registerValidation } from './plugins/validation.ts'
import type { Readiness } from './readiness.ts'

export interface AppOptions {
  readonly logger: Logger
  readonly trustProxy: readonly string[]
  readonly limits: RateLimits
  readonly readiness: Readiness
  /** Not null while no agency exists. */
  readonly setup: Setup | null
  /** E-mail is set up; false when absent. */
  readonly mailIsOn?: boolean
}

/** Every body is bounded; a route that takes more says so itself. */
const bodyLimitBytes = 256 * 1024

const makeServer = ({ logger, trustProxy }: AppOptions): FastifyInstance => Fastify({
  loggerInstance: logger,
  logController: new LogController({ disableRequestLogging: true }),
  genReqId: requestIds(),
  requestIdHeader: false,
  bodyLimit: bodyLimitBytes,
  requestTimeout: slowestMs,
  trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
  // Requests that are under way when the service stops are finished, not refused.
  return503OnClosing: false,
  routerOptions: { maxParamLength: 200 },
  clientErrorHandler: answerClientError,
  frameworkErrors: answerFrameworkError,
}) as unknown as FastifyInstance

/** The whole service, ready to listen or to be injected. */
export const buildApp = async (deps: Deps, options: AppOptions): Promise<FastifyInstance> => {
  const app = makeServer(options)
  const throttle = new SignInThrottle()
  registerProblems(app, (refusal, request, reply) => sendLostPage(deps, refusal, request, reply))
  registerPatience(app, usualMs)
  registerValidation(app)
  registerJson(app)
  registerLogging(app)
  await registerSecurity(app)
  await registerCredentials(app)
  registerPeople(app)
  registerRate(app, deps.clock, options.limits)
  registerOrigin(app)
  registerText(app)
  await registerApi(app, deps, { readiness: options.readiness, throttle })
  await registerPages(app, deps, { throttle, setup: options.setup, mailIsOn: options.mailIsOn ?? false })
  // An expectation that we do not know is passed over (RFC 9110, 10.1.1 allows it): Node would answer without a word.
  app.server.on('checkExpectation', (request, response) => { app.routing(request, response) })
  await app.ready()
  return app
}
