import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { CsvError, type Parser, parse } from 'csv-parse'
import { detectDelimiter } from './csv-dialect.ts'
import type { ReadLimits, ReadOptions, SourceFile } from './source-file.ts'
import { openTable } from './table.ts'
import type { TableRow } from './table-row.ts'
import { detectEncoding, makeDecoder } from './text-encoding.ts'
import { UnreadableFile } from './unreadable-file.ts'

const SAMPLE_BYTES = 64 * 1024

async function readSample(path: string, encoding: string): Promise<string> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0)
    return makeDecoder(path, encoding).decode(buffer.subarray(0, bytesRead), { stream: true })
  } finally {
    await handle.close()
  }
}

/** The decoded text; a line without end is refused here, as the parser would turn it into cells without end. */
async function* decodedText(path: string, encoding: string, limits: ReadLimits): AsyncGenerator<string> {
  const decoder = makeDecoder(path, encoding)
  let lineLength = 0
  for await (const chunk of createReadStream(path)) {
    const text = decoder.decode(chunk, { stream: true })
    const lineEnd = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))
    lineLength = lineEnd < 0 ? lineLength + text.length : text.length - lineEnd - 1
    if (lineLength > limits.maxRowCharacters)
      throw new UnreadableFile({
        file: path,
        expected: `lines of at most ${limits.maxRowCharacters} characters`,
        received: 'a longer one',
      })
    yield text
  }
  yield decoder.decode()
}

function csvFault(path: string, error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  // The parser is ahead of the rows handed out, so only it knows at which row it stopped.
  const row = 1 + Number(error.records)
  const unclosed = error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED'
  const received = unclosed ? 'a row without end: a closing quote is missing' : error.message
  return new UnreadableFile({ file: path, expected: 'rows of CSV', received, row }, { cause: error })
}

function makeParser(delimiter: string, options: ReadOptions): Parser {
  return parse({
    delimiter,
    // Rows that do not fit the heading are reported by number, not thrown at the first one.
    relax_column_count: true,
    // Jl. "Mawar" is common in addresses; a quote only quotes where a cell begins with it.
    relax_quotes: true,
    max_record_size: options.limits.maxRowCharacters,
  })
}

async function* readRows(
  path: string,
  encoding: string,
  delimiter: string,
  options: ReadOptions,
): AsyncGenerator<TableRow> {
  const text = Readable.from(decodedText(path, encoding, options.limits))
  const parser = makeParser(delimiter, options)
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  let row = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1
      const { maxColumns } = options.limits
      if (cells.length > maxColumns)
        throw new UnreadableFile({
          file: path,
          expected: `at most ${maxColumns} columns`,
          received: cells.length,
          row,
        })
      yield { row, cells }
    }
  } catch (error) {
    throw csvFault(path, error)
  } finally {
    text.destroy()
    parser.destroy()
  }
}

function checkedDelimiter(path: string, delimiter: string): string {
  if (delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return delimiter
  throw new UnreadableFile({ file: path, expected: 'a delimiter of one character', received: delimiter })
}

/**
 * Opens a CSV: delimiter (`,` `;` tab `|`) and encoding detected unless given. A row's number is the one that a
 * spreadsheet shows: the heading counts, a quoted line break does not. Cells are text; a row that is longer or shorter
 * than its heading is a fault. A file says nothing of its CRS.
 */
export async function openCsv(path: string, options: ReadOptions): Promise<SourceFile> {
  const encoding = options.encoding ?? (await detectEncoding(path))
  const delimiter = checkedDelimiter(
    path,
    options.delimiter ?? detectDelimiter(await readSample(path, encoding)),
  )
  const rows = () => readRows(path, encoding, delimiter, options)
  const { fields, features } = await openTable({ file: path, rows, strictWidth: true }, options)
  return { format: 'csv', crs: null, fields, features, async close() {} }
}
