import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Reporter, TestModule, TestRunEndReason, TestSpecification } from 'vitest/node'
import { type FileTimes, readFileTimes, TIMES_FILE } from './file-times.ts'
import { CRASH_BUG, crashes } from './guarded-forks.ts'

export interface RunOutcome {
  passed: number
  failed: number
  /** A line for each test or file that failed: its project, its file, its name and its first error. */
  failures: string[]
  /** From the root of the repository. */
  failedFiles: string[]
}

interface Part {
  files: number
  tests: number
  busyMs: number
  begun: number
  ended: number
}

const seconds = (ms: number) => (ms / 1000).toFixed(0).padStart(6)

/** Prints where a run's time went, before vitest's own summary, and leaves its outcome in a file for run.ts. */
export class RunReporter implements Reporter {
  readonly #outcome: string | undefined
  readonly #parts = new Map<string, Part>()
  readonly #fileTimes: FileTimes = {}
  #specifications: readonly TestSpecification[] = []
  #begun = 0

  /** `outcome`: the path of that file. */
  constructor(outcome: string | undefined) {
    this.#outcome = outcome
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#specifications = specifications
    this.#begun = Date.now()
  }

  onTestModuleQueued({ project }: TestModule): void {
    const now = Date.now()
    const part = this.#parts.get(project.name) ?? { files: 0, tests: 0, busyMs: 0, begun: now, ended: now }
    this.#parts.set(project.name, part)
  }

  onTestModuleEnd(module: TestModule): void {
    const part = this.#parts.get(module.project.name)
    if (!part) return
    const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } =
      module.diagnostic()
    const ms = environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration
    part.files++
    part.tests += [...module.children.allTests()].length
    part.busyMs += ms
    part.ended = Date.now()
    this.#fileTimes[`${module.project.name} ${module.relativeModuleId}`] = Math.round(ms)
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], _reason: TestRunEndReason): void {
    this.#printParts()
    for (const crash of crashes) say(`Crashed and was run again (${CRASH_BUG}): ${crash}`)
    if (!process.env.PETAUSUL_ONLY) write(TIMES_FILE, { ...readFileTimes(), ...this.#fileTimes })
    if (this.#outcome) write(this.#outcome, this.#count(modules, errors.length))
  }

  #printParts(): void {
    if (!this.#outcome) return
    say('\nPart          files   tests   seconds on a worker   of the clock')
    for (const [name, { files, tests, busyMs, begun, ended }] of this.#parts)
      say(
        `${name.padEnd(12)} ${String(files).padStart(6)} ${String(tests).padStart(7)} ${seconds(busyMs).padStart(21)} ${seconds(ended - begun).padStart(14)}`,
      )
    say(`${'all'.padEnd(47)} ${seconds(Date.now() - this.#begun).padStart(17)}`)
  }

  /** Besides each test that failed, each file that failed outside its tests, crashed, or never ended. */
  #count(modules: readonly TestModule[], errors: number): RunOutcome {
    let passed = 0
    const neverBegan = this.#specifications.length - modules.length
    const failures: string[] = []
    const failedFiles: string[] = []
    for (const module of modules) {
      const name = `${module.project.name} ${module.relativeModuleId}`
      const failed = [...module.children.allTests('failed')]
      passed += [...module.children.allTests('passed')].length
      for (const test of failed)
        failures.push(`${name} > ${test.fullName}: ${firstLine(test.result().errors)}`)
      const state = module.state()
      const isBroken = state === 'failed' || state === 'pending' || state === 'queued'
      if (failed.length === 0 && isBroken) failures.push(`${name} (${state}): ${firstLine(module.errors())}`)
      if (failed.length > 0 || isBroken) failedFiles.push(module.relativeModuleId)
    }
    const failed = failures.length + neverBegan
    return { passed, failed: failed === 0 ? errors : failed, failures, failedFiles }
  }
}

const firstLine = (errors: readonly { message: string }[] | undefined) =>
  (errors?.[0]?.message ?? 'no error was told').split('\n', 1)[0]

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function write(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(value))
}
