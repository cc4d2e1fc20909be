const { extension } = require('../extensions')
const { hasForm } = require('../project-files')
const tell = require('../tell')

/** A user task is named like its form, and the form file exists: with Tasklist alone a clerk can decide. Options: `{ folder }`, the catalogue's. */
module.exports = ({ folder } = {}) => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:UserTask') return
    const form = extension(node, 'zeebe:FormDefinition')
    if (!form || form.formId !== node.id) tell(reporter, node, `用户任务的表单标识应与任务标识“${node.id}”相同`, `把 Form ID 改为 ${node.id}`)
    else if (!hasForm(form.formId, folder)) tell(reporter, node, `没有表单“${form.formId}”`, `把表单存为 ${form.formId}.form，表单里的 id 也是它`)
  }
})
