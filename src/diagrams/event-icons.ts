import type { Trigger } from './diagram.js'
import { path, tag } from './svg.js'

/** The BPMN sign of each trigger around (0, 0), for an event of radius 18. Thrown triggers are filled, caught ones outlined. */
const icons: Record<Exclude<Trigger, 'none' | 'message' | 'timer' | 'conditional'>, string> = {
  error: 'M-8 8L-3.6 -7.5L2.4 0.8L8 -8L3.6 7.5L-2.4 -0.8Z',
  escalation: 'M0 -8.5L6.5 8L0 1.5L-6.5 8Z',
  signal: 'M0 -8L8 6H-8Z',
  link: 'M-8 -3H1V-7.5L8.5 0L1 7.5V3H-8Z',
  compensate: 'M0 -6V6L-8 0ZM8 -6V6L0 0Z',
  cancel: 'M-7.5 -5L-5 -7.5L0 -2.5L5 -7.5L7.5 -5L2.5 0L7.5 5L5 7.5L0 2.5L-5 7.5L-7.5 5L-2.5 0Z',
  terminate: 'M-10 0A10 10 0 1 1 10 0A10 10 0 1 1 -10 0Z',
  multiple: 'M0 -8.5L8.1 -2.6L5 6.9H-5L-8.1 -2.6Z'
}

/** `ink` is the event's stroke, `ground` what shows on it. */
export function eventIcon (trigger: Trigger, { isThrown, ink, ground }: { isThrown: boolean, ink: string, ground: string }): string {
  const fill = isThrown ? ink : 'none'
  switch (trigger) {
    case 'none': return ''
    case 'message': return path('M-8.5 -6H8.5V6H-8.5Z', { fill }) + path('M-8.5 -6L0 1L8.5 -6', { fill: 'none', stroke: isThrown ? ground : undefined })
    case 'timer': return tag('circle', { r: 9, fill: 'none' }) + path('M0 -6V0L4 2.3M0 -9V-7.2M9 0H7.2M0 9V7.2M-9 0H-7.2', { fill: 'none' })
    case 'conditional': return path('M-6 -8H6V8H-6ZM-3.5 -4.5H3.5M-3.5 -1.5H3.5M-3.5 1.5H3.5M-3.5 4.5H3.5', { fill: 'none' })
    default: return path(icons[trigger], { fill: trigger === 'terminate' ? ink : fill })
  }
}
