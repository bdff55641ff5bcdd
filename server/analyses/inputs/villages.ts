import { bound, catalogued, sql } from '../../database/sql-fragment.ts'
import { type Tuples, tuples } from './input.ts'

export type VillageRow = readonly [
  id: number,
  code: string,
  name: string,
  parentCode: string | null,
  /** Of its representative point, in the working CRS. */
  x: number,
  y: number,
  population: number | null,
  poorPopulation: number | null,
  povertyRate: number | null,
  parentName: string | null,
  /** Whether its count of poor people is withheld for being small. */
  poorWithheld: boolean,
]
export type VillagesInput = Tuples<'villages', VillageRow>

export const villages = tuples<VillagesInput>({
  name: 'villages',
  states: ['figures'],
  columns: [
    'a.id',
    'a.code',
    'a.name',
    'a.parent_code',
    'ST_X(t.place)',
    'ST_Y(t.place)',
    'f.population',
    'f.poor_population',
    'f.poverty_rate',
    'd.name',
    'f.poor_population IS NULL AND f.withheld_below IS NOT NULL',
  ],
  key: 'a.id',
  from: ({
    srid,
  }) => sql`areas a CROSS JOIN LATERAL (SELECT ST_Transform(a.point, ${bound(srid, 'int')}) AS place) t
        LEFT JOIN area_figures f ON f.area_code = a.code LEFT JOIN areas d ON d.code = a.parent_code`,
  where: () => catalogued(`a.level = 'village'`),
})
