import t from 'tap'
import { collectResources } from '../../src/catalogue/collect-resources.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { decisionIds } from '../../src/catalogue/decision-tables.js'
import { valuesOf } from '../../src/domain/decision-coverage.js'
import { decide, type DecisionFacts, type DecisionTable } from '../../src/domain/decision-table.js'
import { createRestGateway } from '../../src/engine/rest-gateway.js'
import { testStage } from '../engine/stage.js'
import { catalogueDir } from '../support/catalogue.js'
import { testEngine } from '../support/engine.js'

interface Evaluation { output: string, failureMessage: string | null }

const addresses = testEngine(t)
const { engine } = await testStage(t, addresses)
await engine.deploy(await collectResources(catalogueDir, 'convenience-store'))
const rest = createRestGateway({ restAddress: addresses.restAddress, credentials: undefined, timeoutMs: 15_000 })
const { decisions, permits, materials } = await loadCatalogue(catalogueDir)
const known: Record<string, string[]> = { permit: Object.keys(permits), material: Object.keys(materials) }

for (const id of decisionIds) {
  t.test(`the engine says of ${id} what the rules say, for everything that can be asked`, async (t) => {
    const questions = allFacts(decisions[id])
    t.ok(questions.length > 1)
    for (const facts of questions) t.same(await askEngine(id, facts), inColumns(decisions[id], decide(decisions[id], facts)), JSON.stringify(facts))
  })
}

/** Every combination of what the table's inputs can be. */
function allFacts (table: DecisionTable): DecisionFacts[] {
  return table.inputs.reduce<DecisionFacts[]>((rows, { name }, index) =>
    rows.flatMap((row) => valuesOf(table, index, known[name]).map((value) => ({ ...row, [name]: value }))), [{}])
}

async function askEngine (id: string, variables: DecisionFacts): Promise<unknown> {
  const { output, failureMessage } = await rest.send('POST', '/decision-definitions/evaluation', { decisionDefinitionId: id, variables }) as Evaluation
  return failureMessage || JSON.parse(output)
}

/** A table with one result column gives the engine the bare value. */
function inColumns ({ outputs }: DecisionTable, decided: Record<string, unknown> | undefined): unknown {
  return decided !== undefined && outputs.length === 1 ? decided[outputs[0]!.name] : decided ?? null
}
