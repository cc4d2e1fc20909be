import { path, placed, tag } from './svg.js'

/** The BPMN sign of each kind of task, in a field of 16 × 16; drawn with the stroke of its task. `ink` is that stroke, for filled parts. */
const icons: Record<string, (ink: string) => string> = {
  UserTask: () => tag('circle', { cx: 8, cy: 4.8, r: 3.1 }) + path('M1.8 15C1.8 11.4 4.4 9.4 8 9.4S14.2 11.4 14.2 15Z'),
  ServiceTask: () => path(gear) + tag('circle', { cx: 8, cy: 8, r: 2.4 }),
  SendTask: (ink) => path('M1 3H15V13.5H1Z', { fill: ink }) + path('M1 3L8 9L15 3', { stroke: '#ffffff' }),
  ReceiveTask: () => path('M1 3H15V13.5H1Z') + path('M1 3L8 9L15 3'),
  BusinessRuleTask: (ink) => path('M1 2.5H15V6H1Z', { fill: ink }) + path('M1 2.5H15V14H1ZM1 10H15M5.5 6V14'),
  ScriptTask: () => path('M4 1.5H14.5C11 5.5 15 10.5 12 14.5H1.5C5 10.5 1 5.5 4 1.5ZM5 5H10.5M5.2 8H11M5.4 11H11.2'),
  ManualTask: () => path('M1.5 7.5L6 3H9.2L7.6 5.4H14.4V7.6H10.4M14 7.6V9.8H10.4M13.4 9.8V12H10.2M12.4 12V14H4.4L1.5 11.6')
}

const gear = gearPath({ teeth: 8, outer: 7.2, inner: 5.4 })

export function hasIcon (type: string): boolean {
  return type in icons
}

/** The icon with its upper left corner at x, y. */
export function drawTaskIcon (type: string, x: number, y: number, ink: string): string {
  return tag('g', { transform: placed(x, y), fill: 'none', 'stroke-width': 1.2, 'stroke-linejoin': 'round' }, icons[type]?.(ink) ?? '')
}

/** A toothed wheel around (8, 8): each tooth takes two fifths of its share at the tip, three at the root. */
function gearPath ({ teeth, outer, inner }: { teeth: number, outer: number, inner: number }): string {
  const share = 2 * Math.PI / teeth
  const at = (radius: number, turn: number): string => `${(8 + radius * Math.cos(turn)).toFixed(2)} ${(8 + radius * Math.sin(turn)).toFixed(2)}`
  const corners = Array.from({ length: teeth }, (_, index) => index * share)
    .flatMap((turn) => [at(inner, turn - share * 0.3), at(outer, turn - share * 0.19), at(outer, turn + share * 0.19), at(inner, turn + share * 0.3)])
  return `M${corners.join('L')}Z`
}
