import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { CommandIo } from './command.js'

/** The first line of standard input; at a terminal asked for, and not shown while typed. */
export async function readPassword ({ stdin, print }: Pick<CommandIo, 'stdin' | 'print'>): Promise<string> {
  const isTerminal = 'isTTY' in stdin && stdin.isTTY === true
  if (isTerminal) print('请输入口令（不显示），按回车结束：')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: silent, terminal: isTerminal })
  try {
    const { value } = await lines[Symbol.asyncIterator]().next() as { value: string | undefined }
    return value ?? ''
  } finally {
    lines.close()
  }
}
