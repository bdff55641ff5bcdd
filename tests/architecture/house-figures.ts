import { dirname } from 'node:path'
import { circlesOf, folderEdges, readSources } from './source-graph.ts'

// node tests/architecture/house-figures.ts: counts of the code, to compare two states of it.
const sources = readSources(['core', 'server', 'client', 'data'])
const graph = folderEdges(sources)
const pairs = [...graph].flatMap(([from, targets]) =>
  [...targets.keys()].filter((to) => from < to && graph.get(to)?.has(from)).map((to) => `${from} ↔ ${to}`),
)
const circles = circlesOf(graph)
const functions = sources.flatMap(({ functions }) => functions)
const lines = sources.flatMap(({ text }) => text.split('\n'))
const folders = Map.groupBy(sources, ({ path }) => dirname(path))
const sizes = sources.map(({ text }) => text.split('\n').length).sort((a, b) => a - b)

console.table({
  files: sources.length,
  folders: folders.size,
  'folders of one file': [...folders.values()].filter(({ length }) => length === 1).length,
  'files at the root of server': folders.get('server')?.length,
  'most files in one folder': Math.max(...[...folders.values()].map(({ length }) => length)),
  'pairs of folders that use each other': pairs.length,
  'circles between folders': circles.length,
  'folders in circles': circles.flat().length,
  'functions over 40 lines': functions.filter(({ lines }) => lines > 40).length,
  'functions over 60 lines': functions.filter(({ lines }) => lines > 60).length,
  'longest function': Math.max(...functions.map(({ lines }) => lines)),
  'casts (as, without as const)': sources.reduce((sum, { casts }) => sum + casts, 0),
  'lines over 140': lines.filter((line) => line.length > 140).length,
  'of these outside templates and texts': sources.flatMap(({ longLines }) => longLines).length,
  lines: lines.length,
  'longest file': sizes.at(-1),
})
if (process.argv.includes('--list')) {
  console.log(pairs.join('\n'))
  for (const { path, longLines } of sources) for (const line of longLines) console.log(`${path}:${line} long`)
  for (const circle of circles) console.log(circle.join(', '))
  for (const { file, line, name, lines } of functions.filter(({ lines }) => lines > 40))
    console.log(`${file}:${line} ${name}: ${lines}`)
}
