import { onBeforeUnmount, onMounted } from 'vue'

/** Single keys that do something, unless somebody is typing, a dialog is open, or a modifier is held. */
export function useShortcuts (keys: Record<string, () => void>): void {
  function onKey (event: KeyboardEvent): void {
    const act = keys[event.key]
    if (act === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return
    event.preventDefault()
    act()
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}

function isTyping (target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])'))
}
