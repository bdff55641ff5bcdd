import { may } from '../../../../core/access/may.ts'
import { readCatalogue } from '../../../catalogue/catalogue.ts'
import { renderCataloguePage } from '../../../pages/catalogue/catalogue-page.ts'
import { catalogueAddress, readCatalogueQuery } from '../../../pages/catalogue/catalogue-query.ts'
import { DISTRICT_FIELD } from '../../../pages/catalogue/layer-downloads.ts'
import { renderLayerPage } from '../../../pages/catalogue/layer-page.ts'
import { readDistrictOptions } from '../../../pages/catalogue/read-districts.ts'
import { readZoneOptions } from '../../../pages/catalogue/read-zones.ts'
import { renderMessagePage } from '../../../pages/message-page.ts'
import { offeredCrss } from '../../../publish/features/offered-crs.ts'
import { dependentsOf } from '../../../publish/records/layer-lineage.ts'
import { foreignRecordsOf } from '../../../publish/records/read-foreign.ts'
import { readRecord, readRecords } from '../../../publish/records/read-records.ts'
import { queryOf } from '../../request/query.ts'
import { query } from '../../routing/openapi-parts.ts'
import { language, pageRoute, sendHtml } from './page-route.ts'

/** The catalogue of data, and each layer on a page of its own. */
export const cataloguePages = [
  pageRoute({
    method: 'get',
    path: '/katalog',
    summary: 'The catalogue of data',
    access: { to: 'everyone', moreTo: 'layer:read-unpublished' },
    query: [language, query('q', 'Words'), query('tema', 'Theme')],
    async handle({ services, request, response, actor }) {
      const { database, records: office, renderer } = services
      const query = readCatalogueQuery(queryOf(request))
      const records = await readRecords(database.read, office, actor)
      const layers = await readCatalogue(database.read, actor)
      const unpublished = new Set(layers.filter((layer) => layer.unpublished).map(({ id }) => id))
      const context = await services.pageContext(request, catalogueAddress(query))
      const foreign = await foreignRecordsOf(database.read, office)
      const data = { records, unpublished, foreign, hasPictures: renderer.available }
      sendHtml(response, renderCataloguePage(context, query, data))
    },
  }),
  pageRoute({
    method: 'get',
    path: '/katalog/{layer}',
    summary: 'One layer: what it holds, where it is from, and its files',
    // Those who publish or describe it have their forms here.
    access: { to: 'everyone', moreTo: 'layer:describe' },
    params: { layer: 'Id of a layer or of a record' },
    query: [language, query('year', 'Year')],
    async handle({ services, request, response, actor, params: { layer: id } }) {
      const { database, records: office, renderer } = services
      const known = /^[\w.-]{1,60}$/.test(id)
      const record = known ? await readRecord(database.read, office, id, actor) : undefined
      const context = await services.pageContext(request, `/katalog/${encodeURIComponent(id)}`)
      const catalogue = await readCatalogue(database.read, actor)
      const layer = catalogue.find((other) => other.id === record?.layer)
      if (!record || !layer) {
        sendHtml(response.status(404), renderMessagePage(context, { kind: 'noPage' }))
        return
      }
      const archives = (layer.archives ?? []).flatMap(({ archive }) => (archive ? [archive] : []))
      const hasDistricts = record.fields.some(({ name }) => name === DISTRICT_FIELD)
      const districts = hasDistricts ? await readDistrictOptions(database.read) : []
      const zones = await readZoneOptions(database.read)
      if (actor.kind !== 'public') response.set('Cache-Control', 'no-store')
      const data = {
        ...{ record, districts, zones, archives, actor },
        systems: [...new Set(offeredCrss(record.extent, office).map(({ definition }) => definition))],
        published: !layer.unpublished,
        dependents: may(actor, 'layer:publish')
          ? // A layer that is not public may stand between two that are.
            dependentsOf(layer.id, catalogue)
              .filter(({ unpublished }) => !unpublished)
              .map(({ title }) => title)
          : [],
        hasPictures: renderer.available,
      }
      sendHtml(response, renderLayerPage(context, data))
    },
  }),
]
