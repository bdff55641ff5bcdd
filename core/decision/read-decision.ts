import { isScale } from '../criteria/fits-definition.ts'
import { Problem, showReceived } from '../problem.ts'
import {
  DECISION_FORMAT,
  DECISION_FORMAT_VERSION,
  type DecisionFile,
  type DecisionInputs,
  MOST_DECISION_ALTERNATIVES,
} from './decision-file.ts'

const KNOWN_VERSIONS = [1, 2, DECISION_FORMAT_VERSION]

/** Reads a decision file, or says what is wrong with it: no JSON, cut off, of another kind, newer than we are, incomplete. */
export function readDecision(text: string): DecisionFile {
  const file = parse(text)
  if (!isObject(file) || file.format !== DECISION_FORMAT) {
    throw unusable(
      'This is no decision file of PetaUsul',
      `format "${DECISION_FORMAT}"`,
      isObject(file) ? file.format : file,
    )
  }
  if (!KNOWN_VERSIONS.some((version) => version === file.formatVersion)) {
    const newer = typeof file.formatVersion === 'number' && file.formatVersion > DECISION_FORMAT_VERSION
    const title = newer
      ? 'This file was written by a newer version: update first'
      : 'Unknown version of the file'
    throw unusable(title, `formatVersion ${KNOWN_VERSIONS.join(' or ')}`, file.formatVersion)
  }
  checkHead(file)
  if (file.kind === 'ranking') checkRanking(file)
  else if (file.kind === 'portfolio') checkPortfolioParts(file)
  else throw unusable('Unknown kind of decision', 'kind ranking or portfolio', file.kind)
  return file as unknown as DecisionFile
}

type Json = Record<string, unknown>

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const cutOff = text.trimStart().startsWith('{') && !text.trimEnd().endsWith('}')
    const title = cutOff ? 'The file is cut off: its end is missing' : 'The file is no JSON'
    throw new Problem({ title, status: 400, detail: `${title} (${text.length} characters)` }, { cause })
  }
}

function checkHead(file: Json): void {
  for (const name of ['product', 'created', 'seal'])
    need(typeof file[name] === 'string', name, 'text', file[name])
  need(isObject(file.filter), 'filter', 'an object', file.filter)
  const criteria = file.criteria
  need(Array.isArray(criteria) && criteria.length > 0, 'criteria', 'a list of criteria', criteria)
  const listed: unknown[] = criteria
  for (const criterion of listed) {
    const named = isObject(criterion) && typeof criterion.key === 'string'
    need(named, 'criteria', 'criteria with key and version', criterion)
  }
  need(isNumbers(file.weights, listed.length), 'weights', 'one number a criterion', file.weights)
  checkInputs(file.inputs, listed.length)
  if (file.inputs.raws !== undefined) checkRawParts(file.inputs, listed)
}

/** Raw values are there with their digest and with the scale of every criterion, or not at all. */
function checkRawParts({ raws, rawDigest, codes }: DecisionInputs, criteria: readonly unknown[]): void {
  need(typeof rawDigest === 'string', 'inputs.rawDigest', 'text', rawDigest)
  const columns: unknown = raws
  const whole = Array.isArray(columns) && columns.length === criteria.length
  need(whole, 'inputs.raws', `${criteria.length} columns`, columns)
  const listed: unknown[] = columns
  for (const column of listed)
    need(
      Array.isArray(column) && column.length === codes.length && column.every(isRaw),
      'inputs.raws',
      `columns of ${codes.length} numbers, nulls or "withheld"`,
      column,
    )
  for (const criterion of criteria)
    need(
      isObject(criterion) && isScale(criterion.scale),
      'criteria',
      'a scale of each criterion beside raw values',
      isObject(criterion) ? criterion.key : criterion,
    )
}

function isRaw(value: unknown): boolean {
  return value === null || value === 'withheld' || typeof value === 'number'
}

