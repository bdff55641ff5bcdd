import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { checkDecision } from '../../core/decision/check-decision.ts'
import { holdsRaws } from '../../core/decision/check-raws.ts'
import { readDecision } from '../../core/decision/read-decision.ts'
import { Problem } from '../../core/problem.ts'
import { toError } from '../../core/to-error.ts'
import { openHighs } from '../prioritise/open-highs.ts'

const MOST_BYTES = 500_000_000
const LONGEST_SHOWN = 120
const NO_RAWS =
  'This file holds no raw values (it was written before they were kept): how they became per mille cannot be checked.'
const say = (text: string) => process.stdout.write(`${text}\n`)

/** npm run reproduce -- FILE: computes a decision again and compares it bit for bit. Exit code 0 only if all agrees. */
async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [path] = positionals
  if (!path || positionals.length > 1) {
    say('Usage: npm run reproduce -- FILE (a decision file of a ranking or a portfolio)')
    return 2
  }
  const file = readDecision(await readText(path))
  say(`${file.kind} of ${file.created} by ${file.product}, ${file.inputs.codes.length} proposals`)
  const withRaws = holdsRaws(file)
  if (!withRaws) say(`note ${NO_RAWS}`)
  let missed = 0
  for await (const { what, expected, actual, holds } of checkDecision(file, openReplay)) {
    if (!holds) missed++
    say(
      `${holds ? 'ok  ' : 'MISS'} ${what}\n     expected  ${shorten(expected)}\n     actual    ${shorten(actual)}`,
    )
  }
  const from = withRaws ? '' : ' from its per mille values; it holds no raw values'
  say(missed === 0 ? `Reproduced bit for bit${from}.` : `Not reproduced: ${missed} checks differ.`)
  return missed === 0 ? 0 : 1
}

async function readText(path: string): Promise<string> {
  const { size } = await stat(path)
  if (size > MOST_BYTES) {
    throw new Problem({ title: `${path} is larger than ${MOST_BYTES} bytes`, status: 400 })
  }
  return readFile(path, 'utf8')
}

async function openReplay() {
  const { solve, version } = await openHighs()
  return { solve, version, nowSeconds: () => performance.now() / 1000 }
}

function shorten(text: string): string {
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}… (${text.length} characters)`
}

try {
  process.exitCode = await main()
} catch (error) {
  const reported = error instanceof Problem || (error instanceof Error && 'code' in error)
  process.stderr.write(`${reported ? toError(error).message : toError(error).stack}\n`)
  process.exitCode = 1
}
