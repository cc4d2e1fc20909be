import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { AppDependencies } from '../http/context.js'
import { registerGuidePages } from './guide-pages.js'
import { html } from './html.js'
import { plainPage } from './plain-page.js'
import { registerProgressPages } from './progress-pages.js'
import { registerVerifyPages } from './verify-pages.js'

/**
 * What the pages may load and do: their own origin's scripts, styles and pictures, nothing inline but the style attributes that components set; previews of
 * files that are being handed in come from memory (`blob:`).
 */
const pagePolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "style-src-attr 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:", "connect-src 'self'",
  "worker-src 'self'", "frame-src 'self' blob:", "manifest-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'"
].join('; ')

const yearInMs = 365 * 86_400_000

/**
 * The web application: built files under `/assets` (their names change with their content), and one page for every other address outside `/api`, which finds
 * out by its address what to show. `web/` builds it into `dist/web`.
 */
export async function registerPages (app: FastifyInstance, dependencies: AppDependencies): Promise<void> {
  const { pagesDir } = dependencies.config
  registerGuidePages(app, dependencies)
  registerProgressPages(app, dependencies)
  registerVerifyPages(app, dependencies)
  await app.register(fastifyStatic, { root: pagesDir, serve: false, index: false, cacheControl: false, preCompressed: true })

  app.get<{ Params: { '*': string } }>('/assets/*', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
    reply.header('cache-control', `public, max-age=${yearInMs / 1000}, immutable`)
    return await reply.sendFile(`assets/${request.params['*']}`)
  })

  for (const file of ['favicon.svg', 'plain.css']) {
    app.get(`/${file}`, { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=3600')
      return await reply.sendFile(file)
    })
  }

  app.get('/sw.js', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => {
    reply.headers({ 'content-security-policy': "default-src 'none'; connect-src 'self'", 'cache-control': 'no-cache' })
    return await reply.sendFile('sw.js')
  })

  for (const path of ['/', '/:page(^(?!api$)[^/]+$)', '/:area(^(?!api$)[^/]+$)/*']) {
    app.get(path, { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => await sendShell(reply, pagesDir))
  }
}

/** The page that loads the application; a copy that has no pages built says how to build them. */
async function sendShell (reply: FastifyReply, pagesDir: string): Promise<FastifyReply> {
  reply.type('text/html; charset=utf-8').headers({ 'content-security-policy': pagePolicy, 'cache-control': 'no-cache' })
  try {
    return await reply.send(await readFile(join(pagesDir, 'index.html'), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return await reply.code(503).send(plainPage({ title: '页面还没有构建', body: html`<p>接口照常可用。请运维人员运行 <code>npm run build:pages</code>，再刷新本页。</p>` }))
  }
}
