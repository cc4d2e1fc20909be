/** Middle value; of an even number, the mean of the two. NaN of nothing. */
export function median (values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The smallest value that `share` (0 to 1) of all values do not exceed. */
export function percentile (values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export type Cell = string | number

/** A table for the terminal: the first column left, the others right. */
export function printTable (title: string, head: string[], rows: Cell[][]): void {
  const cells = [head, ...rows.map((row) => row.map(shown))]
  const widths = head.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))))
  const line = (row: string[]): string => row.map((cell, column) => {
    const gap = ' '.repeat(widths[column]! - widthOf(cell))
    return column === 0 ? cell + gap : gap + cell
  }).join('  ').trimEnd()
  console.log(`\n${title}\n${[line(cells[0]!), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.slice(1).map(line)].join('\n')}`)
}

function shown (cell: Cell): string {
  if (typeof cell === 'string') return cell
  if (Number.isNaN(cell)) return '–'
  return Math.abs(cell) >= 100 || Number.isInteger(cell) ? String(Math.round(cell)) : cell.toFixed(Math.abs(cell) >= 10 ? 1 : 2)
}

/** Chinese characters take two places. */
function widthOf (text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2E80-\uFFEF]/.test(character) ? 2 : 1), 0)
}
