import type { FastifyReply, FastifyRequest } from 'fastify'
import { ServiceError } from '../errors.js'
import { html, type Html } from './html.js'

export interface PlainPage { title: string, body: Html }

/** A page that needs no script: for every browser and every reader. */
export function plainPage ({ title, body }: PlainPage): string {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 一业一证</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/plain.css">
</head>
<body>
<header><a href="/">一业一证</a></header>
<main>
<h1>${title}</h1>
${body}
</main>
<footer><p>政务服务热线 <a href="tel:12345">12345</a> · <a href="/plain">办事指南和联系方式（文字版）</a> · <a href="/progress">查进度</a> · <a href="/verify">核验</a></p></footer>
</body>
</html>
`.text
}

const plainPolicy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** Answers with a plain page; what the platform refuses, it says on one. */
export async function sendPlainPage (request: FastifyRequest, reply: FastifyReply, compose: () => Promise<PlainPage> | PlainPage): Promise<FastifyReply> {
  reply.type('text/html; charset=utf-8').header('content-security-policy', plainPolicy)
  try {
    return await reply.send(plainPage(await compose()))
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    if (error.status >= 500) request.log.error({ err: error }, 'page failed')
    return await reply.code(error.status).send(plainPage({ title: '没有查到', body: html`<p class="warn">${error.message}</p>` }))
  }
}
