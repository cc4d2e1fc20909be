/// <reference lib="dom" />
import type { Page } from 'playwright-core'

export interface Printed {
  /** Pages of the document that stand ready to be printed. */
  sheets: number
  /** Pages that the printer is given. */
  pages: number
  /** What else would be printed: menus, the page itself. */
  others: string[]
}

/** What comes out of the printer once `press` has asked for it; the browser's own window for that isn't opened. */
export async function printed (page: Page, press: () => Promise<void>): Promise<Printed> {
  await page.evaluate(() => {
    delete document.body.dataset.printed
    window.print = () => { document.body.dataset.printed = '' }
  })
  await press()
  await page.waitForFunction(() => document.body.dataset.printed !== undefined)
  await page.emulateMedia({ media: 'print' })
  const shown = await page.evaluate(() => ({
    sheets: Array.from(document.querySelectorAll('.print-sheets canvas')).filter((sheet) => sheet.checkVisibility()).length,
    others: Array.from(document.body.querySelectorAll('*')).filter((element) => element.checkVisibility() && element.closest('.print-sheets') === null).map((element) => element.outerHTML.slice(0, 80))
  }))
  const pdf = (await page.pdf({ format: 'A4', margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' } })).toString('latin1')
  await page.emulateMedia({ media: null })
  return { ...shown, pages: [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length }
}
