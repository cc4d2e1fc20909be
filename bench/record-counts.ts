/** Counts a run's records by kind, and their size as exported. */
export interface RecordCounts {
  take (bulk: string): void
  total (): { records: number, bytes: number, bulks: number }
  byValueType (): Map<string, number>
}

export function createRecordCounts (): RecordCounts {
  const total = { records: 0, bytes: 0, bulks: 0 }
  const byValueType = new Map<string, number>()
  return {
    take (bulk) {
      total.bulks++
      const lines = bulk.split('\n')
      for (let index = 1; index < lines.length; index += 2) {
        const line = lines[index]!
        total.records++
        total.bytes += Buffer.byteLength(line)
        const valueType = /"valueType":"([A-Z_]+)"/.exec(line)?.[1] ?? ''
        byValueType.set(valueType, (byValueType.get(valueType) ?? 0) + 1)
      }
    },
    total: () => ({ ...total }),
    byValueType: () => new Map(byValueType)
  }
}
