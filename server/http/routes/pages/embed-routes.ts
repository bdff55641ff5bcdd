import type { Response } from 'express'
import type { Oembed } from '../../../../core/api/oembed.ts'
import { iframeCode } from '../../../../core/download/embed-code.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import { sitePathOf, withoutSitePath } from '../../../net/site-path.ts'
import type { PageAssets } from '../../../pages/page-assets.ts'
import { readWhole } from '../../request/query.ts'
import { query } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'
import type { SendBuiltPage } from './built-pages.ts'

const COMPONENT = 'embed/peta-usul-map.ts'
const [WIDTH, HEIGHT] = [800, 480]
const SMALLEST = 200
const LARGEST = 4000
const HOUR_SECONDS = 3600

export interface EmbedServices {
  clientFolder: string
  publicUrl: string
  assets: PageAssets
  sendBuiltPage: SendBuiltPage
}

const everyone = { to: 'everyone' } as const
/** Files and figures that cost nothing. */
const takesTurn = false
const route = routesFor<EmbedServices>({ kind: 'service' })

/** What other sites embed: the map in a frame, the web component around it, and oEmbed for editors that unfold links. */
export const embedRoutes = [
  route({
    method: 'get',
    path: '/sematan',
    summary: 'The map in a frame of another site',
    access: everyone,
    takesTurn,
    query: [query('layers', 'Layer ids'), query('map', 'Zoom and centre'), query('lang', 'id or en')],
    // The page reads them as the map's address has them.
    readsQueryItself: true,
    async handle({ services, response }) {
      allowFraming(response)
      await services.sendBuiltPage(response, 'sematan.html')
    },
  }),
  route({
    method: 'get',
    path: '/peta-usul-map.js',
    summary: 'The web component around it',
    access: everyone,
    takesTurn,
    handle({ services: { assets, clientFolder }, response }) {
      const built = assets.address(COMPONENT)
      if (!built) throw notFound('script', 'peta-usul-map.js')
      openToAll(response)
        .type('text/javascript')
        .sendFile(built.slice(1), { root: clientFolder, cacheControl: false })
    },
  }),
  route({
    method: 'get',
    path: '/oembed',
    summary: 'What editors show for a link to a map, a layer or a proposal (oEmbed)',
    access: everyone,
    takesTurn,
    query: [
      query('url', 'The address', undefined, true),
      query('format', 'json'),
      query('maxwidth', 'Pixels', { type: 'integer' }),
      query('maxheight', 'Pixels', { type: 'integer' }),
    ],
    handle({ services: { publicUrl }, response, query: { url, format, maxwidth, maxheight } }) {
      if (format !== undefined && format !== 'json') throw badParameter('format', format, 'json')
      const search = searchOf(url, publicUrl)
      const width = atMost('maxwidth', maxwidth, WIDTH)
      const height = atMost('maxheight', maxheight, HEIGHT)
      openToAll(response).json({
        version: '1.0',
        type: 'rich',
        provider_name: 'PetaUsul',
        provider_url: publicUrl,
        title: 'PetaUsul',
        cache_age: HOUR_SECONDS,
        width,
        height,
        html: iframeCode(`${publicUrl}/sematan${search}`, width, height),
      } satisfies Oembed)
    },
  }),
]

/** The one page that any site may frame. It shows what is public, and its cookies do not come along. */
function allowFraming(response: Response): void {
  const policy = String(response.get('Content-Security-Policy') ?? '')
  response.set('Content-Security-Policy', policy.replace("frame-ancestors 'self'", 'frame-ancestors *'))
  response.removeHeader('X-Frame-Options')
}

function openToAll(response: Response): Response {
  return response
    .set('Access-Control-Allow-Origin', '*')
    .set('Cache-Control', `public, max-age=${HOUR_SECONDS}`)
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
