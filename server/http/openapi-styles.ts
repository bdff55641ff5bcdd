import { get, ok, path, query, refused, text } from './openapi-parts.ts'

const layer = path('layer', 'Layer id')
const name = path(
  'name',
  'Name of a style; "default" for the one in force, "standard" for the one made from the data',
)
const written = path('name', 'Name of a style: 1 to 60 of a–z, 0–9 and -')
const header = (header: string, description: string) => ({
  name: header,
  in: 'header',
  description,
  schema: { type: 'string' },
  required: false,
})
const ifMatch = header(
  'If-Match',
  'ETag of the version that was seen, such as "3"; another version meanwhile is a 412',
)
const style = {
  layer: 'poverty',
  name: 'kemiskinan-lima-kelas',
  title: { id: 'Lima kelas', en: 'Five classes' },
  isDefault: true,
  generated: false,
  version: 3,
  updatedAt: '2026-01-31T03:00:00.000Z',
  document: {
    name: 'kemiskinan-lima-kelas',
    rules: [
      {
        name: 'kurang dari 5 %',
        nameEn: 'less than 5 %',
        filter: ['<', 'povertyRate', 5],
        symbolizers: [{ kind: 'Fill', color: '#fbf3e2' }],
      },
    ],
  },
}
const draft = {
  required: true,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['title', 'document'],
        properties: { title: { type: 'object' }, document: { type: 'object' } },
      },
      example: { title: style.title, document: style.document },
    },
  },
}
const answer = (status: number, description: string) => ({
  [status]: { description, content: { 'application/json': { example: style } } },
  ...refused,
})

/** The routes of styles; a style is GeoStyler's JSON, the part of it that every outlet can draw. */
export function stylePaths() {
  return {
    '/api/layers/{layer}/values': get(
      'What values a field has, for choosing classes and colours; Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
      [layer, query('field', 'Name of a field of the layer', text, true)],
    ),
    '/api/styles/{layer}': get('Styles of a layer, the one in force first', [layer]),
    '/api/styles/{layer}/{name}': {
      ...get('One style with its document; ETag is its version', [layer, name]),
      put: {
        summary: 'Save a style as its next version, or as a new one with If-None-Match: * (administrator)',
        parameters: [
          layer,
          written,
          ifMatch,
          header('If-None-Match', '* for a style that must not be there yet'),
        ],
        requestBody: draft,
        responses: { ...answer(200, 'The style'), ...answer(201, 'The new style') },
      },
      delete: {
        summary: 'Take it away; it can be restored (administrator)',
        parameters: [layer, written, ifMatch],
        responses: { 204: { description: 'Gone' }, ...refused },
      },
    },
    '/api/styles/{layer}/{name}/versions': get(
      'What was saved under this name, newest first (administrator)',
      [layer, written],
    ),
    '/api/styles/{layer}/{name}/sld': get(
      'The style as a Styled Layer Descriptor, for QGIS, GeoServer and others',
      [layer, name, query('version', '1.0.0 or 1.1.0 (with Symbology Encoding), else 1.1.0')],
      'application/vnd.ogc.sld+xml',
    ),
    '/api/styles/{layer}/read-sld': {
      post: {
        summary:
          'What an SLD would look like as a style of this layer, and what of it was passed over; nothing is stored (administrator)',
        parameters: [layer],
        requestBody: { required: true, content: { 'application/vnd.ogc.sld+xml': {} } },
        responses: ok('Name, title, document and remarks'),
      },
    },
    '/api/styles/{layer}/{name}/restore': {
      post: {
        summary: 'Undo: the version before becomes the next; of a deleted style, its last (administrator)',
        parameters: [layer, written],
        responses: answer(200, 'The style'),
      },
    },
    '/api/styles/{layer}/{name}/default': {
      post: {
        summary: 'Put a style in force for map, pictures and legends (administrator)',
        parameters: [layer, name],
        responses: answer(200, 'The style in force'),
      },
    },
  }
}
