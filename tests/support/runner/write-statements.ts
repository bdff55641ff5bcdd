import { relative } from 'node:path'
import { afterAll, expect } from 'vitest'
import { engine } from '../open-store.ts'
import { writeStatements } from './statements.ts'

/** Set up before the file's own hooks, and so run after them. */
afterAll(() => writeStatements(engine, relative(process.cwd(), expect.getState().testPath ?? '')))
