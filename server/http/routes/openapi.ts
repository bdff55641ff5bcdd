import { problemSchema } from '../../publish/openapi-parts.ts'
import { isDescribed } from '../routing/route.ts'
import { describeRoutes } from './describe-routes.ts'
import { routeTable } from './route-table.ts'

/** OpenAPI 3.1 of every route that is there now. */
export function describeApi(publicUrl: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'PetaUsul',
      version: '0.1.0',
      description: 'Proposals, poverty and service coverage of a district, as data and tiles',
    },
    servers: [{ url: publicUrl }],
    paths: describeRoutes(routeTable.filter(isDescribed)),
    components: {
      schemas: { Problem: problemSchema },
    },
  }
}
