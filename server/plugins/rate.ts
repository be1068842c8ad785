/** How often somebody may ask: generous for a session that was seen to be good, by address for everybody else. */
import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../schemas/errors.ts'
import type { ServiceClock } from '../clock.ts'
import { WindowCounter } from './windows.ts'

export interface RateLimits { readonly sessionRequestsPerMinute: number; readonly addressRequestsPerMinute: number }

/** What one customer of a provider has: an IPv4 address, or the first 64 bits of an IPv6 one (RFC 6177). */
export const networkOf = (ip: string): string => {
  if (!ip.includes(':')) return ip
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  return mapped ?? `${(ip.split('::')[0] ?? '').split(':').slice(0, 4).join(':')}::`
}

const minuteMs = 60_000

/**
 * Counts requests. A token that nobody has seen to be good yet counts for its address, so made-up tokens win nothing.
 * @throws DomainError too-many-requests, with `retryAfterSeconds`
 */
export const registerRate = (app: FastifyInstance, clock: ServiceClock, limits: RateLimits): void => {
  const sessions = new WindowCounter({ max: limits.sessionRequestsPerMinute, windowMs: minuteMs, maxKeys: 20_000 })
  const addresses = new WindowCounter({ max: limits.addressRequestsPerMinute, windowMs: minuteMs, maxKeys: 50_000 })
  const good = new Set<string>()
  app.addHook('onRequest', (request, _reply, done) => {
    // Whoever watches over the service may ask as often as it likes whether the process lives: it costs nothing.
    if (request.url === '/healthz') return done()
    const key = request.tokenHash?.toString('latin1')
    const atMs = clock.nowMs()
    const waitMs = key !== undefined && good.has(key) ? sessions.take(key, atMs) : addresses.take(networkOf(request.ip), atMs)
    if (waitMs > 0) throw new DomainError('too-many-requests', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
    return done()
  })
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.tokenIsGood && request.tokenHash !== null) remember(good, request.tokenHash.toString('latin1'))
    done()
  })
}

const remember = (good: Set<string>, key: string): void => {
  if (good.has(key)) return
  if (good.size >= 20_000) good.clear()
  good.add(key)
}
