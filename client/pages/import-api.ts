import type { ImportState, RejectPage, StartedImport, StoredReject } from '../../core/api/import.ts'
import type { FilePreview } from '../../core/api/import-preview.ts'
import type { Items } from '../../core/api/items.ts'
import type { ProblemDetail } from '../../core/problem.ts'
import { ProblemResponse, readProblem } from '../api/problem-response.ts'
import { readAnswer } from '../api/read-answer.ts'
import { sitePath } from '../api/site-path.ts'

async function getJson<Answer>(path: string): Promise<Answer> {
  const response = await fetch(sitePath(path), { cache: 'no-store' })
  if (!response.ok) throw await readProblem(response)
  return readAnswer(response)
}

export async function listImports(): Promise<readonly ImportState[]> {
  return (await getJson<Items<ImportState>>('/api/imports')).items
}

export async function readImport(id: string): Promise<ImportState> {
  return await getJson<ImportState>(`/api/imports/${id}`)
}

/** Ends a running import at its next step. */
export async function cancelImport(id: string): Promise<void> {
  const response = await fetch(sitePath(`/api/imports/${id}`), { method: 'DELETE' })
  // 409: it has ended by itself meanwhile.
  if (!response.ok && response.status !== 409) throw await readProblem(response)
}

/** Has the server look at one file; nothing of it is kept there. */
export async function previewPart(name: string, data: Blob, signal: AbortSignal): Promise<FilePreview> {
  const response = await fetch(sitePath(`/api/imports/preview?name=${encodeURIComponent(name)}`), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: data,
    signal,
  })
  if (!response.ok) throw await readProblem(response)
  return readAnswer(response)
}

/** Every stored remark of an import's package, page by page. */
export async function* readRejects(id: string): AsyncGenerator<readonly StoredReject[]> {
  let cursor = ''
  while (true) {
    const page = await getJson<RejectPage>(`/api/imports/${id}/rejects?limit=1000${cursor}`)
    yield page.items
    if (!page.next) return
    cursor = `&cursor=${page.next}`
  }
}

export interface Upload {
  /** The id of the import that the upload started. */
  answer: Promise<string>
  abort(): void
}

/** Sends the package; `onShare` hears 0…1. XMLHttpRequest, since fetch tells nothing of an upload's progress. */
export function uploadPackage(file: File, onShare: (share: number) => void): Upload {
  const request = new XMLHttpRequest()
  const answer = new Promise<string>((resolve, reject) => {
    request.open('POST', sitePath('/api/imports'))
    request.setRequestHeader('content-type', 'application/zip')
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onShare(total > 0 ? loaded / total : 0),
    )
    request.addEventListener('load', () => {
      const body: Partial<StartedImport & ProblemDetail> = request.response ?? {}
      if (request.status === 202 && body.id) resolve(body.id)
      else reject(new ProblemResponse(request.status, body.title ?? request.statusText, body.detail ?? ''))
    })
    request.addEventListener('error', () => reject(new Error('the network failed')))
    request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')))
    request.send(file)
  })
  return { answer, abort: () => request.abort() }
}
