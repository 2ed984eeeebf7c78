/** A family of recommenders: what it does about items and users that nothing is known of. */
import type { Family } from '../family.js'
import type { RecommendProblem } from './problem.js'

export interface RecommendFamily extends Family<RecommendProblem> {
  readonly jobs: readonly RecommendProblem['job'][]
  /** How new items and new users are served, in a sentence without its period. */
  newcomers(problem: RecommendProblem): string
}

/** Families that choose among all items have no use where the list is given, and the other way round. */
export const onlyFor = (job: RecommendProblem['job'], problem: RecommendProblem) =>
  problem.job === job
    ? undefined
    : ({
        fits: false,
        reason:
          job === 'retrieve'
            ? 'It chooses among all items; here the candidates are given.'
            : 'It scores candidates that are given; going through all items it is too slow.',
        source:
          'Covington, Adams & Sargin, Deep Neural Networks for YouTube Recommendations, 2016: two stages',
      } as const)

/** Of what learns from events alone, where none were recorded. */
export const withoutEvents = ({ brief }: RecommendProblem) =>
  brief.data.interactions?.value === 0
    ? ({
        fits: false,
        reason: 'Nothing is recorded yet: it learns from events alone, so it comes once they are logged.',
        source: 'Schein et al., Methods and Metrics for Cold-Start Recommendations, SIGIR 2002',
      } as const)
    : undefined
