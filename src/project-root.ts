import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder with package.json, migrations/ and bpmn/: the same from sources (`src/`) and from the build (`dist/src/`). */
export function projectRoot (): string {
  let directory = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(directory, 'package.json'))) {
    const parent = dirname(directory)
    if (parent === directory) throw new Error('package.json not found above the program: the installation is incomplete')
    directory = parent
  }
  return directory
}
