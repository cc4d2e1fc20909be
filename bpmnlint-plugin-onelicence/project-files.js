const { existsSync, readdirSync, readFileSync } = require('node:fs')
const path = require('node:path')

/** The project that this plug-in lives in; from the build, workers lie in dist/. */
const project = path.resolve(__dirname, '..')
const defaultFolder = path.join(project, 'bpmn')

function hasWorker (jobType) {
  return existsSync(path.join(project, 'workers', `${jobType}.ts`)) || existsSync(path.join(project, 'dist', 'workers', `${jobType}.js`))
}

/** `folder`: the catalogue's, `bpmn/`. */
function hasTemplate (name, folder = defaultFolder) {
  return existsSync(path.join(folder, '.camunda', 'element-templates', `${name}.json`))
}

/** A Camunda form anywhere in the catalogue that is named after its id. */
function hasForm (formId, folder = defaultFolder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => path.basename(file) === `${formId}.form`)
    .some((file) => idIn(path.join(folder, file)) === formId)
}

function idIn (file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).id
  } catch {
    return undefined
  }
}

module.exports = { hasWorker, hasTemplate, hasForm }
