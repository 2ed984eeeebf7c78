/**
 * Every number with a unit in every blueprint is a figure of the estimate, a fact of the brief, a number of the plan,
 * of a device's data sheet or of a named constant, follows from those as the words beside it say, or stands in a
 * sentence with its source.
 */
import { describe, expect, it } from 'vitest'
import { blueprint } from '../../src/messages/blueprint.js'
import { renderMarkdown } from '../../src/messages/markdown.js'
import { known, numbersOf } from './known-numbers.js'
import { type Designed, designOf, requests, said } from './requests.js'

const unit =
  'µs|ms|s|min|h|hours?|days?|weeks?|months?|years?|B|KiB|MiB|GiB|TiB|KB|MB|GB|TB|[kMGTP]?FLOPs|FLOP/s|kWh|parameters?|params|epochs?|steps?|samples/s|tokens/s|rows|users|items|%'
const withUnit = new RegExp(
  `(?<![\\w.,])(\\$?\\d[\\d,]*(?:\\.\\d+)?)(?:[ \\u00a0]?(${unit})(?![\\w/]))|\\$\\d[\\d,]*(?:\\.\\d+)?`,
  'g',
)
/** "(Zeng et al., 2023)", a paper, a document or an address. */
const cited = /\(?[A-Z][\p{L}’' -]+(?:et al\.)?,? (?:et al\., )?(?:19|20)\d\d\)?|https?:\/\/|arXiv/u

/** What the next size up would take is an estimate of a model that is not shown. */
const ofAnother = /breaks a limit: [^|]*/g

/** To the three digits that are shown. */
const close = (a: number, b: number) => Math.abs(a - b) <= 0.006 * Math.abs(b)
const scales = [1, 60, 3600, 86_400, 100, 0.01, 1e3, 1e-3, 1e6, 1e-6, 1e9, 1e-9, 1e12, 1e-12]
const firstNumber = (text = '') => [...numbersOf(text)][0] ?? Number.NaN

/** The sum that is written out before it: `3,500,000 x 32 x 4 B = 448 MB`. */
function follows(line: string, at: number, value: number): boolean {
  const sum =
    /((?:[\d,.]+(?: [A-Za-z]+)?(?: x | \/ | \+ ))+[\d,.]+(?: [A-Za-z]+)?)(?: =|,|:)[^|]{0,40}$/.exec(
      line.slice(0, at),
    )?.[1]
  if (sum === undefined) return false
  const terms = sum.split(/ (x|\/|\+) /)
  let result = firstNumber(terms[0])
  for (let i = 1; i + 1 < terms.length; i += 2) {
    const next = firstNumber(terms[i + 1])
    result = terms[i] === 'x' ? result * next : terms[i] === '/' ? result / next : result + next
  }
  // Weights with the two moments of Adam are three times the weights; numbers in FP32 four bytes each.
  return [1, 3, 4].some((times) => scales.some((scale) => close(value * scale, times * result)))
}

/** Characters on either side of a number in which what it is computed from may stand. */
const beside = 70

/** A fact times or divided by a number that stands beside it, or a share of the fact, or what the share leaves. */
function ofFacts(facts: readonly number[], line: string, at: number, whole: string): boolean {
  const value = firstNumber(whole)
  const after = at + whole.length
  const around = `${line.slice(Math.max(0, at - beside), at)} ${line.slice(after, after + beside)}`
  const trivial = new Set([0, 1, value])
  const nearby = [...numbersOf(around)].filter((n) => !trivial.has(n))
  // So many steps at so many a second.
  const lasts = (a: number, b: number) => [1, 60, 3600, 86_400].some((per) => close(value, a / b / per))
  if (nearby.some((a) => nearby.some((b) => a !== b && lasts(a, b)))) return true
  return facts
    .filter((fact) => !trivial.has(fact))
    .some((fact) =>
      nearby.some((n) =>
        [fact * n, fact / n, n / fact, (fact * n) / 100, (fact * (100 - n)) / 100].some((one) =>
          close(value, one),
        ),
      ),
    )
}

/** Numbers with a unit in the blueprints that nothing stands behind, each with the words around it. */
function strays(designed: Designed): string[] {
  const { numbers, facts } = known(designed)
  const proposals = designed.set?.proposals ?? []
  const found = proposals.flatMap((proposal) =>
    renderMarkdown(blueprint(proposal, proposals))
      .split('\n')
      .map((line) => line.replace(ofAnother, ''))
      .filter((line) => !cited.test(line))
      .flatMap((line) =>
        [...line.matchAll(withUnit)]
          .filter(({ 0: whole, index }) => {
            const value = firstNumber(whole)
            return !numbers.has(value) && !follows(line, index, value) && !ofFacts(facts, line, index, whole)
          })
          .map(
            ({ 0: whole, index }) =>
              `${proposal.family}: ${whole} in "${line.slice(Math.max(0, index - 50), index + 40)}"`,
          ),
      ),
  )
  return [...new Set(found)]
}

describe.each(requests)('the blueprints for a request ($name)', (request) => {
  it('say no number with a unit that nothing stands behind', () => {
    expect(strays(designOf(said(request)))).toEqual([])
  })

  it('would be found out by a number that somebody typed', () => {
    const designed = designOf(said(request))
    const { set } = designed
    if (!set) throw new Error('Expected proposals')
    const overview = 'It answers in 7.313 ms, which is fast, and takes 33.17 GiB.'
    const typed = set.proposals.map((proposal) => ({ ...proposal, overview }))
    const found = strays({ ...designed, set: { ...set, proposals: typed } })
    for (const number of ['7.313 ms', '33.17 GiB'])
      expect(found.filter((one) => one.includes(`: ${number}`)).length).toBe(typed.length)
  })
})
