import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { buildClientIfStale } from '../../server/wiring/build-client.ts'
import { findCapabilities } from '../support/capabilities.ts'
import { startTestServer, type TestServer, type TestServerOptions } from '../support/start-test-server.ts'

export const desktop = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

/**
 * Pixels of the picture for each of the page: layout, words and clicks are the same, and the map, which is drawn in software, takes a
 * quarter of the time.
 */
const COARSE = 0.5

/** Two browsers at a time share the processors with their servers. */
const PATIENCE_MS = 60_000

/** Chromium with WebGL in software; what else it draws, it draws without. */
async function launch(): Promise<Browser> {
  const { chromium: executablePath } = findCapabilities()
  if (!executablePath) throw new Error('no Chromium: install it, or set CHROMIUM to its path')
  return await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--use-gl=angle',
      '--use-angle=swiftshader-webgl',
      '--enable-unsafe-swiftshader',
    ],
  })
}

/** Of this process: test files share it, each with contexts of its own. It ends with the process. */
let running: Promise<Browser> | undefined

export async function sharedBrowser(): Promise<Browser> {
  const browser = await running
  if (browser?.isConnected()) return browser
  running = launch()
  return await running
}

/** The built viewer on a server with the fixture district, in a browser. */
export class ViewerHost {
  readonly server: TestServer
  readonly #browser: Browser
  readonly #contexts = new Set<BrowserContext>()
  #density = COARSE
  #draws = false

  constructor(server: TestServer, browser: Browser) {
    this.server = server
    this.#browser = browser
  }

  static async start(options: TestServerOptions = {}): Promise<ViewerHost> {
    const clientFolder = await buildClientIfStale(() => {})
    const server = await startTestServer({ clientFolder, ...options })
    return new ViewerHost(server, await sharedBrowser())
  }

  /**
   * On pages that are opened before `closePages` WebGL draws, for tests that look at its pixels. On other pages it is given all
   * that it would draw, and draws nothing.
   */
  draw(): void {
    this.#draws = true
  }

  /** As `draw`, and all of the page with as many pixels as on a screen. */
  drawSharply(): void {
    this.draw()
    this.#density = 1
  }

  /** A fresh page at `path`, once its list and its map have their first data. */
  async open(path: string, viewport = desktop): Promise<Page> {
    const page = await this.blank(viewport)
    await page.goto(this.server.url + path)
    await page.locator('pu-map canvas').first().waitFor()
    await page.getByRole('tab', { name: /\(\d/ }).waitFor()
    return page
  }

  async blank(viewport = desktop, more: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport,
      deviceScaleFactor: this.#density,
      hasTouch: viewport === phone,
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...more,
    })
    if (!this.#draws) await context.addInitScript(drawNothing)
    context.setDefaultTimeout(PATIENCE_MS)
    this.#contexts.add(context)
    context.once('close', () => this.#contexts.delete(context))
    return context.newPage()
  }

  /** What a test answers in the server's place and is still on its way then fails nobody. */
  async closePages(): Promise<void> {
    const close = async (context: BrowserContext) => {
      const behavior = 'ignoreErrors'
      await Promise.all([context, ...context.pages()].map((held) => held.unrouteAll({ behavior })))
      await context.close()
    }
    await Promise.all([...this.#contexts].map(close))
    this.#density = COARSE
    this.#draws = false
  }

  async close(): Promise<void> {
    await this.closePages()
    await this.server.close()
  }
}

/**
 * Runs in the page, before its own scripts: WebGL that takes everything, draws nothing and has no error to tell. In software, making
 * the machine code of programs and drawing with it takes more than half of what a page of the map costs.
 */
function drawNothing(): void {
  const answers: Record<string, unknown> = {
    // Of an extension only methods are used.
    getExtension: new Proxy({}, { get: () => () => ({}) }),
    isContextLost: false,
    getError: 0,
    getParameter: 4096,
    getAttribLocation: 0,
    getShaderParameter: true,
    getProgramParameter: true,
    checkFramebufferStatus: WebGLRenderingContext.FRAMEBUFFER_COMPLETE,
    getShaderInfoLog: '',
    getProgramInfoLog: '',
  }
  /** With the constants and the methods of a real one. */
  const imitate = (real: object, canvas: HTMLCanvasElement) => {
    const context: Record<string, unknown> = { canvas, getContextAttributes: () => ({}) }
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(real))) {
      if (typeof value === 'number') context[name] = value
      else if (typeof value === 'function') context[name] ??= () => (name in answers ? answers[name] : {})
    }
    return context
  }
  const imitations = new WeakMap<HTMLCanvasElement, Record<string, unknown>>()
  const { getContext } = HTMLCanvasElement.prototype
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, more?: unknown) {
    if (!kind.includes('webgl')) return getContext.call(this, kind, more)
    const { prototype } = kind === 'webgl' ? WebGLRenderingContext : WebGL2RenderingContext
    const known = imitations.get(this) ?? imitate(prototype, this)
    imitations.set(this, known)
    return known as unknown as RenderingContext
  } as typeof getContext
}

/** Query parameters of the present address. */
export function query(page: Page): URLSearchParams {
  return new URL(page.url()).searchParams
}

export const rows = (page: Page) => page.locator('pu-proposal-list button.row')
export const listTab = (page: Page) => page.getByRole('tab', { name: /^Usulan/ })

/** Ticks or unticks one box of a filter's menu. */
export async function choose(page: Page, menu: string, option: string): Promise<void> {
  await page.locator(`pu-filters button.chip[aria-label^="${menu}"]`).click()
  await page.getByRole('checkbox', { name: option }).click()
  await page.keyboard.press('Escape')
}
