/** Rules that every model of the platform keeps; docs/lint-rules/<rule>.md says why. */
module.exports = {
  configs: {
    recommended: {
      rules: {
        // The design forks inclusively on purpose: one branch and one end event per chosen permit, no inclusive join anywhere
        // (open engine bugs camunda#19460 and #19464 concern joins). fork-default-flow sees to the default flow.
        'bpmnlint/no-inclusive-gateway': 'off',
        'onelicence/deployment-binding': 'error',
        'onelicence/fork-default-flow': 'error',
        'onelicence/known-job-type': 'error',
        'onelicence/no-child-variable-propagation': 'error',
        'onelicence/no-inclusive-join': 'error',
        'onelicence/turned-back-refusal': 'error',
        'onelicence/user-task-form': 'error',
        'onelicence/user-task-fresh-entries': 'error',
        'onelicence/user-task-output-mappings': 'error',
        'onelicence/user-task-prepares-view': 'error'
      }
    }
  }
}
