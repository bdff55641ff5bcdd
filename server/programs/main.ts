import { restartToReturnMemory } from './restart-to-return-memory.ts'

// npm start. This must run before anything else is loaded.
restartToReturnMemory()
const { start } = await import('./start.ts')
await start()
