import { Router, text } from 'express'
import { badParameter } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import { readSld } from '../publish/sld/read-sld.ts'
import { SLD_VERSIONS, type SldVersion } from '../publish/sld/sld-dialect.ts'
import { SLD_TYPE, writeSld } from '../publish/sld/write-sld.ts'
import { readFullStyle } from '../styles/read-style.ts'
import { readLayerStyle } from '../styles/style-schema.ts'
import type { Authentication } from './authentication.ts'
import { layerOf } from './layer-of.ts'
import { readQuery } from './query.ts'
import { requireBody } from './require-type.ts'
import type { ViewerOf } from './viewer-of.ts'

const LARGEST_SLD = '256kb'
const READ_TYPES = [SLD_TYPE, 'application/vnd.ogc.se+xml', 'application/xml', 'text/xml'] as const

/** Styles as Styled Layer Descriptors: written for other programs, and read from theirs. */
export function sldRoutes(database: Database, authentication: Authentication, viewerOf: ViewerOf): Router {
  const router = Router()

  router.get('/api/styles/:layer/:name/sld', async (request, response) => {
    const version = readVersion(readQuery(request, ['version']).version)
    const layer = await layerOf(database, request, await viewerOf(request, response))
    const { title, isDefault, document, name } = await readFullStyle(
      database.read,
      layer,
      String(request.params.name),
    )
    const sld = writeSld(
      { layer: layer.id, title: title.id, isDefault, document: { ...document, name } },
      version,
    )
    response
      .set('Cache-Control', 'no-cache')
      .set('Content-Disposition', `attachment; filename="${layer.id}-${name}.sld"`)
      .type(`${SLD_TYPE}; charset=utf-8; version=${version}`)
      .send(sld)
  })

  router.post(
    '/api/styles/:layer/read-sld',
    authentication.requireAdministrator,
    requireBody(READ_TYPES),
    text({ limit: LARGEST_SLD, type: () => true }),
    async (request, response) => {
      readQuery(request, [])
      const layer = await layerOf(database, request, 'office')
      const fields = layer.fields.filter(({ inTiles }) => inTiles)
      const { name, title, document, remarks } = readSld(String(request.body), { id: layer.id, fields })
      const checked = readLayerStyle(document, layer)
      response.set('Cache-Control', 'no-store').json({ name, title, document: checked, remarks })
    },
  )

  return router
}

function readVersion(asked: string | undefined): SldVersion {
  if (asked === undefined) return '1.1.0'
  const version = SLD_VERSIONS.find((known) => known === asked)
  if (!version) throw badParameter('version', asked, SLD_VERSIONS.join(' or '))
  return version
}
