/** Text as HTML shows it: nothing in it is markup. */
export function escapeHtml (text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

/** A page that needs no script; `body` is HTML, in which whatever people wrote is escaped. */
export function plainPage ({ title, body }: { title: string, body: string }): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · 一业一证</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/plain.css">
</head>
<body>
<header><a href="/">一业一证</a></header>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
<footer><p>政务服务热线 <a href="tel:12345">12345</a> · <a href="/plain">办事指南和联系方式（文字版）</a></p></footer>
</body>
</html>
`
}
