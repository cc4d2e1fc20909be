declare module 'bpmn-js-differ' {
  import type { ModdleElement } from 'bpmn-moddle'
  /** By element id; `attrs` are the names of the properties that differ. */
  export interface ModelDiff {
    _added: Record<string, ModdleElement>
    _removed: Record<string, ModdleElement>
    _changed: Record<string, { model: ModdleElement, attrs: Record<string, unknown> }>
    _layoutChanged: Record<string, ModdleElement>
  }
  export function diff (before: ModdleElement, after: ModdleElement): ModelDiff
}
