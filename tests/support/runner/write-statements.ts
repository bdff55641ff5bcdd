import { relative } from 'node:path'
import { afterAll, afterEach, beforeEach, expect } from 'vitest'
import { engine } from '../open-store.ts'
import { nameTest, writeStatements } from './statements.ts'

// Set up before the file's own hooks: those around each test count as the test, those around all of them as none.
beforeEach(() => nameTest(expect.getState().currentTestName))
afterEach(() => nameTest(undefined))
afterAll(() => writeStatements(engine, relative(process.cwd(), expect.getState().testPath ?? '')))
