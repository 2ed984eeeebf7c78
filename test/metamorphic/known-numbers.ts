/** The numbers that a blueprint may say: figures, facts, numbers of the plan and of data sheets, named constants. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { factRows } from '../../src/design/brief/facts.js'
import { deviceById } from '../../src/design/estimate/hardware.js'
import type { Proposal } from '../../src/design/proposal.js'
import { formatFigure, formatRange } from '../../src/messages/format.js'
import type { Designed } from './requests.js'

export interface Known {
  /** Said as they are. */
  readonly numbers: ReadonlySet<number>
  /** Facts, stated and assumed: what a number may be computed from. */
  readonly facts: readonly number[]
}

export const numbersOf = (text: string): ReadonlySet<number> =>
  new Set([...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([digits]) => Number(digits.replaceAll(',', ''))))

const rounded = (value: number) => Number(value.toPrecision(6))

/** Numbers of named constants: `const leastLift = 0.05`, `const windows = [1, 7, 28]`; a share also as a percentage. */
const constants: ReadonlySet<number> = new Set(
  readdirSync(new URL('../../src/design', import.meta.url), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(join(file.parentPath, file.name), 'utf8').matchAll(
        /^ *(?:export )?const [A-Za-z]\w*(?:: [^=]+)? = ([^\n]*\d[^\n]*)$/gm,
      ),
    ])
    .flatMap(([, value = '']) => [
      ...value.replaceAll('_', '').matchAll(/(?<![\w.])\d+(?:\.\d+)?(?:e\d+)?(?![\w.])/g),
    ])
    .flatMap(([digits]) => [Number(digits), rounded(100 * Number(digits))]),
)

export function known({ brief, set }: Designed): Known {
  const facts = [brief.request]
  for (const row of factRows) facts.push(row.read(brief)?.value ?? '')
  for (const fact of [...(set?.assumptions ?? []), ...(set?.understood ?? [])]) facts.push(fact.value)
  const texts = [...facts, ...(set?.proposals ?? []).flatMap(textsOf)]
  return {
    numbers: new Set([...constants, ...texts.flatMap((text) => [...numbersOf(text)])]),
    facts: [...new Set(facts.flatMap((text) => [...numbersOf(text)]))],
  }
}

function textsOf({ figures, training, parts, inputs, outputs, servingDevice }: Proposal): string[] {
  const devices = [servingDevice, training.device].map((id) => JSON.stringify(deviceById(id) ?? {}))
  return [
    ...Object.values(figures).flatMap((figure) => [
      formatFigure(figure),
      formatRange(figure),
      figure.formula,
    ]),
    JSON.stringify(training.steps ?? {}),
    `${training.deviceCount}`,
    JSON.stringify([inputs, outputs].flat().map(({ shape }) => shape)),
    ...parts.map((part) => JSON.stringify(part)),
    ...devices,
  ]
}
