import { type RequestHandler, type Response, Router } from 'express'
import { iframeCode } from '../../../../core/download/embed-code.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import { sitePathOf, withoutSitePath } from '../../../net/site-path.ts'
import { makePageAssets } from '../../../pages/page-assets.ts'
import { readQuery, readWhole } from '../../request/query.ts'
import { builtPages } from './built-pages.ts'

const COMPONENT = 'embed/peta-usul-map.ts'
const [WIDTH, HEIGHT] = [800, 480]
const SMALLEST = 200
const LARGEST = 4000
const HOUR_SECONDS = 3600

/** What other sites embed: the map in a frame, the web component around it, and oEmbed for editors that unfold links. */
export function embedRoutes({
  clientFolder,
  publicUrl,
}: {
  clientFolder: string
  publicUrl: string
}): Router {
  const router = Router()
  const assets = makePageAssets(clientFolder)
  const sendBuiltPage = builtPages(clientFolder, sitePathOf(publicUrl))

  // Whatever its parameters: the page reads them as the map's address has them.
  router.get('/sematan', allowFraming, (_request, response) => sendBuiltPage(response, 'sematan.html'))

  router.get('/peta-usul-map.js', (request, response) => {
    readQuery(request, [])
    const built = assets.address(COMPONENT)
    if (!built) throw notFound('script', 'peta-usul-map.js')
    response
      .set('Access-Control-Allow-Origin', '*')
      .set('Cache-Control', `public, max-age=${HOUR_SECONDS}`)
      .type('text/javascript')
      .sendFile(built.slice(1), { root: clientFolder, cacheControl: false })
  })

  router.get('/oembed', (request, response) => {
    const { url, format, maxwidth, maxheight } = readQuery(request, [
      'url',
      'format',
      'maxwidth',
      'maxheight',
    ])
    if (format !== undefined && format !== 'json') throw badParameter('format', format, 'json')
    const search = searchOf(url, publicUrl)
    const width = atMost('maxwidth', maxwidth, WIDTH)
    const height = atMost('maxheight', maxheight, HEIGHT)
    sendOembed(response, {
      version: '1.0',
      type: 'rich',
      provider_name: 'PetaUsul',
      provider_url: publicUrl,
      title: 'PetaUsul',
      cache_age: HOUR_SECONDS,
      width,
      height,
      html: iframeCode(`${publicUrl}/sematan${search}`, width, height),
    })
  })

  return router
}

/** The one page that any site may frame. It shows what is public, and its cookies do not come along. */
const allowFraming: RequestHandler = (_request, response, next) => {
  const policy = String(response.get('Content-Security-Policy') ?? '')
  response.set('Content-Security-Policy', policy.replace("frame-ancestors 'self'", 'frame-ancestors *'))
  response.removeHeader('X-Frame-Options')
  next()
}

function sendOembed(response: Response, answer: object): void {
  response
    .set('Access-Control-Allow-Origin', '*')
    .set('Cache-Control', `public, max-age=${HOUR_SECONDS}`)
    .json(answer)
}

/** The query of the embedded map for an address of ours; no address is ever fetched. */
function searchOf(url: string | undefined, publicUrl: string): string {
  const expected = `an address of a map, a layer or a proposal of ${publicUrl}`
  const address = url && URL.canParse(url) ? new URL(url) : undefined
  if (!address || address.origin !== new URL(publicUrl).origin)
    throw badParameter('url', url ?? '(missing)', expected)
  const path = withoutSitePath(address.pathname, sitePathOf(publicUrl))
  const [page, name, ...more] = path.split('/').filter(Boolean).map(decode)
  const lang: Record<string, string> = address.searchParams.get('lang') === 'en' ? { lang: 'en' } : {}
  if (page === undefined || (page === 'sematan' && name === undefined)) return address.search
  if (more.length === 0 && name && page === 'katalog')
    return `?${new URLSearchParams({ layers: name, ...lang })}`
  if (more.length === 0 && name && page === 'usulan')
    return `?${new URLSearchParams({ usulan: name, ...lang })}`
  throw notFound('embeddable page', address.pathname)
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function atMost(parameter: string, value: string | undefined, usual: number): number {
  return value === undefined ? usual : Math.min(usual, readWhole(parameter, value, [SMALLEST, LARGEST]))
}
