const { existsSync, readdirSync, readFileSync } = require('node:fs')
const path = require('node:path')

/** The project that this plug-in lives in. */
const defaultRoot = path.resolve(__dirname, '..')

function hasWorker (jobType, root = defaultRoot) {
  return existsSync(path.join(root, 'workers', `${jobType}.ts`))
}

function hasTemplate (name, root = defaultRoot) {
  return existsSync(path.join(root, 'bpmn', 'element-templates', `${name}.json`))
}

/** A Camunda form anywhere below bpmn/ that is named after its id. */
function hasForm (formId, root = defaultRoot) {
  const folder = path.join(root, 'bpmn')
  return readdirSync(folder, { recursive: true })
    .filter((file) => path.basename(file) === `${formId}.form`)
    .some((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')).id === formId)
}

module.exports = { hasWorker, hasTemplate, hasForm }
