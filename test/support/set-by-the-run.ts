/** What test/run.ts tells the test files by the environment. */
export function setByTheRun (name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run tests with \`npm test -- <files>\``)
  return value
}
