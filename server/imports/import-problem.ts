import { relative, sep } from 'node:path'
import { Problem, type ProblemDetail } from '../../core/problem.ts'
import { diskFull, isDiskFull } from '../database/disk-full.ts'
import { UnreadableFile } from '../ingest/formats/unreadable-file.ts'

/** PostgreSQL's character_not_in_repertoire and untranslatable_character. */
const NOT_STORABLE = ['22021', '22P05']

/**
 * The problem of a failed import, worded so that the office can correct its file: files are called by their names in the package,
 * never by paths on the server. Errors that are not the package's fault have status 500.
 */
export function importProblem(error: unknown, folder: string): ProblemDetail {
  const problem = problemOf(error, folder)
  const texts = Object.entries(problem).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll(folder + sep, '') : value,
  ])
  return Object.fromEntries(texts) as ProblemDetail
}

function problemOf(error: unknown, folder: string): ProblemDetail {
  if (error instanceof Problem) return error.body
  if (error instanceof UnreadableFile) {
    return {
      title: 'File not readable',
      status: 400,
      detail: error.message,
      parameter: error.file,
      received: error.received,
      expected: error.expected,
    }
  }
  if (isDiskFull(error)) return diskFull
  const { code, path } = error as NodeJS.ErrnoException
  if (code !== undefined && NOT_STORABLE.includes(code)) {
    return {
      title: 'Text not storable',
      status: 400,
      detail:
        'A name or text of the package holds NUL or half a surrogate pair; nothing of the file in hand was written',
    }
  }
  if (code === 'ENOENT' && path?.startsWith(folder + sep)) return missingFile(relative(folder, path))
  return {
    title: 'Import failed',
    status: 500,
    detail: 'Something failed on our side; nothing of the file in hand was written',
  }
}

function missingFile(file: string): ProblemDetail {
  const expected = 'files that are in the package'
  return {
    title: 'File missing',
    status: 400,
    detail: `district.json: expected ${expected}; ${file} is not there`,
    parameter: 'district.json',
    received: file,
    expected,
  }
}
