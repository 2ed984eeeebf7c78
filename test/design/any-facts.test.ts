/** Whatever is known in whatever field: an answer that is checked and can be read, of one thing as of many. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { briefSchema } from '../../src/design/brief/brief.js'
import { proposeFrom } from '../../src/design/propose.js'
import { solve } from '../../src/design/proposing/solve.js'
import { questionsFrom } from '../../src/design/questions.js'
import { fromProposalSet, proposalsDocument } from '../../src/messages/from-proposals.js'
import { renderMarkdown } from '../../src/messages/markdown.js'
import { anyBrief } from './any-facts.js'

const counted =
  'actions activations alarms alerts answers blocks buffers bytes candidates cases cells centres channels checks ' +
  'classes clips columns cores cubes cycles dates days decisions devices documents edges environments epochs ' +
  'events examples features fields frames graphs groups heads hours images inputs interactions items joints kinds ' +
  'labels languages layers leaves lines maps metrics minutes molecules neighbours nodes numbers pages pairs ' +
  'parameters passages patches photos pictures pixels points positives ratings records recordings replicas ' +
  'requests rows samples scores seconds segments sentences sequences slices steps streams sums tags tasks texts ' +
  'tokens transitions trees units updates users values vectors volumes weights windows words'

/** A number that is none, a plural of one (`1 rows`, `1 known cases`), a single thing that are. */
const broken = new RegExp(
  `.{0,40}(?:NaN|Infinity|undefined(?!,)|\\[object|(?<![\\d,.$])\\b1 (?:(?!of |and |to |or |x |in |a |billion |million )[a-z-]+ )?(?:${counted.replaceAll(' ', '|')})\\b|(?:^|[.;:] )1 (?:[a-z]+ ){1,3}(?:are|have|do|hold|feed|flow|share)\\b|\\bthere are 1 [a-z]).{0,30}`,
  'g',
)

/** Every text of an answer; a spec is code and a brief is what was said. */
function textsOf(answer: unknown): string[] {
  if (typeof answer === 'string') return [answer]
  if (Array.isArray(answer)) return answer.flatMap(textsOf)
  if (typeof answer !== 'object' || answer === null) return []
  return Object.entries(answer).flatMap(([key, value]) =>
    key === 'spec' || key === 'brief' ? [] : textsOf(value),
  )
}

const brokenIn = (answer: unknown): string[] => textsOf(answer).flatMap((text) => text.match(broken) ?? [])

describe('for any facts of any field', () => {
  it('there are proposals that pass their checks, or reasons, and all of it can be read', () => {
    fc.assert(
      fc.property(anyBrief, (brief) => {
        expect(briefSchema.safeParse(brief).success).toBe(true)
        const solution = solve(brief)
        const proposed = proposeFrom(brief, solution)
        expect(brokenIn(proposed)).toEqual([])
        expect(brokenIn(questionsFrom(brief, solution, []))).toEqual([])
        if (proposed.kind === 'impossible') {
          expect(proposed.impossible.rejected.length).toBeGreaterThan(0)
          return
        }
        const { set } = proposed
        for (const { checks } of set.proposals) expect(checks.filter(({ passed }) => !passed)).toEqual([])
        const { blocks } = fromProposalSet('design', 0, { kind: 'propose', at: 0, set })
        const shown = [...blocks, ...proposalsDocument(set)].filter(({ kind }) => kind !== 'image')
        const markdown = renderMarkdown(shown)
        expect(brokenIn(markdown)).toEqual([])
        expect(markdown).not.toContain('{{')
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})
