import type { Page } from 'playwright-core'

/** Answers the guide's questions as they come, one after the other, until none is left. Throws for one that the answers don't hold. */
export async function answerQuestions (page: Page, answers: Record<string, unknown>): Promise<void> {
  const current = page.locator('.question.current')
  await current.waitFor()
  while (await current.count() > 0) {
    const id = (await current.getAttribute('id'))!.replace('question-', '')
    const value = answers[id]
    if (value === undefined) throw new Error(`no answer to ${id}: ${await current.innerText()}`)
    await answer(page, id, value)
    await page.waitForFunction((done) => document.querySelector(`.question.current#${done}`) === null, `question-${id}`)
  }
}

async function answer (page: Page, id: string, value: unknown): Promise<void> {
  const question = page.locator(`#question-${id}`)
  if (await question.locator('select').count() > 0) await question.locator('select').selectOption({ label: value === '410202' ? '龙亭区' : String(value) })
  else if (Array.isArray(value)) {
    for (const one of value as string[]) await question.getByLabel(one, { exact: true }).check()
    await question.getByRole('button', { name: '下一题' }).click()
  } else if (await question.getByRole('radio').count() > 0) await question.getByLabel(value === true ? '是' : value === false ? '否' : String(value), { exact: true }).check()
  else {
    await question.locator('input').fill(String(value))
    await question.locator('input').press('Enter')
  }
}
