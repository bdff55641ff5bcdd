import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vite'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** One use of a file by another: by import, by `import()`, or as a worker or program by `new URL('./x.ts', import.meta.url)`. */
export interface Edge {
  readonly from: string
  readonly to: string
  /** Whether it imports or exports types alone, which nothing of is left when the file runs. */
  readonly isOfTypes: boolean
}

export interface SourceFunction {
  readonly file: string
  readonly name: string
  readonly line: number
  readonly lines: number
}

export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly edges: readonly Edge[]
  readonly functions: readonly SourceFunction[]
  /** `x as T`, without `as const`. */
  readonly casts: number
  /** Constants of the module that are numbers, texts or patterns written out, and are not in capitals. */
  readonly plainConstants: readonly string[]
  /** Numbers of lines over LONGEST_LINE that hold neither a piece of a template nor a text. */
  readonly longLines: readonly number[]
  /** Numbers of lines that hand SQL to the database as text: `knex.raw(…)`, `whereRaw(…)` and the like. */
  readonly rawStatements: readonly number[]
}

export const LONGEST_LINE = 140
/** A literal of fewer characters is not what makes a line long. */
const SHORTEST_TEXT = 60

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

function childrenOf(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode)
}

const literal = (node: unknown) =>
  isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined

/** What a node names of other files. */
function targetOf(node: Node): string | undefined {
  if (/^(Import|ExportNamed|ExportAll)Declaration$|^ImportExpression$/.test(node.type))
    return literal(node.source)
  if (node.type !== 'NewExpression' || (node.callee as Node).name !== 'URL') return undefined
  const [address] = node.arguments as Node[]
  const name = literal(address)
  return name?.startsWith('.') && name.endsWith('.ts') ? name : undefined
}

/** A method of knex that takes SQL as text. */
function takesRawSql({ type, callee }: Node): boolean {
  if (type !== 'CallExpression' || !isNode(callee) || callee.type !== 'MemberExpression') return false
  const [object, property] = [callee.object as Node, callee.property as Node]
  return /^(raw|\w+Raw)$/.test(String(property.name)) && object.name !== 'express'
}

const isText = (node: Node) =>
  node.type === 'TemplateLiteral' || (node.type === 'Literal' && node.end - node.start >= SHORTEST_TEXT)

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

/** A number, text or pattern that is written out, or what is reckoned from such. */
function isWritten(node: unknown): boolean {
  if (!isNode(node)) return false
  if (node.type === 'TSAsExpression') return isWritten(node.expression)
  if (node.type === 'Literal') return node.value !== null && typeof node.value !== 'boolean'
  if (node.type === 'TemplateLiteral') return (node.expressions as Node[]).length === 0
  if (node.type === 'UnaryExpression') return isWritten(node.argument)
  return node.type === 'BinaryExpression' && isWritten(node.left) && isWritten(node.right)
}

/** Names of a module's own constants whose values are written out, but for those in capitals. */
function plainConstantsOf(program: Node): string[] {
  const declarations = (program.body as Node[])
    .map((node) => (isNode(node.declaration) ? node.declaration : node))
    .filter(({ type, kind }) => type === 'VariableDeclaration' && kind === 'const')
  return declarations
    .flatMap((node) => node.declarations as Node[])
    .filter(({ init }) => isWritten(init))
    .map(({ id }) => String((id as Node).name))
    .filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name))
}

function nameOf(node: Node, parent: Node): string {
  const named = [node.id, parent.key, parent.id].find((id) => isNode(id) && typeof id.name === 'string')
  return isNode(named) ? String(named.name) : '(without a name)'
}

export function readSource(path: string, text = readFileSync(join(ROOT, path), 'utf8')): SourceFile {
  const edges: Edge[] = []
  const functions: SourceFunction[] = []
  const rawStatements: number[] = []
  let casts = 0
  const texts = new Set<number>()
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
  const visit = (node: Node, parent: Node): void => {
    const to = targetOf(node)
    if (to !== undefined)
      edges.push({
        from: path,
        to: to.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(path), to)) : to,
        isOfTypes: node.importKind === 'type' || node.exportKind === 'type',
      })
    if (FUNCTIONS.includes(node.type) && isNode(node.body)) {
      const line = lineAt(node.start)
      functions.push({ file: path, name: nameOf(node, parent), line, lines: lineAt(node.end) - line + 1 })
    }
    if (node.type === 'TSAsExpression' && !/\bas\s+const$/.test(text.slice(node.start, node.end))) casts++
    if (takesRawSql(node)) rawStatements.push(lineAt((node.callee as Node).end))
    if (isText(node)) for (let line = lineAt(node.start); line <= lineAt(node.end); line++) texts.add(line)
    for (const child of childrenOf(node)) visit(child, node)
  }
  const program = parseAst(text, { lang: 'ts', astType: 'ts' }) as unknown as Node
  visit(program, program)
  const longLines = text
    .split('\n')
    .flatMap((line, at) => (line.length > LONGEST_LINE && !texts.has(at + 1) ? [at + 1] : []))
  return {
    path,
    text,
    edges,
    functions,
    casts,
    plainConstants: plainConstantsOf(program),
    longLines,
    rawStatements,
  }
}

/** Every source of our own below these folders, read once. */
export function readSources(folders: readonly string[]): SourceFile[] {
  const patterns = folders.map((folder) => `${folder}/**/*.ts`)
  return globSync(patterns, { cwd: ROOT })
    .filter((file) => !file.startsWith('client/dist') && !file.endsWith('.d.ts'))
    .filter((file) => !file.startsWith('server/tiles/paint/assembly'))
    .sort()
    .map((path) => readSource(path))
}

export const isOurs = (path: string) => /^(core|server|client|data)\//.test(path)

/** Which folders use which, with the files that make it so. */
export function folderEdges(sources: readonly SourceFile[]): Map<string, Map<string, Edge[]>> {
  const graph = new Map<string, Map<string, Edge[]>>()
  for (const edge of sources.flatMap(({ edges }) => edges)) {
    const [from, to] = [dirname(edge.from), dirname(edge.to)]
    if (from === to || !isOurs(edge.to)) continue
    const targets = graph.get(from) ?? new Map<string, Edge[]>()
    graph.set(from, targets.set(to, [...(targets.get(to) ?? []), edge]))
  }
  return graph
}

/** Groups of nodes that reach each other (Tarjan 1972), without those of one node. */
export function circlesOf(graph: ReadonlyMap<string, ReadonlyMap<string, unknown>>): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (node: string): void => {
    index.set(node, index.size)
    low.set(node, index.get(node)!)
    stack.push(node)
    for (const next of graph.get(node)?.keys() ?? []) {
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!))
    }
    if (low.get(node) !== index.get(node)) return
    const members = stack.splice(stack.indexOf(node))
    if (members.length > 1) circles.push(members.sort())
  }
  for (const node of graph.keys()) if (!index.has(node)) visit(node)
  return circles.sort((a, b) => b.length - a.length)
}
