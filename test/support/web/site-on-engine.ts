import { pino } from 'pino'
import type { Test } from 'tap'
import type { Page } from 'playwright-core'
import { createApp } from '../../../src/app.js'
import { renderEdition } from '../../../src/documents/guide/render-edition.js'
import { renderGuide } from '../../../src/documents/guide/render-guide.js'
import { renderDocument } from '../../../src/documents/render.js'
import { createDocumentSigner } from '../../../src/documents/signing/document-signer.js'
import { testConfig } from '../api/test-app.js'
import { testPlatform, type TestPlatform } from '../platform.js'
import { signInAt, testSite, type Site, type Width } from './site.js'

export interface SiteOnEngine {
  platform: TestPlatform
  site: Site
  /** A page of a demonstration's clerk, signed in. */
  openAs (login: string, path: string, width?: Width): Promise<Page>
}

/** The pages on a whole platform: what is decided in the browser goes through the real engine. */
export async function siteOnEngine (t: Test): Promise<SiteOnEngine> {
  const platform = await testPlatform(t)
  const { database, engine, files, clock } = platform
  const app = await createApp({
    database,
    engine,
    files,
    press: { draw: renderDocument, drawGuide: renderGuide, drawEdition: renderEdition },
    signer: createDocumentSigner({ database, secret: 'of this test alone', clock }),
    clock,
    config: testConfig,
    log: pino({ level: 'fatal' }),
    wakeOutbox: () => {}
  })
  t.teardown(async () => { await app.close() })
  const site = await testSite(t, app)
  return {
    platform,
    site,
    async openAs (login, path, width = 'desktop') {
      const { id, displayName } = await database('account').where({ login }).first<{ id: number, displayName: string }>('id', { displayName: 'display_name' })
      const groups = await database('account_group').where({ account_id: id }).pluck<string[]>('group_name')
      const page = await site.open(path, { width })
      await signInAt(page, database, { login, kind: 'staff', displayName, groups })
      if (page.url() !== `${site.origin}${path}`) await page.goto(`${site.origin}${path}`)
      return page
    }
  }
}
