/** Moves the clock of an engine that runs with a controlled one; timers that fall due fire at once. */
export async function moveEngineClock (managementAddress: string, ms: number): Promise<void> {
  const response = await fetch(`${managementAddress}/actuator/clock/add`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ offsetMilli: ms })
  })
  if (!response.ok) throw new Error(`the engine's clock did not move: ${response.status} ${await response.text()}`)
}
