import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Response } from 'express'
import { notFound } from '../../../../core/problem.ts'
import { documentUnder } from '../../../net/site-path.ts'

export type SendBuiltPage = (response: Response, name: string) => Promise<void>

/** Sends pages that the client's build made, with addresses under the site path: one build serves under any. */
export function builtPages(clientFolder: string, sitePath: string): SendBuiltPage {
  return async (response, name) => {
    if (!/^\w{1,40}\.html$/.test(name)) throw notFound('page', name)
    const built = await readFile(join(clientFolder, name), 'utf8').catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'ENOENT' ? notFound('page', name) : cause
    })
    if (!response.get('Cache-Control')) response.set('Cache-Control', 'no-cache')
    response.type('html').send(documentUnder(sitePath, built))
  }
}
