import { type WorkbookSheet, workbookMembers } from '../../../core/download/xlsx/workbook-members.ts'
import { ZipStream } from './zip-stream.ts'

/** A workbook of plain tables, piece by piece as it is packed. */
export async function* writeWorkbook(sheets: readonly WorkbookSheet[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipStream()
  for (const { name, pieces } of workbookMembers(sheets)) {
    const member = zip.begin(name)
    for (const xml of pieces) {
      member.write(xml)
      yield* zip.take()
    }
    member.end()
    yield* zip.take()
  }
  yield* zip.finish()
}
