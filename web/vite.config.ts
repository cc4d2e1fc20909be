import { readdirSync, readFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

/** Where the API runs that the development server passes requests on to. */
const api = process.env.API_ORIGIN ?? 'http://127.0.0.1:8000'

const pdfjs = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const { version: pdfjsVersion } = JSON.parse(readFileSync(join(pdfjs, 'package.json'), 'utf8')) as { version: string }

/** What the PDF viewer fetches when a file needs it: tables of Chinese character codes, the standard fonts, decoders of scanned pages. */
function pdfjsParts (): Plugin {
  return {
    name: 'pdfjs-parts',
    apply: 'build',
    generateBundle () {
      for (const part of ['cmaps', 'standard_fonts', 'wasm']) {
        for (const file of readdirSync(join(pdfjs, part))) {
          this.emitFile({ type: 'asset', fileName: `assets/pdfjs-${pdfjsVersion}/${part}/${file}`, source: readFileSync(join(pdfjs, part, file)) })
        }
      }
    }
  }
}

/** The style of the pages without script, which the server links to by this name. */
const plainStyle = 'plain.css'
const compressed = promisify(gzip)

/** Scripts and styles also as gzip beside themselves: the server sends what it finds. */
function gzipBeside (): Plugin {
  return {
    name: 'gzip-beside',
    apply: 'build',
    async writeBundle ({ dir }) {
      const files = [join(dir!, plainStyle), ...(await readdir(join(dir!, 'assets'))).filter((name) => /\.(js|mjs|css)$/.test(name)).map((name) => join(dir!, 'assets', name))]
      await Promise.all(files.map(async (file) => { await writeFile(`${file}.gz`, await compressed(await readFile(file), { level: 9 })) }))
    }
  }
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue(), pdfjsParts(), gzipBeside()],
  define: { PDFJS_PARTS: JSON.stringify(`/assets/pdfjs-${pdfjsVersion}/`) },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Small files too keep their own address: the page's policy allows no script or style in it
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: { index: join(import.meta.dirname, 'index.html'), plain: join(import.meta.dirname, 'src/styles', plainStyle) },
      output: { assetFileNames: ({ names }) => names.includes(plainStyle) ? plainStyle : 'assets/[name]-[hash][extname]' }
    }
  },
  server: { proxy: { '/api': api, '/plain': api, '/progress': api, '/verify': api } }
})
