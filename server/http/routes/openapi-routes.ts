import { routesFor } from '../routing/route.ts'

/** The definition is made of the table in which this route stands: it is handed in (route-table.ts). */
const route = routesFor<{ describe: () => object }>({ kind: 'service' })

export const openApiRoutes = [
  route({
    method: 'get',
    path: '/api/openapi.json',
    summary: 'The interface in OpenAPI 3.1',
    access: { to: 'everyone' },
    // Of every one of our routes parameters that it does not know are refused; this one has always passed over them.
    readsQueryItself: true,
    handle({ services, response }) {
      response
        .type('application/vnd.oai.openapi+json;version=3.1')
        .send(JSON.stringify(services.describe(), null, 1))
    },
  }),
]
