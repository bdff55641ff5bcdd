import { DatabaseSync } from 'node:sqlite'

const CATALOGUE = `
  PRAGMA page_size = 512;
  CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
    organization_coordsys_id INTEGER, definition TEXT);
  CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER);
  CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER,
    z INTEGER, m INTEGER);
  INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'undefined'),
    ('UTM', 32749, 'EPSG', 32749, 'undefined'), ('Undefined', -1, 'NONE', -1, 'undefined');`

/** Declares a layer whose table the caller makes. */
export function declareLayer(table: string, srsId = 4326): string {
  return `INSERT INTO gpkg_contents VALUES ('${table}', 'features', '${table}', ${srsId});
    INSERT INTO gpkg_geometry_columns VALUES ('${table}', 'geom', 'GEOMETRY', ${srsId}, 0, 0);`
}

/** A tiny GeoPackage at a path: the catalogue and whatever SQL follows. */
export function makeGeoPackage(path: string, sql: string): string {
  const database = new DatabaseSync(path)
  database.exec(CATALOGUE)
  database.exec(sql)
  database.close()
  return path
}

/** A geometry blob as an SQL literal: the "GP" header without envelope, and WKB in hex. */
export function blob(wkbHex: string, flags = '01'): string {
  return `x'475000${flags}E6100000${wkbHex}'`
}

/** Little-endian doubles in hex. */
export function doubles(...values: number[]): string {
  return Buffer.from(Float64Array.from(values).buffer).toString('hex')
}
