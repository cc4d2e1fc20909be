const { extension } = require('../extensions')
const { hasForm } = require('../project-files')

/** A user task is named like its form, and the form file exists: with Tasklist alone a clerk can decide. Options: `{ root }`. */
module.exports = ({ root } = {}) => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:UserTask') return
    const form = extension(node, 'zeebe:FormDefinition')
    if (!form || form.formId !== node.id) reporter.report(node.id, `The form's id must be the task's: ${node.id}`)
    else if (!hasForm(form.formId, root)) reporter.report(node.id, `No form ${form.formId}.form with this id below bpmn/`)
  }
})
