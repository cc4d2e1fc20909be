import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

interface PartitionState { exportedPosition: number, processedPosition: number }

/** How far partition 1 has processed and exported its records (Zeebe's management API). */
export async function partitionState (managementAddress: string): Promise<PartitionState> {
  const response = await fetch(`${managementAddress}/actuator/partitions`)
  if (!response.ok) throw new Error(`the engine's partitions: ${response.status}`)
  const partitions = await response.json() as Record<string, PartitionState>
  return partitions['1']!
}

/** Written bytes of the engine's log: its segments are reserved whole and filled from the front. */
export async function logBytes (brokerDir: string): Promise<number> {
  const partition = join(brokerDir, 'data', 'raft-partition', 'partitions', '1')
  const segments = (await readdir(partition)).filter((name) => name.endsWith('.log'))
  const sizes = await Promise.all(segments.map(async (name) => await writtenBytes(join(partition, name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

const blockBytes = 64 * 1024

async function writtenBytes (file: string): Promise<number> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const block = Buffer.alloc(blockBytes)
    for (let end = size; end > 0; end -= blockBytes) {
      const start = Math.max(0, end - blockBytes)
      const { bytesRead } = await handle.read(block, 0, end - start, start)
      const last = block.subarray(0, bytesRead).findLastIndex((byte) => byte !== 0)
      if (last >= 0) return start + last + 1
    }
    return 0
  } finally {
    await handle.close()
  }
}
