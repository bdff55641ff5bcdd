import { catalogued } from '../../database/sql-fragment.ts'
import { type Tuples, tuples } from './input.ts'

/** Cells of the need grid, by their middles. */
export type CellInputRow = readonly [id: number, lon: number, lat: number, population: number | null]
export type CellsInput = Tuples<'cells', CellInputRow>

export const cells = tuples<CellsInput>({
  name: 'cells',
  states: ['need-population'],
  columns: ['c.id', 'ST_X(c.point)', 'ST_Y(c.point)', 'c.population'],
  key: 'c.id',
  from: () => catalogued('need_cells c'),
})
