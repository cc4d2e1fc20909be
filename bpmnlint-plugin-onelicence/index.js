/** Rules that every model of the platform keeps; docs/lint-rules/<rule>.md says why. */
const rules = {
  // The design forks inclusively on purpose: one branch and one end event per chosen permit, no inclusive join anywhere
  // (open engine bugs camunda#19460 and #19464 concern joins). fork-default-flow sees to the default flow.
  'bpmnlint/no-inclusive-gateway': 'off',
  'onelicence/chinese-names': 'error',
  'onelicence/deployment-binding': 'error',
  'onelicence/diagram-complete': 'error',
  'onelicence/diagram-overlap': 'error',
  'onelicence/diagram-tidy': 'warn',
  'onelicence/engine-version': 'error',
  'onelicence/fork-default-flow': 'error',
  'onelicence/known-job-type': 'error',
  'onelicence/no-child-variable-propagation': 'error',
  'onelicence/no-inclusive-join': 'error',
  'onelicence/permit-branches': 'error',
  'onelicence/reachable': 'error',
  'onelicence/turned-back-refusal': 'error',
  'onelicence/two-persons': 'error',
  'onelicence/user-task-form': 'error',
  'onelicence/user-task-fresh-entries': 'error',
  'onelicence/user-task-output-mappings': 'error',
  'onelicence/user-task-prepares-view': 'error',
  'onelicence/visit-before-decision': 'error'
}

module.exports = { configs: { recommended: { rules } } }
