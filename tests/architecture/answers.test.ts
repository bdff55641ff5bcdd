import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const read = (pattern: string) =>
  globSync([pattern], { cwd: ROOT })
    .filter((file) => !file.startsWith('client/dist'))
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))
const [client, server] = [read('client/**/*.ts'), read('server/**/*.ts')]

/** The functions of client/api that take an answer for what its type says. */
const READS = /\b(?:getJson|getWatched|getLines|readLines|sendForLines|readAnswer)<([^()]*?)>\(/g
/** Standards' formats, whose types are not ours to declare. */
const STANDARDS = new Set(['Features', 'Sample'])

/** Names that a file imports from core/api. */
function importedAnswers(text: string): Set<string> {
  const imports = text.matchAll(/import type \{([^}]*)\} from '[./]+core\/api\/[\w-]+\.ts'/g)
  return new Set([...imports].flatMap(([, names = '']) => names.match(/\w+/g) ?? []))
}

const readAnswers = client
  .filter(({ file }) => !file.startsWith('client/api/') || file.endsWith('petausul-api.ts'))
  .flatMap(({ file, text }) =>
    [...text.matchAll(READS)].map(([, type = '']) => ({ file, type, known: importedAnswers(text) })),
  )

test('there is something to look at', () => {
  expect(readAnswers.length).toBeGreaterThan(30)
})

test('each answer that the client reads is typed in core/api, where the server finds the same type', () => {
  const own = readAnswers.flatMap(({ file, type, known }) => {
    const names = (type.match(/\w+/g) ?? []).filter((name) => name !== 'Answer' && !STANDARDS.has(name))
    return names.every((name) => known.has(name)) ? [] : [`${file}: ${type}`]
  })
  expect(own).toEqual([])
})

test('each type of core/api that the client imports is one that the server answers with', () => {
  const answered = new Set(server.flatMap(({ text }) => [...importedAnswers(text)]))
  const core = read('core/api/*.ts')
  // A type may be answered as a part of another one.
  for (let before = -1; before !== answered.size; ) {
    before = answered.size
    for (const { text } of core)
      for (const [, name = '', body = ''] of text.matchAll(
        /export (?:interface|type) (\w+)([\s\S]*?)(?=\n\n|\n?$(?![\s\S]))/g,
      ))
        if (answered.has(name)) for (const part of body.match(/\b[A-Z]\w+/g) ?? []) answered.add(part)
        // Either of several: each of them stands in the server where it is answered.
        else if (/^ = \w+(?: \| \w+)+$/.test(body) && body.match(/\w+/g)?.every((part) => answered.has(part)))
          answered.add(name)
  }
  const unanswered = client.flatMap(({ file, text }) =>
    [...importedAnswers(text)].filter((name) => !answered.has(name)).map((name) => `${file}: ${name}`),
  )
  expect(unanswered).toEqual([])
})

/** The argument of each call that begins here, to its closing bracket. */
function argumentsOf(text: string, call: RegExp): string[] {
  return [...text.matchAll(call)].map(({ index, 0: { length } }) => {
    let depth = 1
    let at = index + length
    while (depth > 0 && at < text.length) depth += { '(': 1, ')': -1 }[text[at++] ?? ''] ?? 0
    return text.slice(index + length, at - 1)
  })
}

test('each answer that a route sends as JSON says which type of core/api it is', () => {
  const routes = server.filter(({ file }) => file.startsWith('server/http/routes/'))
  const sent = routes.flatMap(({ file, text }) =>
    argumentsOf(text, /\.json\(/g).map((answer) => ({ file, text, answer })),
  )
  expect(sent.length).toBeGreaterThan(40)
  const untyped = sent.filter(({ answer }) => !/ satisfies \S/.test(answer))
  expect(untyped.map(({ file, answer }) => `${file}: ${answer}`)).toEqual([])
  const own = sent.flatMap(({ file, text, answer }) => {
    const names = (/ satisfies ([\s\S]+)$/.exec(answer)?.[1]?.match(/\b[A-Z]\w+/g) ?? []).filter(
      (name) => !['Omit', 'Date', 'ProposalDecision'].includes(name),
    )
    const known = importedAnswers(text)
    return names.filter((name) => !known.has(name)).map((name) => `${file}: ${name}`)
  })
  expect(own).toEqual([])
})

test('what a route answers after long work, and sends in no form of its own, is typed in core/api too', () => {
  const untyped = server
    .filter(({ file }) => file.startsWith('server/http/routes/'))
    .flatMap(({ file, text }) =>
      argumentsOf(text, /\banswerWithProgress\(/g)
        .filter((given) => !/\bsend:/.test(given))
        .map((given) => `${file}: ${given.slice(0, 80)}`),
    )
  expect(untyped).toEqual([])
})
