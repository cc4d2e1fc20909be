#!/usr/bin/env node
// Runs the build when there is one, the sources otherwise.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = new URL('../dist/src/cli/onelicence.js', import.meta.url)
if (existsSync(fileURLToPath(built))) {
  await import(built.href)
} else {
  await import('tsx')
  await import(new URL('../src/cli/onelicence.ts', import.meta.url).href)
}
