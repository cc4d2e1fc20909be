import neostandard, { plugins } from 'neostandard'
import vue from 'eslint-plugin-vue'

export default [
  ...neostandard({
    ts: true,
    noJsx: true,
    ignores: ['dist/**', '.tap/**', '.data/**', 'demo-out/**', 'node_modules/**', 'modeler-plugin/client.js']
  }),
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: plugins['typescript-eslint'].parser } },
    rules: {
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': ['error', { html: { void: 'never', normal: 'never' } }],
      'vue/require-default-prop': 'off',
      // The type checker knows names better (vue-tsc)
      'no-undef': 'off'
    }
  }
]
