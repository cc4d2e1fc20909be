import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.mjs'

await writeFile(fileURLToPath(new URL('client.js', import.meta.url)), await bundle())
