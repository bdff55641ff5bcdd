import { type CrsDefinition, crsDefinition } from '../../../../core/geo/crs-definitions.ts'
import { crsWkt } from '../../../../core/geo/crs-wkt.ts'

/** "GPKG" in ASCII, and version 1.4.0 (OGC 12-128r19, requirement 2). */
export const PRAGMAS = `
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10400;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -8000;
PRAGMA temp_store = MEMORY;`

/** The tables that every GeoPackage has (annex C), and those of the R-tree extension (annex F.3). */
export const TABLES = `
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));`

export type SrsRow = [
  name: string,
  id: number,
  organization: string,
  code: number,
  wkt: string,
  description: string,
]

/** The systems that must be there (requirement 11), and the file's own. */
export function srsRows(crs: CrsDefinition): SrsRow[] {
  const codes = [...new Set(['EPSG:4326', crs.code])]
  return [
    [
      'Undefined cartesian SRS',
      -1,
      'NONE',
      -1,
      'undefined',
      'undefined cartesian coordinate reference system',
    ],
    [
      'Undefined geographic SRS',
      0,
      'NONE',
      0,
      'undefined',
      'undefined geographic coordinate reference system',
    ],
    ...codes.flatMap((code): SrsRow[] => {
      const definition = crsDefinition(code)
      if (!definition) return []
      return [
        [definition.name, srsIdOf(code), 'EPSG', srsIdOf(code), crsWkt(definition, 'ogc'), definition.name],
      ]
    }),
  ]
}

/** The srs_id of a code of the CRS table: its EPSG number. */
export function srsIdOf(code: string): number {
  return Number(code.slice('EPSG:'.length))
}

/** A name within SQL of SQLite. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""').replaceAll('\0', '')}"`
}

/**
 * The triggers that keep the R-tree in step when a program edits the file (annex F.3, as of 1.4: an update7 and an update6
 * in place of update1 and update3). Their functions (ST_MinX …) are the editing program's.
 */
export function rtreeTriggers(table: string): string {
  const t = quoted(table)
  const rtree = quoted(`rtree_${table}_geom`)
  const name = (kind: string) => quoted(`rtree_${table}_geom_${kind}`)
  const values = `NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")`
  const filled = `NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")`
  const empty = `(NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))`
  return `
CREATE TRIGGER ${name('insert')} AFTER INSERT ON ${t} WHEN (NEW."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN INSERT OR REPLACE INTO ${rtree} VALUES (${values}); END;
CREATE TRIGGER ${name('update2')} AFTER UPDATE OF "geom" ON ${t} WHEN OLD."fid" = NEW."fid" AND ${empty}
BEGIN DELETE FROM ${rtree} WHERE id = OLD."fid"; END;
CREATE TRIGGER ${name('update4')} AFTER UPDATE ON ${t} WHEN OLD."fid" != NEW."fid" AND ${empty}
BEGIN DELETE FROM ${rtree} WHERE id IN (OLD."fid", NEW."fid"); END;
CREATE TRIGGER ${name('update5')} AFTER UPDATE ON ${t} WHEN OLD."fid" != NEW."fid" AND (${filled})
BEGIN DELETE FROM ${rtree} WHERE id = OLD."fid"; INSERT OR REPLACE INTO ${rtree} VALUES (${values}); END;
CREATE TRIGGER ${name('update6')} AFTER UPDATE OF "geom" ON ${t} WHEN OLD."fid" = NEW."fid" AND (${filled}) AND (OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom"))
BEGIN UPDATE ${rtree} SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"), miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."fid"; END;
CREATE TRIGGER ${name('update7')} AFTER UPDATE OF "geom" ON ${t} WHEN OLD."fid" = NEW."fid" AND (${filled}) AND (OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom"))
BEGIN INSERT INTO ${rtree} VALUES (${values}); END;
CREATE TRIGGER ${name('delete')} AFTER DELETE ON ${t} WHEN OLD."geom" NOT NULL
BEGIN DELETE FROM ${rtree} WHERE id = OLD."fid"; END;`
}
