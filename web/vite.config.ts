import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Where the API runs that the development server passes requests on to. */
const api = process.env.API_ORIGIN ?? 'http://127.0.0.1:8000'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Small files too keep their own address: the page's policy allows no script or style in it
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500
  },
  server: { proxy: { '/api': api, '/plain': api, '/verify': api } }
})
