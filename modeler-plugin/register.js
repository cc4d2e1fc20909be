import { registerClientPlugin } from 'camunda-modeler-plugin-helpers'
import StaticResolver from 'bpmnlint/lib/resolver/static-resolver'
import { config, rules } from 'onelicence:rules'

registerClientPlugin({ config, resolver: new StaticResolver(rules) }, 'lintRules.cloud-bpmn')
