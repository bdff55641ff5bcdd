/** A folder of the server or the client, and what is looked for in it. */
export interface Room {
  readonly folder: string
  readonly holds: string
}

/**
 * The server's rooms from the ground up: each imports only those before it, and none after it. A new file goes to the first room
 * whose description fits; a new room takes a line here, below the first that uses it.
 */
export const SERVER_ROOMS: readonly Room[] = [
  {
    folder: 'server/net',
    holds: 'what a request says of its sender, limits on one client, conditional requests',
  },
  { folder: 'server', holds: 'the settings and the log, which everything reads; no other file' },
  {
    folder: 'server/threads',
    holds: 'running work in a thread, and what a thread does with its memory and priority',
  },
  {
    folder: 'server/workload',
    holds: 'progress and cancellation of work, caches, and the load that writers make',
  },
  { folder: 'server/geometry', holds: 'geometry of the database in the forms that several rooms read' },
  { folder: 'server/requests', holds: 'the one way from a body to a typed value, and what is wrong in it' },
  {
    folder: 'server/database',
    holds: 'both engines behind one interface, migrations, roles, faults of connections',
  },
  {
    folder: 'server/audit',
    holds: 'who did what: recorded before it is done, sealed after it was committed',
  },
  { folder: 'server/accounts', holds: 'accounts, sessions, guesses at passwords' },
  { folder: 'server/access', holds: 'who asks, and what they may: resolved once for each request' },
  {
    folder: 'server/changes',
    holds: 'the feed of changes, the version of the store, the history of proposals',
  },
  { folder: 'server/ingest', holds: 'reading files: a format, a CRS, a role of the import package' },
  { folder: 'server/layers', holds: 'what a layer is: its fields, rows, visibility, publication, legend' },
  {
    folder: 'server/analyses',
    holds: 'what each analysis is: its question, inputs, layers and their lineage; a new statistic',
  },
  {
    folder: 'server/criteria/columns',
    holds: 'criteria and score models as stored, and the SQL of raw values; a new raw criterion',
  },
  { folder: 'server/catalogue', holds: 'the layers that there are, one file for each kind; a new layer' },
  { folder: 'server/criteria', holds: 'changing and reading criteria and their distributions' },
  { folder: 'server/tiles', holds: 'the tile engine' },
  {
    folder: 'server/statistics',
    holds: 'computing analyses, each in a thread of its own (compute/), and their queue',
  },
  { folder: 'server/proposals/join', holds: 'what is derived of a proposal as it is written, as SQL' },
  {
    folder: 'server/join',
    holds: 'what is derived of proposals and areas: nearest facility, coverage, figures',
  },
  { folder: 'server/archives', holds: 'frozen copies of layers' },
  { folder: 'server/cycles', holds: 'cycles, stages and ceilings: read, made and changed' },
  { folder: 'server/proposals', holds: 'reading and writing proposals' },
  {
    folder: 'server/desk',
    holds: 'queues of those who decide, what a machine finds about proposals, decisions about many',
  },
  { folder: 'server/imports', holds: 'imports as jobs' },
  { folder: 'server/loading', holds: 'layers of the store in the tile engine, kept in step with it' },
  { folder: 'server/prioritise', holds: 'rankings and their studies' },
  { folder: 'server/pdf', holds: 'paper: measures, embedded fonts, tagged text and tables' },
  { folder: 'server/portfolios', holds: 'choosing proposals within a budget' },
  { folder: 'server/decisions', holds: 'decisions that people recorded: never changed, never deleted' },
  { folder: 'server/zones', holds: 'zones that planners draw, and their figures' },
  { folder: 'server/search', holds: 'finding by text and by place' },
  { folder: 'server/context', holds: 'maps of other offices' },
  { folder: 'server/styles', holds: 'how a layer is drawn, and what is asked of whatever draws' },
  { folder: 'server/maths', holds: 'the reference cases, run in a thread' },
  {
    folder: 'server/publish',
    holds: 'documents for other programs: a download format, a metadata record, OGC services',
  },
  { folder: 'server/render', holds: 'pictures by Mapnik' },
  { folder: 'server/pages', holds: 'pages that need no script; a new page' },
  {
    folder: 'server/http/request',
    holds: 'reading a request: its actor, query, body, preconditions and origin',
  },
  { folder: 'server/http/limits', holds: 'what one client may have of the server' },
  { folder: 'server/http/answer', holds: 'sending: problems, pieces, progress, streams of events' },
  { folder: 'server/http/routing', holds: 'what a route is, how it is mounted, which services there are' },
  {
    folder: 'server/http/routes',
    holds: 'the routes, a file for each subject, a folder where a subject has several; a new route',
  },
  {
    folder: 'server/http',
    holds: 'the app and its port; nothing outside this folder and those below it knows Express',
  },
  { folder: 'server/wiring', holds: 'building the services once and handing them to the HTTP layer' },
  { folder: 'server/programs', holds: 'what package.json runs' },
]

/** The client's rooms. */
export const CLIENT_ROOMS: readonly Room[] = [
  { folder: 'client', holds: 'the entry of the map page, and how the client is built' },
  { folder: 'client/api', holds: 'talking to the server' },
  {
    folder: 'client/desk',
    holds: 'the desk: a queue, the proposal that is decided about, forms, decisions about many',
  },
  { folder: 'client/embed', holds: 'the map that other sites embed' },
  { folder: 'client/i18n', holds: 'texts in both languages, and how numbers are said' },
  { folder: 'client/map', holds: 'OpenLayers: layers, styles, gestures that every map has' },
  { folder: 'client/pages', holds: 'scripts of pages that the server writes' },
  { folder: 'client/panel', holds: 'what stands beside the map' },
  { folder: 'client/plan', holds: "the planner's page: shell, tabs, one folder for each subject" },
  { folder: 'client/state', holds: 'what the viewer shows, and its address' },
  { folder: 'client/style', holds: 'style sheets' },
  { folder: 'client/styling', holds: 'the page that draws styles' },
  { folder: 'client/viewer', holds: 'the map page' },
]

/** The innermost room that a file lies in. */
export function roomOf(rooms: readonly Room[], file: string): Room | undefined {
  const within = rooms.filter(({ folder }) =>
    folder === 'server' || folder === 'client'
      ? !file.slice(folder.length + 1).includes('/') && file.startsWith(`${folder}/`)
      : file.startsWith(`${folder}/`),
  )
  return within.reduce<Room | undefined>(
    (inner, room) => (inner && inner.folder.length > room.folder.length ? inner : room),
    undefined,
  )
}
