import { parentPort, workerData } from 'node:worker_threads'
import { drawSheet } from './draw-sheet.ts'
import type { SheetData } from './sheet-data.ts'

parentPort?.postMessage(await drawSheet(workerData as SheetData))
