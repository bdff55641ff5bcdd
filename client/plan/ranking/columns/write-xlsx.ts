import { strToU8, Zip, ZipDeflate } from 'fflate'
import { type WorkbookSheet, workbookMembers } from '../../../../core/download/xlsx/workbook-members.ts'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A workbook as a file. Between pieces the page lives on: 100,000 rows take seconds. */
export async function writeXlsx(sheets: readonly WorkbookSheet[]): Promise<Blob> {
  const chunks: BlobPart[] = []
  let failure: Error | null = null
  const zip = new Zip((error, bytes) => {
    failure ??= error
    if (bytes) chunks.push(new Uint8Array(bytes))
  })
  for (const { name, pieces } of workbookMembers(sheets)) {
    const member = new ZipDeflate(name, { level: 6 })
    zip.add(member)
    for (const xml of pieces) {
      member.push(strToU8(xml))
      await new Promise((resolve) => setTimeout(resolve))
    }
    member.push(new Uint8Array(0), true)
  }
  zip.end()
  if (failure) throw failure
  return new Blob(chunks, { type: TYPE })
}
