/** A file that a layer can be had as. */
export interface DownloadFormat {
  /** What the address ends with: /data/{layer}.{extension}. */
  extension: string
  /** As people call it. */
  name: string
  mediaType: string
  /** What it is for, in one sentence in plain words. */
  purpose: { id: string; en: string }
}

/** Every format that there is a writer of, in the order in which people want them. */
export const downloadFormats = [
  {
    extension: 'xlsx',
    name: 'Excel (XLSX)',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    purpose: {
      id: 'Lembar kerja siap pakai: angka sebagai angka, judul kolom beku, sumber di lembar kedua.',
      en: 'A ready spreadsheet: numbers as numbers, a frozen header, its source on a second sheet.',
    },
  },
  {
    extension: 'pdf',
    name: 'PDF',
    mediaType: 'application/pdf',
    purpose: {
      id: 'Laporan siap cetak: peta, legenda, sumber, dan seribu baris pertama.',
      en: 'A report to print: map, legend, source and the first thousand rows.',
    },
  },
  {
    extension: 'geojson',
    name: 'GeoJSON',
    mediaType: 'application/geo+json',
    purpose: {
      id: 'Untuk peta web, QGIS, dan program sendiri.',
      en: 'For web maps, QGIS and programs of your own.',
    },
  },
  {
    extension: 'csv',
    name: 'CSV',
    mediaType: 'text/csv',
    purpose: {
      id: 'Tabel teks untuk lembar kerja dan program statistik, dengan koordinat tiap baris.',
      en: 'A table as text for spreadsheets and statistics, with the coordinates of each row.',
    },
  },
  {
    extension: 'kml',
    name: 'KML',
    mediaType: 'application/vnd.google-earth.kml+xml',
    purpose: {
      id: 'Untuk Google Earth dan peta di ponsel.',
      en: 'For Google Earth and maps on a phone.',
    },
  },
  {
    extension: 'gpkg',
    name: 'GeoPackage',
    mediaType: 'application/geopackage+sqlite3',
    purpose: {
      id: 'Pilihan terbaik untuk QGIS dan ArcGIS: satu berkas, nama kolom utuh, berindeks.',
      en: 'The best choice for QGIS and ArcGIS: one file, whole column names, indexed.',
    },
  },
  {
    extension: 'shp.zip',
    name: 'Shapefile',
    mediaType: 'application/zip',
    purpose: {
      id: 'Untuk program GIS lama; nama kolom dipendekkan jadi sepuluh huruf, daftarnya ada di dalam.',
      en: 'For older GIS programs; column names are cut to ten letters, with a list of them inside.',
    },
  },
  {
    extension: 'fgb',
    name: 'FlatGeobuf',
    mediaType: 'application/flatgeobuf',
    purpose: {
      id: 'Untuk data besar di QGIS dan peta web: bagian yang terlihat saja yang dibaca.',
      en: 'For large data in QGIS and web maps: only what is in sight is read.',
    },
  },
] as const satisfies readonly DownloadFormat[]

export type DownloadExtension = (typeof downloadFormats)[number]['extension']

export function downloadFormat(extension: string): (typeof downloadFormats)[number] | undefined {
  return downloadFormats.find((format) => format.extension === extension)
}
