import neostandard from 'neostandard'

export default neostandard({
  ts: true,
  noJsx: true,
  ignores: ['dist/**', '.tap/**', '.data/**', 'demo-out/**', 'node_modules/**', 'modeler-plugin/client.js']
})
