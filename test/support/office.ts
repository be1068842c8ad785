/** The sample commune behind a real port at a fixed instant, and its people in a real browser. */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import type { Test } from 'tap'
import { buildApp } from '../../server/app.ts'
import type { ServiceClock } from '../../server/clock.ts'
import { type Deps, makeDeps } from '../../server/deps.ts'
import type { Setup } from '../../server/first-start.ts'
import { readinessOf } from '../../server/readiness.ts'
import { openPool } from '../../storage/pool.ts'
import { need } from './needs.ts'
import { withObjects } from './objects.ts'
import { withDatabase } from './postgres.ts'
import { type Sample, samplePassword, withSample } from './sample.ts'
import { awaitWholePages } from './whole-pages.ts'

/** Whoever is in the sample signs in with it. */
export const officePassword = samplePassword

export interface Office<D extends Deps = Sample> { readonly url: string; readonly deps: D }

const serve = async <D extends Deps>(t: Test, deps: D, setup: Setup | null): Promise<Office<D>> => {
  const limits = { sessionRequestsPerMinute: 1_000_000, addressRequestsPerMinute: 1_000_000 }
  const app = await buildApp(deps, { logger: pino({ level: 'silent' }), trustProxy: [], limits, readiness: readinessOf({}), setup })
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => app.close())
  const address = app.server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port ?? 0 : 0}`, deps }
}

/** Starts the service on a clone of the sample; it stops when the test ends. */
export const withOffice = async (t: Test): Promise<Office> => serve(t, await withSample(t), null)

/** The code that opens the set-up page of an empty office. */
export const setUpCode = 'mã của bàn điều khiển'

/** Starts the service with nothing but its set-up page, as `npm start -- --empty` does. */
export const withEmptyOffice = async (t: Test, clock: ServiceClock): Promise<Office<Deps>> => {
  const { url, orm } = await withDatabase(t)
  const pool = openPool({ url, poolSize: 8, onError: () => undefined })
  t.teardown(() => pool.end())
  return serve(t, makeDeps(pool, orm, clock, await withObjects(t)), { code: setUpCode, open: true })
}

/** The browser that the tests drive; null when this computer has none. */
export const browserPath = (): string | null => [process.env['CHROMIUM'], '/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => path !== undefined && existsSync(path)) ?? null

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export const withBrowser = async (t: Test, executablePath: string): Promise<Browser> => {
  const browser = await chromium.launch({ executablePath, args: flags })
  t.teardown(() => browser.close())
  return browser
}

/** How long a page may take on a machine that does ten things at once. */
const patienceMs = 60_000

export interface Sitting { readonly language?: 'vi' | 'en'; readonly dark?: boolean; readonly script?: boolean; readonly width?: number; readonly height?: number }

/** One person's browser, with everything that it complained about: console errors, faults of scripts, violations of the content policy. */
export interface Seat { readonly page: Page; readonly context: BrowserContext; readonly complaints: string[] }

/** A browser of its own. A status of 4xx is no complaint: tests provoke them. */
export const takeSeat = async (t: Test, browser: Browser, office: Pick<Office, 'url'>, sitting: Sitting = {}): Promise<Seat> => {
  const context = await browser.newContext({
    baseURL: office.url, locale: sitting.language === 'en' ? 'en-GB' : 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', colorScheme: sitting.dark ? 'dark' : 'light',
    javaScriptEnabled: sitting.script ?? true, viewport: { width: sitting.width ?? 1366, height: sitting.height ?? 768 },
  })
  t.teardown(() => context.close())
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  awaitWholePages(page)
  const complaints: string[] = []
  page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes('the server responded with a status of 4')) complaints.push(message.text()) })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, context, complaints }
}

/** Fills the form of signing in, wherever it stands. */
export const signInAs = async ({ page }: Seat, userName: string): Promise<void> => {
  if (await page.locator('#userName').count() === 0) await page.goto('/sign-in')
  await page.fill('#userName', userName)
  await page.fill('#password', officePassword)
  await page.press('#password', 'Enter')
  await page.waitForSelector('.whoName')
}

type Cookie = Awaited<ReturnType<BrowserContext['cookies']>>[number]

const sessionOf = async ({ context }: Seat): Promise<Cookie | undefined> => (await context.cookies()).find(({ name }) => name === 'quytrinh_session')

/** How a test lets people sit down again and again, each signed in, in a browser of their own. Whoever signed in before comes back with that session. */
export const seatsIn = (browser: Browser, office: Office) => {
  const sessions = new Map<string, Cookie>()
  return async (t: Test, who: string, sitting: Sitting = {}): Promise<Seat> => {
    const seat = await takeSeat(t, browser, office, sitting)
    const session = sessions.get(who)
    if (session !== undefined) {
      await seat.context.addCookies([session])
      await seat.page.goto('/')
    }
    if (await seat.page.locator('.whoName').count() === 0) await signInAs(seat, who)
    const kept = await sessionOf(seat)
    if (kept !== undefined) sessions.set(who, kept)
    return seat
  }
}

/** The office with a browser before it, for a whole file of tests; without a browser the file ends here, and says so by name. */
export const officeInBrowser = async (t: Test): Promise<{ readonly office: Office; readonly browser: Browser; readonly sit: ReturnType<typeof seatsIn> }> => {
  const path = browserPath()
  if (!need(t, 'chromium', path !== null)) process.exit(process.exitCode ?? 0)
  const [office, browser] = await Promise.all([withOffice(t), withBrowser(t, path ?? '')])
  return { office, browser, sit: seatsIn(browser, office) }
}

/** Asks the interface as the person whose seat it is. @throws Error with the answer when it is refused */
export const askAs = async (office: Pick<Office, 'url'>, seat: Seat, path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly json: Record<string, unknown>; readonly etag: string }> => {
  const token = (await sessionOf(seat))?.value ?? ''
  const answer = await fetch(`${office.url}${path}`, {
    method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return { json: await answer.json() as Record<string, unknown>, etag: answer.headers.get('etag') ?? '' }
}

/** Goes by the menu: unfolds the entry's group first, as a person would. */
export const byMenu = async ({ page }: Pick<Seat, 'page'>, href: string): Promise<void> => {
  const group = page.locator('.menu details', { has: page.locator(`a[href="${href}"]`) })
  if (await group.getAttribute('open') === null) await group.locator('summary').click()
  await group.locator(`a[href="${href}"]`).click()
}

/** Opens the action of that name where it is folded, ticks boxes, fills the form (a choice by its number or by its words, a radio by its value) and sends it. */
export const act = async ({ page }: Pick<Seat, 'page'>, name: string, fill: Readonly<Record<string, string>> = {}, ticks: readonly string[] = []): Promise<void> => {
  const action = page.locator('.action', { has: page.locator('summary', { hasText: new RegExp(`^${name}$`) }) }).first()
  if (await action.getAttribute('open') === null) await action.locator('summary').click()
  for (const tick of ticks) await action.getByLabel(tick).check()
  for (const [field, value] of Object.entries(fill)) {
    const input = action.locator(`[name="${field}"]`).first()
    const tag = await input.evaluate((element) => `${element.tagName} ${element.getAttribute('type') ?? ''}`)
    if (tag.startsWith('SELECT')) await input.selectOption(/^\d+$/.test(value) ? { index: Number(value) } : { label: value })
    else if (/radio|checkbox/.test(tag)) await action.locator(`[name="${field}"][value="${value}"]`).check()
    else await input.fill(value)
  }
  await action.locator('form button').click()
  await page.waitForLoadState()
}

/**
 * Clicks twice as an impatient hand does, and waits until the page rests at such an address. The address is watched, not the navigation:
 * the second sending breaks off the first one's, which `waitForURL` takes for a fault. @throws Error when it rests elsewhere
 */
export const clickTwice = async (button: Locator, address: RegExp): Promise<void> => {
  const page = button.page()
  await button.dblclick({ noWaitAfter: true })
  const end = performance.now() + patienceMs
  while (!address.test(page.url())) {
    if (performance.now() > end) throw new Error(`rests at ${page.url()}, not at ${address.source}`)
    await pause(25)
  }
  await page.waitForLoadState('networkidle')
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds against WCAG 2.2 AA on the page that is open: rule and element; empty when all is well. */
export const axeFindings = async ({ page }: Seat): Promise<string[]> => {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    interface Found { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }
    const { axe } = globalThis as unknown as { axe: { run(options: unknown): Promise<Found> } }
    const found = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })
    return found.violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 200) ?? ''}`))
  })
}

/** Where pictures go for a person to look at: they are taken where `PICTURES` names a folder. */
export const pictureFolder = process.env['PICTURES'] ?? `${tmpdir()}/quytrinh-pictures`

/** Keeps a picture of what is on the screen, or of the whole page. */
export const picture = async ({ page }: Seat, name: string, fullPage = false): Promise<void> => {
  if (process.env['PICTURES'] === undefined) return
  mkdirSync(pictureFolder, { recursive: true })
  await page.screenshot({ path: `${pictureFolder}/${name}.png`, fullPage })
}