function checkInputs(inputs: unknown, criteria: number): asserts inputs is DecisionInputs {
  need(isObject(inputs), 'inputs', 'an object', inputs)
  const { codes, values, absent, costRupiah, digest } = inputs
  need(typeof digest === 'string', 'inputs.digest', 'text', digest)
  need(
    Array.isArray(codes) && codes.every((code) => typeof code === 'string'),
    'inputs.codes',
    'a list of codes',
    codes,
  )
  const rows = codes.length
  need(rows <= MOST_DECISION_ALTERNATIVES, 'inputs.codes', `at most ${MOST_DECISION_ALTERNATIVES}`, rows)
  need(Array.isArray(values) && values.length === criteria, 'inputs.values', `${criteria} columns`, values)
  const columns: unknown[] = values
  for (const column of columns) {
    const perMille =
      isNumbers(column, rows) && column.every((v) => Number.isInteger(v) && v >= 0 && v <= 1000)
    need(perMille, 'inputs.values', `columns of ${rows} whole numbers from 0 to 1000`, column)
  }
  const masks =
    Array.isArray(absent) && absent.length === criteria && absent.every((list) => isRows(list, rows))
  need(masks, 'inputs.absent', `${criteria} lists of row numbers`, absent)
  const costs = Array.isArray(costRupiah) && costRupiah.length === rows
  need(
    costs && costRupiah.every((c) => c === null || typeof c === 'number'),
    'inputs.costRupiah',
    `${rows} costs`,
    costRupiah,
  )
}

function checkRanking({ method, result, robustness, inputs, criteria }: Json): void {
  need(isObject(method) && typeof method.kind === 'string', 'method', 'a method', method)
  const decided = inputs as DecisionInputs
  if (method.scale !== undefined) checkRawScale(method, decided, criteria)
  need(isObject(result), 'result', 'an object', result)
  const rows = decided.codes.length
  need(isRows(result.order, rows), 'result.order', 'row numbers', result.order)
  need(isNumbers(result.scores, rows), 'result.scores', `${rows} numbers`, result.scores)
  need(typeof result.digest === 'string', 'result.digest', 'text', result.digest)
  need(robustness === null || isObject(robustness), 'robustness', 'an object or null', robustness)
}

/** A ranking on raw values says them, and for each criterion how they are read. */
function checkRawScale({ kind, scale }: Json, { raws }: DecisionInputs, criteria: unknown): void {
  need(kind === 'topsis' && scale === 'raw', 'method.scale', 'raw with topsis, or none', scale)
  need(raws !== undefined, 'inputs.raws', 'the raw values that were ranked', raws)
  const defined =
    Array.isArray(criteria) && criteria.every((one) => isObject(one) && isObject(one.definition))
  need(defined, 'criteria', 'a definition of each criterion with a ranking on raw values', criteria)
}

function checkPortfolioParts({ problem, result, study, solver, resultDigest }: Json): void {
  need(
    isObject(problem) && Array.isArray(problem.items),
    'problem.items',
    'a list',
    isObject(problem) ? problem.items : problem,
  )
  need(Array.isArray(problem.constraints), 'problem.constraints', 'a list', problem.constraints)
  need(isObject(problem.objective), 'problem.objective', 'an object', problem.objective)
  need(
    isObject(study) && typeof study.timeLimitSeconds === 'number',
    'study',
    'a study with timeLimitSeconds',
    study,
  )
  need(isObject(solver) && typeof solver.version === 'string', 'solver', 'a solver with its version', solver)
  need(
    isObject(result) && Array.isArray(result.chosen),
    'result.chosen',
    'a list of codes',
    isObject(result) ? result.chosen : result,
  )
  need(typeof resultDigest === 'string', 'resultDigest', 'text', resultDigest)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNumbers(value: unknown, length: number): value is number[] {
  return Array.isArray(value) && value.length === length && value.every((item) => typeof item === 'number')
}

function isRows(value: unknown, rows: number): boolean {
  return Array.isArray(value) && value.every((row) => Number.isInteger(row) && row >= 0 && row < rows)
}

function need(holds: boolean, part: string, expected: string, received: unknown): asserts holds {
  if (!holds) throw unusable(`The file is incomplete or damaged at ${part}`, expected, received)
}

function unusable(title: string, expected: string, received: unknown): Problem {
  const shown = Array.isArray(received) ? `a list of ${received.length}` : showReceived(received)
  return new Problem({
    title,
    status: 400,
    detail: `${title}: expected ${expected}, received ${shown}`,
    expected,
    received: shown,
  })
}
