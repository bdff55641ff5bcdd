import type { SldAnswer } from '../../../../core/api/style.ts'
import { badParameter } from '../../../../core/problem.ts'
import type { Database } from '../../../database/database.ts'
import { readSld } from '../../../publish/sld/read-sld.ts'
import { SLD_VERSIONS, type SldVersion } from '../../../publish/sld/sld-dialect.ts'
import { SLD_TYPE, writeSld } from '../../../publish/sld/write-sld.ts'
import { readFullStyle } from '../../../styles/read-style.ts'
import { readLayerStyle } from '../../../styles/style-schema.ts'
import { textBody } from '../../request/body-reader.ts'
import { ok, query } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'
import { readLayer } from '../layers/read-layer.ts'

const READ_TYPES = [SLD_TYPE, 'application/vnd.ogc.se+xml', 'application/xml', 'text/xml'] as const
const route = routesFor<{ database: Database }>()

/** Styles as Styled Layer Descriptors: written for other programs, and read from theirs. */
export const sldRoutes = [
  route({
    method: 'get',
    path: '/api/styles/{layer}/{name}/sld',
    summary: 'The style as a Styled Layer Descriptor, for QGIS, GeoServer and others',
    access: { to: 'everyone', moreTo: 'layer:read-unpublished' },
    params: {
      layer: 'Layer id',
      name: 'Name of a style; "default" for the one in force, "standard" for the one made from the data',
    },
    query: [query('version', '1.0.0 or 1.1.0 (with Symbology Encoding), else 1.1.0')],
    answers: ok('The style as a Styled Layer Descriptor, for QGIS, GeoServer and others', SLD_TYPE),
    async handle({ services: { database }, response, actor, params, query }) {
      const version = readVersion(query.version)
      const layer = await readLayer(database, params.layer, actor)
      const { title, isDefault, document, name } = await readFullStyle(database.read, layer, params.name)
      const sld = writeSld(
        { layer: layer.id, title: title.id, isDefault, document: { ...document, name } },
        version,
      )
      response
        .set('Cache-Control', 'no-cache')
        .set('Content-Disposition', `attachment; filename="${layer.id}-${name}.sld"`)
        .type(`${SLD_TYPE}; charset=utf-8; version=${version}`)
        .send(sld)
    },
  }),
  route({
    method: 'post',
    path: '/api/styles/{layer}/read-sld',
    summary:
      'What an SLD would look like as a style of this layer, and what of it was passed over; nothing is stored (administrator)',
    access: { to: 'style:write' },
    writes: false,
    params: { layer: 'Layer id' },
    body: textBody(READ_TYPES, '256kb'),
    answers: ok('Name, title, document and remarks'),
    async handle({ services: { database }, response, actor, params, body }) {
      const layer = await readLayer(database, params.layer, actor)
      const fields = layer.fields.filter(({ inTiles }) => inTiles)
      const { name, title, document, remarks } = readSld(body, { id: layer.id, fields })
      const checked = readLayerStyle(document, layer)
      response
        .set('Cache-Control', 'no-store')
        .json({ name, title, document: checked, remarks } satisfies SldAnswer)
    },
  }),
]

function readVersion(asked: string | undefined): SldVersion {
  if (asked === undefined) return '1.1.0'
  const version = SLD_VERSIONS.find((known) => known === asked)
  if (!version) throw badParameter('version', asked, SLD_VERSIONS.join(' or '))
  return version
}
