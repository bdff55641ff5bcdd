import { restartToReturnMemory } from './restart-to-return-memory.ts'

// Before anything else is loaded: what npm start runs.
restartToReturnMemory()
const { start } = await import('./start.ts')
await start()
