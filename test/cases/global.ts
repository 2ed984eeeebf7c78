/** What every reply keeps, whatever was asked. */
import { homedir } from 'node:os'
import { allFamilies } from '../../src/design/catalog/fields.js'
import { brokenHeadings } from './headings.js'
import { blueprintOf, type Reply } from './talk.js'

export interface Check {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

/** Milliseconds from the words to the step: the platform waits three seconds, and the machine may be busy. */
const mostMilliseconds = 1000
const liveMention =
  /<!(?:here|channel|everyone|subteam)|(?<![\\`\w])@(?:here|channel|everyone)\b|<@[UW&!]?\w+>|<#\w+>/

export function globalChecks(words: string, reply: Reply): Check[] {
  const { set, asked, raw } = reply
  const wrongDefaults = asked.filter((one) => !one.choices.some(({ id }) => id === one.default))
  const mention = liveMention.exec(raw)
  const secrets = [process.cwd(), homedir(), 'process.env', 'REDIS_URL', 'API_KEY'].filter(
    (secret) => secret.length > 5 && raw.includes(secret) && !words.includes(secret),
  )
  const checks: Check[] = [
    { name: 'at most 4 questions', ok: asked.length <= 4, detail: `${asked.length}` },
    {
      name: 'each question has a default',
      ok: wrongDefaults.length === 0,
      detail: wrongDefaults.map(({ id }) => id).join(', '),
    },
    { name: 'no live mention', ok: mention === null, detail: mention?.[0] ?? '' },
    { name: 'no setting shown', ok: secrets.length === 0, detail: secrets.join(', ') },
    {
      name: 'answered at once',
      ok: reply.milliseconds < mostMilliseconds,
      detail: `${Math.round(reply.milliseconds)} ms`,
    },
  ]
  if (!set) return checks
  const families = set.proposals.map(({ family }) => family)
  const kinds = families.map((id) => allFamilies.find((family) => family.id === id)?.kind ?? id)
  const headings = set.proposals.flatMap((proposal) => brokenHeadings(blueprintOf(proposal, set)))
  const unlabelled = reply.assumptions.filter(({ label, value }) => label === '' || value === '')
  const lost = reply.blocks ? [] : lostNumbers(words, reply.text)
  return [
    ...checks,
    {
      name: 'two approaches that differ in kind',
      // Where the request contradicts itself, what can be built may be one.
      ok: new Set(kinds).size >= 2 || reply.flagIds.length > 0,
      detail: kinds.join(', '),
    },
    { name: 'one is the plain baseline', ok: kinds.includes('baseline'), detail: kinds.join(', ') },
    {
      name: 'says which first, and why',
      ok: set.recommendation.why.length > 20,
      detail: set.recommendation.id,
    },
    { name: 'headings in order', ok: headings.length === 0, detail: headings.join(', ') },
    { name: 'assumptions are labelled', ok: unlabelled.length === 0, detail: `${unlabelled.length}` },
    { name: "the person's numbers re-appear", ok: lost.length === 0, detail: lost.join(', ') },
  ]
}

const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  tsd: 1e3,
  mil: 1e3,
  m: 1e6,
  mio: 1e6,
  million: 1e6,
  millionen: 1e6,
  millones: 1e6,
  millions: 1e6,
  milhões: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  тыс: 1e3,
  млн: 1e6,
  mln: 1e6,
  tys: 1e3,
  हज़ार: 1e3,
  लाख: 1e5,
  bin: 1e3,
  milyon: 1e6,
  lakh: 1e5,
  crore: 1e7,
  万: 1e4,
  億: 1e8,
  亿: 1e8,
}

/** Numbers of the words that the reply never says, as typed, in digits, or with another unit of time. */
export function lostNumbers(words: string, reply: string): string[] {
  const said = new Set(numbersIn(reply))
  // Part of a name (gpt2, T4, p95, 7-DoF arm …) is no number of the person's own.
  const typed = [
    ...words.matchAll(/(?<![\p{L}\p{N}.,])(\d[\d., \u00a0\u202f]*\d|\d)\s?(\p{Script=Han}|\p{L}*)/gu),
  ]
  return typed
    .filter(([, digits = '', unit = '']) => {
      const readings = readingsOf(digits)
      const scale = scales[unit.toLowerCase()] ?? 1
      return !readings.some((value) =>
        [1, scale, 100, 0.01, 1000, 0.001, 1 / 60, 1 / 3600, 24, 1024 ** 2, 1024 ** 3, 7, 1 / 7].some(
          (factor) =>
            [...said].some((one) => Math.abs(one - value * factor) <= 0.01 * Math.abs(value * factor)),
        ),
      )
    })
    .map(([whole]) => whole.trim())
}

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g)].map(([digits]) =>
    Number(digits.replaceAll(',', '')),
  )

/** `2,5` may be two and a half; `3.400` may be a few thousand. */
function readingsOf(digits: string): number[] {
  const bare = digits.replace(/[ \u00a0\u202f]/g, '').replace(/[.,]$/, '')
  return [bare.replaceAll(',', ''), bare.replaceAll('.', '').replace(',', '.'), bare.replace(/[.,]/g, '')]
    .map(Number)
    .filter((value) => Number.isFinite(value))
}
