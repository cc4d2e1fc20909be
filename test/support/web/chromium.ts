import { chromium, type Browser } from 'playwright-core'
import { setByTheRun } from '../set-by-the-run.js'

/** The browser that the run unpacked, or the one at CHROME_PATH. */
export const chromeVariable = 'ONELICENCE_TEST_CHROME'

/**
 * Unpacks the Chromium that came with npm into a folder of the run's; CHROME_PATH names another one.
 * @returns the executable's path
 */
export async function unpackChromium (directory: string): Promise<string> {
  if (process.env.CHROME_PATH !== undefined && process.env.CHROME_PATH !== '') return process.env.CHROME_PATH
  const before = process.env.TMPDIR
  process.env.TMPDIR = directory
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    packed.setGraphicsMode = false
    return await packed.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** A browser with the safety of a real one: its own processes, same-origin policy. Root can't use the sandbox. */
export async function launchChromium (executablePath = setByTheRun(chromeVariable)): Promise<Browser> {
  return await chromium.launch({ executablePath, headless: true, args: ['--no-sandbox', '--lang=zh-CN', '--font-render-hinting=none', '--disable-dev-shm-usage'] })
}
